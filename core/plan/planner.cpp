// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/planner.h"

#include "plan/records.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

// What is healed elsewhere or by nobody: a typed value, the vendor's side, a purchase, a user's own
// act, or a choice that only a person can make. Named one by one, so that a new kind of check must
// decide.
void heal(const check::TenantExists&, const QString&, const Planner&) { }
void heal(const check::TenantSignedIn&, const QString&, const Planner&) { }
void heal(const check::TenantName&, const QString&, const Planner&) { }
void heal(const check::AdminRoles&, const QString&, const Planner&) { }
void heal(const check::PermissionExcess&, const QString&, const Planner&) { }
void heal(const check::SecretIdentified&, const QString&, const Planner&) { }
void heal(const check::SecretPolicy&, const QString&, const Planner&) { }
void heal(const check::DomainVerified&, const QString&, const Planner&) { }
void heal(const check::GroupExists&, const QString&, const Planner&) { }
void heal(const check::GroupUsable&, const QString&, const Planner&) { }
void heal(const check::AssignmentBypass&, const QString&, const Planner&) { }
void heal(const check::SsoConfigured&, const QString&, const Planner&) { }
void heal(const check::PimLicence&, const QString&, const Planner&) { }
void heal(const check::PimPolicy&, const QString&, const Planner&) { }
void heal(const check::PimActive&, const QString&, const Planner&) { }
void heal(const check::PermissionReview&, const QString&, const Planner&) { }
void heal(const check::ConsentAddress&, const QString&, const Planner&) { }
void heal(const check::ScimReachable&, const QString&, const Planner&) { }
void heal(const check::ScimToken&, const QString&, const Planner&) { }
void heal(const check::ProvisioningProgress&, const QString&, const Planner&) { }

QString keyOf(const CheckSpec& spec)
{
    return spec.subject.isEmpty() ? spec.name : spec.name + u'/' + spec.subject;
}

template <class T> void addMissing(T& list, const T& more)
{
    for (const auto& each : more) {
        if (std::ranges::find(list, each) == list.end())
            list.push_back(each);
    }
}

// Changes that hold a list take in what another finding wants of the same kind; all others are
// equal or two changes.
bool merge(change::CreateApplication&, const change::CreateApplication&)
{
    return true;
}
bool merge(change::RequestPermissions& into, const change::RequestPermissions& other)
{
    addMissing(into.permissions, other.permissions);
    return true;
}
bool merge(change::DefineRoles& into, const change::DefineRoles& other)
{
    addMissing(into.roles, other.roles);
    return true;
}
bool merge(change::GrantDelegatedPermissions& into, const change::GrantDelegatedPermissions& other)
{
    addMissing(into.permissions, other.permissions);
    return true;
}
bool merge(change::GrantInBrowser& into, const change::GrantInBrowser& other)
{
    addMissing(into.permissions, other.permissions);
    return true;
}
bool merge(change::AddSecret&, const change::AddSecret&)
{
    return true;
}
bool merge(change::SaveCredentials&, const change::SaveCredentials&)
{
    return true;
}
template <class Kind> bool merge(Kind& into, const Kind& other)
{
    return changeToJson(ChangeKind(into)) == changeToJson(ChangeKind(other));
}

template <class Kind> bool is(const Change& change)
{
    return std::holds_alternative<Kind>(change.kind);
}

bool touchesPrincipal(const Change& change)
{
    return is<change::EnableServicePrincipal>(change)
        || is<change::GrantApplicationPermission>(change)
        || is<change::GrantDelegatedPermissions>(change) || is<change::GrantInBrowser>(change)
        || is<change::AssignRole>(change) || is<change::RequireAssignment>(change)
        || is<change::CreateJob>(change) || is<change::SaveCredentials>(change);
}

bool touchesRegistration(const Change& change)
{
    return is<change::CreateServicePrincipal>(change) || is<change::LimitAudience>(change)
        || is<change::AddRedirectUri>(change) || is<change::IssueIdTokens>(change)
        || is<change::RequestPermissions>(change) || is<change::DisableRole>(change)
        || is<change::DefineRoles>(change) || is<change::AddSecret>(change);
}

} // namespace

