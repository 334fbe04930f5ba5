// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/entra.h"
#include "simulator/html_page.h"
#include "simulator/vendor_consent.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep::sim {

namespace {

using Query = QMap<QString, QString>;

class Words {
    Q_DECLARE_TR_FUNCTIONS(AdminConsentPage)
};

//! One consent that is asked for: for which app, of whom, and how.
struct Asked {
    const Json& application;
    const Json& vendor; //!< the tenant where the application is registered
    const Query& query;
    bool v2 = false;
};

std::pair<const Json*, const Json*> registration(const World& world, const QString& appId)
{
    for (const Json& tenant : world.tenants()) {
        if (const Json* application = findBy(listAt(tenant, "applications"), "appId", appId))
            return {application, &tenant};
    }
    return {nullptr, nullptr};
}

bool isMultiTenant(const Json& application)
{
    return textAt(application, "signInAudience") != u"AzureADMyOrg";
}

bool namesNoTenant(const QString& tenant)
{
    return tenant == u"common" || tenant == u"organizations";
}

//! Version 1 takes the list; version 2 what `scope` names, and the list for .default alone (6.1).
ConsentedPermissions wantedBy(World& world, const Asked& asked)
{
    const QString scope = asked.query.value(QStringLiteral("scope"));
    if (!asked.v2 || scope.contains(u"/.default"))
        return listedPermissions(world, asked.vendor, asked.application);
    ConsentedPermissions wanted;
    for (const QString& name : scope.split(u' ', Qt::SkipEmptyParts))
        wanted.scopes.append(name.section(u'/', -1));
    return wanted;
}

//! Application permissions need more than Cloud Application Administrator (6.1).
bool mayConsentTo(const Json& user, const ConsentedPermissions& wanted)
{
    if (wanted.applicationPermissions.isEmpty())
        return mayConsent(user);
    for (const Json& role : listAt(user, "_roles")) {
        if (role == "62e90394-69f5-4237-9190-012177145e10"
            || role == "e8611ab8-c189-46e8-94e1-60213ab1f814")
            return true;
    }
    return false;
}

Reply page(const QString& title, const QString& text, int status = 200)
{
    return htmlReply(
        status, htmlPage(title, QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped())));
}

Reply refusedPage(const World& world, const EntraRefusal& refusal)
{
    return page(Words::tr("Consent failed"), errorDescription(world, refusal), 400);
}

