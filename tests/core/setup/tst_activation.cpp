// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_read.h"
#include "setup/activation.h"
#include "support/fake_pacer.h"
#include "support/fake_transport.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct World {
    explicit World(FakeTransport::Handler answer) : transport(std::move(answer)) { }

    QTemporaryDir folder;
    Journal journal{folder.filePath(u"setup.journal"_s)};
    FakeTransport transport;
    FakePacer pacer;
    Endpoints endpoints = cloudByName(u"global"_s).value();
    Session user{.accessToken = Secret(QByteArrayView("token-of-the-user")),
        .identity = Identity{.tenantId = u"t"_s, .objectId = u"u1"_s, .userName = u"kai"_s}};

    Result<Activation, QString> activate(const QString& reason = u"a test"_s)
    {
        NetContext net{.transport = transport,
            .pacer = pacer,
            .endpoints = endpoints,
            .deadline = pacer.ticks() + std::chrono::seconds(60)};
        return activateMembership(user,
            {.groupId = u"g1"_s, .reason = reason, .duration = std::chrono::hours(2)}, net,
            journal);
    }
};

QByteArray error(const char* code, const char* message)
{
    return QByteArray(R"({"error":{"code":")") + code + R"(","message":")" + message + R"("}})";
}

} // namespace

class ActivationTest : public QObject {
    Q_OBJECT

private slots:
    void sendsOneRequestForTheUserWhoSignedIn()
    {
        World world([](const HttpRequest&) { return reply(201, R"({"status":"Provisioned"})"); });
        const Result<Activation, QString> done = world.activate();
        QVERIFY(done.has_value() && !done->isPending());
        QCOMPARE(world.transport.sent.size(), size_t(1));
        const HttpRequest& sent = world.transport.sent.front();
        QCOMPARE(sent.url,
            QUrl(u"https://graph.microsoft.com/v1.0/identityGovernance/privilegedAccess/group/"
                 "assignmentScheduleRequests"_s));
        const Json body = *parseObject(sent.body);
        QCOMPARE(toQString(body["action"]), QStringLiteral("selfActivate"));
        QCOMPARE(toQString(body["accessId"]), QStringLiteral("member"));
        QCOMPARE(toQString(body["principalId"]), QStringLiteral("u1"));
        QCOMPARE(toQString(body["groupId"]), QStringLiteral("g1"));
        QCOMPARE(toQString(body["justification"]), QStringLiteral("a test"));
        QCOMPARE(toQString(body["scheduleInfo"]["startDateTime"]),
            QStringLiteral("2026-11-01T12:00:00Z"));
        QCOMPARE(
            toQString(body["scheduleInfo"]["expiration"]["duration"]), QStringLiteral("PT120M"));
    }

    void theJournalHasItBeforeItIsSent()
    {
        std::vector<JournalEntry> whenSent;
        World* its = nullptr;
        World world([&](const HttpRequest&) {
            whenSent = its->journal.read().value();
            return reply(201, R"({"status":"Provisioned"})");
        });
        its = &world;
        QVERIFY(world.activate().has_value());
        QCOMPARE(whenSent.size(), size_t(1));
        QCOMPARE(whenSent.front().state, JournalEntry::State::Intent);
        QCOMPARE(whenSent.front().who, u"kai"_s);
        const std::vector<JournalEntry> lines = world.journal.read().value();
        QCOMPARE(lines.size(), size_t(2));
        QCOMPARE(lines.back().state, JournalEntry::State::Done);
        QCOMPARE(lines.back().detail, u"Provisioned"_s);
        QFile file(world.journal.path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("token-of-the-user"));
    }

    void withoutAJournalNothingIsSent()
    {
        World world([](const HttpRequest&) { return reply(201, "{}"); });
        world.journal = Journal(world.folder.filePath(u"missing/setup.journal"_s));
        QVERIFY(world.activate().error().contains(u"nothing was sent"_s));
        QVERIFY(world.transport.sent.empty());
    }

    void aDamagedJournalNamesItsLine()
    {
        World world([](const HttpRequest&) { return reply(201, "{}"); });
        (void)world.activate();
        QFile file(world.journal.path());
        QVERIFY(file.open(QIODevice::Append));
        file.write("{\"at\":\n");
        file.close();
        QVERIFY(world.journal.read().error().where.endsWith(u":3"_s));
    }

    void approvalIsSaid()
    {
        World world(
            [](const HttpRequest&) { return reply(201, R"({"status":"PendingApproval"})"); });
        QVERIFY(world.activate()->isPending());
    }

    void everyRefusalSaysWhatToDo_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        const char* policy = "RoleAssignmentRequestPolicyValidationFailed";
        QTest::newRow("reason")
            << 400
            << error(policy, "The following policy rules failed: [\\\"JustificationRule\\\"]")
            << u"want a reason"_s;
        QTest::newRow("too long") << 400 << error(policy, "[\\\"ExpirationRule\\\"]")
                                  << u"shorter time"_s;
        QTest::newRow("mfa") << 400 << error(policy, "[\\\"MfaRule\\\"]") << u"multifactor"_s;
        QTest::newRow("ticket") << 400 << error(policy, "[\\\"TicketingRule\\\"]") << u"ticket"_s;
        QTest::newRow("context") << 400 << error("RoleAssignmentRequestAcrsValidationFailed", "x")
                                 << u"portal"_s;
        QTest::newRow("already") << 400 << error("RoleAssignmentExists", "x") << u"already"_s;
        QTest::newRow("not eligible")
            << 403 << error("Authorization_RequestDenied", "x") << u"not eligible"_s;
        QTest::newRow("something else") << 418 << QByteArray("<html>") << u"418"_s;
    }
    void everyRefusalSaysWhatToDo()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        World world([&](const HttpRequest&) { return reply(status, body); });
        const Result<Activation, QString> done = world.activate();
        QVERIFY(!done.has_value());
        QVERIFY2(done.error().contains(words), qPrintable(done.error()));
        QCOMPARE(world.transport.sent.size(), size_t(1));
    }

    void whatMayHaveBeenCarriedOutIsNeverSentAgain_data()
    {
        QTest::addColumn<bool>("answered");
        QTest::newRow("lost reply") << false;
        QTest::newRow("503") << true;
    }
    void whatMayHaveBeenCarriedOutIsNeverSentAgain()
    {
        QFETCH(bool, answered);
        World world([&](const HttpRequest&) {
            return answered ? reply(503, "{}") : lost(TransportFailure::Kind::ConnectionLost);
        });
        QVERIFY(!world.activate().has_value());
        QCOMPARE(world.transport.sent.size(), size_t(1));
        QCOMPARE(world.journal.read()->back().state, JournalEntry::State::Unknown);
    }
};

QTEST_GUILESS_MAIN(ActivationTest)
#include "tst_activation.moc"
