// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profile_reader.h"

#include "profile/vocabulary.h"
#include "words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

namespace lockstep {

namespace {

using namespace Qt::Literals::StringLiterals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Profile)
};

//! One pass over a profile whose lists have their JSON's order.
class CrossCheck {
public:
    CrossCheck(const Profile& profile, Problems& problems)
        : m_profile(profile), m_problems(problems)
    {
        for (const Step& step : profile.steps)
            m_steps << step.id;
        for (const Field& field : profile.fields)
            m_fields << field.id;
    }

    void run()
    {
        checkId("/id", m_profile.id);
        checkSteps();
        checkFields();
        checkChecks();
        checkAttestations();
        checkHandoff();
    }

private:
    void checkId(const std::string& pointer, const QString& id)
    {
        // ids become file names, translation keys and keychain keys
        static const QRegularExpression allowed(u"^[A-Za-z][A-Za-z0-9-]{0,63}$"_s);
        if (!id.isEmpty() && !allowed.match(id).hasMatch())
            m_problems.add(pointer, Words::tr("An id is made of letters, digits and hyphens."));
    }

    void checkUnique(const std::string& pointer, const QString& id, QSet<QString>& seen)
    {
        if (!id.isEmpty() && seen.contains(id))
            m_problems.add(pointer, Words::tr("\"%1\" is there twice.").arg(id));
        seen.insert(id);
    }

    void checkStep(const std::string& parent, const QString& step)
    {
        if (!step.isEmpty() && !m_steps.contains(step)) {
            m_problems.add(parent + "/step",
                Words::tr("There is no step \"%1\".").arg(step) + suggestion(step, m_steps));
        }
    }

    const Field* checkField(const std::string& pointer, const QString& id)
    {
        const Field* field = m_profile.field(id);
        if (!field && !id.isEmpty()) {
            m_problems.add(
                pointer, Words::tr("There is no field \"%1\".").arg(id) + suggestion(id, m_fields));
        }
        return field;
    }

    void checkFieldKind(const std::string& pointer, const QString& id, FieldKind wanted)
    {
        const Field* field = checkField(pointer, id);
        if (field && field->kind != wanted) {
            m_problems.add(pointer,
                Words::tr("The field \"%1\" must be of kind \"%2\".")
                    .arg(id, vocabulary::fieldKindNames().at(static_cast<int>(wanted))));
        }
    }

    void checkSteps()
    {
        if (m_profile.steps.empty())
            m_problems.add("/steps", Words::tr("A guide has at least one step."));
        QSet<QString> seen;
        for (std::size_t i = 0; i < m_profile.steps.size(); ++i) {
            const Step& step = m_profile.steps[i];
            const std::string pointer = jsonPointer("/steps", i);
            checkId(pointer + "/id", step.id);
            checkUnique(pointer + "/id", step.id, seen);
            if (step.instructions.empty())
                m_problems.add(
                    pointer + "/instructions", Words::tr("A step has at least one instruction."));
            QSet<QString> seenInside;
            for (std::size_t j = 0; j < step.instructions.size(); ++j) {
                const std::string inside = jsonPointer(pointer + "/instructions", j);
                checkId(inside + "/id", step.instructions[j].id);
                checkUnique(inside + "/id", step.instructions[j].id, seenInside);
                checkPlaceholders(inside, step.instructions[j]);
                checkActions(inside, step.instructions[j]);
            }
        }
    }

    void checkActions(const std::string& pointer, const Instruction& instruction)
    {
        if (const Field* field = checkField(pointer + "/open", instruction.open);
            field && field->kind != FieldKind::Url && field->kind != FieldKind::ConsentUrl)
            m_problems.add(pointer + "/open",
                Words::tr("The field \"%1\" holds no address.").arg(instruction.open));
        checkFieldKind(pointer + "/activate", instruction.activate, FieldKind::User);
        const QStringList names = checkNamesHere();
        if (!instruction.watch.isEmpty() && !names.contains(instruction.watch)) {
            m_problems.add(pointer + "/watch",
                Words::tr("This guide has no check \"%1\".").arg(instruction.watch)
                    + suggestion(instruction.watch, names));
        }
    }

    [[nodiscard]] QStringList checkNamesHere() const
    {
        QStringList names;
        for (const CheckSpec& spec : m_profile.checks)
            names << spec.name;
        return names;
    }

    //! Only copy buttons fill placeholders in, and never with the secret, which nobody has kept.
    void checkPlaceholders(const std::string& pointer, const Instruction& instruction)
    {
        static const QRegularExpression placeholder(u"\\{([^{}]*)\\}"_s);
        for (qsizetype i = 0; i < instruction.copy.size(); ++i) {
            const std::string at = jsonPointer(pointer + "/copy", static_cast<std::size_t>(i));
            auto matches = placeholder.globalMatch(instruction.copy[i]);
            while (matches.hasNext()) {
                const QString id = matches.next().captured(1);
                const Field* field = m_profile.field(id);
                if (!field) {
                    m_problems.add(at,
                        Words::tr("The placeholder \"{%1}\" names no field.").arg(id)
                            + suggestion(id, m_fields));
                } else if (field->secret) {
                    m_problems.add(at, Words::tr("A secret cannot be a placeholder."));
                }
            }
        }
        if (instruction.text.contains(placeholder))
            m_problems.add(pointer + "/text", Words::tr("Placeholders stand in \"copy\" only."));
    }

