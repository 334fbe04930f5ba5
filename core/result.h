// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace lockstep {

//! What went wrong in words for a person: `where` names the file, pointer, field or option.
struct Error {
    QString where;
    QString what;
    friend bool operator==(const Error&, const Error&) = default;
};

//! A value, or the reason why there is none. Nothing throws across a library's edge.
template <class T, class E = Error> using Result = tl::expected<T, E>;

[[nodiscard]] inline tl::unexpected<Error> failure(QString where, QString what)
{
    return tl::unexpected(Error{std::move(where), std::move(what)});
}

} // namespace lockstep
