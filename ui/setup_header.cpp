// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "setup_header.h"

#include "cloud_dialog.h"
#include "widgets.h"

#include <QComboBox>

namespace lockstep {

SetupHeader::SetupHeader(SetupController& controller, QWidget* parent)
    : QFrame(parent)
    , m_controller(controller)
    , m_guide(new ElidedLabel("strong", this))
    , m_tenant(new ElidedLabel("small", this))
    , m_cloud(new ChoiceBox(this))
    , m_account(new QLabel(this))
    , m_sign(makeButton({}, "small", this))
{
    setProperty("box", QStringLiteral("header"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 16, 8);
    layout->setSpacing(12);
    QPushButton* back = makeButton(tr("&Setups"), "plain", this);
    back->setAccessibleName(tr("Back to the list of setups"));
    setGlyph(back, Glyph::Back);
    layout->addWidget(back);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    m_guide->setFullText(controller.profile().title);
    words->addWidget(m_guide);
    words->addWidget(m_tenant);
    layout->addLayout(words, 1);
    for (const Endpoints& cloud : knownClouds())
        m_cloud->addItem(cloud.title, cloud.cloud);
    m_cloud->addItem(tr("Custom"), QStringLiteral("custom"));
    m_cloud->setAccessibleName(tr("Cloud of the tenant"));
    m_cloud->setToolTip(tr("The Microsoft cloud that the tenant lives in"));
    m_cloud->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_cloud->setMinimumContentsLength(7);
    layout->addWidget(m_cloud);
    m_account->setTextFormat(Qt::PlainText);
    m_account->setProperty("tone", QStringLiteral("muted"));
    layout->addWidget(m_account);
    layout->addWidget(m_sign);

    connect(back, &QPushButton::clicked, this, &SetupHeader::backWanted);
    connect(m_cloud, &QComboBox::activated, this, &SetupHeader::cloudChosen);
    connect(m_sign, &QPushButton::clicked, this, [this] {
        if (m_controller.signIn().session())
            m_controller.signOut();
        else
            Q_EMIT signInWanted();
    });
    connect(&controller, &SetupController::tenantChanged, this, &SetupHeader::refresh);
    connect(&controller.signIn(), &SignInRunner::changed, this, &SetupHeader::refresh);
    connect(&controller.changes(), &PlanFlow::changed, this, &SetupHeader::refresh);
    refresh();
}

void SetupHeader::cloudChosen()
{
    const QString cloud = m_cloud->currentData().toString();
    if (cloud != QStringLiteral("custom")) {
        m_controller.setCloud(cloud);
        return;
    }
    auto* dialog = new CloudDialog(m_controller, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, &SetupHeader::refresh);
    dialog->open();
}

void SetupHeader::refresh()
{
    const Setup& setup = m_controller.setup();
    const QString id = m_controller.text(QStringLiteral("tenantId"));
    QStringList parts;
    for (const QString& part : {setup.customer, m_controller.tenantTitle(), id})
        if (!part.isEmpty() && !parts.contains(part))
            parts << part;
    const QString tenant =
        parts.isEmpty() ? tr("No tenant yet") : parts.join(QStringLiteral("  ·  "));
    m_tenant->setFullText(tenant);
    m_tenant->setAccessibleName(tr("Tenant: %1").arg(tenant));
    m_cloud->setCurrentIndex(m_cloud->findData(setup.cloud));
    const bool working = m_controller.changes().isWorking();
    m_cloud->setEnabled(
        !m_controller.document().isReadOnly() && !m_controller.isCloudFixed() && !working);
    m_sign->setEnabled(!working);
    const Session* session = m_controller.signIn().session();
    const QString who = session && session->identity ? session->identity->userName : QString();
    m_account->setText(session ? (who.isEmpty() ? tr("Signed in") : who) : tr("Not signed in"));
    m_sign->setText(session ? tr("Sign &out") : tr("Sign &in"));
}

} // namespace lockstep
