// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QStringList>

namespace lockstep {

//! R11: what the tenant bought.
struct SubscribedSku {
    QString partNumber;
    QString capabilityStatus; //!< "Enabled", "Warning", "Suspended", ...
    QStringList servicePlans; //!< names of the plans that are switched on
    friend bool operator==(const SubscribedSku&, const SubscribedSku&) = default;
};

//! When a schedule starts and ends, as Graph says it (contract 9.2).
struct ScheduleSpan {
    QDateTime start; //!< UTC
    QString expiration; //!< "noExpiration", "afterDateTime" or "afterDuration"
    QDateTime end; //!< UTC; for afterDuration start + duration; invalid: no end
    friend bool operator==(const ScheduleSpan&, const ScheduleSpan&) = default;
};

//! R16: eligibilities in force and planned.
struct EligibilitySchedule {
    QString principalId;
    QString accessId; //!< "member" or "owner"
    QString memberType; //!< "direct" or "group"
    QString status; //!< "Provisioned", ...
    ScheduleSpan span;
    friend bool operator==(const EligibilitySchedule&, const EligibilitySchedule&) = default;
};
//! R17: eligibilities in force now.
struct EligibilityInstance {
    QString principalId;
    QString accessId;
    friend bool operator==(const EligibilityInstance&, const EligibilityInstance&) = default;
};
//! R18
struct EligibilityRequest {
    QString principalId;
    QString accessId;
    QString action; //!< "adminAssign", ...
    QString status; //!< "PendingApproval", "Denied", ...
    QDateTime created; //!< UTC; invalid when unknown
    friend bool operator==(const EligibilityRequest&, const EligibilityRequest&) = default;
};
//! R19: what the group's rules say of a member's eligibility and activation.
struct GroupRules {
    QStringList seen; //!< ids of the rules that were there: what is missing is not known
    bool eligibilityMustEnd = false;
    QString longestEligibility; //!< ISO 8601 duration; empty: no bound
    QString longestActivation; //!< ISO 8601 duration
    QStringList activationNeeds; //!< "MultiFactorAuthentication", "Justification", "Ticketing"
    bool activationNeedsApproval = false;
    friend bool operator==(const GroupRules&, const GroupRules&) = default;
};
//! R20: memberships through PIM in force now.
struct GroupAssignment {
    QString principalId;
    QString accessId;
    QString assignmentType; //!< "assigned" or "activated"
    QDateTime start; //!< UTC
    QDateTime end; //!< UTC; invalid: no end
    friend bool operator==(const GroupAssignment&, const GroupAssignment&) = default;
};

} // namespace lockstep
