// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/graph_reply.h"

namespace lockstep::sim {

//! The part of OData that the contract uses: $select, $filter with eq and and, $expand of what a
//! route names, $top, $count, paging.
struct ODataQuery {
    QStringList select;
    std::vector<std::pair<QStringList, Json>> equals; //!< property path, literal
    std::vector<std::pair<QString, QString>> search; //!< any of: property, words
    QString expand; //!< as it came
    int top = 0; //!< 0: not given
    bool count = false;
    int skip = 0; //!< from our own $skiptoken
    QString orderBy; //!< "activityDateTime desc"; empty: as it comes
    bool caseSensitive = false; //!< how texts of a filter compare
};

//! An option or expression outside that part is an error, never ignored.
[[nodiscard]] Result<ODataQuery, GraphReply> parseOData(
    const World& world, const QMap<QString, QString>& query);

[[nodiscard]] bool passesFilter(const ODataQuery& query, const Json& entity);
//! $search compares words, whatever stands between them.
[[nodiscard]] QStringList searchWords(const QString& text);
//! As Graph does: each word that was asked for begins a word of the property.
[[nodiscard]] bool wordsBegin(const QString& value, const QString& asked);

//! Only the selected members, and always @odata.type; all where nothing was selected. A member that
//! the type does not have is Graph's 400.
[[nodiscard]] Result<Json, GraphReply> selected(
    const World& world, const ODataQuery& query, const Json& entity, const char* type);

//! A list's page with @odata.context, @odata.count and an absolute @odata.nextLink.
struct ListShape {
    const char* type; //!< "application"
    QString context; //!< "applications"
    QByteArray path; //!< below /v1.0, percent-encoded
    QMap<QString, QString> query; //!< of this request
};
[[nodiscard]] GraphReply listReply(const World& world, const ODataQuery& query,
    const std::vector<Json>& entities, const ListShape& shape);
//! The same of a list that was filtered already; only what the page shows is made.
[[nodiscard]] GraphReply pageReply(const World& world, const ODataQuery& query, int total,
    const std::function<Json(int)>& entityAt, const ListShape& shape);
[[nodiscard]] GraphReply entityReply(const World& world, const ODataQuery& query,
    const Json& entity, const char* type, const QString& context);

} // namespace lockstep::sim