bool standsOn(const Change& later, const Change& earlier)
{
    if (is<change::ConsentInBrowser>(earlier))
        return true;
    if (is<change::CreateApplication>(earlier))
        return touchesRegistration(later) || touchesPrincipal(later);
    if (is<change::CreateServicePrincipal>(earlier))
        return touchesPrincipal(later);
    if (is<change::DisableRole>(earlier))
        return is<change::DisableRole>(later) || is<change::DefineRoles>(later);
    // what is consented to in the browser is what is listed by then
    if (is<change::RequestPermissions>(earlier))
        return is<change::GrantInBrowser>(later);
    // the enterprise application learns of the registration's roles later (contract 1.5)
    if (is<change::DefineRoles>(earlier))
        return is<change::AssignRole>(later);
    // whoever sets this up must not lock themselves out, and a cycle takes who is assigned by then
    if (is<change::AssignRole>(earlier))
        return is<change::RequireAssignment>(later) || is<change::RestartJob>(later)
            || is<change::StartJob>(later);
    if (const auto* eligible = std::get_if<change::MakeEligible>(&earlier.kind)) {
        const auto* member = std::get_if<change::RemoveMember>(&later.kind);
        return member && member->who.id == eligible->who.id;
    }
    if (is<change::CreateJob>(earlier))
        return is<change::SaveCredentials>(later) || is<change::EnableUserMapping>(later)
            || is<change::MapRoles>(later) || is<change::RestartJob>(later)
            || is<change::StartJob>(later);
    const bool schema = is<change::EnableUserMapping>(earlier) || is<change::MapRoles>(earlier);
    if (schema && (is<change::EnableUserMapping>(later) || is<change::MapRoles>(later)))
        return true;
    const bool provisioning = schema || is<change::SaveCredentials>(earlier);
    if (is<change::RestartJob>(later) || is<change::StartJob>(later))
        return provisioning || is<change::RestartJob>(earlier);
    return false;
}

bool Planner::isWanted(const CheckSpec& spec) const
{
    const Finding* finding = m_request.report.find(spec.name, spec.subject);
    if (!finding)
        return false;
    const bool named = m_request.only.contains(finding->key());
    if (!m_request.only.isEmpty() && !named)
        return false;
    return finding->verdict == Verdict::Fail || finding->verdict == Verdict::NotRun
        || (finding->verdict == Verdict::Warn && named);
}

void Planner::want(const ChangeKind& kind, const QString& key)
{
    for (Wish& wish : m_wishes) {
        if (wish.kind.index() != kind.index())
            continue;
        const bool merged = std::visit(
            [&](auto& into) {
                using Kind = std::decay_t<decltype(into)>;
                return merge(into, std::get<Kind>(kind));
            },
            wish.kind);
        if (!merged)
            continue;
        if (!wish.heals.contains(key))
            wish.heals << key;
        return;
    }
    m_wishes.push_back({kind, {key}});
}

void Planner::note(const QString& key, const QString& text, const QString& field)
{
    const auto same = [&](const PlanNote& each) { return each.key == key; };
    if (std::ranges::none_of(m_notes, same))
        m_notes.push_back({key, text, field});
}

bool Planner::isDealtWith(const QString& key) const
{
    return std::ranges::any_of(m_notes, [&](const PlanNote& each) {
        return each.key == key;
    }) || std::ranges::any_of(m_wishes, [&](const Wish& each) { return each.heals.contains(key); });
}

void Planner::noteRest()
{
    for (const Finding& finding : m_request.report.findings) {
        const QString key = finding.key();
        const bool asked = m_request.only.isEmpty() || m_request.only.contains(key);
        if (!asked || !finding.required || isDealtWith(key))
            continue;
        if (finding.verdict == Verdict::Fail)
            note(key,
                PlanWords::tr("Nothing that Lockstep can write mends this: %1")
                    .arg(finding.message));
        else if (finding.verdict == Verdict::Unknown)
            note(key, PlanWords::tr("It could not be read, so nothing is planned for it."));
    }
}

void Planner::order(Plan& plan) const
{
    for (size_t later = 0; later < plan.changes.size(); ++later) {
        for (size_t earlier = 0; earlier < later; ++earlier) {
            if (standsOn(plan.changes[later], plan.changes[earlier]))
                plan.changes[later].after.push_back(earlier);
        }
    }
}

Plan Planner::finished()
{
    std::ranges::stable_sort(m_wishes, {}, [](const Wish& wish) { return wish.kind.index(); });
    Plan plan{.profile = profile().id,
        .tenantId = inputs().text(u"tenantId"_s),
        .changes = {},
        .notes = m_notes};
    for (Wish& wish : m_wishes) {
        Change change{.kind = std::move(wish.kind), .heals = std::move(wish.heals)};
        std::visit([&](const auto& kind) { describe(kind, m_request, change); }, change.kind);
        plan.changes.push_back(std::move(change));
    }
    order(plan);
    return plan;
}

Plan plan(const PlanRequest& request)
{
    Planner planner(request);
    // signed in elsewhere: what was read is a stranger's
    const Finding* signedIn = request.report.find(u"tenant.signed-in"_s);
    if (signedIn && signedIn->verdict == Verdict::Fail) {
        planner.note(signedIn->key(), signedIn->message);
        return planner.finished();
    }
    for (const CheckSpec& spec : checksFor(request.profile, request.inputs)) {
        if (!planner.isWanted(spec))
            continue;
        std::visit([&](const auto& kind) { heal(kind, keyOf(spec), planner); }, spec.kind);
    }
    planner.noteRest();
    return planner.finished();
}

