// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/moves.h"
#include "support/pim_world.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

// Replies, as Graph gives them.

Json row(const PrincipalWish& who, const char* start, const char* end,
    const char* status = "Provisioned")
{
    return {{"id", "row-" + who.id.toStdString()}, {"principalId", who.id.toStdString()},
        {"groupId", group.id.toStdString()}, {"accessId", "member"}, {"memberType", "direct"},
        {"status", status}, {"futureMember", {1, 2}},
        {"scheduleInfo",
            {{"startDateTime", start}, {"recurrence", nullptr},
                {"expiration",
                    {{"type", end ? "afterDateTime" : "noExpiration"},
                        {"endDateTime", end ? Json(end) : Json()}, {"duration", nullptr}}}}}};
}

Json list(std::initializer_list<Json> rows)
{
    Json value = Json::array();
    for (const Json& each : rows)
        value.push_back(each);
    return {{"value", value}};
}

GraphReplies eligibilities(const Json& schedules, const Json& requests = list({}))
{
    GraphReplies replies;
    replies[u"R16:"_s + group.id] = schedules;
    replies[u"R18:"_s + group.id] = requests;
    return replies;
}

GraphReplies membership(const Json& members, const Json& assignments = list({}))
{
    GraphReplies replies;
    replies[u"R15:"_s + group.id] = members;
    replies[u"R20:"_s + group.id] = assignments;
    return replies;
}

Json memberRow(const PrincipalWish& who)
{
    return {{"id", who.id.toStdString()}, {"displayName", "x"},
        {"userPrincipalName", who.name.toStdString()}};
}

Json assignmentRow(const PrincipalWish& who, const char* type)
{
    return {
        {"principalId", who.id.toStdString()}, {"accessId", "member"}, {"assignmentType", type}};
}

Place here()
{
    return {.tenantId = tenantId, .graphRoot = u"https://graph.example/v1.0"_s, .now = now};
}

const change::MakeEligible assign{.group = group, .who = kai, .start = {}, .end = wantedEnd};
const change::RemoveMember removal{.group = group, .who = morgan};
const char* const ends = "2026-12-31T12:00:00Z"; // wantedEnd
const char* const begun = "2026-10-31T12:00:00Z";

//! Carried out at that moment: whether it can be undone depends on the time since.
WriteRecord recordAt(
    const QDateTime& at, const ChangeKind& kind, const Json& before = Json::object())
{
    WriteRecord record = recordOf(kind, before);
    record.at = at;
    record.doneAt = at;
    return record;
}

} // namespace

class CarryPimTest : public QObject {
    Q_OBJECT

private slots:
    void anEligibilityIsAskedFor()
    {
        const Move move = next(assign, here(), eligibilities(list({row(morgan, begun, ends)})));
        QVERIFY(is<Write>(move));
        const Json body = bodyIn(move);
        QCOMPARE(QString::fromStdString(body["action"]), u"adminAssign"_s);
        QCOMPARE(QString::fromStdString(body["principalId"]), kai.id);
        QCOMPARE(QString::fromStdString(body["scheduleInfo"]["expiration"]["endDateTime"]),
            QString::fromLatin1(ends));
        QCOMPARE(QString::fromStdString(body["scheduleInfo"]["startDateTime"]),
            u"2026-11-01T11:59:00Z"_s);
        QCOMPARE(std::get<Write>(move).path,
            u"/identityGovernance/privilegedAccess/group/eligibilityScheduleRequests"_s);
        QVERIFY(std::get<Write>(move).before.empty());
        QCOMPARE(see(assign, here(), eligibilities(list({row(morgan, begun, ends)}))).shown,
            Sight::Shown::No);
    }

    void whatIsThereIsNotAskedForAgain()
    {
        const GraphReplies there = eligibilities(list({row(kai, begun, ends)}));
        QVERIFY(is<AlreadyThere>(next(assign, here(), there)));
        const Sight sight = see(assign, here(), there);
        QCOMPARE(sight.shown, Sight::Shown::Yes);
        QCOMPARE(QString::fromStdString(sight.made["id"]), u"row-"_s + kai.id);
        QVERIFY(is<NotYet>(next(
            assign, here(), eligibilities(list({row(kai, begun, ends, "PendingProvisioning")})))));
        Json request{{"principalId", kai.id.toStdString()}, {"accessId", "member"},
            {"status", "PendingApproval"}};
        QVERIFY(is<NotYet>(next(assign, here(), eligibilities(list({}), list({request})))));
    }

    void otherDatesBecomeAnUpdateThatKnowsTheEarlierOnes()
    {
        const Json other = row(kai, begun, "2027-03-01T00:00:00Z");
        const Move move = next(assign, here(), eligibilities(list({other})));
        QCOMPARE(QString::fromStdString(bodyIn(move)["action"]), u"adminUpdate"_s);
        QVERIFY(std::get<Write>(move).before["scheduleInfo"] == other["scheduleInfo"]);
    }

    void anEligibilityIsRemovedAfterFiveMinutes()
    {
        const GraphReplies there = eligibilities(list({row(kai, begun, ends)}));
        const Move early = takeBack(assign, recordAt(now.addSecs(-60), assign), here(), there);
        QVERIFY(is<CannotDo>(early));
        const Move late = takeBack(assign, recordAt(now.addSecs(-300), assign), here(), there);
        QVERIFY(is<Write>(late));
        QCOMPARE(QString::fromStdString(bodyIn(late)["action"]), u"adminRemove"_s);
        QVERIFY(!bodyIn(late).contains("scheduleInfo"));
        QVERIFY(is<AlreadyThere>(takeBack(assign, recordAt(now.addSecs(-300), assign), here(),
            eligibilities(list({row(morgan, begun, ends)})))));
        // somebody else's dates stay
        QVERIFY(is<CannotDo>(takeBack(assign, recordAt(now.addSecs(-300), assign), here(),
            eligibilities(list({row(kai, begun, "2027-03-01T00:00:00Z")})))));
    }

