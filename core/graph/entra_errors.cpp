// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/entra_errors.h"

#include "json_read.h"

#include <QFile>

#include <map>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

std::map<QString, EntraError> loadCatalogue()
{
    std::map<QString, EntraError> catalogue;
    QFile file(u":/lockstep/data/entra-errors.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return catalogue;
    const QByteArray bytes = file.readAll();
    const Json entries = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    for (const Json& entry : entries) {
        EntraError error{.code = stringMember(entry, "code").value_or(QString()),
            .title = stringMember(entry, "title").value_or(QString()),
            .cause = stringMember(entry, "cause").value_or(QString()),
            .advice = stringMember(entry, "advice").value_or(QString())};
        catalogue.emplace(error.code, std::move(error));
    }
    return catalogue;
}

} // namespace

const EntraError* entraError(const QString& code)
{
    static const std::map<QString, EntraError> catalogue = loadCatalogue();
    const auto found = catalogue.find(code);
    return found == catalogue.end() ? nullptr : &found->second;
}

} // namespace lockstep
