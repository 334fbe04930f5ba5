// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/graph.h"
namespace lockstep::sim {
const std::vector<GraphRoute>& writeRoutes()
{
    static const std::vector<GraphRoute> routes;
    return routes;
}
} // namespace lockstep::sim
