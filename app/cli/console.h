// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace lockstep::cli {

//! Results go to stdout, progress and problems to stderr (checks.md section 4).
void print(const QString& text);
void print(const QByteArray& bytes);
void complain(const QString& text);
//! False once a result could not be written: a full disk, a closed pipe.
[[nodiscard]] bool wasEverythingPrinted();
//! Nothing with --quiet.
void tell(const QString& text, bool quiet);
//! Colour on a terminal only, and never with NO_COLOR set.
[[nodiscard]] bool wantsColour();
//! Isolates on a terminal only, and not on Windows: its consoles do not reorder, and older ones
//! draw a box for each.
[[nodiscard]] bool wantsIsolates();
[[nodiscard]] bool stdinIsTerminal();

//! checks.md section 4
enum Exit { Ready = 0, Blocked = 1, Usage = 2, Unconfirmed = 3, Unreachable = 4 };

} // namespace lockstep::cli
