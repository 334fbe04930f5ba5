// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace lockstep {

//! One entry of the error catalogue (resources/data/entra-errors.json): words only, never a
//! verdict.
struct EntraError {
    QString code; //!< "AADSTS7000215", "invalid_client", "Authorization_RequestDenied"
    QString title;
    QString cause;
    QString advice;
};

//! Null when the catalogue does not know the code.
[[nodiscard]] const EntraError* entraError(const QString& code);

} // namespace lockstep
