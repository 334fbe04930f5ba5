// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/crowd.h"

#include "simulator/tenant_defaults.h"
#include "simulator/world.h"

#include <algorithm>

namespace lockstep::sim {

namespace {

constexpr int numberDigits = 12; // the last part of a GUID

const NameHalves& namesOf(Crowd::Kind kind)
{
    return kind == Crowd::Kind::User ? namesOfPeople() : namesOfGroups();
}

std::size_t firstHalf(const NameHalves& names, int number)
{
    return static_cast<std::size_t>(number % int(names.first.size()));
}

std::size_t secondHalf(const NameHalves& names, int number)
{
    return static_cast<std::size_t>((number / int(names.first.size())) % int(names.second.size()));
}

QString fiveDigits(int number)
{
    return QStringLiteral("%1").arg(number, 5, 10, QLatin1Char('0'));
}

//! The object ids of one kind differ in their last part alone, which is the number.
QString idStem(const Json& tenant, Crowd::Kind kind)
{
    const QString words = textAt(tenant, "id")
        + (kind == Crowd::Kind::User ? QStringLiteral("crowd users")
                                     : QStringLiteral("crowd groups"));
    return fromJson(derivedGuid(words)).chopped(numberDigits);
}

} // namespace

//! $search over a whole crowd: it looks at the halves of the names once and then only at numbers,
//! because splitting 100,000 names at each key that a person presses takes too long.
class Crowd::Search {
public:
    Search(const Crowd& crowd, Kind kind, const ODataQuery& query)
        : m_names(namesOf(kind)), m_wanted(!query.search.empty())
    {
        for (const auto& [property, text] : query.search) {
            const bool address = property == u"userPrincipalName" && kind == Kind::User;
            if (!address && property != u"displayName")
                continue; // the one property that the crowd has no words in
            Term term;
            for (const QString& asked : searchWords(text))
                term.push_back(wordOf(asked, address, kind == Kind::Group, crowd.m_domain));
            if (!term.empty())
                m_terms.push_back(std::move(term));
        }
    }

    [[nodiscard]] bool finds(int number) const
    {
        return !m_wanted || std::any_of(m_terms.begin(), m_terms.end(), [&](const Term& term) {
            return std::all_of(
                term.begin(), term.end(), [&](const Word& word) { return isThere(word, number); });
        });
    }

private:
    struct Word {
        QString asked;
        std::vector<bool> first; //!< whether it begins a word of that half
        std::vector<bool> second;
        bool always = false; //!< everybody's address has it
        bool number = false; //!< may begin the entry's number
    };
    using Term = std::vector<Word>;

    [[nodiscard]] Word wordOf(
        const QString& asked, bool address, bool numbered, const QString& domain) const
    {
        return {.asked = asked,
            .first = begun(address ? m_names.firstAddress : m_names.first, asked),
            .second = begun(address ? m_names.secondAddress : m_names.second, asked),
            .always = address && wordsBegin(domain, asked),
            .number = (address || numbered) && asked.at(0).isDigit()};
    }

    static std::vector<bool> begun(const QStringList& halves, const QString& asked)
    {
        std::vector<bool> flags;
        for (const QString& half : halves)
            flags.push_back(wordsBegin(half, asked));
        return flags;
    }

    [[nodiscard]] bool isThere(const Word& word, int number) const
    {
        return word.always || word.first[firstHalf(m_names, number)]
            || word.second[secondHalf(m_names, number)]
            || (word.number && fiveDigits(number).startsWith(word.asked));
    }

