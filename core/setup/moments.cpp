// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "setup/moments.h"

#include <algorithm>

namespace lockstep {

namespace {

//! What a moment's proof is about besides its subject; nothing for a check that is no moment.
std::optional<QString> aboutOf(const CheckSpec& spec, const Inputs& inputs)
{
    const auto place = [&](const QString& group) {
        return inputs.text(QStringLiteral("tenantId")) + u'/' + inputs.text(group);
    };
    if (const auto* inactive = std::get_if<check::PimInactive>(&spec.kind))
        return place(inactive->group);
    if (const auto* active = std::get_if<check::PimActive>(&spec.kind))
        return place(active->group);
    return std::nullopt;
}

//! "Out before activation" keeps its first time once "in after it" has followed: the order is the
//! proof.
bool isSettled(const Setup& setup, const CheckSpec& spec, const QString& about)
{
    if (!std::holds_alternative<check::PimInactive>(spec.kind))
        return false;
    const auto mine = [&](const Moment& one) {
        return one.subject == spec.subject && one.about == about;
    };
    const auto before = std::ranges::find_if(
        setup.moments, [&](const Moment& one) { return mine(one) && one.check == spec.name; });
    return before != setup.moments.end()
        && std::ranges::any_of(setup.moments, [&](const Moment& one) {
               return mine(one) && one.check != spec.name && one.at > before->at;
           });
}

} // namespace

bool keepMoments(Setup& setup, const Profile& profile, const Report& report)
{
    bool kept = false;
    for (const CheckSpec& spec : checksFor(profile, setup.inputs)) {
        const std::optional<QString> about = aboutOf(spec, setup.inputs);
        const Finding* finding = report.find(spec.name, spec.subject);
        if (!about || !finding || finding->verdict != Verdict::Pass
            || isSettled(setup, spec, *about))
            continue;
        std::erase_if(setup.moments, [&](const Moment& one) {
            return one.check == spec.name && one.subject == spec.subject;
        });
        setup.moments.push_back({.check = spec.name,
            .subject = spec.subject,
            .about = *about,
            .at = report.startedAt,
            .message = finding->message});
        kept = true;
    }
    return kept;
}

std::vector<Moment> momentsOf(const Setup& setup, const Profile& profile)
{
    std::vector<Moment> current;
    for (const CheckSpec& spec : checksFor(profile, setup.inputs)) {
        const std::optional<QString> about = aboutOf(spec, setup.inputs);
        const auto found = std::ranges::find_if(setup.moments, [&](const Moment& one) {
            return one.check == spec.name && one.subject == spec.subject && one.about == about;
        });
        if (about && found != setup.moments.end())
            current.push_back(*found);
    }
    return current;
}

} // namespace lockstep
