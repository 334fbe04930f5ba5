// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "commands.h"
#include "console.h"
#include "job.h"
#include "output.h"
#include "plan/plan.h"
#include "platform/qt_transport.h"
#include "platform/system_pacer.h"
#include "setup/read_plan.h"
#include "setup/verify.h"
#include "words.h"

#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

bool saveSnapshot(const TenantSnapshot& snapshot, const QString& path)
{
    const QByteArray json = snapshotToJson(snapshot);
    const QFileInfo there(path);
    if (there.exists() && !there.isFile()) {
        // a device or a pipe is written to; replacing it with a file would take it from its reader
        QFile device(path);
        const bool written = device.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
            && device.write(json) == json.size();
        if (!written)
            complain(path + u": "_s + device.errorString());
        return written;
    }
    QSaveFile file(path);
    bool saved = file.open(QIODevice::WriteOnly);
    if (saved && !there.exists()) // names and roles of a tenant are for its owner's eyes
        saved = file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    saved = saved && file.write(json) == json.size() && file.commit();
    if (!saved)
        complain(path + u": "_s + file.errorString());
    return saved;
}

//! What `--attest` says, in the name of the computer's user.
Result<std::vector<Attested>> givenAttestations(const CommandLine& line, const Profile& profile)
{
    std::vector<Attested> attested;
    for (const QString& name : line.values(u"attest"_s)) {
        const auto spec = std::ranges::find_if(profile.attestations,
            [&](const auto& each) { return each.id == name || u"attested."_s + each.id == name; });
        if (spec == profile.attestations.end())
            return failure(
                u"--attest"_s, Words::tr("The guide has no attestation \"%1\".").arg(name));
        attested.push_back({.name = u"attested."_s + spec->id,
            .text = spec->text,
            .by = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME")),
            .at = QDateTime::currentDateTimeUtc()});
    }
    return attested;
}

int check(const CommandLine& line, Job& job, const std::vector<Attested>& attested)
{
    if (line.has(u"secret-keychain"_s)) {
        if (const std::optional<int> exit = takeSecretFromKeychain(job))
            return *exit;
    }
    QtTransport transport;
    SystemPacer pacer;
    transport.warm(job.endpoints.login);
    transport.warm(job.endpoints.graph);
    Result<std::optional<Session>, SignInFailure> session =
        signIn(line, job, readScopes(job.endpoints, job.profile), transport, pacer);
    if (!session) {
        // the check goes on: what needs no sign-in is still worth knowing
        complain(session.error().message);
        session = std::nullopt;
    }
    TenantMemory memory;
    const VerifyRequest request{.profile = job.profile,
        .inputs = job.inputs,
        .secret = &job.secret,
        .session = *session ? &**session : nullptr,
        .endpoints = job.endpoints,
        .memory = &memory,
        .timeout = job.timeout};
    std::optional<Verified> verified = verify(request, transport, pacer, {});
    if (!verified)
        return Exit::Unreachable;
    verified->report.attested = attested;
    printReport(verified->report, job.profile, job.format);
    for (const QString& note : verified->report.notes)
        tell(note, line.quiet());
    if (line.has(u"save-snapshot"_s)
        && !saveSnapshot(verified->snapshot, line.value(u"save-snapshot"_s)))
        return Exit::Usage;
    return exitCode(verified->report.overall());
}

} // namespace

int runCheck(const QStringList& arguments)
{
    CommandLine line(u"check"_s,
        Words::tr("confirms every step of a guide against Microsoft Graph; writes nothing"));
    line.addProfile();
    line.addInputs();
    line.addSecret();
    line.addSignIn();
    line.addWhere();
    line.addOutput(Words::tr("text, json, junit or html."));
    line.addOption(u"save-snapshot"_s,
        Words::tr("Saves what was read, without secrets, for `evaluate`."), u"FILE"_s);
    line.addOption(
        u"attest"_s, Words::tr("Records that a person confirmed what cannot be read."), u"NAME"_s);
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    if (const std::optional<Error> unknown = unknownSignIn(line))
        return usageError(*unknown);
    Result<Job> job = gather(line, reportFormats());
    if (!job)
        return usageError(job.error());
    const Result<std::vector<Attested>> attested = givenAttestations(line, job->profile);
    if (!attested)
        return usageError(attested.error());
    return check(line, *job, *attested);
}

} // namespace lockstep::cli
