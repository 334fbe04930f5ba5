// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "commands.h"
#include "console.h"
#include "job.h"
#include "kept_setup.h"
#include "output.h"
#include "plan/plan_formats.h"
#include "platform/qt_transport.h"
#include "platform/system_browser.h"
#include "platform/system_pacer.h"
#include "setup/read_plan.h"
#include "setup/verify.h"

#include <QCoreApplication>
#include <QTextStream>

#include <iostream>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

//! One command that plans or writes: who signed in, what was read, what is kept.
class Doing {
public:
    Doing(const CommandLine& line, Job& job) : m_line(line), m_job(job) { }

    //! The exit code where there is nothing to go on with.
    std::optional<int> signInFor(const QStringList& scopes)
    {
        Result<std::optional<Session>, SignInFailure> session =
            signIn(m_line, m_job, scopes, m_transport, m_pacer);
        if (!session) {
            complain(session.error().message);
            return Exit::Unreachable;
        }
        m_session = std::move(*session);
        return std::nullopt;
    }

    Verified check(int proofs = 1)
    {
        const VerifyRequest request{.profile = m_job.profile,
            .inputs = m_job.inputs,
            .secret = &m_job.secret,
            .session = m_session ? &*m_session : nullptr,
            .endpoints = m_job.endpoints,
            .memory = &m_memory,
            .secretProofs = proofs,
            .timeout = m_job.timeout};
        return *verify(request, m_transport, m_pacer, {});
    }

    Plan planOf(const Verified& verified) const
    {
        return plan({.profile = m_job.profile,
            .inputs = m_job.inputs,
            .snapshot = verified.snapshot,
            .report = verified.report});
    }

    ApplyPorts ports(KeptSetup& kept, const Journal& journal, const std::vector<QString>& sentences)
    {
        return {.transport = m_transport,
            .pacer = m_pacer,
            .browser = m_job.demo ? m_job.demo->browser() : static_cast<Browser&>(m_browser),
            .secrets = kept.secrets(),
            .journal = journal,
            .progressed =
                [this, &sentences](const ChangeProgress& progress) {
                    say(progress, sentences.at(progress.index));
                },
            .madeValue =
                [this, &kept](const QString& field, const QString& value) {
                    m_job.inputs.set(field, value);
                    m_kept = kept.keep(field, value) && m_kept;
                },
            .madeSecret =
                [this, &kept](Secret secret, bool inKeychain) {
                    m_job.secret = std::move(secret);
                    m_kept = kept.keepSecretState(inKeychain && !m_job.secret.isEmpty())
                        && inKeychain && m_kept;
                },
            // the program ends, and whatever only it knows is lost
            .mustKeepSecret = true};
    }

    //! Each state once, not each second of a wait.
    void say(const ChangeProgress& progress, const QString& sentence)
    {
        auto& last = m_said[progress.index];
        const auto now = std::pair(progress.state, progress.message);
        if (last == now)
            return;
        last = now;
        tell(progressAsText(progress, sentence), m_line.quiet());
    }
    void forgetSaid() { m_said.clear(); }

    [[nodiscard]] const Session* session() const { return m_session ? &*m_session : nullptr; }
    [[nodiscard]] bool isEverythingKept() const { return m_kept; }
    [[nodiscard]] QString account() const
    {
        return m_session && m_session->identity ? m_session->identity->userName : QString();
    }

private:
    const CommandLine& m_line;
    Job& m_job;
    QtTransport m_transport;
    SystemPacer m_pacer;
    SystemBrowser m_browser;
    TenantMemory m_memory;
    std::optional<Session> m_session;
    std::map<size_t, std::pair<ChangeProgress::State, QString>> m_said;
    bool m_kept = true;
};

QString tenantName(const Verified& verified)
{
    return verified.snapshot.organization ? u"%1 (%2)"_s.arg(
               verified.snapshot.organization->displayName, verified.snapshot.organization->id)
                                          : verified.report.tenantId;
}

