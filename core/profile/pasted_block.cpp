// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/field_rules.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;

//! Labels that portals put beside values which no field wants; knowing them keeps an Object ID from
//! being taken for another one.
const QStringList& foreignLabels()
{
    static const QStringList labels{u"Object ID"_s, u"Secret ID"_s, u"Key ID"_s, u"Display name"_s,
        u"Application ID URI"_s, u"Supported account types"_s, u"Client credentials"_s,
        u"Redirect URIs"_s, u"State"_s, u"Expires"_s, u"Description"_s, u"Certificate ID"_s,
        u"Managed application in local directory"_s, u"Name"_s, u"User ID"_s,
        u"Country or region"_s};
    return labels;
}

struct Meaning {
    const Field* field = nullptr; //!< null for a foreign label
    int rank = 0; //!< 0 = the field's own, clearest label
};

//! One spelling for "Client  ID", "client id" and "CLIENT ID".
QString normalised(const QString& label)
{
    return label.simplified().toCaseFolded();
}

//! All labels that are understood, with the pattern that finds any of them.
class Labels {
public:
    explicit Labels(const Profile& profile)
    {
        for (const Field& field : profile.fields) {
            int rank = 0;
            for (const QString& label : QStringList(field.label) + field.pasteLabels)
                add(label, {&field, rank++});
        }
        for (const QString& label : foreignLabels())
            add(label, {});
        // the longest first, so that "Tenant ID" is not found inside "Directory (tenant) ID"
        std::ranges::stable_sort(m_texts, std::greater(), &QString::size);
    }

    //! A pattern that captures any of them. Costs a millisecond to compile: not for each key.
    [[nodiscard]] QString alternatives() const
    {
        static const QRegularExpression blanks(u"(\\\\?\\s)+"_s);
        QStringList patterns;
        for (const QString& text : m_texts)
            patterns << QRegularExpression::escape(text).replace(blanks, u"[ \\t\\x{a0}]+"_s);
        return u'(' + patterns.join(u'|') + u')';
    }

    //! The length of the label that the text begins with, in whatever case; 0 when there is none.
    [[nodiscard]] qsizetype lengthAtStart(const QString& text) const
    {
        for (const QString& label : m_texts) {
            if (text.startsWith(label, Qt::CaseInsensitive))
                return label.size();
        }
        return 0;
    }

    [[nodiscard]] std::optional<Meaning> meaning(const QString& label) const
    {
        const auto found = m_meanings.find(normalised(label));
        return found == m_meanings.end() ? std::nullopt : std::optional(found->second);
    }

private:
    void add(const QString& label, const Meaning& meaning)
    {
        if (m_meanings.try_emplace(normalised(label), meaning).second)
            m_texts << label;
    }
    std::map<QString, Meaning> m_meanings;
    QStringList m_texts;
};

QRegularExpression pattern(const QString& text)
{
    return QRegularExpression(text,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption
            | QRegularExpression::UseUnicodePropertiesOption);
}

//! A value without a colon before it must be unmistakable: "Value Partners" is a name.
bool isUnmistakable(const QString& text)
{
    static const QRegularExpression plain(
        u"^(https?://\\S+|[A-Za-z0-9_.~-]{3}\\dQ~\\S+|[A-Za-z0-9-]+\\.onmicrosoft\\.\\S+)$"_s);
    return isGuid(text) || plain.match(text).hasMatch();
}

QString cleanedValue(const QString& text)
{
    static const QRegularExpression colon(u"^[:=]\\s*"_s); // the overview page copies one per line
    static const QRegularExpression quoted(u"^\"([^\"]+)\""_s); // JSON: what follows is punctuation
    QString first;
    for (const QString& line : text.split(u'\n')) {
        first = line.trimmed().remove(colon);
        if (!first.isEmpty())
            break;
    }
    if (const auto match = quoted.match(first); match.hasMatch())
        return match.captured(1).trimmed();
    while (first.endsWith(u',') || first.endsWith(u';') || first.endsWith(u'|'))
        first = first.chopped(1).trimmed();
    return rules::unwrap(first).core;
}

//! Collects values, the clearest label winning; two values under equally clear labels are no value.
class Harvest {
public:
    void add(const Meaning& meaning, const QString& value)
    {
        if (!meaning.field || value.isEmpty())
            return;
        const auto [at, isNew] = m_found.try_emplace(meaning.field->id, Found{meaning.rank, value});
        Found& found = at->second;
        if (isNew || meaning.rank > found.rank)
            return;
        if (meaning.rank == found.rank && value != found.value)
            found.contradicted = true;
        else if (meaning.rank < found.rank)
            found = Found{meaning.rank, value};
    }

    [[nodiscard]] std::map<QString, QString> values() const
    {
        std::map<QString, QString> values;
        for (const auto& [field, found] : m_found) {
            if (!found.contradicted)
                values[field] = found.value;
        }
        return values;
    }

private:
    struct Found {
        int rank;
        QString value;
        bool contradicted = false;
    };
    std::map<QString, Found> m_found;
};

