// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/graph_reads.h"

#include "tenant/decode.h"

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

QString pathKey(const QString& value)
{
    return QString::fromLatin1(
        QUrl::toPercentEncoding(QString(value).replace(u'\'', u"''"_s), "'"));
}

QString pathSegment(const QString& value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value));
}

namespace {

const QString personSelect = u"?$select=id,displayName,userPrincipalName"_s;

void addApplicationReads(std::vector<GraphRead>& reads, const QString& appId)
{
    const QString app = u"/applications(appId='"_s + pathKey(appId) + u"')"_s;
    const QString servicePrincipal = u"/servicePrincipals(appId='"_s + pathKey(appId) + u"')"_s;
    reads.push_back({Fact::Application,
        {u"R1"_s,
            app
                + u"?$select=id,appId,displayName,signInAudience,web,spa,publicClient,"
                  u"requiredResourceAccess,"
                  "passwordCredentials,keyCredentials,appRoles,tags,uniqueName,applicationTemplateId"_s},
        into(&TenantSnapshot::application, decodeApplication)});
    reads.push_back({Fact::ServicePrincipal,
        {u"R2"_s,
            servicePrincipal
                + u"?$select=id,appId,displayName,accountEnabled,appRoleAssignmentRequired,"
                  u"appRoles,"
                  "appOwnerOrganizationId,servicePrincipalType,preferredSingleSignOnMode,applicationTemplateId,tags"_s},
        into(&TenantSnapshot::servicePrincipal, decodeServicePrincipal)});
    reads.push_back({Fact::GrantedRoles, {u"R4"_s, servicePrincipal + u"/appRoleAssignments"_s},
        into(&TenantSnapshot::grantedRoles, decodeAssignments)});
    reads.push_back({Fact::Grants, {u"R5"_s, servicePrincipal + u"/oauth2PermissionGrants"_s},
        into(&TenantSnapshot::grants, decodeGrants)});
    reads.push_back({Fact::AssignedTo, {u"R6"_s, servicePrincipal + u"/appRoleAssignedTo"_s},
        into(&TenantSnapshot::assignedTo, decodeAssignments)});
}

void addTenantReads(std::vector<GraphRead>& reads)
{
    reads.push_back({Fact::GraphPermissions,
        {u"R3"_s,
            u"/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')"
            "?$select=id,appId,appRoles,oauth2PermissionScopes"_s},
        into(&TenantSnapshot::graph, decodeGraphPermissions)});
    reads.push_back(
        {Fact::Organization, {u"R7"_s, u"/organization?$select=id,displayName,verifiedDomains"_s},
            into(&TenantSnapshot::organization, decodeOrganization)});
    reads.push_back({Fact::Domains,
        {u"R8"_s,
            u"/domains?$select=id,isVerified,isDefault,isInitial,authenticationType,supportedServices"_s},
        into(&TenantSnapshot::domains, decodeDomains)});
    reads.push_back(
        {Fact::Me, {u"R9"_s, u"/me"_s + personSelect}, into(&TenantSnapshot::me, decodePerson)});
    reads.push_back({Fact::DirectoryRoles,
        {u"R10"_s,
            u"/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,displayName,roleTemplateId&$count=true"_s,
            true},
        into(&TenantSnapshot::directoryRoles, decodeDirectoryRoles)});
    reads.push_back({Fact::Licences,
        {u"R11"_s, u"/subscribedSkus?$select=skuPartNumber,capabilityStatus,servicePlans"_s},
        into(&TenantSnapshot::licences, decodeLicences)});
    reads.push_back({Fact::AppPolicy, {u"R12"_s, u"/policies/defaultAppManagementPolicy"_s},
        into(&TenantSnapshot::appPolicy, decodeAppPolicy)});
}

//! Names that differ in case alone are one to Entra, and one item of a batch, whose ids are
//! compared without case (contract 1.3).
std::vector<QStringList> bySpelling(const std::set<QString>& names)
{
    std::map<QString, QStringList> spellings;
    for (const QString& name : names) {
        if (!name.isEmpty())
            spellings[name.toCaseFolded()] << name;
    }
    std::vector<QStringList> all;
    all.reserve(spellings.size());
    for (auto& [folded, each] : spellings)
        all.push_back(std::move(each));
    return all;
}

template <class T>
auto intoEach(std::map<QString, Fetched<T>> TenantSnapshot::*parts, const QStringList& keys,
    Fetched<T> (*decode)(const Fetched<nlohmann::json>&))
{
    return [parts, keys, decode](TenantSnapshot& snapshot, const Fetched<nlohmann::json>& reply) {
        for (const QString& key : keys)
            (snapshot.*parts)[key] = decode(reply);
    };
}

//! A group by object id (R13) or by display name (R14).
GraphRead groupRead(const QStringList& spellings)
{
    const QString& entry = spellings.front();
    const QString select =
        u"$select=id,displayName,securityEnabled,mailEnabled,groupTypes,membershipRule,"
        "isAssignableToRole,onPremisesSyncEnabled"_s;
    const bool byId = isGuid(entry);
    const QString path = byId
        ? u"/groups/"_s + pathSegment(entry) + u'?' + select
        : u"/groups?$filter=displayName eq '"_s + pathKey(entry) + u"'&"_s + select;
    return {Fact::Groups, {u"group:"_s + entry, path},
        intoEach(&TenantSnapshot::groups, spellings, byId ? decodeGroup : decodeGroups)};
}

//! The people and groups that the fields name.
void addNamedReads(std::vector<GraphRead>& reads, const ReadContext& context)
{
    std::set<QString> groups;
    std::set<QString> people;
    for (const Field& field : context.profile.fields) {
        for (const QString& entry : context.inputs.list(field.id)) {
            const bool principal = field.kind == FieldKind::Principal;
            const bool isUser = entry.contains(u'@');
            // a principal's id is looked for among the assignments; only names need a read
            if (field.kind == FieldKind::User || (principal && isUser))
                people.insert(entry);
            else if (field.kind == FieldKind::Group || (principal && !isGuid(entry)))
                groups.insert(entry);
        }
    }
    for (const QStringList& spellings : bySpelling(groups))
        reads.push_back(groupRead(spellings));
    for (const QStringList& spellings : bySpelling(people))
        reads.push_back({Fact::People,
            {u"user:"_s + spellings.front(),
                u"/users/"_s + pathSegment(spellings.front()) + personSelect},
            intoEach(&TenantSnapshot::people, spellings, decodePerson)});
    if (const QString admin = context.inputs.text(u"adminUser"_s); !admin.isEmpty())
        reads.push_back(
            {Fact::AdminUser, {u"user"_s, u"/users/"_s + pathSegment(admin) + personSelect},
                into(&TenantSnapshot::adminUser, decodePerson)});
}

//! Groups that hold an app role; none when the person holds it directly.
std::set<QString> groupsHolding(const TenantSnapshot& snapshot, const QString& roleValue)
{
    if (!snapshot.assignedTo || !snapshot.adminUser || !snapshot.application)
        return {};
    std::set<QString> roleIds;
    for (const AppRole& role : snapshot.application->appRoles) {
        if (role.value == roleValue)
            roleIds.insert(role.id);
    }
    std::set<QString> groups;
    for (const AppRoleAssignment& assignment : *snapshot.assignedTo) {
        if (!roleIds.contains(assignment.appRoleId))
            continue;
        if (assignment.principalId == snapshot.adminUser->id)
            return {};
        if (assignment.principalType == u"Group")
            groups.insert(assignment.principalId);
    }
    return groups;
}

//! R15 of the groups that a check looks into.
void addMemberReads(std::vector<GraphRead>& reads, const ReadContext& context)
{
    std::set<QString> groups;
    const auto named = [&](const QString& field) {
        groups.merge(groupIds(context.snapshot, context.inputs, field));
    };
    for (const CheckSpec& spec : context.profile.checks) {
        if (const auto* assigned = std::get_if<check::RoleAssigned>(&spec.kind))
            groups.merge(groupsHolding(context.snapshot, assigned->role));
        else if (const auto* standing = std::get_if<check::GroupNoStandingMembers>(&spec.kind))
            named(standing->field);
        else if (const auto* inactive = std::get_if<check::PimInactive>(&spec.kind))
            named(inactive->group);
        else if (const auto* active = std::get_if<check::PimActive>(&spec.kind))
            named(active->group);
    }
    for (const QString& group : groups)
        reads.push_back({Fact::GroupMembers,
            {u"R15:"_s + group,
                u"/groups/"_s + pathSegment(group) + u"/members"_s + personSelect + u"&$top=100"_s},
            into(&TenantSnapshot::groupMembers, group, decodeMembers)});
}

} // namespace

