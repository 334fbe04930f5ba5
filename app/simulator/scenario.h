// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "result.h"

#include <QByteArray>
#include <QStringList>

#include <nlohmann/json.hpp>

#include <map>
#include <vector>

namespace lockstep {

//! A finding other than *pass* that the scenario must produce, exactly.
struct ScenarioExpectation {
    QString check;
    QString subject;
    QString verdict;
    friend bool operator==(const ScenarioExpectation&, const ScenarioExpectation&) = default;
};

//! A simulated world and what a confirmation of it must say. Times are resolved at load.
struct Scenario {
    QString id;
    QString title;
    QString summary;
    QString profile;
    std::map<QString, QStringList> inputs;
    QByteArray secret; //!< what the demo admin would type; wrong on purpose in some scenarios
    QString signIn; //!< user principal name that the demo signs in with; empty: nobody signs in
    QString verdict; //!< ready, blocked, unconfirmed or unreachable
    int exitCode = 0;
    std::vector<ScenarioExpectation> findings;
    nlohmann::json tenants;
    nlohmann::json network;
    nlohmann::json product;
};

//! Parses "lockstep.scenario/1". `{"base", "patch"}` (RFC 6902) starts from a built-in one.
//! The error names the file and the line, member or patch operation.
[[nodiscard]] Result<Scenario> loadScenario(const QByteArray& json, const QString& name);
//! From the program's own resources.
[[nodiscard]] Result<Scenario> builtInScenario(const QString& id);
//! By its short name among a guide's: "fresh" is "idemeum-jit-fresh" for idemeum-jit.
[[nodiscard]] Result<Scenario> builtInScenario(const QString& id, const QString& profile);
//! `ready` first, the others by name.
[[nodiscard]] std::vector<QString> builtInScenarioIds();

} // namespace lockstep
