// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/apply.h"
#include "plan/planner.h"
#include "setup/read_plan.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! Role template ids by name (contract section 4).
const std::map<QString, QString>& roleTemplates()
{
    static const std::map<QString, QString> templates{
        {u"Global Administrator"_s, u"62e90394-69f5-4237-9190-012177145e10"_s},
        {u"Privileged Role Administrator"_s, u"e8611ab8-c189-46e8-94e1-60213ab1f814"_s},
        {u"Application Administrator"_s, u"9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"_s},
        {u"Cloud Application Administrator"_s, u"158c047a-c907-4556-b7ef-446551a6b5f7"_s},
        {u"Identity Governance Administrator"_s, u"45d8d3c5-c802-45c6-b32a-1d70b5e1e86e"_s},
        {u"Groups Administrator"_s, u"fdd7a751-b60b-444a-984c-02652fe8fa1c"_s},
        {u"User Administrator"_s, u"fe930be7-5e62-47db-91af-98c3a49a38b1"_s},
        {u"Application Developer"_s, u"cf1c38e5-3621-4004-a7cb-879624dced7c"_s},
        {u"Directory Writers"_s, u"9360feb5-f418-4baa-8175-e2a00bac4301"_s}};
    return templates;
}

QStringList fullScopes(
    const Endpoints& endpoints, const Profile& profile, const QStringList& permissions)
{
    QStringList scopes = readScopes(endpoints, profile);
    for (const QString& name : permissions) {
        const QString scope = endpoints.graphScope(name);
        if (!scopes.contains(scope))
            scopes << scope;
    }
    return scopes;
}

} // namespace

QStringList writePermissions(const Plan& plan)
{
    QStringList names;
    for (const Change& change : plan.changes)
        names << change.scopes;
    names.removeDuplicates();
    return names;
}

QStringList applyScopes(const Endpoints& endpoints, const Profile& profile, const Plan& plan)
{
    return fullScopes(endpoints, profile, writePermissions(plan));
}

QStringList undoScopes(
    const Endpoints& endpoints, const Profile& profile, const std::vector<WriteRecord>& records)
{
    // undoing takes what doing took: the description knows it of each kind
    const Inputs inputs;
    const TenantSnapshot snapshot;
    const Report report;
    const PlanRequest request{
        .profile = profile, .inputs = inputs, .snapshot = snapshot, .report = report};
    Plan taken;
    for (const WriteRecord& record : records) {
        Change change{.kind = record.kind};
        std::visit([&](const auto& kind) { describe(kind, request, change); }, change.kind);
        taken.changes.push_back(std::move(change));
    }
    return fullScopes(endpoints, profile, writePermissions(taken));
}

QString whyMayNot(const Change& change, const TenantSnapshot& snapshot)
{
    if (!snapshot.directoryRoles || change.roles.isEmpty())
        return {};
    const auto held = [&](const QString& name) {
        const auto known = roleTemplates().find(name);
        return std::ranges::any_of(*snapshot.directoryRoles, [&](const DirectoryRole& role) {
            return known == roleTemplates().end()
                ? role.displayName == name
                : role.roleTemplateId.compare(known->second, Qt::CaseInsensitive) == 0;
        });
    };
    if (std::ranges::any_of(change.roles, held))
        return {};
    return PlanWords::tr("Your account lacks a role for this: %1 would do. A role that is only "
                         "eligible must be activated first.")
        .arg(change.roles.front());
}

} // namespace lockstep
