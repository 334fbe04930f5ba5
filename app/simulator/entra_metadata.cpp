// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/entra.h"

namespace lockstep::sim {

Reply openIdMetadata(World& world, const QString& tenantName)
{
    const Json* tenant = world.tenant(tenantName);
    if (!tenant)
        return entraError(world, tenantNotFound(tenantName));
    const std::string id = textAt(*tenant, "id").toStdString();
    const std::string login = world.loginUrl().toString().toStdString();
    const std::string root = login + '/' + id;
    const QString region = textAt(*tenant, "_region");
    return jsonReply(200,
        {{"issuer", root + "/v2.0"}, {"authorization_endpoint", root + "/oauth2/v2.0/authorize"},
            {"token_endpoint", root + "/oauth2/v2.0/token"},
            {"device_authorization_endpoint", root + "/oauth2/v2.0/devicecode"},
            {"jwks_uri", root + "/discovery/v2.0/keys"},
            {"end_session_endpoint", root + "/oauth2/v2.0/logout"},
            {"userinfo_endpoint", world.graphUrl().toString().toStdString() + "/oidc/userinfo"},
            {"response_types_supported",
                Json::array({"code", "id_token", "code id_token", "id_token token"})},
            {"response_modes_supported", Json::array({"query", "fragment", "form_post"})},
            {"scopes_supported", Json::array({"openid", "profile", "email", "offline_access"})},
            {"subject_types_supported", Json::array({"pairwise"})},
            {"id_token_signing_alg_values_supported", Json::array({"RS256"})},
            {"token_endpoint_auth_methods_supported",
                Json::array({"client_secret_post", "private_key_jwt", "client_secret_basic"})},
            {"claims_supported",
                Json::array({"sub", "iss", "aud", "exp", "iat", "tid", "oid", "name",
                    "preferred_username"})},
            {"request_uri_parameter_supported", false}, {"http_logout_supported", true},
            {"frontchannel_logout_supported", true},
            {"tenant_region_scope", toJson(region.isEmpty() ? QStringLiteral("EU") : region)},
            {"cloud_instance_name", world.loginUrl().authority().toStdString()},
            {"cloud_graph_host_name", world.graphUrl().authority().toStdString()},
            {"msgraph_host", world.graphUrl().authority().toStdString()}});
}

} // namespace lockstep::sim
