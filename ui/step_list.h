// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_controller.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

namespace lockstep {

//! The steps of an open setup with what each amounts to.
class StepListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { StateTextRole = Qt::UserRole + 1, VerdictRole, LockedRole, OpenRole };

    explicit StepListModel(SetupController& controller, QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void refresh();
    SetupController& m_controller;
    bool m_open = false; //!< the gate
};

//! Number, title, state in words and a sign for each step.
class StepListDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

//! The list at the side. Arrow keys move; the page follows.
class StepList final : public QListView {
    Q_OBJECT
public:
    explicit StepList(SetupController& controller, QWidget* parent = nullptr);
    void select(const QString& step);

Q_SIGNALS:
    void stepChosen(const QString& step);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    SetupController& m_controller;
    bool m_quiet = false;
};

} // namespace lockstep
