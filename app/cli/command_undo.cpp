// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "agreement.h"
#include "commands.h"
#include "console.h"
#include "output.h"
#include "tenant_access.h"
#include "words.h"

#include <algorithm>
#include <ranges>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

//! Of a setup that is kept: guide, place and values come from it.
Result<Job> jobOf(const CommandLine& line, const Setup& setup)
{
    Job job;
    Result<Profile> profile =
        line.has(u"profile"_s) ? chosenProfile(line) : builtInProfile(setup.profile);
    if (!profile)
        return tl::unexpected(profile.error());
    job.profile = std::move(*profile);
    job.inputs = setup.inputs;
    Result<Endpoints> endpoints = setup.cloud == u"custom"
        ? customCloud(setup.loginUrl, setup.graphUrl)
        : cloudByName(setup.cloud);
    Result<Secret> secret = givenSecret(line);
    Result<Secret> token = givenToken(line);
    for (const Error* error : {endpoints ? nullptr : &endpoints.error(),
             secret ? nullptr : &secret.error(), token ? nullptr : &token.error()}) {
        if (error)
            return tl::unexpected(*error);
    }
    job.endpoints = std::move(*endpoints);
    job.secret = std::move(*secret);
    job.token = std::move(*token);
    job.format = u"text"_s;
    return job;
}

//! What the journal says by now; nothing, with the reason said, where it cannot be read.
std::optional<std::vector<WriteRecord>> recordsOf(const Journal& journal)
{
    const Result<std::vector<JournalEntry>> entries = journal.read();
    Result<std::vector<WriteRecord>> records =
        entries ? writeRecords(*entries) : tl::unexpected(entries.error());
    if (records)
        return std::move(*records);
    complain(records.error().where + u": "_s + records.error().what);
    return std::nullopt;
}

//! Those that can be taken back and are asked for, printed newest first. An id that none has is an
//! error.
Result<std::vector<WriteRecord>> wantedOf(
    const CommandLine& line, const std::vector<WriteRecord>& records)
{
    const QStringList ids = line.values(u"change"_s);
    for (const QString& id : ids) {
        if (std::ranges::find(records, id, &WriteRecord::id) == records.end())
            return failure(
                u"--change"_s, Words::tr("The journal has no change with the id %1.").arg(id));
    }
    std::vector<WriteRecord> wanted;
    for (const WriteRecord& record : records) {
        if (canBeUndone(record) && (ids.isEmpty() || ids.contains(record.id)))
            wanted.push_back(record);
    }
    for (const WriteRecord& each : wanted | std::views::reverse)
        print(
            u"- %1\n     %2\n     %3: %4\n"_s.arg(each.what, each.undo, Words::tr("id"), each.id));
    return wanted;
}

//! What is to be taken back, asked for and agreed to; the exit code where that is nothing.
Result<std::vector<WriteRecord>, int> agreedOn(const CommandLine& line, const Journal& journal)
{
    const std::optional<std::vector<WriteRecord>> records = recordsOf(journal);
    if (!records)
        return tl::unexpected<int>(Exit::Unreachable);
    const Result<std::vector<WriteRecord>> wanted = wantedOf(line, *records);
    if (!wanted)
        return tl::unexpected(usageError(wanted.error()));
    if (wanted->empty()) {
        print(Words::tr("There is nothing to take back.") + u'\n');
        return tl::unexpected<int>(Exit::Ready);
    }
    if (!isAgreedTo(line,
            Words::tr("Take back %n change(s), newest first?", nullptr,
                static_cast<int>(wanted->size())))) {
        complain(Words::tr("Nothing was sent."));
        return tl::unexpected<int>(Exit::Blocked);
    }
    return *wanted;
}

