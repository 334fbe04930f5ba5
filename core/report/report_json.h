// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checks/finding.h"
#include "json_node.h"

namespace lockstep {

//! The report as a tree, for files that hold one inside.
[[nodiscard]] nlohmann::ordered_json reportToTree(const Report& report);
//! Strict; problems are collected by the node.
[[nodiscard]] Report reportFromNode(JsonNode& node);
//! A tree as the bytes of a file: UTF-8, indented, with a line end. Lone surrogates become U+FFFD.
[[nodiscard]] QByteArray treeToBytes(const nlohmann::ordered_json& tree);
//! UTC with milliseconds and "Z"; empty for an invalid date.
[[nodiscard]] std::string dateText(const QDateTime& date);

} // namespace lockstep
