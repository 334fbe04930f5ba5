// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

// How long a whole confirmation takes for each guide on a network of 100 ms, beside the floor of
// that very network: two round trips, one to each host, with nothing read and nothing judged. Both
// in turn, in one process.

#include "support/scenario_run.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

using namespace lockstep;
using namespace Qt::Literals::StringLiterals;

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
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

//! Medians of warm runs; `problem` instead where there is nothing to measure.
struct Timing {
    double check = 0;
    double floor = 0;
    NetworkUse use;
    QString problem;
};

Timing measured(const QString& guide, int runs, int latency)
{
    const Result<Scenario> scenario = builtInScenario(u"ready"_s, guide);
    if (!scenario)
        return {.problem = scenario.error().what};
    test::ScenarioRun run(scenario->id);
    if (!run.signIn())
        return {.problem = u"the sign-in failed: "_s + run.signInProblem};
    (void)run.check(); // warm: connections, Microsoft Graph's permission ids
    run.simulator->setLatency(latency);
    Timing timing;
    std::vector<double> checks;
    std::vector<double> floors;
    for (int i = 0; i < runs && timing.problem.isEmpty(); ++i) {
        floors.push_back(timed([&] { twoRoundTrips(run); }));
        checks.push_back(timed([&] {
            const Report report = run.check().report;
            timing.use = report.network;
            if (report.overall() != Overall::Ready)
                timing.problem = u"the check is not ready"_s;
        }));
    }
    timing.check = median(checks);
    timing.floor = median(floors);
    return timing;
}

//! One line; true when the guide is as fast as it has to be.
bool printed(const QString& guide, const Timing& timing, double atMost)
{
    const QByteArray name = guide.toUtf8();
    if (!timing.problem.isEmpty()) {
        std::fprintf(stderr, "%s: %s\n", name.constData(), qPrintable(timing.problem));
        return false;
    }
    const double ratio = timing.check / timing.floor;
    std::printf("%-22s %8.1f ms   floor %8.1f ms   ratio %.2f   %d waves, %d requests, %d batched "
                "reads%s\n",
        name.constData(), timing.check, timing.floor, ratio, timing.use.waves, timing.use.requests,
        timing.use.batched, ratio > atMost ? "   TOO SLOW" : "");
    std::fflush(stdout);
    return ratio <= atMost;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"runs"_s, u"How many of each."_s, u"N"_s, u"9"_s});
    parser.addOption({u"latency-ms"_s, u"Of the simulated network."_s, u"MS"_s, u"100"_s});
    parser.addOption({u"profile"_s, u"This guide only."_s, u"ID"_s});
    parser.addOption({u"at-most"_s, u"Exit 1 above this ratio."_s, u"RATIO"_s, u"1.3"_s});
    parser.process(app);
    const int runs = std::clamp(parser.value(u"runs"_s).toInt(), 3, 200);
    const int latency = std::clamp(parser.value(u"latency-ms"_s).toInt(), 0, 5000);
    const double atMost = parser.value(u"at-most"_s).toDouble();
    std::vector<QString> guides = builtInProfileIds();
    if (parser.isSet(u"profile"_s))
        std::erase_if(guides, [&](const QString& id) { return id != parser.value(u"profile"_s); });
    if (guides.empty() || atMost <= 0) {
        std::fprintf(stderr, "no such guide, or no such ratio\n");
        return 2;
    }

    std::printf("warm confirmations, %d ms latency, medians of %d runs (ratio wanted: at most "
                "%.2f)\n",
        latency, runs, atMost);
    bool fast = true;
    for (const QString& guide : guides)
        fast = printed(guide, measured(guide, runs, latency), atMost) && fast;
    return fast ? 0 : 1;
}
