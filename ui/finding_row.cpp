// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "finding_row.h"

#include "instruction_list.h"
#include "layout_pause.h"
#include "outside_text.h"
#include "widgets.h"

namespace lockstep {

FindingRow::FindingRow(CheckSpec spec, SetupController& controller, QWidget* parent)
    : QFrame(parent)
    , m_spec(std::move(spec))
    , m_controller(controller)
    , m_mark(new VerdictMark(this))
    , m_text(makeLabel(m_spec.title, "", this))
    , m_word(new QLabel(this))
    , m_remedy(makeButton({}, "small", this))
    , m_show(makeButton(tr("Show me where"), "small", this))
    , m_more(makeIconButton(Glyph::Down, tr("Details"), this))
{
    build();
}

void FindingRow::build()
{
    auto* layout = column(this, 0, 6);
    layout->setContentsMargins(0, 6, 0, 6);
    auto* line = row(10);
    auto* markColumn = new QVBoxLayout;
    markColumn->setContentsMargins(0, 4, 0, 0);
    markColumn->addWidget(m_mark);
    markColumn->addStretch(1);
    line->addLayout(markColumn);
    auto* words = new QVBoxLayout;
    words->setContentsMargins(0, 6, 0, 0);
    words->setSpacing(2);
    words->addWidget(m_text);
    m_word->setProperty("tone", QStringLiteral("small"));
    words->addWidget(m_word);
    words->addStretch(1);
    line->addLayout(words, 1);
    for (QPushButton* button : {m_remedy, m_show})
        line->addWidget(button, 0, Qt::AlignTop);
    line->addWidget(m_more, 0, Qt::AlignTop);
    layout->addLayout(line);

    m_details = makeBox("inset", this);
    m_facts = column(m_details, 12, 6);
    auto* indent = row(0);
    indent->addSpacing(30);
    indent->addWidget(m_details);
    layout->addLayout(indent);
    m_details->hide();

    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_more->setCheckable(true);
    setGlyph(m_show, Glyph::Open);
    connect(m_more, &QToolButton::toggled, this, &FindingRow::setOpen);
    connect(m_remedy, &QPushButton::clicked, this, &FindingRow::act);
    connect(m_show, &QPushButton::clicked, this, [this] {
        if (m_spec.portal)
            showPortal(m_controller, *m_spec.portal);
        else if (m_finding.remedy)
            m_controller.openUrl(m_finding.remedy->url);
    });
}

void FindingRow::present(const Finding& finding)
{
    const LayoutPause pause(*this);
    m_finding = finding;
    const bool notRun = finding.verdict == Verdict::NotRun;
    m_mark->setVerdict(finding.verdict);
    const QString text = notRun && finding.message.isEmpty() ? m_spec.title : finding.message;
    m_text->setText(wrappable(text));
    restyle(m_text, "tone", notRun ? QStringLiteral("muted") : QString());
    // the verdict in a word: colour and sign are never alone
    const bool plain = finding.verdict == Verdict::Pass || notRun;
    m_word->setText(plain ? QString() : verdictWord(finding.verdict));
    m_word->setVisible(!plain);
    setAccessibleName(tr("%1: %2").arg(verdictWord(finding.verdict), text));
    showRemedy();
    m_more->setVisible(!notRun);
    m_more->setAccessibleName(tr("Details of: %1").arg(m_spec.title));
    if (notRun)
        m_more->setChecked(false);
    if (m_more->isChecked())
        fillDetails();
}

void FindingRow::showRemedy()
{
    const auto kind = m_finding.remedy ? m_finding.remedy->kind : Remedy::Kind::Portal;
    // what waits for something else to be made first can be had together with it
    const bool green = m_finding.verdict == Verdict::Pass
        || (m_finding.verdict == Verdict::NotRun && kind != Remedy::Kind::Change);
    QString text;
    if (m_finding.remedy && !green) {
        switch (kind) {
        case Remedy::Kind::Field: text = tr("Go to the field"); break;
        case Remedy::Kind::SignIn: text = tr("Sign in"); break;
        case Remedy::Kind::Wait: text = tr("Check again"); break;
        case Remedy::Kind::Attest: text = tr("Review"); break;
        case Remedy::Kind::Change:
            if (!m_controller.document().isReadOnly())
                text = tr("Fix it for me");
            break;
        case Remedy::Kind::Portal: break;
        }
    }
    m_remedy->setText(text);
    m_remedy->setVisible(!text.isEmpty());
    m_remedy->setAccessibleName(tr("%1: %2").arg(text, m_spec.title));
    const bool hasPage =
        m_spec.portal.has_value() || (m_finding.remedy && !m_finding.remedy->url.isEmpty());
    m_show->setVisible(!green && hasPage && kind != Remedy::Kind::SignIn);
    m_remedy->setObjectName(
        kind == Remedy::Kind::Change ? QStringLiteral("fix.") + key() : QString());
    m_show->setAccessibleName(tr("Show me where: %1").arg(m_spec.title));
}

void FindingRow::act()
{
    if (!m_finding.remedy)
        return;
    switch (m_finding.remedy->kind) {
    case Remedy::Kind::Field: Q_EMIT fieldWanted(m_finding.remedy->field); break;
    case Remedy::Kind::SignIn: Q_EMIT m_controller.signInWanted(); break;
    case Remedy::Kind::Wait: m_controller.check(); break;
    case Remedy::Kind::Attest: Q_EMIT stepWanted(m_controller.profile().steps.back().id); break;
    case Remedy::Kind::Change: m_controller.fixFinding(key()); break;
    case Remedy::Kind::Portal: break;
    }
}

void FindingRow::setOpen(bool open)
{
    setGlyph(m_more, open ? Glyph::Up : Glyph::Down);
    if (open)
        fillDetails();
    m_details->setVisible(open);
}

void FindingRow::addFact(const QString& name, const QString& value)
{
    if (value.isEmpty())
        return;
    QLabel* label = makeLabel(wrappable(tr("%1: %2").arg(name, value)), "", m_details);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->addWidget(label);
}

QString FindingRow::technicalText() const
{
    QStringList lines{QStringLiteral("check: ") + m_finding.key(),
        QStringLiteral("verdict: ") + verdictName(m_finding.verdict)};
    if (!m_finding.details.isEmpty())
        lines << m_finding.details;
    return lines.join(u'\n');
}

void FindingRow::fillDetails()
{
    clearLayout(m_facts);
    addFact(tr("Proves"), m_spec.title);
    addFact(tr("Expected"), m_finding.expected);
    addFact(tr("Seen"), m_finding.observed);
    if (m_finding.remedy)
        addFact(tr("What to do"), m_finding.remedy->text);
    if (m_spec.portal)
        addFact(tr("Where"), m_controller.portal(*m_spec.portal).path);
    auto* fold = new Fold(tr("Technical details"), m_details);
    QLabel* technical = makeLabel(wrappable(technicalText()), "small", fold);
    technical->setTextInteractionFlags(Qt::TextSelectableByMouse);
    fold->content()->addWidget(technical);
    auto* copy = new CopyButton({}, fold);
    copy->setValue(technicalText(), tr("Copy these details"));
    copy->setAccessibleName(tr("Copy the technical details"));
    fold->content()->addWidget(copy, 0, Qt::AlignLeft);
    m_facts->addWidget(fold);
}

} // namespace lockstep
