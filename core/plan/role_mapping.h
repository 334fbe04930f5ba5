// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <nlohmann/json.hpp>

namespace lockstep {

//! How the roles of a user are sent (contract section 10).
struct RoleExpression {
    QString expression; //!< "SingleAppRoleAssignment([appRoleAssignments])"
    QString function; //!< "SingleAppRoleAssignment"
    QString target; //!< "roles[primary eq \"True\"].value"
};

[[nodiscard]] inline RoleExpression roleExpression(bool single)
{
    const QString function = single ? QStringLiteral("SingleAppRoleAssignment")
                                    : QStringLiteral("AppRoleAssignmentsComplex");
    return {.expression = function + QStringLiteral("([appRoleAssignments])"),
        .function = function,
        .target =
            single ? QStringLiteral("roles[primary eq \"True\"].value") : QStringLiteral("roles")};
}

//! The entry of attributeMappings, in the order of Microsoft's own. `Tree` is json or ordered_json.
template <class Tree> [[nodiscard]] Tree roleMappingEntry(const RoleExpression& wanted)
{
    const Tree attribute{{"expression", "[appRoleAssignments]"}, {"name", "appRoleAssignments"},
        {"type", "Attribute"}, {"parameters", Tree::array()}};
    const Tree parameter{{"key", "source"}, {"value", attribute}};
    return {{"defaultValue", nullptr}, {"exportMissingReferences", false},
        {"flowBehavior", "FlowWhenChanged"}, {"flowType", "Always"},
        // any other priority would make it an attribute that accounts are matched by
        {"matchingPriority", 0}, {"targetAttributeName", wanted.target.toStdString()},
        {"source",
            {{"expression", wanted.expression.toStdString()},
                {"name", wanted.function.toStdString()}, {"type", "Function"},
                {"parameters", Tree::array({parameter})}}}};
}

} // namespace lockstep
