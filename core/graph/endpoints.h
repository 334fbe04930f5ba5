// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <QUrl>

#include <span>
#include <vector>

namespace lockstep {

//! One row of contract section 2, or two URLs of a custom cloud. login and graph have no trailing
//! slash.
struct Endpoints {
    QString cloud; //!< "global", "usgov", "dod", "china" or "custom"
    QString title; //!< "Global", "US Government L4" ...
    QUrl login; //!< "https://login.microsoftonline.com"
    QUrl graph; //!< "https://graph.microsoft.com", without the version
    QUrl portal; //!< where the Entra pages are: "https://entra.microsoft.com"

    [[nodiscard]] QUrl loginUrl(
        const QString& path) const; //!< "/{tenant}/oauth2/v2.0/token" below login
    [[nodiscard]] QUrl graphUrl(
        const QString& path) const; //!< "/organization" below {graph}/v1.0; may hold a query
    [[nodiscard]] QString defaultScope() const; //!< "{graph}/.default"
    [[nodiscard]] QString graphScope(const QString& permission) const; //!< "{graph}/User.Read"
    //! Whether an issuer's host is one of this cloud's sign-in hosts (China has two names).
    [[nodiscard]] bool isLoginHost(const QString& host) const;
};

[[nodiscard]] std::span<const Endpoints> knownClouds();
[[nodiscard]] Result<Endpoints> cloudByName(const QString& name);
//! https, or http on loopback only; no user info, query or fragment. Errors name the option that
//! was wrong.
[[nodiscard]] Result<Endpoints> customCloud(const QUrl& login, const QUrl& graph);
//! "localhost", 127.0.0.0/8 or ::1.
[[nodiscard]] bool isLoopback(const QUrl& url);

} // namespace lockstep
