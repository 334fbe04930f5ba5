// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/evidence.h"

namespace lockstep {

//! What a name in a field stands for in the tenant, or the finding with which the check ends: who
//! or what does not exist is the failure of another check.
template <class T> using Named = tl::expected<T, Finding>;

//! The object id of the one group that is meant.
[[nodiscard]] Named<QString> groupNamed(
    const Judge& judge, const Evidence& evidence, const QString& entry);
[[nodiscard]] Named<Person> personNamed(
    const Judge& judge, const Evidence& evidence, const QString& entry);

//! The only provisioning job of the application.
[[nodiscard]] Named<SyncJob> onlyJob(const Judge& judge, const Evidence& evidence);

//! The value of a map's key; "not read" where it is not there.
template <class T>
const Fetched<T>& partOf(const std::map<QString, Fetched<T>>& parts, const QString& key)
{
    static const Fetched<T> nothing;
    const auto found = parts.find(key);
    return found == parts.end() ? nothing : found->second;
}

[[nodiscard]] bool sameWord(
    const QString& a, const QString& b); //!< enums vary in case (contract 13)
[[nodiscard]] bool sameId(const QString& a, const QString& b);
//! "Avery Howard (avery@contoso.com)", so that people of one name are told apart.
[[nodiscard]] QString nameOf(const Person& person);
//! An instant in this computer's zone: "2026-12-01 09:00 (UTC+01:00)".
[[nodiscard]] QString localTime(const QDateTime& instant);
//! The first few of a long list, and how many more there are.
[[nodiscard]] QString fewOf(const QStringList& names);
//! The role that a value names, on the registration or else on the enterprise application.
[[nodiscard]] const AppRole* roleOfValue(const TenantSnapshot& snapshot, const QString& value);

//! What an assignment without a role carries (contract W8).
inline constexpr const char* defaultAccessRole = "00000000-0000-0000-0000-000000000000";

} // namespace lockstep
