// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "home_model.h"

#include "glyphs.h"
#include "step_state.h"
#include "theme.h"

#include <QApplication>
#include <QLocale>

namespace lockstep {

namespace {

Verdict verdictOf(const Setup& setup)
{
    if (!setup.lastReport)
        return Verdict::NotRun;
    switch (setup.lastReport->overall()) {
    case Overall::Ready: return Verdict::Pass;
    case Overall::Blocked: return Verdict::Fail;
    case Overall::Unconfirmed:
    case Overall::Unreachable: break;
    }
    return Verdict::Unknown;
}

int countOf(const Report& report, Verdict verdict)
{
    return static_cast<int>(std::count_if(report.findings.begin(), report.findings.end(),
        [&](const Finding& finding) { return finding.required && finding.verdict == verdict; }));
}

QString customerOf(const Setup& setup)
{
    for (const QString& name : {setup.customer, setup.inputs.text(QStringLiteral("tenantName")),
             setup.inputs.text(QStringLiteral("tenantId"))})
        if (!name.isEmpty())
            return name;
    return HomeModel::tr("No tenant yet");
}

} // namespace

QString secretEndText(const QDateTime& end, const QDateTime& now)
{
    if (!end.isValid())
        return {};
    const qint64 days = now.daysTo(end);
    if (end <= now)
        return HomeModel::tr("ended");
    if (days < 1)
        return HomeModel::tr("today");
    if (days == 1)
        return HomeModel::tr("in 1 day");
    return days < 60 ? HomeModel::tr("in %1 days").arg(days)
                     : HomeModel::tr("in %1 months").arg(days / 30);
}

QString nextAction(const Setup& setup, const Profile* profile)
{
    if (setup.completion)
        return setup.completion->outcome == QStringLiteral("completed")
            ? HomeModel::tr("Nothing: it is completed")
            : HomeModel::tr("See how the completion went");
    const auto titleOf = [&](const QString& id) {
        const Step* step = profile ? profile->step(id) : nullptr;
        return step ? step->title : id;
    };
    if (!setup.lastReport) {
        const QString step =
            profile && setup.currentStep.isEmpty() ? profile->steps.front().id : setup.currentStep;
        return HomeModel::tr("Go on: %1").arg(titleOf(step));
    }
    const Finding* worst = nullptr;
    for (const Finding& finding : setup.lastReport->findings)
        if (finding.required && severity(finding.verdict) >= severity(Verdict::Waiting)
            && (!worst || severity(finding.verdict) > severity(worst->verdict)))
            worst = &finding;
    if (!worst)
        return HomeModel::tr("Check again, then complete");
    return worst->verdict == Verdict::Fail ? HomeModel::tr("Fix: %1").arg(titleOf(worst->step))
                                           : HomeModel::tr("Confirm: %1").arg(titleOf(worst->step));
}

HomeModel::HomeModel(const std::vector<ProfilePointer>& profiles, Pacer& pacer, QObject* parent)
    : QAbstractTableModel(parent), m_profiles(profiles), m_pacer(pacer)
{
}

void HomeModel::setSetups(std::vector<Setup> setups)
{
    beginResetModel();
    m_setups = std::move(setups);
    endResetModel();
}

void HomeModel::setProgress(const QString& setup, const QString& text)
{
    m_progress[setup] = text;
    for (size_t row = 0; row < m_setups.size(); ++row)
        if (m_setups[row].id == setup)
            Q_EMIT dataChanged(
                index(static_cast<int>(row), State), index(static_cast<int>(row), State));
}

int HomeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_setups.size());
}

int HomeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const Profile* HomeModel::profileOf(const Setup& setup) const
{
    for (const ProfilePointer& profile : m_profiles)
        if (profile->id == setup.profile)
            return profile.get();
    return nullptr;
}

QString HomeModel::stateText(const Setup& setup) const
{
    const auto progress = m_progress.find(setup.id);
    if (progress != m_progress.end() && !progress->second.isEmpty())
        return progress->second;
    if (setup.completion && setup.completion->outcome == QStringLiteral("locked"))
        return tr("Product locked");
    if (!setup.lastReport)
        return tr("Not checked yet");
    const Report& report = *setup.lastReport;
    switch (report.overall()) {
    case Overall::Ready: return setup.completion ? tr("Completed") : tr("Ready to complete");
    case Overall::Blocked: {
        const int problems = countOf(report, Verdict::Fail);
        return tr("%n problem(s)", nullptr, problems);
    }
    case Overall::Unconfirmed:
        return tr("%1 not confirmed")
            .arg(countOf(report, Verdict::Unknown) + countOf(report, Verdict::Waiting));
    case Overall::Unreachable: return tr("Could not be reached");
    }
    return {};
}

QString HomeModel::text(const Setup& setup, int column) const
{
    const Profile* profile = profileOf(setup);
    switch (column) {
    case Customer: return customerOf(setup);
    case Guide: return profile ? profile->title : setup.profile;
    case State: return stateText(setup);
    case Checked:
        return setup.lastReport
            ? QLocale().toString(setup.lastReport->startedAt.toLocalTime(), QLocale::ShortFormat)
            : tr("Never");
    case SecretEnds:
        return setup.lastReport ? secretEndText(setup.lastReport->secretEnds, m_pacer.now())
                                : QString();
    case Next: return nextAction(setup, profile);
    default: return {};
    }
}

QVariant HomeModel::sortKey(const Setup& setup, int column) const
{
    switch (column) {
    case Customer: return customerOf(setup).toCaseFolded();
    case State: return -severity(verdictOf(setup));
    case Checked: return setup.lastReport ? setup.lastReport->startedAt : QDateTime();
    case SecretEnds: return setup.lastReport ? setup.lastReport->secretEnds : QDateTime();
    default: return text(setup, column);
    }
}

QVariant HomeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Setup& setup = setupAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(setup, index.column());
    case Qt::ToolTipRole: return text(setup, index.column());
    case SortRole: return sortKey(setup, index.column());
    case FilterRole: {
        QStringList all;
        for (int column = 0; column < ColumnCount; ++column)
            all << text(setup, column);
        all << setup.inputs.text(QStringLiteral("tenantId")) << setup.account;
        return all.join(u' ');
    }
    case Qt::DecorationRole:
        if (index.column() == State)
            return glyphIcon(glyphOf(verdictOf(setup)), currentTones().of(verdictOf(setup)));
        return {};
    case Qt::AccessibleTextRole: {
        const QString heading =
            headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
        return tr("%1: %2").arg(heading, text(setup, index.column()));
    }
    default: return {};
    }
}

QVariant HomeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Customer: return tr("Customer");
    case Guide: return tr("Guide");
    case State: return tr("State");
    case Checked: return tr("Last checked");
    case SecretEnds: return tr("Secret ends");
    case Next: return tr("Next");
    default: return {};
    }
}

} // namespace lockstep
