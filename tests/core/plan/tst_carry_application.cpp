// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_out.h"
#include "plan/plan.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString uri = u"https://new.example"_s;
const char* const graphAppId = "00000003-0000-0000-c000-000000000000";

//! JSON with ' for its quotes, as Graph would send it.
Json json(const char* text)
{
    return Json::parse(QByteArray(text).replace('\'', '"').toStdString());
}

//! A registration with more in it than anybody here knows of.
Json registration()
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

Json principal()
{
    return json(R"({'id':'S','appId':'A','accountEnabled':true,'appRoleAssignmentRequired':false,
        'appRoles':[{'id':'r2','value':'User','displayName':'User','isEnabled':true,
            'allowedMemberTypes':['User']}],'tags':[]})");
}

Json roleOf(const char* id, const char* value, bool enabled = true, const char* name = "User")
{
    return {{"id", id}, {"value", value}, {"displayName", name}, {"isEnabled", enabled},
        {"allowedMemberTypes", {"User"}}, {"future", {1, nullptr}}};
}

Place here()
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

Fetched<Json> missing()
{
    return ReadFailure{.kind = ReadFailure::Kind::NotFound, .status = 404};
}

Fetched<Json> refused()
{
    return ReadFailure{.kind = ReadFailure::Kind::Refused, .status = 403};
}

Json nobody()
{
    return {{"value", Json::array()}};
}

//! All that any of these changes look at, with nobody assigned and nothing granted.
GraphReplies replies(const Json& application)
{
    GraphReplies all;
    all[u"app"_s] = application;
    all[u"unique"_s] = application;
    all[u"sp"_s] = principal();
    for (const QString& list : {u"assigned"_s, u"granted"_s, u"consents"_s})
        all[list] = nobody();
    return all;
}

GraphReplies with(const QString& id, const Fetched<Json>& reply, const Json& application)
{
    GraphReplies all = replies(application);
    all[id] = reply;
    return all;
}

WriteRecord recordOf(
    const ChangeKind& kind, const Json& before = Json::object(), const Json& made = Json::object())
{
    return {.id = u"1"_s,
        .state = WriteRecord::State::Done,
        .kind = kind,
        .before = before,
        .made = made};
}

template <class T> bool is(const Move& move)
{
    return std::holds_alternative<T>(move);
}

bool isSent(const Move& move)
{
    return is<Write>(move);
}

Json bodyIn(const Move& move)
{
    return Json::parse(std::get<Write>(move).body.toStdString());
}

//! The registration once Graph has merged the request into it, two levels deep as Graph does.
Json patched(Json application, const Move& move)
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

const change::AddRedirectUri redirect{.uri = uri};
const change::IssueIdTokens tokens;
const change::LimitAudience audience{.from = u"AzureADMultipleOrgs"_s};
const change::RequestPermissions permissions{
    .permissions = {{u"User.Read.All"_s, true}, {u"User.Read"_s, false}}};
const change::DefineRoles define{.roles = {{u"User"_s, u"User"_s}}};
const change::DisableRole disable{.roleId = u"r1"_s, .value = u"Other"_s};
const change::CreateApplication create{.displayName = u"Own"_s,
    .redirectUri = u"https://old.example"_s,
    .idTokens = true,
    .permissions = {{u"User.Read.All"_s, true}},
    .roles = {{u"User"_s, u"User"_s}},
    .uniqueName = u"lockstep-1"_s};
const change::CreateServicePrincipal createPrincipal;
const change::AddSecret secret{.displayName = u"Own"_s, .end = {}, .why = {}};
const change::GrantApplicationPermission grant{.permission = u"User.Read.All"_s};
const change::GrantDelegatedPermissions delegated{.permissions = {u"User.Read"_s}};
const change::AssignRole assign{.who = {u"U"_s, u"kai"_s}, .role = u"User"_s};
const change::RequireAssignment require;

//! As it was made, and nothing since.
Json asMade()
{
    Json application = registration();
    application["web"]["redirectUris"] = {"https://old.example"};
    application["spa"]["redirectUris"] = Json::array();
    application["appRoles"] = Json::array({roleOf("r2", "User")});
    application["requiredResourceAccess"] = Json::array({{{"resourceAppId", graphAppId},
        {"resourceAccess", Json::array({{{"id", "p1"}, {"type", "Role"}}})}}});
    return application;
}

