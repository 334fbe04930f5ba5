// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/carry_out.h"

#include "checks/named.h"
#include "plan/role_mapping.h"
#include "plan/synchronization_paths.h"

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

//! The schema as it goes back: members keep their order, and what is not known here stays.
using Document = nlohmann::ordered_json;

const QString schemaId = u"schema"_s; // R23
const QString jobsId = u"jobs"_s; // R22

// These serve the document that is sent back and the batch's reply alike.

template <class Tree> QString textAt(const Tree& object, const char* name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_string()
        ? QString::fromStdString(found->template get_ref<const std::string&>())
        : QString();
}

template <class Tree> bool flagAt(const Tree& object, const char* name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_boolean() && found->template get<bool>();
}

//! The list below an object, or null.
template <class Tree> Tree* listAt(Tree& object, const char* name)
{
    if (!object.is_object() || !object.contains(name) || !object[name].is_array())
        return nullptr;
    return &object[name];
}

template <class Tree> struct Users {
    Tree* rule = nullptr;
    Tree* mapping = nullptr;
};

//! The mapping of users that decides: of several one that is on, as the check sees it.
template <class Tree> Users<Tree> usersIn(Tree& schema)
{
    Users<Tree> found;
    Tree* rules = listAt(schema, "synchronizationRules");
    if (!rules)
        return found;
    for (Tree& rule : *rules) {
        Tree* mappings = listAt(rule, "objectMappings");
        if (!mappings)
            continue;
        for (Tree& mapping : *mappings) {
            if (sameWord(textAt(mapping, "sourceObjectName"), u"User"_s)
                && (!found.mapping || flagAt(mapping, "enabled")))
                found = {.rule = &rule, .mapping = &mapping};
        }
    }
    return found;
}

QString withoutBlanks(QString text)
{
    return text.remove(u' ');
}

struct Source {
    QString target;
    QString type;
    QString name;
    QString expression;
};

template <class Tree> Source sourceOf(const Tree& entry)
{
    Source found{.target = withoutBlanks(textAt(entry, "targetAttributeName"))};
    if (entry.is_object() && entry.contains("source")) {
        const Tree& source = entry["source"];
        found.type = textAt(source, "type");
        found.name = textAt(source, "name");
        found.expression = withoutBlanks(textAt(source, "expression"));
    }
    return found;
}

bool isWanted(const Source& source, const RoleExpression& wanted)
{
    return sameWord(source.type, u"Function"_s) && source.expression == wanted.expression
        && sameWord(source.target, withoutBlanks(wanted.target));
}

//! What the wanted entry takes the place of: whatever else feeds its target, and every other way of
//! sending the roles. Other attributes below roles[...] are somebody's own and stay.
bool isReplaced(const Source& source, const RoleExpression& wanted)
{
    if (isWanted(source, wanted))
        return false;
    const bool atRoles =
        sameWord(source.target.section(u'[', 0, 0).section(u'.', 0, 0), u"roles"_s);
    const bool function = sameWord(source.type, u"Function"_s);
    const bool sendsRoles = function ? source.expression.contains(u"AppRoleAssignment"_s)
                                     : sameWord(source.name, u"appRoleAssignments"_s);
    return sameWord(source.target, withoutBlanks(wanted.target)) || (atRoles && sendsRoles);
}

template <class Tree> bool isMapped(const Tree& entries, const RoleExpression& wanted)
{
    bool there = false;
    for (const Tree& entry : entries) {
        const Source source = sourceOf(entry);
        if (isReplaced(source, wanted))
            return false;
        there = there || isWanted(source, wanted);
    }
    return there;
}

