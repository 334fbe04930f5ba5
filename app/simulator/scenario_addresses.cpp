// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario_addresses.h"

#include <array>

namespace lockstep {

namespace {

struct Place {
    QLatin1String mark;
    QLatin1String path;
};

constexpr std::array places{Place{QLatin1String("@scim"), QLatin1String("/scim/v2")},
    Place{QLatin1String("@login"), QLatin1String("/login")}};

QString addressed(const QString& text, const QUrl& served)
{
    for (const auto& [mark, path] : places) {
        const bool named =
            text.startsWith(mark) && (text.size() == mark.size() || text.at(mark.size()) == u'/');
        if (named)
            return served.scheme() + QStringLiteral("://") + served.authority() + path
                + text.mid(mark.size());
    }
    return text;
}

} // namespace

std::map<QString, QStringList> inputsAt(const Scenario& scenario, const QUrl& served)
{
    std::map<QString, QStringList> inputs = scenario.inputs;
    for (auto& [field, values] : inputs) {
        for (QString& value : values)
            value = addressed(value, served);
    }
    return inputs;
}

namespace sim {

void resolveAddresses(Json& value, const QUrl& served)
{
    if (value.is_string()) {
        const std::string& text = value.get_ref<const std::string&>();
        if (text.starts_with('@'))
            value = toJson(addressed(fromJson(text), served));
    } else if (value.is_structured()) {
        for (Json& member : value)
            resolveAddresses(member, served);
    }
}

} // namespace sim

} // namespace lockstep