//! Every value of another type than the one that is there.
std::vector<Json> otherTypes(const Json& value)
{
    std::vector<Json> others;
    for (const Json& each :
        {Json(), Json("text"), Json(7), Json(true), Json::object(), Json::array()}) {
        if (each.type() != value.type())
            others.push_back(each);
    }
    return others;
}

//! The registration without the member, and with each wrong type of it. `path` is a JSON pointer.
void spoil(const char* path, const std::function<void(const Json&)>& check)
{
    const Json::json_pointer pointer(path);
    const Json whole = registration();
    for (const Json& each : otherTypes(whole.at(pointer))) {
        Json spoilt = whole;
        spoilt[pointer] = each;
        check(spoilt);
    }
    Json without = whole;
    without[pointer.parent_pointer()].erase(pointer.back());
    check(without);
}

} // namespace

class CarryApplicationTest : public QObject {
    Q_OBJECT

private slots:
    // ---- what is there stays as it is

    void aRedirectUriIsAddedToTheOthers()
    {
        const Json before = registration();
        const Move move = next(redirect, here(), replies(before));
        Json expected = before;
        expected["web"]["redirectUris"].push_back(uri.toStdString());
        QVERIFY(patched(before, move) == expected);
        QVERIFY(!bodyIn(move).contains("spa"));
        QCOMPARE(see(redirect, here(), replies(expected)).shown, Sight::Shown::Yes);
        const Move back = takeBack(
            redirect, recordOf(redirect, std::get<Write>(move).before), here(), replies(expected));
        QVERIFY(patched(expected, back) == before);
    }

    void aRedirectUriMovesFromItsPlatformAndBack()
    {
        Json before = registration();
        before["spa"]["redirectUris"].push_back(uri.toStdString());
        const Move move = next(redirect, here(), replies(before));
        const Json now = patched(before, move);
        QVERIFY(now["spa"]["redirectUris"] == Json({"https://spa.example"}));
        const Move back = takeBack(
            redirect, recordOf(redirect, std::get<Write>(move).before), here(), replies(now));
        QVERIFY(patched(now, back) == before);
    }

    void platformsThatAreLeftOutAreEmpty()
    {
        for (const char* platform : {"spa", "publicClient"}) {
            Json application = registration();
            application[platform] = nullptr;
            QVERIFY(isSent(next(redirect, here(), replies(application))));
            application.erase(platform);
            QVERIFY(isSent(next(redirect, here(), replies(application))));
        }
    }

    void permissionsAreListedBesideTheOthers()
    {
        const Json before = registration();
        const Move move = next(permissions, here(), replies(before));
        const Json now = patched(before, move);
        QVERIFY(now["requiredResourceAccess"][0] == before["requiredResourceAccess"][0]);
        QCOMPARE(now["requiredResourceAccess"].size(), 2U);
        QCOMPARE(see(permissions, here(), replies(now)).shown, Sight::Shown::Yes);
        const Move back = takeBack(
            permissions, recordOf(permissions, std::get<Write>(move).before), here(), replies(now));
        QVERIFY(patched(now, back) == before);
    }

    void permissionsOfGraphThatAreListedStay()
    {
        Json before = registration();
        before["requiredResourceAccess"].push_back({{"resourceAppId", graphAppId},
            {"resourceAccess", Json::array({{{"id", "p1"}, {"type", "Role"}, {"future", 1}}})}});
        const Move move = next(permissions, here(), replies(before));
        const Json now = patched(before, move);
        QVERIFY(now["requiredResourceAccess"][1]["resourceAccess"][0]
            == before["requiredResourceAccess"][1]["resourceAccess"][0]);
        QCOMPARE(now["requiredResourceAccess"][1]["resourceAccess"].size(), 2U);
        const Move back = takeBack(
            permissions, recordOf(permissions, std::get<Write>(move).before), here(), replies(now));
        QVERIFY(patched(now, back) == before);
    }

