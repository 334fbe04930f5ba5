// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/browser.h"
#include "graph/endpoints.h"
#include "graph/pacer.h"
#include "graph/sign_in.h"
#include "graph/transport.h"
#include "profile/inputs.h"
#include "setup/secret_store.h"
#include "setup/setup_store.h"

#include <functional>
#include <memory>

class QSettings;

namespace lockstep {

//! What the window reaches the world through. The references outlive every window.
struct Ports {
    Transport& transport;
    SecretStore& secrets;
    Pacer& pacer;
    Browser& browser;
    const SetupStore& store;
    //! Why secrets live for this session only, as far as that is known yet. Any thread.
    std::function<QString()> keychainProblem = {};
};

//! Port: the simulated tenant and product that the demo runs against. Ui never sees the simulator.
class DemoHost {
public:
    struct Scenario {
        QString id;
        QString profile;
        QString title;
        QString summary;
    };
    DemoHost() = default;
    DemoHost(const DemoHost&) = delete;
    DemoHost& operator=(const DemoHost&) = delete;
    virtual ~DemoHost() = default;

    [[nodiscard]] virtual std::vector<Scenario> scenarios() const = 0;
    //! Starts the tenant in this scenario, or puts it back to its start. May block for a moment.
    [[nodiscard]] virtual Result<void> load(const QString& scenario) = 0;
    //! The rest is meaningful after load() only.
    [[nodiscard]] virtual QString profile() const = 0;
    [[nodiscard]] virtual Endpoints endpoints() const = 0;
    [[nodiscard]] virtual Inputs inputs() const = 0;
    [[nodiscard]] virtual Secret secret() const = 0;
    [[nodiscard]] virtual QString account() const = 0; //!< the sign-in's hint; empty: nobody
    [[nodiscard]] virtual bool productLocked() const = 0;
    //! Setups and secrets of the demo stay apart from the real ones.
    [[nodiscard]] virtual Ports ports() = 0;
};

using ProfilePointer = std::shared_ptr<const Profile>;

//! Everything that the desktop program hands to its window.
struct AppServices {
    Ports ports;
    std::vector<ProfilePointer> profiles; //!< in the order of the cards
    QString publicClientId = QString::fromLatin1(defaultPublicClientId);
    QSettings* settings = nullptr; //!< window geometry; null: not kept
    DemoHost* demo = nullptr; //!< null: built without the simulator
    //! Said once on the first page: "The setups folder cannot be written"; one problem a line.
    QString startProblem;

    //! Adds a line to startProblem; an empty one is no problem.
    void addStartProblem(const QString& problem)
    {
        if (!problem.isEmpty() && !startProblem.isEmpty())
            startProblem += u'\n';
        startProblem += problem;
    }
    [[nodiscard]] ProfilePointer profile(const QString& id) const
    {
        for (const ProfilePointer& one : profiles)
            if (one->id == id)
                return one;
        return nullptr;
    }
};

} // namespace lockstep
