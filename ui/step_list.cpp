// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "step_list.h"

#include "glyphs.h"
#include "theme.h"

#include <QPainter>

namespace lockstep {

StepListModel::StepListModel(SetupController& controller, QObject* parent)
    : QAbstractListModel(parent), m_controller(controller)
{
    connect(&controller, &SetupController::findingsChanged, this, &StepListModel::refresh);
    connect(&controller, &SetupController::fieldsJudged, this, &StepListModel::refresh);
    connect(&controller, &SetupController::attestationsChanged, this, &StepListModel::refresh);
    connect(&controller, &SetupController::gateChanged, this, &StepListModel::refresh);
    connect(&controller, &SetupController::completionChanged, this, &StepListModel::refresh);
    m_open = controller.gate().empty();
}

int StepListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_controller.profile().steps.size());
}

QVariant StepListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::vector<Step>& steps = m_controller.profile().steps;
    const Step& step = steps[static_cast<size_t>(index.row())];
    const bool last = index.row() + 1 == rowCount();
    const std::optional<Completion>& completion = m_controller.setup().completion;
    const bool completed = last && completion && completion->outcome == QStringLiteral("completed");
    const StepState state = m_controller.stateOf(step.id);
    const QString text = completed ? tr("done")
        : last
        ? (completion ? tr("how did it go") : (m_open ? tr("ready to complete") : tr("locked")))
        : describe(state);
    switch (role) {
    case Qt::DisplayRole: return step.title;
    case Qt::AccessibleTextRole: return tr("%1 %2, %3").arg(index.row() + 1).arg(step.title, text);
    case Qt::ToolTipRole: return step.title;
    case StateTextRole: return text;
    case VerdictRole:
        return static_cast<int>(
            last ? (completed ? Verdict::Pass : Verdict::NotRun) : state.verdict);
    case LockedRole: return last && !completion && !m_open;
    case OpenRole: return last && !completion && m_open;
    default: return {};
    }
}

void StepListModel::refresh()
{
    m_open = m_controller.gate().empty();
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

QSize StepListDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {200, option.fontMetrics.height() * 2 + 22};
}

void StepListDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tones& tones = currentTones();
    const bool current = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(option.rect).adjusted(2, 2, -2, -2);
    if (current || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setBrush(current ? tones.accentSoft : tones.raised);
        painter->setPen(current ? QPen(tones.accent, 1.2) : Qt::NoPen);
        painter->drawRoundedRect(area, 8, 8);
    }
    const QRectF inside = area.adjusted(12, 6, -12, -6);
    const qreal mark = 20;
    const QRectF markArea(inside.right() - mark, inside.center().y() - mark / 2, mark, mark);
    if (index.data(StepListModel::LockedRole).toBool())
        paintGlyph(*painter, Glyph::Lock, markArea, tones.muted);
    else if (index.data(StepListModel::OpenRole).toBool())
        paintGlyph(*painter, Glyph::Unlock, markArea, tones.pass);
    else
        paintVerdict(*painter, static_cast<Verdict>(index.data(StepListModel::VerdictRole).toInt()),
            markArea);

    QFont font = option.font;
    font.setWeight(current ? QFont::DemiBold : QFont::Medium);
    painter->setFont(font);
    const QFontMetricsF metrics(font);
    const qreal numberWidth = 22;
    const QRectF title(inside.left() + numberWidth, inside.top(),
        inside.width() - numberWidth - mark - 8, inside.height() / 2);
    painter->setPen(tones.muted);
    painter->drawText(QRectF(inside.left(), title.top(), numberWidth, title.height()),
        Qt::AlignLeft | Qt::AlignVCenter, QString::number(index.row() + 1));
    painter->setPen(tones.text);
    painter->drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(index.data().toString(), Qt::ElideRight, title.width()));

    QFont small = option.font;
    small.setPointSizeF(option.font.pointSizeF() * 0.88);
    painter->setFont(small);
    painter->setPen(tones.muted);
    const QRectF below = title.translated(0, title.height());
    painter->drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(small).elidedText(
            index.data(StepListModel::StateTextRole).toString(), Qt::ElideRight, below.width()));
    painter->restore();
}

StepList::StepList(SetupController& controller, QWidget* parent)
    : QListView(parent), m_controller(controller)
{
    setModel(new StepListModel(controller, this));
    setItemDelegate(new StepListDelegate(this));
    setAccessibleName(tr("Steps"));
    setObjectName(QStringLiteral("steps"));
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setMouseTracking(true);
    setTabKeyNavigation(false);
}

void StepList::select(const QString& step)
{
    const std::vector<Step>& steps = m_controller.profile().steps;
    for (size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].id != step)
            continue;
        m_quiet = true;
        setCurrentIndex(model()->index(static_cast<int>(i), 0));
        m_quiet = false;
    }
}

void StepList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid() && !m_quiet)
        Q_EMIT stepChosen(m_controller.profile().steps[static_cast<size_t>(current.row())].id);
}

} // namespace lockstep
