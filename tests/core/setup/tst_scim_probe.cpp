// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"
#include "setup/scim_probe.h"
#include "support/fake_transport.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = TransportFailure::Kind;

const QByteArray list =
    R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]})";
const QByteArray config =
    R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]})";
const QByteArray refusal =
    R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"401"})";

//! The three answers in the order of the requests.
struct Answers {
    HttpResult config = reply(200, ::config);
    HttpResult wrong = reply(401, refusal);
    HttpResult right = reply(200, list);
    bool online = true;
};

QString verdicts(const Answers& answers)
{
    const Profile profile = builtInProfile(u"scim"_s).value();
    Inputs inputs;
    inputs.set(u"tenantId"_s, u"3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"_s);
    inputs.set(u"scimUrl"_s, u"https://scim.vendor.example/v2"_s);
    const Secret token(QByteArrayView("a-token-of-the-vendor"));
    const std::vector<HttpResult> replies{answers.config, answers.wrong, answers.right};
    TenantSnapshot snapshot;
    snapshot.scim = readScimProbe(u"https://scim.vendor.example/v2"_s, replies, &token);
    if (answers.online)
        snapshot.metadata = TenantMetadata{.tenantId = inputs.text(u"tenantId"_s)};
    const Report report = evaluate(profile, inputs, true, snapshot);
    return verdictName(report.find(u"scim.reachable"_s)->verdict) + u' '
        + verdictName(report.find(u"scim.token"_s)->verdict);
}

} // namespace

class ScimProbeTest : public QObject {
    Q_OBJECT

private slots:
    void asksOnceWithAnInventedTokenAndOnceWithTheRightOne()
    {
        const Secret token(QByteArrayView("a-token-of-the-vendor"));
        const auto requests = scimProbeRequests(u"https://scim.vendor.example/v2/"_s, &token);
        QCOMPARE(requests.size(), size_t(3));
        const auto bearer = [&](size_t i) { return requests[i].headers.back().value; };
        QCOMPARE(requests[0].url, QUrl(u"https://scim.vendor.example/v2/ServiceProviderConfig"_s));
        QCOMPARE(
            requests[2].url, QUrl(u"https://scim.vendor.example/v2/Users?startIndex=1&count=1"_s));
        QCOMPARE(bearer(2), QByteArray("Bearer a-token-of-the-vendor"));
        QVERIFY(bearer(1).startsWith("Bearer ") && bearer(1).size() > 40);
        QVERIFY(bearer(1) != bearer(2));
        const auto again = scimProbeRequests(u"https://scim.vendor.example/v2"_s, &token);
        QVERIFY(again[1].headers.back().value != bearer(1)); // nobody could have let it in
        for (const HttpRequest& request : requests)
            QCOMPARE(request.method, HttpMethod::Get);
    }

    void withoutATokenOnlyTheInventedOneIsTried()
    {
        const auto requests = scimProbeRequests(u"https://scim.vendor.example/v2"_s, nullptr);
        QCOMPARE(requests.size(), size_t(2));
        QVERIFY(scimProbeRequests({}, nullptr).empty());
    }

    void whatTheEndpointSaysDecides_data()
    {
        QTest::addColumn<Answers>("answers");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, Answers answers, const QString& expected) {
            QTest::newRow(name) << std::move(answers) << expected;
        };
        const HttpResult html = HttpResponse{.status = 200,
            .headers = {{"Content-Type", "text/html"}},
            .body = "<html>Hello</html>"};
        const HttpResult missing = reply(404, "{}");
        row("all as it should be", {}, u"pass pass"_s);
        row("configuration is not served", {.config = missing}, u"pass pass"_s);
        row("any token is accepted", {.wrong = reply(200, list)}, u"pass fail"_s);
        row("the token is refused", {.right = reply(401, refusal)}, u"pass fail"_s);
        row("users are no list", {.right = reply(200, config)}, u"pass fail"_s);
        row("a web page", {.config = html, .wrong = html, .right = html}, u"fail not-run"_s);
        row("nothing there", {.config = missing, .wrong = missing, .right = missing},
            u"fail not-run"_s);
        row("redirected",
            {lost(Kind::RedirectRefused), lost(Kind::RedirectRefused), lost(Kind::RedirectRefused)},
            u"fail not-run"_s);
        row("bad TLS",
            {lost(Kind::TlsUntrusted), lost(Kind::TlsUntrusted), lost(Kind::TlsUntrusted)},
            u"fail not-run"_s);
        row("no such name",
            {lost(Kind::HostNotFound), lost(Kind::HostNotFound), lost(Kind::HostNotFound)},
            u"fail not-run"_s);
        row("no such name, and Entra was not reached either",
            {lost(Kind::HostNotFound), lost(Kind::HostNotFound), lost(Kind::HostNotFound), false},
            u"unknown not-run"_s);
        row("nobody listens",
            {lost(Kind::ConnectionRefused), lost(Kind::ConnectionRefused),
                lost(Kind::ConnectionRefused)},
            u"fail not-run"_s);
        row("too slow", {lost(Kind::TimedOut), lost(Kind::TimedOut), lost(Kind::TimedOut)},
            u"unknown unknown"_s);
        row("in trouble", {reply(503, "{}"), reply(503, "{}"), reply(503, "{}")},
            u"unknown unknown"_s);
        row("the refusal got lost", {.wrong = lost(Kind::ConnectionLost)}, u"pass unknown"_s);
        row("an unclear refusal", {.wrong = reply(400, "{}")}, u"pass unknown"_s);
    }
    void whatTheEndpointSaysDecides()
    {
        QFETCH(Answers, answers);
        QTEST(verdicts(answers), "expected");
    }

    void anAnswerThatRepeatsTheTokenIsNotKept()
    {
        const Secret token(QByteArrayView("a-token-of-the-vendor"));
        const HttpResult echo = HttpResponse{.status = 200,
            .headers = {{"Content-Type", "text/a-token-of-the-vendor"}},
            .body = "a-token-of-the-vendor"};
        TenantSnapshot snapshot;
        const std::vector<HttpResult> replies{echo, echo, echo};
        snapshot.scim = readScimProbe(u"https://scim.vendor.example/v2"_s, replies, &token);
        QVERIFY(!snapshotToJson(snapshot).contains("a-token-of-the-vendor"));
    }
};

QTEST_GUILESS_MAIN(ScimProbeTest)
#include "tst_scim_probe.moc"
