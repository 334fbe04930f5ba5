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

Result<Activation, QString> activateMembership(
    const Session& user, const ActivationRequest& request, NetContext& net)
{
    if (!user.identity)
        return tl::unexpected(Words::tr("Entra did not say who signed in."));
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
    const std::string path =
        "/identityGovernance/privilegedAccess/group/assignmentScheduleRequests";
    std::vector<HttpRequest> one;
    one.push_back(HttpRequest{.method = HttpMethod::Post,
        .url = net.endpoints.graphUrl(QString::fromStdString(path)),
        .headers = std::move(headers),
        .body = QByteArray::fromStdString(body.dump()),
        .pathTemplate = QByteArray::fromStdString(path)});
    // straight to the transport: a wave would repeat what may have been carried out
    const std::vector<HttpResult> results = net.transport.sendAll(std::move(one), net.stop);
    if (results.empty() || !results.front())
        return tl::unexpected(
            Words::tr("No reply came: %1 Check whether the membership shows.")
                .arg(results.empty() ? QString() : explain(results.front().error())));
    const HttpResponse& reply = *results.front();
    const std::optional<Json> answer = parseObject(reply.body);
    if (reply.status == 200 || reply.status == 201)
        return Activation{
            .status = answer ? stringMember(*answer, "status").value_or(QString()) : QString()};
    const ReadFailure failure = readFailureOf(reply.status, answer.value_or(Json()),
        reply.header("request-id"), reply.header("WWW-Authenticate"));
    const Json* error = answer ? member(*answer, "error") : nullptr;
    return tl::unexpected(explainRefusal(
        failure, error ? stringMember(*error, "message").value_or(QString()) : QString()));
}

} // namespace lockstep
