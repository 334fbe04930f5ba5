// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>

namespace lockstep::cli {

//! What the program says, in one translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

} // namespace lockstep::cli