    const NameHalves& m_names;
    std::vector<Term> m_terms;
    bool m_wanted;
};

Crowd::Crowd(const Json& tenant) : m_tenant(&tenant), m_domain(initialDomain(tenant)) { }

int Crowd::size(Kind kind) const
{
    return std::max(
        0, numberAt(objectAt(*m_tenant, "_crowd"), kind == Kind::User ? "users" : "groups", 0));
}

QString Crowd::idOf(Kind kind, int number) const
{
    return idStem(*m_tenant, kind)
        + QStringLiteral("%1").arg(number, numberDigits, 16, QLatin1Char('0'));
}

QString Crowd::displayName(Kind kind, int number) const
{
    const NameHalves& names = namesOf(kind);
    const QString name = names.first[qsizetype(firstHalf(names, number))] + u' '
        + names.second[qsizetype(secondHalf(names, number))];
    return kind == Kind::User ? name : name + u' ' + fiveDigits(number);
}

QString Crowd::userName(int number) const
{
    const NameHalves& names = namesOfPeople();
    return names.firstAddress[qsizetype(firstHalf(names, number))] + u'.'
        + names.secondAddress[qsizetype(secondHalf(names, number))] + u'.' + fiveDigits(number)
        + u'@' + m_domain;
}

Json Crowd::entry(Kind kind, int number) const
{
    const NameHalves& names = namesOf(kind);
    Json entry{
        {"id", toJson(idOf(kind, number))}, {"displayName", toJson(displayName(kind, number))}};
    if (kind == Kind::Group) {
        entry["mailNickname"] = toJson(QStringLiteral("group-") + fiveDigits(number));
        completeGroup(entry);
        return entry;
    }
    entry["givenName"] = toJson(names.first[qsizetype(firstHalf(names, number))]);
    entry["surname"] = toJson(names.second[qsizetype(secondHalf(names, number))]);
    entry["userPrincipalName"] = toJson(userName(number));
    completeUser(entry, *m_tenant);
    return entry;
}

std::optional<int> Crowd::find(Kind kind, const QString& idOrName) const
{
    bool good = false;
    int number = -1;
    if (const qsizetype at = idOrName.indexOf(u'@'); at < 0) {
        number = idOrName.right(numberDigits).toInt(&good, 16);
    } else if (kind == Kind::User) {
        const QString local = idOrName.left(at);
        number = local.mid(local.lastIndexOf(u'.') + 1).toInt(&good);
    }
    if (!good || number < 0 || number >= size(kind))
        return std::nullopt;
    const bool same = sameName(idOrName, idOf(kind, number))
        || (kind == Kind::User && sameName(idOrName, userName(number)));
    return same ? std::optional(number) : std::nullopt;
}

//! What can be said of an entry by its name alone, before it is made.
bool Crowd::isCalled(Kind kind, int number, const ODataQuery& query) const
{
    return std::all_of(query.equals.begin(), query.equals.end(), [&](const auto& term) {
        const auto& [path, value] = term;
        if (!value.is_string() || path.size() != 1)
            return true;
        const QString wanted = fromJson(value.template get<std::string>());
        if (path.front() == u"displayName")
            return sameName(displayName(kind, number), wanted);
        return path.front() != u"userPrincipalName" || kind == Kind::Group
            || sameName(userName(number), wanted);
    });
}

std::vector<int> Crowd::matching(Kind kind, const ODataQuery& query) const
{
    const Search search(*this, kind, query);
    std::vector<int> numbers;
    const int all = size(kind);
    for (int number = 0; number < all; ++number) {
        if (!search.finds(number))
            continue;
        if (query.equals.empty()
            || (isCalled(kind, number, query) && passesFilter(query, entry(kind, number))))
            numbers.push_back(number);
    }
    return numbers;
}

std::optional<Json> userOf(const Json& tenant, const QString& idOrName)
{
    const Json& users = listAt(tenant, "users");
    const Json* own = findBy(users, "id", idOrName);
    if (!own)
        own = findBy(users, "userPrincipalName", idOrName);
    if (own)
        return *own;
    const Crowd crowd(tenant);
    const auto number = crowd.find(Crowd::Kind::User, idOrName);
    return number ? std::optional(crowd.entry(Crowd::Kind::User, *number)) : std::nullopt;
}

std::optional<Json> groupOf(const Json& tenant, const QString& id)
{
    if (const Json* own = findBy(listAt(tenant, "groups"), "id", id))
        return *own;
    const Crowd crowd(tenant);
    const auto number = crowd.find(Crowd::Kind::Group, id);
    return number ? std::optional(crowd.entry(Crowd::Kind::Group, *number)) : std::nullopt;
}

bool principalExists(const Json& tenant, const QString& id)
{
    const auto has = [&](const char* list) { return findBy(listAt(tenant, list), "id", id); };
    const Crowd crowd(tenant);
    return has("users") || has("groups") || has("servicePrincipals")
        || (!id.contains(u'@') && crowd.find(Crowd::Kind::User, id))
        || crowd.find(Crowd::Kind::Group, id);
}

namespace {

void putFirst(Json& list, std::vector<Json> rows)
{
    if (!list.is_array())
        list = Json::array();
    for (Json& own : list)
        rows.push_back(std::move(own));
    list = std::move(rows);
}

} // namespace

void giveCrowdItsRows(Json& tenant)
{
    if (!tenant.contains("_crowd"))
        return;
    const Json asked = std::exchange(tenant["_crowd"],
        {{"users", tenant["_crowd"].value("users", 0)},
            {"groups", tenant["_crowd"].value("groups", 0)}});
    const Crowd crowd(tenant);
    const auto rows = [&](const Json& wanted, auto row) {
        std::vector<Json> made;
        const int count = std::min(numberAt(wanted, "count", 0), crowd.size(Crowd::Kind::User));
        for (int number = 0; number < count; ++number)
            made.push_back(row(toJson(crowd.idOf(Crowd::Kind::User, number))));
        return made;
    };
    for (const char* list : {"appRoleAssignments", "eligibilitySchedules",
             "eligibilityScheduleRequests", "assignmentSchedules"}) {
        const Json& wanted = objectAt(asked, list);
        if (wanted.empty())
            continue;
        putFirst(tenant[list], rows(wanted, [&](Json id) {
            Json row = objectAt(wanted, "each");
            row["principalId"] = std::move(id);
            return row;
        }));
    }
    const Json& members = objectAt(asked, "members");
    if (Json* group = findBy(tenant["groups"], "id", textAt(members, "groupId")))
        putFirst((*group)["_members"], rows(members, [](Json id) { return id; }));
}

} // namespace lockstep::sim
