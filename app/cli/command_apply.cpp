// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "agreement.h"
#include "commands.h"
#include "console.h"
#include "output.h"
#include "plan/plan_formats.h"
#include "tenant_access.h"
#include "words.h"

#include <algorithm>
#include <set>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

//! By its name where it was read, or typed.
QString tenantName(const Verified& verified, const Inputs& inputs)
{
    const auto& organization = verified.snapshot.organization;
    const QString typed = inputs.text(u"tenantName"_s);
    if (organization)
        return u"%1 (%2)"_s.arg(organization->displayName, organization->id);
    return typed.isEmpty() ? verified.report.tenantId
                           : u"%1 (%2)"_s.arg(typed, verified.report.tenantId);
}

std::vector<QString> sentencesOf(const Plan& plan)
{
    std::vector<QString> sentences;
    for (const Change& change : plan.changes)
        sentences.push_back(change.sentence);
    return sentences;
}

bool makesSecret(const Plan& plan)
{
    return std::ranges::any_of(plan.changes,
        [](const Change& each) { return std::holds_alternative<change::AddSecret>(each.kind); });
}

//! A secret that cannot be kept must not be made.
std::optional<int> withoutKeychain(KeptSetup& kept)
{
    const Result<void, SecretStoreError> probed = kept.secrets().probe({});
    if (probed)
        return std::nullopt;
    const SecretStoreError& error = probed.error();
    complain((error.kind == SecretStoreError::Kind::NoKeychain
                     ? Words::tr("The plan makes a client secret, and this computer offers no "
                                 "keychain to keep it. Nothing was sent.")
                     : Words::tr("The plan makes a client secret, and there is nowhere to keep "
                                 "it: %1 Nothing was sent.")
                           .arg(explain(error)))
        + (error.detail.isEmpty() ? QString() : u" ("_s + error.detail + u')'));
    return Exit::Unreachable;
}

//! Carries plans out until nothing is left to be planned: what one makes may open the next.
class Applying {
public:
    Applying(const CommandLine& line, Job& job, KeptSetup& kept)
        : m_line(line), m_job(job), m_kept(kept), m_tenant(line, job), m_journal(kept.journal())
    {
    }