//! The attributes of the object that the mapping writes to, or null where they are not described.
Document* targetAttributes(Document& schema, const Users<Document>& users)
{
    Document* directories = listAt(schema, "directories");
    if (!directories)
        return nullptr;
    const QString directoryName = textAt(*users.rule, "targetDirectoryName");
    const QString objectName = textAt(*users.mapping, "targetObjectName");
    for (Document& directory : *directories) {
        if (textAt(directory, "name") != directoryName)
            continue;
        Document* objects = listAt(directory, "objects");
        if (!objects)
            return nullptr;
        for (Document& object : *objects) {
            if (textAt(object, "name") == objectName)
                return listAt(object, "attributes");
        }
    }
    return nullptr;
}

//! An attribute that is mapped to must be described (contract section 10). True: it was added.
bool describeTarget(Document& schema, const Users<Document>& users, const QString& target)
{
    Document* attributes = targetAttributes(schema, users);
    if (!attributes)
        return false;
    const bool known = std::ranges::any_of(
        *attributes, [&](const Document& each) { return textAt(each, "name") == target; });
    if (!known)
        attributes->push_back({{"name", target.toStdString()}, {"type", "String"}});
    return !known;
}

void forgetTarget(Document& schema, const Users<Document>& users, const QString& target)
{
    Document* attributes = targetAttributes(schema, users);
    const Document* entries = listAt(*users.mapping, "attributeMappings");
    const bool inUse = entries && std::ranges::any_of(*entries, [&](const Document& each) {
        return textAt(each, "targetAttributeName") == target;
    });
    for (size_t i = attributes && !inUse ? attributes->size() : 0; i > 0; --i) {
        if (textAt((*attributes)[i - 1], "name") == target)
            attributes->erase(i - 1);
    }
}

std::optional<Document> wholeDocument(const Place& place)
{
    // copying and destroying recurse: without a bound a hostile reply overflows the stack
    constexpr int deepest = 64;
    bool tooDeep = false;
    const auto bounded = [&tooDeep](int depth, Document::parse_event_t, const Document&) {
        tooDeep = tooDeep || depth > deepest;
        return !tooDeep;
    };
    Document schema = Document::parse(place.whole.begin(), place.whole.end(), bounded, false);
    if (tooDeep || !schema.is_object() || !listAt(schema, "synchronizationRules"))
        return std::nullopt;
    return schema;
}

Move unreadSchema(const Place& place)
{
    if (place.whole.isEmpty())
        return NotYet{CarryWords::tr("Entra does not show the job's mappings yet.")};
    return CannotDo{CarryWords::tr("The job's mappings are not as they are known here, so nothing "
                                   "is sent.")};
}

Move noUsers()
{
    return CannotDo{CarryWords::tr(
        "There is no mapping of users. Restore the default mappings in the portal.")};
}

Write putSchema(const Place& place, Document schema, Json before = Json::object())
{
    schema.erase("@odata.context"); // of the reply, not of the schema
    return {.method = HttpMethod::Put,
        .path = jobPath(place, place.jobId) + u"/schema"_s,
        .pathTemplate = "/servicePrincipals/{id}/synchronization/jobs/{job}/schema",
        .body = QByteArray::fromStdString(
            schema.dump(-1, ' ', false, Document::error_handler_t::replace)),
        .before = std::move(before)};
}

QString schemaPath(const Place& place)
{
    if (place.servicePrincipalId.isEmpty() || place.jobId.isEmpty())
        return {};
    return jobPath(place, place.jobId) + u"/schema"_s;
}

std::vector<GraphGet> looksAtSchema(const Place& place)
{
    if (place.servicePrincipalId.isEmpty())
        return {principalGet(place)};
    std::vector<GraphGet> gets{{.id = jobsId, .path = synchronizationPath(place) + u"/jobs"_s}};
    if (const QString path = schemaPath(place); !path.isEmpty())
        gets.push_back({.id = schemaId, .path = path});
    return gets;
}

