// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"
#include "plan/role_choice.h"

#include "checks/named.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString clientId = u"clientId"_s;
const QString singleTenant = u"AzureADMyOrg"_s;

PermissionWish wishOf(const QString& name, PermissionKind kind)
{
    return {.name = name, .application = kind == PermissionKind::Application};
}

QString redirectField(const Profile& profile)
{
    for (const CheckSpec& spec : profile.checks) {
        if (const auto* uri = std::get_if<check::AppRedirectUri>(&spec.kind))
            return uri->field;
    }
    return {};
}

//! The registration as the guide wants it, in one request: nothing is open to the world in between.
change::CreateApplication wholeApplication(const PlanRequest& request)
{
    change::CreateApplication create{.displayName = applicationTitle(request),
        .redirectUri = request.inputs.text(redirectField(request.profile)),
        .idTokens = request.profile.uses("id-token.enabled"),
        .permissions = {},
        .roles = {},
        .uniqueName = {}};
    for (const CheckSpec& spec : request.profile.checks) {
        if (const auto* wanted = std::get_if<check::PermissionRequested>(&spec.kind))
            create.permissions.push_back(wishOf(wanted->permission, wanted->kind));
        else if (const auto* role = std::get_if<check::RoleDefined>(&spec.kind))
            create.roles.push_back({role->value, role->displayName});
    }
    return create;
}

//! Not typed yet, or no registration has it; not: it could not be read.
bool isApplicationMissing(const PlanRequest& request)
{
    return request.inputs.text(clientId).isEmpty()
        || request.snapshot.application.failedWith(ReadFailure::Kind::NotFound);
}

//! Days of an ISO 8601 duration of days, weeks, months or years; nullopt for others.
std::optional<int> daysOf(const QString& duration)
{
    static const QRegularExpression shape(u"^P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)W)?(?:(\\d+)D)?"
                                          "(?:T.*)?$"_s);
    const QRegularExpressionMatch match = shape.match(duration);
    if (!match.hasMatch() || duration.size() < 3)
        return std::nullopt;
    return match.captured(1).toInt() * 365 + match.captured(2).toInt() * 30
        + match.captured(3).toInt() * 7 + match.captured(4).toInt();
}

//! What the tenant's policy says of a new secret of an application (contract section 8, R12).
struct SecretBounds {
    bool forbidden = false;
    std::optional<int> days;
    QString said; //!< as the policy says it
};

SecretBounds boundsOf(const TenantSnapshot& snapshot)
{
    SecretBounds bounds;
    if (!snapshot.appPolicy || !snapshot.appPolicy->isEnabled)
        return bounds;
    for (const AppManagementPolicy::Restriction& rule : snapshot.appPolicy->passwordRestrictions) {
        if (rule.state == u"disabled")
            continue;
        bounds.forbidden = bounds.forbidden || rule.type == u"passwordAddition";
        const std::optional<int> days = daysOf(rule.maxLifetime);
        if (rule.type != u"passwordLifetime" || !days || (bounds.days && *bounds.days <= *days))
            continue;
        bounds.days = days;
        bounds.said = rule.maxLifetime;
    }
    return bounds;
}

int monthsWanted(const Profile& profile)
{
    for (const CheckSpec& spec : profile.checks) {
        if (const auto* lifetime = std::get_if<check::SecretLifetime>(&spec.kind))
            return lifetime->months;
    }
    return 24; // what the portal offers at most (contract section 7)
}

void wantSecret(const QString& key, Planner& planner)
{
    if (!planner.profile().uses("secret.accepted") || !planner.needApplication(key))
        return;
    const SecretBounds bounds = boundsOf(planner.snapshot());
    if (bounds.forbidden) {
        planner.note(key,
            PlanWords::tr("A policy of the tenant forbids client secrets. It must be changed, or "
                          "this application exempted, first."));
        return;
    }
    // before anything was read there is no server's time yet; it is planned again once there is
    const QDateTime asOf = planner.snapshot().asOf.isValid() ? planner.snapshot().asOf
                                                             : QDateTime::currentDateTimeUtc();
    const int months = monthsWanted(planner.profile());
    change::AddSecret add{.displayName = applicationTitle(planner.request()),
        .end = asOf.addMonths(months),
        .why = {}};
    if (bounds.days && asOf.daysTo(add.end) > *bounds.days) {
        // an hour less: the service's clock starts the span when the request comes in
        add.end = asOf.addDays(*bounds.days).addSecs(-3600);
        add.why = PlanWords::tr("The guide asks for %1 months. A policy of the tenant allows %2 at "
                                "most, so the secret must be renewed earlier.")
                      .arg(QString::number(months), bounds.said);
    }
    planner.want(add, key);
}

} // namespace

QString applicationTitle(const PlanRequest& request)
{
    if (request.snapshot.application)
        return request.snapshot.application->displayName;
    if (request.snapshot.servicePrincipal)
        return request.snapshot.servicePrincipal->displayName;
    const QString typed = request.inputs.text(u"applicationName"_s);
    return typed.isEmpty() ? request.profile.product : typed;
}

bool Planner::needApplication(const QString& key)
{
    if (snapshot().application)
        return true;
    if (!isApplicationMissing(m_request)) {
        note(key, PlanWords::tr("The app registration could not be read."));
        return false;
    }
    // a registration that somebody else made is not made anew behind their back
    if (!profile().uses("secret.accepted") || !profile().uses("app.single-tenant")) {
        note(key,
            PlanWords::tr("The app registration must be there first. This guide does not make it."),
            clientId);
        return false;
    }
    if (!inputs().text(clientId).isEmpty()) {
        note(key,
            PlanWords::tr("No app registration of this tenant has the application ID that is "
                          "typed. Correct it, or clear it to have a new registration made."),
            clientId);
        return false;
    }
    const QString field = redirectField(profile());
    if (!field.isEmpty() && inputs().text(field).isEmpty()) {
        note(key, PlanWords::tr("The address of your instance is missing."), field);
        return false;
    }
    const QString nameField = u"applicationName"_s;
    if (profile().field(nameField) && inputs().text(nameField).isEmpty()) {
        note(key, PlanWords::tr("The application's name is missing."), nameField);
        return false;
    }
    want(wholeApplication(m_request), u"app.exists"_s);
    return true;
}