//! "yes" on a terminal; anything else is no.
bool isAgreedTo(const CommandLine& line, const QString& question)
{
    if (line.has(u"yes"_s))
        return true;
    tell(question + u' ' + Words::tr("Type yes to go on:"), false);
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "yes";
}

std::optional<Error> cannotAsk(const CommandLine& line)
{
    if (line.has(u"yes"_s) || stdinIsTerminal())
        return std::nullopt;
    return Error{u"--yes"_s,
        Words::tr("There is no terminal to ask on. With --yes the plan is carried out without "
                  "asking.")};
}

std::vector<QString> sentencesOf(const Plan& plan)
{
    std::vector<QString> sentences;
    for (const Change& change : plan.changes)
        sentences.push_back(change.sentence);
    return sentences;
}

bool makesSecret(const Plan& plan)
{
    return std::ranges::any_of(plan.changes,
        [](const Change& each) { return std::holds_alternative<change::AddSecret>(each.kind); });
}

//! A secret that cannot be kept must not be made.
std::optional<int> withoutKeychain(KeptSetup& kept)
{
    const Result<void, SecretStoreError> probed = kept.secrets().probe({});
    if (probed)
        return std::nullopt;
    complain(Words::tr("The plan makes a client secret, and there is nowhere to keep it: %1 "
                       "Nothing was sent.")
                 .arg(explain(probed.error())));
    return Exit::Unreachable;
}

//! Carries plans out until nothing is left to be planned: what one makes may open the next.
class Applying {
public:
    Applying(const CommandLine& line, Job& job, KeptSetup& kept)
        : m_line(line), m_job(job), m_kept(kept), m_doing(line, job), m_journal(kept.journal())
    {
    }

