// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/activation.h"

#include "graph/batch.h"
#include "json_read.h"

#include <QCoreApplication>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Activation)
};

QString explainRefusal(const ReadFailure& failure, const QString& detail)
{
    if (failure.kind == ReadFailure::Kind::Refused)
        return Words::tr("This account may not activate the membership: it is not eligible, or "
                         "the permission was not granted.");
    if (failure.code == u"RoleAssignmentRequestPolicyValidationFailed") {
        // the rules that said no stand in brackets: ["JustificationRule"]
        if (detail.contains(u"JustificationRule"_s))
            return Words::tr("The group's rules want a reason.");
        if (detail.contains(u"ExpirationRule"_s))
            return Words::tr("The group's rules allow only a shorter time.");
        if (detail.contains(u"MfaRule"_s))
            return Words::tr("The group's rules want multifactor authentication for this very "
                             "activation. Activate in the portal instead.");
        if (detail.contains(u"TicketingRule"_s))
            return Words::tr("The group's rules want a ticket number. Activate in the portal.");
        return Words::tr("The group's rules do not allow this activation.");
    }
    if (failure.code == u"RoleAssignmentRequestAcrsValidationFailed")
        return Words::tr("The group wants an authentication context. Activate in the portal.");
    if (failure.code == u"RoleAssignmentExists")
        return Words::tr("The membership is active already.");
    return Words::tr("Entra refused the activation (status %1, %2).")
        .arg(QString::number(failure.status), failure.code);
}

} // namespace

bool Activation::isPending() const
{
    return status.startsWith(u"Pending"_s, Qt::CaseInsensitive);
}

bool Activation::isDone() const
{
    static const QStringList good{u"Provisioned"_s, u"ScheduleCreated"_s, u"Granted"_s};
    return good.contains(status, Qt::CaseInsensitive);
}

QStringList activationScopes(const Endpoints& endpoints)
{
    return {u"openid"_s, u"profile"_s,
        endpoints.graphScope(u"PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup"_s)};
}

namespace {

constexpr const char* requestPath =
    "/identityGovernance/privilegedAccess/group/assignmentScheduleRequests";

HttpRequest activationRequest(
    const Session& user, const ActivationRequest& request, const NetContext& net)
{
    const Json body{{"action", "selfActivate"}, {"accessId", "member"},
        {"principalId", user.identity->objectId.toStdString()},
        {"groupId", request.groupId.toStdString()}, {"justification", request.reason.toStdString()},
        {"scheduleInfo",
            {{"startDateTime", net.pacer.now().toUTC().toString(Qt::ISODate).toStdString()},
                {"expiration",
                    {{"type", "afterDuration"},
                        {"duration", "PT" + std::to_string(request.duration.count()) + "M"}}}}}};
    std::vector<HttpHeader> headers = graphHeaders(user.accessToken);
    headers.push_back({"Content-Type", "application/json"});
    return HttpRequest{.method = HttpMethod::Post,
        .url = net.endpoints.graphUrl(QString::fromLatin1(requestPath)),
        .headers = std::move(headers),
        .body = QByteArray::fromStdString(body.dump()),
        .pathTemplate = requestPath};
}

struct Answer {
    Result<Activation, QString> outcome;
    JournalEntry::State state;
    QString detail;
};

Answer readAnswer(const std::vector<HttpResult>& results)
{
    if (results.empty() || !results.front()) {
        const QString why = results.empty() ? QString() : explain(results.front().error());
        return {tl::unexpected(
                    Words::tr("No reply came: %1 Check whether the membership shows.").arg(why)),
            JournalEntry::State::Unknown, why};
    }
    const HttpResponse& reply = *results.front();
    const std::optional<Json> answer = parseObject(reply.body);
    if (reply.status == 200 || reply.status == 201) {
        const Activation made{
            .status = answer ? stringMember(*answer, "status").value_or(QString()) : QString()};
        const bool well = made.isDone() || made.isPending();
        return {made,
            well                        ? JournalEntry::State::Done
                : made.status.isEmpty() ? JournalEntry::State::Unknown
                                        : JournalEntry::State::Refused,
            made.status};
    }
    const ReadFailure failure = readFailureOf(reply.status, answer.value_or(Json()),
        reply.header("request-id"), reply.header("WWW-Authenticate"));
    const Json* error = answer ? member(*answer, "error") : nullptr;
    const QString words = explainRefusal(
        failure, error ? stringMember(*error, "message").value_or(QString()) : QString());
    // a server that failed may have done it all the same
    return {tl::unexpected(words),
        reply.status >= 500 ? JournalEntry::State::Unknown : JournalEntry::State::Refused,
        u"%1 %2"_s.arg(QString::number(reply.status), failure.code)};
}

} // namespace

Result<Activation, QString> activateMembership(
    const Session& user, const ActivationRequest& request, NetContext& net, const Journal& journal)
{
    if (!user.identity)
        return tl::unexpected(Words::tr("Entra did not say who signed in."));
    JournalEntry entry{.at = net.pacer.now(),
        .state = JournalEntry::State::Intent,
        .who = user.identity->userName,
        .what = Words::tr("Activate the membership of the group %1 for %2 minutes.")
                    .arg(request.groupId, QString::number(request.duration.count())),
        .request = u"POST "_s + QString::fromLatin1(requestPath),
        .detail = {}};
    if (const Result<void> kept = journal.add(entry); !kept)
        return tl::unexpected(Words::tr("The journal cannot be kept, so nothing was sent. %1")
                                  .arg(kept.error().what));
    std::vector<HttpRequest> one;
    one.push_back(activationRequest(user, request, net));
    // straight to the transport: a wave would repeat what may have been carried out
    Answer answer = readAnswer(net.transport.sendAll(std::move(one), net.stop));
    entry.at = net.pacer.now();
    entry.state = answer.state;
    entry.detail = answer.detail;
    const Result<void> kept = journal.add(entry);
    if (!kept && answer.outcome)
        return tl::unexpected(
            Words::tr("It was sent, but its outcome could not be kept: %1").arg(kept.error().what));
    return std::move(answer.outcome);
}

} // namespace lockstep
