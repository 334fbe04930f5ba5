// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isDenied(const ScimAnswer& answer)
{
    return answer.kind == ScimAnswer::Kind::Answered
        && (answer.status == 401 || answer.status == 403);
}

bool isGood(const ScimAnswer& answer)
{
    return answer.kind == ScimAnswer::Kind::Answered && answer.status == 200 && answer.isScim;
}

//! A login page in front of the endpoint refuses too: SCIM's own refusal can be told from it.
bool isScimRefusal(const ScimAnswer& answer)
{
    return isDenied(answer) && (answer.isScim || answer.asksForToken);
}

//! The first of the answers that says anything.
const Fetched<ScimAnswer>& firstRead(const ScimProbe& probe)
{
    for (const Fetched<ScimAnswer>* each : {&probe.config, &probe.rightToken, &probe.wrongToken}) {
        if (*each)
            return *each;
    }
    return probe.config;
}

bool hasScimAnswer(const ScimProbe& probe)
{
    for (const Fetched<ScimAnswer>* each : {&probe.config, &probe.rightToken, &probe.wrongToken}) {
        if (*each && (isGood(**each) || isScimRefusal(**each)))
            return true;
    }
    return false;
}

Finding notAnswered(const Judge& judge, const ScimAnswer& answer, const QString& host)
{
    switch (answer.kind) {
    case ScimAnswer::Kind::HostNotFound:
        return judge.fail(CheckWords::tr("The name %1 does not exist.").arg(host), answer.detail);
    case ScimAnswer::Kind::ConnectionRefused:
        return judge.fail(CheckWords::tr("Nothing listens at %1.").arg(host), answer.detail);
    case ScimAnswer::Kind::TlsFailed:
        return judge.fail(
            CheckWords::tr("%1 cannot prove who it is (TLS), so Entra will not send to it either.")
                .arg(host),
            answer.detail);
    case ScimAnswer::Kind::Answered: break;
    }
    return judge.fail(CheckWords::tr("%1 answers, but not as a SCIM service.").arg(host),
        CheckWords::tr("Status %1, %2").arg(QString::number(answer.status), answer.detail));
}

} // namespace

Finding evaluate(const check::ScimReachable& spec, Judge judge, const Evidence& evidence)
{
    const QString address = evidence.inputs.text(spec.field);
    if (address.isEmpty())
        return judge.field(spec.field, CheckWords::tr("The SCIM endpoint's address is missing."));
    const Fetched<ScimProbe>& probe = evidence.snapshot.scim;
    judge.expect(CheckWords::tr("a SCIM 2.0 service over TLS"));
    judge.mendIn(spec.field, CheckWords::tr("Correct the address"));
    if (!probe)
        return judge.unread(probe.failure());
    const QString host = QUrl(address).host();
    if (hasScimAnswer(*probe))
        return judge.pass(CheckWords::tr("%1 answers as a SCIM service.").arg(host));
    const Fetched<ScimAnswer>& answer = firstRead(*probe);
    if (!answer)
        return judge.unread(answer.failure());
    // a machine without a network finds no name either: only where Entra answered is it a fact
    const bool online = evidence.snapshot.metadata || evidence.snapshot.organization;
    if (answer->kind != ScimAnswer::Kind::Answered && answer->kind != ScimAnswer::Kind::TlsFailed
        && !online)
        return judge.unknown(answer->detail);
    return notAnswered(judge, *answer, host);
}

Finding evaluate(const check::ScimToken& spec, Judge judge, const Evidence& evidence)
{
    const Fetched<ScimProbe>& probe = evidence.snapshot.scim;
    // a saved snapshot holds what the endpoint said to the token, not the token
    const bool wasTried = probe && !probe->rightToken.failedWith(ReadFailure::Kind::NotRead);
    if (!evidence.secretGiven && !wasTried)
        return judge.field(spec.field, CheckWords::tr("The secret token is missing."));
    judge.expect(CheckWords::tr("this token is accepted, an invented one refused"));
    judge.mendIn(spec.field, CheckWords::tr("Enter the token again"));
    if (evidence.inputs.text(spec.urlField).isEmpty())
        return judge.notRun(CheckWords::tr("the endpoint's address comes first."));
    if (!probe)
        return judge.unread(probe.failure());
    const Fetched<ScimAnswer>& right = probe->rightToken;
    const Fetched<ScimAnswer>& wrong = probe->wrongToken;
    if (!hasScimAnswer(*probe) && firstRead(*probe))
        return judge.notRun(CheckWords::tr("the endpoint must answer first."));
    if (!right)
        return judge.unread(right.failure());
    if (right->kind != ScimAnswer::Kind::Answered)
        return judge.unknown(right->detail);
    if (isDenied(*right))
        return judge.fail(CheckWords::tr("The endpoint refuses this token."),
            CheckWords::tr("Status %1").arg(right->status));
    if (!isGood(*right) || !right->isList)
        return judge.fail(CheckWords::tr("The endpoint does not list users as SCIM asks for."),
            CheckWords::tr("Status %1, %2").arg(QString::number(right->status), right->detail));
    if (!wrong)
        return judge.unread(wrong.failure());
    if (isDenied(*wrong))
        return judge.pass(CheckWords::tr("The endpoint accepts this token and refuses another."));
    if (isGood(*wrong))
        return judge.fail(
            CheckWords::tr("The endpoint accepts any token: everybody can read and change its "
                           "users. Tell the vendor."),
            CheckWords::tr("an invented token was accepted"));
    return judge.unknown(CheckWords::tr("The endpoint does not refuse an invented token clearly."));
}

} // namespace lockstep
