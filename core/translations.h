// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QLocale;

namespace lockstep {

//! Installs the program's catalogue of the locale, and Qt's own, into the QCoreApplication that
//! must exist. English is always below it, as the source texts lack their plural forms.
void installTranslations(const QLocale& locale);

} // namespace lockstep
