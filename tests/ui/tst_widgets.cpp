// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
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
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
