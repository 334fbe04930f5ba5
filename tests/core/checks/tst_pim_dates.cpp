// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// What Graph says of a schedule against what a person planned, where the clock changes between.
// ctest runs this as it is and in several zones (TZ).

#include "checks/finding.h"
#include "checks/named.h"
#include "json_read.h"
#include "tenant/decode.h"

#include <QTest>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray zone = qgetenv("TZ");
const QString group = u"a2f4c81e-6d05-4b97-8c3a-51e90f7d26b8"_s;
const QString person = u"kai.carter@contoso.onmicrosoft.com"_s;
const QString personId = u"51c7f2a8-d640-4b1e-8a93-0f6e2b7d9c14"_s;

const Profile& spark()
{
    static const Profile profile = builtInProfile(u"spark-pim"_s).value();
    return profile;
}

struct Case {
    QString plannedStart = u"2027-01-10"_s;
    QString plannedEnd = u"2027-12-20"_s;
    QByteArray start = "2027-01-10T12:00:00Z"; //!< what Graph says
    QByteArray expiration = R"({"type":"afterDateTime","endDateTime":"2027-12-20T12:00:00Z"})";
    QDateTime now = QDateTime(QDate(2027, 1, 12), QTime(12, 0), Qt::UTC);
    QString longest; //!< that the group's rules allow
};

Finding found(const Case& one, const QString& check)
{
    const QByteArray reply = R"({"value":[{"principalId":")" + personId.toLatin1()
        + R"(","accessId":"member","memberType":"direct","status":"Provisioned","scheduleInfo":)"
        + R"({"startDateTime":")" + one.start + R"(","expiration":)" + one.expiration + "}}]}";
    TenantSnapshot snapshot{.startedAt = one.now, .asOf = one.now};
    snapshot.groups[group] = std::vector<Group>{{.id = group, .displayName = u"Admins"_s}};
    snapshot.people[person] = Person{.id = personId};
    snapshot.eligibilities[group] =
        decodeEligibilities(parseObject(reply).value_or(Json::object()));
    snapshot.groupRules[group] = std::vector<GroupRules>{
        {.seen = {u"Expiration_Admin_Eligibility"_s, u"Expiration_EndUser_Assignment"_s,
             u"Approval_EndUser_Assignment"_s},
            .eligibilityMustEnd = !one.longest.isEmpty(),
            .longestEligibility = one.longest,
            .longestActivation = u"PT8H"_s}};
    Inputs inputs;
    inputs.set(u"group"_s, group);
    inputs.set(u"eligibleUsers"_s, person);
    inputs.set(u"startDate"_s, one.plannedStart);
    inputs.set(u"endDate"_s, one.plannedEnd);
    const Report report = evaluate(spark(), inputs, false, snapshot);
    const auto finding = std::ranges::find(report.findings, check, &Finding::check);
    return finding == report.findings.end() ? Finding{} : *finding;
}

Verdict dates(const Case& one)
{
    return found(one, u"pim.dates"_s).verdict;
}

QByteArray until(const char* end)
{
    return R"({"type":"afterDateTime","endDateTime":")" + QByteArray(end) + R"("})";
}

} // namespace

