// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/named.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

Finding evaluate(const check::SsoConfigured& spec, Judge judge, const Evidence& evidence)
{
    const QString protocol = evidence.inputs.text(spec.field);
    if (protocol.isEmpty())
        return judge.field(spec.field, CheckWords::tr("The sign-on protocol is not chosen yet."));
    if (protocol == u"saml") {
        const Fetched<ServicePrincipal>& principal = evidence.snapshot.servicePrincipal;
        judge.expect(CheckWords::tr("single sign-on mode SAML"));
        if (!principal)
            return judge.unread(principal.failure());
        if (sameWord(principal->preferredSingleSignOnMode, u"saml"_s))
            return judge.pass(CheckWords::tr("The enterprise application signs on by SAML."));
        return judge.fail(
            CheckWords::tr("SAML sign-on is not set up on the enterprise application."),
            principal->preferredSingleSignOnMode.isEmpty() ? CheckWords::tr("no mode")
                                                           : principal->preferredSingleSignOnMode);
    }
    const Fetched<Application>& application = evidence.snapshot.application;
    judge.expect(CheckWords::tr("a redirect URI under platform Web"));
    if (!application)
        return judge.unread(application.failure());
    if (application->webRedirectUris.isEmpty())
        return judge.fail(CheckWords::tr(
            "The registration has no redirect URI under platform Web, so OIDC cannot sign on."));
    return judge.pass(
        CheckWords::tr("OIDC sign-on has its redirect URI."), fewOf(application->webRedirectUris));
}

Finding evaluate(const check::GroupNoStandingMembers& spec, Judge judge, const Evidence& evidence)
{
    const Named<QString> group = groupNamed(judge, evidence, spec.entry);
    if (!group)
        return group.error();
    judge.expect(CheckWords::tr("members through activation only"));
    const Fetched<std::vector<Person>>& members = partOf(evidence.snapshot.groupMembers, *group);
    if (!members)
        return judge.unread(members.failure());
    if (members->empty())
        return judge.pass(CheckWords::tr("The group has no members."));
    const Fetched<std::vector<GroupAssignment>>& now =
        partOf(evidence.snapshot.assignmentsNow, *group);
    if (!now)
        return judge.unread(now.failure());
    QStringList standing;
    for (const Person& member : *members) {
        const bool activated = std::ranges::any_of(*now, [&](const GroupAssignment& each) {
            return sameId(each.principalId, member.id) && sameWord(each.accessId, u"member"_s)
                && sameWord(each.assignmentType, u"activated"_s);
        });
        if (!activated)
            standing << nameOf(member);
    }
    if (standing.isEmpty())
        return judge.pass(CheckWords::tr("Every member has activated the membership."),
            QString::number(members->size()));
    return judge.fail(
        CheckWords::tr("%1 in the group without activating: remove them from it.")
            .arg(standing.size() == 1 ? CheckWords::tr("One member is")
                                      : CheckWords::tr("%1 members are").arg(standing.size())),
        fewOf(standing));
}

namespace {

//! What role an assignment must carry; any when the field is empty.
struct WantedRole {
    QString id;
    bool any = false;
};

Named<WantedRole> wantedRole(
    const Judge& judge, const Evidence& evidence, const QString& field, bool failIfUnknown)
{
    const QString value = evidence.inputs.text(field);
    if (value.isEmpty())
        return WantedRole{.id = {}, .any = true};
    const Fetched<Application>& application = evidence.snapshot.application;
    const Fetched<ServicePrincipal>& principal = evidence.snapshot.servicePrincipal;
    if (!application && !principal)
        return tl::unexpected(judge.unread(application.failure()));
    const AppRole* role = roleOfValue(evidence.snapshot, value);
    const bool usable = role && role->isEnabled && role->allowedMemberTypes.contains(u"User"_s);
    if (role && !usable && failIfUnknown)
        return tl::unexpected(judge.fail(
            CheckWords::tr("The app role %1 is disabled, or not for users and groups.").arg(value),
            CheckWords::tr("not usable")));
    if (role)
        return WantedRole{.id = role->id, .any = false};
    if (!application)
        return tl::unexpected(judge.unread(application.failure()));
    if (!failIfUnknown)
        return tl::unexpected(
            judge.notRun(CheckWords::tr("the app role %1 must exist first.").arg(value)));
    return tl::unexpected(
        judge.fail(CheckWords::tr("The application has no app role with the value %1.").arg(value),
            CheckWords::tr("not defined")));
}

} // namespace

Finding evaluate(const check::GroupAssigned& spec, Judge judge, const Evidence& evidence)
{
    const Named<QString> group = groupNamed(judge, evidence, spec.entry);
    if (!group)
        return group.error();
    const QString role = evidence.inputs.text(spec.roleField);
    judge.expect(role.isEmpty() ? CheckWords::tr("assigned to the application")
                                : CheckWords::tr("assigned with the role %1").arg(role));
    const Fetched<std::vector<AppRoleAssignment>>& assigned = evidence.snapshot.assignedTo;
    if (!assigned)
        return judge.unread(assigned.failure());
    const Named<WantedRole> wanted = wantedRole(judge, evidence, spec.roleField, true);
    if (!wanted)
        return wanted.error();
    QString other;
    for (const AppRoleAssignment& each : *assigned) {
        if (!sameId(each.principalId, *group))
            continue;
        if (wanted->any || sameId(each.appRoleId, wanted->id))
            return judge.pass(
                CheckWords::tr("The group %1 is assigned.").arg(each.principalDisplayName));
        other = each.appRoleId == QLatin1StringView(defaultAccessRole)
            ? CheckWords::tr("default access")
            : CheckWords::tr("another role");
    }
    if (!other.isEmpty())
        return judge.fail(
            CheckWords::tr("The group is assigned, but with %1 instead of the role %2.")
                .arg(other, role),
            other);
    return judge.fail(CheckWords::tr("The group is not assigned to the application."),
        CheckWords::tr("not assigned"));
}

Finding evaluate(const check::AssignmentBypass& spec, Judge judge, const Evidence& evidence)
{
    if (spec.entry.isEmpty())
        return judge.notRun(CheckWords::tr("the person comes first."));
    // without an app role the group itself is what counts: being let in gives nothing yet
    if (evidence.inputs.text(spec.roleField).isEmpty())
        return judge.notRun(CheckWords::tr("no app role is used, so there is none to hold."));
    judge.expect(CheckWords::tr("no access but through the group"));
    const Fetched<std::vector<AppRoleAssignment>>& assigned = evidence.snapshot.assignedTo;
    if (!assigned)
        return judge.unread(assigned.failure());
    const Named<Person> person = personNamed(judge, evidence, spec.entry);
    if (!person)
        return person.error();
    const Named<WantedRole> wanted = wantedRole(judge, evidence, spec.roleField, false);
    if (!wanted)
        return wanted.error();
    for (const AppRoleAssignment& each : *assigned) {
        if (sameId(each.principalId, person->id)
            && (wanted->any || sameId(each.appRoleId, wanted->id)))
            return judge.warn(
                CheckWords::tr("%1 is assigned directly as well, and gets in without activating.")
                    .arg(nameOf(*person)),
                CheckWords::tr("assigned directly"));
    }
    return judge.pass(
        CheckWords::tr("%1 has no direct access beside the group.").arg(nameOf(*person)));
}

} // namespace lockstep
