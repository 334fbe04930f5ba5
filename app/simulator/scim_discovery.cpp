// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scim.h"

#include <array>

namespace lockstep::sim {

namespace {

Json metaOf(const World& world, const char* type, const std::string& place)
{
    return {{"resourceType", type}, {"location", world.scimUrl().toString().toStdString() + place}};
}

struct Attribute {
    const char* name;
    const char* type = "string";
    bool multiValued = false;
    bool required = false;
    const char* mutability = "readWrite";
    const char* uniqueness = "none";
    std::vector<const char*> parts = {};
};

Json attributeJson(const Attribute& attribute)
{
    Json json{{"name", attribute.name}, {"type", attribute.type},
        {"multiValued", attribute.multiValued}, {"required", attribute.required},
        {"caseExact", false}, {"mutability", attribute.mutability}, {"returned", "default"},
        {"uniqueness", attribute.uniqueness}, {"description", attribute.name}};
    for (const char* part : attribute.parts) {
        const bool isFlag = std::string_view(part) == "primary";
        json["subAttributes"].push_back(
            attributeJson({.name = part, .type = isFlag ? "boolean" : "string"}));
    }
    return json;
}

Json schemaJson(
    const World& world, const char* id, const char* name, const std::vector<Attribute>& attributes)
{
    Json json{{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:Schema"}}, {"id", id},
        {"name", name}, {"description", name}, {"attributes", Json::array()},
        {"meta", metaOf(world, "Schema", std::string("/Schemas/") + id)}};
    for (const Attribute& attribute : attributes)
        json["attributes"].push_back(attributeJson(attribute));
    return json;
}

Json allSchemas(const World& world)
{
    const std::vector<const char*> valued{"value", "display", "type", "primary"};
    const auto values = [&](const char* name) {
        return Attribute{.name = name, .type = "complex", .multiValued = true, .parts = valued};
    };
    return {schemaJson(world, scimUserSchema, "User",
                {{.name = "userName", .required = true, .uniqueness = "server"},
                    {.name = "name",
                        .type = "complex",
                        .parts = {"formatted", "familyName", "givenName"}},
                    {.name = "displayName"}, {.name = "title"}, {.name = "preferredLanguage"},
                    {.name = "active", .type = "boolean"}, values("emails"), values("phoneNumbers"),
                    {.name = "addresses",
                        .type = "complex",
                        .multiValued = true,
                        .parts = {"formatted", "streetAddress", "locality", "type", "primary"}},
                    values("roles")}),
        schemaJson(world, scimEnterpriseSchema, "EnterpriseUser",
            {{.name = "employeeNumber"}, {.name = "department"},
                {.name = "manager", .type = "complex", .parts = {"value", "displayName"}}}),
        schemaJson(world, scimGroupSchema, "Group",
            {{.name = "displayName", .required = true},
                {.name = "members",
                    .type = "complex",
                    .multiValued = true,
                    .parts = {"value", "display", "type"}}})};
}

Json resourceType(const World& world, const ScimKind& kind)
{
    Json json{{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:ResourceType"}},
        {"id", kind.type}, {"name", kind.type}, {"endpoint", '/' + kind.endpoint.toStdString()},
        {"description", kind.type}, {"schema", kind.schema},
        {"meta", metaOf(world, "ResourceType", std::string("/ResourceTypes/") + kind.type)}};
    if (kind.unique)
        json["schemaExtensions"] =
            Json::array({Json{{"schema", scimEnterpriseSchema}, {"required", false}}});
    return json;
}

Reply oneOrAll(Json all, const QString& id)
{
    const int total = static_cast<int>(all.size());
    if (id.isEmpty())
        return scimReply(200, scimList(std::move(all), total, 1));
    const Json* found = findBy(all, "id", id);
    return found ? scimReply(200, *found)
                 : scimError(404, QStringLiteral("There is no '%1' here.").arg(id));
}

} // namespace

Reply scimConfiguration(const World& world)
{
    const Json yes{{"supported", true}};
    const Json no{{"supported", false}};
    return scimReply(200,
        {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"}},
            {"patch", yes},
            {"bulk", {{"supported", false}, {"maxOperations", 0}, {"maxPayloadSize", 0}}},
            {"filter", {{"supported", true}, {"maxResults", 200}}}, {"changePassword", no},
            {"sort", no}, {"etag", yes},
            {"authenticationSchemes",
                Json::array({{{"type", "oauthbearertoken"}, {"name", "OAuth Bearer Token"},
                    {"description", "A long-lived token that an administrator makes"},
                    {"primary", true}}})},
            {"meta", metaOf(world, "ServiceProviderConfig", "/ServiceProviderConfig")}});
}

Reply scimResourceTypes(const World& world, const QString& id)
{
    return oneOrAll(
        Json::array({resourceType(world, scimUsers()), resourceType(world, scimGroups())}), id);
}

Reply scimSchemas(const World& world, const QString& id)
{
    return oneOrAll(allSchemas(world), id);
}

} // namespace lockstep::sim
