// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "tab_order.h"
#include "widgets.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <QtTest/qtestspontaneevent.h>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

//! One notch towards the person, as the window system sends it.
void turnWheel(QWidget& over)
{
    const QPointF middle = over.rect().center();
    QWheelEvent turn(middle, over.mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&turn); // else it does not go on to the parents
    qApp->notify(&over, &turn);
}

//! A page that is longer than its window, with a box of three choices near its top.
struct LongPage {
    QScrollArea area;
    ChoiceBox* box = nullptr;
    LongPage()
    {
        QWidget* page = scrollingColumn(&area);
        auto* layout = column(page, 0, 0);
        box = new ChoiceBox(page);
        box->addItems({u"One"_s, u"Two"_s, u"Three"_s});
        layout->addSpacing(40);
        layout->addWidget(box);
        layout->addSpacing(2000);
        area.resize(400, 300);
        area.show();
        if (!QTest::qWaitForWindowActive(&area))
            qFatal("no active window");
    }
};

} // namespace

class TestWidgets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWheelOverAChoiceScrollsThePageAndChoosesNothing()
    {
        LongPage page;
        QSignalSpy activated(page.box, &QComboBox::activated);
        QTRY_VERIFY(page.area.verticalScrollBar()->maximum() > 0);
        turnWheel(*page.box);
        QVERIFY(page.area.verticalScrollBar()->value() > 0);
        QCOMPARE(page.box->currentIndex(), 0);
        page.box->setFocus();
        turnWheel(*page.box);
        QCOMPARE(page.box->currentIndex(), 0);
        QCOMPARE(activated.count(), 0);
        QTest::keyClick(page.box, Qt::Key_Down); // the keys still do
        QCOMPARE(page.box->currentIndex(), 1);
    }

    void returnAndEnterPressTheButtonThatHasTheFocus_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<int>("pressed");
        QTest::newRow("Return") << Qt::Key_Return << Qt::KeyboardModifiers() << 1;
        QTest::newRow("Enter") << Qt::Key_Enter << Qt::KeyboardModifiers(Qt::KeypadModifier) << 1;
        QTest::newRow("Space") << Qt::Key_Space << Qt::KeyboardModifiers() << 1;
        QTest::newRow("with Ctrl")
            << Qt::Key_Return << Qt::KeyboardModifiers(Qt::ControlModifier) << 0;
    }
    void returnAndEnterPressTheButtonThatHasTheFocus()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(int, pressed);
        QWidget page;
        auto* layout = column(&page, 0, 0);
        const QList<QAbstractButton*> buttons{makeButton(u"A button"_s, "primary", &page),
            makeIconButton(Glyph::Down, u"A sign"_s, &page), new CopyButton(u"a value"_s, &page),
            new TextLink(u"A link"_s, &page)};
        for (QAbstractButton* button : buttons)
            layout->addWidget(button);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        for (QAbstractButton* button : buttons) {
            QSignalSpy clicked(button, &QAbstractButton::clicked);
            button->setFocus();
            QTest::keyClick(button, key, modifiers);
            QCOMPARE(clicked.count(), pressed);
        }
    }

    void tabGoesAsThePageIsLaidOut()
    {
        QWidget page;
        auto* layout = column(&page, 0, 0);
        auto* list = new QVBoxLayout;
        layout->addLayout(list);
        QPushButton* last = makeButton(u"Last"_s, "", &page);
        layout->addWidget(last);
        QPushButton* first = makeButton(u"First"_s, "", &page); // made later, shown above
        list->addWidget(first);
        orderTabs(page);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Tab);
        QVERIFY(last->hasFocus());
    }
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
