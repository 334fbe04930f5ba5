// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/plan.h"

namespace lockstep::test {

//! What a plan does, by the kinds of its changes and in its order.
inline QStringList namesOf(const Plan& plan)
{
    QStringList names;
    for (const Change& change : plan.changes)
        names << changeName(change.kind);
    return names;
}

//! The first change of that kind; null where the plan has none.
template <class Kind> const Kind* kindIn(const Plan& plan)
{
    for (const Change& change : plan.changes) {
        if (const auto* kind = std::get_if<Kind>(&change.kind))
            return kind;
    }
    return nullptr;
}

//! "field|text" of the first note whose key starts so; empty where there is none.
inline QString noteOf(const Plan& plan, const QString& start)
{
    for (const PlanNote& note : plan.notes) {
        if (note.key.startsWith(start))
            return note.field + u'|' + note.text;
    }
    return {};
}

} // namespace lockstep::test
