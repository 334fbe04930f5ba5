// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/plan_formats.h"

#include "report/report_parts.h"

#include <QCoreApplication>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PlanFormats)
};

using OrderedJson = nlohmann::ordered_json;

//! A block of lines below its label, each printable.
QString block(const QString& label, const QString& text)
{
    if (text.isEmpty())
        return {};
    QStringList lines;
    for (const QString& line : text.split(u'\n'))
        lines << printable(line);
    if (lines.size() == 1)
        return u"     %1: %2\n"_s.arg(label, lines.front());
    return u"     %1:\n       %2\n"_s.arg(label, lines.join(u"\n       "_s));
}

OrderedJson texts(const QStringList& list)
{
    OrderedJson array = OrderedJson::array();
    for (const QString& each : list)
        array.push_back(each.toStdString());
    return array;
}

} // namespace

QString planAsText(const Plan& plan, const Profile& profile, const TenantSnapshot& snapshot)
{
    QString page = u"%1 · %2\n\n"_s.arg(profile.title, printable(plan.tenantId));
    if (plan.isEmpty())
        page += (plan.notes.empty() ? Words::tr("Nothing is to be changed.")
                                    : Words::tr("There is nothing that can be changed from here."))
            + u'\n';
    int number = 0;
    for (const Change& change : plan.changes) {
        page += u"%1. %2\n"_s.arg(
            QString::number(++number).rightJustified(2), printable(change.sentence));
        page += block(Words::tr("mind"), change.warning);
        page += block(Words::tr("before"), change.before);
        page += block(Words::tr("after"), change.now);
        page += block(Words::tr("request"), change.request);
        page += block(Words::tr("body"), change.body);
        page += block(Words::tr("permissions"), change.scopes.join(u", "_s));
        page += block(Words::tr("role"), change.roles.join(Words::tr(" or ")));
        page += block(Words::tr("missing"), whyMayNot(change, snapshot));
        page += block(Words::tr("confirmed by"), change.confirmation);
        page += block(Words::tr("undo"),
            change.undo.isEmpty() ? Words::tr("This cannot be undone.") : change.undo);
    }
    if (!plan.notes.empty())
        page += u'\n' + Words::tr("Not in the plan") + u'\n';
    for (const QString& line : notesAsText(plan))
        page += u"  - "_s + line + u'\n';
    return page;
}

QStringList notesAsText(const Plan& plan)
{
    QStringList order;
    std::map<QString, QStringList> keys;
    for (const PlanNote& note : plan.notes) {
        if (!keys.contains(note.text))
            order << note.text;
        keys[note.text] << note.key;
    }
    constexpr qsizetype mostKeys = 3;
    QStringList lines;
    for (const QString& text : order) {
        const QStringList& all = keys[text];
        QString named = all.mid(0, mostKeys).join(u", "_s);
        if (all.size() > mostKeys)
            named = Words::tr("%1 and %n more", nullptr, static_cast<int>(all.size() - mostKeys))
                        .arg(named);
        lines << u"%1 (%2)"_s.arg(printable(text), printable(named));
    }
    return lines;
}

OrderedJson changesAsJson(const Plan& plan, const TenantSnapshot& snapshot)
{
    OrderedJson changes = OrderedJson::array();
    for (const Change& change : plan.changes) {
        OrderedJson one;
        one["kind"] = changeName(change.kind).toStdString();
        one["text"] = change.sentence.toStdString();
        one["heals"] = texts(change.heals);
        OrderedJson after = OrderedJson::array();
        for (const size_t place : change.after)
            after.push_back(place + 1);
        one["after"] = after;
        one["before"] = change.before.toStdString();
        one["now"] = change.now.toStdString();
        one["request"] = change.request.toStdString();
        one["body"] = change.body.toStdString();
        one["permissions"] = texts(change.scopes);
        one["roles"] = texts(change.roles);
        one["lacking"] = whyMayNot(change, snapshot).toStdString();
        one["confirmation"] = change.confirmation.toStdString();
        one["undoable"] = !change.undo.isEmpty();
        one["undo"] = change.undo.toStdString();
        one["warning"] = change.warning.toStdString();
        changes.push_back(one);
    }
    return changes;
}

QByteArray planAsJson(const Plan& plan, const TenantSnapshot& snapshot)
{
    OrderedJson json;
    json["schema"] = "lockstep.plan/1";
    json["profile"] = plan.profile.toStdString();
    json["tenantId"] = plan.tenantId.toStdString();
    json["changes"] = changesAsJson(plan, snapshot);
    OrderedJson notes = OrderedJson::array();
    for (const PlanNote& note : plan.notes)
        notes.push_back({{"finding", note.key.toStdString()}, {"text", note.text.toStdString()},
            {"field", note.field.toStdString()}});
    json["notes"] = notes;
    return QByteArray::fromStdString(
               json.dump(2, ' ', false, OrderedJson::error_handler_t::replace))
        + '\n';
}

QString progressAsText(const ChangeProgress& progress, const QString& sentence)
{
    QString line = stateWord(progress.state) + u": "_s + sentence;
    if (!progress.message.isEmpty())
        line += u' ' + progress.message;
    if (!progress.details.isEmpty())
        line += u" ("_s + progress.details + u')';
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(progress.waited).count();
    if (seconds > 0)
        line += Words::tr(" [%1 s]").arg(seconds);
    return line;
}

} // namespace lockstep
