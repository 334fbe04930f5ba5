#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Lockstep authors
# SPDX-License-Identifier: Apache-2.0
"""Checks what a running lockstep-sim answers against Microsoft Graph's published schemas.

usage: validate_replies.py LOCKSTEP_SIM OPENAPI.yaml

Starts the program, asks every declared read (and some writes) of the scenarios `ready`,
`spark-pim-activated` and `scim-ready`, alone and in one batch, and prints each place where a reply departs from its
schema. Exit code 1 if any does.
"""
import hashlib
import base64
import json
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import yaml

TENANT = "3f8a6c1d-52b7-4e09-a1c4-8d60be27f95a"
APP = "7c1f3b52-9a4e-4d0b-8f16-2e5a90d4c731"
APP_OBJECT = "94d0c8e2-6f17-4a5b-b3e9-07f25ac1d86b"
PRINCIPAL = "d85c2e09-71fa-4b36-ae40-c9163d7f5be8"
GRAPH_APP = "00000003-0000-0000-c000-000000000000"
GRAPH_PRINCIPAL = "b2d97a40-16ce-4f83-9e5b-70c3a1d8f264"
GROUP = "e7a15c90-83d4-4b6f-9c28-5d0f71ba3e46"
ADMIN = "avery.howard@contoso.onmicrosoft.com"
KAI = "51c7f2a8-d640-4b1e-8a93-0f6e2b7d9c14"
ADMIN_ROLE = "a4e7d210-95bc-4f38-86c1-3b0d5e72f9a8"
PUBLIC_CLIENT = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
SCOPES = ["User.Read", "Directory.Read.All", "Policy.Read.All", "Application.ReadWrite.All",
          "AppRoleAssignment.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All",
          "CrossTenantInformation.ReadBasic.All", "Synchronization.ReadWrite.All"]
# the scenario `scim-ready`
SCIM_PRINCIPAL = "1c001ec6-4b16-4031-a00e-a0d39a49ec41"
SCIM_JOB = "customappsso.3f8a6c1d52b74e09a1c48d60be27f95a.3a2452af-31c1-4833-abbe-18067d26c5fa"
SCIM_RULE = "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8"
# members that real schemas of synchronization hold although no document lists them
UNPUBLISHED = {"provisioningTaskIdentifier", "defaultSourceObjectMappings"}

