// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <QString>

#include <vector>

namespace lockstep {

//! Why a part of the tenant is not known. A refused read is a fact too, but never evidence.
struct ReadFailure {
    enum class Kind {
        NotRead, //!< not asked for, or what it needs was missing
        SignInMissing, //!< nobody signed in, or the token was refused
        Unreachable, //!< no reply: `detail` says why
        Refused, //!< 403
        NotFound, //!< 404
        Challenged, //!< 401 insufficient_claims: sign in again (contract 3.6)
        Throttled, //!< 429 that persisted
        ServerError, //!< 5xx that persisted
        NoLicence,
        Unexpected, //!< another status, or not the expected JSON
        MissingReply, //!< the batch left it out, twice
        ForeignNextLink, //!< paging pointed to another host
        Cancelled,
    };
    Kind kind = Kind::NotRead;
    int status = 0;
    QString code; //!< Graph's error code
    QString requestId;
    QString detail; //!< a sentence, or the claims of a challenge; never a secret
    friend bool operator==(const ReadFailure&, const ReadFailure&) = default;
};
[[nodiscard]] QString explain(const ReadFailure& failure);

//! A value that was read in this run, or why not. Starts as "not read", so nothing passes by
//! default.
template <class T> class Fetched {
public:
    Fetched() = default;
    Fetched(T value) : m_held(std::move(value)) { }
    Fetched(ReadFailure failure) : m_held(tl::unexpected(std::move(failure))) { }
    [[nodiscard]] explicit operator bool() const { return m_held.has_value(); }
    [[nodiscard]] const T& operator*() const { return *m_held; }
    [[nodiscard]] const T* operator->() const { return &*m_held; }
    [[nodiscard]] const ReadFailure& failure() const { return m_held.error(); }
    [[nodiscard]] bool failedWith(ReadFailure::Kind kind) const
    {
        return !m_held && m_held.error().kind == kind;
    }
    friend bool operator==(const Fetched&, const Fetched&) = default;

private:
    tl::expected<T, ReadFailure> m_held = tl::unexpected(ReadFailure{});
};

} // namespace lockstep