void offerChanges(Report& report, const Plan& plan)
{
    report.plan.clear();
    for (const Change& change : plan.changes)
        report.plan.push_back({.kind = changeName(change.kind),
            .text = change.sentence,
            .heals = change.heals,
            .before = change.before,
            .now = change.now,
            .request = change.request,
            .permissions = change.scopes,
            .roles = change.roles,
            .undo = change.undo});
    for (const Change& change : plan.changes) {
        for (Finding& finding : report.findings) {
            const bool open =
                finding.verdict == Verdict::Fail || finding.verdict == Verdict::NotRun;
            if (!open || !change.heals.contains(finding.key()))
                continue;
            // the first change that heals it names what is done about it
            if (finding.remedy && finding.remedy->kind == Remedy::Kind::Change)
                continue;
            const QUrl url = finding.remedy ? finding.remedy->url : QUrl();
            finding.remedy = Remedy{
                .kind = Remedy::Kind::Change, .text = change.sentence, .url = url, .field = {}};
        }
    }
}

Plan withoutUnticked(const Plan& plan, const std::set<size_t>& unticked)
{
    Plan kept{
        .profile = plan.profile, .tenantId = plan.tenantId, .changes = {}, .notes = plan.notes};
    std::map<size_t, size_t> places;
    for (size_t place = 0; place < plan.changes.size(); ++place) {
        const Change& change = plan.changes[place];
        const bool needsDropped = std::ranges::any_of(
            change.after, [&](size_t before) { return !places.contains(before); });
        if (unticked.contains(place) || needsDropped)
            continue;
        places[place] = kept.changes.size();
        kept.changes.push_back(change);
        for (size_t& before : kept.changes.back().after)
            before = places.at(before);
    }
    return kept;
}

namespace {

template <class T> bool isWithin(const std::vector<T>& part, const std::vector<T>& whole)
{
    return std::ranges::all_of(
        part, [&](const T& each) { return std::ranges::find(whole, each) != whole.end(); });
}
bool isWithin(const QStringList& part, const QStringList& whole)
{
    return std::ranges::all_of(part, [&](const QString& each) { return whole.contains(each); });
}

// Whether what would be done now is what was read: the very same, or less of it. What only a
// sign-in can tell may be filled in.
bool covers(const change::RequestPermissions& shown, const change::RequestPermissions& fresh)
{
    return isWithin(fresh.permissions, shown.permissions);
}
bool covers(const change::DefineRoles& shown, const change::DefineRoles& fresh)
{
    return isWithin(fresh.roles, shown.roles);
}
bool covers(
    const change::GrantDelegatedPermissions& shown, const change::GrantDelegatedPermissions& fresh)
{
    return isWithin(fresh.permissions, shown.permissions);
}
bool covers(const change::GrantInBrowser& shown, const change::GrantInBrowser& fresh)
{
    return isWithin(fresh.permissions, shown.permissions) && isWithin(fresh.revoked, shown.revoked);
}
bool covers(const change::AddSecret& shown, const change::AddSecret& fresh)
{
    // time passes between the two; a policy that is read only now must be seen
    return shown.displayName == fresh.displayName && shown.why == fresh.why
        && std::abs(shown.end.secsTo(fresh.end)) < qint64{24} * 60 * 60;
}
bool covers(const change::AssignRole& shown, const change::AssignRole& fresh)
{
    return shown.role == fresh.role && (shown.who.id.isEmpty() || shown.who.id == fresh.who.id);
}
bool covers(const change::MakeEligible& shown, const change::MakeEligible& fresh)
{
    // a start that has come by then is "now"
    const bool sameStart = shown.start == fresh.start || !fresh.start.isValid();
    return shown.group.id == fresh.group.id && shown.who.id == fresh.who.id && sameStart
        && shown.end == fresh.end;
}
template <class Kind> bool covers(const Kind& shown, const Kind& fresh)
{
    return changeToJson(ChangeKind(shown)) == changeToJson(ChangeKind(fresh));
}

bool covers(const Change& shown, const Change& fresh)
{
    return shown.kind.index() == fresh.kind.index() && isWithin(fresh.heals, shown.heals)
        && std::visit(
            [&](const auto& kind) {
                return covers(kind, std::get<std::decay_t<decltype(kind)>>(fresh.kind));
            },
            shown.kind);
}

} // namespace

bool wasShown(const Plan& fresh, const Plan& shown)
{
    return std::ranges::all_of(fresh.changes, [&](const Change& change) {
        return std::ranges::any_of(
            shown.changes, [&](const Change& other) { return covers(other, change); });
    });
}

} // namespace lockstep
