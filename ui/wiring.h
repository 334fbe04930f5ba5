// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "glyphs.h"
#include "profile/profile.h"

namespace lockstep {

//! A part of the picture of how tenant and product hang together.
enum class WiringPart { Tenant, Registration, Permissions, People, EnterpriseApp, Product };

struct WiringNode {
    WiringPart part;
    QString title;
    Glyph glyph;
    int column;
    int row;
    QString step; //!< where its findings are; empty when no check is about it
    Verdict verdict = Verdict::NotRun;
    int problems = 0;
    int open = 0; //!< not confirmed
};
struct WiringEdge {
    WiringPart from;
    WiringPart to;
    Verdict verdict = Verdict::NotRun;
};
struct Wiring {
    std::vector<WiringNode> nodes;
    std::vector<WiringEdge> edges;
};

//! Pure: the picture's parts, coloured by what was found. `completed` turns the product green.
[[nodiscard]] Wiring wiringOf(
    const Profile& profile, const std::vector<Finding>& findings, bool completed);
//! "App registration: 1 problem".
[[nodiscard]] QString describe(const WiringNode& node);

} // namespace lockstep
