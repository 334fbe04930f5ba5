// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "commands.h"
#include "console.h"
#include "demo.h"
#include "output.h"
#include "plan/plan_formats.h"
#include "platform/qt_transport.h"
#include "platform/system_pacer.h"
#include "profile/consent_url.h"
#include "setup/completion.h"
#include "setup/read_plan.h"
#include "setup/verify.h"
#include "words.h"

#include <QTemporaryDir>
#include <QUuid>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

//! The demo's tenant, its admin signed in, and what was confirmed of it last.
struct Stage {
    std::unique_ptr<Demo> demo;
    Inputs inputs;
    Secret secret;
    Endpoints endpoints;
    std::optional<Session> session;
    Verified verified;
    ProvenReport proof;
};

void confirm(Stage& stage, const Profile& profile, Transport& transport, Pacer& pacer)
{
    const VerifyRequest request{.profile = profile,
        .inputs = stage.inputs,
        .secret = &stage.secret,
        .session = stage.session ? &*stage.session : nullptr,
        .endpoints = stage.endpoints,
        .secretProofs = wantedSecretProofs};
    stage.verified = *verify(request, transport, pacer, {});
    stage.proof = {
        .report = stage.verified.report, .madeFor = fingerprint(stage.inputs, stage.secret)};
}

Plan planOf(const Stage& stage, const Profile& profile)
{
    return plan({.profile = profile,
        .inputs = stage.inputs,
        .snapshot = stage.verified.snapshot,
        .report = stage.verified.report});
}

Result<void> signIn(Stage& stage, const QStringList& scopes, Transport& transport, Pacer& pacer)
{
    const SignInOptions options{.tenant = stage.inputs.text(u"tenantId"_s),
        .scopes = scopes,
        .loginHint = stage.demo->account()};
    Result<Session, SignInFailure> signedIn = signInWithBrowser(stage.endpoints, options,
        stage.demo->browser(), transport, pacer, stage.demo->signInDeadEnd());
    if (!signedIn)
        return failure(u"demo"_s, signedIn.error().message);
    stage.session = std::move(*signedIn);
    return {};
}

Result<Stage> open(const Profile& profile, Transport& transport, Pacer& pacer)
{
    Result<std::unique_ptr<Demo>> demo = Demo::start(u"fresh"_s, profile.id);
    if (!demo)
        return tl::unexpected(demo.error());
    Stage stage{.demo = std::move(*demo)};
    stage.inputs = withIdsReadOff(profile, stage.demo->inputs());
    if (!profile.handoff.endpointField.isEmpty())
        stage.inputs.set(profile.handoff.endpointField, stage.demo->setupEndpoint().toString());
    stage.secret = stage.demo->secret();
    stage.endpoints = stage.demo->endpoints().value();
    const Result<void> in = signIn(stage, readScopes(stage.endpoints, profile), transport, pacer);
    if (!in)
        return tl::unexpected(in.error());
    confirm(stage, profile, transport, pacer);
    return stage;
}

//! Signs in for writing and carries the plan out; false with the reason said.
bool carryOut(
    Stage& stage, const Plan& wanted, const Profile& profile, Transport& transport, Pacer& pacer)
{
    const QStringList scopes = applyScopes(stage.endpoints, profile, wanted);
    if (const Result<void> in = signIn(stage, scopes, transport, pacer); !in) {
        complain(in.error().what);
        return false;
    }
    const QTemporaryDir folder;
    const Journal journal(folder.filePath(u"demo.journal"_s));
    SessionSecretStore secrets;
    std::map<size_t, ChangeProgress::State> said;
    const ApplyPorts ports{.transport = transport,
        .pacer = pacer,
        .browser = stage.demo->browser(),
        .secrets = secrets,
        .journal = journal,
        .progressed =
            [&](const ChangeProgress& progress) {
                if (progress.state == ChangeProgress::State::Done
                    && std::exchange(said[progress.index], progress.state) != progress.state)
                    print(u"  "_s
                        + progressAsText(progress, wanted.changes.at(progress.index).sentence)
                        + u'\n');
            },
        .madeValue = [&](const QString& field,
                         const QString& value) { stage.inputs.set(field, value); },
        .madeSecret = [&](Secret secret, bool) { stage.secret = std::move(secret); }};
    const Inputs typed = stage.inputs;
    const Secret given = stage.secret.clone();
    const Applied applied = apply({.profile = profile,
                                      .inputs = typed,
                                      .secret = &given,
                                      .plan = wanted,
                                      .snapshot = stage.verified.snapshot,
                                      .session = *stage.session,
                                      .endpoints = stage.endpoints},
        ports, {});
    if (!applied.stopped.isEmpty())
        complain(applied.stopped);
    return applied.isComplete();
}

