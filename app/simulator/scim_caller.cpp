// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scim_caller.h"

#include "simulator/scim.h"
#include "simulator/synchronization.h"

namespace lockstep::sim {

namespace {

QString withoutSlash(QString address)
{
    while (address.endsWith(u'/'))
        address.chop(1);
    return address;
}

ScimAnswer nobodyThere(const QString& why)
{
    return {.status = 0, .text = why, .json = {}};
}

bool isUserList(const ScimAnswer& answer)
{
    return answer.status == 200 && answer.json.is_object() && answer.json.contains("Resources")
        && answer.json.contains("totalResults");
}

QString statusWord(int status)
{
    return QString::number(status) + u' ' + QString::fromLatin1(reasonPhrase(status));
}

QString detailOf(const ScimAnswer& answer)
{
    const QString detail = textAt(answer.json, "detail");
    return detail.isEmpty() ? QStringLiteral("The reply is not SCIM.") : detail;
}

} // namespace

ScimCredentials storedCredentials(const Json& principal)
{
    return {.baseAddress = storedCredential(principal, "BaseAddress"),
        .token = storedCredential(principal, "SecretToken")};
}

ScimAnswer askScim(World& world, const ScimCredentials& credentials, const QByteArray& method,
    const QString& place, const Json& body)
{
    const QUrl url(withoutSlash(credentials.baseAddress) + place);
    if (url.authority().isEmpty() || url.authority() != world.scimUrl().authority())
        return nobodyThere(
            QStringLiteral("The remote name could not be resolved: '%1'.").arg(url.host()));
    Request request{.method = method,
        .path = url.path(QUrl::FullyEncoded).toLatin1(),
        .query = url.query(QUrl::FullyEncoded).toLatin1(),
        .headers = {{"authorization", "Bearer " + credentials.token.toUtf8()}},
        .body = {}};
    if (!body.is_null()) {
        request.body = dumped(body);
        request.headers.insert("content-type", "application/scim+json");
    }
    const auto answer = answerScim(world, request);
    if (!answer)
        return {.status = 404, .text = statusWord(404), .json = {}};
    if (answer->planned.wire != Wire::Send)
        return nobodyThere(QStringLiteral("The connection was closed unexpectedly."));
    const Reply& reply = answer->planned.reply;
    return {.status = reply.status, .text = statusWord(reply.status), .json = parsed(reply.body)};
}

std::optional<CredentialProblem> credentialProblem(World& world, const ScimCredentials& credentials)
{
    if (credentials.baseAddress.isEmpty() || credentials.token.isEmpty())
        return CredentialProblem{
            .message = QStringLiteral("The credentials BaseAddress and SecretToken are needed.")};
    // as Entra does: a user that nobody has
    const QString place = QStringLiteral("/Users?filter=userName eq \"%1\"");
    const ScimAnswer answer = askScim(world, credentials, "GET", place.arg(fromJson(newGuid())));
    if (isUserList(answer))
        return std::nullopt;
    const QString head =
        QStringLiteral("We received this unexpected response from your application. Resource: %1/"
                       "Users. Operation: GET. Response status: %2.")
            .arg(withoutSlash(credentials.baseAddress), answer.text);
    const bool dropped = answer.status == 0 && answer.text.startsWith(u"The connection");
    return CredentialProblem{.itsOwnFault = answer.status >= 500 || dropped,
        .message = answer.status == 0 ? head : head + u' ' + detailOf(answer)};
}

Provisioned provisionUser(World& world, const ScimCredentials& credentials, const Json& described)
{
    const auto failed = [](const char* action, const ScimAnswer& answer) {
        return Provisioned{.action = action,
            .status = "failure",
            .reason = answer.text + QStringLiteral(": ") + detailOf(answer)};
    };
    const ScimAnswer found = askScim(world, credentials, "GET",
        QStringLiteral("/Users?filter=userName eq \"%1\"").arg(textAt(described, "userName")));
    if (!isUserList(found))
        return failed("create", found);
    if (listAt(found.json, "Resources").empty()) {
        const ScimAnswer made =
            askScim(world, credentials, "POST", QStringLiteral("/Users"), described);
        return made.status == 201
            ? Provisioned{.action = "create", .reason = {}, .targetId = textAt(made.json, "id")}
            : failed("create", made);
    }
    const Json& there = listAt(found.json, "Resources")[0];
    Json wanted = there;
    wanted.merge_patch(described);
    if (wanted == there)
        return {.action = {}, .reason = {}, .targetId = textAt(there, "id")};
    Json change = described;
    change.erase("schemas");
    const ScimAnswer changed =
        askScim(world, credentials, "PATCH", QStringLiteral("/Users/") + textAt(there, "id"),
            {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:PatchOp"}},
                {"Operations", Json::array({{{"op", "Replace"}, {"value", change}}})}});
    return changed.status == 200
        ? Provisioned{.action = "update", .reason = {}, .targetId = textAt(there, "id")}
        : failed("update", changed);
}

} // namespace lockstep::sim