    int run()
    {
        // nothing is known of the application yet: plan without reading, and sign in only once
        const bool blind = m_job.inputs.text(u"clientId"_s).isEmpty() && m_job.token.isEmpty()
            && signInMode(m_line, m_job) != u"none";
        if (!blind) {
            if (const std::optional<int> exit =
                    m_doing.signInFor(readScopes(m_job.endpoints, m_job.profile)))
                return *exit;
        }
        std::optional<Verified> read = blind ? unread() : checked();
        if (!read)
            return Exit::Unreachable;
        Verified verified = std::move(*read);
        Plan plan = m_doing.planOf(verified);
        constexpr int mostStages = 5;
        for (int stage = 0; stage < mostStages && !plan.isEmpty(); ++stage) {
            show(plan, verified);
            if (!isAgreedTo(m_line, question(plan, verified))) {
                complain(Words::tr("Nothing was sent."));
                return Exit::Blocked;
            }
            if (const std::optional<int> exit = carryOut(plan, verified))
                return *exit;
            plan = m_doing.planOf(verified);
            if (m_changed == 0)
                break;
        }
        return finish(verified, plan);
    }

private:
    //! Always, also where nobody is asked. Where a program reads the report, it goes beside it.
    void show(const Plan& plan, const Verified& verified) const
    {
        const QString text = planAsText(plan, m_job.profile, verified.snapshot) + u'\n';
        if (m_job.format == u"text")
            print(text);
        else
            for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts))
                tell(line, m_line.quiet());
    }

    //! Judged without any reading: all that must be made is known to be missing.
    Verified unread() const
    {
        TenantSnapshot snapshot;
        snapshot.tenant = m_job.inputs.text(u"tenantId"_s);
        snapshot.cloud = m_job.endpoints.cloud;
        Report report = evaluate(m_job.profile, m_job.inputs, !m_job.secret.isEmpty(), snapshot);
        return {.report = std::move(report), .snapshot = std::move(snapshot)};
    }

    //! Read, with what a crash left open settled first. Nothing where that cannot be: the reason is
    //! said.
    std::optional<Verified> checked()
    {
        Verified verified = m_doing.check();
        const Plan nothing;
        const std::vector<QString> sentences;
        const ApplyPorts ports = m_doing.ports(m_kept, m_journal, sentences);
        if (!m_doing.session())
            return verified;
        const Inputs typed = m_job.inputs;
        const Secret given = m_job.secret.clone();
        const Settled settled = settle({.profile = m_job.profile,
                                           .inputs = typed,
                                           .secret = &given,
                                           .plan = nothing,
                                           .snapshot = verified.snapshot,
                                           .session = *m_doing.session(),
                                           .endpoints = m_job.endpoints},
            ports, {});
        if (!settled.problem.isEmpty()) {
            complain(settled.problem);
            return std::nullopt;
        }
        if (settled.open > 0)
            tell(Words::tr("%1 of %2 open changes of an earlier run turned out to be done.")
                     .arg(settled.done)
                     .arg(settled.open),
                m_line.quiet());
        m_doing.forgetSaid();
        if (settled.open > 0 || typed.values != m_job.inputs.values)
            return m_doing.check();
        return verified;
    }

    static QString question(const Plan& plan, const Verified& verified)
    {
        return Words::tr(
            "Carry out %n change(s) in %1?", nullptr, static_cast<int>(plan.changes.size()))
            .arg(tenantName(verified));
    }

    //! Signs in for writing, reads again, and writes what was shown. The exit code on trouble.
    std::optional<int> carryOut(Plan& shown, Verified& verified)
    {
        const QStringList scopes = applyScopes(m_job.endpoints, m_job.profile, shown);
        const bool covered = m_doing.session() && (!m_job.token.isEmpty() || coversAll(scopes));
        if (!covered) {
            if (const std::optional<int> exit = m_doing.signInFor(scopes))
                return *exit;
        }
        if (!m_doing.session()) {
            complain(Words::tr("Writing takes a sign-in."));
            return Exit::Unreachable;
        }
        std::optional<Verified> read = checked();
        if (!read)
            return Exit::Unreachable;
        verified = std::move(*read);
        Plan fresh = m_doing.planOf(verified);
        if (!wasShown(fresh, shown)) {
            tell(Words::tr("The tenant is not as it was when the plan was made. The plan now:"),
                false);
            show(fresh, verified);
            if (!isAgreedTo(m_line, question(fresh, verified))) {
                complain(Words::tr("Nothing was sent."));
                return Exit::Blocked;
            }
        }
        if (makesSecret(fresh)) {
            if (const std::optional<int> exit = withoutKeychain(m_kept))
                return *exit;
        }
        for (const Change& change : fresh.changes) {
            if (const QString why = whyMayNot(change, verified.snapshot); !why.isEmpty())
                tell(change.sentence + u' ' + why, m_line.quiet());
        }
        if (!m_kept.keepAll())
            return Exit::Unreachable;
        apply(fresh, verified);
        verified = m_doing.check(3);
        markRecent(verified);
        return std::nullopt;
    }

    //! Entra names the scopes of Graph alone in its reply, with or without the host.
    [[nodiscard]] bool coversAll(const QStringList& scopes) const
    {
        const auto nameOf = [](const QString& scope) {
            return scope.section(u'/', -1).toCaseFolded();
        };
        std::set<QString> has{u"openid"_s, u"profile"_s, u"offline_access"_s};
        for (const QString& scope : m_doing.session()->scopes)
            has.insert(nameOf(scope));
        return std::ranges::all_of(
            scopes, [&](const QString& scope) { return has.contains(nameOf(scope)); });
    }

    void apply(const Plan& plan, const Verified& verified)
    {
        const std::vector<QString> sentences = sentencesOf(plan);
        const Inputs typed = m_job.inputs;
        const Secret given = m_job.secret.clone();
        m_doing.forgetSaid();
        const Applied applied = lockstep::apply({.profile = m_job.profile,
                                                    .inputs = typed,
                                                    .secret = &given,
                                                    .plan = plan,
                                                    .snapshot = verified.snapshot,
                                                    .session = *m_doing.session(),
                                                    .endpoints = m_job.endpoints},
            m_doing.ports(m_kept, m_journal, sentences), {});
        if (!applied.stopped.isEmpty())
            complain(applied.stopped);
        m_complete = m_complete && applied.isComplete();
        m_changed = std::ranges::count_if(applied.changes,
            [](const ChangeProgress& each) { return each.state == ChangeProgress::State::Done; });
        tell(Words::tr("%1 requests sent.").arg(applied.requests), m_line.quiet());
    }

    void markRecent(Verified& verified)
    {
        const Result<std::vector<JournalEntry>> entries = m_journal.read();
        const Result<std::vector<WriteRecord>> records =
            writeRecords(entries ? *entries : std::vector<JournalEntry>());
        if (records)
            markWaiting(verified.report, *records, QDateTime::currentDateTimeUtc());
    }

    int finish(Verified& verified, const Plan& left)
    {
        offerChanges(verified.report, left);
        printReport(verified.report, m_job.profile, m_job.format);
        for (const PlanNote& note : left.notes)
            tell(u"%1: %2"_s.arg(note.key, note.text), m_line.quiet());
        m_kept.keepReport(verified.report, m_doing.account());
        if (!m_job.demo)
            tell(Words::tr("Setup %1. Taken back with: lockstepctl undo --setup %1")
                     .arg(m_kept.setup().id),
                m_line.quiet());
        const int exit = exitCode(verified.report.overall());
        if (exit != Exit::Ready)
            return exit;
        return m_complete && left.isEmpty() && m_doing.isEverythingKept() ? Exit::Ready
                                                                          : Exit::Unconfirmed;
    }

    const CommandLine& m_line;
    Job& m_job;
    KeptSetup& m_kept;
    Doing m_doing;
    Journal m_journal;
    qsizetype m_changed = 0;
    bool m_complete = true;
};

