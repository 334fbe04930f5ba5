// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/carry_out.h"

namespace lockstep::test {

template <class T> [[nodiscard]] bool is(const Move& move)
{
    return std::holds_alternative<T>(move);
}

inline Json bodyIn(const Move& move)
{
    return Json::parse(std::get<Write>(move).body.toStdString());
}

//! A write that was carried out.
inline WriteRecord recordOf(
    const ChangeKind& kind, const Json& before = Json::object(), const Json& made = Json::object())
{
    return {.id = QStringLiteral("1"),
        .state = WriteRecord::State::Done,
        .kind = kind,
        .before = before,
        .made = made};
}

} // namespace lockstep::test
