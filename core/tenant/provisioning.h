// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tenant/fetched.h"

#include <QDateTime>
#include <QStringList>

namespace lockstep {

//! One answer of the SCIM endpoint to a request of our own (RFC 7644).
struct ScimAnswer {
    //! How far the request came. What is not an HTTP answer is a fact only where it is the
    //! endpoint's own doing: a name that does not resolve, a refused connection, bad TLS.
    enum class Kind { Answered, HostNotFound, ConnectionRefused, TlsFailed };
    Kind kind = Kind::Answered;
    int status = 0; //!< HTTP; 0 unless answered
    bool isScim = false; //!< a SCIM body: ListResponse, ServiceProviderConfig or Error
    bool isList = false; //!< a ListResponse
    bool asksForToken = false; //!< WWW-Authenticate: Bearer
    QString detail; //!< the transport's words, or the content type; never a body
    friend bool operator==(const ScimAnswer&, const ScimAnswer&) = default;
};
//! What the SCIM endpoint itself says when asked directly, once in a run.
struct ScimProbe {
    QString address; //!< that was asked
    Fetched<ScimAnswer> config; //!< GET /ServiceProviderConfig, with the token
    Fetched<ScimAnswer> wrongToken; //!< GET /Users with a token that nobody made
    Fetched<ScimAnswer> rightToken; //!< GET /Users with the token; NotRead when none was given
    friend bool operator==(const ScimProbe&, const ScimProbe&) = default;
};

//! R22
struct SyncJob {
    QString id;
    QString templateId;
    QString scheduleState; //!< "Active", "Disabled", "Paused"
    QString statusCode; //!< "NotConfigured", "NotRun", "Active", "Paused", "Quarantine"
    QDateTime lastExecution; //!< UTC; invalid: has never run
    QString lastExecutionState; //!< "Succeeded", "Failed", ...; empty: has never run
    QDateTime lastSuccess; //!< UTC; invalid: no cycle has succeeded
    QString quarantineReason; //!< empty: not in quarantine
    QString quarantineError;
    QDateTime quarantineSince; //!< UTC
    friend bool operator==(const SyncJob&, const SyncJob&) = default;
};

//! R23: only what the checks look at.
struct SyncMapping {
    QString source; //!< "User", "Group"
    QString target;
    bool enabled = false;
    struct Attribute {
        QString target; //!< "roles[primary eq \"True\"].value"
        QString sourceType; //!< "Function", "Attribute", "Constant"
        QString sourceName;
        QString expression;
        friend bool operator==(const Attribute&, const Attribute&) = default;
    };
    std::vector<Attribute> attributes;
    friend bool operator==(const SyncMapping&, const SyncMapping&) = default;
};
struct SyncSchema {
    std::vector<SyncMapping> mappings; //!< of all rules
    friend bool operator==(const SyncSchema&, const SyncSchema&) = default;
};

//! W16: what Entra's own test of the stored credentials said.
struct ConnectionTest {
    bool passed = false;
    QString code; //!< Graph's error code
    QString detail; //!< the SCIM server's words, shortened
    friend bool operator==(const ConnectionTest&, const ConnectionTest&) = default;
};

//! R25
struct ProvisioningLogRow {
    QDateTime at; //!< UTC
    QString action; //!< "create", "update", ...
    QString who; //!< display name of the source identity
    QString status; //!< "success", "failure", "skipped", "warning"
    QString reason; //!< empty on success
    friend bool operator==(const ProvisioningLogRow&, const ProvisioningLogRow&) = default;
};

} // namespace lockstep
