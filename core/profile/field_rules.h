// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/inputs.h"

#include <QCoreApplication>

namespace lockstep::rules {

//! The texts of all rules are translated in one context.
struct RuleWords {
    Q_DECLARE_TR_FUNCTIONS(Fields)
};

//! What a rule looks at: one typed text, its field, and the other values of the same setup.
struct Question {
    const Profile& profile;
    const Field& field;
    const QString& text;
    const Inputs& others;
    const QDateTime& now; //!< invalid: nothing is asked of the clock
};

//! What every one-line value has in common: nothing around it, no line break, not too long.
[[nodiscard]] FieldVerdict checkLine(const Question& question);

[[nodiscard]] FieldVerdict checkId(const Question& question); //!< client and tenant ids
[[nodiscard]] FieldVerdict checkTenantName(const Question& question);
[[nodiscard]] FieldVerdict checkSecret(const Question& question);
[[nodiscard]] FieldVerdict checkUrl(const Question& question);
[[nodiscard]] FieldVerdict checkUser(const Question& question);
[[nodiscard]] FieldVerdict checkText(const Question& question);
[[nodiscard]] FieldVerdict checkDomain(const Question& question);
[[nodiscard]] FieldVerdict checkDuration(const Question& question);
[[nodiscard]] FieldVerdict checkDate(const Question& question);
[[nodiscard]] FieldVerdict checkChoice(const Question& question);
[[nodiscard]] FieldVerdict checkGroup(const Question& question);
[[nodiscard]] FieldVerdict checkPrincipal(const Question& question);
[[nodiscard]] FieldVerdict checkBearerToken(const Question& question);
[[nodiscard]] FieldVerdict checkConsentUrl(const Question& question);

[[nodiscard]] FieldVerdict good();
//! `cleaned` empty: nothing to offer.
[[nodiscard]] FieldVerdict malformed(
    const QString& message, const QString& cleaned = {}, const QString& belongsTo = {});
[[nodiscard]] FieldVerdict warning(const QString& message, const QString& cleaned = {});

//! Blanks, line breaks, quotes and brackets that were copied along with a value.
struct Unwrapped {
    QString core;
    QString fault; //!< what was around it, as a sentence; empty when nothing was
};
[[nodiscard]] Unwrapped unwrap(const QString& text);

//! A label copied in front of a value ("Tenant ID: ...").
struct Labelled {
    QString label; //!< as it was written
    const Field* field = nullptr; //!< whose label it is; null for a known label of no field
    QString value;
};
//! Knows the profile's labels, and those that portals put beside values which no field wants.
[[nodiscard]] std::optional<Labelled> splitLabel(const Profile& profile, const QString& text);

//! The field that already holds this value, compared without case, although the two can never be
//! the same.
[[nodiscard]] const Field* alreadyIn(const Question& question, const QString& value);
//! The first field of a kind; null when the profile has none.
[[nodiscard]] const Field* fieldOfKind(const Profile& profile, FieldKind kind);

} // namespace lockstep::rules
