// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "command_line.h"

#include "console.h"
#include "json_document.h"
#include "profile/consent_url.h"
#include "words.h"

#include <QFile>

#include <cstdio>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

CommandLine::CommandLine(const QString& command, const QString& description) : m_command(command)
{
    m_parser.setApplicationDescription(u"lockstepctl %1: %2"_s.arg(command, description));
    m_parser.addOption({{u"h"_s, u"help"_s}, Words::tr("Shows this help.")});
    m_parser.addOption({u"quiet"_s, Words::tr("Says nothing on stderr but problems.")});
}

void CommandLine::addOption(
    const QString& name, const QString& description, const QString& valueName)
{
    m_parser.addOption({name, description, valueName});
}

void CommandLine::addPositional(const QString& name, const QString& description)
{
    m_takesPositional = true;
    m_parser.addPositionalArgument(name, description);
}

void CommandLine::addProfile()
{
    addOption(u"profile"_s,
        Words::tr("The guide, as `profiles` lists it, or a file of its own (.json)."), u"ID"_s);
}

void CommandLine::addInputs()
{
    addOption(u"set"_s, Words::tr("One field's value; repeat for more fields."), u"field=value"_s);
    addOption(u"inputs"_s, Words::tr("Field values from a JSON file."), u"FILE"_s);
}

void CommandLine::addSecret()
{
    addOption(u"secret-stdin"_s,
        Words::tr("Reads the secret (client secret or token) from standard input."));
    addOption(
        u"secret-env"_s, Words::tr("Reads the secret from an environment variable."), u"NAME"_s);
    addOption(u"secret-keychain"_s, Words::tr("Reads the secret from the keychain."));
}

void CommandLine::addSignIn()
{
    addOption(u"sign-in"_s, Words::tr("How the administrator signs in: browser, device or none."),
        u"HOW"_s);
    addOption(u"client-id"_s,
        Words::tr("Public client to sign in with, instead of Graph Command Line Tools."), u"ID"_s);
    addOption(
        u"token-stdin"_s, Words::tr("Reads a Microsoft Graph access token from standard input."));
    addOption(u"token-env"_s,
        Words::tr("Reads a Microsoft Graph access token from an environment variable."), u"NAME"_s);
}

void CommandLine::addWhere()
{
    addOption(u"cloud"_s, Words::tr("global, usgov, dod or china."), u"NAME"_s);
    addOption(u"login-url"_s,
        Words::tr("Sign-in host of a custom cloud, together with --graph-url."), u"URL"_s);
    addOption(u"graph-url"_s,
        Words::tr("Microsoft Graph of a custom cloud, together with --login-url."), u"URL"_s);
    addOption(u"timeout"_s, Words::tr("Seconds that the whole check may take (60)."), u"SECONDS"_s);
#ifdef LOCKSTEP_WITH_SIMULATOR
    addOption(u"demo"_s,
        Words::tr("Uses a simulated tenant; the scenario may be left out (ready)."), u"SCENARIO"_s);
#endif
}

void CommandLine::addOutput(const QString& formats)
{
    addOption(u"format"_s, formats, u"FORMAT"_s);
}

std::optional<int> CommandLine::parse(const QStringList& arguments)
{
    QStringList argv{u"lockstepctl "_s + m_command};
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        // QCommandLineParser knows no optional values: --demo alone means the first scenario
        const bool bareDemo = arguments[i] == u"--demo"
            && (i + 1 == arguments.size() || arguments[i + 1].startsWith(u'-'));
        argv << (bareDemo ? u"--demo=ready"_s : arguments[i]);
    }
    const bool parsed = m_parser.parse(argv);
    if (m_parser.isSet(u"help"_s)) {
        QString help = m_parser.helpText(); // names the program, not the command
        if (const qsizetype place = help.indexOf(u" [options]"_s); place >= 0)
            help.insert(place, u' ' + m_command);
        print(help);
        return Exit::Ready;
    }
    if (!parsed) {
        complain(m_parser.errorText());
        return Exit::Usage;
    }
    if (!m_parser.positionalArguments().isEmpty() && !m_takesPositional) {
        // not quoted: a secret that was typed behind its option would be printed
        complain(Words::tr("There is an argument that is no option. Secrets come by "
                           "--secret-stdin, --secret-env or --secret-keychain only."));
        return Exit::Usage;
    }
    return std::nullopt;
}

namespace {

Result<Profile> profileFromFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(path, file.errorString());
    return loadProfile(file.readAll(), path);
}

} // namespace

