// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_read_support.h"
#include "simulator/graph_write_support.h"
#include "simulator/synchronization.h"
#include "simulator/tenant_defaults.h"

#include <algorithm>

namespace lockstep::sim {

namespace {

using Names = std::vector<const char*>;

const Names readsSynchronization{"Synchronization.Read.All", "Synchronization.ReadWrite.All"};
const Names readsSynchronizationAsApp{
    "Synchronization.Read.All", "Synchronization.ReadWrite.All", "Application.ReadWrite.OwnedBy"};
const Names readsLog{"ProvisioningLog.Read.All", "AuditLog.Read.All", "Directory.Read.All"};

constexpr const char* globalReader = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
constexpr const char* reportsReader = "4a5d8f65-41da-4de4-8968-e035b65339cf";
constexpr const char* securityReader = "5d6b6bb7-de71-4623-b4af-96380a352509";
constexpr const char* securityOperator = "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f";
constexpr const char* securityAdministrator = "194ae4cb-b126-40b2-bd5b-6091b380977d";

//! The service principal that the path names, to those alone who may see its provisioning: a
//! Global Reader may not.
Result<const Json*, GraphReply> readable(const GraphContext& context)
{
    if (!holdsRole(context,
            {globalAdministrator, applicationAdministrator, cloudApplicationAdministrator}))
        return tl::unexpected(denied(context.world));
    const Json* principal = addressed(context, "servicePrincipals");
    if (!principal)
        return tl::unexpected(notFound(context.world, addressOf(context)));
    return principal;
}

const Json& heldBy(const Json& principal)
{
    return objectAt(principal, "_synchronization");
}

QString contextOf(const Json& principal, const char* what)
{
    return QStringLiteral("servicePrincipals('%1')/synchronization/%2")
        .arg(textAt(principal, "id"), QString::fromLatin1(what));
}

bool offersTemplate(const Json& principal, const QString& id)
{
    const Json& offered = listAt(principal, "_provisioningTemplates");
    return std::find(offered.begin(), offered.end(), toJson(id)) != offered.end();
}

GraphReply templates(const GraphContext& context)
{
    const auto principal = readable(context);
    if (!principal)
        return principal.error();
    std::vector<Json> offered;
    for (const Json& id : listAt(**principal, "_provisioningTemplates"))
        offered.push_back(provisioningTemplate(fromJson(id.get<std::string>())));
    return listOf(context, std::move(offered), "synchronizationTemplate",
        contextOf(**principal, "templates"));
}

GraphReply oneTemplate(const GraphContext& context)
{
    const auto principal = readable(context);
    if (!principal)
        return principal.error();
    const QString id = valueOf(context, "template");
    if (!offersTemplate(**principal, id))
        return notFound(context.world, id);
    return oneOf(context, provisioningTemplate(id), "synchronizationTemplate",
        contextOf(**principal, "templates"));
}

GraphReply templateSchema(const GraphContext& context)
{
    const auto principal = readable(context);
    if (!principal)
        return principal.error();
    const QString id = valueOf(context, "template");
    if (!offersTemplate(**principal, id))
        return notFound(context.world, id);
    return oneOf(context, synchronizationSchema(QStringLiteral("none"), true),
        "synchronizationSchema", contextOf(**principal, "templates/schema"));
}

GraphReply jobs(const GraphContext& context)
{
    const auto principal = readable(context);
    if (!principal)
        return principal.error();
    return listOf(context, publicCopies(listAt(heldBy(**principal), "jobs")), "synchronizationJob",
        contextOf(**principal, "jobs"));
}

Result<const Json*, GraphReply> readableJob(const GraphContext& context)
{
    const auto principal = readable(context);
    if (!principal)
        return principal;
    const QString id = valueOf(context, "job");
    const Json* job = findBy(listAt(heldBy(**principal), "jobs"), "id", id);
    if (!job)
        return tl::unexpected(notFound(context.world, id));
    return job;
}

GraphReply job(const GraphContext& context)
{
    const auto found = readableJob(context);
    return found ? oneOf(context, **found, "synchronizationJob",
               QStringLiteral("servicePrincipals/synchronization/jobs"))
                 : found.error();
}

//! As it was stored: a schema may hold members of any name.
GraphReply schema(const GraphContext& context)
{
    const auto found = readableJob(context);
    return found ? entityReply(context.world, context.odata, objectAt(**found, "_schema"),
               "synchronizationSchema",
               QStringLiteral("servicePrincipals/synchronization/jobs/schema"))
                 : found.error();
}

bool isSensitive(const QString& key)
{
    static const QStringList keys{QStringLiteral("SecretToken"), QStringLiteral("Password"),
        QStringLiteral("ClientSecret"), QStringLiteral("AppKey"), QStringLiteral("ConsumerSecret"),
        QStringLiteral("Oauth2AccessToken"), QStringLiteral("Oauth2RefreshToken"),
        QStringLiteral("Oauth2ClientSecret"), QStringLiteral("ConnectionString")};
    return keys.contains(key);
}

//! R24: sensitive values are asterisks; whether BaseAddress is one is open (contract U10).
GraphReply secrets(const GraphContext& context)
{
    const auto principal = readable(context);
    if (!principal)
        return principal.error();
    const bool addressToo = flagAt(heldBy(**principal), "maskBaseAddress");
    std::vector<Json> shown;
    for (Json entry : listAt(heldBy(**principal), "secrets")) {
        const QString key = textAt(entry, "key");
        if (isSensitive(key) || (addressToo && key == u"BaseAddress"))
            entry["value"] = "*";
        shown.push_back(std::move(entry));
    }
    return listOf(context, std::move(shown), "synchronizationSecretKeyStringValuePair",
        contextOf(**principal, "secrets"));
}

//! R25: its filters are case sensitive.
GraphReply provisioningLog(const GraphContext& context)
{
    if (!holdsRole(context,
            {globalAdministrator, globalReader, reportsReader, securityReader, securityOperator,
                securityAdministrator, applicationAdministrator, cloudApplicationAdministrator}))
        return denied(context.world);
    std::vector<Json> rows;
    for (const Json& principal : listAt(context.tenant, "servicePrincipals")) {
        for (const Json& row : listAt(heldBy(principal), "rows"))
            rows.push_back(row);
    }
    ODataQuery exactly = context.odata;
    exactly.caseSensitive = true;
    return listReply(context.world, exactly, rows,
        {.type = "provisioningObjectSummary",
            .context = QStringLiteral("auditLogs/provisioning"),
            .path = context.call.path,
            .query = context.call.query});
}

} // namespace

const std::vector<GraphRoute>& synchronizationReads()
{
    static const std::vector<GraphRoute> routes = [] {
        std::vector<GraphRoute> all{
            {"GET", "/auditLogs/provisioning", readsLog, readsLog, provisioningLog}};
        // by object id only: no alternate key is known to work here (contract U1)
        const QByteArray below = "/servicePrincipals/{id}/synchronization";
        const std::vector<std::pair<QByteArray, GraphReply (*)(const GraphContext&)>> reads{
            {"/templates", templates}, {"/templates/{template}", oneTemplate},
            {"/templates/{template}/schema", templateSchema}, {"/jobs", jobs}, {"/jobs/{job}", job},
            {"/jobs/{job}/schema", schema}, {"/secrets", secrets}};
        for (const auto& [place, answer] : reads)
            all.push_back(
                {"GET", below + place, readsSynchronization, readsSynchronizationAsApp, answer});
        return all;
    }();
    return routes;
}

} // namespace lockstep::sim
