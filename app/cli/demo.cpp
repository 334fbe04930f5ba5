// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "demo.h"

#include <QCoreApplication>
#include <QUrlQuery>

#ifdef LOCKSTEP_WITH_SIMULATOR
#include "platform/system_browser.h"
#include "simulator/headless_browser.h"
#include "simulator/scenario_addresses.h"
#include "simulator/simulator.h"
#endif

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

#ifdef LOCKSTEP_WITH_SIMULATOR

class Demo::Private {
public:
    Scenario scenario;
    std::unique_ptr<Simulator> simulator;
    HeadlessBrowser page;
    HeadlessBrowser consents; //!< apart: a consent leads to no redirect that a sign-in waits for
    SystemBrowser browser{[this](const QUrl& url) {
        const QUrl chosen = asAdmin(url);
        return chosen == url ? page.open(url) : consents.open(chosen);
    }};

    //! Whom the person would choose on the page that asks for consent.
    [[nodiscard]] QUrl asAdmin(const QUrl& url) const
    {
        if (!url.path().endsWith(u"/adminconsent"_s))
            return url;
        QUrlQuery query(url);
        query.addQueryItem(u"login_hint"_s, scenario.signIn);
        QUrl chosen = url;
        chosen.setQuery(query);
        return chosen;
    }
};

Result<std::unique_ptr<Demo>> Demo::start(const QString& name, const QString& profile)
{
    auto d = std::make_unique<Private>();
    Result<Scenario> scenario = builtInScenario(name, profile);
    if (!scenario)
        return failure(u"--demo"_s, scenario.error().what);
    d->scenario = std::move(*scenario);
    Result<std::unique_ptr<Simulator>> simulator = Simulator::start(d->scenario, {});
    if (!simulator)
        return tl::unexpected(simulator.error());
    d->simulator = std::move(*simulator);
    return std::unique_ptr<Demo>(new Demo(std::move(d)));
}

Inputs Demo::inputs() const
{
    return Inputs{.values = inputsAt(m_d->scenario, m_d->simulator->loginUrl())};
}
Secret Demo::secret() const
{
    return Secret{QByteArrayView(m_d->scenario.secret)};
}
QString Demo::account() const
{
    return m_d->scenario.signIn;
}
Result<Endpoints> Demo::endpoints() const
{
    return customCloud(m_d->simulator->loginUrl(), m_d->simulator->graphUrl());
}
Browser& Demo::browser()
{
    return m_d->browser;
}

QUrl Demo::setupEndpoint() const
{
    return m_d->simulator->productSetupEndpoint();
}

std::stop_token Demo::signInDeadEnd() const
{
    return m_d->page.deadEnd();
}

#else

class Demo::Private { };

Result<std::unique_ptr<Demo>> Demo::start(const QString&, const QString&)
{
    return failure(u"--demo"_s, QCoreApplication::translate("Cli", "This build has no simulator."));
}
Inputs Demo::inputs() const
{
    return {};
}
Secret Demo::secret() const
{
    return {};
}
QString Demo::account() const
{
    return {};
}
Result<Endpoints> Demo::endpoints() const
{
    return cloudByName(u"global"_s);
}
QUrl Demo::setupEndpoint() const
{
    return {};
}
std::stop_token Demo::signInDeadEnd() const
{
    return {};
}
Browser& Demo::browser()
{
    std::abort();
} // start() never succeeds

#endif

Demo::Demo(std::unique_ptr<Private> d) : m_d(std::move(d)) { }
Demo::~Demo() = default;

} // namespace lockstep::cli
