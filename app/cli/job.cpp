// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "job.h"

#include "console.h"
#include "output.h"
#include "platform/keychain_store.h"
#include "platform/system_browser.h"
#include "words.h"

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

SignInOptions signInOptions(const CommandLine& line, const Job& job, const QStringList& scopes)
{
    SignInOptions options{.tenant = job.inputs.text(u"tenantId"_s), .scopes = scopes};
    if (line.has(u"client-id"_s))
        options.publicClientId = line.value(u"client-id"_s);
    if (job.demo)
        options.loginHint = job.demo->account();
    return options;
}

} // namespace

Result<Job> gather(const CommandLine& line, const QStringList& formats)
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
    Result<QString> format = givenFormat(line, formats);
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

QString signInMode(const CommandLine& line, const Job& job)
{
    if (line.has(u"sign-in"_s))
        return line.value(u"sign-in"_s);
    if (job.demo)
        return job.demo->account().isEmpty() ? u"none"_s : u"browser"_s;
    return stdinIsTerminal() ? u"browser"_s : u"none"_s;
}

Result<std::optional<Session>, SignInFailure> signIn(const CommandLine& line, Job& job,
    const QStringList& scopes, Transport& transport, Pacer& pacer)
{
    const SignInOptions options = signInOptions(line, job, scopes);
    const QString mode = signInMode(line, job);
    if (!job.token.isEmpty())
        return Session{.publicClientId = options.publicClientId, .accessToken = job.token.clone()};
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

std::optional<Error> unknownSignIn(const CommandLine& line)
{
    static const QStringList modes{u"browser"_s, u"device"_s, u"none"_s};
    if (!line.has(u"sign-in"_s) || modes.contains(line.value(u"sign-in"_s)))
        return std::nullopt;
    return Error{u"--sign-in"_s, Words::tr("Choose browser, device or none.")};
}

} // namespace lockstep::cli
