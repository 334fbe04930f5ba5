// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/moves.h"
#include "support/registration_world.h"

#include <QTest>

#include <functional>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString uri = u"https://new.example"_s;
const char* const graphAppId = "00000003-0000-0000-c000-000000000000";

const change::AddRedirectUri redirect{.uri = uri};
const change::IssueIdTokens tokens;
const change::LimitAudience audience{.from = u"AzureADMultipleOrgs"_s};
const change::RequestPermissions permissions{
    .permissions = {{u"User.Read.All"_s, true}, {u"User.Read"_s, false}}};
const change::CreateApplication create{.displayName = u"Own"_s,
    .redirectUri = u"https://old.example"_s,
    .idTokens = true,
    .permissions = {{u"User.Read.All"_s, true}},
    .roles = {{u"User"_s, u"User"_s}},
    .uniqueName = u"lockstep-1"_s};

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
    //! Two of one name is what nobody wants; one that serves another address is somebody else's.
    void aSecondOneOfTheSameNameIsNotMade()
    {
        Place place = here();
        place.appId.clear();
        const GraphReplies without = with(u"unique"_s,
            ReadFailure{.kind = ReadFailure::Kind::NotFound, .status = 404}, registration());
        const auto madeBeside = [&](const Json& others) {
            GraphReplies all = without;
            all[u"sameName"_s] = Json{{"value", others}};
            return next(create, place, all);
        };
        QVERIFY(is<NotYet>(next(create, place, without))); // nobody has looked
        QVERIFY(is<Write>(madeBeside(Json::array())));
        const auto other = [](const Json& uris) {
            return Json::array({{{"appId", "other-app"}, {"displayName", "Own"},
                {"uniqueName", nullptr}, {"web", {{"redirectUris", uris}}}}});
        };
        QVERIFY(is<Write>(madeBeside(other({"https://elsewhere.example"}))));
        for (const Json& uris : {Json::array(), Json::array({"https://old.example"})}) {
            const Move move = madeBeside(other(uris));
            QVERIFY(is<CannotDo>(move));
            QVERIFY(std::get<CannotDo>(move).why.contains(u"other-app"_s));
        }
        const QString path = looks(create, place).back().path;
        QVERIFY2(
            path.startsWith(u"/applications?$filter=displayName eq 'Own'"_s), qPrintable(path));
    }

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

    // ---- what is taken back

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
