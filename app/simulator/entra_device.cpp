// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/entra.h"
#include "simulator/html_page.h"

#include <QCoreApplication>

namespace lockstep::sim {

namespace {

using Fields = QMap<QString, QString>;

class Words {
    Q_DECLARE_TR_FUNCTIONS(DevicePage)
};

int intervalSeconds(const World& world)
{
    return numberAt(world.scenario().network, "deviceIntervalSeconds", 5);
}

Reply formPage(const World& world, const QString& note, const QString& userCode)
{
    QString accounts;
    for (const Json& tenant : world.tenants()) {
        for (const Json& user : listAt(tenant, "users"))
            accounts += QStringLiteral(
                "<button name=\"account\" value=\"%1\">%2<br><small>%3</small></button>")
                            .arg(textAt(user, "id").toHtmlEscaped(),
                                textAt(user, "displayName").toHtmlEscaped(),
                                textAt(user, "userPrincipalName").toHtmlEscaped());
    }
    const QString body =
        QStringLiteral("<p>%1</p><label>%2<input name=\"user_code\" value=\"%3\"></label>%4"
                       "<button name=\"decline\" value=\"yes\">%5</button>")
            .arg(note.toHtmlEscaped(), Words::tr("Code").toHtmlEscaped(), userCode.toHtmlEscaped(),
                accounts, Words::tr("Decline").toHtmlEscaped());
    return htmlReply(200,
        htmlPage(Words::tr("Enter the code"),
            htmlForm(QStringLiteral("post"), QStringLiteral("/login/device"), {}, body)));
}

Reply notePage(int status, const QString& text)
{
    return htmlReply(status,
        htmlPage(
            Words::tr("Device sign-in"), QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped())));
}

EntraRefusal waiting(QByteArray error, int number, QString text)
{
    return {.status = 400, .error = std::move(error), .number = number, .text = std::move(text)};
}

} // namespace

Reply deviceCodeEndpoint(World& world, const QString& tenantName, const Fields& form)
{
    const Json* tenant = world.tenant(tenantName);
    if (!tenant)
        return entraError(world, tenantNotFound(tenantName));
    const QString clientId = form.value(QStringLiteral("client_id"));
    if (!sameName(clientId, QString::fromLatin1(publicClientId)))
        return entraError(world, appNotFound(clientId, tenantName));
    const auto scopes = requestedScopes(world, *tenant, form.value(QStringLiteral("scope")));
    if (!scopes)
        return entraError(world, scopes.error());
    const int lifetime = numberAt(world.scenario().network, "deviceLifetimeSeconds", 900);
    const PendingDevice& device = world.tokens.addDevice({.tenant = tenantName,
        .userId = {},
        .clientId = clientId,
        .redirectUri = {},
        .challenge = {},
        .scopes = *scopes,
        .expiresMs = world.nowMs() + lifetime * qint64(1000),
        .claimsMet = answersChallenge(form.value(QStringLiteral("claims")))});
    const QString page = world.loginUrl().toString() + QStringLiteral("/device");
    return jsonReply(200,
        {{"user_code", toJson(device.userCode)}, {"device_code", device.deviceCode.toStdString()},
            {"verification_uri", toJson(page)}, {"expires_in", lifetime},
            {"interval", intervalSeconds(world)},
            {"message",
                toJson(Words::tr("To sign in, open %1 and enter the code %2.")
                           .arg(page, device.userCode))}});
}

Reply deviceCodeGrant(World& world, const QString& tenant, const Fields& form)
{
    const QByteArray code = form.value(QStringLiteral("device_code")).toLatin1();
    PendingDevice* device = world.tokens.findDevice(code);
    if (!device || !sameName(device->signIn.tenant, tenant))
        return entraError(world,
            waiting("bad_verification_code", 70018,
                QStringLiteral("The device code is not recognised.")));
    const qint64 now = world.nowMs();
    if (device->signIn.expiresMs < now) {
        world.tokens.dropDevice(code);
        return entraError(
            world, waiting("expired_token", 70019, QStringLiteral("The device code has expired.")));
    }
    if (device->state == PendingDevice::State::Declined) {
        world.tokens.dropDevice(code);
        return entraError(
            world, waiting("authorization_declined", 0, QStringLiteral("The user declined.")));
    }
    if (device->state == PendingDevice::State::Approved) {
        const PendingSignIn signIn = device->signIn;
        world.tokens.dropDevice(code);
        return userTokens(world, signIn);
    }
    const bool tooSoon =
        device->lastPollMs != 0 && now - device->lastPollMs < intervalSeconds(world) * 900;
    device->lastPollMs = now;
    if (tooSoon)
        return entraError(world, waiting("slow_down", 0, QStringLiteral("Poll less often.")));
    return entraError(world,
        waiting("authorization_pending", 70016,
            QStringLiteral("The user has not finished signing in yet.")));
}

Reply devicePage(World& world, const QByteArray& method, const Fields& fields)
{
    const QString userCode = fields.value(QStringLiteral("user_code")).trimmed();
    if (method == "GET" && !fields.contains(QStringLiteral("account"))
        && !fields.contains(QStringLiteral("decline")))
        return formPage(world,
            Words::tr("This is a simulated sign-in. Enter the code, then choose an account."),
            userCode);
    PendingDevice* device = world.tokens.findUserCode(userCode);
    if (!device)
        return formPage(world, Words::tr("There is no such code."), userCode);
    if (fields.contains(QStringLiteral("decline"))) {
        device->state = PendingDevice::State::Declined;
        return notePage(200, Words::tr("Declined. You can close this page."));
    }
    const QString account = fields.value(QStringLiteral("account"));
    if (const auto refused = accountRefused(world, device->signIn.tenant, account))
        return notePage(400, errorDescription(world, *refused));
    const auto [user, home] = world.account(account);
    const QStringList missing = missingConsent(*user, *home, device->signIn.scopes);
    if (!missing.isEmpty() && !mayConsent(*user))
        return notePage(403, Words::tr("An administrator has to consent to this application."));
    device->signIn.userId = textAt(*user, "id");
    device->state = PendingDevice::State::Approved;
    if (!missing.isEmpty())
        recordConsent(world, *home, missing);
    return notePage(200, Words::tr("Signed in. You can go back now."));
}

} // namespace lockstep::sim
