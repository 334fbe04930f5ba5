// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_write_support.h"

#include <QRegularExpression>

#include <set>

namespace lockstep::sim {

namespace {

bool isGuidText(const QString& text)
{
    static const QRegularExpression shape(
        QStringLiteral("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"));
    return shape.match(text).hasMatch();
}

std::optional<GraphReply> refusedMembers(const World& world, const Json& change)
{
    static const std::set<std::string> settable{"displayName", "description", "signInAudience",
        "web", "spa", "publicClient", "requiredResourceAccess", "appRoles", "tags", "notes",
        "identifierUris", "isFallbackPublicClient", "groupMembershipClaims", "optionalClaims",
        "serviceManagementReference"};
    if (!change.is_object())
        return refusedWrite(
            world, "BadRequest", QStringLiteral("Unable to read JSON request payload."));
    for (const auto& [name, value] : change.items()) {
        if (!settable.contains(name))
            return refusedWrite(world, "Request_BadRequest",
                QStringLiteral("The property '%1' cannot be set.").arg(fromJson(name)));
    }
    static const std::set<std::string> audiences{"AzureADMyOrg", "AzureADMultipleOrgs",
        "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"};
    if (change.contains("signInAudience")
        && !audiences.contains(change.value("signInAudience", "")))
        return refusedWrite(world, "Request_BadRequest",
            QStringLiteral("Invalid value specified for property 'signInAudience'."));
    return std::nullopt;
}

std::optional<GraphReply> refusedUris(const World& world, const Json& change)
{
    constexpr std::size_t mostUris = 256;
    const Json& uris = listAt(objectAt(change, "web"), "redirectUris");
    bool good = uris.size() <= mostUris;
    for (const Json& uri : uris) {
        const QString text = uri.is_string() ? fromJson(uri.get<std::string>()) : QString();
        const QUrl url(text);
        const bool local = url.scheme() == u"http" && url.host() == u"localhost";
        good = good && url.isValid() && (local || url.scheme() == u"https") && !text.contains(u'*')
            && text.size() <= 256;
    }
    if (good)
        return std::nullopt;
    return refusedWrite(world, "Request_BadRequest",
        QStringLiteral("One or more values of 'web.redirectUris' are not valid."));
}

//! The whole-collection rules of section 6: an enabled role may not vanish, and values are unique.
std::optional<GraphReply> refusedRoles(const World& world, const Json& before, const Json& change)
{
    if (!change.contains("appRoles"))
        return std::nullopt;
    const Json& after = listAt(change, "appRoles");
    for (const Json& role : listAt(before, "appRoles")) {
        if (flagAt(role, "isEnabled") && !findBy(after, "id", textAt(role, "id")))
            return refusedWrite(world, "CannotDeleteOrUpdateEnabledEntitlement",
                QStringLiteral("Property 'appRoles' must disable a role before it is removed."));
    }
    std::set<QString> values;
    for (const Json& role : after) {
        if (!isGuidText(textAt(role, "id")) || textAt(role, "displayName").isEmpty()
            || listAt(role, "allowedMemberTypes").empty())
            return refusedWrite(world, "Request_BadRequest",
                QStringLiteral("An app role needs an id, a display name and member types."));
        const QString value = textAt(role, "value");
        if (!value.isEmpty() && !values.insert(value.toLower()).second)
            return refusedWrite(world, "DuplicateValue",
                QStringLiteral("Property 'appRoles.value' holds the value '%1' twice.").arg(value));
    }
    return std::nullopt;
}

std::optional<GraphReply> refusedAccess(const World& world, const Json& change)
{
    for (const Json& resource : listAt(change, "requiredResourceAccess")) {
        bool good = isGuidText(textAt(resource, "resourceAppId"));
        for (const Json& access : listAt(resource, "resourceAccess")) {
            const QString type = textAt(access, "type");
            good =
                good && isGuidText(textAt(access, "id")) && (type == u"Scope" || type == u"Role");
        }
        if (!good)
            return refusedWrite(world, "Request_BadRequest",
                QStringLiteral("Property 'requiredResourceAccess' is not valid."));
    }
    return std::nullopt;
}

} // namespace

std::optional<GraphReply> refusedApplicationChange(
    const World& world, const Json& before, const Json& change)
{
    if (auto refused = refusedMembers(world, change))
        return refused;
    if (auto refused = refusedUris(world, change))
        return refused;
    if (auto refused = refusedRoles(world, before, change))
        return refused;
    return refusedAccess(world, change);
}

} // namespace lockstep::sim
