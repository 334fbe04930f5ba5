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

//! Of the ready scenario of a guide that makes its own registration: sspim and both of idemeum's.
inline std::vector<Break> applicationBreaks(const Scenario& ready)
{
    using namespace breaks;
    const auto app = [](const std::function<void(nlohmann::json&)>& change) {
        return [change](Scenario& s) {
            nlohmann::json& all = tenantOf(s)["applications"];
            if (!all.empty())
                change(all[0]);
        };
    };
    const auto forgetSecret = [](Scenario& s) { s.secret.clear(); };
    const auto dropGrants = [](Scenario& s, const std::function<bool(const nlohmann::json&)>& is) {
        std::erase_if(tenantOf(s)["appRoleAssignments"].get_ref<nlohmann::json::array_t&>(), is);
    };
    std::vector<Break> list{
        {"nothing there",
            [=](Scenario& s) {
                for (const char* part : {"applications", "servicePrincipals", "appRoleAssignments",
                         "oauth2PermissionGrants"})
                    tenantOf(s)[part] = nlohmann::json::array();
                s.inputs[QStringLiteral("clientId")] = QStringList{QString()};
                forgetSecret(s);
            }},
        {"no enterprise application",
            [](Scenario& s) {
                for (const char* part :
                    {"servicePrincipals", "appRoleAssignments", "oauth2PermissionGrants"})
                    tenantOf(s)[part] = nlohmann::json::array();
            }},
        {"application disabled", [](Scenario& s) { setOnPrincipal(s, "accountEnabled", false); }},
        {"open to other directories",
            app([](nlohmann::json& a) { a["signInAudience"] = "AzureADMultipleOrgs"; })},
        {"one permission not listed nor granted",
            [=](Scenario& s) {
                nlohmann::json& all = tenantOf(s)["applications"];
                if (all.empty() || all[0]["requiredResourceAccess"].empty()
                    || all[0]["requiredResourceAccess"][0]["resourceAccess"].empty())
                    return;
                nlohmann::json& access = all[0]["requiredResourceAccess"][0]["resourceAccess"];
                const nlohmann::json id = access.back()["id"];
                access.erase(access.size() - 1);
                dropGrants(s, [&](const nlohmann::json& each) { return each["appRoleId"] == id; });
            }},
        {"no permission listed nor granted",
            [](Scenario& s) {
                nlohmann::json& all = tenantOf(s)["applications"];
                if (!all.empty())
                    all[0]["requiredResourceAccess"] = nlohmann::json::array();
                tenantOf(s)["oauth2PermissionGrants"] = nlohmann::json::array();
                const nlohmann::json graph = tenantOf(s)["_graphServicePrincipalId"];
                std::erase_if(tenantOf(s)["appRoleAssignments"].get_ref<nlohmann::json::array_t&>(),
                    [&](const nlohmann::json& each) { return each["resourceId"] == graph; });
            }},
        {"nothing granted",
            [](Scenario& s) {
                tenantOf(s)["oauth2PermissionGrants"] = nlohmann::json::array();
                const nlohmann::json graph = tenantOf(s)["_graphServicePrincipalId"];
                std::erase_if(tenantOf(s)["appRoleAssignments"].get_ref<nlohmann::json::array_t&>(),
                    [&](const nlohmann::json& each) { return each["resourceId"] == graph; });
            }},
        {"one permission not granted",
            [](Scenario& s) {
                nlohmann::json& all = tenantOf(s)["appRoleAssignments"];
                const nlohmann::json graph = tenantOf(s)["_graphServicePrincipalId"];
                for (size_t i = 0; i < all.size(); ++i) {
                    if (all[i]["resourceId"] == graph) {
                        all.erase(i);
                        return;
                    }
                }
            }},
        {"no secret",
            [=](Scenario& s) {
                if (!tenantOf(s)["applications"].empty())
                    tenantOf(s)["applications"][0]["passwordCredentials"] = nlohmann::json::array();
                forgetSecret(s);
            }},
        {"wrong secret",
            [](Scenario& s) { s.secret = "wrong~Secret.Value-0123456789abcdefghijk"; }},
        {"secret expired", app([](nlohmann::json& a) {
             for (nlohmann::json& each : a["passwordCredentials"])
                 each["endDateTime"] = after(-1);
         })},
    };
    if (ready.profile != QStringLiteral("sspim"))
        return list;
    const auto roles = [=](const std::function<void(nlohmann::json&)>& change, size_t which) {
        return app([change, which](nlohmann::json& a) {
            if (a["appRoles"].size() > which)
                change(a["appRoles"][which]);
        });
    };
    const std::vector<Break> more{
        {"consented for one user only",
            [](Scenario& s) {
                for (nlohmann::json& each : tenantOf(s)["oauth2PermissionGrants"]) {
                    each["consentType"] = "Principal";
                    each["principalId"] = tenantOf(s)["users"][0]["id"];
                }
            }},
        {"other scopes consented",
            [](Scenario& s) {
                for (nlohmann::json& each : tenantOf(s)["oauth2PermissionGrants"])
                    each["scope"] = "openid profile";
            }},
        {"redirect URI missing",
            app([](nlohmann::json& a) { a["web"]["redirectUris"] = nlohmann::json::array(); })},
        {"another redirect URI", app([](nlohmann::json& a) {
             a["web"]["redirectUris"] = {
                 "https://other.example.com/cb", "https://third.example.com"};
         })},
        {"redirect URI under another platform", app([](nlohmann::json& a) {
             a["spa"]["redirectUris"] = a["web"]["redirectUris"];
             a["web"]["redirectUris"] = nlohmann::json::array();
         })},
        {"ID tokens off", app([](nlohmann::json& a) {
             a["web"]["implicitGrantSettings"]["enableIdTokenIssuance"] = false;
         })},
        {"no role",
            [=](Scenario& s) {
                app([](nlohmann::json& a) { a["appRoles"] = nlohmann::json::array(); })(s);
                const nlohmann::json graph = tenantOf(s)["_graphServicePrincipalId"];
                dropGrants(
                    s, [&](const nlohmann::json& each) { return each["resourceId"] != graph; });
            }},
        {"role disabled", roles([](nlohmann::json& r) { r["isEnabled"] = false; }, 0)},
        {"role in other letters", roles([](nlohmann::json& r) { r["value"] = "user"; }, 1)},
        {"role for applications",
            roles([](nlohmann::json& r) { r["allowedMemberTypes"] = {"Application"}; }, 1)},
        {"role under another name",
            roles([](nlohmann::json& r) { r["displayName"] = "Administrators"; }, 0)},
        {"nobody assigned",
            [=](Scenario& s) {
                const nlohmann::json graph = tenantOf(s)["_graphServicePrincipalId"];
                dropGrants(
                    s, [&](const nlohmann::json& each) { return each["resourceId"] != graph; });
            }},
        {"assigned with default access",
            [](Scenario& s) {
                const nlohmann::json graph = tenantOf(s)["_graphServicePrincipalId"];
                for (nlohmann::json& each : tenantOf(s)["appRoleAssignments"]) {
                    if (each["resourceId"] != graph)
                        each["appRoleId"] = "00000000-0000-0000-0000-000000000000";
                }
            }},
        {"assignment not required",
            [](Scenario& s) { setOnPrincipal(s, "appRoleAssignmentRequired", false); }},
    };
    list.insert(list.end(), more.begin(), more.end());
    return list;
}

} // namespace lockstep::test
