// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/moves.h"
#include "support/registration_world.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const change::CreateServicePrincipal createPrincipal;
const change::GrantApplicationPermission grant{.permission = u"User.Read.All"_s};
const change::GrantDelegatedPermissions delegated{.permissions = {u"User.Read"_s}};
const change::AssignRole assign{.who = {u"U"_s, u"kai"_s}, .role = u"User"_s};
const change::RequireAssignment require;

} // namespace

class CarryAccessTest : public QObject {
    Q_OBJECT

private slots:
    //! Nothing is compared with ids that nobody has read: neither there nor gone.
    void withoutGraphsOwnIdsNothingIsKnown()
    {
        Place place = here();
        place.graph = {};
        const GraphReplies all = replies(registration());
        QCOMPARE(see(grant, place, all).shown, Sight::Shown::Unread);
        QCOMPARE(see(delegated, place, all).shown, Sight::Shown::Unread);
        QVERIFY(is<NotYet>(takeBack(grant, recordOf(grant), place, all)));
        QVERIFY(is<NotYet>(takeBack(delegated, recordOf(delegated), place, all)));
        GraphReplies noPrincipal = all;
        noPrincipal[u"sp"_s] = ReadFailure{.kind = ReadFailure::Kind::Refused, .status = 403};
        QCOMPARE(see(assign, here(), noPrincipal).shown, Sight::Shown::Unread);
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
};

QTEST_GUILESS_MAIN(CarryAccessTest)
#include "tst_carry_access.moc"
