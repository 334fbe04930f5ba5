// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/endpoints.h"
#include "profile/inputs.h"
#include "secret.h"

#include <QCommandLineParser>

namespace lockstep::cli {

//! What every command shares: `--help`, unknown options and missing values, as exit codes.
class CommandLine {
public:
    CommandLine(const QString& command, const QString& description);

    //! Options by topic; each adds its own group to --help.
    void addProfile();
    void addInputs();
    void addSecret();
    void addSignIn();
    void addWhere();
    void addOutput(const QString& formats);
    void addOption(const QString& name, const QString& description, const QString& valueName = {});
    void addPositional(const QString& name, const QString& description);

    //! Empty when the command may go on, else the exit code.
    [[nodiscard]] std::optional<int> parse(const QStringList& arguments);

    [[nodiscard]] bool has(const QString& name) const { return m_parser.isSet(name); }
    [[nodiscard]] QString value(const QString& name) const { return m_parser.value(name); }
    [[nodiscard]] QStringList values(const QString& name) const { return m_parser.values(name); }
    [[nodiscard]] QStringList positional() const { return m_parser.positionalArguments(); }
    [[nodiscard]] bool quiet() const { return has(QStringLiteral("quiet")); }

private:
    QString m_command;
    QCommandLineParser m_parser;
    bool m_takesPositional = false;
};

//! The profile that --profile names; a usage error otherwise.
[[nodiscard]] Result<Profile> chosenProfile(const CommandLine& line);
//! --inputs first, --set over it. Unknown and secret fields are usage errors.
//! Ids that a consent address holds are read off it where they were left out.
[[nodiscard]] Result<Inputs> givenInputs(
    const CommandLine& line, const Profile& profile, Inputs defaults = {});
//! The first malformed value, if any: never trimmed or repaired silently.
[[nodiscard]] std::optional<Error> malformedInput(
    const Profile& profile, const Inputs& inputs, const Secret& secret);
//! --secret-stdin or --secret-env; empty when none was given.
[[nodiscard]] Result<Secret> givenSecret(const CommandLine& line);
//! --token-stdin or --token-env; empty when none was given.
[[nodiscard]] Result<Secret> givenToken(const CommandLine& line);
//! --cloud, or --login-url with --graph-url.
[[nodiscard]] Result<Endpoints> givenEndpoints(const CommandLine& line);
//! --timeout in seconds, 1 to 600.
[[nodiscard]] Result<std::chrono::milliseconds> givenTimeout(const CommandLine& line);
//! --format, one of the given names.
[[nodiscard]] Result<QString> givenFormat(const CommandLine& line, const QStringList& known);

} // namespace lockstep::cli