class TestPimDates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEndIsComparedToTheMinute()
    {
        Case one{.plannedStart = u"2027-01-10T12:00Z"_s, .plannedEnd = u"2027-12-20T12:00Z"_s};
        QCOMPARE(dates(one), Verdict::Pass);
        one.expiration = until("2027-12-20T12:00:59.9999999Z");
        QCOMPARE(dates(one), Verdict::Pass);
        one.expiration = until("2027-12-20T12:01:00Z");
        QCOMPARE(dates(one), Verdict::Warn);
        one.expiration = until("2027-12-22T12:00:00Z");
        QCOMPARE(dates(one), Verdict::Fail);
        // one time, though the days differ
        one.plannedEnd = u"2027-12-21T00:00"_s;
        const QDateTime midnight(QDate(2027, 12, 21), QTime(0, 0));
        one.expiration =
            until(midnight.addSecs(-1).toUTC().toString(Qt::ISODate).toLatin1().constData());
        QCOMPARE(dates(one), Verdict::Pass);
    }

    void aStartInTheSameMinuteIsNotLate()
    {
        Case one{.plannedStart = u"2027-01-20T12:00Z"_s,
            .plannedEnd = u"2027-12-20T12:00Z"_s,
            .start = "2027-01-20T12:00:40.1234567Z"};
        QCOMPARE(dates(one), Verdict::Pass);
        one.start = "2027-01-20T12:01:00Z";
        QCOMPARE(dates(one), Verdict::Fail);
    }

    void aWholeDayIsTheDayHere()
    {
        // the last and the first moment of the day by the clock here, as Graph says them in UTC
        const QDateTime first = QDate(2027, 12, 20).startOfDay();
        const QDateTime next = QDate(2027, 12, 21).startOfDay();
        const auto utc = [](const QDateTime& instant) {
            return until(instant.toUTC().toString(Qt::ISODate).toLatin1().constData());
        };
        QCOMPARE(dates({.expiration = utc(first)}), Verdict::Pass);
        QCOMPARE(dates({.expiration = utc(next.addSecs(-1))}), Verdict::Pass);
        QCOMPARE(dates({.expiration = utc(next)}), Verdict::Fail);
        QCOMPARE(dates({.expiration = utc(first.addSecs(-1))}), Verdict::Fail);
    }

    void theEndOfTheDayInUtcStaysInItsDay()
    {
        if (zone != "UTC")
            return;
        // rounded up this would be the day after
        QCOMPARE(dates({.expiration = until("2027-12-20T23:59:59.9999999Z")}), Verdict::Pass);
    }

    void aDurationRunsByTheClockOfTheWorld()
    {
        if (zone != "Europe/Berlin")
            return;
        // from summer into winter: 180 days later it is an hour earlier by the clock here
        Case one{.plannedStart = u"2027-06-01T12:00"_s,
            .plannedEnd = u"2027-11-28T11:00"_s,
            .start = "2027-06-01T10:00:00Z",
            .expiration = R"({"type":"afterDuration","duration":"P180D"})",
            .now = QDateTime(QDate(2027, 6, 2), QTime(12, 0), Qt::UTC)};
        QCOMPARE(dates(one), Verdict::Pass);
        one.plannedEnd = u"2027-11-28T12:00"_s;
        QCOMPARE(dates(one), Verdict::Warn); // the planned day, at another time
        one.plannedEnd = u"2027-11-28"_s;
        QCOMPARE(dates(one), Verdict::Pass);
        // a duration that ends in the hour between midnights: the day before
        one.start = "2027-05-31T22:30:00Z"; // 1 June, 00:30
        one.plannedEnd = u"2027-11-27"_s;
        QCOMPARE(dates(one), Verdict::Pass); // 27 November, 23:30
    }

    void summerAndWinterTimeAreSaid()
    {
        if (zone != "Europe/Berlin")
            return;
        const auto utc = [](int month, int day, int hour) {
            return localTime(QDateTime(QDate(2027, month, day), QTime(hour, 30), Qt::UTC));
        };
        QCOMPARE(utc(10, 31, 0), u"2027-10-31 02:30 (UTC+02:00)"_s);
        QCOMPARE(utc(10, 31, 1), u"2027-10-31 02:30 (UTC+01:00)"_s);
        QCOMPARE(utc(3, 28, 0), u"2027-03-28 01:30 (UTC+01:00)"_s);
        QCOMPARE(utc(3, 28, 1), u"2027-03-28 03:30 (UTC+02:00)"_s);
    }

    void offsetsAreSaidToTheMinute()
    {
        const QString said = localTime(QDateTime(QDate(2027, 1, 15), QTime(12, 0), Qt::UTC));
        const std::map<QByteArray, QString> all{
            {"UTC", u"2027-01-15 12:00 (UTC+00:00)"_s},
            {"Asia/Kolkata", u"2027-01-15 17:30 (UTC+05:30)"_s},
            {"America/New_York", u"2027-01-15 07:00 (UTC-05:00)"_s},
            {"Australia/Lord_Howe", u"2027-01-15 23:00 (UTC+11:00)"_s},
            {"Pacific/Apia", u"2027-01-16 01:00 (UTC+13:00)"_s},
        };
        if (const auto known = all.find(zone); known != all.end())
            QCOMPARE(said, known->second);
    }

    void aDayAsLongAsTheRulesAllowStaysAllowed()
    {
        const auto policy = [](const QString& start, const QString& end) {
            return found(
                {.plannedStart = start, .plannedEnd = end, .longest = u"P180D"_s}, u"pim.policy"_s);
        };
        // in both directions over the change, 180 days each
        QCOMPARE(policy(u"2027-06-01"_s, u"2027-11-28"_s).verdict, Verdict::Pass);
        QCOMPARE(policy(u"2027-01-10"_s, u"2027-07-09"_s).verdict, Verdict::Pass);
        for (const Finding& longer :
            {policy(u"2027-06-01"_s, u"2027-11-29"_s), policy(u"2027-01-10"_s, u"2027-07-10"_s)}) {
            QCOMPARE(longer.verdict, Verdict::Warn);
            QCOMPARE(longer.observed, u"181 days"_s);
        }
        QCOMPARE(policy(u"2027-06-01T12:00Z"_s, u"2027-11-28T12:00Z"_s).verdict, Verdict::Pass);
        const Finding longer = policy(u"2027-06-01T12:00Z"_s, u"2027-11-28T12:01Z"_s);
        QCOMPARE(longer.verdict, Verdict::Warn);
        QCOMPARE(longer.observed, u"181 days"_s);
    }

    void theEndOfTimeIsAnEnd()
    {
        Case one{.plannedEnd = u"9999-12-31T23:59Z"_s,
            .expiration = until("9999-12-31T23:59:59.9999999Z")};
        QCOMPARE(dates(one), Verdict::Pass);
        const Finding finding = found(one, u"pim.dates"_s);
        QVERIFY2(finding.message.contains(u"9999-12-31"_s) || finding.message.contains(u"10000"_s),
            qPrintable(finding.message));
    }

    void aLeapDayIsADay()
    {
        const QDateTime leapDay(QDate(2028, 2, 29), QTime(12, 0));
        const QByteArray end = until(leapDay.toUTC().toString(Qt::ISODate).toLatin1().constData());
        QCOMPARE(dates({.plannedEnd = u"2028-02-29"_s, .expiration = end}), Verdict::Pass);
        QCOMPARE(dates({.plannedEnd = u"2028-03-01"_s, .expiration = end}), Verdict::Fail);
        const Finding finding =
            found({.plannedEnd = u"2027-02-29"_s, .expiration = end}, u"pim.dates"_s);
        QCOMPARE(finding.verdict, Verdict::Fail);
        QCOMPARE(finding.remedy->field, u"endDate"_s);
        QVERIFY(finding.message.contains(u"not a date"_s));
    }
};

QTEST_GUILESS_MAIN(TestPimDates)
#include "tst_pim_dates.moc"
