// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim_client.h"

#include <QDateTime>

//! Names of the scenario `spark-pim-ready`.
namespace spark {
inline const QString group = QStringLiteral("a2f4c81e-6d05-4b97-8c3a-51e90f7d26b8");
inline const QString finance = QStringLiteral("2b90e4d7-f158-4ca3-8067-ae31d95c7f02");
inline const QString admin = QStringLiteral("0d5b8e67-3c21-4fa9-b7d0-95e1c8a4623f");
inline const QString kai = QStringLiteral("51c7f2a8-d640-4b1e-8a93-0f6e2b7d9c14");
inline const QString morgan = QStringLiteral("8e24a0b9-7f5c-4136-92ed-c30b58d716fa");
inline const QString sasha = QStringLiteral("c6f90d13-4b82-4e75-a05d-1987e3fb24c0");

inline const QString root = QStringLiteral("/identityGovernance/privilegedAccess/group/");
inline const QString ofGroup = QStringLiteral("?$filter=groupId eq '%1'").arg(group);
inline const QString policies = QStringLiteral(
    "/policies/roleManagementPolicyAssignments?$filter=scopeId eq '%1' and scopeType eq 'Group' "
    "and roleDefinitionId eq 'member'&$expand=policy($expand=rules)")
                                    .arg(group);

inline const QStringList everyScope{QStringLiteral("User.Read"),
    QStringLiteral("Directory.Read.All"),
    QStringLiteral("PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup"),
    QStringLiteral("PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup"),
    QStringLiteral("RoleManagementPolicy.ReadWrite.AzureADGroup"),
    QStringLiteral("GroupMember.ReadWrite.All")};
} // namespace spark

//! The users of spark-pim-ready, by their place in the scenario.
enum class Person { Avery, Kai, Morgan, Sasha };

//! A tenant with PIM, and who asks there.
class PimClient {
public:
    explicit PimClient(lockstep::Scenario scenario) : client(scenario) { }
    explicit PimClient(const char* id = "spark-pim-ready")
        : PimClient(*lockstep::builtInScenario(QString::fromLatin1(id)))
    {
    }

    QByteArray tokenOf(const QString& person, const QStringList& scopes = spark::everyScope)
    {
        return client.simulator->issueAdminToken(person, scopes);
    }
    //! A token of that moment for each request: they expire with the clock too.
    Got get(const QString& path, const QString& person = spark::admin)
    {
        return client.read(path, tokenOf(person));
    }
    nlohmann::json rows(const QString& list)
    {
        return get(spark::root + list + spark::ofGroup).json()["value"];
    }
    Got send(const QByteArray& method, const QString& path, const nlohmann::json& body = nullptr,
        const QString& person = spark::admin)
    {
        return client.graph(method, path, tokenOf(person), body);
    }

    //! W11 for Morgan and half a year, with what `change` says otherwise.
    Got eligible(const nlohmann::json& change = nullptr, const QString& person = spark::admin)
    {
        nlohmann::json body{{"accessId", "member"}, {"action", "adminAssign"},
            {"principalId", spark::morgan.toStdString()}, {"groupId", spark::group.toStdString()},
            {"justification", "Set up by a test"},
            {"scheduleInfo",
                {{"startDateTime", at(-60)},
                    {"expiration", {{"type", "afterDateTime"}, {"endDateTime", at(180 * day)}}}}}};
        if (!change.is_null())
            body.update(change);
        return send(
            "POST", spark::root + QStringLiteral("eligibilityScheduleRequests"), body, person);
    }
    //! 9.3 by Sasha for two hours, with what `change` says otherwise.
    Got activate(const nlohmann::json& change = nullptr, const QString& person = spark::sasha)
    {
        nlohmann::json body{{"accessId", "member"}, {"action", "selfActivate"},
            {"principalId", person.toStdString()}, {"groupId", spark::group.toStdString()},
            {"justification", "Work to do"},
            {"scheduleInfo", {{"expiration", {{"type", "afterDuration"}, {"duration", "PT2H"}}}}}};
        if (!change.is_null())
            body.update(change);
        return send(
            "POST", spark::root + QStringLiteral("assignmentScheduleRequests"), body, person);
    }
    QStringList members()
    {
        QStringList ids;
        const auto shown =
            get(QStringLiteral("/groups/%1/members").arg(spark::group)).json()["value"];
        for (const auto& one : shown)
            ids << QString::fromStdString(one["id"].get<std::string>());
        return ids;
    }
    void passes(std::chrono::milliseconds time)
    {
        client.simulator->advanceClock(time);
        m_passed += time;
    }
    //! An instant as Graph prints it, so many seconds from the simulator's now.
    [[nodiscard]] std::string at(qint64 seconds) const
    {
        return QDateTime::currentDateTimeUtc()
            .addMSecs(m_passed.count())
            .addSecs(seconds)
            .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ"))
            .toStdString();
    }

    static constexpr qint64 day = 86'400;
    SimClient client;

private:
    std::chrono::milliseconds m_passed{0};
};

//! The scenario with this person's directory roles.
inline lockstep::Scenario withRoles(
    const QString& scenario, Person person, const std::vector<std::string>& roles)
{
    lockstep::Scenario changed = *lockstep::builtInScenario(scenario);
    changed.tenants[0]["users"][static_cast<std::size_t>(person)]["_roles"] = roles;
    return changed;
}