    void rolesGoBackAsTheyCame()
    {
        const Json before = registration();
        const Move move = next(define, here(), replies(before));
        const Json now = patched(before, move);
        QVERIFY(now["appRoles"][0] == before["appRoles"][0]);
        QCOMPARE(now["appRoles"].size(), 2U);
        // and back: disabled first, then removed
        const WriteRecord record = recordOf(define, std::get<Write>(move).before);
        const Json off = patched(now, takeBack(define, record, here(), replies(now)));
        QVERIFY(off["appRoles"][0] == before["appRoles"][0]);
        QVERIFY(off["appRoles"][1]["isEnabled"] == false);
        QVERIFY(patched(off, takeBack(define, record, here(), replies(off))) == before);
        QVERIFY(is<AlreadyThere>(takeBack(define, record, here(), replies(before))));
        const Move disabled = next(disable, here(), replies(before));
        Json expected = before;
        expected["appRoles"][0]["isEnabled"] = false;
        QVERIFY(patched(before, disabled) == expected);
    }

    void accessTokensStayAsTheyAre()
    {
        const Json before = registration();
        const Json now = patched(before, next(tokens, here(), replies(before)));
        QVERIFY(now["web"]["implicitGrantSettings"]["enableAccessTokenIssuance"] == true);
        QVERIFY(now["web"]["implicitGrantSettings"]["enableIdTokenIssuance"] == true);
        QVERIFY(patched(now, takeBack(tokens, recordOf(tokens), here(), replies(now))) == before);
    }

    // ---- what is not shown is never written over

