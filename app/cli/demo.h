// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/browser.h"
#include "graph/endpoints.h"
#include "profile/inputs.h"
#include "secret.h"

#include <memory>
#include <stop_token>

namespace lockstep::cli {

//! The simulated tenant of one run; a build without the simulator knows none.
class Demo {
public:
    [[nodiscard]] static Result<std::unique_ptr<Demo>> start(
        const QString& scenario, const QString& profile);
    ~Demo();

    [[nodiscard]] Inputs inputs() const; //!< what the demo's admin would type
    [[nodiscard]] Secret secret() const;
    [[nodiscard]] QString account() const; //!< who signs in; empty = nobody
    [[nodiscard]] Result<Endpoints> endpoints() const;
    [[nodiscard]] QUrl setupEndpoint() const; //!< of the simulated product
    [[nodiscard]] std::stop_token signInDeadEnd() const; //!< the sign-in page led nowhere
    [[nodiscard]] Browser& browser(); //!< signs in without a screen, over real HTTP

private:
    class Private;
    explicit Demo(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace lockstep::cli
