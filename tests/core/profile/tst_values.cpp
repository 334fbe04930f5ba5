// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"
#include "profile/inputs.h"

#include <QTest>
#include <QTimeZone>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;
using Kind = FieldVerdict::Kind;

namespace {

FieldVerdict judged(FieldKind kind, const QString& text)
{
    static const Profile profile = builtInProfile(u"idemeum-jit"_s).value();
    const Field field{.id = u"x"_s,
        .kind = kind,
        .step = {},
        .label = u"X"_s,
        .help = {},
        .placeholder = {},
        .choices = {{u"oidc"_s, u"OpenID Connect"_s}, {u"saml"_s, u"SAML"_s}}};
    return validateField(profile, field, text, {});
}

} // namespace

class TestValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void durations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("minutes"); // -1: none
        QTest::newRow("hour") << u"1 hour"_s << 60;
        QTest::newRow("minutes") << u"30 minutes"_s << 30;
        QTest::newRow("short") << u"8h"_s << 480;
        QTest::newRow("case") << u"2 Hours"_s << 120;
        QTest::newRow("day") << u"1 day"_s << 1440;
        QTest::newRow("iso") << u"PT8H"_s << 480;
        QTest::newRow("iso mixed") << u"P1DT2H30M"_s << 1590;
        QTest::newRow("nothing") << u"P"_s << -1;
        QTest::newRow("no number") << u"hour"_s << -1;
        QTest::newRow("no unit") << u"8"_s << -1;
        QTest::newRow("weeks") << u"2 weeks"_s << -1;
        QTest::newRow("dangling T") << u"P1DT"_s << -1;
    }
    void durations()
    {
        QFETCH(QString, text);
        QFETCH(int, minutes);
        QCOMPARE(minutesOf(text).value_or(-1), minutes);
        QCOMPARE(judged(FieldKind::Duration, text).kind == Kind::Malformed, minutes < 0);
    }
    void aDurationIsMoreThanNothingAndLessThanAYear()
    {
        QVERIFY(judged(FieldKind::Duration, u"0 minutes"_s).kind == Kind::Malformed);
        QVERIFY(judged(FieldKind::Duration, u"400 days"_s).kind == Kind::Malformed);
    }

    void datesAreInstants()
    {
        const QDateTime noon(QDate(2027, 3, 31), QTime(12, 0), Qt::UTC);
        QCOMPARE(instantOf(u"2027-03-31T12:00Z"_s).value(), noon);
        QCOMPARE(instantOf(u"2027-03-31T14:00:00+02:00"_s).value(), noon);
        // without an offset it is this computer's own time
        QCOMPARE(instantOf(u"2027-03-31"_s).value(), QDate(2027, 3, 31).startOfDay().toUTC());
        for (const QString& bad :
            {u"2027-02-30"_s, u"31.3.2027"_s, u"2027-03-31T25:00"_s, u"x"_s}) {
            QVERIFY2(!instantOf(bad), qPrintable(bad));
            QVERIFY(judged(FieldKind::Date, bad).kind == Kind::Malformed);
        }
    }

    void domains()
    {
        for (const QString& good : {u"contoso.com"_s, u"a.b-c.co.uk"_s, u"bücher.example"_s})
            QVERIFY2(judged(FieldKind::Domain, good).kind == Kind::Good, qPrintable(good));
        for (const QString& bad : {u"contoso"_s, u"contoso..com"_s, u"-a.com"_s, u"a b.com"_s})
            QVERIFY2(judged(FieldKind::Domain, bad).kind == Kind::Malformed, qPrintable(bad));
        QCOMPARE(judged(FieldKind::Domain, u"kai@contoso.com"_s).cleaned.value(), u"contoso.com"_s);
        QCOMPARE(judged(FieldKind::Domain,
                     u"https:/"
                     u"/contoso.com/x"_s)
                     .cleaned.value(),
            u"contoso.com"_s);
        QCOMPARE(judged(FieldKind::Domain, u" contoso.com "_s).cleaned.value(), u"contoso.com"_s);
    }

    void choicesTakeTheirValuesOnly()
    {
        QVERIFY(judged(FieldKind::Choice, u"saml"_s).kind == Kind::Good);
        const FieldVerdict other = judged(FieldKind::Choice, u"SAML"_s);
        QVERIFY(other.kind == Kind::Malformed && other.message.contains(u"oidc, saml"_s));
    }

    void aListIsJudgedEntryByEntry()
    {
        const Profile profile = builtInProfile(u"idemeum-jit"_s).value();
        const Field& groups = *profile.field(u"groups"_s);
        const auto verdictOf = [&](const QStringList& entries) {
            Inputs inputs;
            inputs.values[u"groups"_s] = entries;
            return validateEntries(profile, groups, inputs).kind;
        };
        QVERIFY(verdictOf({}) == Kind::Empty);
        QVERIFY(verdictOf({u"Helpdesk"_s, u"مسؤولو الدعم"_s}) == Kind::Good);
        QVERIFY(verdictOf({u"Helpdesk"_s, u"Helpdesk"_s}) == Kind::Malformed);
        QVERIFY(verdictOf({u"Helpdesk"_s, u""_s}) == Kind::Malformed);
        QVERIFY(verdictOf({u"Help\ndesk"_s}) == Kind::Malformed);
        QVERIFY(verdictOf({QString(300, u'x')}) == Kind::Malformed);
    }

    void aCheckOfAListIsThereOnceForEachEntry()
    {
        const Profile profile = builtInProfile(u"idemeum-jit"_s).value();
        Inputs inputs;
        const auto subjects = [&] {
            QStringList found;
            for (const CheckSpec& spec : checksFor(profile, inputs))
                if (spec.name == u"group.exists"_s)
                    found << spec.subject;
            return found;
        };
        QCOMPARE(subjects(), QStringList());
        inputs.values[u"groups"_s] = {u"A"_s, u"B"_s};
        QCOMPARE(subjects(), (QStringList{u"A"_s, u"B"_s}));
        // what must be there is asked for by a line of its own
        Profile strict = profile;
        for (Field& field : strict.fields)
            field.required = true;
        const std::vector<Finding> lines = notRunFindings(strict, {});
        QVERIFY(std::ranges::any_of(lines, [](const Finding& finding) {
            return finding.check == u"group.exists"_s && finding.subject.isEmpty();
        }));
    }
};

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
