// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// Names as tenants hold them, in what people choose from and read in the window.

#include "entry_chips.h"
#include "finding_list.h"
#include "outside_text.h"
#include "report/direction.h"
#include "setup_view.h"
#include "step_page.h"
#include "support/fake_transport.h"
#include "support/window_world.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>
#include <QTextDocument>
#include <QTextLayout>
#include <QToolButton>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString longName = u"Plattformadministratorinnen"_s.repeated(12).left(256);

void eachName()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("long") << longName;
    QTest::newRow("long, in words") << u"Sehr langer Name "_s.repeated(16).left(255) + u'x';
    QTest::newRow("long, arabic") << u"مسؤولوالبوابة"_s.repeated(20).left(256);
    QTest::newRow("long, chinese") << u"管理者"_s.repeated(86).left(256);
    QTest::newRow("long, emoji") << u"👩\u200d💻"_s.repeated(51);
    QTest::newRow("long, marks") << u"e\u0301"_s.repeated(128);
    QTest::newRow("hebrew") << u"מנהלי הפורטל (ראשי), 12"_s;
    QTest::newRow("html") << u"<b>Bobby</b> <img src='x'> & \"Co\\\" 'T' %1 %n"_s;
    QTest::newRow("ampersand") << u"R&D && Co"_s;
}

//! What a person reads in a tool tip, which is HTML.
QString readIn(const QString& tip)
{
    QTextDocument page;
    page.setHtml(tip);
    return page.toPlainText().remove(QChar(0x200b));
}

struct Shown {
    UiWorld world;
    std::unique_ptr<FakeTransport> answers;
    std::unique_ptr<SetupController> controller;
    std::unique_ptr<SetupView> view;

    explicit Shown(const QString& profile, const QByteArray& found = R"({"value":[]})")
    {
        world.profile = std::make_shared<const Profile>(*builtInProfile(profile));
        answers = std::make_unique<FakeTransport>(
            [found](const HttpRequest&) { return reply(200, found); });
        world.wire = answers.get();
        controller = world.makeController();
        view = std::make_unique<SetupView>(*controller);
        view->resize(1024, 700);
        view->show();
        if (!QTest::qWaitForWindowActive(view.get()))
            qFatal("no active window");
    }
    StepPage* page()
    {
        for (StepPage* page : view->findChildren<StepPage*>())
            if (page->isVisible())
                return page;
        return nullptr;
    }
    //! Nothing on the page asks for more than there is.
    void fits()
    {
        QVERIFY2(view->minimumSizeHint().width() <= 1024,
            qPrintable(QString::number(view->minimumSizeHint().width())));
        QCOMPARE(view->width(), 1024);
        QTRY_VERIFY2(page()->widget()->width() <= page()->viewport()->width(),
            qPrintable(
                u"%1 > %2"_s.arg(page()->widget()->width()).arg(page()->viewport()->width())));
    }
};

QByteArray groupRow(const QString& id, const QString& name, const QString& description)
{
    const auto text = [](const QString& value) {
        QByteArray quoted = value.toUtf8();
        return '"' + quoted.replace('\\', "\\\\").replace('"', "\\\"") + '"';
    };
    return "{\"id\":" + text(id) + ",\"displayName\":" + text(name)
        + ",\"description\":" + (description.isEmpty() ? "null" : text(description))
        + R"(,"securityEnabled":true,"groupTypes":[]})";
}

} // namespace

class TestNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChipIsShortAndItsTipIsWhole_data() { eachName(); }
    void aChipIsShortAndItsTipIsWhole()
    {
        QFETCH(QString, name);
        EntryChips chips;
        chips.present({name}, false);
        auto* chip = chips.findChild<QPushButton*>();
        QVERIFY2(chip->sizeHint().width() < 480, qPrintable(chip->text()));
        QCOMPARE(readIn(chip->toolTip()), u"Remove "_s + name);
        QCOMPARE(chip->accessibleName(), u"Remove "_s + name);
    }

    void aPageOfChipsAndFindingsFits_data() { eachName(); }
    void aPageOfChipsAndFindingsFits()
    {
        QFETCH(QString, name);
        Shown shown(u"idemeum-jit"_s);
        shown.controller->setEntries(u"groups"_s, {name, u"Helpdesk"_s, name + u'2'});
        shown.controller->setText(u"domain"_s, name);
        shown.view->showStep(u"jit"_s);
        auto outcome = allGreen(*shown.controller);
        for (Finding& finding : outcome->proof.report.findings) {
            if (finding.check != u"group.exists"_s)
                continue;
            finding.verdict = Verdict::Fail;
            finding.expected = finding.observed = name;
            finding.message = u"The tenant has no group \"%1\"."_s.arg(name);
        }
        Q_EMIT shown.controller->runner().finished(outcome);
        for (FindingRow* row : shown.page()->findings()->rows())
            row->findChild<QToolButton*>()->setChecked(true);
        shown.fits();
    }

    void aFieldWithALongNameFits()
    {
        Shown shown(u"spark-pim"_s);
        shown.controller->setText(u"group"_s, longName);
        shown.view->showStep(u"assignment"_s);
        shown.fits();
        shown.view->showStep(u"pim"_s); // copies it
        shown.fits();
    }

    void suggestionsAreShortenedToTheField_data() { eachName(); }
    void suggestionsAreShortenedToTheField()
    {
        QFETCH(QString, name);
        const QString one = u"37a6c294-d1a8-457f-84c6-82fb1d590ae7"_s;
        const QString two = u"48b7d3a5-e2b9-4680-95d7-930c2e6a1bf8"_s;
        Shown shown(u"spark-pim"_s,
            "{\"value\":[" + groupRow(one, name, u"first"_s) + ','
                + groupRow(two, name, name.left(200)) + "]}");
        Session session;
        session.accessToken = Secret(QByteArrayView("token"));
        shown.controller->signIn().setSession(std::move(session));
        shown.view->showStep(u"assignment"_s);
        auto* edit = shown.view->findChild<QLineEdit*>(u"group"_s);
        edit->setFocus();
        QTest::keyClicks(edit, u"ab"_s);
        QAbstractItemView* popup = nullptr;
        for (QCompleter* completer : edit->findChildren<QCompleter*>())
            popup = completer->popup();
        QVERIFY(popup);
        QTRY_VERIFY(popup->isVisible());
        QVERIFY(popup->width() <= edit->width());
        QCOMPARE(popup->textElideMode(), Qt::ElideMiddle);
        QAbstractItemModel* found = popup->model();
        QCOMPARE(found->rowCount(), 2);
        for (int row = 0; row < 2; ++row) {
            const QModelIndex index = found->index(row, 0);
            QVERIFY(popup->visualRect(index).width() <= popup->viewport()->width());
            // both are called so: the id tells them apart, in the line and in what is taken
            const QString id = row == 0 ? one : two;
            QVERIFY(index.data().toString().endsWith(id + u')'));
            const QString tip = readIn(index.data(Qt::ToolTipRole).toString());
            QVERIFY2(tip.contains(name) && tip.contains(id), qPrintable(tip));
        }
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(shown.controller->text(u"group"_s), one);
        shown.fits();
    }

    void isolatedNamesStayWhereTheyStand()
    {
        const QString line = u"Members: דוד כהן, أحمد بن علي, 3 of 12, מנהלים (2)"_s;
        // where each of these begins, from left to right
        const auto inOrder = [](const QString& text) {
            QTextLayout layout(text);
            QTextOption leftToRight;
            leftToRight.setTextDirection(Qt::LeftToRight);
            layout.setTextOption(leftToRight);
            layout.beginLayout();
            const QTextLine drawn = layout.createLine();
            layout.endLayout();
            qreal last = -1;
            for (const QString& part :
                {u"Members"_s, u"כהן"_s, u"علي"_s, u"3 of"_s, u"12"_s, u"מנהלים"_s, u"(2)"_s}) {
                const qreal x = drawn.cursorToX(int(text.indexOf(part)) + 1);
                if (x <= last)
                    return false;
                last = x;
            }
            return true;
        };
        QVERIFY(!inOrder(line));
        QVERIFY(inOrder(isolated(line)));
    }

    void wordsBreakBetweenWholeCharacters()
    {
        QCOMPARE(
            wrappable(u"Kai Carter (kai.carter@contoso.onmicrosoft.com)"_s).remove(QChar(0x200b)),
            u"Kai Carter (kai.carter@contoso.onmicrosoft.com)"_s);
        QCOMPARE(wrappable(u"a2f4c81e-6d05-4b97-8c3a-51e90f7d26b8"_s),
            u"a2f4c81e-6d05-4b97-8c3a-51e90f7d26b8"_s);
        const QString broken = wrappable(u"e\u0301"_s.repeated(128));
        QVERIFY(broken.contains(QChar(0x200b)));
        QVERIFY(!broken.contains(u"\u200b\u0301"_s));
        QCOMPARE(wrappable({}), QString());
        QCOMPARE(tipText({}), QString());
    }
};

QTEST_MAIN(TestNames)
#include "tst_names.moc"
