// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "suggestions.h"

#include "outside_text.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>
#include <chrono>

namespace lockstep {

namespace {

using namespace std::chrono_literals;

constexpr int valueRole = Qt::UserRole;

std::vector<DirectoryKind> searchedIn(FieldKind kind)
{
    switch (kind) {
    case FieldKind::User: return {DirectoryKind::User};
    case FieldKind::Group: return {DirectoryKind::Group};
    case FieldKind::Principal: return {DirectoryKind::User, DirectoryKind::AnySecurityGroup};
    case FieldKind::Domain: return {DirectoryKind::Domain};
    default: return {};
    }
}

//! All kinds in turn; what one of them refuses fails the search, as half a list would mislead.
Fetched<std::vector<DirectoryHit>> searchAll(const std::vector<DirectoryKind>& kinds,
    const QString& text, const Secret& token, NetContext& net)
{
    std::vector<DirectoryHit> all;
    for (const DirectoryKind kind : kinds) {
        Fetched<std::vector<DirectoryHit>> found = searchDirectory(kind, text, token, net);
        if (!found)
            return found;
        all.insert(all.end(), found->begin(), found->end());
    }
    return all;
}

bool sameName(const DirectoryHit& one, const DirectoryHit& other)
{
    return one.name.compare(other.name, Qt::CaseInsensitive) == 0;
}

//! Two of one name: the id tells them apart where their descriptions may not.
QString faceOf(const DirectoryHit& hit, const std::vector<DirectoryHit>& all)
{
    const auto same =
        std::ranges::count_if(all, [&](const DirectoryHit& other) { return sameName(hit, other); });
    if (hit.detail.isEmpty())
        return hit.name;
    return same > 1 && hit.detail != hit.id
        ? Suggestions::tr("%1 (%2, %3)").arg(hit.name, hit.detail, hit.id)
        : Suggestions::tr("%1 (%2)").arg(hit.name, hit.detail);
}

//! What stands in the field afterwards: a name where it is the only one of its kind, else the id.
QString valueOf(const DirectoryHit& hit, const std::vector<DirectoryHit>& all)
{
    if (hit.kind == DirectoryKind::User)
        return hit.detail;
    const auto same =
        std::ranges::count_if(all, [&](const DirectoryHit& other) { return sameName(hit, other); });
    return same == 1 && !hit.sharesName && !hit.name.isEmpty() ? hit.name : hit.id;
}

//! Rows as wide as the list. Asked for their own width, they would all get that of the longest
//! text, and be cut at the edge instead of shortened.
class NarrowRows final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {0, QStyledItemDelegate::sizeHint(option, index).height()};
    }
};

} // namespace

bool Suggestions::knows(FieldKind kind)
{
    return kind == FieldKind::Duration || !searchedIn(kind).empty();
}

Suggestions::Suggestions(QLineEdit* edit, FieldKind kind, SetupController& controller)
    : QObject(edit)
    , m_edit(edit)
    , m_kind(kind)
    , m_controller(controller)
    , m_completer(new QCompleter(this))
    , m_model(new QStandardItemModel(this))
{
    m_completer->setModel(m_model);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(m_edit); // not setCompleter(): it would search the model by itself
    // Begin and end of a name tell most; the id stands at the end. The tool tip holds all of it.
    m_completer->popup()->setItemDelegate(new NarrowRows(this));
    m_completer->popup()->setTextElideMode(Qt::ElideMiddle);
    m_completer->popup()->setAccessibleName(tr("Suggestions for %1").arg(edit->accessibleName()));
    m_pause.setSingleShot(true);
    m_pause.setInterval(250ms);
    connect(&m_pause, &QTimer::timeout, this, &Suggestions::search);
    connect(m_edit, &QLineEdit::textEdited, this, &Suggestions::typed);
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
        [this](const QModelIndex& index) { Q_EMIT chosen(index.data(valueRole).toString()); });
}

bool Suggestions::isOpen() const
{
    return m_completer->popup()->isVisible();
}

void Suggestions::typed(const QString& text)
{
    m_worker.cancel();
    if (text.trimmed().size() < 2 && m_kind != FieldKind::Duration) {
        m_pause.stop();
        m_completer->popup()->hide();
        return;
    }
    m_pause.start();
}

void Suggestions::search()
{
    if (m_kind == FieldKind::Duration) {
        std::vector<DirectoryHit> usual;
        for (const QString& text : {QStringLiteral("30 minutes"), QStringLiteral("1 hour"),
                 QStringLiteral("4 hours"), QStringLiteral("8 hours"), QStringLiteral("1 day")})
            if (text.startsWith(m_edit->text().trimmed(), Qt::CaseInsensitive))
                usual.push_back({.id = text, .name = text, .detail = {}});
        return offer(usual);
    }
    const Session* session = m_controller.signIn().session();
    if (!session || session->accessToken.isEmpty()) {
        Q_EMIT saidWhy(tr("Sign in to choose from the tenant."));
        return;
    }
    m_worker.start(
        [kinds = searchedIn(m_kind), text = m_edit->text(),
            token = std::make_shared<Secret>(session->accessToken.clone()),
            endpoints = m_controller.endpoints(),
            ports = m_controller.ports()](const std::stop_token& stop) {
            NetContext net{.transport = ports.transport,
                .pacer = ports.pacer,
                .stop = stop,
                .endpoints = endpoints,
                .deadline = ports.pacer.ticks() + 20s,
                .use = {},
                .clockSkew = {}};
            return searchAll(kinds, text, *token, net);
        },
        [this](const Fetched<std::vector<DirectoryHit>>& found) {
            if (found)
                offer(*found);
            else
                Q_EMIT saidWhy(explain(found.failure()));
        });
}

void Suggestions::offer(const std::vector<DirectoryHit>& hits)
{
    m_model->clear();
    for (const DirectoryHit& hit : hits) {
        auto* item = new QStandardItem(faceOf(hit, hits));
        item->setData(m_kind == FieldKind::Duration ? hit.name : valueOf(hit, hits), valueRole);
        item->setToolTip(
            tipText(hit.detail == hit.id ? hit.name + u'\n' + hit.id
                                         : hit.name + u'\n' + hit.detail + u'\n' + hit.id));
        m_model->appendRow(item);
    }
    Q_EMIT saidWhy(hits.empty() ? tr("Nothing in the tenant is called so.") : QString());
    if (hits.empty() || !m_edit->hasFocus())
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

} // namespace lockstep
