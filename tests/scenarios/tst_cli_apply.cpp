// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/child_program.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

ChildOutcome lockstepctl(const QStringList& arguments)
{
    return runChild(QStringLiteral(BINARY_DIR "/lockstepctl"), arguments, {});
}

} // namespace

//! plan, apply and undo as programs: what they print, and how they exit.
class CliApplyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void appliesFromFreshToReady_data();
    void appliesFromFreshToReady();
    void plansAsText();
    void plansAsJson();
    void nothingToPlan();
    void helpNamesTheCommand();
    void aSecondRegistrationIsNotMade();
    void whatIsNotPlannedIsSaid();
    void asksOnATerminalOnly();
    void saysWhatIsWrongWithACall_data();
    void saysWhatIsWrongWithACall();
    void whoLacksARoleIsToldBefore();
    void theReportTellsThePlan();
};

void CliApplyTest::appliesFromFreshToReady_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<int>("exit");
    for (const char* profile : {"sspim", "idemeum-user-source", "idemeum-jit", "spark-pim"})
        QTest::newRow(profile) << QString::fromLatin1(profile) << 0;
    // the first provisioning cycle takes its time: started, and waited for
    QTest::newRow("scim") << u"scim"_s << 3;
}

void CliApplyTest::appliesFromFreshToReady()
{
    QFETCH(QString, profile);
    QFETCH(int, exit);
    const ChildOutcome done =
        lockstepctl({u"apply"_s, u"--profile"_s, profile, u"--demo"_s, u"fresh"_s, u"--yes"_s});
    QVERIFY2(done.exit == exit, done.out.right(2500) + done.err);
    QVERIFY2(done.err.contains("requests sent"), done.err);
    QVERIFY2(!done.out.contains("Problem"), done.out.right(2500));
    // one sign-in where nothing must be read before the plan is made
    const int signIns = int(done.err.count("Waiting for the sign-in"));
    const bool knowsNothing = profile != u"spark-pim" && profile != u"scim";
    QCOMPARE(signIns, knowsNothing ? 1 : 2);
}

void CliApplyTest::plansAsText()
{
    const ChildOutcome done =
        lockstepctl({u"plan"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"fresh"_s});
    QCOMPARE(done.exit, 1);
    const QList<QByteArray> order{"Create the app registration",
        "Create the enterprise application", "Add a client secret",
        "User.Read.All in the whole tenant", "with the app role Admin", "Require assignment"};
    qsizetype place = 0;
    for (const QByteArray& each : order) {
        place = done.out.indexOf(each, place);
        QVERIFY2(place >= 0, each + " in " + done.out);
    }
    for (const char* part : {"before:", "after:", "request:", "permissions:", "role:",
             "confirmed by:", "undo:", "Prefer: create-if-missing"})
        QVERIFY2(done.out.contains(part), part);
}

void CliApplyTest::plansAsJson()
{
    const ChildOutcome done = lockstepctl(
        {u"plan"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"fresh"_s, u"--format"_s, u"json"_s});
    const auto plan = nlohmann::json::parse(done.out.toStdString(), nullptr, false);
    QVERIFY(plan.is_object());
    QCOMPARE(plan.value("schema", ""), std::string("lockstep.plan/1"));
    QCOMPARE(plan["changes"].size(), size_t(8));
    for (const nlohmann::json& change : plan["changes"]) {
        QVERIFY(!change.value("text", "").empty());
        QVERIFY(!change["heals"].empty());
        QVERIFY(!change["permissions"].empty());
        for (const nlohmann::json& before : change["after"])
            QVERIFY(before.get<size_t>() <= plan["changes"].size());
    }
}

void CliApplyTest::nothingToPlan()
{
    const ChildOutcome done = lockstepctl({u"plan"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s});
    QCOMPARE(done.exit, 0);
    QVERIFY(done.out.contains("Nothing is to be changed"));
}

void CliApplyTest::helpNamesTheCommand()
{
    for (const QString& command : {u"plan"_s, u"apply"_s, u"undo"_s}) {
        const ChildOutcome done = lockstepctl({command, u"--help"_s});
        QCOMPARE(done.exit, 0);
        QVERIFY2(done.out.contains("lockstepctl " + command.toLatin1() + " [options]"), done.out);
    }
}

//! What there is already is found before a second one is made.
void CliApplyTest::aSecondRegistrationIsNotMade()
{
    const ChildOutcome done = lockstepctl({u"apply"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s,
        u"ready"_s, u"--set"_s, u"clientId="_s, u"--yes"_s});
    QCOMPARE(done.exit, 1);
    QVERIFY2(done.err.contains("This tenant has a registration of this name already"), done.err);
    QVERIFY2(done.err.contains("0 requests sent"), done.err);
}

