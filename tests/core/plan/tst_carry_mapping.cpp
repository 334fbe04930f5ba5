// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "support/moves.h"
#include "support/provisioning_world.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! JSON with ' for its quotes and ~ for those inside a text.
QByteArray json(const char* text)
{
    return QByteArray(text).replace('\'', '"').replace('~', "\\\"");
}

//! A schema with more in it than anybody here knows of.
QByteArray schemaOf(const QByteArray& entries, bool enabled = true, bool described = true)
{
    QByteArray text = json("{'@odata.context':'https://graph/x','zebra':1,'id':'schema',"
                           "'directories':[{'name':'source','objects':[]},"
                           "{'zeal':{'b':1,'a':2},'name':'target','objects':[{'name':'urn:User',"
                           "'attributes':[{'anchor':true,'name':'id'}");
    if (described)
        text += json(",{'name':'roles[primary eq ~True~].value','mutability':'ReadWrite'}");
    text += json("],'extra':[1.5,null]}]}],'synchronizationRules':[{'id':'R','priority':7,"
                 "'unknown':{'z':0,'y':[]},'sourceDirectoryName':'source',"
                 "'targetDirectoryName':'target','objectMappings':[{'name':'groups',"
                 "'sourceObjectName':'Group','targetObjectName':'urn:Group','enabled':true,"
                 "'attributeMappings':[]},{'name':'users','sourceObjectName':'User',"
                 "'targetObjectName':'urn:User','enabled':");
    text += enabled ? "true" : "false";
    return text + json(",'scope':null,'attributeMappings':[") + entries + "]}]}]}";
}

const QByteArray userName =
    json("{'targetAttributeName':'userName','matchingPriority':1,'own':'kept','source':{'type':"
         "'Attribute','name':'userPrincipalName','expression':'[userPrincipalName]'}}");
const QByteArray direct = json(
    "{'custom':[3],'targetAttributeName':'roles[primary eq ~True~].value','matchingPriority':0,"
    "'source':{'type':'Attribute','name':'appRoleAssignments','expression':'[x]'}}");
const QByteArray otherwise =
    json("{'targetAttributeName':'roles[primary eq ~True~].value','source':{'type':'Function',"
         "'expression':'Other([appRoleAssignments])'}}");
const QByteArray mail = json("{'targetAttributeName':'emails[type eq ~work~].value','source':{"
                             "'type':'Attribute','name':'mail','expression':'[mail]'}}");

Json usersIn(const Json& schema)
{
    return schema["synchronizationRules"][0]["objectMappings"][1];
}

Json documentOf(QByteArray bytes)
{
    Json json = Json::parse(bytes.toStdString());
    json.erase("@odata.context");
    return json;
}

} // namespace

