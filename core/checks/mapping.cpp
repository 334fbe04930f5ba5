// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString rolesTarget = u"roles[primaryeq\"True\"].value"_s; // as withoutBlanks() leaves it
const QString single = u"SingleAppRoleAssignment([appRoleAssignments])"_s;

QString withoutBlanks(QString text)
{
    return text.remove(u' ');
}

Named<SyncSchema> schemaOf(const Judge& judge, const Evidence& evidence)
{
    const Named<SyncJob> job = onlyJob(judge, evidence);
    if (!job)
        return tl::unexpected(job.error());
    const Fetched<SyncSchema>& schema = evidence.snapshot.syncSchema;
    if (!schema)
        return tl::unexpected(judge.unread(schema.failure()));
    return *schema;
}

const SyncMapping* usersMapping(const SyncSchema& schema)
{
    const SyncMapping* found = nullptr;
    for (const SyncMapping& mapping : schema.mappings) {
        // of several for users, one that is on decides
        if (sameWord(mapping.source, u"User"_s) && (!found || mapping.enabled))
            found = &mapping;
    }
    return found;
}

enum class RoleMapping { None, Direct, Single, Complex, OtherExpression };

struct FoundMapping {
    RoleMapping kind = RoleMapping::None;
    QString text; //!< as the portal shows it
};

FoundMapping roleMappingOf(const SyncMapping& users)
{
    FoundMapping found;
    for (const SyncMapping::Attribute& attribute : users.attributes) {
        const QString target = withoutBlanks(attribute.target);
        const QString expression = withoutBlanks(attribute.expression);
        const bool atRoles = sameWord(target.section(u'[', 0, 0).section(u'.', 0, 0), u"roles"_s);
        if (!atRoles)
            continue;
        const bool isComplex = expression.startsWith(u"AppRoleAssignmentsComplex("_s)
            || expression.startsWith(u"AssertiveAppRoleAssignmentsComplex("_s);
        if (!sameWord(attribute.sourceType, u"Function"_s)) {
            // wrong beside a right one as well: the guide forbids it
            if (sameWord(attribute.sourceName, u"appRoleAssignments"_s))
                return {.kind = RoleMapping::Direct, .text = attribute.target};
        } else if (isComplex && sameWord(target, u"roles"_s)) {
            found = {.kind = RoleMapping::Complex, .text = attribute.expression};
        } else if (expression == single && sameWord(target, rolesTarget)) {
            if (found.kind != RoleMapping::Complex)
                found = {.kind = RoleMapping::Single, .text = attribute.expression};
        } else if (found.kind == RoleMapping::None) {
            found = {.kind = RoleMapping::OtherExpression,
                .text = u"%1 -> %2"_s.arg(attribute.expression, attribute.target)};
        }
    }
    return found;
}

//! Whether the name that Single... sends could be two different texts (contract 14, U17).
QString roleOfTwoNames(const TenantSnapshot& snapshot)
{
    for (const AppRole& role : snapshot.servicePrincipal->appRoles) {
        if (role.isEnabled && role.allowedMemberTypes.contains(u"User"_s)
            && role.displayName != role.value)
            return u"%1 / %2"_s.arg(role.displayName, role.value);
    }
    return {};
}

} // namespace

Finding evaluate(const check::MappingUsers&, Judge judge, const Evidence& evidence)
{
    const Named<SyncSchema> schema = schemaOf(judge, evidence);
    if (!schema)
        return schema.error();
    judge.expect(CheckWords::tr("the mapping of users is on"));
    const SyncMapping* users = usersMapping(*schema);
    if (!users)
        return judge.fail(CheckWords::tr("There is no mapping of users."), CheckWords::tr("none"));
    if (!users->enabled)
        return judge.fail(
            CheckWords::tr("The mapping of users is switched off."), CheckWords::tr("off"));
    return judge.pass(CheckWords::tr("Users are mapped to %1.").arg(users->target));
}

Finding evaluate(const check::MappingRoles& spec, Judge judge, const Evidence& evidence)
{
    const QString wanted = evidence.inputs.text(spec.field);
    if (wanted.isEmpty())
        return judge.field(spec.field, CheckWords::tr("The kind of role mapping is not chosen."));
    const Named<SyncSchema> schema = schemaOf(judge, evidence);
    if (!schema)
        return schema.error();
    const bool wantsSingle = wanted == u"single";
    judge.expect(wantsSingle
            ? CheckWords::tr("%1 to %2").arg(single, u"roles[primary eq \"True\"].value"_s)
            : u"AppRoleAssignmentsComplex([appRoleAssignments])"_s);
    const SyncMapping* users = usersMapping(*schema);
    const FoundMapping found = users ? roleMappingOf(*users) : FoundMapping{};
    switch (found.kind) {
    case RoleMapping::None:
        return judge.fail(CheckWords::tr("No mapping sends the roles."), CheckWords::tr("none"));
    case RoleMapping::Direct:
        return judge.fail(
            CheckWords::tr("The mapping is Direct: it would send an internal object instead of the "
                           "role. Make it an Expression."),
            found.text);
    case RoleMapping::OtherExpression:
        return judge.fail(
            CheckWords::tr("The roles are mapped otherwise: one role belongs to "
                           "roles[primary eq \"True\"].value, several belong to roles."),
            found.text);
    case RoleMapping::Complex:
        return wantsSingle
            ? judge.warn(
                CheckWords::tr("The mapping sends several roles; one was wanted."), found.text)
            : judge.pass(CheckWords::tr("All roles of a user are sent."), found.text);
    case RoleMapping::Single: break;
    }
    if (!wantsSingle)
        return judge.fail(
            CheckWords::tr("The mapping sends one role; several were wanted."), found.text);
    const QString twoNames = roleOfTwoNames(evidence.snapshot);
    if (!twoNames.isEmpty())
        return judge.warn(
            CheckWords::tr("A role's display name and value differ (%1). Ask the vendor which of "
                           "them it expects.")
                .arg(twoNames),
            twoNames);
    return judge.pass(CheckWords::tr("The role of each user is sent."), found.text);
}

} // namespace lockstep
