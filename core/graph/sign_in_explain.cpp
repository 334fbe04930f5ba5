// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/entra_errors.h"
#include "graph/sign_in.h"

#include <QCoreApplication>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SignIn)
};

} // namespace

bool needsInteraction(const TokenRefusal& refusal)
{
    return refusal.error == u"interaction_required" || refusal.error == u"invalid_grant"
        || refusal.error == u"login_required" || refusal.error == u"consent_required";
}

QString explain(const TokenRefusal& refusal)
{
    // numbers may change (contract 3.6): they only pick the words, `error` decides what happens
    for (const int code : refusal.codes) {
        if (const EntraError* known = entraError(u"AADSTS%1"_s.arg(code)))
            return known->title + u". "_s + known->advice;
    }
    if (const EntraError* known = entraError(refusal.error); known && refusal.description.isEmpty())
        return known->title + u". "_s + known->advice;
    if (!refusal.description.isEmpty())
        return refusal.description;
    return Words::tr("The sign-in service refused the request (%1).").arg(refusal.error);
}

QString explain(const TokenProblem& problem)
{
    if (const auto* refusal = std::get_if<TokenRefusal>(&problem))
        return explain(*refusal);
    if (const auto* transport = std::get_if<TransportFailure>(&problem))
        return explain(*transport);
    const auto& other = std::get<NotATokenReply>(problem);
    if (other.contentType.startsWith(u"text/html"_s))
        return Words::tr("A web page came instead of a sign-in reply (status %1). "
                         "A network sign-in page or a proxy may be in the way.")
            .arg(other.status);
    return Words::tr("The sign-in host sent something that is not a token reply (status %1).")
        .arg(other.status);
}

} // namespace lockstep