    void whatIsNotAListIsNotMergedInto_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char* path, const QString& kind) {
            QTest::addRow("%s", path) << QByteArray(path) << kind;
        };
        row("/web", u"redirect"_s);
        row("/web/redirectUris", u"redirect"_s);
        row("/spa/redirectUris", u"redirect"_s);
        row("/publicClient/redirectUris", u"redirect"_s);
        row("/requiredResourceAccess", u"permissions"_s);
        row("/requiredResourceAccess/0/resourceAccess", u"permissions"_s);
        row("/appRoles", u"roles"_s);
        row("/web/implicitGrantSettings", u"tokens"_s);
        row("/web/implicitGrantSettings/enableIdTokenIssuance", u"tokens"_s);
        row("/web/implicitGrantSettings/enableAccessTokenIssuance", u"tokens"_s);
        row("/signInAudience", u"audience"_s);
    }
    void whatIsNotAListIsNotMergedInto()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, kind);
        const std::map<QString, ChangeKind> kinds{{u"redirect"_s, redirect},
            {u"permissions"_s, permissions}, {u"roles"_s, define}, {u"tokens"_s, tokens},
            {u"audience"_s, audience}};
        const ChangeKind& change = kinds.at(kind);
        int checked = 0;
        spoil(path.constData(), [&](const Json& application) {
            ++checked;
            std::visit(
                [&](const auto& each) {
                    const Move move = next(each, here(), replies(application));
                    QVERIFY2(is<CannotDo>(move), application.dump().c_str());
                    const WriteRecord record = recordOf(each,
                        {{"spa", true}, {"publicClient", true}, {"signInAudience", "x"},
                            {"added", Json::array({{{"id", "p9"}, {"type", "Role"}}})}});
                    const Move back = takeBack(each, record, here(), replies(application));
                    QVERIFY2(!isSent(back), application.dump().c_str());
                },
                change);
        });
        QVERIFY(checked > 4);
    }

    //! Neither that it is there, nor that it is gone.
    void whatIsNotShownIsNoEvidence()
    {
        const Json empty = Json::object();
        const GraphReplies nothing = replies(empty);
        QCOMPARE(see(redirect, here(), nothing).shown, Sight::Shown::Unread);
        QCOMPARE(see(permissions, here(), nothing).shown, Sight::Shown::Unread);
        QCOMPARE(see(define, here(), nothing).shown, Sight::Shown::Unread);
        QCOMPARE(see(disable, here(), nothing).shown, Sight::Shown::Unread);
        QCOMPARE(see(tokens, here(), nothing).shown, Sight::Shown::Unread);
        QCOMPARE(see(audience, here(), nothing).shown, Sight::Shown::Unread);
        QCOMPARE(see(secret, here(), nothing).shown, Sight::Shown::Unread);
        QCOMPARE(see(create, here(), nothing).shown, Sight::Shown::Unread);
        QVERIFY(is<NotYet>(next(create, here(), nothing)));
        QVERIFY(is<NotYet>(takeBack(secret, recordOf(secret), here(), nothing)));
        QVERIFY(is<NotYet>(takeBack(create, recordOf(create), here(), nothing)));
        QVERIFY(is<NotYet>(takeBack(define, recordOf(define), here(), nothing)));
        QVERIFY(!is<AlreadyThere>(takeBack(tokens, recordOf(tokens), here(), nothing)));
    }

    void aListThatIsNoneIsNoEvidence_data()
    {
        QTest::addColumn<QByteArray>("reply");
        for (const char* reply : {"{}", "{'value':null}", "{'value':{}}", "{'value':'x'}", "[]"})
            QTest::addRow("%s", reply) << QByteArray(reply);
    }
    void aListThatIsNoneIsNoEvidence()
    {
        QFETCH(QByteArray, reply);
        GraphReplies odd = replies(registration());
        for (const QString& list : {u"assigned"_s, u"granted"_s, u"consents"_s})
            odd[list] = json(reply.constData());
        const Json made{{"id", "x"}};
        QCOMPARE(see(grant, here(), odd).shown, Sight::Shown::Unread);
        QCOMPARE(see(delegated, here(), odd).shown, Sight::Shown::Unread);
        QCOMPARE(see(assign, here(), odd).shown, Sight::Shown::Unread);
        QVERIFY(is<NotYet>(next(grant, here(), odd)));
        QVERIFY(is<NotYet>(next(delegated, here(), odd)));
        QVERIFY(is<NotYet>(next(assign, here(), odd)));
        QVERIFY(is<NotYet>(takeBack(grant, recordOf(grant, {}, made), here(), odd)));
        QVERIFY(is<NotYet>(takeBack(delegated, recordOf(delegated, {}, made), here(), odd)));
        QVERIFY(is<NotYet>(takeBack(assign, recordOf(assign, {}, made), here(), odd)));
        QVERIFY(is<NotYet>(takeBack(createPrincipal, recordOf(createPrincipal), here(), odd)));
    }

    void aFlagThatIsNotShownIsNotSwitched()
    {
        Json spoilt = principal();
        spoilt["appRoleAssignmentRequired"] = nullptr;
        const GraphReplies odd = with(u"sp"_s, spoilt, registration());
        QCOMPARE(see(require, here(), odd).shown, Sight::Shown::Unread);
        QVERIFY(is<NotYet>(next(require, here(), odd)));
        QVERIFY(is<NotYet>(takeBack(require, recordOf(require), here(), odd)));
    }

    void grantedScopesStay()
    {
        const auto granted = [](const Json& scope) {
            return with(u"consents"_s,
                Json{{"value",
                    Json::array({{{"id", "g"}, {"consentType", "AllPrincipals"},
                        {"resourceId", "G"}, {"scope", scope}}})}},
                registration());
        };
        const Move move = next(delegated, here(), granted("Mail.Read openid"));
        QVERIFY(bodyIn(move) == Json({{"scope", "Mail.Read openid User.Read"}}));
        const WriteRecord record = recordOf(delegated, std::get<Write>(move).before);
        const Move back =
            takeBack(delegated, record, here(), granted("Mail.Read openid User.Read"));
        QVERIFY(bodyIn(back) == Json({{"scope", "Mail.Read openid"}}));
        for (const Json& odd : {Json(), Json(7), Json::array()}) {
            QVERIFY(is<CannotDo>(next(delegated, here(), granted(odd))));
            QVERIFY(!isSent(takeBack(delegated, record, here(), granted(odd))));
        }
        QVERIFY(!isSent(takeBack(delegated, recordOf(delegated), here(), granted("User.Read"))));
    }

    //! An address without its last part is another object's.
    void whatHasNoIdIsNotDeleted()
    {
        const Json row{{"id", nullptr}, {"principalId", "U"}, {"appRoleId", "r2"}};
        const GraphReplies odd =
            with(u"assigned"_s, Json{{"value", Json::array({row})}}, registration());
        QVERIFY(is<CannotDo>(takeBack(assign, recordOf(assign), here(), odd)));
        Json application = registration();
        application["passwordCredentials"] =
            Json::array({{{"keyId", nullptr}, {"displayName", "Own"}}});
        QVERIFY(!isSent(takeBack(secret, recordOf(secret), here(), replies(application))));
        QCOMPARE(see(secret, here(), replies(application)).shown, Sight::Shown::Yes);
    }

    // ---- roles

    void theExactRoleIsMeant()
    {
        Json application = registration();
        application["appRoles"] =
            Json::array({roleOf("r5", "user", true, "Somebody's"), roleOf("r6", "User", false)});
        const Move move = next(define, here(), replies(application));
        Json expected = application;
        expected["appRoles"][1]["isEnabled"] = true;
        QVERIFY(patched(application, move) == expected);
        QCOMPARE(see(define, here(), replies(expected)).shown, Sight::Shown::Yes);
        QVERIFY(is<AlreadyThere>(next(define, here(), replies(expected))));
        // alone, the one that is alike is corrected
        application["appRoles"].erase(1);
        const Json mended = patched(application, next(define, here(), replies(application)));
        QVERIFY(mended["appRoles"][0]["value"] == "User");
        QVERIFY(mended["appRoles"][0]["id"] == "r5");
        QVERIFY(mended["appRoles"][0]["future"] == application["appRoles"][0]["future"]);
    }

    void theExactRoleIsPlannedAndDescribed()
    {
        const auto planned = [](const std::vector<AppRole>& roles) {
            const Profile profile = builtInProfile(u"sspim"_s).value();
            Inputs inputs;
            inputs.set(u"tenantId"_s, u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s);
            inputs.set(u"clientId"_s, u"9b47e0d2-1c85-4f6a-a3be-70d2c5f81946"_s);
            TenantSnapshot snapshot;
            snapshot.application =
                Application{.id = u"O"_s, .displayName = u"Own"_s, .appRoles = roles};
            const Report report = evaluate(profile, inputs, false, snapshot);
            Plan whole = plan({.profile = profile,
                .inputs = inputs,
                .snapshot = snapshot,
                .report = report,
                .only = {}});
            std::erase_if(whole.changes, [](const Change& each) {
                return !std::holds_alternative<change::DisableRole>(each.kind)
                    && !std::holds_alternative<change::DefineRoles>(each.kind);
            });
            return whole.changes;
        };
        const AppRole alike{.id = u"r5"_s,
            .value = u"user"_s,
            .displayName = u"Somebody's"_s,
            .isEnabled = true,
            .allowedMemberTypes = {u"User"_s}};
        AppRole exact = alike;
        exact.id = u"r6"_s;
        exact.value = u"User"_s;
        exact.isEnabled = false;
        std::vector<Change> changes = planned({alike, exact});
        QCOMPARE(int(changes.size()), 1);
        const Json body = Json::parse(changes[0].body.toStdString())["appRoles"];
        QVERIFY(body[0]["value"] == "user" && body[0]["displayName"] == "Somebody's");
        QVERIFY(body[1]["id"] == "r6" && body[1]["isEnabled"] == true);
        // alone it is disabled and corrected
        changes = planned({alike});
        QCOMPARE(int(changes.size()), 2);
        QCOMPARE(std::get<change::DisableRole>(changes[0].kind).roleId, u"r5"_s);
    }

    void aRoleThatSomebodyRenamedOrHoldsIsLeft()
    {
        Json application = registration();
        application["appRoles"].push_back(roleOf("r7", "User"));
        const WriteRecord record = recordOf(define, {{"added", {"r7"}}, {"mended", Json::array()}});
        QVERIFY(isSent(takeBack(define, record, here(), replies(application))));
        const auto assigned = [&](const Json& rows) {
            return with(u"assigned"_s, Json{{"value", rows}}, application);
        };
        QVERIFY(is<CannotDo>(takeBack(define, record, here(),
            assigned(Json::array({{{"principalId", "U"}, {"appRoleId", "R7"}}})))));
        QVERIFY(isSent(takeBack(define, record, here(),
            assigned(Json::array({{{"principalId", "U"}, {"appRoleId", "r1"}}})))));
        // without an enterprise application nobody holds it
        QVERIFY(
            isSent(takeBack(define, record, here(), with(u"assigned"_s, missing(), application))));
        QVERIFY(is<NotYet>(
            takeBack(define, record, here(), with(u"assigned"_s, refused(), application))));
        QVERIFY(is<NotYet>(
            takeBack(define, record, here(), with(u"assigned"_s, Json::object(), application))));
        for (const char* name : {"value", "displayName"}) {
            Json renamed = application;
            renamed["appRoles"][1][name] = "Theirs";
            QVERIFY(is<CannotDo>(takeBack(define, record, here(), replies(renamed))));
        }
        const std::vector<GraphGet> gets = looks(define, here());
        QVERIFY(std::ranges::find(gets, u"assigned"_s, &GraphGet::id) != gets.end());
    }

    // ---- what is deleted again

    void aRegistrationIsDeletedOnlyAsItWasMade()
    {
        const WriteRecord record = recordOf(create);
        const auto taken = [&](const GraphReplies& all) {
            return takeBack(create, record, here(), all);
        };
        QVERIFY(isSent(taken(replies(asMade()))));
        QCOMPARE(std::get<Write>(taken(replies(asMade()))).method, HttpMethod::Delete);
        QVERIFY(is<AlreadyThere>(taken(with(u"app"_s, missing(), asMade()))));
        // as many permissions as were made, but another one
        for (const Json& entry :
            {Json{{"id", "p5"}, {"type", "Role"}}, Json{{"id", "p1"}, {"type", "Scope"}}}) {
            Json other = asMade();
            other["requiredResourceAccess"][0]["resourceAccess"][0] = entry;
            QVERIFY(is<CannotDo>(taken(replies(other))));
        }
        Json elsewhere = asMade();
        elsewhere["requiredResourceAccess"][0]["resourceAppId"] = "other";
        QVERIFY(is<CannotDo>(taken(replies(elsewhere))));
        for (const QString& list : {u"assigned"_s, u"granted"_s, u"consents"_s}) {
            const Json one{{"value", Json::array({{{"id", "x"}}})}};
            QVERIFY(is<CannotDo>(taken(with(list, one, asMade()))));
            QVERIFY(is<NotYet>(taken(with(list, refused(), asMade()))));
            QVERIFY(is<NotYet>(taken(with(list, Json::object(), asMade()))));
            QVERIFY(isSent(taken(with(list, missing(), asMade()))));
            GraphReplies unread = replies(asMade());
            unread.erase(list);
            QVERIFY(is<NotYet>(taken(unread)));
        }
        for (const char* name : {"web", "appRoles", "passwordCredentials", "keyCredentials",
                 "requiredResourceAccess"}) {
            Json without = asMade();
            without[name] = nullptr;
            QVERIFY2(is<NotYet>(taken(replies(without))), name);
        }
    }

    void anEnterpriseApplicationIsDeletedOnlyWhenNothingHangsOnIt()
    {
        const WriteRecord record = recordOf(createPrincipal);
        const auto taken = [&](const GraphReplies& all) {
            return takeBack(createPrincipal, record, here(), all);
        };
        QCOMPARE(std::get<Write>(taken(replies(registration()))).method, HttpMethod::Delete);
        QVERIFY(is<AlreadyThere>(taken(with(u"sp"_s, missing(), registration()))));
        for (const QString& list : {u"assigned"_s, u"granted"_s, u"consents"_s}) {
            const Json one{{"value", Json::array({{{"id", "x"}}})}};
            QVERIFY(is<CannotDo>(taken(with(list, one, registration()))));
            QVERIFY(is<NotYet>(taken(with(list, refused(), registration()))));
            GraphReplies unread = replies(registration());
            unread.erase(list);
            QVERIFY(is<NotYet>(taken(unread)));
        }
        QCOMPARE(looks(createPrincipal, here()).size(), 4U);
    }

    void whatWasBeforeIsNeededToGoBack()
    {
        QVERIFY(
            is<CannotDo>(takeBack(audience, recordOf(audience), here(), replies(registration()))));
        QVERIFY(is<CannotDo>(takeBack(audience, recordOf(audience, {{"signInAudience", nullptr}}),
            here(), replies(registration()))));
        const Move back =
            takeBack(audience, recordOf(audience, {{"signInAudience", "AzureADMultipleOrgs"}}),
                here(), replies(registration()));
        QVERIFY(bodyIn(back) == Json({{"signInAudience", "AzureADMultipleOrgs"}}));
    }
};

QTEST_GUILESS_MAIN(CarryApplicationTest)
#include "tst_carry_application.moc"
