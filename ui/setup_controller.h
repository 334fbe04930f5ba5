// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app_services.h"
#include "plan_flow.h"
#include "secret_keeper.h"
#include "setup_document.h"
#include "sign_in_runner.h"
#include "step_state.h"
#include "tenant/directory_search.h"
#include "verification_runner.h"

namespace lockstep {

//! What an opened setup comes with; made off the GUI thread by openSetup() and newSetup().
struct OpenedSetup {
    ProfilePointer profile;
    Setup setup;
    std::optional<SetupLock> lock;
    QString readOnlyReason;
    bool cloudFixed = false; //!< the demo's tenant lives in one place only
};

//! Where an open setup's endpoints are: one of the known clouds or its own two addresses.
[[nodiscard]] Result<Endpoints> endpointsOf(const Setup& setup);

//! One open setup, without any widget: what was typed, what was found, who signed in, the gate.
class SetupController final : public QObject {
    Q_OBJECT
public:
    //! Whence the findings that are shown.
    enum class Freshness { NotRun, History, Fresh, Outdated };

    SetupController(OpenedSetup opened, const Ports& ports, QString publicClientId,
        TenantMemory& memory, QObject* parent = nullptr);

    [[nodiscard]] const Profile& profile() const { return *m_profile; }
    [[nodiscard]] const Setup& setup() const { return m_document.setup(); }
    [[nodiscard]] const Endpoints& endpoints() const { return m_endpoints; }
    [[nodiscard]] SetupDocument& document() { return m_document; }
    [[nodiscard]] SecretKeeper& secretKeeper() { return m_secret; }
    [[nodiscard]] SignInRunner& signIn() { return m_signIn; }
    [[nodiscard]] VerificationRunner& runner() { return m_runner; }
    [[nodiscard]] PlanFlow& changes() { return *m_changes; }
    [[nodiscard]] const Ports& ports() const { return m_ports; }
    [[nodiscard]] QDateTime now() const { return m_ports.pacer.now(); }

    // What is typed
    [[nodiscard]] QString text(const QString& field) const;
    void setText(const QString& field, const QString& text);
    [[nodiscard]] QStringList entries(const QString& field) const; //!< of a list field
    void setEntries(const QString& field, const QStringList& entries);
    void setSecret(Secret secret);
    //! Fills every field that the block names; false when it names none.
    bool pasteBlock(const QString& text);
    void useCleaned(const QString& field);
    //! Swaps two fields, for values that were typed into each other's place.
    void swapFields(const QString& one, const QString& other);
    [[nodiscard]] FieldVerdict fieldVerdict(const QString& field) const;
    [[nodiscard]] QStringList malformedFields() const;
    [[nodiscard]] bool isCloudFixed() const { return m_cloudFixed; }
    void setCloud(const QString& cloud);
    //! Error when one of the two is no address that a secret may go to.
    Result<void> setCustomCloud(const QUrl& login, const QUrl& graph);

    // Where the person is
    [[nodiscard]] QString currentStep() const;
    void setCurrentStep(const QString& step);
    [[nodiscard]] QString tenantTitle() const; //!< the name where known, else the id
    [[nodiscard]] QString customerTitle() const;
    [[nodiscard]] QString whoActs() const; //!< the account signed in, or the computer's user

    // What was found
    [[nodiscard]] const std::vector<Finding>& findings() const { return m_findings; }
    [[nodiscard]] std::vector<Finding> findingsOf(const QString& step) const;
    [[nodiscard]] StepState stateOf(const QString& step) const;
    [[nodiscard]] Freshness freshness() const;
    [[nodiscard]] QDateTime checkedAt() const;
    [[nodiscard]] const Report* report() const;
    [[nodiscard]] int confirmedCount() const;
    [[nodiscard]] std::map<QString, QString> portalValues() const;
    [[nodiscard]] PortalPage portal(const PortalLink& link) const;

