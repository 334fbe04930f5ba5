// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"

namespace lockstep {

//! The findings of one step, in the profile's order.
struct ReportSection {
    QString id;
    QString title;
    std::vector<const Finding*> findings;
};
//! Steps without a finding are left out. Findings of a step that the guide does not have come last:
//! a finding that is not shown would be a problem that nobody sees.
[[nodiscard]] std::vector<ReportSection> sectionsOf(const Report& report, const Profile& profile);

//! What came from a tenant may hold anything: control characters would be commands on a terminal,
//! and direction marks would turn a sentence round. Both become U+FFFD; tabs and line ends stay,
//! and the two joiners, without which Persian names and joined emoji fall apart.
[[nodiscard]] QString printable(const QString& text);

//! The sign beside a verdict's word: colour alone would say nothing to some.
[[nodiscard]] QString verdictMark(Verdict verdict);

//! The whole outcome in a word or two, for a person.
[[nodiscard]] QString overallWord(Overall overall);

} // namespace lockstep
