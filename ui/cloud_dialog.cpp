// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "cloud_dialog.h"

#include "widgets.h"

#include <QLineEdit>

namespace lockstep {

CloudDialog::CloudDialog(SetupController& controller, QWidget* parent)
    : QDialog(parent)
    , m_controller(controller)
    , m_login(new QLineEdit(this))
    , m_graph(new QLineEdit(this))
    , m_problem(makeLabel({}, "fail", this))
{
    setWindowTitle(tr("Another cloud"));
    setMinimumWidth(480);
    auto* layout = column(this, 24, 12);
    layout->addWidget(makeLabel(
        tr("The client secret goes to the sign-in address. Type only addresses that you trust."),
        "", this));
    struct Line {
        QString label;
        QLineEdit* edit;
        QString text;
    };
    const Setup& setup = controller.setup();
    for (const Line& line : {Line{tr("&Sign-in address"), m_login, setup.loginUrl.toString()},
             Line{tr("Microsoft &Graph address"), m_graph, setup.graphUrl.toString()}}) {
        auto* label = new QLabel(line.label, this);
        label->setBuddy(line.edit);
        line.edit->setAccessibleName(QString(line.label).remove(u'&'));
        line.edit->setPlaceholderText(QStringLiteral("https://"));
        line.edit->setText(line.text);
        layout->addWidget(label);
        layout->addWidget(line.edit);
    }
    m_problem->hide();
    layout->addWidget(m_problem);
    auto* buttons = row(8);
    buttons->addStretch(1);
    QPushButton* back = makeButton(tr("Go back"), "", this);
    QPushButton* use = makeButton(tr("&Use this cloud"), "primary", this);
    use->setDefault(true);
    buttons->addWidget(back);
    buttons->addWidget(use);
    layout->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(use, &QPushButton::clicked, this, &CloudDialog::tryIt);
}

void CloudDialog::tryIt()
{
    const Result<void> set = m_controller.setCustomCloud(
        QUrl(m_login->text(), QUrl::StrictMode), QUrl(m_graph->text(), QUrl::StrictMode));
    if (set) {
        accept();
        return;
    }
    m_problem->setText(set.error().what);
    m_problem->show();
    announce(m_problem, set.error().what);
}

} // namespace lockstep
