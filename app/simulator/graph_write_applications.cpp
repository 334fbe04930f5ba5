// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_write_support.h"
#include "simulator/tenant_defaults.h"

#include <QDateTime>

namespace lockstep::sim {

namespace {

const std::vector<const char*> writesApplications{"Application.ReadWrite.All"};

//! What a caller may set; ids, credentials and dates are Entra's own (contract W3, 6).
void applyChange(Json& application, const Json& change)
{
    for (const auto& [name, value] : change.items()) {
        const bool merged = name == "web" || name == "spa" || name == "publicClient";
        if (!merged || !value.is_object()) {
            application[name] = value;
            continue;
        }
        // members that are not named stay, but a named one is replaced whole
        for (const auto& [inner, innerValue] : value.items())
            application[name][inner] = innerValue;
    }
    Json& settings = application["web"]["implicitGrantSettings"];
    for (const char* flag : {"enableIdTokenIssuance", "enableAccessTokenIssuance"}) {
        if (!settings.contains(flag))
            settings[flag] = false;
    }
    completeApplication(application);
}

//! The enterprise application's copies follow its registration (contract 1.5).
void updateServicePrincipal(Json& tenant, const Json& application)
{
    Json* principal = findBy(tenant["servicePrincipals"], "appId", textAt(application, "appId"));
    if (!principal)
        return;
    (*principal)["appRoles"] = application["appRoles"];
    (*principal)["replyUrls"] = application["web"]["redirectUris"];
    (*principal)["displayName"] = application["displayName"];
    (*principal)["appDisplayName"] = application["displayName"];
    (*principal)["signInAudience"] = application["signInAudience"];
}

GraphReply makeApplication(const GraphContext& context, const QString& uniqueName)
{
    const Json& body = context.call.body;
    if (textAt(body, "displayName").isEmpty())
        return refusedWrite(context.world, "Request_BadRequest",
            QStringLiteral("A value is required for property 'displayName'."));
    if (!holdsRole(context,
            {globalAdministrator, applicationAdministrator, cloudApplicationAdministrator,
                applicationDeveloper}))
        return denied(context.world);
    Json application{{"id", newGuid()}, {"appId", newGuid()},
        {"createdDateTime",
            toJson(QDateTime::fromMSecsSinceEpoch(context.world.nowMs(), Qt::UTC)
                       .toString(Qt::ISODate))},
        {"publisherDomain", toJson(initialDomain(context.tenant))}};
    if (!uniqueName.isEmpty())
        application["uniqueName"] = toJson(uniqueName);
    completeApplication(application);
    if (auto refused = refusedApplicationChange(context.world, application, body))
        return *std::move(refused);
    applyChange(application, body);
    newestTenant(context)["applications"].push_back(application);
    context.world.written();
    return createdReply(context, application, QStringLiteral("applications"));
}

GraphReply postApplication(const GraphContext& context)
{
    return makeApplication(context, {});
}

GraphReply patchApplication(const GraphContext& context)
{
    Json* application = writable(context, "applications");
    const QString uniqueName = context.values.value(QStringLiteral("uniqueName"));
    if (!application && !uniqueName.isEmpty() && wantsCreation(context)) {
        // made already, only not shown yet: the upsert finds it all the same
        application = findBy(newestTenant(context)["applications"], "uniqueName", uniqueName);
        if (!application)
            return makeApplication(context, uniqueName);
    }
    if (!application)
        return notFound(context.world, context.values.first());
    if (!holdsRole(context,
            {globalAdministrator, applicationAdministrator, cloudApplicationAdministrator}))
        return denied(context.world);
    if (auto refused = refusedApplicationChange(context.world, *application, context.call.body))
        return *std::move(refused);
    applyChange(*application, context.call.body);
    updateServicePrincipal(newestTenant(context), *application);
    context.world.written();
    return noContent();
}

GraphReply deleteApplication(const GraphContext& context)
{
    Json* application = writable(context, "applications");
    if (!application)
        return notFound(context.world, context.values.first());
    if (!holdsRole(context,
            {globalAdministrator, applicationAdministrator, cloudApplicationAdministrator}))
        return denied(context.world);
    Json& tenant = newestTenant(context);
    const std::string id = (*application)["id"];
    const std::string appId = (*application)["appId"];
    Json deleted = *application;
    deleted["deletedDateTime"] = toJson(
        QDateTime::fromMSecsSinceEpoch(context.world.nowMs(), Qt::UTC).toString(Qt::ISODate));
    tenant["deletedApplications"].push_back(std::move(deleted));
    const auto drop = [](Json& list, const char* member, const std::string& value) {
        Json kept = Json::array();
        for (Json& item : list) {
            if (item.value(member, "") != value)
                kept.push_back(std::move(item));
        }
        list = std::move(kept);
    };
    drop(tenant["applications"], "id", id);
    drop(tenant["servicePrincipals"], "appId", appId);
    context.world.written();
    return noContent();
}

} // namespace

const std::vector<GraphRoute>& applicationWrites()
{
    static const std::vector<GraphRoute> routes{
        {"POST", "/applications", writesApplications, writesApplications, postApplication},
        {"PATCH", "/applications(appId='{appId}')", writesApplications, writesApplications,
            patchApplication},
        {"PATCH", "/applications(uniqueName='{uniqueName}')", writesApplications,
            writesApplications, patchApplication},
        {"PATCH", "/applications/{id}", writesApplications, writesApplications, patchApplication},
        {"DELETE", "/applications(appId='{appId}')", writesApplications, writesApplications,
            deleteApplication},
        {"DELETE", "/applications/{id}", writesApplications, writesApplications, deleteApplication},
    };
    return routes;
}

} // namespace lockstep::sim
