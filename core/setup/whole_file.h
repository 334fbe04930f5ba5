// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <QByteArray>

namespace lockstep {

//! Replaces a file whole or not at all: written beside, flushed to the disk, renamed; readable by
//! its owner alone. An error leaves the old file as it was.
[[nodiscard]] Result<void> writeWhole(const QString& path, const QByteArray& bytes);

} // namespace lockstep
