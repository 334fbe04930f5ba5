// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// Dates as people type them. ctest runs this once as it is, and once in each of the zones below:
// the zone of a process is set before it starts (TZ), never changed while it runs.

#include "iso_date.h"
#include "profile/inputs.h"
#include "profile/typed_date.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Kind = FieldVerdict::Kind;

namespace {

const QByteArray zone = qgetenv("TZ");

const Profile& spark()
{
    static const Profile profile = builtInProfile(u"spark-pim"_s).value();
    return profile;
}

FieldVerdict judged(
    const QString& field, const QString& text, const QString& start = {}, const QDateTime& now = {})
{
    Inputs others;
    if (!start.isEmpty())
        others.set(u"startDate"_s, start);
    return validateField(spark(), *spark().field(field), text, others, now);
}

QString utcText(const QDateTime& instant)
{
    return instant.isValid() ? instant.toUTC().toString(Qt::ISODate) : u"none"_s;
}

QString instantText(const QString& typed)
{
    return utcText(instantOf(typed).value_or(QDateTime()));
}

struct Typed {
    const char* zone; //!< empty: the same everywhere
    const char* text;
    const char* utc; //!< "none": not a date here
    const char* kind; //!< "good", "twice", "skipped", "no day", "no date"
};
constexpr Typed typedDates[] = {
    {"", "2027-03-28T02:30Z", "2027-03-28T02:30:00Z", "good"},
    {"", "2027-03-28T02:30:15.1234567Z", "2027-03-28T02:30:15Z", "good"},
    {"", "2027-03-28T02:30+01:00", "2027-03-28T01:30:00Z", "good"},
    {"", "2027-10-31T02:30+0100", "2027-10-31T01:30:00Z", "good"},
    {"", "2027-10-31T02:30+02:00", "2027-10-31T00:30:00Z", "good"},
    {"", "2027-04-04T01:45+10:30", "2027-04-03T15:15:00Z", "good"},
    {"", "2028-02-29T12:00Z", "2028-02-29T12:00:00Z", "good"},
    {"", "2027-02-29T12:00Z", "none", "no date"},
    {"", "2027-02-29T12:00", "none", "no date"},
    {"", "2027-02-29", "none", "no date"},
    {"", "2100-02-29", "none", "no date"},
    {"", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59Z", "good"},
    {"", "10000-01-01", "none", "no date"},
    {"", "0000-01-01", "none", "no date"},
    {"", "2027-03-31T25:00Z", "none", "no date"},
    {"", "2027-03-31T12:00+24:00", "none", "no date"},

    {"UTC", "2027-03-28T02:30", "2027-03-28T02:30:00Z", "good"},
    {"UTC", "2027-10-31T02:30", "2027-10-31T02:30:00Z", "good"},
    {"UTC", "2028-02-29", "2028-02-29T00:00:00Z", "good"},
    {"UTC", "2027-03-31T24:00", "2027-04-01T00:00:00Z", "good"},

    {"Europe/Berlin", "2027-03-28", "2027-03-27T23:00:00Z", "good"},
    {"Europe/Berlin", "2027-03-29", "2027-03-28T22:00:00Z", "good"},
    {"Europe/Berlin", "2027-03-28T01:59", "2027-03-28T00:59:00Z", "good"},
    {"Europe/Berlin", "2027-03-28T02:00", "none", "skipped"},
    {"Europe/Berlin", "2027-03-28T02:30", "none", "skipped"},
    {"Europe/Berlin", "2027-03-28T03:00", "2027-03-28T01:00:00Z", "good"},
    {"Europe/Berlin", "2027-10-31", "2027-10-30T22:00:00Z", "good"},
    {"Europe/Berlin", "2027-11-01", "2027-10-31T23:00:00Z", "good"},
    {"Europe/Berlin", "2027-10-31T01:59", "2027-10-30T23:59:00Z", "good"},
    {"Europe/Berlin", "2027-10-31T02:00", "2027-10-31T00:00:00Z", "twice"},
    {"Europe/Berlin", "2027-10-31T02:30", "2027-10-31T00:30:00Z", "twice"},
    {"Europe/Berlin", "2027-10-31T03:00", "2027-10-31T02:00:00Z", "good"},
    {"Europe/Berlin", "9999-12-31", "9999-12-30T23:00:00Z", "good"},

    {"America/New_York", "2027-03-14", "2027-03-14T05:00:00Z", "good"},
    {"America/New_York", "2027-03-14T02:30", "none", "skipped"},
    {"America/New_York", "2027-03-14T03:00", "2027-03-14T07:00:00Z", "good"},
    {"America/New_York", "2027-11-07T01:30", "2027-11-07T05:30:00Z", "twice"},
    {"America/New_York", "2027-11-07T02:00", "2027-11-07T07:00:00Z", "good"},
    {"America/New_York", "2027-11-08", "2027-11-08T05:00:00Z", "good"},

    // half an hour of summer time
    {"Australia/Lord_Howe", "2026-10-04T02:15", "none", "skipped"},
    {"Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30:00Z", "good"},
    {"Australia/Lord_Howe", "2027-04-04T01:29", "2027-04-03T14:29:00Z", "good"},
    {"Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45:00Z", "twice"},
    {"Australia/Lord_Howe", "2027-04-04T02:00", "2027-04-03T15:30:00Z", "good"},

    {"Asia/Kolkata", "2027-03-28", "2027-03-27T18:30:00Z", "good"},
    {"Asia/Kolkata", "2027-03-28T02:30", "2027-03-27T21:00:00Z", "good"},

    // went over the date line
    {"Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59:00Z", "good"},
    {"Pacific/Apia", "2011-12-30", "none", "no day"},
    {"Pacific/Apia", "2011-12-30T12:00", "none", "no day"},
    {"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", "good"},
    {"Pacific/Apia", "2027-03-28", "2027-03-27T11:00:00Z", "good"},

    // the clock changes at midnight: a day that begins at one, and one that begins twice
    {"America/Havana", "2027-03-14", "2027-03-14T05:00:00Z", "good"},
    {"America/Havana", "2027-03-14T00:00", "none", "skipped"},
    {"America/Havana", "2027-11-07", "2027-11-07T04:00:00Z", "good"},
    {"America/Havana", "2027-11-07T00:00", "2027-11-07T04:00:00Z", "twice"},
};

} // namespace

class TestDates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // without the zones' data every zone is UTC, and half of this would prove nothing
        const QDateTime winter(QDate(2027, 1, 15), QTime(12, 0), Qt::UTC);
        if (zone == "Europe/Berlin")
            QCOMPARE(winter.toLocalTime().offsetFromUtc(), 3600);
        if (zone == "Pacific/Apia")
            QCOMPARE(winter.toLocalTime().offsetFromUtc(), 13 * 3600);
    }

    void aTypedDate_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc");
        QTest::addColumn<QString>("kind");
        for (const Typed& each : typedDates) {
            if (each.zone == QByteArray() || each.zone == zone)
                QTest::newRow(each.text)
                    << QString::fromLatin1(each.text) << QString::fromLatin1(each.utc)
                    << QString::fromLatin1(each.kind);
        }
    }
    void aTypedDate()
    {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        QFETCH(QString, kind);
        QCOMPARE(instantText(text), utc);
        const FieldVerdict verdict = judged(u"startDate"_s, text);
        if (kind == u"good") {
            QCOMPARE(verdict.kind, Kind::Good);
        } else if (kind == u"twice") {
            QCOMPARE(verdict.kind, Kind::Warning);
            QVERIFY(verdict.message.contains(u"twice"_s));
            // what is offered is the very moment that was taken, and no riddle any more
            QVERIFY(verdict.cleaned->startsWith(text));
            QCOMPARE(instantText(*verdict.cleaned), utc);
            QCOMPARE(judged(u"startDate"_s, *verdict.cleaned).kind, Kind::Good);
        } else {
            QCOMPARE(verdict.kind, Kind::Malformed);
            const QString words = kind == u"skipped" ? u"put forward"_s
                : kind == u"no day"                  ? u"skips"_s
                                                     : u"Give a date"_s;
            QVERIFY2(verdict.message.contains(words), qPrintable(verdict.message));
            QCOMPARE(verdict.cleaned.has_value(), kind == u"skipped");
        }
    }

    void theTimeAfterASkippedOneIsOffered()
    {
        if (zone == "Europe/Berlin")
            QCOMPARE(judged(u"startDate"_s, u"2027-03-28T02:30"_s).cleaned.value(),
                u"2027-03-28T03:30"_s);
        if (zone == "Australia/Lord_Howe")
            QCOMPARE(judged(u"startDate"_s, u"2026-10-04T02:15"_s).cleaned.value(),
                u"2026-10-04T02:45"_s);
    }

    void everyHourOfTwoYearsComesBackAsItWasTyped()
    {
        const QDateTime first(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
        for (int hour = 0; hour < 2 * 365 * 24; ++hour) {
            const QDateTime instant = first.addSecs(hour * 3600);
            const auto typed = typedDate(wallText(instant));
            QVERIFY2(typed.has_value(), qPrintable(utcText(instant)));
            const bool isFirst = typed->instant == instant;
            QVERIFY2(isFirst || typed->again == instant, qPrintable(utcText(instant)));
            QCOMPARE(typedDate(wallTextWithOffset(instant))->instant, instant);
        }
    }

    void theEndIsNotBeforeTheStart_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("end");
        QTest::addColumn<QString>("words"); // empty: good
        const QString before = u"ends before it starts"_s;
        const QString same = u"very moment"_s;
        QTest::newRow("days") << u"2027-01-10"_s << u"2027-01-20"_s << QString();
        QTest::newRow("days, before") << u"2027-01-20"_s << u"2027-01-10"_s << before;
        QTest::newRow("one day") << u"2027-01-20"_s << u"2027-01-20"_s << QString();
        QTest::newRow("day and its evening")
            << u"2027-01-20"_s << u"2027-01-20T18:00"_s << QString();
        QTest::newRow("evening and its day")
            << u"2027-01-20T18:00"_s << u"2027-01-20"_s << QString();
        QTest::newRow("hours") << u"2027-01-20T08:00"_s << u"2027-01-20T18:00"_s << QString();
        QTest::newRow("hours, before") << u"2027-01-20T18:00"_s << u"2027-01-20T08:00"_s << before;
        QTest::newRow("one moment") << u"2027-01-20T18:00"_s << u"2027-01-20T18:00"_s << same;
        QTest::newRow("one moment, two zones")
            << u"2027-01-20T18:00Z"_s << u"2027-01-20T19:00+01:00"_s << same;
        QTest::newRow("before by the offset")
            << u"2027-01-20T18:00Z"_s << u"2027-01-20T18:30+01:00"_s << before;
        QTest::newRow("no start") << QString() << u"2027-01-20"_s << QString();
        QTest::newRow("bad start") << u"2027-02-30"_s << u"2027-01-20"_s << QString();
    }
    void theEndIsNotBeforeTheStart()
    {
        QFETCH(QString, start);
        QFETCH(QString, end);
        QFETCH(QString, words);
        const FieldVerdict verdict = judged(u"endDate"_s, end, start);
        QCOMPARE(verdict.kind, words.isEmpty() ? Kind::Good : Kind::Malformed);
        QVERIFY2(verdict.message.contains(words), qPrintable(verdict.message));
        QVERIFY(judged(u"startDate"_s, end, start).kind != Kind::Malformed); // an end only
    }

    void anHourThatComesTwiceHasAnOrder()
    {
        if (zone != "Europe/Berlin")
            return;
        const QString first = u"2027-10-31T02:30+02:00"_s;
        const QString second = u"2027-10-31T02:30+01:00"_s;
        QCOMPARE(judged(u"endDate"_s, second, first).kind, Kind::Good);
        QCOMPARE(judged(u"endDate"_s, first, second).kind, Kind::Malformed);
        // without its offset it is the first one
        QCOMPARE(judged(u"endDate"_s, u"2027-10-31T02:30"_s, second).kind, Kind::Malformed);
    }

    void whatHasPassedIsAWarning_data()
    {
        QTest::addColumn<QString>("end");
        QTest::addColumn<bool>("passed");
        QTest::newRow("tomorrow") << u"2027-01-21"_s << false;
        QTest::newRow("today, to its end") << u"2027-01-20"_s << false;
        QTest::newRow("yesterday") << u"2027-01-19"_s << true;
        QTest::newRow("in a minute") << u"2027-01-20T12:01"_s << false;
        QTest::newRow("now") << u"2027-01-20T12:00"_s << true;
        QTest::newRow("a minute ago") << u"2027-01-20T11:59"_s << true;
    }
    void whatHasPassedIsAWarning()
    {
        QFETCH(QString, end);
        QFETCH(bool, passed);
        const QDateTime noon(QDate(2027, 1, 20), QTime(12, 0)); // by the clock here
        const FieldVerdict verdict = judged(u"endDate"_s, end, u"2026-01-01"_s, noon.toUTC());
        QCOMPARE(verdict.kind, passed ? Kind::Warning : Kind::Good);
        QCOMPARE(verdict.message, passed ? u"This date has passed."_s : QString());
        QCOMPARE(judged(u"endDate"_s, end).kind, Kind::Good); // nobody asked the clock
        QCOMPARE(judged(u"startDate"_s, end, {}, noon.toUTC()).kind, Kind::Good);
        Inputs inputs;
        inputs.set(u"endDate"_s, end);
        QCOMPARE(validateEntries(spark(), *spark().field(u"endDate"_s), inputs, noon.toUTC()).kind,
            verdict.kind);
    }

    void aFractionIsCutNotRounded()
    {
        QCOMPARE(isoInstant(u"2027-03-31T23:59:59.9999999Z"_s),
            QDateTime(QDate(2027, 3, 31), QTime(23, 59, 59, 999), Qt::UTC));
        QCOMPARE(isoInstant(u"2027-03-31T23:59:59.9996+02:00"_s),
            QDateTime(QDate(2027, 3, 31), QTime(21, 59, 59, 999), Qt::UTC));
        QCOMPARE(isoInstant(u"9999-12-31T23:59:59.9999999Z"_s).toString(Qt::ISODateWithMs),
            u"9999-12-31T23:59:59.999Z"_s);
        QVERIFY(!isoInstant(u"2027-03-31T23:59:59.9999999"_s).isValid());
        QVERIFY(!isoInstant(u"2027-03-31"_s).isValid());
        QVERIFY(!isoInstant({}).isValid());
    }
};

QTEST_GUILESS_MAIN(TestDates)
#include "tst_dates.moc"