//! A job that is gone has taken its mappings along, as has an enterprise application. Of one that
//! is listed they only do not show.
bool isGone(const Place& place, const GraphReplies& replies)
{
    if (isMissing(replies, u"sp"_s) || isMissing(replies, jobsId))
        return true;
    const Json* jobs = listReply(replies, jobsId);
    if (!jobs || (!place.jobId.isEmpty() && !isMissing(replies, schemaId)))
        return false;
    return std::ranges::none_of(listOf(*jobs),
        [&](const Json& job) { return place.jobId.isEmpty() || sameText(job, "id", place.jobId); });
}

Json toPlain(const Document& entry)
{
    return Json::parse(entry.dump(-1, ' ', false, Document::error_handler_t::replace));
}

Document toOrdered(const Json& entry)
{
    return Document::parse(entry.dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace

QString wholeOf(const ChangeKind& kind, const Place& place)
{
    const bool isMapping = std::holds_alternative<change::EnableUserMapping>(kind)
        || std::holds_alternative<change::MapRoles>(kind);
    return isMapping ? schemaPath(place) : QString();
}

// EnableUserMapping (W15)

std::vector<GraphGet> looks(const change::EnableUserMapping&, const Place& place)
{
    return looksAtSchema(place);
}
Move next(const change::EnableUserMapping&, const Place& place, const GraphReplies&)
{
    std::optional<Document> schema = wholeDocument(place);
    if (!schema)
        return unreadSchema(place);
    const Users<Document> users = usersIn(*schema);
    if (!users.mapping)
        return noUsers();
    if (flagAt(*users.mapping, "enabled"))
        return AlreadyThere{};
    (*users.mapping)["enabled"] = true;
    Json before{{"enabled", false}, {"rule", textAt(*users.rule, "id").toStdString()},
        {"mapping", textAt(*users.mapping, "name").toStdString()}};
    return putSchema(place, *std::move(schema), std::move(before));
}
Sight see(const change::EnableUserMapping&, const Place&, const GraphReplies& replies)
{
    const Json* schema = jsonOf(replies, schemaId);
    if (!schema)
        return isMissing(replies, schemaId) ? sightOf(false) : Sight{};
    if (!listIn(*schema, "synchronizationRules"))
        return {};
    const Users<const Json> users = usersIn(*schema);
    return sightOf(users.mapping && flagAt(*users.mapping, "enabled"));
}
Move takeBack(const change::EnableUserMapping&, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    if (isGone(place, replies))
        return AlreadyThere{};
    std::optional<Document> schema = wholeDocument(place);
    if (!schema)
        return unreadSchema(place);
    const Users<Document> users = usersIn(*schema);
    if (!users.mapping || !flagAt(*users.mapping, "enabled"))
        return AlreadyThere{};
    if (textAt(*users.rule, "id") != textIn(record.before, "rule")
        || textAt(*users.mapping, "name") != textIn(record.before, "mapping"))
        return CannotDo{CarryWords::tr("Somebody has changed the mappings of users since.")};
    (*users.mapping)["enabled"] = false;
    return putSchema(place, *std::move(schema));
}

// MapRoles (W15)

std::vector<GraphGet> looks(const change::MapRoles&, const Place& place)
{
    return looksAtSchema(place);
}

namespace {

struct Merged {
    Document entries = Document::array();
    Json removed = Json::array(); //!< with the place of each
    bool added = false; //!< the wanted one was not there
};

//! The wanted entry stands where the first that it replaces stood, else at the end.
Merged merge(const Document& entries, const RoleExpression& wanted)
{
    Merged merged{.added = std::ranges::none_of(entries,
                      [&](const Document& each) { return isWanted(sourceOf(each), wanted); })};
    bool isPending = merged.added;
    const auto add = [&] {
        if (isPending)
            merged.entries.push_back(roleMappingEntry<Document>(wanted));
        isPending = false;
    };
    for (size_t i = 0; i < entries.size(); ++i) {
        if (!isReplaced(sourceOf(entries[i]), wanted)) {
            merged.entries.push_back(entries[i]);
            continue;
        }
        merged.removed.push_back({{"index", i}, {"entry", toPlain(entries[i])}});
        add();
    }
    add();
    return merged;
}

} // namespace

Move next(const change::MapRoles& kind, const Place& place, const GraphReplies&)
{
    const RoleExpression wanted = roleExpression(kind.single);
    std::optional<Document> schema = wholeDocument(place);
    if (!schema)
        return unreadSchema(place);
    const Users<Document> users = usersIn(*schema);
    Document* entries = users.mapping ? listAt(*users.mapping, "attributeMappings") : nullptr;
    if (!entries)
        return noUsers();
    if (isMapped(*entries, wanted))
        return AlreadyThere{};
    Merged merged = merge(*entries, wanted);
    *entries = std::move(merged.entries);
    const bool described = describeTarget(*schema, users, wanted.target);
    Json before{
        {"entries", std::move(merged.removed)}, {"entry", merged.added}, {"attribute", described}};
    return putSchema(place, *std::move(schema), std::move(before));
}
Sight see(const change::MapRoles& kind, const Place&, const GraphReplies& replies)
{
    const Json* schema = jsonOf(replies, schemaId);
    if (!schema)
        return isMissing(replies, schemaId) ? sightOf(false) : Sight{};
    if (!listIn(*schema, "synchronizationRules"))
        return {};
    const Users<const Json> users = usersIn(*schema);
    const Json* entries = users.mapping ? listAt(*users.mapping, "attributeMappings") : nullptr;
    return sightOf(entries && isMapped(*entries, roleExpression(kind.single)));
}

namespace {

//! Takes our entry out, and puts those that it took the place of back where they were.
void restoreEntries(Document& entries, const RoleExpression& wanted, const Json& before)
{
    if (boolMember(before, "entry").value_or(true)) {
        for (size_t i = entries.size(); i > 0; --i) {
            if (isWanted(sourceOf(entries[i - 1]), wanted))
                entries.erase(i - 1);
        }
    }
    for (const Json& each : listOf(before, "entries")) {
        const auto index = static_cast<size_t>(intMember(each, "index").value_or(0));
        const Json* entry = member(each, "entry");
        if (!entry)
            continue;
        entries.insert(entries.begin()
                + static_cast<Document::difference_type>(std::min(index, entries.size())),
            toOrdered(*entry));
    }
}

//! Whether the entries are as they were before ours was written.
bool areRestored(const Document& entries, const Json& before)
{
    return std::ranges::all_of(listOf(before, "entries"), [&](const Json& each) {
        const Json* entry = member(each, "entry");
        return entry && std::ranges::any_of(entries, [&](const Document& one) {
            return toPlain(one) == *entry;
        });
    });
}

} // namespace

Move takeBack(const change::MapRoles& kind, const WriteRecord& record, const Place& place,
    const GraphReplies& replies)
{
    if (isGone(place, replies))
        return AlreadyThere{};
    const RoleExpression wanted = roleExpression(kind.single);
    std::optional<Document> schema = wholeDocument(place);
    if (!schema)
        return unreadSchema(place);
    const Users<Document> users = usersIn(*schema);
    if (!users.mapping)
        return AlreadyThere{};
    Document* entries = listAt(*users.mapping, "attributeMappings");
    if (!entries)
        return unreadSchema(place);
    const bool added = boolMember(record.before, "entry").value_or(true);
    const bool there = std::ranges::any_of(
        *entries, [&](const Document& each) { return isWanted(sourceOf(each), wanted); });
    const bool restored = areRestored(*entries, record.before);
    if (restored && !(added && there))
        return AlreadyThere{};
    if (!isMapped(*entries, wanted))
        return CannotDo{CarryWords::tr("Somebody has changed the mapping of roles since.")};
    restoreEntries(*entries, wanted, record.before);
    if (boolMember(record.before, "attribute").value_or(false))
        forgetTarget(*schema, users, wanted.target);
    return putSchema(place, *std::move(schema));
}

} // namespace lockstep
