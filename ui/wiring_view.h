// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wiring.h"

#include <QAbstractButton>

namespace lockstep {

//! One box of the picture: a button that paints itself.
class WiringBox final : public QAbstractButton {
    Q_OBJECT
public:
    explicit WiringBox(QWidget* parent);
    void setNode(const WiringNode& node);
    [[nodiscard]] const WiringNode& node() const { return m_node; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    WiringNode m_node{};
};

//! The picture of the wiring: boxes to press, lines between them, all coloured by what was found.
class WiringView final : public QWidget {
    Q_OBJECT
public:
    explicit WiringView(QWidget* parent = nullptr);
    void setWiring(const Wiring& wiring);

Q_SIGNALS:
    void stepWanted(const QString& step);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    [[nodiscard]] QSize sizeHint() const override { return {440, 210}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {400, 210}; }

private:
    void place();
    [[nodiscard]] const WiringBox* boxOf(WiringPart part) const;
    Wiring m_wiring;
    std::vector<WiringBox*> m_boxes;
};

} // namespace lockstep