# (path in the OpenAPI file, the address that is asked)
READS = [
    ("/applications", "/applications"),
    ("/applications(appId='{appId}')", f"/applications(appId='{APP}')"),
    ("/applications(appId='{appId}')", f"/applications(appId='{APP}')?$select=id,appId,displayName,signInAudience,web,"
     "spa,publicClient,requiredResourceAccess,passwordCredentials,keyCredentials,appRoles,tags,uniqueName,"
     "applicationTemplateId"),
    ("/applications/{application-id}", f"/applications/{APP_OBJECT}"),
    ("/directory/deletedItems/graph.application", "/directory/deletedItems/microsoft.graph.application"),
    ("/servicePrincipals", "/servicePrincipals"),
    ("/servicePrincipals(appId='{appId}')", f"/servicePrincipals(appId='{APP}')"),
    ("/servicePrincipals(appId='{appId}')", f"/servicePrincipals(appId='{APP}')?$select=id,appId,displayName,"
     "accountEnabled,appRoleAssignmentRequired,appRoles,appOwnerOrganizationId,servicePrincipalType,"
     "preferredSingleSignOnMode,applicationTemplateId,tags"),
    ("/servicePrincipals(appId='{appId}')", f"/servicePrincipals(appId='{GRAPH_APP}')"
     "?$select=id,appId,appRoles,oauth2PermissionScopes"),
    ("/servicePrincipals/{servicePrincipal-id}", f"/servicePrincipals/{PRINCIPAL}"),
    ("/servicePrincipals(appId='{appId}')/appRoleAssignments", f"/servicePrincipals(appId='{APP}')/appRoleAssignments"),
    ("/servicePrincipals(appId='{appId}')/appRoleAssignedTo", f"/servicePrincipals(appId='{APP}')/appRoleAssignedTo"),
    ("/servicePrincipals(appId='{appId}')/oauth2PermissionGrants",
     f"/servicePrincipals(appId='{APP}')/oauth2PermissionGrants"),
    ("/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo", f"/servicePrincipals/{PRINCIPAL}/appRoleAssignedTo"),
    ("/oauth2PermissionGrants", "/oauth2PermissionGrants"),
    ("/organization", "/organization"),
    ("/organization", "/organization?$select=id,displayName,verifiedDomains"),
    ("/domains", "/domains"),
    ("/subscribedSkus", "/subscribedSkus"),
    ("/policies/defaultAppManagementPolicy", "/policies/defaultAppManagementPolicy"),
    ("/me", "/me"),
    ("/me", "/me?$select=id,displayName,userPrincipalName"),
    ("/me/transitiveMemberOf/graph.directoryRole", "/me/transitiveMemberOf/microsoft.graph.directoryRole"
     "?$select=id,displayName,roleTemplateId&$count=true"),
    ("/users", "/users?$top=1"),
    ("/users", "/users"),
    ("/users/{user-id}", f"/users/{ADMIN}"),
    ("/users/{user-id}", f"/users/{KAI}?$select=id,displayName,userPrincipalName,accountEnabled"),
    ("/groups", "/groups?$top=1"),
    ("/groups", "/groups?$filter=displayName eq 'Finance'"),
    ("/groups/{group-id}", f"/groups/{GROUP}"),
    ("/groups/{group-id}/members", f"/groups/{GROUP}/members?$select=id,displayName,userPrincipalName&$top=100"),
    ("/tenantRelationships/findTenantInformationByTenantId(tenantId='{tenantId}')",
     f"/tenantRelationships/findTenantInformationByTenantId(tenantId='{TENANT}')"),
    ("/tenantRelationships/findTenantInformationByDomainName(domainName='{domainName}')",
     "/tenantRelationships/findTenantInformationByDomainName(domainName='fabrikam.onmicrosoft.com')"),
]

# (method, path in the OpenAPI file, address, body, expected status)
WRITES = [
    ("POST", "/applications", "/applications", {"displayName": "Another app"}, 201),
    ("PATCH", "/applications(uniqueName='{uniqueName}')", "/applications(uniqueName='made-by-name')",
     {"displayName": "By name"}, 201),
    ("POST", "/applications(appId='{appId}')/addPassword", f"/applications(appId='{APP}')/addPassword",
     {"passwordCredential": {"displayName": "Made here"}}, 200),
    ("POST", "/servicePrincipals(appId='{appId}')/appRoleAssignedTo",
     f"/servicePrincipals(appId='{APP}')/appRoleAssignedTo",
     {"principalId": KAI, "resourceId": PRINCIPAL, "appRoleId": ADMIN_ROLE}, 201),
    ("PATCH", "/applications(appId='{appId}')", f"/applications(appId='{APP}')", {"notes": "seen"}, 204),
    ("PATCH", "/applications(appId='{appId}')", f"/applications(appId='{APP}')", {"signInAudience": "Everybody"}, 400),
    ("POST", "/oauth2PermissionGrants", "/oauth2PermissionGrants",
     {"clientId": PRINCIPAL, "consentType": "Principal", "principalId": KAI, "resourceId": GRAPH_PRINCIPAL,
      "scope": "User.Read"}, 201),
    ("POST", "/oauth2PermissionGrants", "/oauth2PermissionGrants",
     {"clientId": PRINCIPAL, "consentType": "AllPrincipals", "resourceId": GRAPH_PRINCIPAL, "scope": "User.Read"}, 409),
]

PIM = "/identityGovernance/privilegedAccess/group/"
PIM_GROUP = "a2f4c81e-6d05-4b97-8c3a-51e90f7d26b8"
MORGAN = "8e24a0b9-7f5c-4136-92ed-c30b58d716fa"
PIM_SCOPES = ["User.Read", "Directory.Read.All", "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
              "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup", "RoleManagementPolicy.Read.AzureADGroup"]
POLICIES = ("/policies/roleManagementPolicyAssignments"
            f"?$filter=scopeId eq '{PIM_GROUP}' and scopeType eq 'Group' and roleDefinitionId eq 'member'")
