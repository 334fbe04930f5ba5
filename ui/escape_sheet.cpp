// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "escape_sheet.h"

#include <QCoreApplication>
#include <QLocale>

namespace lockstep {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(EscapeSheet)
};

QString cell(const QString& text)
{
    return QStringLiteral("<td>") + text.toHtmlEscaped() + QStringLiteral("</td>");
}

QString heading(const QString& text)
{
    return QStringLiteral("<h2>") + text.toHtmlEscaped() + QStringLiteral("</h2>\n");
}

QString paragraph(const QString& text)
{
    return QStringLiteral("<p>") + text.toHtmlEscaped() + QStringLiteral("</p>\n");
}

QString valuesTable(const Setup& setup, const Profile& profile)
{
    QString rows;
    for (const Field& field : profile.fields)
        if (!field.secret && !setup.inputs.text(field.id).isEmpty())
            rows += QStringLiteral("<tr>") + cell(field.label)
                + cell(setup.inputs.list(field.id).join(QStringLiteral(", ")))
                + QStringLiteral("</tr>\n");
    return QStringLiteral("<table>") + rows + QStringLiteral("</table>\n");
}

QString findingsTable(const Setup& setup, const Profile& profile, const QUrl& portal)
{
    std::map<QString, QString> values;
    for (const auto& [field, texts] : setup.inputs.values)
        values[field] = texts.join(QStringLiteral(", "));
    QString rows =
        QStringLiteral("<tr><th>%1</th><th>%2</th><th>%3</th></tr>\n")
            .arg(Words::tr("Setting"), Words::tr("As seen"), Words::tr("Where to take it back"));
    for (const CheckSpec& spec : checksFor(profile, setup.inputs)) {
        const Finding* finding =
            setup.lastReport ? setup.lastReport->find(spec.name, spec.subject) : nullptr;
        const QString where =
            spec.portal ? portalPage(spec.portal->blade, portal, values).path : QString();
        rows += QStringLiteral("<tr>") + cell(spec.title)
            + cell(finding ? finding->message : QString()) + cell(where)
            + QStringLiteral("</tr>\n");
    }
    return QStringLiteral("<table>") + rows + QStringLiteral("</table>\n");
}

//! What was written from here and is still there, as far as is known; newest first, as it would be
//! taken back. Empty where there is none.
QString writesTable(const std::vector<WriteRecord>& records)
{
    QString rows;
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        const bool gone = record->state == WriteRecord::State::Refused
            || record->state == WriteRecord::State::Undone;
        if (gone)
            continue;
        const bool open = record->state != WriteRecord::State::Done;
        const QString undo =
            record->undo.isEmpty() ? Words::tr("This cannot be undone.") : record->undo;
        rows += QStringLiteral("<tr>")
            + cell(record->at.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm")))
            + cell(record->who)
            + cell(open ? Words::tr("%1 (not settled yet)").arg(record->what) : record->what)
            + cell(undo) + QStringLiteral("</tr>\n");
    }
    if (rows.isEmpty())
        return {};
    return heading(Words::tr("What Lockstep set, the newest first"))
        + QStringLiteral("<table><tr><th>%1</th><th>%2</th><th>%3</th><th>%4</th></tr>\n")
              .arg(Words::tr("When (UTC)"), Words::tr("Who"), Words::tr("What"),
                  Words::tr("How to undo it"))
        + rows + QStringLiteral("</table>\n");
}

constexpr auto style =
    "body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #bbb;padding:.4em .6em;text-align:left;vertical-align:top}";

//! RFC 5545, 3.3.11
QString calendarText(QString text)
{
    return text.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u';', QStringLiteral("\\;"))
        .replace(u',', QStringLiteral("\\,"))
        .replace(u'\n', QStringLiteral("\\n"));
}

//! RFC 5545, 3.1: lines of at most 75 octets, never cut within a character.
QByteArray folded(const QString& line)
{
    QByteArray out;
    qsizetype length = 0;
    for (const uint character : line.toUcs4()) {
        const char32_t one = character;
        const QByteArray utf8 = QString::fromUcs4(&one, 1).toUtf8();
        if (length + utf8.size() > 75) {
            out += "\r\n ";
            length = 1;
        }
        out += utf8;
        length += utf8.size();
    }
    return out + "\r\n";
}

} // namespace

