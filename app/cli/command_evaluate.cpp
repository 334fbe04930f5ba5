// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "commands.h"
#include "console.h"
#include "output.h"
#include "plan/plan.h"
#include "words.h"

#include <QFile>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

int runEvaluate(const QStringList& arguments)
{
    CommandLine line(u"evaluate"_s, Words::tr("judges a saved snapshot again, offline"));
    line.addProfile();
    line.addInputs();
    line.addOption(
        u"snapshot"_s, Words::tr("The file that `check --save-snapshot` wrote."), u"FILE"_s);
    line.addOutput(Words::tr("text, json, junit or html."));
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    const Result<Profile> profile = chosenProfile(line);
    if (!profile)
        return usageError(profile.error());
    const Result<QString> format = givenFormat(line, reportFormats());
    if (!format)
        return usageError(format.error());
    const Result<Inputs> inputs = givenInputs(line, *profile);
    if (!inputs)
        return usageError(inputs.error());
    if (const std::optional<Error> malformed = malformedInput(*profile, *inputs, {}))
        return usageError(*malformed);
    QFile file(line.value(u"snapshot"_s));
    if (!line.has(u"snapshot"_s) || !file.open(QIODevice::ReadOnly))
        return usageError({u"--snapshot"_s,
            line.has(u"snapshot"_s) ? file.errorString() : Words::tr("Name a file.")});
    const Result<TenantSnapshot> snapshot = snapshotFromJson(file.readAll(), file.fileName());
    if (!snapshot)
        return usageError(snapshot.error());
    // a snapshot that tried a secret is judged as one, though the secret itself is not here
    const bool secretTried = !snapshot->secret.failedWith(ReadFailure::Kind::NotRead);
    Report report = evaluate(*profile, *inputs, secretTried, *snapshot);
    offerChanges(report,
        plan({.profile = *profile, .inputs = *inputs, .snapshot = *snapshot, .report = report}));
    printReport(report, *profile, *format);
    return exitCode(report.overall());
}

} // namespace lockstep::cli