PIM_READS = [(PIM + name, f"{PIM}{name}?$filter=groupId eq '{PIM_GROUP}'")
             for name in ("eligibilitySchedules", "eligibilityScheduleInstances", "eligibilityScheduleRequests",
                          "assignmentScheduleInstances")] + [
    ("/policies/roleManagementPolicyAssignments", POLICIES),
    ("/policies/roleManagementPolicyAssignments", POLICIES + "&$expand=policy($expand=rules)"),
    ("/groups/{group-id}/members", f"/groups/{PIM_GROUP}/members?$select=id,displayName,userPrincipalName&$top=100"),
]


def pim_request(action, duration):
    """What is asked of PIM for Morgan."""
    return {"accessId": "member", "action": action, "groupId": PIM_GROUP, "principalId": MORGAN,
            "justification": "seen", "scheduleInfo": {"expiration": {"type": "afterDuration", "duration": duration}}}


PIM_WRITES = [
    ("POST", PIM + "eligibilityScheduleRequests", PIM + "eligibilityScheduleRequests",
     pim_request("adminAssign", "P10D"), 201),
    ("POST", PIM + "eligibilityScheduleRequests", PIM + "eligibilityScheduleRequests",
     pim_request("adminUpdate", "P999D"), 400),
    ("POST", PIM + "assignmentScheduleRequests", PIM + "assignmentScheduleRequests",
     pim_request("adminAssign", "P1D"), 201),
]



SYNC = "/servicePrincipals/{servicePrincipal-id}/synchronization"
SYNC_AT = f"/servicePrincipals/{SCIM_PRINCIPAL}/synchronization"
JOB, JOB_AT = SYNC + "/jobs/{synchronizationJob-id}", f"{SYNC_AT}/jobs/{SCIM_JOB}"
SCIM_READS = [
    (SYNC + "/templates", SYNC_AT + "/templates"),
    (SYNC + "/templates/{synchronizationTemplate-id}", SYNC_AT + "/templates/customappsso"),
    (SYNC + "/templates/{synchronizationTemplate-id}/schema", SYNC_AT + "/templates/customappsso/schema"),
    (SYNC + "/jobs", SYNC_AT + "/jobs"),
    (JOB, JOB_AT),
    (JOB + "/schema", JOB_AT + "/schema"),
    (SYNC + "/secrets", SYNC_AT + "/secrets"),
    ("/auditLogs/provisioning", f"/auditLogs/provisioning?$filter=jobId eq '{SCIM_JOB}'"
     "&$orderby=activityDateTime desc&$top=25"),
]
SCIM_WRITES = [
    ("POST", JOB + "/validateCredentials", JOB_AT + "/validateCredentials", {"useSavedCredentials": True}, 204),
    ("POST", JOB + "/validateCredentials", JOB_AT + "/validateCredentials",
     {"credentials": [{"key": "SecretToken", "value": "x"}]}, 400),
    ("POST", JOB + "/provisionOnDemand", JOB_AT + "/provisionOnDemand", {"parameters": [
        {"ruleId": SCIM_RULE, "subjects": [{"objectId": KAI, "objectTypeName": "User"}]}]}, 200),
    ("POST", JOB + "/pause", JOB_AT + "/pause", {}, 204),
    ("POST", JOB + "/start", JOB_AT + "/start", {}, 204),
    ("POST", JOB + "/restart", JOB_AT + "/restart", {"criteria": {"resetScope": "Full"}}, 204),
    ("PUT", SYNC + "/secrets", SYNC_AT + "/secrets",
     {"value": [{"key": "BaseAddress", "value": "https://scim.example"}, {"key": "SyncAll", "value": "false"}]}, 204),
    ("POST", SYNC + "/jobs", SYNC_AT + "/jobs", {"templateId": "customappsso"}, 201),
    ("POST", SYNC + "/jobs", SYNC_AT + "/jobs", {"templateId": "nothing"}, 400),
    ("POST", "/applicationTemplates/{applicationTemplate-id}/instantiate",
     "/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate", {"displayName": "Another"}, 201),
]


# (scenario, scopes, reads, writes)
RUNS = [("ready", SCOPES, READS, WRITES), ("spark-pim-activated", PIM_SCOPES, PIM_READS, PIM_WRITES),
        ("scim-ready", SCOPES, SCIM_READS, SCIM_WRITES)]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)


