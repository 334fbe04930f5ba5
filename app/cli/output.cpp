// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "output.h"

#include "console.h"

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

QStringList reportFormats()
{
    return {u"text"_s, u"json"_s, u"junit"_s, u"html"_s};
}

void printReport(const Report& report, const Profile& profile, const QString& format)
{
    if (format == u"json")
        print(reportAsJson(report));
    else if (format == u"junit")
        print(reportAsJUnit(report, profile));
    else if (format == u"html")
        print(reportAsHtml(report, profile));
    else
        print(
            reportAsText(report, profile, {.colour = wantsColour(), .isolates = wantsIsolates()}));
}

int usageError(const Error& error)
{
    complain(error.where + u": "_s + error.what);
    return Exit::Usage;
}

} // namespace lockstep::cli
