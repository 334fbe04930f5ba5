// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "screens.h"

#include "change_row.h"
#include "home_page.h"
#include "journal_page.h"
#include "main_window.h"
#include "plan_page.h"
#include "review_page.h"
#include "setup_view.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>

#include <cstdio>
#include <utility>

namespace lockstep {

namespace {

//! Goes through the demo like a person would, by signals and the event loop alone.
class Tour final : public QObject {
public:
    Tour(const AppServices& services, const Options& options)
        : m_folder(options.screens), m_scenario(options.scenario), m_window(services)
    {
        m_window.resize(1024, 700);
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this] {
            std::fprintf(stderr, "no screens after two minutes\n");
            QCoreApplication::exit(1);
        });
        m_soon.setSingleShot(true);
        connect(&m_soon, &QTimer::timeout, this, &Tour::followed);
        m_end.setSingleShot(true);
        m_end.setInterval(300);
        connect(&m_end, &QTimer::timeout, this, &Tour::ended);
        connect(m_window.home(), &HomePage::loaded, this, &Tour::homeLoaded);
        connect(&m_window, &MainWindow::setupOpened, this, &Tour::opened);
    }
    void start()
    {
        m_deadline.start(std::chrono::minutes(2));
        m_window.show();
    }

private:
    void homeLoaded()
    {
        if (std::exchange(m_homeDrawn, true))
            return;
        grab(QStringLiteral("home"));
        m_window.startDemo(m_scenario);
    }

    void opened()
    {
        if (m_fresh)
            planned();
        else
            openedReady();
    }

    void openedReady()
    {
        SetupController& controller = m_window.setupView()->controller();
        drawSteps(QStringLiteral("before"));
        connect(&controller, &SetupController::signInWanted, this, [this, &controller] {
            controller.setCurrentStep(controller.profile().steps.at(2).id);
            grab(QStringLiteral("sign-in"));
            controller.startBrowserSignIn();
        });
        connect(&controller, &SetupController::findingsChanged, this, [this] {
            // every widget has heard the same signal once this one is through
            QTimer::singleShot(0, this, &Tour::checked);
        });
        controller.check();
    }

    void checked()
    {
        drawSteps(QStringLiteral("checked"));
        SetupController& controller = m_window.setupView()->controller();
        for (const AttestationSpec& spec : controller.profile().attestations)
            controller.attest(spec.id, true);
        drawLong(QStringLiteral("review"));
        controller.setText(controller.profile().handoff.endpointField, {});
        controller.record({.at = controller.now(),
            .by = controller.whoActs(),
            .how = QStringLiteral("guided"),
            .outcome = QStringLiteral("unknown"),
            .idempotencyKey = {}});
        drawLong(QStringLiteral("hand-off"));
        m_window.setupView()->review()->completer().tell(QStringLiteral("completed"));
        drawLong(QStringLiteral("done"));
        // the second half: a tenant in which everything is still to be made
        m_fresh = true;
        const ProfilePointer guide = controller.sharedProfile();
        m_window.startDemo(guide->id == QStringLiteral("sspim")
                ? QStringLiteral("fresh")
                : guide->id + QStringLiteral("-fresh"));
    }

    void planned()
    {
        SetupView* view = m_window.setupView();
        PlanFlow& flow = view->controller().changes();
        connect(&flow, &PlanFlow::changed, this, &Tour::soon);
        // at once: a turn later it would be through
        connect(&flow, &PlanFlow::progressed, this, [this, &flow] {
            if (flow.stage() == PlanFlow::Stage::Applying && flow.doneCount() > 1)
                once(QStringLiteral("applying"));
        });
        view->controller().doItAll();
        drawLong(QStringLiteral("plan"));
        if (!view->planPage()->rows().empty()) {
            auto* details = view->planPage()->rows().front()->findChild<QToolButton*>();
            details->setChecked(true);
            grab(QStringLiteral("plan-details"));
            details->setChecked(false);
        }
        flow.apply();
    }

    //! In a turn of its own: every widget has heard the same signal then.
    void soon() { m_soon.start(); }

    void followed()
    {
        SetupView* view = m_window.setupView();
        PlanFlow& flow = view->controller().changes();
        switch (flow.stage()) {
        case PlanFlow::Stage::SigningIn: once(QStringLiteral("plan-sign-in")); break;
        case PlanFlow::Stage::Undoing:
            view->showJournal();
            // a moment later, as it is seen: the page grows in turns of its own
            QTimer::singleShot(60, this, [this] { once(QStringLiteral("undoing")); });
            break;
        case PlanFlow::Stage::Ended: m_end.start(); break;
        default: break;
        }
    }

    void ended()
    {
        SetupView* view = m_window.setupView();
        PlanFlow& flow = view->controller().changes();
        if (flow.stage() != PlanFlow::Stage::Ended)
            return;
        if (m_undoing) {
            if (std::exchange(m_ended, true))
                return;
            drawLong(QStringLiteral("undone"));
            QCoreApplication::exit(m_failed ? 1 : 0);
            return;
        }
        m_undoing = true;
        drawLong(QStringLiteral("applied"));
        view->showJournal();
        drawLong(QStringLiteral("journal"));
        view->findChild<QPushButton*>(QStringLiteral("undoAll"))->click();
        grab(QStringLiteral("undo-question"));
        flow.undo(flow.undoable());
    }

    void once(const QString& name)
    {
        if (m_once.contains(name))
            return;
        m_once << name;
        grab(name);
    }

    void drawSteps(const QString& prefix)
    {
        SetupController& controller = m_window.setupView()->controller();
        int number = 0;
        for (const Step& step : controller.profile().steps) {
            controller.setCurrentStep(step.id);
            drawLong(QStringLiteral("%1-%2-%3").arg(prefix).arg(++number).arg(step.id));
        }
    }

    //! The page from its top and, where it is longer than the window, from its end.
    void drawLong(const QString& name)
    {
        grab(name);
        for (QScrollArea* area : m_window.findChildren<QScrollArea*>()) {
            QScrollBar* bar = area->verticalScrollBar();
            if (!area->isVisible() || bar->maximum() < 40)
                continue;
            bar->setValue(bar->maximum());
            grab(name + QStringLiteral("-end"));
            bar->setValue(0);
        }
    }

    void grab(const QString& name)
    {
        // layouts settle by posted events; deliver them instead of waiting for a next turn
        for (int i = 0; i < 4; ++i) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        const QString path = QDir(m_folder).filePath(name + QStringLiteral(".png"));
        if (!m_window.grab().save(path)) {
            std::fprintf(stderr, "%s could not be written\n", qPrintable(path));
            m_failed = true;
        }
    }

    QString m_folder;
    QString m_scenario;
    MainWindow m_window;
    QTimer m_deadline;
    QTimer m_soon; //!< a real one: what is only posted would come while a page is drawn
    QTimer m_end; //!< the rows of a plan that has ended change one a turn
    bool m_homeDrawn = false;
    bool m_failed = false;
    bool m_fresh = false;
    bool m_undoing = false;
    bool m_ended = false;
    QStringList m_once;
};

} // namespace

int drawScreens(const AppServices& services, const Options& options)
{
    QDir().mkpath(options.screens);
    Tour tour(services, options);
    tour.start();
    return QApplication::exec();
}

} // namespace lockstep