    void anUpdateGoesBackToWhatWasRead()
    {
        const Json before{
            {"scheduleInfo", row(kai, begun, "2027-03-01T00:00:00Z")["scheduleInfo"]}};
        const WriteRecord record = recordAt(now.addSecs(-10), assign, before);
        const Move move =
            takeBack(assign, record, here(), eligibilities(list({row(kai, begun, ends)})));
        QVERIFY(is<Write>(move));
        QCOMPARE(QString::fromStdString(bodyIn(move)["action"]), u"adminUpdate"_s);
        QCOMPARE(QString::fromStdString(bodyIn(move)["scheduleInfo"]["expiration"]["endDateTime"]),
            u"2027-03-01T00:00:00Z"_s);
        QVERIFY(is<AlreadyThere>(takeBack(assign, record, here(),
            eligibilities(list({row(kai, begun, "2027-03-01T00:00:00Z")})))));
        QVERIFY(is<CannotDo>(takeBack(assign, record, here(),
            eligibilities(list({row(kai, begun, "2027-05-01T00:00:00Z")})))));
        const WriteRecord endless =
            recordAt(now, assign, {{"scheduleInfo", row(kai, begun, nullptr)["scheduleInfo"]}});
        const Move open =
            takeBack(assign, endless, here(), eligibilities(list({row(kai, begun, ends)})));
        QCOMPARE(QString::fromStdString(bodyIn(open)["scheduleInfo"]["expiration"]["type"]),
            u"noExpiration"_s);
    }

    void aMemberIsRemovedByReferenceOnly()
    {
        const GraphReplies there = membership(list({memberRow(kai), memberRow(morgan)}));
        const Move move = next(removal, here(), there);
        QVERIFY(is<Write>(move));
        QCOMPARE(std::get<Write>(move).method, HttpMethod::Delete);
        QCOMPARE(
            std::get<Write>(move).path, u"/groups/%1/members/%2/$ref"_s.arg(group.id, morgan.id));
        QVERIFY(is<AlreadyThere>(next(removal, here(), membership(list({memberRow(kai)})))));
        QVERIFY(is<AlreadyThere>(next(removal, here(),
            membership(list({memberRow(morgan)}), list({assignmentRow(morgan, "activated")})))));
        QVERIFY(is<CannotDo>(next(removal, here(),
            membership(list({memberRow(morgan)}), list({assignmentRow(morgan, "assigned")})))));
        const change::RemoveMember nobody{.group = group, .who = {}};
        QVERIFY(is<CannotDo>(next(nobody, here(), there)));
        GraphReplies half = there;
        half.erase(u"R20:"_s + group.id);
        QVERIFY(is<NotYet>(next(removal, here(), half)));
        QCOMPARE(see(removal, here(), there).shown, Sight::Shown::No);
        QCOMPARE(see(removal, here(), membership(list({memberRow(kai)}))).shown, Sight::Shown::Yes);
        QCOMPARE(see(removal, here(), {}).shown, Sight::Shown::Unread);
    }

    void aMemberIsAddedAgain()
    {
        const Move move =
            takeBack(removal, recordAt(now, removal), here(), membership(list({memberRow(kai)})));
        QVERIFY(is<Write>(move));
        QCOMPARE(std::get<Write>(move).method, HttpMethod::Post);
        QCOMPARE(std::get<Write>(move).path, u"/groups/%1/members/$ref"_s.arg(group.id));
        QCOMPARE(QString::fromStdString(bodyIn(move)["@odata.id"]),
            u"https://graph.example/v1.0/directoryObjects/"_s + morgan.id);
        QVERIFY(is<AlreadyThere>(takeBack(
            removal, recordAt(now, removal), here(), membership(list({memberRow(morgan)})))));
    }

    //! Nor that somebody is no member, nor that nobody is eligible.
    void whatIsNoListIsNoEvidence()
    {
        for (const Json& odd : {Json::object(), Json{{"value", nullptr}},
                 Json{{"value", Json::object()}}, Json::array()}) {
            QVERIFY(is<NotYet>(next(assign, here(), eligibilities(odd))));
            QVERIFY(is<NotYet>(next(assign, here(), eligibilities(list({}), odd))));
            QCOMPARE(see(assign, here(), eligibilities(odd)).shown, Sight::Shown::Unread);
            QVERIFY(is<NotYet>(
                takeBack(assign, recordAt(now.addDays(-1), assign), here(), eligibilities(odd))));
            QVERIFY(is<NotYet>(next(removal, here(), membership(odd))));
            QVERIFY(is<NotYet>(next(removal, here(), membership(list({memberRow(morgan)}), odd))));
            QCOMPARE(see(removal, here(), membership(odd)).shown, Sight::Shown::Unread);
            QVERIFY(is<NotYet>(takeBack(removal, recordAt(now, removal), here(), membership(odd))));
        }
    }

    //! Each path that is read must fit the one that the checks read.
    void whatIsReadIsNamed()
    {
        QCOMPARE(looks(assign, here()).size(), 2U);
        QVERIFY(looks(assign, here())[0].path.contains(u"groupId eq '%1'"_s.arg(group.id)));
        QVERIFY(looks(removal, here())[0].path.startsWith(u"/groups/%1/members?"_s.arg(group.id)));
    }
};

QTEST_GUILESS_MAIN(CarryPimTest)
#include "tst_carry_pim.moc"