void addCommon(CommandLine& line)
{
    line.addProfile();
    line.addInputs();
    line.addSecret();
    line.addSignIn();
    line.addWhere();
}

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
    for (auto each = wanted.rbegin(); each != wanted.rend(); ++each)
        print(u"- %1\n     %2\n     %3: %4\n"_s.arg(
            each->what, each->undo, Words::tr("id"), each->id));
    return wanted;
}

int undoAll(const CommandLine& line, Job& job, KeptSetup& kept)
{
    const Journal journal = kept.journal();
    std::optional<std::vector<WriteRecord>> records = recordsOf(journal);
    if (!records)
        return Exit::Unreachable;
    const Result<std::vector<WriteRecord>> wanted = wantedOf(line, *records);
    if (!wanted)
        return usageError(wanted.error());
    if (wanted->empty()) {
        print(Words::tr("There is nothing to take back.") + u'\n');
        return Exit::Ready;
    }
    if (!isAgreedTo(line,
            Words::tr("Take back %n change(s), newest first?", nullptr,
                static_cast<int>(wanted->size())))) {
        complain(Words::tr("Nothing was sent."));
        return Exit::Blocked;
    }
    Doing doing(line, job);
    if (const std::optional<int> exit =
            doing.signInFor(undoScopes(job.endpoints, job.profile, *wanted)))
        return *exit;
    if (!doing.session()) {
        complain(Words::tr("Writing takes a sign-in."));
        return Exit::Unreachable;
    }
    const Verified verified = doing.check();
    const std::vector<QString> noSentences;
    const Inputs typed = job.inputs;
    const Secret given = job.secret.clone();
    const Plan nothing;
    const Settled settled = settle({.profile = job.profile,
                                       .inputs = typed,
                                       .secret = &given,
                                       .plan = nothing,
                                       .snapshot = verified.snapshot,
                                       .session = *doing.session(),
                                       .endpoints = job.endpoints},
        doing.ports(kept, journal, noSentences), {});
    if (!settled.problem.isEmpty()) {
        complain(settled.problem);
        return Exit::Unreachable;
    }
    records = recordsOf(journal);
    if (!records)
        return Exit::Unreachable;
    std::vector<QString> sentences;
    for (const WriteRecord& record : *records)
        sentences.push_back(record.what);
    const Inputs known = job.inputs;
    const Applied applied = undo({.profile = job.profile,
                                     .inputs = known,
                                     .secret = &given,
                                     .records = *records,
                                     .only = line.values(u"change"_s),
                                     .snapshot = verified.snapshot,
                                     .session = *doing.session(),
                                     .endpoints = job.endpoints},
        doing.ports(kept, journal, sentences), {});
    if (!applied.stopped.isEmpty())
        complain(applied.stopped);
    const auto left = std::ranges::count_if(applied.changes,
        [](const ChangeProgress& each) { return each.state != ChangeProgress::State::Undone; });
    print(Words::tr("%1 taken back, %2 left.")
              .arg(static_cast<qsizetype>(applied.changes.size()) - left)
              .arg(left)
        + u'\n');
    return left == 0 && applied.stopped.isEmpty() ? Exit::Ready : Exit::Blocked;
}

} // namespace