Reply sentBack(const Query& query, QList<QPair<QString, QString>> pairs)
{
    QUrl to(query.value(QStringLiteral("redirect_uri")));
    if (query.contains(QStringLiteral("state")))
        pairs.append({QStringLiteral("state"), query.value(QStringLiteral("state"))});
    QByteArray encoded;
    for (const auto& [key, value] : pairs)
        encoded += (encoded.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(key) + '='
            + QUrl::toPercentEncoding(value);
    to.setQuery(QString::fromLatin1(encoded));
    return redirectReply(to);
}

//! A no. Version 2 says admin_consent=True even then (6.1).
Reply declined(const World& world, const Asked& asked, const EntraRefusal& refusal)
{
    if (!asked.query.contains(QStringLiteral("redirect_uri")))
        return refusedPage(world, refusal);
    QList<QPair<QString, QString>> pairs;
    if (asked.v2)
        pairs.append({QStringLiteral("admin_consent"), QStringLiteral("True")});
    pairs.append({QStringLiteral("error"), QString::fromLatin1(refusal.error)});
    pairs.append({QStringLiteral("error_description"), errorDescription(world, refusal)});
    return sentBack(asked.query, pairs);
}

Reply accepted(
    World& world, const Asked& asked, const Json& home, const ConsentedPermissions& wanted)
{
    recordVendorConsent(world, home, asked.vendor, asked.application, wanted);
    if (!asked.query.contains(QStringLiteral("redirect_uri")))
        return page(Words::tr("Permissions accepted"),
            Words::tr("%1 is an enterprise application of %2 now. You can close this page.")
                .arg(textAt(asked.application, "displayName"), textAt(home, "displayName")));
    QList<QPair<QString, QString>> pairs{{QStringLiteral("admin_consent"), QStringLiteral("True")},
        {QStringLiteral("tenant"), textAt(home, "id")}};
    if (asked.v2)
        pairs.append({QStringLiteral("scope"), asked.query.value(QStringLiteral("scope"))});
    return sentBack(asked.query, pairs);
}

Reply question(const Asked& asked, const QString& action, const ConsentedPermissions& wanted)
{
    QString list;
    for (const QString& name : wanted.applicationPermissions + wanted.scopes)
        list += QStringLiteral("<li>%1</li>").arg(name.toHtmlEscaped());
    const QString text = Words::tr("%1 asks, for your whole organization:")
                             .arg(textAt(asked.application, "displayName"));
    const QString buttons =
        choiceButton(QStringLiteral("sim_consent"), QStringLiteral("yes"), Words::tr("Accept"), {})
        + choiceButton(
            QStringLiteral("sim_consent"), QStringLiteral("no"), Words::tr("Cancel"), {});
    return htmlReply(200,
        htmlPage(Words::tr("Permissions requested"),
            QStringLiteral("<p>%1</p><ul>%2</ul>").arg(text.toHtmlEscaped(), list)
                + htmlForm(QStringLiteral("get"), action, asked.query, buttons)));
}

std::optional<EntraRefusal> untrusted(
    const Json* application, const Json* vendor, const QString& tenant, const Query& query)
{
    const QString clientId = query.value(QStringLiteral("client_id"));
    if (!application || (!isMultiTenant(*application) && !tenantGoesBy(*vendor, tenant)))
        return appNotFound(clientId, tenant);
    const Json registered = objectAt(*application, "web").value("redirectUris", Json::array());
    const Json redirect = toJson(query.value(QStringLiteral("redirect_uri")));
    if (query.contains(QStringLiteral("redirect_uri"))
        && std::find(registered.begin(), registered.end(), redirect) == registered.end())
        return EntraRefusal{.status = 400,
            .error = "invalid_request",
            .number = 50011,
            .text = QStringLiteral("The redirect URI does not match those of the application '%1'.")
                        .arg(clientId)};
    return std::nullopt;
}

//! Who answers without a person: the account that a hint names, or the scenario's own.
QString automaticAccount(const World& world, const Query& query)
{
    const auto [user, home] = world.account(query.value(QStringLiteral("login_hint")));
    if (user)
        return textAt(*user, "id");
    return flagAt(world.scenario().network, "autoSignIn") ? world.scenario().signIn : QString();
}

Reply answeredBy(World& world, const Asked& asked, const QString& tenantName, const QString& userId,
    bool automatic)
{
    const EntraRefusal cancelled{.status = 400,
        .error = asked.v2 ? "consent_required" : "permission_denied",
        .number = 65004,
        .text = QStringLiteral("The administrator declined to consent.")};
    if (userId == u"none")
        return declined(world, asked, cancelled);
    const auto [user, home] = world.account(userId);
    const QString where = user && namesNoTenant(tenantName) ? textAt(*home, "id") : tenantName;
    if (const auto refused = accountRefused(world, where, userId))
        return declined(world, asked, *refused);
    const ConsentedPermissions wanted = wantedBy(world, asked);
    if (!mayConsentTo(*user, wanted))
        return declined(world, asked,
            {.status = 400,
                .error = asked.v2 ? "consent_required" : "permission_denied",
                .number = 90094,
                .text = QStringLiteral("This account may not consent for the organization.")});
    const QString answer = asked.query.value(QStringLiteral("sim_consent"));
    if (answer == u"no")
        return declined(world, asked, cancelled);
    if (answer != u"yes" && !automatic) {
        Query again = asked.query;
        again.insert(QStringLiteral("sim_account"), userId);
        return question({asked.application, asked.vendor, again, asked.v2},
            QStringLiteral("/login/%1%2/adminconsent")
                .arg(tenantName, asked.v2 ? QStringLiteral("/v2.0") : QString()),
            wanted);
    }
    return accepted(world, asked, *home, wanted);
}

} // namespace

Reply adminConsentEndpoint(World& world, const QString& tenantName, const Query& query, bool v2)
{
    if (!namesNoTenant(tenantName) && !world.tenant(tenantName))
        return refusedPage(world, tenantNotFound(tenantName));
    const auto [application, vendor] =
        registration(world, query.value(QStringLiteral("client_id")));
    if (const auto refused = untrusted(application, vendor, tenantName, query))
        return refusedPage(world, *refused);
    const Asked asked{*application, *vendor, query, v2};
    const QString chosen = query.value(QStringLiteral("sim_account"));
    const QString automatic = automaticAccount(world, query);
    if (!chosen.isEmpty())
        return answeredBy(world, asked, tenantName, chosen, false);
    if (!automatic.isEmpty())
        return answeredBy(world, asked, tenantName, automatic, true);
    return accountPage(world,
        QStringLiteral("/login/%1%2/adminconsent")
            .arg(tenantName, v2 ? QStringLiteral("/v2.0") : QString()),
        query);
}

} // namespace lockstep::sim