def ask(url, data=None, headers=None, method=None):
    """Status, headers and body, whatever the status is."""
    url = urllib.parse.quote(url, safe="/:?=&$,'()@%.~-_+")
    request = urllib.request.Request(url, data=data, headers=headers or {}, method=method)
    try:
        with OPENER.open(request, timeout=30) as reply:
            return reply.status, reply.headers, reply.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def sign_in(login, graph, scopes):
    """An administrator's token by authorization code with PKCE, as a browser would get it."""
    verifier = "v" * 64
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    redirect = "http://localhost:9"
    query = urllib.parse.urlencode({
        "client_id": PUBLIC_CLIENT, "response_type": "code", "redirect_uri": redirect, "state": "s",
        "scope": "openid " + " ".join(f"{graph}/{scope}" for scope in scopes), "login_hint": ADMIN,
        "code_challenge": challenge, "code_challenge_method": "S256"})
    request = urllib.request.Request(f"{login}/{TENANT}/oauth2/v2.0/authorize?{query}")
    try:
        OPENER.open(request, timeout=30)
        raise SystemExit("the sign-in page asked for a person")
    except urllib.error.HTTPError as error:
        code = urllib.parse.parse_qs(urllib.parse.urlparse(error.headers["Location"]).query)["code"][0]
    form = urllib.parse.urlencode({
        "client_id": PUBLIC_CLIENT, "grant_type": "authorization_code", "code": code, "redirect_uri": redirect,
        "code_verifier": verifier}).encode()
    _, _, body = ask(f"{login}/{TENANT}/oauth2/v2.0/token", form)
    return json.loads(body)["access_token"]


