// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "wiring.h"

#include "step_state.h"

#include <QCoreApplication>

#include <span>

namespace lockstep {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Wiring)
};

struct NodeSpec {
    WiringPart part;
    const char* title;
    Glyph glyph;
    int column;
    int row;
    std::vector<const char*> checks; //!< names, or families that end in a dot
};

const std::vector<NodeSpec>& nodeSpecs()
{
    static const std::vector<NodeSpec> specs{
        {WiringPart::Tenant, QT_TRANSLATE_NOOP("Wiring", "Tenant"), Glyph::Building, 0, 0,
            {"tenant.", "admin.", "domain."}},
        {WiringPart::Registration, QT_TRANSLATE_NOOP("Wiring", "App registration"), Glyph::Key, 1,
            0, {"app.exists", "app.single-tenant", "role.defined", "secret.", "sso."}},
        {WiringPart::Permissions, QT_TRANSLATE_NOOP("Wiring", "Permissions"), Glyph::Shield, 2, 0,
            {"permission.", "effective."}},
        {WiringPart::People, QT_TRANSLATE_NOOP("Wiring", "People"), Glyph::Person, 0, 1,
            {"role.assigned", "group.", "pim.", "assignees."}},
        {WiringPart::EnterpriseApp, QT_TRANSLATE_NOOP("Wiring", "Enterprise application"),
            Glyph::List, 1, 1, {"app.service-principal", "app.owner", "consent.", "assignment."}},
        {WiringPart::Product, QT_TRANSLATE_NOOP("Wiring", "Product"), Glyph::Box, 2, 1,
            {"app.redirect-uri", "id-token.", "scim.", "provisioning.", "mapping."}},
    };
    return specs;
}

struct EdgeSpec {
    WiringPart from;
    WiringPart to;
    std::vector<const char*> checks;
};

const std::vector<EdgeSpec>& edgeSpecs()
{
    static const std::vector<EdgeSpec> specs{
        {WiringPart::Tenant, WiringPart::Registration, {"app.exists"}},
        {WiringPart::Registration, WiringPart::Permissions, {"permission."}},
        {WiringPart::Registration, WiringPart::EnterpriseApp, {"app.service-principal"}},
        {WiringPart::People, WiringPart::EnterpriseApp,
            {"role.assigned", "assignment.", "group.assigned", "assignees."}},
        {WiringPart::EnterpriseApp, WiringPart::Product,
            {"app.redirect-uri", "id-token.", "sso.", "provisioning."}},
    };
    return specs;
}

bool isAbout(const Finding& finding, const std::vector<const char*>& checks)
{
    return std::any_of(checks.begin(), checks.end(), [&](const char* check) {
        const QLatin1String name(check);
        return name.endsWith(u'.') ? finding.check.startsWith(name) : finding.check == name;
    });
}

Verdict worstOf(const std::vector<Finding>& findings, const std::vector<const char*>& checks)
{
    Verdict worst = Verdict::Pass;
    bool any = false;
    for (const Finding& finding : findings) {
        const bool decides = finding.required || finding.verdict == Verdict::Warn;
        if (!isAbout(finding, checks) || !decides)
            continue;
        any = true;
        if (severity(finding.verdict) > severity(worst))
            worst = finding.verdict;
    }
    return any ? worst : Verdict::NotRun;
}

} // namespace

Wiring wiringOf(const Profile& profile, const std::vector<Finding>& findings, bool completed)
{
    Wiring wiring;
    const auto looksAt = [&](const NodeSpec& spec) {
        return spec.part == WiringPart::Product
            || std::any_of(findings.begin(), findings.end(),
                [&](const Finding& finding) { return isAbout(finding, spec.checks); });
    };
    for (const NodeSpec& spec : nodeSpecs()) {
        if (!looksAt(spec))
            continue; // this guide has nothing to do with it
        WiringNode node{.part = spec.part,
            .title = spec.part == WiringPart::Product ? profile.product : Words::tr(spec.title),
            .glyph = spec.glyph,
            .column = spec.column,
            .row = spec.row,
            .step = {},
            .verdict = worstOf(findings, spec.checks)};
        for (const Finding& finding : findings) {
            if (!isAbout(finding, spec.checks))
                continue;
            const bool open =
                finding.verdict == Verdict::Unknown || finding.verdict == Verdict::Waiting;
            node.problems += finding.verdict == Verdict::Fail ? 1 : 0;
            node.open += open && finding.required ? 1 : 0;
            // a click leads to what is worst, else to where the part begins
            if (node.step.isEmpty()
                || (finding.verdict == node.verdict && node.problems + node.open == 1))
                node.step = finding.step;
        }
        if (spec.part == WiringPart::Product && completed)
            node.verdict = Verdict::Pass;
        wiring.nodes.push_back(std::move(node));
    }
    const auto isThere = [&](WiringPart part) {
        return std::any_of(wiring.nodes.begin(), wiring.nodes.end(),
            [&](const WiringNode& node) { return node.part == part; });
    };
    for (const EdgeSpec& spec : edgeSpecs())
        if (isThere(spec.from) && isThere(spec.to))
            wiring.edges.push_back({spec.from, spec.to, worstOf(findings, spec.checks)});
    return wiring;
}

QString describe(const WiringNode& node)
{
    QString state;
    if (node.problems > 0)
        state = Words::tr("%n problem(s)", nullptr, node.problems);
    else if (node.open > 0)
        state = Words::tr("%1 not confirmed").arg(node.open);
    else if (node.verdict == Verdict::NotRun)
        state = Words::tr("not checked yet");
    else if (node.verdict == Verdict::Warn)
        state = Words::tr("confirmed, with a warning");
    else
        state = Words::tr("confirmed");
    return Words::tr("%1: %2").arg(node.title, state);
}

} // namespace lockstep
