// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// How long a whole confirmation takes on a network of 100 ms, beside the floor of that very
// network: two round trips, one to each host, with nothing read and nothing judged. Both in turn,
// in one process.

#include "support/scenario_run.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

struct Figures {
    double min, median, max;
};

Figures figuresOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return {values.front(), values[values.size() / 2], values.back()};
}

template <class Fn> double timed(Fn&& fn)
{
    const auto started = std::chrono::steady_clock::now();
    fn();
    return Milliseconds(std::chrono::steady_clock::now() - started).count();
}

//! The smallest request to each host, one after the other: nothing that has to ask twice can be
//! faster.
void twoRoundTrips(test::ScenarioRun& run)
{
    const QString tenant = run.inputs.text(u"tenantId"_s);
    const auto get = [&](const QUrl& url) {
        std::vector<HttpRequest> wave{{.url = url, .pathTemplate = "(floor)"}};
        const std::vector<HttpResult> results = run.transport.sendAll(std::move(wave), {});
        if (!results.front())
            qFatal("the floor could not be measured");
    };
    get(run.endpoints.loginUrl(u'/' + tenant + u"/v2.0/.well-known/openid-configuration"_s));
    get(run.endpoints.graphUrl(u"/organization"_s)); // 401 without a token, after the same latency
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"runs"_s, u"How many of each."_s, u"N"_s, u"15"_s});
    parser.addOption({u"latency-ms"_s, u"Of the simulated network."_s, u"MS"_s, u"100"_s});
    parser.process(app);
    const int runs = std::clamp(parser.value(u"runs"_s).toInt(), 3, 200);
    const int latency = std::clamp(parser.value(u"latency-ms"_s).toInt(), 0, 5000);

    test::ScenarioRun run(u"ready"_s);
    if (!run.signIn()) {
        std::fprintf(stderr, "sign-in failed: %s\n", qPrintable(run.signInProblem));
        return 1;
    }
    (void)run.check(); // warm: connections, Microsoft Graph's permission ids
    run.simulator->setLatency(latency);
    std::vector<double> checks;
    std::vector<double> floors;
    NetworkUse use;
    for (int i = 0; i < runs; ++i) {
        floors.push_back(timed([&] { twoRoundTrips(run); }));
        checks.push_back(timed([&] {
            const Report report = run.check().report;
            use = report.network;
            if (report.overall() != Overall::Ready)
                qFatal("the check is not ready");
        }));
    }
    const Figures check = figuresOf(checks);
    const Figures floor = figuresOf(floors);
    std::printf(
        "sspim, warm, %d ms latency, %d runs (ms)   min   median      max\n", latency, runs);
    std::printf("  whole confirmation               %10.1f %8.1f %8.1f   %d waves, %d requests, %d "
                "batched reads\n",
        check.min, check.median, check.max, use.waves, use.requests, use.batched);
    std::printf("  floor: two bare round trips      %10.1f %8.1f %8.1f\n", floor.min, floor.median,
        floor.max);
    std::printf("  ratio of the medians             %10.2f   (wanted: at most 1.30)\n",
        check.median / floor.median);
    return check.median / floor.median <= 1.3 ? 0 : 1;
}
