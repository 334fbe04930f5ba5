// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/scenario.h"

#include <QDateTime>

#include <functional>
#include <vector>

namespace lockstep::test {

//! One thing that is wrong in an else ready tenant, and that the guide's remedy mends without help.
struct Break {
    const char* name;
    std::function<void(Scenario&)> apply;
    bool isUndoable = true; //!< whether undoing brings the very same findings back
};

namespace breaks {

inline nlohmann::json& tenantOf(Scenario& scenario)
{
    return scenario.tenants[0];
}

//! Of the enterprise application; null where another break took it away.
inline nlohmann::json* principalOf(Scenario& scenario)
{
    nlohmann::json& all = tenantOf(scenario)["servicePrincipals"];
    return all.empty() ? nullptr : &all[0];
}

inline void setOnPrincipal(Scenario& scenario, const char* member, const nlohmann::json& value)
{
    if (nlohmann::json* principal = principalOf(scenario))
        (*principal)[member] = value;
}

//! The first eligibility, where there is one.
inline nlohmann::json* eligibilityOf(Scenario& scenario)
{
    nlohmann::json& all = tenantOf(scenario)["eligibilitySchedules"];
    return all.empty() ? nullptr : &all[0];
}

inline std::string after(int days)
{
    return QDateTime::currentDateTimeUtc()
        .addDays(days)
        .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ"))
        .toStdString();
}

inline void addMember(Scenario& scenario, const char* id)
{
    tenantOf(scenario)["groups"][0]["_members"].push_back(id);
}

inline nlohmann::json* jobOf(Scenario& scenario)
{
    nlohmann::json* principal = principalOf(scenario);
    if (!principal || (*principal)["_synchronization"]["jobs"].empty())
        return nullptr;
    return &(*principal)["_synchronization"]["jobs"][0];
}

inline void setOnJob(Scenario& scenario, const std::function<void(nlohmann::json&)>& change)
{
    if (nlohmann::json* job = jobOf(scenario))
        change(*job);
}

inline void setSecret(Scenario& scenario, const char* key, const char* value)
{
    nlohmann::json* principal = principalOf(scenario);
    if (!principal)
        return;
    for (nlohmann::json& pair : (*principal)["_synchronization"]["secrets"]) {
        if (pair["key"] == key)
            pair["value"] = value;
    }
}

} // namespace breaks

//! Of spark-pim-ready.
inline std::vector<Break> sparkBreaks()
{
    using namespace breaks;
    const char* const kai = "51c7f2a8-d640-4b1e-8a93-0f6e2b7d9c14";
    const char* const morgan = "8e24a0b9-7f5c-4136-92ed-c30b58d716fa";
    const char* const sasha = "c6f90d13-4b82-4e75-a05d-1987e3fb24c0";
    const auto clear = [](const char* list) {
        return [list](Scenario& s) { tenantOf(s)[list] = nlohmann::json::array(); };
    };
    return {
        {"assignment not required",
            [](Scenario& s) { setOnPrincipal(s, "appRoleAssignmentRequired", false); }},
        {"application disabled", [](Scenario& s) { setOnPrincipal(s, "accountEnabled", false); }},
        {"application missing",
            [](Scenario& s) {
                tenantOf(s)["servicePrincipals"] = nlohmann::json::array();
                tenantOf(s)["appRoleAssignments"] = nlohmann::json::array();
            }},
        {"group not assigned", clear("appRoleAssignments")},
        {"group with default access",
            [](Scenario& s) {
                for (nlohmann::json& each : tenantOf(s)["appRoleAssignments"])
                    each["appRoleId"] = "00000000-0000-0000-0000-000000000000";
            }},
        {"an eligible user stands in the group", [=](Scenario& s) { addMember(s, kai); }},
        {"a stranger stands in the group", [=](Scenario& s) { addMember(s, morgan); }},
        {"the test user stands in the group", [=](Scenario& s) { addMember(s, sasha); }},
        {"nobody eligible",
            [=](Scenario& s) {
                tenantOf(s)["eligibilitySchedules"] = nlohmann::json::array();
                tenantOf(s)["eligibilityScheduleRequests"] = nlohmann::json::array();
            }},
        {"one not eligible",
            [](Scenario& s) {
                if (eligibilityOf(s))
                    tenantOf(s)["eligibilitySchedules"].erase(0);
            }},
        {"eligible as owner",
            [](Scenario& s) {
                if (nlohmann::json* row = eligibilityOf(s))
                    (*row)["accessId"] = "owner";
            }},
        {"another end",
            [](Scenario& s) {
                if (nlohmann::json* row = eligibilityOf(s))
                    (*row)["scheduleInfo"]["expiration"]["endDateTime"] = after(90);
            }},
        {"ended",
            [](Scenario& s) {
                if (nlohmann::json* row = eligibilityOf(s))
                    (*row)["scheduleInfo"]["expiration"]["endDateTime"] = after(-1);
            },
            false}, // what is over makes way for its successor
        {"begins later",
            [](Scenario& s) {
                if (nlohmann::json* row = eligibilityOf(s))
                    (*row)["scheduleInfo"]["startDateTime"] = after(20);
            }},
        {"never in PIM",
            [](Scenario& s) {
                nlohmann::json& tenant = tenantOf(s);
                tenant["eligibilitySchedules"] = nlohmann::json::array();
                tenant["eligibilityScheduleRequests"] = nlohmann::json::array();
                tenant["policies"]["roleManagementPolicyAssignments"] = nlohmann::json::array();
            },
            false}, // a group cannot be taken out of PIM again
    };
}

//! Of scim-ready.
inline std::vector<Break> scimBreaks()
{
    using namespace breaks;
    const auto state = [](const char* schedule, const char* code) {
        return [=](Scenario& s) {
            setOnJob(s, [=](nlohmann::json& job) {
                job["schedule"]["state"] = schedule;
                job["status"]["code"] = code;
            });
        };
    };
    const auto mapping = [](const char* kind) {
        return [kind](Scenario& s) {
            setOnJob(s, [kind](nlohmann::json& job) { job["_roleMapping"] = kind; });
        };
    };
    return {
        {"not consented",
            [](Scenario& s) {
                for (const char* list :
                    {"servicePrincipals", "appRoleAssignments", "oauth2PermissionGrants"})
                    tenantOf(s)[list] = nlohmann::json::array();
            },
            false},
        {"application disabled", [](Scenario& s) { setOnPrincipal(s, "accountEnabled", false); }},
        {"no job",
            [](Scenario& s) {
                if (jobOf(s))
                    (*principalOf(s))["_synchronization"]["jobs"] = nlohmann::json::array();
            }},
        {"no credentials",
            [](Scenario& s) {
                if (principalOf(s))
                    (*principalOf(s))["_synchronization"]["secrets"] = nlohmann::json::array();
            },
            false},
        {"another address",
            [](Scenario& s) { setSecret(s, "BaseAddress", "https://old.example.com/scim"); },
            false},
        {"another token", [](Scenario& s) { setSecret(s, "SecretToken", "an-older-token-1"); },
            false},
        {"everybody in scope", [](Scenario& s) { setSecret(s, "SyncAll", "true"); }},
        {"roles not mapped", mapping("none")},
        {"roles mapped directly", mapping("direct")},
        {"users switched off",
            [](Scenario& s) {
                setOnJob(s, [](nlohmann::json& job) { job["_usersEnabled"] = false; });
            }},
        {"paused", state("Paused", "Paused")},
        {"nobody assigned",
            [](Scenario& s) { tenantOf(s)["appRoleAssignments"] = nlohmann::json::array(); }},
        {"one not assigned",
            [](Scenario& s) {
                nlohmann::json& all = tenantOf(s)["appRoleAssignments"];
                if (!all.empty())
                    all.erase(0);
            }},
    };
}

} // namespace lockstep::test
