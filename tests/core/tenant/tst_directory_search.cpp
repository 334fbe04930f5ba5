// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/fake_pacer.h"
#include "support/fake_transport.h"
#include "tenant/directory_search.h"

#include <QTest>
#include <QUrlQuery>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Search {
    Fetched<std::vector<DirectoryHit>> found;
    HttpRequest sent;
};

Search search(DirectoryKind kind, const QString& text, int status, const QByteArray& body)
{
    const Endpoints endpoints{u"custom"_s, u"Custom"_s,
        QUrl(u"https:/"
             u"/login.test"_s),
        QUrl(u"https:/"
             u"/graph.test"_s),
        {}};
    FakePacer pacer;
    FakeTransport transport([&](const HttpRequest&) { return reply(status, body); });
    NetContext net{.transport = transport,
        .pacer = pacer,
        .stop = {},
        .endpoints = endpoints,
        .deadline = pacer.ticks() + std::chrono::seconds(5),
        .use = {},
        .clockSkew = {}};
    const Secret token{QByteArrayView("token")};
    Search done{searchDirectory(kind, text, token, net), {}};
    done.sent = transport.sent.front();
    return done;
}

} // namespace

class TestDirectorySearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsThatCannotBeUsedAreLeftOut()
    {
        const Search one = search(DirectoryKind::Group, u"help"_s, 200, R"({"value":[
            {"id":"1","displayName":"Help","description":null,"securityEnabled":true,"groupTypes":[],"onPremisesSyncEnabled":null},
            {"id":"2","displayName":"Help","description":"second","securityEnabled":true,"groupTypes":[],"onPremisesSyncEnabled":false},
            {"id":"3","displayName":"Dyn","securityEnabled":true,"groupTypes":["DynamicMembership"]},
            {"id":"4","displayName":"Sync","securityEnabled":true,"groupTypes":[],"onPremisesSyncEnabled":true},
            {"id":"5","displayName":"List","securityEnabled":false,"groupTypes":[]}]})");
        QVERIFY(one.found);
        QCOMPARE(one.found->size(), 2U);
        QCOMPARE(one.found->at(0).detail, u"1"_s); // equal names are told apart
        QCOMPARE(one.found->at(1).detail, u"second"_s);
        QVERIFY(one.found->at(0).sharesName && one.found->at(1).sharesName);
    }

    void aNameSharedWithAGroupThatIsLeftOutIsShared()
    {
        const Search one = search(DirectoryKind::Group, u"help"_s, 200, R"({"value":[
            {"id":"1","displayName":"Help","securityEnabled":true,"groupTypes":[]},
            {"id":"2","displayName":"HELP","securityEnabled":true,"groupTypes":["DynamicMembership"]},
            {"id":"3","displayName":"Helpdesk","securityEnabled":true,"groupTypes":[]}]})");
        QVERIFY(one.found);
        QCOMPARE(one.found->size(), 2U);
        QVERIFY(one.found->at(0).sharesName);
        QVERIFY(!one.found->at(1).sharesName);
    }

    void theWordsStayInsideTheirQuotes()
    {
        const Search one =
            search(DirectoryKind::User, u"a\" OR \\x&$top=999#"_s, 200, R"({"value":[]})");
        const QUrlQuery query(one.sent.url);
        QCOMPARE(query.queryItemValue(u"$search"_s, QUrl::FullyDecoded),
            u"\"displayName:a\\\" OR \\\\x&$top=999#\" OR \"userPrincipalName:a\\\" OR \\\\x&$top=999#\""_s);
        QCOMPARE(query.queryItemValue(u"$top"_s), u"20"_s);
        QVERIFY(std::ranges::any_of(one.sent.headers, [](const HttpHeader& header) {
            return header.name == "ConsistencyLevel" && header.value == "eventual";
        }));
        QVERIFY(one.found && one.found->empty());
    }

    void domainsAreTheVerifiedOnes()
    {
        const Search one = search(DirectoryKind::Domain, u"con"_s, 200, R"({"value":[
            {"id":"contoso.example","isVerified":true,"isDefault":true,"isInitial":false,"authenticationType":"Managed"},
            {"id":"contoso.test","isVerified":false,"isDefault":false,"isInitial":false,"authenticationType":"Managed"},
            {"id":"other.example","isVerified":true,"isDefault":false,"isInitial":false,"authenticationType":"Managed"}]})");
        QVERIFY(one.found);
        QCOMPARE(one.found->size(), 1U);
        QCOMPARE(one.found->front().id, u"contoso.example"_s);
    }

    void aRefusalIsARefusal()
    {
        const Search one = search(DirectoryKind::Group, u"x"_s, 403,
            R"({"error":{"code":"Authorization_RequestDenied","message":"no"}})");
        QVERIFY(one.found.failedWith(ReadFailure::Kind::Refused));
        QVERIFY(search(DirectoryKind::Group, u"x"_s, 200, "<html>")
                    .found.failedWith(ReadFailure::Kind::Unexpected));
    }
};

QTEST_GUILESS_MAIN(TestDirectorySearch)
#include "tst_directory_search.moc"