//! A table as the portal copies it: a line of labels, a line of values, both split by tabs. What
//! was read is taken out of the lines.
void readTables(const Labels& labels, QStringList& lines, Harvest& harvest)
{
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
        const QStringList heads = lines[i].split(u'\t');
        const QStringList cells = lines[i + 1].split(u'\t');
        const bool isHeader = heads.size() >= 2 && cells.size() >= heads.size()
            && std::ranges::all_of(
                heads, [&](const QString& head) { return labels.meaning(head).has_value(); });
        if (!isHeader)
            continue;
        for (qsizetype column = 0; column < heads.size(); ++column)
            harvest.add(*labels.meaning(heads[column]), cleanedValue(cells[column]));
        lines[i].clear();
        lines[i + 1].clear();
    }
}

struct LabelAt {
    Meaning meaning;
    qsizetype start = 0; //!< of the label
    qsizetype valueStart = 0;
};

std::vector<LabelAt> findLabels(const Labels& labels, const QString& text)
{
    const QString alternatives = labels.alternatives();
    // with a colon or an equals sign anywhere, though not in an address's query, whose parts belong
    // to the address; with a tab or a line break only at a line's start
    const QRegularExpression anywhere = pattern(
        u"(?<![\\p{L}\\p{N}_?&])["_s + u"\"'`*]*"_s + alternatives + u"[\"'`*]*[ ]*[:=][*]*"_s);
    const QRegularExpression atLineStart =
        pattern(u"^[ \\-*>#\u2022\u00b7]*"_s + alternatives + u"[*]*[ ]*(?:\\t|$)"_s);
    std::vector<LabelAt> found;
    for (const QRegularExpression& each : {anywhere, atLineStart}) {
        auto matches = each.globalMatch(text);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            if (const auto meaning = labels.meaning(match.captured(1)))
                found.push_back({*meaning, match.capturedStart(), match.capturedEnd()});
        }
    }
    std::ranges::stable_sort(found, {}, &LabelAt::start);
    return found;
}

//! "Tenant ID 1111...": a label, a blank, and a value that cannot be anything else.
void readPlainLines(const Labels& labels, const QStringList& lines, Harvest& harvest)
{
    const QRegularExpression plain =
        pattern(u"^[ \\-*>#\u2022\u00b7]*"_s + labels.alternatives() + u"[ ]+(\\S+)\\s*$"_s);
    for (const QString& line : lines) {
        const QRegularExpressionMatch match = plain.match(line);
        const auto meaning = match.hasMatch() ? labels.meaning(match.captured(1)) : std::nullopt;
        if (meaning && isUnmistakable(match.captured(2)))
            harvest.add(*meaning, match.captured(2));
    }
}

QStringList linesOf(QString text)
{
    text.replace(u"\r\n"_s, u"\n"_s);
    text.replace(u'\r', u'\n');
    text.replace(QChar::LineSeparator, u'\n');
    text.replace(QChar::Nbsp, u' ');
    return text.split(u'\n');
}

} // namespace

std::map<QString, QString> parsePastedBlock(const Profile& profile, const QString& text)
{
    constexpr qsizetype longestBlock = 100'000; // a clipboard may hold a whole book
    const Labels labels(profile);
    QStringList lines = linesOf(text.left(longestBlock));
    Harvest harvest;
    readTables(labels, lines, harvest);
    const QString block = lines.join(u'\n');
    const std::vector<LabelAt> found = findLabels(labels, block);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const qsizetype end = i + 1 < found.size() ? found[i + 1].start : block.size();
        const qsizetype start = std::min(found[i].valueStart, end);
        harvest.add(found[i].meaning, cleanedValue(block.mid(start, end - start)));
    }
    readPlainLines(labels, lines, harvest);
    return harvest.values();
}

namespace rules {

std::optional<Labelled> splitLabel(const Profile& profile, const QString& text)
{
    static const QRegularExpression separated(
        u"^[\"'`*]*(\\s*[:=]\\s*[*]*|\\t+|\\s*\\n\\s*|[ ]+)(.+)$"_s,
        QRegularExpression::DotMatchesEverythingOption);
    const Labels labels(profile);
    QString start = text;
    start.replace(QChar::Nbsp, u' ');
    while (start.startsWith(u'"') || start.startsWith(u'\'') || start.startsWith(u'*'))
        start.remove(0, 1);
    const qsizetype length = labels.lengthAtStart(start);
    const QRegularExpressionMatch match = separated.match(start.mid(length));
    if (length == 0 || !match.hasMatch())
        return std::nullopt;
    const QString value = match.captured(2).trimmed();
    const QString between = match.captured(1);
    const bool onlyBlanks = std::ranges::all_of(between, [](QChar c) { return c == u' '; });
    if (onlyBlanks && !isUnmistakable(value))
        return std::nullopt;
    const QString label = start.left(length);
    return Labelled{.label = label, .field = labels.meaning(label)->field, .value = value};
}

} // namespace rules

} // namespace lockstep
