// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job.h"
#include "kept_setup.h"
#include "plan/apply.h"
#include "platform/qt_transport.h"
#include "platform/system_browser.h"
#include "platform/system_pacer.h"

namespace lockstep::cli {

//! Options of the commands that look for what to change: guide, values, secret, sign-in, where.
void addTenantOptions(CommandLine& line);

//! The tenant as one command that plans or writes has it: who signed in, what was read, what is
//! kept. What it is made from must outlive it.
class TenantAccess {
public:
    TenantAccess(const CommandLine& line, Job& job) : m_line(line), m_job(job) { }

    //! The exit code where there is nothing to go on with.
    [[nodiscard]] std::optional<int> signInFor(const QStringList& scopes);
    [[nodiscard]] Verified check(int proofs = 1);
    [[nodiscard]] Plan planOf(const Verified& verified) const;
    //! Looks for what an earlier run left open. Takes a session.
    [[nodiscard]] Settled settleOpen(
        KeptSetup& kept, const Journal& journal, const Verified& verified);
    //! `sentences` of what progress speaks of, by its index; must outlive the ports.
    [[nodiscard]] ApplyPorts ports(
        KeptSetup& kept, const Journal& journal, const std::vector<QString>& sentences);
    //! Before the next run: its indexes are other changes.
    void forgetSaid() { m_said.clear(); }

    //! Null where nobody signed in.
    [[nodiscard]] const Session* session() const { return m_session ? &*m_session : nullptr; }
    [[nodiscard]] bool isEverythingKept() const { return m_kept; }
    [[nodiscard]] QString account() const;

private:
    void say(const ChangeProgress& progress, const QString& sentence);

    const CommandLine& m_line;
    Job& m_job;
    QtTransport m_transport;
    SystemPacer m_pacer;
    SystemBrowser m_browser;
    TenantMemory m_memory;
    std::optional<Session> m_session;
    std::map<size_t, std::pair<ChangeProgress::State, QString>> m_said;
    bool m_kept = true;
};

} // namespace lockstep::cli
