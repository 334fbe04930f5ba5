// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"
#include "theme.h"

#include <QStringList>

namespace lockstep {

//! The desktop program's command line.
struct Options {
    Scheme scheme = Scheme::System;
    bool demo = false;
    QString scenario; //!< empty: the first one
    QString home; //!< folder for setups and settings; empty: the user's own
    QString screens; //!< folder to draw every page into instead of showing a window
    QString publicClientId; //!< empty: the default or what the settings say
    bool headlessSignIn = false; //!< demo only: follow the sign-in page without a browser
};
//! Ends the program for --help and --version.
[[nodiscard]] Result<Options> readOptions(const QStringList& arguments);

} // namespace lockstep
