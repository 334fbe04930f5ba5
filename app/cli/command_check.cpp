// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "commands.h"
#include "console.h"
#include "demo.h"
#include "output.h"
#include "platform/keychain_store.h"
#include "platform/qt_transport.h"
#include "platform/system_browser.h"
#include "platform/system_pacer.h"
#include "setup/verify.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

//! Everything that one check works with, gathered from the command line or from the demo.
struct Job {
    Profile profile;
    Inputs inputs;
    Secret secret;
    Secret token;
    Endpoints endpoints;
    QString format;
    std::chrono::milliseconds timeout{60'000};
    std::unique_ptr<Demo> demo;
};

Result<Job> gather(const CommandLine& line)
{
    Job job;
    Result<Profile> profile = chosenProfile(line);
    if (!profile)
        return tl::unexpected(profile.error());
    job.profile = std::move(*profile);
    Inputs defaults;
    if (line.has(u"demo"_s)) {
        if (line.has(u"cloud"_s) || line.has(u"login-url"_s) || line.has(u"graph-url"_s))
            return failure(
                u"--demo"_s, Words::tr("The demo brings its own tenant; leave the cloud out."));
        Result<std::unique_ptr<Demo>> demo = Demo::start(line.value(u"demo"_s), job.profile.id);
        if (!demo)
            return tl::unexpected(demo.error());
        job.demo = std::move(*demo);
        defaults = job.demo->inputs();
    }
    Result<Endpoints> endpoints = job.demo ? job.demo->endpoints() : givenEndpoints(line);
    Result<Inputs> inputs = givenInputs(line, job.profile, std::move(defaults));
    Result<Secret> secret = givenSecret(line);
    Result<Secret> token = givenToken(line);
    Result<QString> format = givenFormat(line, reportFormats());
    Result<std::chrono::milliseconds> timeout = givenTimeout(line);
    for (const Error* error :
        {endpoints ? nullptr : &endpoints.error(), inputs ? nullptr : &inputs.error(),
            secret ? nullptr : &secret.error(), token ? nullptr : &token.error(),
            format ? nullptr : &format.error(), timeout ? nullptr : &timeout.error()}) {
        if (error)
            return tl::unexpected(*error);
    }
    job.endpoints = std::move(*endpoints);
    job.inputs = std::move(*inputs);
    job.secret = secret->isEmpty() && job.demo ? job.demo->secret() : std::move(*secret);
    job.token = std::move(*token);
    job.format = *format;
    job.timeout = *timeout;
    if (std::optional<Error> malformed = malformedInput(job.profile, job.inputs, job.secret))
        return tl::unexpected(*malformed);
    return job;
}

//! The keychain is asked only when told to: a prompt in a pipeline would hang it. The exit code
//! where there is nothing to go on with.
std::optional<int> takeSecretFromKeychain(Job& job)
{
    const std::optional<SecretKey> key = secretKeyOf(job.profile, job.inputs);
    if (!key)
        return usageError({u"--secret-keychain"_s,
            Words::tr("The keychain is searched by tenantId and clientId; give both.")});
    KeychainStore keychain;
    Result<Secret, SecretStoreError> kept = keychain.read(*key, {});
    if (!kept && kept.error().kind == SecretStoreError::Kind::NoKeychain) {
        complain(Words::tr("This computer has no keychain that answers."));
        return Exit::Unreachable;
    }
    if (!kept) {
        complain(explain(kept.error()));
        return Exit::Unreachable;
    }
    job.secret = std::move(*kept);
    if (const std::optional<Error> malformed = malformedInput(job.profile, job.inputs, job.secret))
        return usageError(*malformed);
    return std::nullopt;
}

SignInOptions signInOptions(const CommandLine& line, const Job& job)
{
    SignInOptions options{
        .tenant = job.inputs.text(u"tenantId"_s), .scopes = readScopes(job.endpoints, job.profile)};
    if (line.has(u"client-id"_s))
        options.publicClientId = line.value(u"client-id"_s);
    if (job.demo)
        options.loginHint = job.demo->account();
    return options;
}

QString signInMode(const CommandLine& line, const Job& job)
{
    if (line.has(u"sign-in"_s))
        return line.value(u"sign-in"_s);
    if (job.demo)
        return job.demo->account().isEmpty() ? u"none"_s : u"browser"_s;
    return stdinIsTerminal() ? u"browser"_s : u"none"_s;
}

Result<std::optional<Session>, SignInFailure> signIn(
    const QString& mode, const CommandLine& line, Job& job, Transport& transport, Pacer& pacer)
{
    const SignInOptions options = signInOptions(line, job);
    if (!job.token.isEmpty())
        return Session{
            .publicClientId = options.publicClientId, .accessToken = std::move(job.token)};
    if (mode == u"none" || options.tenant.isEmpty())
        return std::nullopt;
    const auto show = [&](const DeviceCode& code) {
        tell(Words::tr("Open %1 and enter the code %2.")
                 .arg(code.verificationUri.toString(), code.userCode),
            false);
    };
    SystemBrowser system;
    tell(Words::tr("Waiting for the sign-in (%1) ...").arg(mode), line.quiet());
    Result<Session, SignInFailure> session = mode == u"device"
        ? signInWithDeviceCode(job.endpoints, options, show, transport, pacer, {})
        : signInWithBrowser(job.endpoints, options, job.demo ? job.demo->browser() : system,
            transport, pacer, job.demo ? job.demo->signInDeadEnd() : std::stop_token());
    if (!session)
        return tl::unexpected(session.error());
    return std::move(*session);
}

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
        signIn(signInMode(line, job), line, job, transport, pacer);
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
    static const QStringList modes{u"browser"_s, u"device"_s, u"none"_s};
    if (line.has(u"sign-in"_s) && !modes.contains(line.value(u"sign-in"_s)))
        return usageError({u"--sign-in"_s, Words::tr("Choose browser, device or none.")});
    Result<Job> job = gather(line);
    if (!job)
        return usageError(job.error());
    const Result<std::vector<Attested>> attested = givenAttestations(line, job->profile);
    if (!attested)
        return usageError(attested.error());
    return check(line, *job, *attested);
}

} // namespace lockstep::cli
