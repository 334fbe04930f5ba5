// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "json_document.h"
#include "words.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::json;

class JsonDocumentTest : public QObject {
    Q_OBJECT
private slots:
    void partsKnowTheirLine_data();
    void partsKnowTheirLine();
    void theTreeIsTheSameAsTheLibrarys();
    void strictnessHasItsPlace_data();
    void strictnessHasItsPlace();
    void errorsNeverQuoteTheInput();
    void nearWordsAreSuggested_data();
    void nearWordsAreSuggested();
};

void JsonDocumentTest::partsKnowTheirLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<int>("line");
    const QByteArray text =
        "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    2\n  ,3],\n\n \"c\":\n   {\"d/e~f\":\n null}}";
    const auto row = [&](const char* pointer, int line) {
        QTest::newRow(pointer) << text << QString::fromLatin1(pointer) << line;
    };
    row("", 1);
    row("/a", 2);
    row("/b", 3);
    row("/b/0", 4);
    row("/b/1", 5); // a number whose end is only seen on the next line
    row("/b/2", 6);
    row("/c", 8);
    row("/c/d~1e~0f", 9); // members stand at their key
    row("/b/7", 3); // absent: the parent's line
    row("/nowhere/at/all", 1);
    QTest::newRow("Windows line ends") << QByteArray("{\r\n\"a\":\r\n1}") << u"/a"_s << 2;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{\n\"a\":1}") << u"/a"_s << 2;
}

void JsonDocumentTest::partsKnowTheirLine()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, pointer);
    QFETCH(int, line);
    const Result<JsonDocument> document = parseJson(text, u"x.json"_s);
    QVERIFY2(document, document ? "" : qPrintable(document.error().where + document.error().what));
    QCOMPARE(document->lineOf(pointer.toStdString()), line);
    QCOMPARE(document->where(pointer.toStdString()),
        u"x.json:%1: %2"_s.arg(line).arg(pointer.isEmpty() ? u"/"_s : pointer));
}

void JsonDocumentTest::theTreeIsTheSameAsTheLibrarys()
{
    for (const char* text : {"null", "7", "-7", "1.5e3", "\"\\u00e4\\n\\ud83d\\ude00\"", "[]", "{}",
             "[[],[{}],{\"a\":[1,{\"b\":[]}]}]", "{\"\":1,\"a/b\":{\"~\":[true,false,null]}}",
             "18446744073709551615"}) {
        const Result<JsonDocument> document = parseJson(text, u"x"_s);
        QVERIFY2(document, text);
        QVERIFY2(document->root == Json::parse(text), text);
    }
}

void JsonDocumentTest::strictnessHasItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("what");
    QTest::newRow("twice") << QByteArray("{\"a\":1,\n\"b\":2,\n\"a\":3}") << u"x.json:3: /a"_s
                           << u"twice"_s;
    QTest::newRow("twice inside") << QByteArray("[{\"a\":1,\n\"a\":1}]") << u"x.json:2: /0/a"_s
                                  << u"twice"_s;
    QTest::newRow("UTF-8") << QByteArray("{\n\"a\":\"\xc3\x28\"}") << u"x.json:2"_s
                           << u"valid JSON"_s;
    QTest::newRow("Latin-1") << QByteArray("\n\n[\"M\xfcller\"]") << u"x.json:3"_s
                             << u"valid JSON"_s;
    QTest::newRow("NUL") << QByteArray("[1]\0", 4) << u"x.json:1"_s << u"valid JSON"_s;
    QTest::newRow("two documents") << QByteArray("{}\n{}") << u"x.json:2"_s << u"valid JSON"_s;
    QTest::newRow("comment") << QByteArray("[1,\n// no\n2]") << u"x.json:2"_s << u"valid JSON"_s;
    QTest::newRow("trailing comma") << QByteArray("[1,\n]") << u"x.json:2"_s << u"valid JSON"_s;
    QTest::newRow("lone surrogate")
        << QByteArray("[\"\\ud800\"]") << u"x.json:1"_s << u"valid JSON"_s;
    QTest::newRow("huge number") << QByteArray("[\n1e9999]") << u"x.json:2"_s << u"too large"_s;
    QTest::newRow("nothing") << QByteArray() << u"x.json:1"_s << u"valid JSON"_s;
    QTest::newRow("deep") << QByteArray(100'000, '[') << u"x.json:1"_s << u"deeply"_s;
    QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(1000) << u"x.json:1"_s
                                  << u"deeply"_s;
    QTest::newRow("large") << '"' + QByteArray(33 * 1024 * 1024, 'x') + '"' << u"x.json:1"_s
                           << u"larger"_s;
}

void JsonDocumentTest::strictnessHasItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, where);
    QFETCH(QString, what);
    const Result<JsonDocument> document = parseJson(text, u"x.json"_s);
    QVERIFY(!document);
    QVERIFY2(document.error().where.startsWith(where), qPrintable(document.error().where));
    QVERIFY2(document.error().what.contains(what), qPrintable(document.error().what));
}

void JsonDocumentTest::errorsNeverQuoteTheInput()
{
    const QByteArray text = "{\"secret\": hush-hush}";
    for (qsizetype length = 0; length <= text.size(); ++length) {
        const Result<JsonDocument> document = parseJson(text.left(length), u"x.json"_s);
        QVERIFY(!document);
        QVERIFY(!document.error().what.contains(u"hu"_s));
    }
}

void JsonDocumentTest::nearWordsAreSuggested_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("missing letter") << u"permision.granted"_s << u"permission.granted"_s;
    QTest::newRow("swapped letters") << u"secret.polciy"_s << u"secret.policy"_s;
    QTest::newRow("case") << u"Role.Defined"_s << u"role.defined"_s;
    QTest::newRow("far away") << u"unicorn"_s << QString();
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("absurdly long") << QString(5000, u'x') << QString();
}

void JsonDocumentTest::nearWordsAreSuggested()
{
    QFETCH(QString, word);
    QFETCH(QString, nearest);
    const QStringList known{
        u"role.defined"_s, u"permission.granted"_s, u"permission.requested"_s, u"secret.policy"_s};
    QCOMPARE(nearestWord(word, known), nearest);
    QCOMPARE(suggestion(word, known).contains(nearest) && !nearest.isEmpty(), !nearest.isEmpty());
    QCOMPARE(editDistance(u"abcd"_s, u"abdc"_s), 1);
    QCOMPARE(editDistance(u"abcd"_s, u"ac"_s), 2);
    QCOMPARE(editDistance(QString(), u"ac"_s), 2);
}

QTEST_APPLESS_MAIN(JsonDocumentTest)
#include "tst_json_document.moc"
