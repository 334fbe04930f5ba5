// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/answer.h"
#include "simulator/entra_errors.h"
#include "simulator/path_template.h"

#include "result.h"

namespace lockstep::sim {

//! Everything below /login. Nothing where the path is none of Entra's.
[[nodiscard]] std::optional<Answer> answerEntra(World& world, const Request& request);

// The endpoints, one file each.
[[nodiscard]] Reply openIdMetadata(World& world, const QString& tenant);
[[nodiscard]] Reply authorizeEndpoint(
    World& world, const QString& tenant, const QMap<QString, QString>& query);
//! The pages' own: who signs in ("sim_account" comes back), and one choice of a form.
[[nodiscard]] Reply accountPage(
    const World& world, const QString& action, const QMap<QString, QString>& query);
[[nodiscard]] QString choiceButton(
    const QString& name, const QString& value, const QString& label, const QString& hint);
//! Consent for a whole organization (6.1), in both versions.
[[nodiscard]] Reply adminConsentEndpoint(
    World& world, const QString& tenant, const QMap<QString, QString>& query, bool v2);
[[nodiscard]] Reply tokenEndpoint(
    World& world, const QString& tenant, const QMap<QString, QString>& form);
[[nodiscard]] Reply deviceCodeEndpoint(
    World& world, const QString& tenant, const QMap<QString, QString>& form);
[[nodiscard]] Reply devicePage(
    World& world, const QByteArray& method, const QMap<QString, QString>& fields);
[[nodiscard]] Reply deviceCodeGrant(
    World& world, const QString& tenant, const QMap<QString, QString>& form);

//! Names of Graph's scopes without the resource in front; OIDC scopes as they are.
//! An unknown scope or another resource is a refusal.
[[nodiscard]] Result<QStringList, EntraRefusal> requestedScopes(
    World& world, const Json& tenant, const QString& scope);
//! What a token for these scopes really carries: what was asked and what was consented before.
[[nodiscard]] QStringList effectiveScopes(
    const Json& user, const Json& tenant, const QStringList& requested);
//! Scopes that somebody must still consent to; empty when none.
[[nodiscard]] QStringList missingConsent(
    const Json& user, const Json& tenant, const QStringList& requested);
//! Whether the user may consent for everybody.
[[nodiscard]] bool mayConsent(const Json& user);
void recordConsent(World& world, const Json& tenant, const QStringList& scopes);

//! Why this account cannot sign in below this tenant, or nothing.
[[nodiscard]] std::optional<EntraRefusal> accountRefused(
    World& world, const QString& tenant, const QString& userId);

//! The token endpoint's 200 for a signed-in user.
[[nodiscard]] Reply userTokens(World& world, const PendingSignIn& signIn);
//! A Graph access token of a user; empty when there is no such user.
[[nodiscard]] QByteArray userAccessToken(World& world, const PendingSignIn& signIn);
//! A Graph access token for an application, or why not (3.4).
[[nodiscard]] Result<QByteArray, EntraRefusal> appAccessToken(
    World& world, const QString& tenant, const QString& clientId, const QString& secret);

//! Whether a claims parameter answers a challenge rather than only declaring cp1.
[[nodiscard]] bool answersChallenge(const QString& claims);

} // namespace lockstep::sim
