// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "kept_setup.h"

#include "console.h"
#include "platform/keychain_store.h"
#include "words.h"

#include <QUuid>

namespace lockstep::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

bool sameText(const QString& a, const QString& b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

//! The same guide, tenant and place; of several applications the one that is asked for.
bool isFor(const Setup& setup, const Job& job)
{
    const QString typed = job.inputs.text(u"clientId"_s);
    const QString kept = setup.inputs.text(u"clientId"_s);
    return setup.profile == job.profile.id && setup.cloud == job.endpoints.cloud
        && (setup.cloud != u"custom" || setup.graphUrl == job.endpoints.graph)
        && sameText(setup.inputs.text(u"tenantId"_s), job.inputs.text(u"tenantId"_s))
        && (typed.isEmpty() || kept.isEmpty() || sameText(typed, kept));
}

} // namespace

KeptSetup::KeptSetup(bool demo)
{
    if (demo) {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<SetupStore>(QDir(m_folder->path()));
        m_secrets = std::make_unique<SessionSecretStore>();
    } else {
        m_store = std::make_unique<SetupStore>(SetupStore::defaultFolder());
        m_secrets = std::make_unique<KeychainStore>();
    }
}

Result<std::unique_ptr<KeptSetup>> KeptSetup::open(Job& job, const QString& id)
{
    std::unique_ptr<KeptSetup> kept(new KeptSetup(job.demo != nullptr));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    kept->m_setup = Setup{.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
        .profile = job.profile.id,
        .cloud = job.endpoints.cloud,
        .inputs = job.inputs,
        .created = now,
        .changed = now};
    if (job.endpoints.cloud == u"custom") {
        kept->m_setup.loginUrl = job.endpoints.login;
        kept->m_setup.graphUrl = job.endpoints.graph;
    }
    if (!id.isEmpty()) {
        Result<Setup> asked = kept->m_store->load(id);
        if (!asked)
            return tl::unexpected(asked.error());
        kept->m_setup = std::move(*asked);
    } else {
        for (Setup& each : kept->m_store->list().setups) {
            if (!isFor(each, job))
                continue;
            kept->m_setup = std::move(each);
            break;
        }
    }
    // what an earlier run made stays; what is given now goes over it
    for (const auto& [field, values] : job.inputs.values) {
        if (!values.isEmpty() && !values.first().isEmpty())
            kept->m_setup.inputs.values[field] = values;
    }
    job.inputs = kept->m_setup.inputs;
    Result<SetupLock> lock = kept->m_store->lock(kept->m_setup.id);
    if (!lock)
        return tl::unexpected(lock.error());
    kept->m_lock = std::move(*lock);
    return kept;
}

bool KeptSetup::save()
{
    m_setup.changed = QDateTime::currentDateTimeUtc();
    const Result<void> saved = m_store->save(m_setup, *m_lock);
    if (!saved)
        complain(saved.error().where + u": "_s + saved.error().what);
    return saved.has_value();
}

bool KeptSetup::keep(const QString& field, const QString& value)
{
    m_setup.inputs.set(field, value);
    return save();
}

bool KeptSetup::keepSecretState(bool kept)
{
    m_setup.secretKept = kept;
    return save();
}

bool KeptSetup::keepReport(const Report& report, const QString& account)
{
    m_setup.lastReport = report;
    if (!account.isEmpty())
        m_setup.account = account;
    return save();
}

Result<Setup> keptSetup(const QString& id)
{
    return SetupStore(SetupStore::defaultFolder()).load(id);
}

} // namespace lockstep::cli