//! Until nothing is left to be planned; a first provisioning cycle is waited for.
void doItAll(Stage& stage, const Profile& profile, Transport& transport, Pacer& pacer)
{
    constexpr int mostStages = 3;
    for (int turn = 0; turn < mostStages; ++turn) {
        const Plan wanted = planOf(stage, profile);
        if (wanted.isEmpty() || !carryOut(stage, wanted, profile, transport, pacer))
            break;
        confirm(stage, profile, transport, pacer);
    }
    constexpr int mostLooks = 12;
    for (int look = 0; look < mostLooks && stage.proof.report.overall() == Overall::Unconfirmed;
         ++look) {
        (void)pacer.wait(std::chrono::seconds(5), {});
        confirm(stage, profile, transport, pacer);
    }
}

void printGate(const std::vector<GateReason>& reasons)
{
    print(Words::tr("Complete Setup stays closed:") + u'\n');
    for (const GateReason& reason : reasons)
        print(u"  - "_s + reason.text + u'\n');
}

//! Through the gate and to the product, or the reasons why not.
int finish(Stage& stage, const Profile& profile, Transport& transport, const Pacer& pacer)
{
    // in the demo nobody sits at the keyboard: the guide's own questions are answered by its script
    std::vector<Attestation> attestations;
    for (const AttestationSpec& spec : profile.attestations)
        attestations.push_back({spec.id, u"demo"_s, pacer.now(), {}});
    const GateQuestion question{.profile = profile,
        .inputs = stage.inputs,
        .secret = stage.secret,
        .proof = &stage.proof,
        .attestations = attestations,
        .now = pacer.now()};
    Result<CompletionPermit, std::vector<GateReason>> permit = requestPermit(question);
    if (!permit) {
        printGate(permit.error());
        return exitCode(stage.proof.report.overall());
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
        .inputs = stage.inputs,
        .secret = stage.secret,
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
        Words::tr(
            "a whole setup on the simulated tenant: refused, then done, proven and completed"));
    line.addProfile();
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    const Result<Profile> profile =
        line.has(u"profile"_s) ? chosenProfile(line) : builtInProfile(u"sspim"_s);
    if (!profile)
        return usageError(profile.error());
    QtTransport transport;
    SystemPacer pacer;
    Result<Stage> stage = open(*profile, transport, pacer);
    if (!stage) {
        complain(stage.error().where + u": "_s + stage.error().what);
        return Exit::Unreachable;
    }
    print(u"\n== %1 ==\n\n"_s.arg(Words::tr("1. A tenant where nothing is set up yet")));
    printReport(stage->proof.report, *profile, u"text"_s);
    print(u"\n"_s);
    (void)finish(*stage, *profile, transport, pacer);
    print(u"\n== %1 ==\n\n"_s.arg(Words::tr("2. The plan, carried out and confirmed")));
    doItAll(*stage, *profile, transport, pacer);
    print(u"\n"_s);
    printReport(stage->proof.report, *profile, u"text"_s);
    print(u"\n"_s);
    return finish(*stage, *profile, transport, pacer);
}

} // namespace lockstep::cli
