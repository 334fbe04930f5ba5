// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/endpoints.h"
#include "profile/inputs.h"

#include <QUrl>

namespace lockstep {

//! An admin consent address taken apart (contract 6.1): https://{login host}/{tenant}/adminconsent
//! or .../v2.0/adminconsent, with client_id and more in the query.
struct ConsentUrl {
    QUrl url;
    QString tenant; //!< GUID, verified domain, "common" or "organizations"
    QString clientId; //!< a GUID
    bool version2 = false;
    QStringList scopes; //!< of version 2
    //! Whoever follows it chooses the tenant.
    [[nodiscard]] bool isForAnyTenant() const;
    //! A version 2 address grants application permissions only with "{resource}/.default".
    [[nodiscard]] bool asksForDefault() const;
};

//! The error is a sentence for a person.
[[nodiscard]] Result<ConsentUrl, QString> parseConsentUrl(const QString& text);

//! The address with the customer's own tenant in the place of "common".
[[nodiscard]] QUrl consentUrlFor(const ConsentUrl& consent, const QString& tenantId);

//! Why following the address would consent to something else than this setup: another cloud, tenant
//! or application; a sentence for a person, empty when nothing speaks against it. A tenant that is
//! named by a domain is left to the check of the address, which knows the tenant's domains.
[[nodiscard]] QString whyNotToOpen(
    const ConsentUrl& consent, const Inputs& inputs, const Endpoints& endpoints);

//! The ids that are left empty, read off the consent address that their field names. What was typed
//! stays.
[[nodiscard]] Inputs withIdsReadOff(const Profile& profile, Inputs inputs);

} // namespace lockstep