    //! Checks everything; asks for the sign-in first unless there is one or it was declined.
    void check();
    //! Checks again and again until this check passes; asks for the sign-in likewise.
    void watch(const QString& check);
    //! The same with the sign-in that there is, whatever else goes on.
    void checkNow();
    //! What the last check of this session read; null before the first.
    [[nodiscard]] const TenantSnapshot* snapshot() const
    {
        return m_snapshot ? &*m_snapshot : nullptr;
    }
    void cancelCheck();
    void declineSignIn();
    [[nodiscard]] bool isWithoutSignIn() const { return m_withoutSignIn; }
    void startBrowserSignIn();
    void startDeviceSignIn();
    void signOut();
    [[nodiscard]] QString signInProblem() const;
    //! Full scope strings for the next sign-in; empty: what reading takes.
    void askFor(const QStringList& scopes) { m_scopes = scopes; }
    [[nodiscard]] bool asksToWrite() const { return !m_scopes.isEmpty(); }
    //! Claims that the next sign-in must answer (contract 3.6).
    void answerChallenge(const QString& claims) { m_claims = claims; }
    //! Checks, and asks for the sign-in even where it was declined before.
    void checkSignedIn();

    // Having it done
    void fixFinding(const QString& key) { m_changes->open({key}); }
    void doItAll() { m_changes->open(); }
    //! Opens an address in the browser; says the address where that fails.
    void openUrl(const QUrl& url);

    // What a person says
    [[nodiscard]] bool isAttested(const QString& name) const;
    //! Whether somebody vouched for this unknown finding since it was last looked at.
    [[nodiscard]] bool isVouchedFor(const Finding& finding) const;
    void attest(const QString& name, bool on, const QString& statement = {});

    // The last action
    [[nodiscard]] std::vector<GateReason> gate() const;
    [[nodiscard]] Result<CompletionPermit, std::vector<GateReason>> permit() const;
    void record(const Completion& completion);
    void forgetCompletion(); //!< nothing was handed over after all
    [[nodiscard]] ProfilePointer sharedProfile() const { return m_profile; }

Q_SIGNALS:
    void fieldChanged(const QString& field);
    void fieldsJudged();
    void findingsChanged();
    void gateChanged();
    void attestationsChanged();
    void stepChanged();
    void tenantChanged();
    void signInWanted();
    void signInDeclined();
    void completionChanged();
    void notice(const QString& text);

private:
    void applyText(const QString& field, const QString& text);
    void followEntries();
    void readIdsOff();
    void inputsChanged();
    void judgeFields();
    void useEndpoints(const Endpoints& endpoints);
    void warmConnections();
    void checkEnded(const std::shared_ptr<VerificationOutcome>& outcome);
    void signedIn();
    [[nodiscard]] SignInOptions signInOptions() const;
    [[nodiscard]] GateQuestion gateQuestion() const;

    Ports m_ports;
    QString m_publicClientId;
    ProfilePointer m_profile;
    Endpoints m_endpoints;
    std::optional<ProvenReport> m_proof;
    QString m_applicationObjectId;
    QString m_servicePrincipalId;
    std::vector<Finding> m_findings;
    std::map<QString, FieldVerdict> m_verdicts;
    bool m_cloudFixed = false;
    bool m_withoutSignIn = false;
    bool m_checkAfterSignIn = false;
    std::optional<TenantSnapshot> m_snapshot;
    QString m_watchFor; //!< what the next check waits for; empty: nothing
    QString m_claims; //!< of a challenge that the next sign-in answers
    QStringList m_scopes; //!< what the next sign-in asks for; empty: reading
    QTimer m_judge;
    QTimer m_expiry;
    SetupDocument m_document;
    SecretKeeper m_secret;
    SignInRunner m_signIn;
    VerificationRunner m_runner;
    Worker m_opener;
    std::unique_ptr<PlanFlow> m_changes; // last: its run hands values to what is above
};

} // namespace lockstep
