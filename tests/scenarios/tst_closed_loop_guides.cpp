// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/guide_breaks.h"
#include "support/scenario_run.h"
#include "support/write_run.h"

#include <QRandomGenerator>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Guide {
    QString id; //!< of the ready scenario
    std::vector<Break> breaks;
};

Guide guideOf(const QString& name)
{
    return name == u"spark-pim" ? Guide{u"spark-pim-ready"_s, sparkBreaks()}
                                : Guide{u"scim-ready"_s, scimBreaks()};
}

Scenario broken(const Guide& guide, const std::vector<size_t>& which, int replicationMs)
{
    Scenario scenario = builtInScenario(guide.id).value();
    for (const size_t each : which)
        guide.breaks[each].apply(scenario);
    scenario.network["replicationDelayMs"] = replicationMs;
    scenario.network["firstCycleSeconds"] = 20;
    return scenario;
}

QString namesOf(const Guide& guide, const std::vector<size_t>& which)
{
    QStringList names;
    for (const size_t each : which)
        names << QString::fromLatin1(guide.breaks[each].name);
    return names.join(u" + "_s);
}

//! What is still wrong, but for what takes a person or time.
QStringList stillWrong(const Report& report)
{
    QStringList wrong = notGreen(report);
    wrong.removeIf([](const QString& each) { return each.startsWith(u"pim.active/"_s); });
    return wrong;
}

} // namespace

//! Break, confirm, plan, apply, confirm: green. Then back: as broken as before.
class ClosedLoopGuidesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachBreakHeals_data() { rows(); }
    void eachBreakHeals()
    {
        QFETCH(QString, guide);
        QFETCH(int, which);
        heal(guideOf(guide), {size_t(which)}, which % 2 == 0 ? 0 : 5000);
    }

    void someTogetherHeal_data()
    {
        QTest::addColumn<QString>("guide");
        QTest::addColumn<quint32>("seed");
        for (const char* guide : {"spark-pim", "scim"}) {
            for (quint32 seed = 1; seed <= 12; ++seed)
                QTest::addRow("%s %u", guide, seed) << QString::fromLatin1(guide) << seed;
        }
    }
    void someTogetherHeal()
    {
        QFETCH(QString, guide);
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        const Guide used = guideOf(guide);
        std::vector<size_t> which;
        for (size_t i = 0; i < used.breaks.size(); ++i) {
            if (random.bounded(3) == 0)
                which.push_back(i);
        }
        if (which.empty())
            which.push_back(random.bounded(quint32(used.breaks.size())));
        heal(used, which, random.bounded(2) == 0 ? 0 : int(random.bounded(20'000)));
    }

private:
    static void rows()
    {
        QTest::addColumn<QString>("guide");
        QTest::addColumn<int>("which");
        for (const char* guide : {"spark-pim", "scim"}) {
            const Guide used = guideOf(QString::fromLatin1(guide));
            for (size_t i = 0; i < used.breaks.size(); ++i)
                QTest::addRow("%s: %s", guide, used.breaks[i].name)
                    << QString::fromLatin1(guide) << int(i);
        }
    }

    void heal(const Guide& guide, const std::vector<size_t>& which, int replicationMs)
    {
        const QString names = namesOf(guide, which);
        if (!m_run || m_run->profile.id != builtInScenario(guide.id)->profile)
            m_run = std::make_unique<WriteRun>(guide.id);
        WriteRun& run = *m_run;
        run.load(broken(guide, which, replicationMs));
        run.browser.click = [&](const QUrl& url) {
            QUrl chosen = url; // whom the person chooses on the page
            chosen.setQuery(url.query() + u"&login_hint="_s + run.scenario.signIn);
            return page.open(chosen);
        };
        const Verified before = run.check();
        const QStringList tripped = stillWrong(before.report);
        QVERIFY2(!tripped.isEmpty(), qPrintable(names));
        applyUntilGreen(run, before, names);
        if (QTest::currentTestFailed())
            return;
        const bool isUndoable =
            std::ranges::all_of(which, [&](size_t each) { return guide.breaks[each].isUndoable; });
        if (isUndoable)
            goBack(run, tripped, names);
    }

    //! In two rounds at most: what comes after a consent is planned once it shows.
    void applyUntilGreen(WriteRun& run, const Verified& first, const QString& names)
    {
        Verified verified = first;
        for (int round = 0; round < 2; ++round) {
            const Plan whole = run.planFor(verified);
            if (round > 0 && whole.isEmpty())
                break;
            QVERIFY2(!whole.isEmpty(),
                qPrintable(
                    names + u": nothing planned for "_s + stillWrong(verified.report).join(u' ')));
            const Applied applied = run.applyPlan(whole, verified);
            const QStringList open = notDone(whole, applied);
            QVERIFY2(open.isEmpty(), qPrintable(names + u": "_s + open.join(u"; "_s)));
            (void)run.pacer.wait(std::chrono::seconds(60), {}); // the first cycle
            verified = run.check();
        }
        const QStringList left = stillWrong(verified.report);
        QVERIFY2(left.isEmpty(), qPrintable(names + u": "_s + left.join(u' ')));
        QVERIFY2(run.planFor(verified).isEmpty(), qPrintable(names));
    }

    void goBack(WriteRun& run, const QStringList& tripped, const QString& names)
    {
        (void)run.pacer.wait(std::chrono::minutes(6), {}); // PIM removes nothing younger
        run.signIn();
        const Verified ready = run.check();
        const Applied undone = run.undoAll(ready);
        QStringList open = notDone({}, undone);
        // a restart leaves nothing to be undone
        open.removeIf([](const QString& each) { return each.contains(u"cannot be undone"_s); });
        QVERIFY2(open.isEmpty(), qPrintable(names + u": "_s + open.join(u"; "_s)));
        (void)run.pacer.wait(std::chrono::seconds(60), {});
        QVERIFY2(stillWrong(run.check().report) == tripped,
            qPrintable(names + u": "_s + stillWrong(run.check().report).join(u' ')
                + u" instead of "_s + tripped.join(u' ')));
    }

    std::unique_ptr<WriteRun> m_run;
    HeadlessBrowser page;
};

QTEST_GUILESS_MAIN(ClosedLoopGuidesTest)
#include "tst_closed_loop_guides.moc"
