// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "demo_band.h"

#include "flow_layout.h"
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
    auto* inside = column(this, 0, 0);
    inside->setContentsMargins(16, 6, 16, 6);
    auto* parts = new QWidget(this);
    auto* flow = new FlowLayout(parts, 8); // a second line rather than words cut off
    inside->addWidget(parts);
    auto* text = new QLabel(tr("Demo: nothing here is real"), parts);
    text->setProperty("tone", QStringLiteral("strong"));
    text->setMinimumHeight(34);
    flow->addWidget(text);
    m_product->setProperty("tone", QStringLiteral("fail"));
    m_product->setMinimumHeight(34);
    flow->addWidget(m_product);
    for (const ProfilePointer& guide : guides)
        m_guides->addItem(guide->title, guide->id);
    m_guides->setAccessibleName(tr("Guide of the demo"));
    m_guides->setObjectName(QStringLiteral("guides"));
    m_guides->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    flow->addWidget(m_guides);
    auto* choice = new QWidget(parts); // the label stays with its box
    auto* line = row(8);
    choice->setLayout(line);
    auto* label = new QLabel(tr("S&cenario"), choice);
    label->setBuddy(m_scenarios);
    line->addWidget(label);
    m_scenarios->setAccessibleName(tr("Scenario of the demo"));
    m_scenarios->setObjectName(QStringLiteral("scenarios"));
    m_scenarios->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    line->addWidget(m_scenarios);
    flow->addWidget(choice);
    QPushButton* reset = makeButton(tr("&Reset"), "", parts);
    reset->setAccessibleName(tr("Put the scenario back to its start"));
    QPushButton* leave = makeButton(tr("Leave the demo"), "", parts);
    flow->addWidget(reset);
    flow->addWidget(leave);
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
    m_product->setVisible(!m_product->text().isEmpty());
}

} // namespace lockstep
