// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scim_patch.h"

#include <QRegularExpression>

namespace lockstep::sim {

namespace {

//! urn:...:User:name[attribute eq "value"].part
struct Target {
    QString extension; //!< URN of an extension; empty: the core schema
    QString attribute;
    QString filterBy;
    Json filterValue;
    QString part;
};

Json withoutQuotedFlag(const QString& text)
{
    if (text.compare(u"true", Qt::CaseInsensitive) == 0)
        return true;
    if (text.compare(u"false", Qt::CaseInsensitive) == 0)
        return false;
    return toJson(text);
}

std::optional<Target> targetOf(const QString& path)
{
    static const QRegularExpression shape(
        QStringLiteral("^(?:(urn:[A-Za-z0-9:.]+):)?([A-Za-z][A-Za-z0-9]*)"
                       "(?:\\[([A-Za-z]+) eq (?:\"([^\"]*)\"|(true|false))\\])?"
                       "(?:\\.([A-Za-z$]+))?$"));
    const auto match = shape.match(path);
    if (!match.hasMatch())
        return std::nullopt;
    const QString urn = match.captured(1);
    return Target{.extension = urn.contains(u":extension:") ? urn : QString(),
        .attribute = match.captured(2),
        .filterBy = match.captured(3),
        .filterValue = withoutQuotedFlag(match.captured(4) + match.captured(5)),
        .part = match.captured(6)};
}

bool matches(const Json& element, const Target& target)
{
    const auto found = element.find(target.filterBy.toStdString());
    return found != element.end() && *found == target.filterValue;
}

Json& elementFor(Json& list, const Target& target)
{
    if (!list.is_array())
        list = Json::array();
    for (Json& element : list) {
        if (matches(element, target))
            return element;
    }
    list.push_back({{target.filterBy.toStdString(), target.filterValue}});
    return list.back();
}

void removeAt(Json& holder, const Target& target)
{
    const std::string name = target.attribute.toStdString();
    if (!holder.contains(name))
        return;
    if (target.filterBy.isEmpty() && target.part.isEmpty()) {
        holder.erase(name);
    } else if (target.filterBy.isEmpty()) {
        holder[name].erase(target.part.toStdString());
    } else if (holder[name].is_array()) {
        Json kept = Json::array();
        for (Json& element : holder[name]) {
            if (matches(element, target) && !target.part.isEmpty())
                element.erase(target.part.toStdString());
            if (!matches(element, target) || !target.part.isEmpty())
                kept.push_back(element);
        }
        holder[name] = std::move(kept);
    }
}

void appendNew(Json& list, const Json& added)
{
    for (const Json& element : added) {
        if (std::find(list.begin(), list.end(), element) == list.end())
            list.push_back(element);
    }
}

void setAt(Json& holder, const Target& target, const Json& value, bool adds)
{
    Json& attribute = holder[target.attribute.toStdString()];
    if (!target.filterBy.isEmpty()) {
        Json& element = elementFor(attribute, target);
        if (target.part.isEmpty())
            element.update(value);
        else
            element[target.part.toStdString()] = value;
    } else if (!target.part.isEmpty()) {
        if (!attribute.is_object())
            attribute = Json::object();
        attribute[target.part.toStdString()] = value;
    } else if (adds && attribute.is_array()) {
        appendNew(attribute, value.is_array() ? value : Json::array({value}));
    } else {
        attribute = target.attribute == u"active" && value.is_string()
            ? withoutQuotedFlag(fromJson(value.get<std::string>()))
            : value;
    }
}

} // namespace

Result<void, ScimRefusal> applyScimChange(
    Json& resource, const QString& operation, const QString& path, const Json& value)
{
    const QString word = operation.toLower();
    if (word != u"add" && word != u"replace" && word != u"remove")
        return tl::unexpected(
            ScimRefusal{"invalidSyntax", QStringLiteral("'%1' is no operation.").arg(operation)});
    if (path.isEmpty()) {
        if (word == u"remove" || !value.is_object())
            return tl::unexpected(
                ScimRefusal{"noTarget", QStringLiteral("The operation needs a path.")});
        for (const auto& [name, member] : value.items()) {
            if (name.starts_with("urn:") && member.is_object()) {
                resource[name].update(member); // the attributes of an extension
                continue;
            }
            if (auto done = applyScimChange(resource, word, fromJson(name), member); !done)
                return done;
        }
        return {};
    }
    const auto target = targetOf(path);
    if (!target)
        return tl::unexpected(
            ScimRefusal{"invalidPath", QStringLiteral("'%1' is no path.").arg(path)});
    if (target->attribute == u"id" || target->attribute == u"meta")
        return tl::unexpected(
            ScimRefusal{"mutability", QStringLiteral("'%1' is read only.").arg(target->attribute)});
    Json& holder =
        target->extension.isEmpty() ? resource : resource[target->extension.toStdString()];
    if (word == u"remove")
        removeAt(holder, *target);
    else
        setAt(holder, *target, value, word == u"add");
    return {};
}

Result<void, ScimRefusal> applyScimPatch(Json& resource, const Json& message)
{
    const Json& operations = listAt(message, "Operations");
    if (operations.empty())
        return tl::unexpected(
            ScimRefusal{"invalidSyntax", QStringLiteral("There are no Operations.")});
    for (const Json& operation : operations) {
        const Json value = operation.is_object() ? operation.value("value", Json()) : Json();
        if (auto done = applyScimChange(
                resource, textAt(operation, "op"), textAt(operation, "path"), value);
            !done)
            return done;
    }
    return {};
}

} // namespace lockstep::sim