std::set<QString> groupIds(
    const TenantSnapshot& snapshot, const Inputs& inputs, const QString& field)
{
    std::set<QString> ids;
    for (const QString& entry : inputs.list(field)) {
        // an id needs no read before it is used: with a known group two waves are enough
        if (isGuid(entry))
            ids.insert(entry);
        const auto found = snapshot.groups.find(entry);
        if (found != snapshot.groups.end() && found->second && found->second->size() == 1)
            ids.insert(found->second->front().id);
    }
    return ids;
}

std::vector<GraphRead> adminReads(const ReadContext& context)
{
    std::vector<GraphRead> reads;
    if (!context.appId.isEmpty())
        addApplicationReads(reads, context.appId);
    addTenantReads(reads);
    addNamedReads(reads, context);
    addMemberReads(reads, context);
    addPimReads(reads, context);
    addProvisioningReads(reads, context);
    return reads;
}

std::vector<GraphRead> appReads()
{
    const auto effective = [](const QString& what) {
        return [what](TenantSnapshot& snapshot, const Fetched<nlohmann::json>& reply) {
            snapshot.effective[what] = decodeEffectiveRead(what, reply);
        };
    };
    return {
        {Fact::EffectiveUsers,
            {.id = u"users"_s, .path = u"/users?$top=1&$select=id"_s, .firstPageOnly = true},
            effective(u"users"_s)},
        {Fact::EffectiveGroups,
            {.id = u"groups"_s, .path = u"/groups?$top=1&$select=id"_s, .firstPageOnly = true},
            effective(u"groups"_s)},
        {Fact::EffectiveOrganization, {u"organization"_s, u"/organization?$select=id"_s},
            effective(u"organization"_s)},
    };
}

} // namespace lockstep
