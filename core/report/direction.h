// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace lockstep {

//! A part of a text that runs one way.
struct DirectedRun {
    QString text;
    bool rightToLeft = false;
    friend bool operator==(const DirectedRun&, const DirectedRun&) = default;
};

//! Our sentences run left to right; names in them may not. Such a name draws what stands around it
//! to its own side (UAX #9): "(2 of 3)" goes before it, and of two names the second comes first.
//! The parts that run right to left are taken out here, to be isolated as the medium can. A comma,
//! a bracket or a quote ends one: they are the sentence's, and keep a list in its order.
[[nodiscard]] std::vector<DirectedRun> directedRuns(const QString& text);

//! Each part that runs right to left between FSI and PDI. For terminals only: those that reorder
//! obey them, the others show nothing for them. In a file they would be in the way of grep and
//! diff, and what reads a file brings its own rules.
[[nodiscard]] QString isolated(const QString& text);

} // namespace lockstep
