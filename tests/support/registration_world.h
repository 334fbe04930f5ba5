// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "moves.h"
#include "plan/carry_out.h"

namespace lockstep::test {

using namespace Qt::Literals::StringLiterals;

//! JSON with ' for its quotes, as Graph would send it.
inline Json json(const char* text)
{
    return Json::parse(QByteArray(text).replace('\'', '"').toStdString());
}

//! A registration with more in it than anybody here knows of.
inline Json registration()
{
    return json(R"({'id':'O','appId':'A','displayName':'Own','signInAudience':'AzureADMyOrg',
        'future':{'x':[1.5,null]},
        'web':{'redirectUris':['https://old.example/ä?b=1'],'homePageUrl':null,
            'implicitGrantSettings':{'enableIdTokenIssuance':false,
                                     'enableAccessTokenIssuance':true}},
        'spa':{'redirectUris':['https://spa.example']},'publicClient':{'redirectUris':[]},
        'passwordCredentials':[],'keyCredentials':[],
        'appRoles':[{'id':'r1','value':'Other','displayName':'Other','isEnabled':true,
            'origin':'Application','future':[1,{'deep':null}],'description':null,
            'allowedMemberTypes':['Application']}],
        'requiredResourceAccess':[{'resourceAppId':'other','future':true,
            'resourceAccess':[{'id':'p9','type':'Role','future':1}]}]})");
}

//! Its enterprise application.
inline Json principal()
{
    return json(R"({'id':'S','appId':'A','accountEnabled':true,'appRoleAssignmentRequired':false,
        'appRoles':[{'id':'r2','value':'User','displayName':'User','isEnabled':true,
            'allowedMemberTypes':['User']}],'tags':[]})");
}

inline Json roleOf(
    const char* id, const char* value, bool enabled = true, const char* name = "User")
{
    return {{"id", id}, {"value", value}, {"displayName", name}, {"isEnabled", enabled},
        {"allowedMemberTypes", {"User"}}, {"future", {1, nullptr}}};
}

//! Where the changes are carried out.
inline Place here()
{
    Place place{.tenantId = u"T"_s,
        .appId = u"A"_s,
        .servicePrincipalId = u"S"_s,
        .jobId = {},
        .graphRoot = u"https://graph.example/v1.0"_s};
    place.graph.servicePrincipalId = u"G"_s;
    place.graph.applicationIds = {{u"User.Read.All"_s, u"p1"_s}};
    place.graph.delegatedIds = {{u"User.Read"_s, u"p2"_s}};
    return place;
}

inline Fetched<Json> missing()
{
    return ReadFailure{.kind = ReadFailure::Kind::NotFound, .status = 404};
}

inline Fetched<Json> refused()
{
    return ReadFailure{.kind = ReadFailure::Kind::Refused, .status = 403};
}

inline Json nobody()
{
    return {{"value", Json::array()}};
}

//! All that any of these changes look at, with nobody assigned and nothing granted.
inline GraphReplies replies(const Json& application)
{
    GraphReplies all;
    all[u"app"_s] = application;
    all[u"unique"_s] = application;
    all[u"sp"_s] = principal();
    for (const QString& list : {u"assigned"_s, u"granted"_s, u"consents"_s})
        all[list] = nobody();
    return all;
}

inline GraphReplies with(const QString& id, const Fetched<Json>& reply, const Json& application)
{
    GraphReplies all = replies(application);
    all[id] = reply;
    return all;
}

inline bool isSent(const Move& move)
{
    return is<Write>(move);
}

//! The registration once Graph has merged the request into it, two levels deep as Graph does.
inline Json patched(Json application, const Move& move)
{
    const Json body = bodyIn(move);
    for (const auto& [name, value] : body.items()) {
        if (value.is_object())
            application[name].update(value, true);
        else
            application[name] = value;
    }
    return application;
}

// Changes that more than one test is about.

inline const change::DefineRoles define{.roles = {{u"User"_s, u"User"_s}}};
inline const change::DisableRole disable{.roleId = u"r1"_s, .value = u"Other"_s};
inline const change::AddSecret secret{.displayName = u"Own"_s, .end = {}, .why = {}};

} // namespace lockstep::test
