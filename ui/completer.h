// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

namespace lockstep {

//! Carries the last action out: takes the permit, journals, hands over, records how it went.
class Completer final : public QObject {
    Q_OBJECT
public:
    enum class Stage { Open, Sending, HandingOver, Done, Locked, OutcomeUnknown };

    explicit Completer(SetupController& controller, QObject* parent = nullptr);
    [[nodiscard]] Stage stage() const;
    [[nodiscard]] bool usesEndpoint() const;
    [[nodiscard]] QString message() const { return m_message; }

    //! After the confirmation. The gate is asked once more; a closed one stops here.
    void begin();
    //! Guided: how it went at the vendor's page. "completed", "locked", or empty for "not done".
    void tell(const QString& outcome);

Q_SIGNALS:
    void changed();

private:
    void journalled(CompletionPermit permit, const QString& key, bool saved);
    void send(CompletionPermit permit, const QString& key);
    void sent(const CompletionOutcome& outcome);
    void setOutcome(const QString& outcome);

    SetupController& m_controller;
    QString m_message;
    bool m_journalling = false; //!< the key is on its way to the disk, nothing is sent yet
    Worker m_worker;
};

} // namespace lockstep
