// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/crowd_names.h"
#include "simulator/odata.h"

namespace lockstep::sim {

//! The people and groups that make a tenant large (`_crowd`). Each is made from its number when it
//! is asked for: 100,000 kept ones would take hundreds of megabytes, and World keeps every tenant
//! more than once. Graph reads them and assigns roles to them; they do not sign in, and no write
//! changes them.
class Crowd {
public:
    enum class Kind { User, Group };

    explicit Crowd(const Json& tenant);

    [[nodiscard]] int size(Kind kind) const;
    [[nodiscard]] QString idOf(Kind kind, int number) const;
    //! As Graph would print it, all members of its type.
    [[nodiscard]] Json entry(Kind kind, int number) const;
    //! By object id, or a user by its name.
    [[nodiscard]] std::optional<int> find(Kind kind, const QString& idOrName) const;
    //! The numbers of those that pass $filter and $search, in order.
    [[nodiscard]] std::vector<int> matching(Kind kind, const ODataQuery& query) const;

private:
    class Search;
    [[nodiscard]] QString displayName(Kind kind, int number) const;
    [[nodiscard]] QString userName(int number) const;
    [[nodiscard]] bool isCalled(Kind kind, int number, const ODataQuery& query) const;

    const Json* m_tenant;
    QString m_domain;
};

//! The user or group of that object id (a user also by name), the tenant's own or of its crowd.
[[nodiscard]] std::optional<Json> userOf(const Json& tenant, const QString& idOrName);
[[nodiscard]] std::optional<Json> groupOf(const Json& tenant, const QString& id);
//! Whether a user, group or service principal of the tenant has this object id.
[[nodiscard]] bool principalExists(const Json& tenant, const QString& id);

//! Gives people of the crowd their rows: `_crowd` may name a list of the tenant with {"count",
//! "each"}, and "members" with {"count", "groupId"}. They come before the tenant's own rows, so
//! that those are found on the last page.
void giveCrowdItsRows(Json& tenant);

} // namespace lockstep::sim
