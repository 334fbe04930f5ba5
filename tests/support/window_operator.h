// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "main_window.h"
#include "platform/keychain_store.h"
#include "scenario_run.h"
#include "setup_controller.h"
#include "setup_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace lockstep::test {

using namespace Qt::Literals::StringLiterals;

//! The simulated tenant behind the window, with the real network, keyring and files. Nothing is
//! filled in: the test types what an admin would.
class EmptyHanded final : public DemoHost {
public:
    explicit EmptyHanded(ScenarioRun& run)
        : m_run(run)
        , m_browser([&run](const QUrl& url) {
            QUrl chosen = url;
            if (url.path().endsWith(u"/adminconsent"_s)) // whom the person chooses on the page
                chosen.setQuery(url.query() + u"&login_hint="_s + run.scenario.signIn);
            return run.page.open(chosen);
        })
        , m_store(QDir(m_folder.path()))
    {
    }
    std::vector<Scenario> scenarios() const override
    {
        return {{m_run.scenario.id, m_run.scenario.profile, m_run.scenario.title,
            m_run.scenario.summary}};
    }
    Result<void> load(const QString&) override { return m_run.simulator->load(m_run.scenario); }
    QString profile() const override { return m_run.scenario.profile; }
    Endpoints endpoints() const override { return m_run.endpoints; }
    Inputs inputs() const override { return {}; }
    Secret secret() const override { return {}; }
    QString account() const override { return m_run.scenario.signIn; }
    bool productLocked() const override { return m_run.simulator->productLocked(); }
    Ports ports() override { return {m_run.transport, keychain, m_run.pacer, m_browser, m_store}; }

    KeychainStore keychain;

private:
    ScenarioRun& m_run;
    QTemporaryDir m_folder;
    SystemBrowser m_browser;
    SetupStore m_store;
};

//! The window as a person has it: looks for what is visible, clicks and types.
class Operator {
public:
    explicit Operator(ScenarioRun& run)
        : host(run)
        , folder()
        , store(QDir(folder.path()))
        , services{.ports = {run.transport, host.keychain, run.pacer, noBrowser, store},
              .profiles = {std::make_shared<const Profile>(run.profile)},
              .demo = &host}
        , window(services)
    {
        window.resize(1024, 700);
        window.show();
    }

    QPushButton* button(const QString& text, QWidget* in = nullptr)
    {
        const QList<QPushButton*> all = (in ? in : &window)->findChildren<QPushButton*>();
        for (QPushButton* each : all) {
            if (each->isVisible() && QString(each->text()).remove(u'&').startsWith(text))
                return each;
        }
        return nullptr;
    }
    bool click(const QString& text, QWidget* in = nullptr)
    {
        QPushButton* found = button(text, in);
        if (!found || !found->isEnabled())
            return false;
        QTest::mouseClick(found, Qt::LeftButton);
        return true;
    }
    bool open()
    {
        QSignalSpy opened(&window, &MainWindow::setupOpened);
        QTest::mouseClick(window.findChild<QPushButton*>(u"demo"_s), Qt::LeftButton);
        return opened.count() > 0 || opened.wait(20'000);
    }
    bool type(const QString& field, const QString& value)
    {
        auto* edit = window.findChild<QLineEdit*>(field);
        if (!edit || !edit->isVisible())
            return false;
        QTest::mouseClick(edit, Qt::LeftButton);
        edit->selectAll();
        QTest::keyClicks(edit, value);
        return edit->text() == value;
    }
    //! One of a choice field's values, with the keys that select it by its label.
    bool choose(const QString& field, const QString& value)
    {
        auto* box = window.findChild<QComboBox*>(field + u".choices"_s);
        if (!box || !box->isVisible())
            return false;
        box->setFocus();
        for (int i = 0; i < box->count() && box->currentData() != value; ++i)
            QTest::keyClick(box, Qt::Key_Down);
        return controller().text(field) == value;
    }
    bool fill(const Field& field, const QString& value)
    {
        if (field.list)
            return add(field.id, value);
        return field.kind == FieldKind::Choice ? choose(field.id, value) : type(field.id, value);
    }
    //! Through the sign-in panel, which the check or the button "Sign in" opens.
    bool signIn()
    {
        if (!click(u"Sign in"_s))
            return false;
        return QTest::qWaitFor([this] { return button(u"Sign in with the browser"_s); })
            && click(u"Sign in with the browser"_s)
            && QTest::qWaitFor([this] { return button(u"Sign out"_s); }, 20'000);
    }
    //! One more entry of a list, with Return.
    bool add(const QString& field, const QString& value)
    {
        if (!type(field, value))
            return false;
        auto* edit = window.findChild<QLineEdit*>(field);
        QTest::keyClick(edit, Qt::Key_Return);
        return edit->text().isEmpty() && controller().entries(field).contains(value);
    }
    void tickAll()
    {
        for (QCheckBox* box : window.findChildren<QCheckBox*>()) {
            if (box->isVisible() && box->objectName().startsWith(u"attest."_s)
                && !box->isChecked()) {
                box->setFocus();
                QTest::keyClick(box, Qt::Key_Space);
            }
        }
    }
    //! Step by step with Next, each field typed where its step asks for it.
    bool fillInEverything(const ScenarioRun& run)
    {
        for (const Step& step : run.profile.steps) {
            for (const Field& field : run.profile.fields) {
                const QStringList values = field.secret
                    ? QStringList{QString::fromUtf8(run.scenario.secret)}
                    : run.inputs.list(field.id);
                for (const QString& value : values) {
                    if (field.step != step.id || value.isEmpty())
                        continue;
                    if (!fill(field, value)) {
                        qWarning("%s could not be filled in", qPrintable(field.id));
                        return false;
                    }
                }
            }
            tickAll();
            if (step.id != run.profile.steps.back().id && !click(u"Next"_s))
                return false;
        }
        return true;
    }
    //! The values that the guide's mail and the portal show, in one paste.
    bool paste(const ScenarioRun& run, QLineEdit* into)
    {
        QStringList lines;
        for (const Field& field : run.profile.fields)
            if (!field.secret && !field.list && !run.inputs.text(field.id).isEmpty())
                lines << field.label + u": "_s + run.inputs.text(field.id);
        QApplication::clipboard()->setText(lines.join(u'\n'));
        QTest::mouseClick(into, Qt::LeftButton);
        QTest::keyClick(into, Qt::Key_V, Qt::ControlModifier);
        ++interactions;
        return true;
    }
    //! A click on what is there by that name, counted.
    bool press(const QString& name)
    {
        auto* found = window.findChild<QAbstractButton*>(name);
        if (!found || !found->isVisible() || !found->isEnabled())
            return false;
        QTest::mouseClick(found, Qt::LeftButton);
        ++interactions;
        return true;
    }
    PlanFlow& flow() { return controller().changes(); }
    bool waitForEnd(int milliseconds = 60'000)
    {
        return QTest::qWaitFor(
            [this] { return flow().stage() == PlanFlow::Stage::Ended; }, milliseconds);
    }
    SetupController& controller() { return window.setupView()->controller(); }
    bool isOpenGate()
    {
        auto* complete = window.findChild<QPushButton*>(u"complete"_s);
        return complete && complete->isEnabled();
    }

    int interactions = 0;
    EmptyHanded host;
    SystemBrowser noBrowser{[](const QUrl&) { return false; }};
    QTemporaryDir folder;
    SetupStore store;
    AppServices services;
    MainWindow window;
};

} // namespace lockstep::test