bool Planner::needServicePrincipal(const QString& key)
{
    if (snapshot().servicePrincipal)
        return true;
    // a vendor's application comes by consent alone
    if (profile().uses("app.owner")) {
        note(key, PlanWords::tr("An administrator must consent to the application first."));
        return false;
    }
    const bool missing = inputs().text(clientId).isEmpty()
        || snapshot().servicePrincipal.failedWith(ReadFailure::Kind::NotFound);
    if (!missing) {
        note(key, PlanWords::tr("The enterprise application could not be read."));
        return false;
    }
    if (!needApplication(key))
        return false;
    want(change::CreateServicePrincipal{}, u"app.service-principal"_s);
    return true;
}

void heal(const check::AppExists&, const QString& key, Planner& planner)
{
    (void)planner.needApplication(key);
}

//! Whether creating the registration sees to it; else whether it can be mended on what was read.
static bool isMade(const QString& key, Planner& planner)
{
    if (planner.snapshot().application || !planner.needApplication(key))
        return false;
    planner.want(change::CreateApplication{}, key);
    return true;
}

void heal(const check::AppSingleTenant&, const QString& key, Planner& planner)
{
    if (isMade(key, planner) || !planner.snapshot().application)
        return;
    const QString& from = planner.snapshot().application->signInAudience;
    if (from != singleTenant)
        planner.want(change::LimitAudience{.from = from}, key);
}

void heal(const check::AppRedirectUri& spec, const QString& key, Planner& planner)
{
    if (isMade(key, planner) || !planner.snapshot().application)
        return;
    const QString uri = planner.inputs().text(spec.field);
    if (uri.isEmpty())
        planner.note(key, PlanWords::tr("The address of your instance is missing."), spec.field);
    else if (!planner.snapshot().application->webRedirectUris.contains(uri))
        planner.want(change::AddRedirectUri{.uri = uri}, key);
}

void heal(const check::AppServicePrincipal&, const QString& key, Planner& planner)
{
    const Fetched<ServicePrincipal>& principal = planner.snapshot().servicePrincipal;
    if (principal) {
        if (!principal->accountEnabled)
            planner.want(change::EnableServicePrincipal{}, key);
        return;
    }
    if (planner.profile().uses("app.owner"))
        healByConsent(key, planner);
    else if (planner.needServicePrincipal(key))
        planner.want(change::CreateServicePrincipal{}, key);
}

void heal(const check::IdTokenEnabled&, const QString& key, Planner& planner)
{
    if (isMade(key, planner) || !planner.snapshot().application)
        return;
    if (!planner.snapshot().application->idTokenIssuance)
        planner.want(change::IssueIdTokens{}, key);
}

void heal(const check::PermissionRequested& spec, const QString& key, Planner& planner)
{
    if (!isMade(key, planner) && planner.snapshot().application)
        planner.want(
            change::RequestPermissions{.permissions = {wishOf(spec.permission, spec.kind)}}, key);
}

void heal(const check::RoleDefined& spec, const QString& key, Planner& planner)
{
    if (isMade(key, planner) || !planner.snapshot().application)
        return;
    const std::vector<AppRole>& roles = planner.snapshot().application->appRoles;
    const auto role = roleMeant(roles, spec.value, [](const AppRole& each) { return each.value; });
    // value and member types of a role can only change while it is disabled
    if (role != roles.end() && role->isEnabled
        && (role->value != spec.value || !role->allowedMemberTypes.contains(u"User"_s)))
        planner.want(change::DisableRole{.roleId = role->id, .value = role->value}, key);
    planner.want(change::DefineRoles{.roles = {{spec.value, spec.displayName}}}, key);
}

namespace {

//! Whether what Entra refused is the value itself: wrong, or expired (contract 3.4). Of a disabled
//! or missing application it says nothing.
bool isSecretAtFault(const TenantSnapshot& snapshot)
{
    constexpr int wrongValue = 7000215;
    constexpr int expired = 7000222;
    const Fetched<SecretProof>& proof = snapshot.secret;
    if (!proof || !proof->refusal)
        return true; // none was given
    return !proof->isSecretId.isEmpty() || proof->refusal->hasCode(wrongValue)
        || proof->refusal->hasCode(expired);
}

} // namespace

void heal(const check::SecretAccepted&, const QString& key, Planner& planner)
{
    const TenantSnapshot& snapshot = planner.snapshot();
    if (snapshot.application && !isSecretAtFault(snapshot)) {
        // the same secret is good once the application is
        if (snapshot.servicePrincipal && !snapshot.servicePrincipal->accountEnabled)
            planner.want(change::EnableServicePrincipal{}, key);
        else if (!snapshot.servicePrincipal && planner.needServicePrincipal(key))
            planner.want(change::CreateServicePrincipal{}, key);
        return;
    }
    wantSecret(key, planner);
}

void heal(const check::SecretLifetime&, const QString& key, Planner& planner)
{
    wantSecret(key, planner);
}

void heal(const check::SecretExpiry&, const QString& key, Planner& planner)
{
    wantSecret(key, planner);
}

} // namespace lockstep
