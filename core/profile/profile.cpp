// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profile.h"

#include "profile/profile_reader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr JsonLimits profileLimits{.bytes = 2 * 1024 * 1024, .depth = 16};

QString builtInFolder()
{
    return u":/lockstep/profiles"_s;
}

struct Reading {
    Profile profile;
    std::vector<Error> problems;
};

Reading read(const QByteArray& json, const QString& name)
{
    const Result<JsonDocument> document = parseJson(json, name, profileLimits);
    if (!document)
        return {.profile = {}, .problems = {document.error()}};
    Problems problems(*document);
    Profile profile = readProfile(*document, problems);
    crossCheck(profile, problems);
    return {.profile = std::move(profile), .problems = problems.inOrder()};
}

} // namespace

const Field* Profile::field(const QString& fieldId) const
{
    const auto found = std::ranges::find(fields, fieldId, &Field::id);
    return found == fields.end() ? nullptr : &*found;
}

const Step* Profile::step(const QString& stepId) const
{
    const auto found = std::ranges::find(steps, stepId, &Step::id);
    return found == steps.end() ? nullptr : &*found;
}

bool Profile::uses(const char* checkName) const
{
    const QLatin1StringView name(checkName);
    return std::ranges::any_of(checks, [&](const CheckSpec& spec) { return spec.name == name; });
}

Result<Profile> loadProfile(const QByteArray& json, const QString& name)
{
    Reading reading = read(json, name);
    if (!reading.problems.empty())
        return tl::unexpected(reading.problems.front());
    return std::move(reading.profile);
}

std::vector<Error> lintProfile(const QByteArray& json, const QString& name)
{
    return read(json, name).problems;
}

std::vector<QString> builtInProfileIds()
{
    std::vector<QString> ids;
    const QStringList files =
        QDir(builtInFolder()).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        if (file != u"profile.schema.json"_s)
            ids.push_back(file.chopped(5));
    }
    // the usual ones first, as people meet them; others follow by name
    static const QStringList usual{
        u"sspim"_s, u"idemeum-user-source"_s, u"idemeum-jit"_s, u"spark-pim"_s, u"scim"_s};
    std::ranges::stable_sort(ids, {}, [](const QString& id) {
        const qsizetype place = usual.indexOf(id);
        return place < 0 ? usual.size() : place;
    });
    return ids;
}

Result<Profile> builtInProfile(const QString& id)
{
    const std::vector<QString> ids = builtInProfileIds();
    if (std::ranges::find(ids, id) == ids.end()) {
        return failure(id,
            QCoreApplication::translate("Profile", "There is no guide of this name; known are %1.")
                .arg(QStringList(ids.begin(), ids.end()).join(u", "_s)));
    }
    QFile file(builtInFolder() + u'/' + id + u".json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return failure(file.fileName(), file.errorString());
    return loadProfile(file.readAll(), id + u".json"_s);
}

} // namespace lockstep