int runPlan(const QStringList& arguments)
{
    CommandLine line(u"plan"_s,
        Words::tr("says what would be changed so that every check passes; writes nothing"));
    addCommon(line);
    line.addOutput(Words::tr("text or json."));
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    if (const std::optional<Error> unknown = unknownSignIn(line))
        return usageError(*unknown);
    Result<Job> job = gather(line, {u"text"_s, u"json"_s});
    if (!job)
        return usageError(job.error());
    if (line.has(u"secret-keychain"_s)) {
        if (const std::optional<int> exit = takeSecretFromKeychain(*job))
            return *exit;
    }
    Doing doing(line, *job);
    if (const std::optional<int> exit = doing.signInFor(readScopes(job->endpoints, job->profile)))
        return *exit;
    const Verified verified = doing.check();
    const Plan wanted = doing.planOf(verified);
    if (job->format == u"json")
        print(planAsJson(wanted, verified.snapshot));
    else
        print(planAsText(wanted, job->profile, verified.snapshot));
    return exitCode(verified.report.overall());
}

int runApply(const QStringList& arguments)
{
    CommandLine line(u"apply"_s,
        Words::tr("carries the plan out: shows it, asks, writes, and confirms every step"));
    addCommon(line);
    line.addOutput(Words::tr("The report's form: text, json, junit or html."));
    line.addOption(u"yes"_s, Words::tr("Writes without asking."));
    line.addOption(u"setup"_s, Words::tr("Goes on with this setup."), u"ID"_s);
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    if (const std::optional<Error> unknown = unknownSignIn(line))
        return usageError(*unknown);
    if (const std::optional<Error> mute = cannotAsk(line))
        return usageError(*mute);
    Result<Job> job = gather(line, reportFormats());
    if (!job)
        return usageError(job.error());
    Result<std::unique_ptr<KeptSetup>> kept = KeptSetup::open(*job, line.value(u"setup"_s));
    if (!kept)
        return usageError(kept.error());
    if (line.has(u"secret-keychain"_s)
        || (job->secret.isEmpty() && (*kept)->setup().secretKept && !job->demo)) {
        if (const std::optional<int> exit = takeSecretFromKeychain(*job))
            return *exit;
    }
    return Applying(line, *job, **kept).run();
}

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
    if (const std::optional<Error> mute = cannotAsk(line))
        return usageError(*mute);
    const Result<Setup> setup = keptSetup(line.value(u"setup"_s));
    if (!setup)
        return usageError(setup.error());
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
