// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/evidence.h"

#include <algorithm>
#include <array>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

// Role template ids: contract section 4
const QString globalAdministrator = u"62e90394-69f5-4237-9190-012177145e10"_s;
const QString privilegedRoleAdministrator = u"e8611ab8-c189-46e8-94e1-60213ab1f814"_s;
const QString applicationAdministrator = u"9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"_s;
const QString cloudApplicationAdministrator = u"158c047a-c907-4556-b7ef-446551a6b5f7"_s;

const QString identityGovernanceAdministrator = u"45d8d3c5-c802-45c6-b32a-1d70b5e1e86e"_s;
const QString groupsAdministrator = u"fdd7a751-b60b-444a-984c-02652fe8fa1c"_s;
const QString userAdministrator = u"fe930be7-5e62-47db-91af-98c3a49a38b1"_s;

struct Need {
    bool consent = false; //!< grants of Graph application permissions
    bool group = false; //!< a group's members and who is eligible for it
    bool application = false; //!< anything else on the app or its enterprise application
};

Need whatIsLeft(const std::vector<Finding>& findings)
{
    Need need;
    for (const Finding& finding : findings) {
        // what no admin mends in Entra: another check's place, the vendor's side, a user's own act
        static const QStringList elsewhere{u"tenant."_s, u"admin."_s, u"scim."_s, u"consent.url"_s,
            u"permission.review"_s, u"pim.inactive"_s, u"pim.active"_s, u"pim.policy"_s,
            u"pim.licence"_s};
        // provisioning and PIM are not shown to every reader: what is unknown there needs a role
        // too
        const bool hidden = finding.verdict == Verdict::Unknown
            && (finding.check.startsWith(u"provisioning."_s)
                || finding.check.startsWith(u"mapping."_s) || finding.check.startsWith(u"pim."_s));
        const bool mendable =
            finding.verdict == Verdict::Fail || finding.verdict == Verdict::NotRun || hidden;
        if (!mendable || std::ranges::any_of(elsewhere, [&](const QString& start) {
                return finding.check.startsWith(start);
            }))
            continue;
        if (finding.check == u"permission.granted")
            need.consent = true;
        else if (finding.check.startsWith(u"pim."_s)
            || finding.check == u"group.no-standing-members")
            need.group = true;
        else
            need.application = true;
    }
    return need;
}

bool holds(const std::vector<DirectoryRole>& roles, std::initializer_list<QString> anyOf)
{
    return std::ranges::any_of(roles, [&](const DirectoryRole& role) {
        return std::ranges::find(anyOf, role.roleTemplateId) != anyOf.end();
    });
}

} // namespace

Finding evaluateAdminRoles(
    Judge judge, const Evidence& evidence, const std::vector<Finding>& others)
{
    const Fetched<std::vector<DirectoryRole>>& roles = evidence.snapshot.directoryRoles;
    if (!roles)
        return judge.unread(roles.failure());
    QStringList names;
    for (const DirectoryRole& role : *roles)
        names << role.displayName;
    const QString observed =
        names.isEmpty() ? CheckWords::tr("no active role") : names.join(u", "_s);
    const Need need = whatIsLeft(others);
    if (need.consent && !holds(*roles, {globalAdministrator, privilegedRoleAdministrator})) {
        judge.expect(CheckWords::tr("Privileged Role Administrator"));
        return judge.warn(
            CheckWords::tr("Granting admin consent needs Privileged Role Administrator. "
                           "A role that is only eligible must be activated first."),
            observed);
    }
    if (need.application
        && !holds(*roles,
            {globalAdministrator, applicationAdministrator, cloudApplicationAdministrator})) {
        judge.expect(CheckWords::tr("Cloud Application Administrator"));
        return judge.warn(CheckWords::tr("What is left needs Cloud Application Administrator. "
                                         "A role that is only eligible must be activated first."),
            observed);
    }
    if (need.group
        && !holds(*roles,
            {globalAdministrator, privilegedRoleAdministrator, identityGovernanceAdministrator,
                groupsAdministrator, userAdministrator})) {
        judge.expect(CheckWords::tr("Identity Governance Administrator"));
        return judge.warn(
            CheckWords::tr("What is left on the group needs Identity Governance Administrator. "
                           "A role that is only eligible must be activated first."),
            observed);
    }
    const bool anyLeft = need.consent || need.application || need.group;
    const bool unread = std::ranges::any_of(others,
        [](const Finding& each) { return each.required && each.verdict == Verdict::Unknown; });
    if (!anyLeft && unread && !holds(*roles, {globalAdministrator}))
        return judge.unknown(
            CheckWords::tr("Not all could be read, so what is left is not known."));
    return judge.pass(anyLeft || unread
            ? CheckWords::tr("The signed-in account can do what is left.")
            : CheckWords::tr("Nothing is left that needs a role."),
        observed);
}

} // namespace lockstep
