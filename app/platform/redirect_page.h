// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace lockstep {

enum class RedirectPage { Done, Refused, NotOurs };

//! What the browser shows after the redirect: one self-contained page, light and dark.
[[nodiscard]] QByteArray redirectPage(RedirectPage page);

} // namespace lockstep
