// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/journal.h"

#include "json_read.h"
#include "setup/whole_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <array>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Journal)
};

using State = JournalEntry::State;

constexpr std::array<std::pair<State, const char*>, 4> stateNames = {{
    {State::Intent, "intent"},
    {State::Done, "done"},
    {State::Refused, "refused"},
    {State::Unknown, "unknown"},
}};

QByteArray lineOf(const JournalEntry& entry)
{
    nlohmann::ordered_json line;
    line["at"] = entry.at.toUTC().toString(Qt::ISODateWithMs).toStdString();
    for (const auto& [state, name] : stateNames) {
        if (state == entry.state)
            line["state"] = name;
    }
    line["who"] = entry.who.toStdString();
    line["what"] = entry.what.toStdString();
    line["request"] = entry.request.toStdString();
    line["detail"] = entry.detail.toStdString();
    if (!entry.change.isEmpty())
        line["change"] = entry.change.toStdString();
    if (!entry.data.empty())
        line["data"] = entry.data;
    return QByteArray::fromStdString(
               line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace))
        + '\n';
}

std::optional<JournalEntry> entryOf(const QByteArray& line)
{
    const std::optional<Json> json = parseObject(line);
    if (!json)
        return std::nullopt;
    const std::optional<QDateTime> at = dateMember(*json, "at");
    const std::optional<QString> word = stringMember(*json, "state");
    const std::optional<QString> what = stringMember(*json, "what");
    if (!at || !word || !what)
        return std::nullopt;
    for (const auto& [state, name] : stateNames) {
        if (*word == QLatin1StringView(name))
            return JournalEntry{.at = *at,
                .state = state,
                .who = stringMember(*json, "who").value_or(QString()),
                .what = *what,
                .request = stringMember(*json, "request").value_or(QString()),
                .detail = stringMember(*json, "detail").value_or(QString()),
                .change = stringMember(*json, "change").value_or(QString()),
                .data = json->contains("data") && (*json)["data"].is_object() ? (*json)["data"]
                                                                              : Json::object()};
    }
    return std::nullopt;
}

} // namespace

Result<void> Journal::add(const JournalEntry& entry) const
{
    QFile file(m_path);
    QByteArray lines;
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return failure(QDir::toNativeSeparators(m_path), file.errorString());
        lines = file.readAll();
        if (file.error() != QFileDevice::NoError) // half of it must not take the place of all
            return failure(QDir::toNativeSeparators(m_path), file.errorString());
        file.close();
        if (!lines.isEmpty() && !lines.endsWith('\n'))
            lines += '\n';
    }
    // a few lines at most: replacing the whole file is what every system flushes reliably
    return writeWhole(m_path, lines + lineOf(entry));
}

Result<std::vector<JournalEntry>> Journal::read() const
{
    std::vector<JournalEntry> entries;
    QFile file(m_path);
    if (!file.exists())
        return entries;
    if (!file.open(QIODevice::ReadOnly))
        return failure(QDir::toNativeSeparators(m_path), file.errorString());
    int number = 0;
    for (const QByteArray& line : file.readAll().split('\n')) {
        ++number;
        if (line.isEmpty())
            continue;
        std::optional<JournalEntry> entry = entryOf(line);
        if (!entry)
            return failure(u"%1:%2"_s.arg(QDir::toNativeSeparators(m_path)).arg(number),
                Words::tr("This is no line of a journal."));
        entries.push_back(std::move(*entry));
    }
    return entries;
}

} // namespace lockstep