int sayWhatIsLeft(const Applied& applied, const std::vector<WriteRecord>& records)
{
    if (!applied.stopped.isEmpty())
        complain(applied.stopped);
    for (const ChangeProgress& each : applied.changes) {
        if (each.state != ChangeProgress::State::Undone)
            print(u"- %1\n     %2\n"_s.arg(records.at(each.index).what,
                each.message.isEmpty() ? stateWord(each.state) : each.message));
    }
    const auto left = std::ranges::count_if(applied.changes,
        [](const ChangeProgress& each) { return each.state != ChangeProgress::State::Undone; });
    print(Words::tr("%1 taken back, %2 left.")
              .arg(static_cast<qsizetype>(applied.changes.size()) - left)
              .arg(left)
        + u'\n');
    return left == 0 && applied.stopped.isEmpty() ? Exit::Ready : Exit::Blocked;
}

int undoAll(const CommandLine& line, Job& job, KeptSetup& kept)
{
    const Journal journal = kept.journal();
    const Result<std::vector<WriteRecord>, int> wanted = agreedOn(line, journal);
    if (!wanted)
        return wanted.error();
    TenantAccess tenant(line, job);
    if (const std::optional<int> exit =
            tenant.signInFor(undoScopes(job.endpoints, job.profile, *wanted)))
        return *exit;
    if (!tenant.session()) {
        complain(Words::tr("Writing takes a sign-in."));
        return Exit::Unreachable;
    }
    const Verified verified = tenant.check();
    const Settled settled = tenant.settleOpen(kept, journal, verified);
    if (!settled.problem.isEmpty()) {
        complain(settled.problem);
        return Exit::Unreachable;
    }
    const std::optional<std::vector<WriteRecord>> records = recordsOf(journal);
    if (!records)
        return Exit::Unreachable;
    std::vector<QString> sentences;
    for (const WriteRecord& record : *records)
        sentences.push_back(Words::tr("Undo: %1").arg(record.what));
    const Inputs known = job.inputs;
    const Secret given = job.secret.clone(); // a crashed run's, where it was found just now
    const Applied applied = undo({.profile = job.profile,
                                     .inputs = known,
                                     .secret = &given,
                                     .records = *records,
                                     .only = line.values(u"change"_s),
                                     .snapshot = verified.snapshot,
                                     .session = *tenant.session(),
                                     .endpoints = job.endpoints},
        tenant.ports(kept, journal, sentences), {});
    const int exit = sayWhatIsLeft(applied, *records);
    // what was confirmed before is so no more
    Verified after = tenant.check();
    if (const std::optional<std::vector<WriteRecord>> now = recordsOf(journal))
        markWaiting(after.report, *now, after.snapshot, QDateTime::currentDateTimeUtc());
    kept.keepReport(after.report, tenant.account());
    return exit;
}

} // namespace

int runUndo(const QStringList& arguments)
{
    CommandLine line(u"undo"_s,
        Words::tr("takes a setup's own changes back, newest first, where they still show"));
    line.addProfile();
    line.addSecret();
    line.addSignIn();
    line.addOption(u"setup"_s, Words::tr("The setup, as `apply` names it."), u"ID"_s);
    line.addOption(
        u"change"_s, Words::tr("Only this change of its journal; may be repeated."), u"ID"_s);
    line.addOption(u"yes"_s, Words::tr("Writes without asking."));
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    if (!line.has(u"setup"_s))
        return usageError({u"--setup"_s, Words::tr("Name the setup.")});
    if (const std::optional<Error> unknown = unknownSignIn(line))
        return usageError(*unknown);
    const Result<Setup> setup = keptSetup(line.value(u"setup"_s));
    if (!setup)
        return usageError(setup.error());
    if (const std::optional<Error> mute = cannotAsk(line))
        return usageError(*mute);
    Result<Job> job = jobOf(line, *setup);
    if (!job)
        return usageError(job.error());
    Result<std::unique_ptr<KeptSetup>> kept = KeptSetup::open(*job, setup->id);
    if (!kept)
        return usageError(kept.error());
    if (line.has(u"secret-keychain"_s) || (job->secret.isEmpty() && setup->secretKept)) {
        if (const std::optional<int> exit = takeSecretFromKeychain(*job))
            return *exit;
    }
    return undoAll(line, *job, **kept);
}

} // namespace lockstep::cli