    void checkFields()
    {
        QSet<QString> seen;
        QSet<QString> labels;
        for (std::size_t i = 0; i < m_profile.fields.size(); ++i) {
            const Field& field = m_profile.fields[i];
            const std::string pointer = jsonPointer("/fields", i);
            checkId(pointer + "/id", field.id);
            checkUnique(pointer + "/id", field.id, seen);
            checkStep(pointer, field.step);
            checkReadFrom(pointer, field);
            for (qsizetype j = 0; j < field.pasteLabels.size(); ++j) {
                checkUnique(jsonPointer(pointer + "/pasteLabels", static_cast<std::size_t>(j)),
                    field.pasteLabels[j].toCaseFolded(), labels);
            }
        }
    }

    void checkReadFrom(const std::string& pointer, const Field& field)
    {
        checkFieldKind(pointer + "/readFrom", field.readFrom, FieldKind::ConsentUrl);
        if (!field.readFrom.isEmpty() && field.kind != FieldKind::ClientId
            && field.kind != FieldKind::TenantId)
            m_problems.add(pointer + "/readFrom",
                Words::tr("Only a client ID or a tenant ID can be read from an address."));
    }

    void checkChecks()
    {
        QSet<QString> seen;
        for (std::size_t i = 0; i < m_profile.checks.size(); ++i) {
            const CheckSpec& spec = m_profile.checks[i];
            if (spec.name.isEmpty())
                continue; // an unknown check, reported when it was read
            const std::string pointer = jsonPointer("/checks", i);
            checkStep(pointer, spec.step);
            checkUnique(pointer,
                spec.subject.isEmpty() ? spec.name : spec.name + u'/' + spec.subject, seen);
            checkArguments(pointer, spec);
        }
    }

    void checkArguments(const std::string& pointer, const CheckSpec& spec)
    {
        qsizetype next = 0;
        for (const vocabulary::Argument& argument :
            vocabulary::checkRows()[spec.kind.index()].arguments) {
            const std::optional<FieldKind> wanted = vocabulary::fieldKindOf(argument.kind);
            if (!wanted)
                continue;
            const std::string at = pointer + '/' + argument.key;
            const QString& id = spec.fields[next++];
            checkFieldKind(at, id, *wanted);
            const Field* field = m_profile.field(id);
            if (field && field->list && !vocabulary::mayBeList(argument.kind))
                m_problems.add(at, Words::tr("The field must hold one value, not a list."));
        }
        if (const auto* assigned = std::get_if<check::RoleAssigned>(&spec.kind))
            checkAssignedRole(pointer, *assigned);
        else if (const auto* requested = std::get_if<check::PermissionRequested>(&spec.kind))
            checkPermission(pointer, requested->permission, requested->kind);
        else if (const auto* granted = std::get_if<check::PermissionGranted>(&spec.kind))
            checkPermission(pointer, granted->permission, granted->kind);
    }

    void checkAssignedRole(const std::string& pointer, const check::RoleAssigned& kind)
    {
        QStringList defined;
        for (const CheckSpec& spec : m_profile.checks) {
            if (const auto* role = std::get_if<check::RoleDefined>(&spec.kind))
                defined << role->value;
        }
        if (!kind.role.isEmpty() && !defined.contains(kind.role)) {
            m_problems.add(pointer + "/role",
                Words::tr("No check \"role.defined\" has the value \"%1\".").arg(kind.role)
                    + suggestion(kind.role, defined));
        }
    }

    void checkPermission(const std::string& pointer, const QString& name, PermissionKind kind)
    {
        const QStringList& names = vocabulary::permissionNames(kind);
        if (name.isEmpty() || names.contains(name))
            return;
        const QString what = kind == PermissionKind::Delegated
            ? Words::tr("Microsoft Graph has no delegated permission \"%1\".")
            : Words::tr("Microsoft Graph has no application permission \"%1\".");
        m_problems.add(pointer + "/permission", what.arg(name) + suggestion(name, names));
    }

    void checkAttestations()
    {
        QSet<QString> seen;
        for (std::size_t i = 0; i < m_profile.attestations.size(); ++i) {
            const std::string pointer = jsonPointer("/attestations", i);
            checkId(pointer + "/id", m_profile.attestations[i].id);
            checkUnique(pointer + "/id", m_profile.attestations[i].id, seen);
            checkStep(pointer, m_profile.attestations[i].step);
        }
    }

    void checkHandoff()
    {
        const Handoff& handoff = m_profile.handoff;
        checkFieldKind("/handoff/pageField", handoff.pageField, FieldKind::Url);
        checkFieldKind("/handoff/endpointField", handoff.endpointField, FieldKind::Url);
        QSet<QString> seen;
        for (std::size_t i = 0; i < handoff.values.size(); ++i) {
            const std::string pointer = jsonPointer("/handoff/values", i);
            checkUnique(pointer, handoff.values[i], seen);
            checkField(pointer, handoff.values[i]);
        }
    }

    const Profile& m_profile;
    Problems& m_problems;
    QStringList m_steps;
    QStringList m_fields;
};

} // namespace

void crossCheck(const Profile& profile, Problems& problems)
{
    CrossCheck(profile, problems).run();
}

} // namespace lockstep
