// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <QByteArrayView>

#include <nlohmann/json.hpp>

#include <map>
#include <string>

namespace lockstep {

//! A parsed JSON file that still knows on which line each of its parts stood.
struct JsonDocument {
    QString name; //!< of the file, as errors say it
    nlohmann::json root;
    std::map<std::string, int> lines; //!< RFC 6901 pointer -> line, from 1; members at their key

    //! The line of a part; of its nearest known parent where the part itself is absent.
    [[nodiscard]] int lineOf(const std::string& pointer) const;
    //! "sspim.json:42: /steps/2/id", as errors name a place; the root is "/".
    [[nodiscard]] QString where(const std::string& pointer) const;
};

struct JsonLimits {
    qsizetype bytes = qsizetype{32} * 1024 * 1024;
    std::size_t depth = 64;
};

//! Strict: duplicate keys, invalid UTF-8, too much or too deep input are errors with their line.
//! The error never quotes the input, which may hold what must not be shown.
[[nodiscard]] Result<JsonDocument> parseJson(
    QByteArrayView bytes, const QString& name, const JsonLimits& limits = {});

//! `key` below `parent`, escaped as RFC 6901 section 3 wants it.
[[nodiscard]] std::string jsonPointer(const std::string& parent, const std::string& key);
[[nodiscard]] std::string jsonPointer(const std::string& parent, std::size_t index);

} // namespace lockstep
