// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "field_editor.h"

#include "date_picker.h"
#include "entry_chips.h"
#include "outside_text.h"
#include "suggestions.h"
#include "widgets.h"

namespace lockstep {

FieldEditor::FieldEditor(const Field& field, SetupController& controller, QWidget* parent)
    : QWidget(parent)
    , m_field(field)
    , m_controller(controller)
    , m_edit(new ValueEdit(this))
    , m_message(makeLabel({}, "fail", this))
    , m_clean(makeButton(tr("Use the cleaned value"), "small", this))
    , m_swap(makeButton({}, "small", this))
{
    build();
    if (m_field.secret)
        buildSecret();
    if (!m_field.choices.empty())
        buildChoices();
    if (Suggestions::knows(m_field.kind))
        buildSuggestions();
    connect(m_edit, &QLineEdit::textEdited, this, &FieldEditor::edited);
    connect(m_clean, &QPushButton::clicked, this, [this] {
        if (m_refused)
            addEntry(m_refused->cleaned.value_or(QString()));
        else
            m_controller.useCleaned(m_field.id);
        m_edit->setFocus();
    });
    connect(m_swap, &QPushButton::clicked, this, [this] {
        m_controller.swapFields(m_field.id, m_controller.fieldVerdict(m_field.id).belongsTo);
    });
    connect(&m_controller, &SetupController::fieldsJudged, this, &FieldEditor::showVerdict);
    connect(&m_controller, &SetupController::fieldChanged, this, [this](const QString& changed) {
        if (changed == m_field.id)
            reload();
    });
    // what a change is made from stays as it is until it was sent
    connect(&m_controller.changes(), &PlanFlow::changed, this,
        [this] { setEnabled(!m_controller.changes().isWorking()); });
    setEnabled(!m_controller.changes().isWorking());
    m_edit->takePaste = [this](const QString& text) { return m_controller.pasteBlock(text); };
    reload();
    showVerdict();
}

void FieldEditor::build()
{
    auto* layout = column(this, 0, 5);
    m_label =
        new QLabel(m_field.required ? m_field.label : tr("%1 (optional)").arg(m_field.label), this);
    m_label->setProperty("tone", QStringLiteral("strong"));
    m_label->setBuddy(m_edit);
    layout->addWidget(m_label);
    if (m_field.list)
        buildList(layout);
    auto* line = row(6);
    line->addWidget(m_edit, 1);
    layout->addLayout(line);
    if (m_field.list) {
        QPushButton* add = makeButton(tr("Add"), "small", this);
        add->setAccessibleName(tr("Add to %1").arg(m_field.label));
        add->setEnabled(!m_controller.document().isReadOnly());
        connect(add, &QPushButton::clicked, this, [this] { addEntry(m_edit->text()); });
        line->addWidget(add);
    }
    if (m_field.kind == FieldKind::Date) {
        m_calendar = new DatePicker(m_field.label, this);
        m_calendar->setObjectName(m_field.id + QStringLiteral(".calendar"));
        m_calendar->setEnabled(!m_controller.document().isReadOnly());
        line->addWidget(m_calendar);
        connect(m_calendar, &DatePicker::picked, this,
            [this](QDate day) { m_controller.setText(m_field.id, day.toString(Qt::ISODate)); });
    }
    if (m_field.secret) {
        m_eye = makeIconButton(Glyph::Eye, tr("Show the secret"), this);
        m_eye->setCheckable(true);
        line->addWidget(m_eye);
    }
    if (!m_field.help.isEmpty())
        layout->addWidget(makeLabel(m_field.help, "small", this));
    auto* below = row(8);
    below->addWidget(m_message, 1);
    below->addWidget(m_clean, 0, Qt::AlignTop);
    below->addWidget(m_swap, 0, Qt::AlignTop);
    layout->addLayout(below);

    m_edit->setObjectName(m_field.id);
    m_edit->setAccessibleName(m_field.label);
    m_edit->setPlaceholderText(m_field.placeholder);
    m_edit->setReadOnly(m_controller.document().isReadOnly());
    m_message->hide();
    m_clean->hide();
    m_swap->hide();
}

void FieldEditor::buildSecret()
{
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_state = makeLabel({}, "small", this);
    auto* layout = qobject_cast<QVBoxLayout*>(this->layout());
    layout->insertWidget(2, m_state);
    connect(m_eye, &QToolButton::toggled, this, &FieldEditor::reveal);
    connect(&m_controller.secretKeeper(), &SecretKeeper::whereChanged, this,
        &FieldEditor::showSecretState);
    showSecretState();
}

void FieldEditor::buildList(QVBoxLayout* layout)
{
    m_entries = new EntryChips(this);
    layout->addWidget(m_entries);
    connect(m_entries, &EntryChips::removed, this, [this](const QString& entry) {
        QStringList entries = m_controller.entries(m_field.id);
        entries.removeOne(entry);
        m_controller.setEntries(m_field.id, entries);
        m_edit->setFocus(); // the button that had it is gone
    });
    // with Return and on leaving: what was typed is not lost because nobody pressed Add
    connect(m_edit, &QLineEdit::editingFinished, this, [this] {
        if (!m_edit->text().isEmpty() && !(m_suggestions && m_suggestions->isOpen()))
            addEntry(m_edit->text());
    });
}

void FieldEditor::buildChoices()
{
    m_choices = new ChoiceBox(this);
    m_choices->setAccessibleName(m_field.label);
    m_choices->addItem(tr("Choose"), QString());
    for (const FieldChoice& choice : m_field.choices)
        m_choices->addItem(choice.label, choice.value);
    m_choices->setEnabled(!m_controller.document().isReadOnly());
    delete layout()->replaceWidget(m_edit, m_choices); // the item that held the edit
    m_label->setBuddy(m_choices);
    m_edit->hide();
    m_choices->setObjectName(m_field.id + QStringLiteral(".choices"));
    connect(m_choices, &QComboBox::activated, this,
        [this] { m_controller.setText(m_field.id, m_choices->currentData().toString()); });
}

void FieldEditor::buildSuggestions()
{
    m_suggestions = new Suggestions(m_edit, m_field.kind, m_controller);
    QLabel* why = makeLabel({}, "small", this);
    why->hide();
    qobject_cast<QVBoxLayout*>(layout())->addWidget(why);
    connect(m_suggestions, &Suggestions::chosen, this, [this](const QString& value) {
        if (m_field.list)
            addEntry(value);
        else
            m_controller.setText(m_field.id, value);
    });
    connect(m_suggestions, &Suggestions::saidWhy, why, [why](const QString& text) {
        why->setText(text);
        why->setVisible(!text.isEmpty());
    });
}

void FieldEditor::addEntry(const QString& text)
{
    QStringList entries = m_controller.entries(m_field.id);
    const FieldVerdict verdict =
        validateField(m_controller.profile(), m_field, text, m_controller.setup().inputs);
    if (verdict.kind == FieldVerdict::Kind::Malformed)
        return refuse(verdict);
    if (!text.isEmpty() && !entries.contains(text))
        m_controller.setEntries(m_field.id, entries << text);
    m_refused.reset();
    m_edit->clear();
    showVerdict();
}

void FieldEditor::refuse(const FieldVerdict& verdict)
{
    m_refused = verdict;
    showVerdict();
}

void FieldEditor::edited(const QString& text)
{
    if (m_field.list) { // it counts once it is an entry
        m_refused.reset();
        return showVerdict();
    }
    m_showsKept = false;
    if (m_field.secret)
        m_controller.setSecret(Secret::fromText(text));
    else
        m_controller.setText(m_field.id, text);
}

void FieldEditor::reload()
{
    if (m_entries)
        return m_entries->present(
            m_controller.entries(m_field.id), m_controller.document().isReadOnly());
    if (m_choices)
        m_choices->setCurrentIndex(std::max(0, m_choices->findData(m_controller.text(m_field.id))));
    if (m_calendar)
        m_calendar->setDay(QDate::fromString(m_controller.text(m_field.id).left(10), Qt::ISODate));
    if (!m_field.secret) {
        if (m_edit->text() != m_controller.text(m_field.id))
            m_edit->setText(m_controller.text(m_field.id)); // else it is what was typed here
        return;
    }
    // a secret from elsewhere is not put into the edit: Qt would keep copies of it
    m_edit->clear();
    m_eye->setChecked(false);
    showSecretState();
}

void FieldEditor::reveal(bool on)
{
    setGlyph(m_eye, on ? Glyph::EyeOff : Glyph::Eye);
    m_eye->setAccessibleName(on ? tr("Hide the secret") : tr("Show the secret"));
    m_eye->setToolTip(m_eye->accessibleName());
    m_edit->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    const Secret& secret = m_controller.secretKeeper().secret();
    if (on && m_edit->text().isEmpty() && !secret.isEmpty()) {
        secret.expose([this](QByteArrayView value) { m_edit->setText(QString::fromUtf8(value)); });
        m_showsKept = true;
    } else if (!on && m_showsKept) {
        m_edit->clear();
        m_showsKept = false;
    }
}

QString FieldEditor::secretStateText() const
{
    const SecretKeeper& keeper = m_controller.secretKeeper();
    const QString ending =
        keeper.ending().isEmpty() ? QString() : tr("Ends in %1. ").arg(keeper.ending());
    switch (keeper.where()) {
    case SecretKeeper::Where::Nowhere: return keeper.note();
    case SecretKeeper::Where::Reading: return tr("Asking the keychain for the value.");
    case SecretKeeper::Where::Memory:
        return ending + tr("Goes to the keychain once client ID and tenant ID are there.");
    case SecretKeeper::Where::Writing: return ending + tr("Asking the keychain to keep it.");
    case SecretKeeper::Where::Keychain: return ending + tr("Kept in the keychain.");
    case SecretKeeper::Where::SessionOnly:
        return ending + tr("For this session only. %1").arg(keeper.note());
    }
    return {};
}

void FieldEditor::showSecretState()
{
    m_state->setText(secretStateText());
    m_state->setVisible(!m_state->text().isEmpty());
    const bool held = !m_controller.secretKeeper().secret().isEmpty();
    m_edit->setPlaceholderText(
        held ? tr("The value is held. Type or paste to replace it.") : m_field.placeholder);
    m_eye->setEnabled(held || !m_edit->text().isEmpty());
}

void FieldEditor::showVerdict()
{
    // an entry that could not be taken stays in the edit, and so does the reason
    const FieldVerdict verdict = m_refused.value_or(m_controller.fieldVerdict(m_field.id));
    const bool wrong = verdict.kind == FieldVerdict::Kind::Malformed;
    const bool warns = verdict.kind == FieldVerdict::Kind::Warning;
    const QString text = wrong || warns ? verdict.message : QString();
    const bool changed = wrappable(text) != m_message->text();
    m_message->setText(wrappable(text));
    m_message->setVisible(!text.isEmpty());
    restyle(m_message, "tone", wrong ? QStringLiteral("fail") : QStringLiteral("warn"));
    restyle(m_edit, "state",
        wrong ? QStringLiteral("fail") : (warns ? QStringLiteral("warn") : QString()));
    QWidget* input = m_choices ? static_cast<QWidget*>(m_choices) : m_edit;
    input->setAccessibleDescription(text.isEmpty() ? m_field.help : text);
    const bool writable = !m_controller.document().isReadOnly();
    m_clean->setVisible(writable && (!m_field.list || m_refused) && verdict.cleaned.has_value());
    const Field* other = m_controller.profile().field(verdict.belongsTo);
    m_swap->setVisible(writable && other && !other->secret && !m_field.secret);
    if (other)
        m_swap->setText(tr("Swap with %1").arg(plainText(other->label)));
    if (changed)
        announce(input, text);
}

void FieldEditor::takeFocus()
{
    if (m_choices)
        return m_choices->setFocus(Qt::OtherFocusReason);
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->selectAll();
}

} // namespace lockstep
