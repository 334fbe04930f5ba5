// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "command_line.h"
#include "commands.h"
#include "console.h"
#include "json_read.h"
#include "words.h"

#include <QFile>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QString asText(const Profile& profile)
{
    QString page = u"%1  %2\n"_s.arg(profile.id, profile.title);
    QStringList steps;
    for (const Step& step : profile.steps)
        steps << step.id;
    QStringList fields;
    for (const Field& field : profile.fields)
        fields << field.id + (field.secret ? u"*"_s : QString());
    QStringList checks;
    for (const CheckSpec& check : profile.checks)
        checks << (check.subject.isEmpty() ? check.name
                                           : u"%1(%2)"_s.arg(check.name, check.subject));
    page += u"  %1: %2\n"_s.arg(Words::tr("steps"), steps.join(u' '));
    page += u"  %1: %2\n"_s.arg(Words::tr("fields (* = secret)"), fields.join(u' '));
    page += u"  %1: %2\n"_s.arg(Words::tr("checks"), checks.join(u' '));
    return page;
}

Json asJson(const Profile& profile)
{
    Json object{{"id", toJson(profile.id)}, {"title", toJson(profile.title)},
        {"summary", toJson(profile.summary)}, {"steps", Json::array()}, {"fields", Json::array()},
        {"checks", Json::array()}};
    for (const Step& step : profile.steps)
        object["steps"].push_back({{"id", toJson(step.id)}, {"title", toJson(step.title)}});
    for (const Field& field : profile.fields) {
        object["fields"].push_back({{"id", toJson(field.id)}, {"label", toJson(field.label)},
            {"step", toJson(field.step)}, {"required", field.required}, {"secret", field.secret}});
    }
    for (const CheckSpec& check : profile.checks) {
        object["checks"].push_back(
            {{"check", toJson(check.name)}, {"subject", toJson(check.subject)},
                {"step", toJson(check.step)}, {"required", check.required}});
    }
    return object;
}

} // namespace

int runProfiles(const QStringList& arguments)
{
    CommandLine line(u"profiles"_s, Words::tr("the guides, their steps, fields and checks"));
    line.addOutput(Words::tr("text or json."));
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    const Result<QString> format = givenFormat(line, {u"text"_s, u"json"_s});
    if (!format) {
        complain(format.error().where + u": "_s + format.error().what);
        return Exit::Usage;
    }
    Json list = Json::array();
    for (const QString& id : builtInProfileIds()) {
        const Result<Profile> profile = builtInProfile(id);
        if (!profile) {
            complain(profile.error().where + u": "_s + profile.error().what);
            return Exit::Usage;
        }
        if (*format == u"text")
            print(asText(*profile));
        list.push_back(asJson(*profile));
    }
    if (*format == u"json")
        print(QByteArray::fromStdString(list.dump(1)) + '\n');
    return Exit::Ready;
}

int runProfileLint(const QStringList& arguments)
{
    CommandLine line(u"profile lint"_s, Words::tr("is this a good profile?"));
    line.addPositional(u"FILE"_s, Words::tr("The profile, a JSON file."));
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    if (line.positional().size() != 1) {
        complain(Words::tr("Name one file."));
        return Exit::Usage;
    }
    const QString path = line.positional().front(); // a copy: positional() is a temporary
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        complain(path + u": "_s + file.errorString());
        return Exit::Usage;
    }
    const std::vector<Error> problems = lintProfile(file.readAll(), path);
    for (const Error& problem : problems)
        print(problem.where + u": "_s + problem.what + u'\n');
    if (problems.empty())
        tell(Words::tr("%1: no problems found").arg(path), line.quiet());
    return problems.empty() ? Exit::Ready : Exit::Blocked;
}

} // namespace lockstep::cli
