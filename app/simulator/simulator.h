// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/scenario.h"

#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace lockstep {

//! One request that the simulator saw, with nothing in it that could be a secret.
struct SimulatorRequest {
    qint64 startedMs = 0; //!< since the epoch
    qint64 finishedMs = 0; //!< when the reply goes out; injected latency included
    QByteArray method;
    QByteArray path; //!< template: ids, codes and queries are never kept
    int status = 0;
    QByteArray tokenKind; //!< "admin", "app" or "none"
    std::vector<QByteArray> batchItems; //!< "GET /organization" of each item
};

//! A stateful Entra, Microsoft Graph and product instance over HTTP on loopback, in a thread of its
//! own. Every method may be called from any thread; the destructor ends the server.
class Simulator {
public:
    struct Options {
        quint16 port = 0; //!< 0: any free one
        int latencyMs = -1; //!< -1: the scenario's
        std::function<void(const SimulatorRequest&)> onRequest = {}; //!< called in its thread
    };

    //! Fails where the port is taken or the scenario's faults are not understood.
    [[nodiscard]] static Result<std::unique_ptr<Simulator>> start(
        const Scenario& scenario, const Options& options);
    ~Simulator();
    Simulator(const Simulator&) = delete;
    Simulator& operator=(const Simulator&) = delete;

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QUrl loginUrl() const; //!< http://127.0.0.1:PORT/login
    [[nodiscard]] QUrl graphUrl() const; //!< http://127.0.0.1:PORT/graph, without the version
    [[nodiscard]] QUrl productUrl() const;
    [[nodiscard]] QUrl productSetupEndpoint() const; //!< takes the hand-off's POST
    [[nodiscard]] QUrl scimUrl() const; //!< base address of the vendor's SCIM service

    //! Replaces all state, tokens included: another scenario, or the same one anew.
    [[nodiscard]] Result<void> load(const Scenario& scenario);

    [[nodiscard]] std::vector<SimulatorRequest> requests() const;
    void clearRequests();

    [[nodiscard]] bool productLocked() const;
    [[nodiscard]] bool productCompleted() const;

    //! A Graph access token as `az account get-access-token` prints one. `account`: object id or
    //! user principal name; empty scopes: the read tier V1. Empty for an unknown account.
    [[nodiscard]] QByteArray issueAdminToken(
        const QString& account, const QStringList& scopes = {});

    void setLatency(int milliseconds);
    //! Lets time pass for the simulated services: what ends, ends, tokens included.
    void advanceClock(std::chrono::milliseconds time);
    //! Replaces the scenario's `network.faults`. The error names the line.
    [[nodiscard]] Result<void> setFaults(const nlohmann::json& faults);
    //! All tenants as they are now, replicated or not, without secrets: for comparisons.
    [[nodiscard]] nlohmann::json state() const;

private:
    struct Private;
    explicit Simulator(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace lockstep
