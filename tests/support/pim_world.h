// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/change.h"

namespace lockstep::test {

using namespace Qt::Literals::StringLiterals;

// Whom and what Spark's guide speaks of.

inline const QString tenantId = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;
inline const PrincipalWish group{u"a2f4c81e-6d05-4b97-8c3a-51e90f7d26b8"_s, u"Admins"_s};
inline const PrincipalWish kai{u"51c7f2a8-d640-4b1e-8a93-0f6e2b7d9c14"_s, u"kai@contoso.com"_s};
inline const PrincipalWish morgan{
    u"8e24a0b9-7f5c-4136-92ed-c30b58d716fa"_s, u"morgan@contoso.com"_s};
inline const QDateTime now(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);
inline const QDateTime wantedEnd = now.addDays(60);

} // namespace lockstep::test