void CliApplyTest::whatIsNotPlannedIsSaid()
{
    const ChildOutcome unread =
        lockstepctl({u"plan"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"plain-member"_s});
    QCOMPARE(unread.exit, 3);
    QVERIFY2(
        unread.out.contains("It could not be read, so nothing is planned for it."), unread.out);
    const ChildOutcome elsewhere = lockstepctl(
        {u"plan"_s, u"--profile"_s, u"spark-pim"_s, u"--demo"_s, u"spark-pim-sso-missing"_s});
    QCOMPARE(elsewhere.exit, 1);
    QVERIFY2(elsewhere.out.contains("sso.configured"), elsewhere.out);
}

void CliApplyTest::asksOnATerminalOnly()
{
    const ChildOutcome done =
        lockstepctl({u"apply"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"fresh"_s});
    QCOMPARE(done.exit, 2);
    QVERIFY(done.err.contains("--yes"));
    QVERIFY(!done.err.contains("Sending"));
}

void CliApplyTest::saysWhatIsWrongWithACall_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no setup") << QStringList{u"undo"_s, u"--yes"_s} << QByteArray("--setup");
    QTest::newRow("not a setup") << QStringList{u"undo"_s, u"--setup"_s, u"../../etc/passwd"_s,
        u"--yes"_s} << QByteArray("not a setup");
    QTest::newRow("unknown setup") << QStringList{u"undo"_s, u"--setup"_s,
        u"2b0f0a54-8f5e-4b7a-9f0c-1f5b8a3c7d21"_s, u"--yes"_s}
                                   << QByteArray("2b0f0a54");
    QTest::newRow("no profile") << QStringList{u"apply"_s, u"--yes"_s} << QByteArray("--profile");
    QTest::newRow("a form that a plan has not")
        << QStringList{u"plan"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s, u"--format"_s, u"html"_s}
        << QByteArray("--format");
    QTest::newRow("an unknown way to sign in") << QStringList{u"apply"_s, u"--profile"_s,
        u"sspim"_s, u"--demo"_s, u"--yes"_s, u"--sign-in"_s, u"guess"_s}
                                               << QByteArray("--sign-in");
}

void CliApplyTest::saysWhatIsWrongWithACall()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    const ChildOutcome done = lockstepctl(arguments);
    QCOMPARE(done.exit, 2);
    QVERIFY2(done.err.contains(says), done.err);
}

void CliApplyTest::whoLacksARoleIsToldBefore()
{
    const QStringList tenant{u"--profile"_s, u"sspim"_s, u"--demo"_s, u"admin-without-role"_s};
    const ChildOutcome done = lockstepctl(QStringList{u"plan"_s} + tenant);
    QCOMPARE(done.exit, 1);
    QCOMPARE(done.out.count("request: POST /oauth2PermissionGrants"), 1);
    QCOMPARE(done.out.count("missing:"), 1);
    QVERIFY2(done.out.contains(
                 "missing: Your account lacks a role for this: Cloud Application Administrator"),
        done.out);
    // what nobody but a Privileged Role Administrator grants is left to that person's browser
    QVERIFY2(done.out.contains("somebody who holds Privileged Role Administrator"), done.out);
    // and the same account, told so, gets nothing sent
    const ChildOutcome written =
        lockstepctl(QStringList{u"apply"_s} + tenant + QStringList{u"--yes"_s});
    QCOMPARE(written.exit, 4);
    QVERIFY2(written.out.contains("missing:"), written.out);
    QVERIFY2(written.err.contains("An admin has to consent"), written.err);
    QVERIFY2(!written.err.contains("requests sent"), written.err);
}

void CliApplyTest::theReportTellsThePlan()
{
    const ChildOutcome done = lockstepctl({u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s,
        u"assignment-not-required"_s, u"--format"_s, u"json"_s});
    QCOMPARE(done.exit, 1);
    const auto report = nlohmann::json::parse(done.out.toStdString(), nullptr, false);
    QCOMPARE(report["plan"].size(), size_t(1));
    QCOMPARE(report["plan"][0].value("kind", ""), std::string("require-assignment"));
    bool offered = false;
    for (const nlohmann::json& finding : report["findings"]) {
        if (finding.value("check", "") == "assignment.required")
            offered = finding["remedy"].value("kind", "") == "change";
    }
    QVERIFY(offered);
    for (const char* format : {"text", "html"}) {
        const ChildOutcome page = lockstepctl({u"check"_s, u"--profile"_s, u"sspim"_s, u"--demo"_s,
            u"assignment-not-required"_s, u"--format"_s, QString::fromLatin1(format)});
        QVERIFY(page.out.contains("Require assignment for Self Service PIM"));
    }
}

QTEST_GUILESS_MAIN(CliApplyTest)
#include "tst_cli_apply.moc"
