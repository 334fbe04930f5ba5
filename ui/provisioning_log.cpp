// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "provisioning_log.h"

#include "outside_text.h"
#include "widgets.h"

#include <QHeaderView>
#include <QTableWidget>

namespace lockstep {

ProvisioningLog::ProvisioningLog(SetupController& controller, QWidget* parent)
    : QFrame(parent)
    , m_controller(controller)
    , m_why(makeLabel({}, "muted", this))
    , m_table(new QTableWidget(0, 5, this))
{
    setProperty("box", QStringLiteral("card"));
    auto* layout = column(this, 20, 10);
    layout->addWidget(makeLabel(tr("Provisioning log"), "heading", this));
    layout->addWidget(m_why);
    layout->addWidget(m_table);
    m_table->setObjectName(QStringLiteral("provisioningLog"));
    m_table->setAccessibleName(tr("Provisioning log"));
    m_table->setHorizontalHeaderLabels(
        {tr("Time"), tr("Action"), tr("Who"), tr("Status"), tr("Reason")});
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false); // Tab leaves the table, arrows move inside
    m_table->setMinimumHeight(220);
    connect(&controller, &SetupController::findingsChanged, this, &ProvisioningLog::refresh);
    refresh();
}

void ProvisioningLog::refresh()
{
    const TenantSnapshot* snapshot = m_controller.snapshot();
    const bool read = snapshot && snapshot->provisioningLog;
    const bool rows = read && !snapshot->provisioningLog->empty();
    m_table->setVisible(rows);
    m_why->setVisible(!rows);
    if (rows)
        return present(*snapshot->provisioningLog);
    if (read)
        m_why->setText(tr("Entra has logged nothing for this job yet."));
    else if (snapshot && !snapshot->provisioningLog.failedWith(ReadFailure::Kind::NotRead))
        m_why->setText(explain(snapshot->provisioningLog.failure()));
    else
        m_why->setText(tr("Read with the next check, once the job is there."));
}

void ProvisioningLog::present(const std::vector<ProvisioningLogRow>& rows)
{
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int line = 0; line < m_table->rowCount(); ++line) {
        const ProvisioningLogRow& row = rows[static_cast<size_t>(line)];
        const QStringList cells{
            QLocale().toString(row.at.toLocalTime(), QStringLiteral("d MMM HH:mm")), row.action,
            row.who, row.status, row.reason};
        for (int place = 0; place < cells.size(); ++place) {
            auto* item = new QTableWidgetItem(cells[place]);
            item->setToolTip(tipText(cells[place]));
            m_table->setItem(line, place, item);
        }
    }
    m_table->resizeColumnsToContents();
}

} // namespace lockstep