class CarryMappingTest : public QObject {
    Q_OBJECT

private slots:
    void theRoleMappingIsMergedIntoTheWholeSchema()
    {
        const QByteArray whole = schemaOf(userName + ',' + direct + ',' + mail);
        const Move move = next(roles, here(whole), {});
        QVERIFY(is<Write>(move));
        QCOMPARE(std::get<Write>(move).method, HttpMethod::Put);
        QCOMPARE(
            std::get<Write>(move).path, u"/servicePrincipals/S/synchronization/jobs/J/schema"_s);
        const Json sent = bodyIn(move);
        Json expected = documentOf(whole);
        const Json entry = usersIn(sent)["attributeMappings"][1];
        expected["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][1] = entry;
        QVERIFY(sent == expected); // all else is as it was
        QVERIFY(entry["source"]["type"] == "Function");
        QVERIFY(entry["source"]["expression"] == singleRole.toStdString());
        QVERIFY(entry["targetAttributeName"] == roleAttribute.toStdString());
        QVERIFY(entry["matchingPriority"] == 0);
        // the members keep their order
        const QByteArray& bytes = std::get<Write>(move).body;
        QVERIFY(bytes.startsWith(json("{'zebra':1,'id':'schema','directories'")));
        QVERIFY(bytes.contains(json("'zeal':{'b':1,'a':2},'name':'target'")));
        QVERIFY(bytes.contains(json("'extra':[1.5,null]")));
        // what was sent is what is wanted
        QVERIFY(is<AlreadyThere>(next(roles, here(bytes), {})));
        QCOMPARE(see(roles, here(), one("schema", sent)).shown, Sight::Shown::Yes);
        QCOMPARE(see(roles, here(), one("schema", documentOf(whole))).shown, Sight::Shown::No);
        // and back
        const WriteRecord record = recordOf(roles, std::get<Write>(move).before);
        const Move back = takeBack(roles, record, here(bytes), {});
        QVERIFY(is<Write>(back));
        QVERIFY(bodyIn(back) == documentOf(whole));
        QVERIFY(is<AlreadyThere>(takeBack(roles, record, here(std::get<Write>(back).body), {})));
    }

    void anAttributeThatIsNotDescribedIsAddedAndForgotten()
    {
        const QByteArray whole = schemaOf(userName, true, false);
        const Move move = next(roles, here(whole), {});
        const Json sent = bodyIn(move);
        QVERIFY(sent["directories"][1]["objects"][0]["attributes"][1]
            == Json({{"name", roleAttribute.toStdString()}, {"type", "String"}}));
        QCOMPARE(usersIn(sent)["attributeMappings"].size(), 2U);
        const Move back = takeBack(roles, recordOf(roles, std::get<Write>(move).before),
            here(std::get<Write>(move).body), {});
        QVERIFY(bodyIn(back) == documentOf(whole));
    }

    void aMappingThatSomebodyChangedSinceStays()
    {
        const Move move = next(roles, here(schemaOf(userName + ',' + direct)), {});
        const WriteRecord record = recordOf(roles, std::get<Write>(move).before);
        const QByteArray other = schemaOf(userName + ',' + otherwise);
        QVERIFY(is<CannotDo>(takeBack(roles, record, here(other), {})));
    }

    //! A job that is gone has taken its mappings along; of one that is listed they do not show.
    void mappingsGoWithTheirJob()
    {
        const WriteRecord record = recordOf(roles);
        const change::EnableUserMapping users;
        const auto both = [&](const GraphReplies& replies, const Place& place) {
            const Move one = takeBack(roles, record, place, replies);
            const Move other = takeBack(users, recordOf(users), place, replies);
            return one.index() == other.index() ? one : Move(CannotDo{u"they differ"_s});
        };
        GraphReplies replies = gone("schema");
        replies[u"jobs"_s] = Json{{"value", Json::array()}};
        QVERIFY(is<AlreadyThere>(both(replies, here())));
        replies[u"jobs"_s] = ReadFailure{.kind = ReadFailure::Kind::NotFound, .status = 404};
        QVERIFY(is<AlreadyThere>(both(replies, here())));
        for (const Json& odd : {Json::object(), Json{{"value", nullptr}},
                 Json{{"value", Json::array({job("Active", "Active")})}}}) {
            replies[u"jobs"_s] = odd;
            QVERIFY2(is<NotYet>(both(replies, here())), odd.dump().c_str());
        }
        // which job it was is not known any more
        Place without = here();
        without.jobId.clear();
        QVERIFY(is<NotYet>(both(jobsOf(Json::array({job("Active", "Active")})), without)));
        QVERIFY(is<AlreadyThere>(both(jobsOf(Json::array()), without)));
        QVERIFY(is<AlreadyThere>(both(gone("sp"), Place{})));
        QVERIFY(is<NotYet>(both({}, Place{})));
        QCOMPARE(looks(roles, here()).size(), 2U);
        QCOMPARE(looks(roles, without).size(), 1U);
        QCOMPARE(looks(users, Place{}).at(0).id, u"sp"_s);
    }

    //! Copying and destroying recurse: it must not be built up at all.
    void aSchemaOfManyLevelsIsNotRead()
    {
        constexpr int levels = 250000;
        const QByteArray deep = json("{'synchronizationRules':[],'x':") + QByteArray(levels, '[')
            + QByteArray(levels, ']') + '}';
        QVERIFY(is<CannotDo>(next(roles, here(deep), {})));
        QVERIFY(is<CannotDo>(next(change::EnableUserMapping{}, here(deep), {})));
        QVERIFY(is<CannotDo>(takeBack(roles, recordOf(roles), here(deep), {})));
        QVERIFY(is<CannotDo>(next(roles, here(QByteArray(levels, '[')), {})));
    }

    void severalRolesTakeThePlaceOfOne()
    {
        const QByteArray one = std::get<Write>(next(roles, here(schemaOf(userName)), {})).body;
        const change::MapRoles complex{.single = false};
        const Json sent = bodyIn(next(complex, here(one), {}));
        QCOMPARE(usersIn(sent)["attributeMappings"].size(), 2U);
        QVERIFY(usersIn(sent)["attributeMappings"][1]["targetAttributeName"] == "roles");
        QVERIFY(is<AlreadyThere>(next(complex, here(QByteArray::fromStdString(sent.dump())), {})));
    }

    void usersAreSwitchedOnAndOff()
    {
        const change::EnableUserMapping kind;
        const QByteArray whole = schemaOf(userName, false);
        const Move move = next(kind, here(whole), {});
        Json expected = documentOf(whole);
        expected["synchronizationRules"][0]["objectMappings"][1]["enabled"] = true;
        QVERIFY(bodyIn(move) == expected);
        QVERIFY(is<AlreadyThere>(next(kind, here(schemaOf(userName, true)), {})));
        QCOMPARE(see(kind, here(), one("schema", expected)).shown, Sight::Shown::Yes);
        QCOMPARE(see(kind, here(), one("schema", documentOf(whole))).shown, Sight::Shown::No);
        const Move back = takeBack(kind, recordOf(kind, std::get<Write>(move).before),
            here(std::get<Write>(move).body), {});
        QVERIFY(bodyIn(back) == documentOf(whole));
        QVERIFY(is<AlreadyThere>(takeBack(kind, recordOf(kind), here(whole), {})));
    }

    void aSchemaThatIsNotKnownIsNotSent()
    {
        QVERIFY(is<NotYet>(next(roles, here(), {})));
        for (const char* bytes : {"{}", "[]", "{\"synchronizationRules\":1}", "<html>",
                 "{\"synchronizationRules\":[{\"objectMappings\":[]}]}"})
            QVERIFY2(is<CannotDo>(next(roles, here(bytes), {})), bytes);
        QCOMPARE(wholeOf(ChangeKind(roles), here()),
            u"/servicePrincipals/S/synchronization/jobs/J/schema"_s);
        QCOMPARE(wholeOf(ChangeKind(credentials), here()), QString());
        QCOMPARE(wholeOf(ChangeKind(roles), Place{}), QString());
    }
};

QTEST_GUILESS_MAIN(CarryMappingTest)
#include "tst_carry_mapping.moc"
