// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/scim.h"
#include "simulator/synchronization.h"
#include "simulator/tenant_defaults.h"

#include <array>

namespace lockstep::sim {

namespace {

const char* const sourceDirectory = "Azure Active Directory";
const char* const targetDirectory = "customappsso";

struct Mapping {
    const char* target;
    const char* source; //!< an attribute, or an expression
    int matchingPriority = 0;
};

const std::array userMappings{Mapping{"userName", "userPrincipalName", 1},
    Mapping{"active", R"(Switch([IsSoftDeleted], , "False", "True", "True", "False"))"},
    Mapping{"displayName", "displayName"}, Mapping{"title", "jobTitle"},
    Mapping{R"(emails[type eq "work"].value)", "mail"},
    Mapping{"preferredLanguage", "preferredLanguage"}, Mapping{"name.givenName", "givenName"},
    Mapping{"name.familyName", "surname"},
    Mapping{"name.formatted", R"(Join(" ", [givenName], [surname]))"},
    Mapping{R"(addresses[type eq "work"].streetAddress)", "streetAddress"},
    Mapping{R"(phoneNumbers[type eq "work"].value)", "telephoneNumber"},
    Mapping{R"(phoneNumbers[type eq "mobile"].value)", "mobile"},
    Mapping{"externalId", "mailNickname"},
    Mapping{
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "employeeId"},
    Mapping{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "department"},
    Mapping{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "manager"}};

const std::array groupMappings{Mapping{"displayName", "displayName", 1},
    Mapping{"externalId", "objectId"}, Mapping{"members", "members"}};

Json attributeSource(const std::string& name)
{
    return {{"expression", '[' + name + ']'}, {"name", name}, {"type", "Attribute"},
        {"parameters", Json::array()}};
}

//! The attributes that an expression names in brackets are its parameters.
Json expressionSource(const std::string& expression)
{
    Json source{{"expression", expression}, {"name", expression.substr(0, expression.find('('))},
        {"type", "Function"}, {"parameters", Json::array()}};
    for (std::size_t open = expression.find('['); open != std::string::npos;
         open = expression.find('[', open + 1)) {
        const std::size_t close = expression.find(']', open);
        source["parameters"].push_back({{"key", "source"},
            {"value", attributeSource(expression.substr(open + 1, close - open - 1))}});
    }
    return source;
}

Json attributeMapping(const Mapping& mapping)
{
    const std::string source = mapping.source;
    return {{"defaultValue", nullptr}, {"exportMissingReferences", false},
        {"flowBehavior", "FlowWhenChanged"}, {"flowType", "Always"},
        {"matchingPriority", mapping.matchingPriority}, {"targetAttributeName", mapping.target},
        {"source",
            source.find('(') == std::string::npos ? attributeSource(source)
                                                  : expressionSource(source)}};
}

template <class Mappings>
Json objectMapping(const char* source, const char* target, const Mappings& mappings, bool enabled)
{
    Json json{{"enabled", enabled}, {"flowTypes", "Add, Update, Delete"},
        {"metadata", Json::array()},
        {"name", std::string("Provision Azure Active Directory ") + source + 's'},
        {"scope", nullptr}, {"sourceObjectName", source}, {"targetObjectName", target},
        {"attributeMappings", Json::array()}};
    for (const Mapping& mapping : mappings)
        json["attributeMappings"].push_back(attributeMapping(mapping));
    return json;
}

Json attributeDefinition(const std::string& name, bool anchor = false)
{
    const bool isReference = name == "manager" || name == "members" || name.ends_with(":manager");
    return {{"anchor", anchor}, {"apiExpressions", Json::array()}, {"caseExact", false},
        {"defaultValue", nullptr}, {"flowNullValues", false}, {"metadata", Json::array()},
        {"multivalued", name == "members"}, {"mutability", "ReadWrite"}, {"name", name},
        {"referencedObjects", Json::array()}, {"required", false},
        {"type", isReference ? "Reference" : (name == "active" ? "Boolean" : "String")}};
}

Json objectDefinition(const char* name, const std::vector<std::string>& attributes)
{
    Json json{{"name", name}, {"metadata", Json::array()}, {"supportedApis", Json::array()},
        {"attributes", Json::array()}};
    for (std::size_t i = 0; i < attributes.size(); ++i)
        json["attributes"].push_back(attributeDefinition(attributes[i], i == 0));
    return json;
}

template <class Mappings> std::vector<std::string> targetsOf(const Mappings& mappings)
{
    std::vector<std::string> names{"id"};
    for (const Mapping& mapping : mappings)
        names.emplace_back(mapping.target);
    return names;
}

Json directory(const char* name, bool readOnly, const char* discovers, Json objects)
{
    return {{"id", derivedGuid(QString::fromLatin1(name))}, {"name", name}, {"readOnly", readOnly},
        {"discoverabilities", discovers}, {"discoveryDateTime", "2025-11-03T08:00:00Z"},
        {"version", "1"}, {"objects", std::move(objects)}};
}

//! Null where roles are not mapped.
Json roleMappingOf(const QString& kind)
{
    static const char* const primary = R"(roles[primary eq "True"].value)";
    if (kind == u"single")
        return attributeMapping({primary, "SingleAppRoleAssignment([appRoleAssignments])"});
    if (kind == u"complex")
        return attributeMapping({"roles", "AppRoleAssignmentsComplex([appRoleAssignments])"});
    if (kind == u"direct")
        return attributeMapping({primary, "appRoleAssignments"});
    return {};
}

std::vector<std::string> sourceUserAttributes()
{
    return {"objectId", "accountEnabled", "appRoleAssignments", "city", "companyName", "country",
        "department", "displayName", "employeeId", "givenName", "IsSoftDeleted", "jobTitle", "mail",
        "mailNickname", "manager", "mobile", "objectIdOfManager", "physicalDeliveryOfficeName",
        "postalCode", "preferredLanguage", "state", "streetAddress", "surname", "telephoneNumber",
        "userPrincipalName"};
}

Json synchronizationRule(const QString& roleMapping, bool usersEnabled)
{
    Json users = objectMapping("User", scimEnterpriseSchema, userMappings, usersEnabled);
    if (const Json roles = roleMappingOf(roleMapping); !roles.is_null())
        users["attributeMappings"].push_back(roles);
    return {{"containerFilter", nullptr}, {"editable", true}, {"groupFilter", nullptr},
        {"id", "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8"},
        {"metadata",
            {{{"key", "defaultSourceObjectMappings"}, {"value", "User:True;Group:True"}},
                {{"key", "supportsProvisionOnDemand"}, {"value", "True"}}}},
        {"name", "USER_INBOUND_USER"}, {"priority", 1}, {"sourceDirectoryName", sourceDirectory},
        {"targetDirectoryName", targetDirectory},
        // not in the published description of the type, and there all the same
        {"defaultSourceObjectMappings", Json::array()},
        {"objectMappings",
            Json::array(
                {std::move(users), objectMapping("Group", scimGroupSchema, groupMappings, true)})}};
}

} // namespace

Json synchronizationSchema(const QString& roleMapping, bool usersEnabled)
{
    Json rule = synchronizationRule(roleMapping, usersEnabled);
    std::vector<std::string> userTargets = targetsOf(userMappings);
    if (const Json roles = roleMappingOf(roleMapping); !roles.is_null())
        userTargets.push_back(roles["targetAttributeName"].get<std::string>());
    return {{"id", "schema"}, {"version", "v1.0"},
        {"provisioningTaskIdentifier", "AAD2customappsso"},
        {"synchronizationRules", Json::array({std::move(rule)})},
        {"directories",
            Json::array({directory(sourceDirectory, true, "None",
                             Json::array({objectDefinition("User", sourceUserAttributes()),
                                 objectDefinition("Group",
                                     {"objectId", "displayName", "mailNickname", "members"})})),
                directory(targetDirectory, false, "AttributeNames",
                    Json::array({objectDefinition(scimEnterpriseSchema, userTargets),
                        objectDefinition(scimGroupSchema, targetsOf(groupMappings))}))})}};
}

const Json* enabledUserMapping(const Json& schema)
{
    for (const Json& rule : listAt(schema, "synchronizationRules")) {
        for (const Json& mapping : listAt(rule, "objectMappings")) {
            if (textAt(mapping, "sourceObjectName") == u"User" && flagAt(mapping, "enabled"))
                return &mapping;
        }
    }
    return nullptr;
}

QString unknownTargetAttribute(const Json& schema)
{
    for (const Json& rule : listAt(schema, "synchronizationRules")) {
        const Json* target =
            findBy(listAt(schema, "directories"), "name", textAt(rule, "targetDirectoryName"));
        for (const Json& mapping : listAt(rule, "objectMappings")) {
            const Json* object = target
                ? findBy(listAt(*target, "objects"), "name", textAt(mapping, "targetObjectName"))
                : nullptr;
            for (const Json& attribute : listAt(mapping, "attributeMappings")) {
                const QString name = textAt(attribute, "targetAttributeName");
                if (!object || !findBy(listAt(*object, "attributes"), "name", name))
                    return name;
            }
        }
    }
    return {};
}

} // namespace lockstep::sim
