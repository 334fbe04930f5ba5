// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/plan.h"
#include "support/moves.h"
#include "support/registration_world.h"

#include <QTest>

#include <algorithm>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

class CarryRolesTest : public QObject {
    Q_OBJECT

private slots:
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
};

QTEST_GUILESS_MAIN(CarryRolesTest)
#include "tst_carry_roles.moc"