class Schemas:
    """The OpenAPI document, and what of a value departs from one of its schemas."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.document = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def resolve(self, schema):
        while "$ref" in schema:
            at = self.document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                at = at[part.replace("~1", "/").replace("~0", "~")]
            schema = at
        return schema

    def properties(self, schema):
        """All properties and required names, those of base types included."""
        schema = self.resolve(schema)
        known, required = dict(schema.get("properties", {})), set(schema.get("required", []))
        for part in schema.get("allOf", []):
            inherited, needed = self.properties(part)
            known |= inherited
            required |= needed
        return known, required

    def response_schema(self, path, method, status):
        responses = self.document["paths"][path][method.lower()]["responses"]
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in responses and (key != "default" or status >= 400):
                content = self.resolve(responses[key]).get("content", {})
                return content.get("application/json", {}).get("schema")
        return None

    def check(self, value, schema, where, selected=False):
        by_reference = "$ref" in schema
        schema = self.resolve(schema)
        if value is None:
            # complex members come as null although their types do not say so
            return [] if schema.get("nullable") or by_reference else [f"{where}: null is not allowed"]
        if "anyOf" in schema:
            found = [self.check(value, part, where, selected) for part in schema["anyOf"]]
            return [] if [] in found else min(found, key=len)
        kind = schema.get("type", "object" if "allOf" in schema or "properties" in schema else None)
        if kind == "object":
            return self.check_object(value, schema, where, selected)
        if kind == "array":
            if not isinstance(value, list):
                return [f"{where}: no array"]
            return [problem for i, item in enumerate(value)
                    for problem in self.check(item, schema["items"], f"{where}/{i}", selected)]
        return self.check_plain(value, schema, kind, where)

    def check_object(self, value, schema, where, selected):
        if not isinstance(value, dict):
            return [f"{where}: no object"]
        derived = value.get("@odata.type")
        if isinstance(derived, str) and derived.removeprefix("#") in self.document["components"]["schemas"]:
            schema = self.document["components"]["schemas"][derived.removeprefix("#")]
        known, required = self.properties(schema)
        problems = []
        if not selected:
            problems += [f"{where}/{name}: missing" for name in sorted(required - value.keys()) if "@" not in name]
        for name, member in value.items():
            if name.startswith("@odata.") or name in UNPUBLISHED or (not known and schema.get("additionalProperties", True)):
                continue
            if name not in known:
                problems.append(f"{where}/{name}: not a property of the type")
            else:
                problems += self.check(member, known[name], f"{where}/{name}", selected)
        return problems

    @staticmethod
    def check_plain(value, schema, kind, where):
        types = {"string": str, "boolean": bool, "integer": int, "number": (int, float)}
        if kind in types and (not isinstance(value, types[kind]) or (kind != "boolean" and isinstance(value, bool))):
            return [f"{where}: {value!r} is no {kind}"]
        flags = schema.get("x-ms-enum-flags", {}).get("isFlags", False)
        if "enum" in schema and any(part not in schema["enum"] for part in (value.split(", ") if flags else [value])):
            return [f"{where}: {value!r} is none of the enumeration"]
        if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
            return [f"{where}: {value!r} does not match its pattern"]
        return []


class Validation:
    def __init__(self, schemas, graph, token):
        self.schemas, self.graph, self.token = schemas, graph, token
        self.problems, self.checked = [], 0

    def headers(self):
        return {"Authorization": "Bearer " + self.token, "Content-Type": "application/json",
                "ConsistencyLevel": "eventual", "Prefer": "create-if-missing"}

    def judge(self, path, method, address, status, expected, body):
        self.checked += 1
        where = f"{method} {address[:80]} ({status})"
        if status != expected:
            self.problems.append(f"{where}: expected {expected}")
            return
        schema = self.schemas.response_schema(path, method, status)
        if status == 204:
            if body:
                self.problems.append(f"{where}: a body with 204")
        elif schema is None:
            self.problems.append(f"{where}: no schema for this status")
        else:
            self.problems += self.schemas.check(json.loads(body), schema, where, "$select" in address)

    def read_alone(self, reads):
        for path, address in reads:
            status, _, body = ask(f"{self.graph}/v1.0{address}", headers=self.headers())
            self.judge(path, "GET", address, status, 200, body)

    def read_in_batches(self, reads):
        for start in range(0, len(reads), 20):
            part = reads[start:start + 20]
            items = [{"id": str(i), "method": "GET", "url": address, "headers": {"ConsistencyLevel": "eventual"}}
                     for i, (_, address) in enumerate(part)]
            status, _, body = ask(f"{self.graph}/v1.0/$batch", json.dumps({"requests": items}).encode(),
                                  self.headers(), "POST")
            self.judge("/$batch", "POST", "/$batch", status, 200, body)
            for reply in json.loads(body)["responses"]:
                path, address = part[int(reply["id"])]
                self.judge(path, "GET", "$batch:" + address, reply["status"], 200, json.dumps(reply["body"]))

    def read_what_is_refused(self):
        missing = "/applications(appId='00000000-1111-2222-3333-444444444444')"
        status, _, body = ask(f"{self.graph}/v1.0{missing}", headers=self.headers())
        self.judge("/applications(appId='{appId}')", "GET", missing, status, 404, body)
        status, _, body = ask(f"{self.graph}/v1.0/organization")
        self.judge("/organization", "GET", "/organization without a token", status, 401, body)

    def write(self, writes):
        for method, path, address, body, expected in writes:
            status, _, reply = ask(f"{self.graph}/v1.0{address}", json.dumps(body).encode(), self.headers(), method)
            self.judge(path, method, address, status, expected, reply)


def run(program, schemas, scenario, scopes, reads, writes):
    simulator = subprocess.Popen([program, "--scenario", scenario], stdout=subprocess.PIPE, text=True)
    try:
        urls = json.loads(simulator.stdout.readline())
        validation = Validation(schemas, urls["graph"], sign_in(urls["login"], urls["graph"], scopes))
        validation.read_alone(reads)
        validation.read_in_batches(reads)
        validation.read_what_is_refused()
        validation.write(writes)
        return validation
    finally:
        simulator.terminate()
        simulator.wait(timeout=10)


def main():
    program, openapi = sys.argv[1:3]
    schemas = Schemas(openapi)
    failed = False
    for scenario, scopes, reads, writes in RUNS:
        validation = run(program, schemas, scenario, scopes, reads, writes)
        for problem in validation.problems:
            print(problem)
        print(f"{scenario}: {validation.checked} replies checked, {len(validation.problems)} problems")
        failed = failed or bool(validation.problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
