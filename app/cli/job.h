// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "command_line.h"
#include "demo.h"
#include "graph/sign_in.h"
#include "profile/profile.h"

namespace lockstep::cli {

//! Everything that one command works with, gathered from the command line or from the demo.
struct Job {
    Profile profile;
    Inputs inputs;
    Secret secret;
    Secret token;
    Endpoints endpoints;
    QString format;
    std::chrono::milliseconds timeout{60'000};
    std::unique_ptr<Demo> demo;
};

//! Usage errors otherwise.
[[nodiscard]] Result<Job> gather(const CommandLine& line, const QStringList& formats);
[[nodiscard]] std::optional<Error> unknownSignIn(const CommandLine& line);

//! The keychain is asked only when told to: a prompt in a pipeline would hang it. The exit code
//! where there is nothing to go on with.
[[nodiscard]] std::optional<int> takeSecretFromKeychain(Job& job);

//! "browser", "device", "none", or "token" where one was given.
[[nodiscard]] QString signInMode(const CommandLine& line, const Job& job);
//! Nothing where nobody signs in. `scopes` in full.
[[nodiscard]] Result<std::optional<Session>, SignInFailure> signIn(const CommandLine& line,
    Job& job, const QStringList& scopes, Transport& transport, Pacer& pacer);

} // namespace lockstep::cli
