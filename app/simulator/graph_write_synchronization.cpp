// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph_write_support.h"
#include "simulator/provisioning_cycle.h"
#include "simulator/synchronization.h"
#include "simulator/synchronization_write.h"

#include <algorithm>
#include <set>

namespace lockstep::sim {

Result<Json*, GraphReply> writablePrincipal(const GraphContext& context)
{
    if (!holdsRole(context,
            {globalAdministrator, applicationAdministrator, cloudApplicationAdministrator}))
        return tl::unexpected(denied(context.world));
    Json* principal = writable(context, "servicePrincipals");
    if (!principal)
        return tl::unexpected(notFound(context.world, context.values.value(QStringLiteral("id"))));
    return principal;
}

Result<Json*, GraphReply> writableJob(const GraphContext& context)
{
    const auto principal = writablePrincipal(context);
    if (!principal)
        return principal;
    const QString id = context.values.value(QStringLiteral("job"));
    Json* job = findBy((**principal)["_synchronization"]["jobs"], "id", id);
    if (!job)
        return tl::unexpected(notFound(context.world, id));
    return job;
}

namespace {

GraphReply saved(const GraphContext& context)
{
    context.world.written();
    return noContent();
}

//! W13.
GraphReply postJob(const GraphContext& context)
{
    const auto principal = writablePrincipal(context);
    if (!principal)
        return principal.error();
    const QString wanted = textAt(context.call.body, "templateId");
    const Json& offered = listAt(**principal, "_provisioningTemplates");
    if (std::find(offered.begin(), offered.end(), toJson(wanted)) == offered.end())
        return refusedWrite(context.world, "InvalidTemplate",
            QStringLiteral("There is no template '%1' for this application.").arg(wanted));
    const Json job = newSynchronizationJob(context.tenant, wanted);
    Json& jobs = (**principal)["_synchronization"]["jobs"];
    if (!jobs.is_array())
        jobs = Json::array();
    jobs.push_back(job); // a second one as well: Entra does not look
    context.world.written();
    return createdReply(context, job, QStringLiteral("servicePrincipals/synchronization/jobs"));
}

GraphReply deleteJob(const GraphContext& context)
{
    const auto job = writableJob(context);
    if (!job)
        return job.error();
    Json& jobs = (**writablePrincipal(context))["_synchronization"]["jobs"];
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (&jobs[i] == *job) {
            jobs.erase(i);
            break;
        }
    }
    return saved(context);
}

bool isSecretEntry(const Json& entry)
{
    static const std::set<QString> keys{QStringLiteral("UserName"), QStringLiteral("Password"),
        QStringLiteral("SecretToken"), QStringLiteral("BaseAddress"), QStringLiteral("SyncAll"),
        QStringLiteral("SyncNotificationSettings"), QStringLiteral("SkipOutOfScopeDeletions"),
        QStringLiteral("AuthenticationType"), QStringLiteral("Url"),
        QStringLiteral("HardDeletesEnabled")};
    return keys.contains(textAt(entry, "key")) && entry.contains("value")
        && entry["value"].is_string();
}

//! W14: the whole list takes the place of the old one, masked values as they are (contract U11).
GraphReply putSecrets(const GraphContext& context)
{
    const auto principal = writablePrincipal(context);
    if (!principal)
        return principal.error();
    const Json& entries = listAt(context.call.body, "value");
    if (entries.empty() || !std::all_of(entries.begin(), entries.end(), isSecretEntry))
        return refusedWrite(context.world, "BadRequest",
            QStringLiteral("A list of known keys with their values is needed."));
    Json kept = Json::array();
    for (const Json& entry : entries)
        kept.push_back({{"key", entry["key"]}, {"value", entry["value"]}});
    (**principal)["_synchronization"]["secrets"] = std::move(kept);
    return saved(context);
}

//! W15: the whole document, kept as it came.
GraphReply putSchema(const GraphContext& context)
{
    const auto job = writableJob(context);
    if (!job)
        return job.error();
    Json wanted = context.call.body;
    if (listAt(wanted, "synchronizationRules").empty() || listAt(wanted, "directories").empty())
        return refusedWrite(context.world, "InvalidSchema",
            QStringLiteral("The entire schema is needed: rules and directories."));
    if (const QString unknown = unknownTargetAttribute(wanted); !unknown.isEmpty())
        return refusedWrite(context.world, "InvalidSchema",
            QStringLiteral("The target directory has no attribute '%1'.").arg(unknown));
    wanted.erase("@odata.context");
    (**job)["_schema"] = std::move(wanted);
    return saved(context);
}

//! W17.
GraphReply start(const GraphContext& context)
{
    const auto job = writableJob(context);
    if (!job)
        return job.error();
    startJob(context.world, **job);
    return saved(context);
}

GraphReply pause(const GraphContext& context)
{
    const auto job = writableJob(context);
    if (!job)
        return job.error();
    pauseJob(**job);
    return saved(context);
}

//! W18.
GraphReply restart(const GraphContext& context)
{
    static const std::set<QString> scopes{QStringLiteral("None"),
        QStringLiteral("ConnectorDataStore"), QStringLiteral("Escrows"),
        QStringLiteral("Watermark"), QStringLiteral("QuarantineState"), QStringLiteral("Full"),
        QStringLiteral("ForceDeletes")};
    const auto job = writableJob(context);
    if (!job)
        return job.error();
    const QString scope = textAt(objectAt(context.call.body, "criteria"), "resetScope");
    for (const QString& part : scope.split(u',')) {
        if (!scopes.contains(part.trimmed()))
            return refusedWrite(
                context.world, "BadRequest", QStringLiteral("'%1' is no resetScope.").arg(part));
    }
    startJob(context.world, **job);
    return saved(context);
}

} // namespace

const std::vector<const char*>& writesSynchronization()
{
    static const std::vector<const char*> names{"Synchronization.ReadWrite.All"};
    return names;
}

const std::vector<const char*>& writesSynchronizationAsApp()
{
    static const std::vector<const char*> names{
        "Synchronization.ReadWrite.All", "Application.ReadWrite.OwnedBy"};
    return names;
}

const std::vector<GraphRoute>& synchronizationWrites()
{
    static const std::vector<GraphRoute> routes = [] {
        struct Write {
            QByteArray method;
            QByteArray place;
            GraphReply (*answer)(const GraphContext&);
        };
        const std::vector<Write> writes{{"POST", "/jobs", postJob},
            {"DELETE", "/jobs/{job}", deleteJob}, {"PUT", "/secrets", putSecrets},
            {"PUT", "/jobs/{job}/schema", putSchema}, {"POST", "/jobs/{job}/start", start},
            {"POST", "/jobs/{job}/pause", pause}, {"POST", "/jobs/{job}/restart", restart}};
        std::vector<GraphRoute> all;
        for (const Write& write : writes)
            all.push_back({write.method, "/servicePrincipals/{id}/synchronization" + write.place,
                writesSynchronization(), writesSynchronizationAsApp(), write.answer});
        return all;
    }();
    return routes;
}

} // namespace lockstep::sim
