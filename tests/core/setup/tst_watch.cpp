// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/moments.h"
#include "setup/watch.h"
#include "support/fake_pacer.h"
#include "support/fake_transport.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;
using std::chrono::seconds;

namespace {

const QString tenant = u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s;

//! The tenant is not there for some rounds, then it is.
HttpResult metadata(int round, int appearsIn)
{
    if (round < appearsIn)
        return reply(400, R"({"error":"invalid_tenant","error_description":"AADSTS90002"})");
    return reply(200,
        "{\"issuer\":\"https://login.microsoftonline.com/" + tenant.toUtf8()
            + "/v2.0\",\"msgraph_host\":\"graph.microsoft.com\"}");
}

struct Watched {
    Profile profile = builtInProfile(u"sspim"_s).value();
    Inputs inputs{{{u"tenantId"_s, {tenant}}}};
    Endpoints endpoints = cloudByName(u"global"_s).value();
    FakePacer pacer;
    int rounds = 0;
    int shown = 0;

    std::function<void(Verified&)> settle;

    std::optional<Verified> run(int appearsIn, const std::stop_token& stop = {})
    {
        FakeTransport transport([&](const HttpRequest&) { return metadata(rounds++, appearsIn); });
        const VerifyRequest request{.profile = profile, .inputs = inputs, .endpoints = endpoints};
        return watch(
            request, u"tenant.exists"_s, transport, pacer, stop, [&](const Verified&) { ++shown; },
            settle);
    }
};

} // namespace

class WatchTest : public QObject {
    Q_OBJECT

private slots:
    void readsAgainUntilItShows()
    {
        Watched watched;
        const std::optional<Verified> last = watched.run(3);
        QVERIFY(last && isShown(last->report, u"tenant.exists"_s));
        QCOMPARE(watched.rounds, 5); // the whole guide, three looks, the whole guide again
        QCOMPARE(watched.shown, 1); // what was there before the waiting
        const std::vector<std::chrono::milliseconds> pauses{seconds(2), seconds(4), seconds(8)};
        QCOMPARE(watched.pacer.waits, pauses);
    }

    void whatShowsAtOnceIsReadOnce()
    {
        Watched watched;
        QVERIFY(watched.run(0));
        QCOMPARE(watched.rounds, 1);
        QVERIFY(watched.pacer.waits.empty());
    }

    //! What a reading shows may still be a state of before our own write.
    void whatIsPutRightDecides()
    {
        Watched watched;
        int looks = 0;
        watched.settle = [&](Verified& verified) {
            for (Finding& finding : verified.report.findings)
                if (finding.check == u"tenant.exists" && ++looks < 3)
                    finding.verdict = Verdict::Waiting;
        };
        const std::optional<Verified> last = watched.run(0);
        QVERIFY(last && isShown(last->report, u"tenant.exists"_s));
        QCOMPARE(watched.rounds, 4); // the whole guide, two looks, the whole guide again
        QCOMPARE(int(watched.pacer.waits.size()), 2);
    }

    void itEndsByItself()
    {
        Watched watched;
        const auto started = watched.pacer.ticks();
        const std::optional<Verified> last = watched.run(1'000'000);
        QVERIFY(last && !isShown(last->report, u"tenant.exists"_s));
        QVERIFY(watched.pacer.ticks() - started >= watchLimit(u"tenant.exists"_s));
        QVERIFY(watched.pacer.ticks() - started < watchLimit(u"tenant.exists"_s) + seconds(30));
        QVERIFY(watchLimit(u"provisioning.progress"_s) > watchLimit(u"tenant.exists"_s));
    }

    void aStopEndsItWithoutAReport()
    {
        Watched watched;
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!watched.run(5, stop.get_token()));
    }

    void aMomentIsKeptUntilItIsAboutSomethingElse()
    {
        const Profile profile = builtInProfile(u"spark-pim"_s).value();
        Setup setup{.id = u"0d5b8e67-3c21-4fa9-b7d0-95e1c8a4623f"_s, .profile = profile.id};
        setup.inputs.set(u"group"_s, u"Admins"_s);
        setup.inputs.set(u"testUser"_s, u"kai@contoso.com"_s);
        Report report{.profile = profile.id,
            .startedAt = QDateTime(QDate(2026, 11, 1), QTime(9, 0), Qt::UTC),
            .findings = notRunFindings(profile, setup.inputs)};
        QVERIFY(!keepMoments(setup, profile, report)); // what did not pass is no moment
        for (Finding& finding : report.findings) {
            if (finding.check == u"pim.inactive")
                finding.verdict = Verdict::Pass;
        }
        QVERIFY(keepMoments(setup, profile, report));
        QCOMPARE(momentsOf(setup, profile).size(), size_t(1));
        // a later run in which the state is over takes nothing away
        for (Finding& finding : report.findings) {
            if (finding.check == u"pim.inactive")
                finding.verdict = Verdict::NotRun;
            if (finding.check == u"pim.active")
                finding.verdict = Verdict::Pass;
        }
        report.startedAt = report.startedAt.addSecs(600);
        QVERIFY(keepMoments(setup, profile, report));
        QCOMPARE(momentsOf(setup, profile).size(), size_t(2));
        // it survives being saved
        const Result<Setup> again = setupFromJson(setupToJson([&] {
            Setup whole = setup;
            whole.created = whole.changed = report.startedAt;
            return whole;
        }()),
            u"setup"_s);
        QVERIFY2(again.has_value(), qPrintable(again ? QString() : again.error().what));
        QCOMPARE(momentsOf(*again, profile).size(), size_t(2));
        // another group, another user: it says nothing about them
        setup.inputs.set(u"group"_s, u"Others"_s);
        QVERIFY(momentsOf(setup, profile).empty());
        setup.inputs.set(u"group"_s, u"Admins"_s);
        setup.inputs.set(u"testUser"_s, u"lee@contoso.com"_s);
        QVERIFY(momentsOf(setup, profile).empty());
    }
};

QTEST_GUILESS_MAIN(WatchTest)
#include "tst_watch.moc"
