// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "checks/finding.h"

namespace lockstep {

namespace {

//! Kinds that look at each entry of a field by itself.
template <class Kind>
concept PerEntry = requires(Kind kind)
{
    kind.entry = kind.field;
};

//! A kind that looks at everything that is there besides.
template <class Kind> constexpr bool looksAtAll = std::is_same_v<Kind, check::AssigneesRoles>;

void addEach(std::vector<CheckSpec>& checks, const CheckSpec& spec, const Profile& profile,
    const Inputs& inputs)
{
    std::visit(
        [&](const auto& kind) {
            using Kind = std::decay_t<decltype(kind)>;
            if constexpr (PerEntry<Kind>) {
                QStringList entries = inputs.list(kind.field);
                entries.removeAll(QString());
                const Field* field = profile.field(kind.field);
                // what must be there and is not is a finding; what may be left out is none
                if (looksAtAll<Kind> || (entries.isEmpty() && field && field->required))
                    checks.push_back(spec);
                for (const QString& entry : entries) {
                    CheckSpec one = spec;
                    Kind filled = kind;
                    filled.entry = entry;
                    one.kind = filled;
                    one.subject = entry;
                    // lines of one check are told apart before anything is known of them
                    if (!one.title.isEmpty())
                        one.title = QStringLiteral("%1 (%2)").arg(spec.title, entry);
                    checks.push_back(std::move(one));
                }
            } else {
                checks.push_back(spec);
            }
        },
        spec.kind);
}

} // namespace

std::vector<CheckSpec> checksFor(const Profile& profile, const Inputs& inputs)
{
    std::vector<CheckSpec> checks;
    checks.reserve(profile.checks.size());
    for (const CheckSpec& spec : profile.checks)
        addEach(checks, spec, profile, inputs);
    return checks;
}

} // namespace lockstep
