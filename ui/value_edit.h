// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>

#include <functional>

namespace lockstep {

//! A line edit that offers what is pasted to `takePaste` first: a block may fill several fields.
class ValueEdit final : public QLineEdit {
    Q_OBJECT
public:
    explicit ValueEdit(QWidget* parent = nullptr);
    //! Returns true when it took the text; the edit then stays as it is.
    std::function<bool(const QString&)> takePaste;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void pasteOrHandOver();
};

} // namespace lockstep