QByteArray escapeSheet(const Setup& setup, const Profile& profile, const QString& who,
    const QUrl& portal, const QDateTime& now, const std::vector<WriteRecord>& records)
{
    const QString title =
        Words::tr("Escape sheet: %1 for %2")
            .arg(profile.product,
                setup.customer.isEmpty() ? setup.inputs.text(QStringLiteral("tenantName"))
                                         : setup.customer);
    QString page =
        QStringLiteral("<!doctype html><html><head><meta charset=\"utf-8\"><title>%1</title>"
                       "<style>%2</style></head><body><h1>%1</h1>\n")
            .arg(title.toHtmlEscaped(), QString::fromLatin1(style));
    page +=
        paragraph(Words::tr("Made %1 (UTC) by %2.").arg(now.toUTC().toString(Qt::ISODate), who));
    page += paragraph(profile.handoff.warning);
    if (profile.handoff.values.empty()) {
        page += heading(Words::tr("Where there is help"));
        page += paragraph(profile.handoff.support.toString());
        page += heading(Words::tr("Values of the setup"));
    } else {
        page += heading(Words::tr("If you are locked out"));
        page +=
            paragraph(Words::tr("Raise a ticket at %1.").arg(profile.handoff.support.toString()));
        page += paragraph(
            Words::tr("Send this page. Never send the secret: support does not need it."));
        page += heading(Words::tr("Values that were handed over"));
    }
    page += valuesTable(setup, profile);
    page += writesTable(records);
    page += heading(Words::tr("What was set in the tenant"));
    if (profile.uses("app.single-tenant"))
        page += paragraph(Words::tr(
            "Deleting the app registration takes all of it back at once. Entra keeps it for 30 "
            "days."));
    page += findingsTable(setup, profile, portal);
    page += QStringLiteral("</body></html>\n");
    return page.toUtf8();
}

QByteArray calendarEntry(
    const Setup& setup, const Profile& profile, const QDateTime& secretEnds, const QDateTime& now)
{
    const QString customer =
        setup.customer.isEmpty() ? setup.inputs.text(QStringLiteral("tenantName")) : setup.customer;
    const QString summary =
        Words::tr("The client secret of %1 for %2 ends").arg(profile.product, customer);
    const QString description =
        Words::tr("Make a new client secret before this day and hand it to %1.\nApplication ID: %2")
            .arg(profile.product, setup.inputs.text(QStringLiteral("clientId")));
    const QDate day = secretEnds.toUTC().date();
    const QString date = QStringLiteral("yyyyMMdd");
    QByteArray out;
    for (const QString& line :
        QStringList{QStringLiteral("BEGIN:VCALENDAR"), QStringLiteral("VERSION:2.0"),
            QStringLiteral("PRODID:-//Lockstep//Lockstep//EN"), QStringLiteral("BEGIN:VEVENT"),
            QStringLiteral("UID:%1-secret-end@lockstep").arg(setup.id),
            QStringLiteral("DTSTAMP:")
                + now.toUTC().toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'")),
            QStringLiteral("DTSTART;VALUE=DATE:") + day.toString(date),
            QStringLiteral("DTEND;VALUE=DATE:") + day.addDays(1).toString(date),
            QStringLiteral("SUMMARY:") + calendarText(summary),
            QStringLiteral("DESCRIPTION:") + calendarText(description),
            QStringLiteral("BEGIN:VALARM"), QStringLiteral("ACTION:DISPLAY"),
            QStringLiteral("TRIGGER:-P30D"), QStringLiteral("DESCRIPTION:") + calendarText(summary),
            QStringLiteral("END:VALARM"), QStringLiteral("END:VEVENT"),
            QStringLiteral("END:VCALENDAR")})
        out += folded(line);
    return out;
}

} // namespace lockstep