Result<Profile> chosenProfile(const CommandLine& line)
{
    const QString id = line.value(u"profile"_s);
    const std::vector<QString> known = builtInProfileIds();
    if (std::find(known.begin(), known.end(), id) != known.end())
        return builtInProfile(id);
    if (id.endsWith(u".json"_s)) // a vendor's own guide
        return profileFromFile(id);
    const QString list = QStringList(known.begin(), known.end()).join(u", "_s);
    if (id.isEmpty())
        return failure(u"--profile"_s, Words::tr("Name a guide: %1.").arg(list));
    return failure(
        u"--profile"_s, Words::tr("There is no guide \"%1\"; known are %2.").arg(id, list));
}

namespace {

Result<void> setField(Inputs& inputs, const Profile& profile, const QString& id,
    const QStringList& values, const QString& where)
{
    const Field* field = profile.field(id);
    if (!field) {
        QStringList known;
        for (const Field& each : profile.fields)
            known << each.id;
        // what stands there may be anything, a secret too: it is not said again
        return failure(
            where, Words::tr("There is no such field; known are %1.").arg(known.join(u", "_s)));
    }
    if (field->secret)
        return failure(where,
            Words::tr("A secret comes by --secret-stdin, --secret-env or --secret-keychain only."));
    if (values.size() != 1 && !field->list)
        return failure(where, Words::tr("This field takes one value."));
    inputs.values[id] = values;
    return {};
}

//! A text, or for a list an array of texts.
Result<QStringList> textsOf(const nlohmann::json& value, const QString& where)
{
    QStringList texts;
    const auto add = [&](const nlohmann::json& one) {
        if (one.is_string())
            texts << QString::fromStdString(one.get<std::string>());
        return one.is_string();
    };
    const bool good = value.is_array() ? std::all_of(value.begin(), value.end(), add) : add(value);
    if (!good)
        return failure(
            where, Words::tr("A field's value must be a text, or for a list an array of texts."));
    return texts;
}

Result<void> readInputsFile(Inputs& inputs, const Profile& profile, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(path, file.errorString());
    const Result<JsonDocument> document = parseJson(file.readAll(), path);
    if (!document)
        return tl::unexpected(document.error());
    if (!document->root.is_object())
        return failure(document->where(""),
            Words::tr("The file must hold one object: {\"field\": \"value\"}."));
    for (const auto& [name, value] : document->root.items()) {
        const QString where = document->where(jsonPointer("", name));
        const Result<QStringList> values = textsOf(value, where);
        if (!values)
            return tl::unexpected(values.error());
        if (Result<void> set =
                setField(inputs, profile, QString::fromStdString(name), *values, where);
            !set)
            return set;
    }
    return {};
}

//! Everything up to the end, without the one line end that `echo` and files add.
Result<Secret> readStdin(const QString& option)
{
    constexpr qsizetype most = qsizetype{1024} * 1024;
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failure(option, input.errorString());
    // a pipe gives what is there; only its end says that the value is whole
    QByteArray bytes;
    QByteArray part;
    while (bytes.size() <= most && !(part = input.read(qint64{64} * 1024)).isEmpty()) {
        bytes += part;
        part.fill('\0');
    }
    if (input.error() != QFileDevice::NoError || bytes.size() > most) {
        bytes.fill('\0');
        return failure(option, Words::tr("Standard input could not be read to its end."));
    }
    if (bytes.endsWith('\n'))
        bytes.chop(1);
    if (bytes.endsWith('\r'))
        bytes.chop(1);
    Secret secret{QByteArrayView(bytes)};
    bytes.fill('\0');
    return secret;
}

Result<Secret> fromEnvironment(const QString& option, const QString& name)
{
    if (!qEnvironmentVariableIsSet(name.toLocal8Bit().constData()))
        // not by its name: some give the value itself here
        return failure(option,
            Words::tr("The environment variable is not set. Give its name, not its value."));
    QByteArray value = qgetenv(name.toLocal8Bit().constData());
    // nothing that we start shall inherit it
    qunsetenv(name.toLocal8Bit().constData());
    Secret secret{QByteArrayView(value)};
    value.fill('\0');
    return secret;
}

} // namespace

Result<Inputs> givenInputs(const CommandLine& line, const Profile& profile, Inputs defaults)
{
    Inputs inputs = std::move(defaults);
    for (const QString& path : line.values(u"inputs"_s)) {
        if (const Result<void> read = readInputsFile(inputs, profile, path); !read)
            return tl::unexpected(read.error());
    }
    std::map<QString, QStringList> lists; // a list by repeating it replaces what a file says
    for (const QString& assignment : line.values(u"set"_s)) {
        const qsizetype equals = assignment.indexOf(u'=');
        if (equals <= 0)
            return failure(u"--set"_s, Words::tr("Write field=value."));
        const QString id = assignment.left(equals);
        const Field* field = profile.field(id);
        QStringList values{assignment.mid(equals + 1)};
        if (field && field->list) {
            lists[id] << values;
            values = lists[id];
        }
        const Result<void> set =
            setField(inputs, profile, id, values, field ? u"--set %1"_s.arg(id) : u"--set"_s);
        if (!set)
            return tl::unexpected(set.error());
    }
    return withIdsReadOff(profile, std::move(inputs));
}

