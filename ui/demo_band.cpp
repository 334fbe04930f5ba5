// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "demo_band.h"

#include "widgets.h"

#include <QComboBox>

namespace lockstep {

DemoBand::DemoBand(DemoHost& host, const std::vector<ProfilePointer>& guides, QWidget* parent)
    : QFrame(parent)
    , m_host(host)
    , m_guides(new ChoiceBox(this))
    , m_scenarios(new ChoiceBox(this))
    , m_product(new QLabel(this))
{
    setProperty("box", QStringLiteral("demo"));
    setAccessibleName(tr("Demo: nothing here is real"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 16, 6);
    layout->setSpacing(12);
    auto* text = new QLabel(tr("Demo: nothing here is real"), this);
    text->setProperty("tone", QStringLiteral("strong"));
    layout->addWidget(text);
    layout->addStretch(1);
    m_product->setProperty("tone", QStringLiteral("fail"));
    layout->addWidget(m_product);
    auto* label = new QLabel(tr("S&cenario"), this);
    label->setBuddy(m_scenarios);
    layout->addWidget(label);
    for (const ProfilePointer& guide : guides)
        m_guides->addItem(guide->title, guide->id);
    m_guides->setAccessibleName(tr("Guide of the demo"));
    m_guides->setObjectName(QStringLiteral("guides"));
    m_guides->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_guides->setMinimumContentsLength(14);
    layout->insertWidget(layout->count() - 1, m_guides);
    m_scenarios->setAccessibleName(tr("Scenario of the demo"));
    m_scenarios->setObjectName(QStringLiteral("scenarios"));
    m_scenarios->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_scenarios->setMinimumContentsLength(26);
    layout->addWidget(m_scenarios);
    QPushButton* reset = makeButton(tr("&Reset"), "small", this);
    reset->setAccessibleName(tr("Put the scenario back to its start"));
    QPushButton* leave = makeButton(tr("Leave the demo"), "small", this);
    layout->addWidget(reset);
    layout->addWidget(leave);
    connect(m_guides, &QComboBox::activated, this, [this] {
        listScenarios();
        Q_EMIT scenarioWanted(scenario());
    });
    connect(
        m_scenarios, &QComboBox::activated, this, [this] { Q_EMIT scenarioWanted(scenario()); });
    connect(reset, &QPushButton::clicked, this, &DemoBand::resetWanted);
    connect(leave, &QPushButton::clicked, this, &DemoBand::leaveWanted);
}

void DemoBand::listScenarios()
{
    m_scenarios->clear();
    for (const DemoHost::Scenario& scenario : m_host.scenarios()) {
        if (scenario.profile != m_guides->currentData().toString())
            continue;
        m_scenarios->addItem(scenario.title, scenario.id);
        m_scenarios->setItemData(m_scenarios->count() - 1, scenario.summary, Qt::ToolTipRole);
    }
}

void DemoBand::setScenario(const QString& id)
{
    const std::vector<DemoHost::Scenario> scenarios = m_host.scenarios();
    const auto wanted = std::find_if(scenarios.begin(), scenarios.end(),
        [&](const DemoHost::Scenario& scenario) { return scenario.id == id; });
    if (wanted != scenarios.end())
        m_guides->setCurrentIndex(m_guides->findData(wanted->profile));
    listScenarios();
    m_scenarios->setCurrentIndex(m_scenarios->findData(id));
}

QString DemoBand::scenario() const
{
    return m_scenarios->currentData().toString();
}

void DemoBand::refresh()
{
    m_product->setText(m_host.productLocked() ? tr("The product has locked itself") : QString());
}

} // namespace lockstep
