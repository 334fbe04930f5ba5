// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "commands.h"
#include "console.h"
#include "demo.h"
#include "output.h"
#include "platform/qt_transport.h"
#include "platform/system_pacer.h"
#include "profile/consent_url.h"
#include "setup/completion.h"
#include "setup/verify.h"

#include <QCoreApplication>
#include <QUuid>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

//! One act of the demo: a scenario's tenant, its admin signed in, confirmed, and the gate asked.
struct Act {
    std::unique_ptr<Demo> demo;
    Inputs inputs;
    Secret secret;
    ProvenReport proof;
};

Result<Act> play(
    const QString& scenario, const Profile& profile, Transport& transport, Pacer& pacer)
{
    Result<std::unique_ptr<Demo>> demo = Demo::start(scenario, profile.id);
    if (!demo)
        return tl::unexpected(demo.error());
    Act act{.demo = std::move(*demo), .inputs = {}, .secret = {}, .proof = {}};
    act.inputs = withIdsReadOff(profile, act.demo->inputs());
    if (!profile.handoff.endpointField.isEmpty())
        act.inputs.set(profile.handoff.endpointField, act.demo->setupEndpoint().toString());
    act.secret = act.demo->secret();
    const Endpoints endpoints = act.demo->endpoints().value();
    std::optional<Session> session;
    const SignInOptions options{.tenant = act.inputs.text(u"tenantId"_s),
        .scopes = readScopes(endpoints, profile),
        .loginHint = act.demo->account()};
    if (!act.demo->account().isEmpty() && !options.tenant.isEmpty()) {
        Result<Session, SignInFailure> signedIn = signInWithBrowser(
            endpoints, options, act.demo->browser(), transport, pacer, act.demo->signInDeadEnd());
        if (!signedIn)
            return failure(scenario, signedIn.error().message);
        session = std::move(*signedIn);
    }
    TenantMemory memory;
    const VerifyRequest request{.profile = profile,
        .inputs = act.inputs,
        .secret = &act.secret,
        .session = session ? &*session : nullptr,
        .endpoints = endpoints,
        .memory = &memory,
        .secretProofs = wantedSecretProofs};
    std::optional<Verified> verified = verify(request, transport, pacer, {});
    if (!verified)
        return failure(scenario, Words::tr("The check was cancelled."));
    act.proof = {
        .report = std::move(verified->report), .madeFor = fingerprint(act.inputs, act.secret)};
    return act;
}

void printGate(const std::vector<GateReason>& reasons)
{
    print(Words::tr("Complete Setup stays closed:") + u'\n');
    for (const GateReason& reason : reasons)
        print(u"  - "_s + reason.text + u'\n');
}

//! Through the gate and to the product, or the reasons why not.
int finish(Act& act, const Profile& profile, Transport& transport, const Pacer& pacer)
{
    // in the demo nobody sits at the keyboard: the guide's own questions are answered by its script
    std::vector<Attestation> attestations;
    for (const AttestationSpec& spec : profile.attestations)
        attestations.push_back({spec.id, u"demo"_s, pacer.now(), {}});
    const GateQuestion question{.profile = profile,
        .inputs = act.inputs,
        .secret = act.secret,
        .proof = &act.proof,
        .attestations = attestations,
        .now = pacer.now()};
    Result<CompletionPermit, std::vector<GateReason>> permit = requestPermit(question);
    if (!permit) {
        printGate(permit.error());
        return exitCode(act.proof.report.overall());
    }
    if (profile.handoff.endpointField.isEmpty()) {
        QStringList labels;
        for (const QString& id : profile.handoff.values)
            labels << profile.field(id)->label;
        if (labels.isEmpty()) {
            print(Words::tr("Complete Setup is open. Nothing is left to enter elsewhere.") + u'\n');
            return Exit::Ready;
        }
        print(Words::tr("Complete Setup is open. In %1, enter in this order: %2.")
                  .arg(profile.product, labels.join(u", "_s))
            + u'\n');
        return Exit::Ready;
    }
    const CompletionRequest request{.profile = profile,
        .inputs = act.inputs,
        .secret = act.secret,
        .idempotencyKey = QUuid::createUuid().toString(QUuid::WithoutBraces),
        .now = pacer.now()};
    const CompletionOutcome outcome = completeSetup(std::move(*permit), request, transport, {});
    print(Words::tr("Complete Setup: %1").arg(outcome.message) + u'\n');
    return outcome.kind == CompletionOutcome::Kind::Completed ? Exit::Ready : Exit::Blocked;
}

} // namespace

int runDemo(const QStringList& arguments)
{
    CommandLine line(u"demo"_s,
        Words::tr("a whole setup on the simulated tenant: refused, then proven, then completed"));
    line.addProfile();
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    const Result<Profile> profile =
        line.has(u"profile"_s) ? chosenProfile(line) : builtInProfile(u"sspim"_s);
    if (!profile)
        return usageError(profile.error());
    QtTransport transport;
    SystemPacer pacer;
    int result = Exit::Ready;
    for (const auto& [scenario, title] :
        {std::pair{u"fresh"_s, Words::tr("1. A tenant where nothing is set up yet")},
            std::pair{u"ready"_s, Words::tr("2. The same guide, followed to the letter")}}) {
        print(u"\n== %1 ==\n\n"_s.arg(title));
        Result<Act> act = play(scenario, *profile, transport, pacer);
        if (!act) {
            complain(act.error().where + u": "_s + act.error().what);
            return Exit::Unreachable;
        }
        printReport(act->proof.report, *profile, u"text"_s);
        print(u"\n"_s);
        result = finish(*act, *profile, transport, pacer);
    }
    return result;
}

} // namespace lockstep::cli