std::optional<Error> malformedInput(
    const Profile& profile, const Inputs& inputs, const Secret& secret)
{
    for (const Field& field : profile.fields) {
        const QString value = field.secret
            ? secret.expose([](QByteArrayView bytes) { return QString::fromUtf8(bytes); })
            : inputs.text(field.id);
        const FieldVerdict verdict = field.list ? validateEntries(profile, field, inputs)
                                                : validateField(profile, field, value, inputs);
        if (verdict.kind == FieldVerdict::Kind::Malformed)
            return Error{field.id, verdict.message};
    }
    return std::nullopt;
}

Result<Secret> givenSecret(const CommandLine& line)
{
    const int sources = int(line.has(u"secret-stdin"_s)) + int(line.has(u"secret-env"_s))
        + int(line.has(u"secret-keychain"_s));
    if (sources > 1)
        return failure(u"--secret-*"_s, Words::tr("Name one source of the secret only."));
    if (line.has(u"secret-stdin"_s) && line.has(u"token-stdin"_s))
        return failure(u"--secret-stdin"_s,
            Words::tr("Standard input can hold the secret or the token, not both."));
    if (line.has(u"secret-env"_s))
        return fromEnvironment(u"--secret-env"_s, line.value(u"secret-env"_s));
    if (!line.has(u"secret-stdin"_s))
        return Secret();
    Result<Secret> secret = readStdin(u"--secret-stdin"_s);
    if (secret && secret->isEmpty())
        return failure(u"--secret-stdin"_s, Words::tr("There is nothing on standard input."));
    return secret;
}

Result<Secret> givenToken(const CommandLine& line)
{
    if (line.has(u"token-env"_s) && line.has(u"token-stdin"_s))
        return failure(u"--token-*"_s, Words::tr("Name one source of the token only."));
    const bool given = line.has(u"token-env"_s) || line.has(u"token-stdin"_s);
    if (given && line.has(u"sign-in"_s))
        return failure(u"--sign-in"_s, Words::tr("Give a token or a way to sign in, not both."));
    if (!given)
        return Secret();
    Result<Secret> token = line.has(u"token-env"_s)
        ? fromEnvironment(u"--token-env"_s, line.value(u"token-env"_s))
        : readStdin(u"--token-stdin"_s);
    if (!token)
        return token;
    const bool usable = token->expose([](QByteArrayView bytes) {
        return !bytes.empty()
            && std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > ' ' && c < 127; });
    });
    if (!usable) // blanks or line breaks would split the Authorization header
        return failure(
            u"--token-*"_s, Words::tr("This is not an access token: it is empty or holds blanks."));
    return token;
}

Result<Endpoints> givenEndpoints(const CommandLine& line)
{
    const bool custom = line.has(u"login-url"_s) || line.has(u"graph-url"_s);
    if (!custom)
        return cloudByName(line.has(u"cloud"_s) ? line.value(u"cloud"_s) : u"global"_s);
    if (line.has(u"cloud"_s))
        return failure(u"--cloud"_s, Words::tr("Name a cloud or two addresses, not both."));
    if (!line.has(u"login-url"_s) || !line.has(u"graph-url"_s))
        return failure(u"--login-url"_s, Words::tr("--login-url and --graph-url go together."));
    return customCloud(QUrl(line.value(u"login-url"_s), QUrl::StrictMode),
        QUrl(line.value(u"graph-url"_s), QUrl::StrictMode));
}

Result<std::chrono::milliseconds> givenTimeout(const CommandLine& line)
{
    if (!line.has(u"timeout"_s))
        return std::chrono::milliseconds(60'000);
    bool number = false;
    const int seconds = line.value(u"timeout"_s).toInt(&number);
    if (!number || seconds < 1 || seconds > 600)
        return failure(u"--timeout"_s, Words::tr("Give whole seconds from 1 to 600."));
    return std::chrono::seconds(seconds);
}

Result<QString> givenFormat(const CommandLine& line, const QStringList& known)
{
    if (!line.has(u"format"_s))
        return known.front();
    const QString format = line.value(u"format"_s);
    if (known.contains(format))
        return format;
    return failure(u"--format"_s,
        Words::tr("Unknown format \"%1\"; known are %2.").arg(format, known.join(u", "_s)));
}

} // namespace lockstep::cli