    int run()
    {
        // nothing is known of the application yet: plan without reading, and sign in only once
        const bool blind = m_job.inputs.text(u"clientId"_s).isEmpty() && m_job.token.isEmpty()
            && signInMode(m_line, m_job) != u"none";
        if (!blind) {
            if (const std::optional<int> exit =
                    m_tenant.signInFor(readScopes(m_job.endpoints, m_job.profile)))
                return *exit;
        }
        std::optional<Verified> read = blind ? unread() : checked();
        if (!read)
            return Exit::Unreachable;
        Verified verified = std::move(*read);
        Plan plan = m_tenant.planOf(verified);
        if (plan.isEmpty())
            tell(Words::tr("Nothing was changed: there is nothing that can be changed from here."),
                m_line.quiet());
        constexpr int mostStages = 5;
        for (int stage = 0; stage < mostStages && !plan.isEmpty(); ++stage) {
            show(plan, verified);
            if (!isAgreedTo(m_line, question(plan, verified))) {
                complain(Words::tr("Nothing was sent."));
                return Exit::Blocked;
            }
            if (const std::optional<int> exit = carryOut(plan, verified))
                return *exit;
            plan = m_tenant.planOf(verified);
            if (m_changed == 0)
                break;
        }
        return finish(verified, plan);
    }

private:
    //! Always, also where nobody is asked. Where a program reads the report, it goes beside it.
    void show(const Plan& plan, const Verified& verified) const
    {
        const QString text = planAsText(plan, m_job.profile, verified.snapshot) + u'\n';
        if (m_job.format == u"text")
            print(text);
        else
            for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts))
                tell(line, m_line.quiet());
    }

    //! Judged without any reading: all that must be made is known to be missing.
    Verified unread() const
    {
        TenantSnapshot snapshot;
        snapshot.tenant = m_job.inputs.text(u"tenantId"_s);
        snapshot.cloud = m_job.endpoints.cloud;
        Report report = evaluate(m_job.profile, m_job.inputs, !m_job.secret.isEmpty(), snapshot);
        return {.report = std::move(report), .snapshot = std::move(snapshot)};
    }

    //! Read, with what a crash left open settled first. Nothing where that cannot be: the reason is
    //! said.
    std::optional<Verified> checked()
    {
        Verified verified = m_tenant.check();
        if (!m_tenant.session())
            return verified;
        const Inputs typed = m_job.inputs;
        const Settled settled = m_tenant.settleOpen(m_kept, m_journal, verified);
        if (!settled.problem.isEmpty()) {
            complain(settled.problem);
            return std::nullopt;
        }
        if (settled.open > 0)
            tell(Words::tr("%1 of %2 open changes of an earlier run turned out to be done.")
                     .arg(settled.done)
                     .arg(settled.open),
                m_line.quiet());
        m_tenant.forgetSaid();
        if (settled.open > 0 || typed.values != m_job.inputs.values)
            return m_tenant.check();
        return verified;
    }

    [[nodiscard]] QString question(const Plan& plan, const Verified& verified) const
    {
        return Words::tr(
            "Carry out %n change(s) in %1?", nullptr, static_cast<int>(plan.changes.size()))
            .arg(tenantName(verified, m_job.inputs));
    }

    //! Signs in for writing, reads again, and writes what was shown. The exit code on trouble.
    std::optional<int> carryOut(Plan& shown, Verified& verified)
    {
        // before anybody signs in for nothing
        if (makesSecret(shown)) {
            if (const std::optional<int> exit = withoutKeychain(m_kept))
                return *exit;
        }
        const QStringList scopes = applyScopes(m_job.endpoints, m_job.profile, shown);
        const bool covered = m_tenant.session() && (!m_job.token.isEmpty() || coversAll(scopes));
        if (!covered) {
            if (const std::optional<int> exit = m_tenant.signInFor(scopes))
                return *exit;
        }
        if (!m_tenant.session()) {
            complain(Words::tr("Writing takes a sign-in."));
            return Exit::Unreachable;
        }
        std::optional<Verified> read = checked();
        if (!read)
            return Exit::Unreachable;
        verified = std::move(*read);
        Plan fresh = m_tenant.planOf(verified);
        if (!wasShown(fresh, shown)) {
            tell(Words::tr("The tenant is not as it was when the plan was made. The plan now:"),
                false);
            show(fresh, verified);
            if (!isAgreedTo(m_line, question(fresh, verified))) {
                complain(Words::tr("Nothing was sent."));
                return Exit::Blocked;
            }
        }
        if (makesSecret(fresh) && !makesSecret(shown)) {
            if (const std::optional<int> exit = withoutKeychain(m_kept))
                return *exit;
        }
        for (const Change& change : fresh.changes) {
            if (const QString why = whyMayNot(change, verified.snapshot); !why.isEmpty())
                tell(change.sentence + u' ' + why, m_line.quiet());
        }
        if (!m_kept.keepAll())
            return Exit::Unreachable;
        apply(fresh, verified);
        verified = m_tenant.check(3);
        markRecent(verified);
        return std::nullopt;
    }

    //! Entra names the scopes of Graph alone in its reply, with or without the host.
    [[nodiscard]] bool coversAll(const QStringList& scopes) const
    {
        const auto nameOf = [](const QString& scope) {
            return scope.section(u'/', -1).toCaseFolded();
        };
        std::set<QString> has{u"openid"_s, u"profile"_s, u"offline_access"_s};
        for (const QString& scope : m_tenant.session()->scopes)
            has.insert(nameOf(scope));
        return std::ranges::all_of(
            scopes, [&](const QString& scope) { return has.contains(nameOf(scope)); });
    }

    void apply(const Plan& plan, const Verified& verified)
    {
        const std::vector<QString> sentences = sentencesOf(plan);
        const Inputs typed = m_job.inputs;
        const Secret given = m_job.secret.clone();
        m_tenant.forgetSaid();
        const Applied applied = lockstep::apply({.profile = m_job.profile,
                                                    .inputs = typed,
                                                    .secret = &given,
                                                    .plan = plan,
                                                    .snapshot = verified.snapshot,
                                                    .session = *m_tenant.session(),
                                                    .endpoints = m_job.endpoints},
            m_tenant.ports(m_kept, m_journal, sentences), {});
        if (!applied.stopped.isEmpty())
            complain(applied.stopped);
        m_complete = m_complete && applied.isComplete();
        m_changed = std::ranges::count_if(applied.changes,
            [](const ChangeProgress& each) { return each.state == ChangeProgress::State::Done; });
        tell(Words::tr("%1 requests sent.").arg(applied.requests), m_line.quiet());
    }

    void markRecent(Verified& verified)
    {
        const Result<std::vector<JournalEntry>> entries = m_journal.read();
        const Result<std::vector<WriteRecord>> records =
            writeRecords(entries ? *entries : std::vector<JournalEntry>());
        if (records)
            markWaiting(
                verified.report, *records, verified.snapshot, QDateTime::currentDateTimeUtc());
    }

    int finish(Verified& verified, const Plan& left)
    {
        offerChanges(verified.report, left);
        printReport(verified.report, m_job.profile, m_job.format);
        for (const QString& line : notesAsText(left))
            tell(line, m_line.quiet());
        m_kept.keepReport(verified.report, m_tenant.account());
        if (!m_job.demo)
            tell(Words::tr("Setup %1. Taken back with: lockstepctl undo --setup %1")
                     .arg(m_kept.setup().id),
                m_line.quiet());
        const int exit = exitCode(verified.report.overall());
        if (exit != Exit::Ready)
            return exit;
        return m_complete && left.isEmpty() && m_tenant.isEverythingKept() ? Exit::Ready
                                                                           : Exit::Unconfirmed;
    }

    const CommandLine& m_line;
    Job& m_job;
    KeptSetup& m_kept;
    TenantAccess m_tenant;
    Journal m_journal;
    qsizetype m_changed = 0;
    bool m_complete = true;
};

} // namespace

int runApply(const QStringList& arguments)
{
    CommandLine line(u"apply"_s,
        Words::tr("carries the plan out: shows it, asks, writes, and confirms every step"));
    addTenantOptions(line);
    line.addOutput(Words::tr("The report's form: text, json, junit or html."));
    line.addOption(u"yes"_s, Words::tr("Writes without asking."));
    line.addOption(u"setup"_s, Words::tr("Goes on with this setup."), u"ID"_s);
    if (const std::optional<int> exit = line.parse(arguments))
        return *exit;
    if (const std::optional<Error> unknown = unknownSignIn(line))
        return usageError(*unknown);
    if (const std::optional<Error> mute = cannotAsk(line))
        return usageError(*mute);
    Result<Job> job = gather(line, reportFormats());
    if (!job)
        return usageError(job.error());
    Result<std::unique_ptr<KeptSetup>> kept = KeptSetup::open(*job, line.value(u"setup"_s));
    if (!kept)
        return usageError(kept.error());
    if (line.has(u"secret-keychain"_s)
        || (job->secret.isEmpty() && (*kept)->setup().secretKept && !job->demo)) {
        if (const std::optional<int> exit = takeSecretFromKeychain(*job))
            return *exit;
    }
    return Applying(line, *job, **kept).run();
}

} // namespace lockstep::cli
