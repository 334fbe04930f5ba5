// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "screens.h"

#include "home_page.h"
#include "main_window.h"
#include "review_page.h"
#include "setup_view.h"

#include <QApplication>
#include <QDir>
#include <QScrollBar>
#include <QTimer>

#include <cstdio>

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
            std::fprintf(stderr, "no screens after a minute\n");
            QCoreApplication::exit(1);
        });
        connect(m_window.home(), &HomePage::loaded, this, &Tour::homeLoaded);
        connect(&m_window, &MainWindow::setupOpened, this, &Tour::opened);
    }
    void start()
    {
        m_deadline.start(std::chrono::minutes(1));
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
        QCoreApplication::exit(m_failed ? 1 : 0);
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
    bool m_homeDrawn = false;
    bool m_failed = false;
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
