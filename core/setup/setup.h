// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"

namespace lockstep {

//! A person's word for what Graph cannot see, or for one unknown finding.
struct Attestation {
    QString name; //!< attestation id, or "unknown:" + Finding::key()
    QString by; //!< who was signed in, or the operating system's user
    QDateTime at; //!< UTC
    QString statement; //!< what the person typed, if anything
};

struct Completion {
    QDateTime at; //!< UTC
    QString by;
    QString how; //!< "guided" or "https"
    QString outcome; //!< "completed", "locked", "unknown"
    QString idempotencyKey;
};

//! One guide x one tenant, as it is kept between sessions. Holds no secret.
struct Setup {
    QString id; //!< a GUID; also the file's name
    QString profile;
    QString cloud = QStringLiteral("global");
    QUrl loginUrl; //!< custom cloud only
    QUrl graphUrl; //!< custom cloud only
    QString customer; //!< what the list calls it; the tenant's display name once read
    Inputs inputs;
    QString currentStep;
    QString account; //!< who signed in last (login hint)
    QDateTime created; //!< UTC
    QDateTime changed; //!< UTC
    std::vector<Attestation> attestations;
    std::vector<Moment> moments; //!< what was proven at its own time and need not last
    std::optional<Report> lastReport; //!< shown as history; the gate wants a fresh one
    std::optional<Completion> completion;
    bool secretKept = false; //!< the keychain holds the secret
};

[[nodiscard]] QByteArray setupToJson(const Setup& setup);
//! "lockstep.setup/1". An unknown schema version, key type or malformed part is an error naming it.
[[nodiscard]] Result<Setup> setupFromJson(const QByteArray& json, const QString& name);

} // namespace lockstep
