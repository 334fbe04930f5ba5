// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/product.h"

#include "simulator/html_page.h"

#include <QCoreApplication>

namespace lockstep::sim {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(ProductPage)
};

QString statusWord(const ProductState& product)
{
    if (product.locked)
        return QStringLiteral("locked");
    return product.completed ? QStringLiteral("completed") : QStringLiteral("open");
}

QString statusText(const ProductState& product)
{
    if (product.locked)
        return Words::tr("This instance is locked. Raise a ticket with support.");
    if (product.completed)
        return Words::tr("Setup is complete. Users can sign in now.");
    return Words::tr("This instance waits for its setup.");
}

QString paragraph(const QString& text)
{
    return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

Reply homePage(const ProductState& product)
{
    QString body = paragraph(Words::tr("This is a simulated product. Nothing here is real."))
        + paragraph(statusText(product));
    if (!product.locked && !product.completed)
        body += QStringLiteral("<p><a href=\"/product/setup\">%1</a></p>")
                    .arg(Words::tr("Start the setup").toHtmlEscaped());
    return htmlReply(
        product.locked ? 423 : 200, htmlPage(QStringLiteral("Self Service PIM"), body));
}

QString field(const char* name, const QString& label, bool secret = false)
{
    return QStringLiteral("<label>%1<input name=\"%2\" type=\"%3\" autocomplete=\"off\"></label>")
        .arg(label.toHtmlEscaped(), QString::fromLatin1(name),
            secret ? QStringLiteral("password") : QStringLiteral("text"));
}

//! The fields in the order of the vendor's guide.
Reply setupPage(const World& world)
{
    const QString instance = textAt(world.scenario().product, "instanceUrl");
    const QString fields = field("clientId", Words::tr("Application (Client) ID"))
        + field("tenantId", Words::tr("Tenant ID")) + field("tenantName", Words::tr("Tenant Name"))
        + field("clientSecret", Words::tr("Secret value"), true)
        + QStringLiteral("<button>%1</button>").arg(Words::tr("Complete Setup").toHtmlEscaped());
    return htmlReply(200,
        htmlPage(Words::tr("Complete the setup"),
            paragraph(Words::tr("Wrong values lock this instance."))
                + htmlForm(QStringLiteral("post"), QStringLiteral("/product/setup"),
                    {{QStringLiteral("instanceUrl"), instance}}, fields)));
}

Reply lockedReply(bool html, const ProductState& product)
{
    if (html)
        return homePage(product);
    return jsonReply(423, {{"status", "locked"}, {"message", toJson(statusText(product))}});
}

std::optional<ProductValues> valuesOf(const Request& request, bool html)
{
    if (html) {
        const auto form = decodedPairs(request.body);
        const auto value = [&](const char* name) { return form.value(QString::fromLatin1(name)); };
        return ProductValues{.instanceUrl = value("instanceUrl"),
            .clientId = value("clientId"),
            .tenantId = value("tenantId"),
            .tenantName = value("tenantName"),
            .clientSecret = value("clientSecret")};
    }
    const Json json = parsed(request.body);
    if (!json.is_object())
        return std::nullopt;
    for (const char* name : {"instanceUrl", "clientId", "tenantId", "tenantName", "clientSecret"}) {
        if (!json.contains(name) || !json[name].is_string())
            return std::nullopt;
    }
    return ProductValues{.instanceUrl = textAt(json, "instanceUrl"),
        .clientId = textAt(json, "clientId"),
        .tenantId = textAt(json, "tenantId"),
        .tenantName = textAt(json, "tenantName"),
        .clientSecret = textAt(json, "clientSecret")};
}

Reply tried(World& world, const ProductValues& values, bool html)
{
    ProductState& product = world.product;
    product.completed = productWorksWith(world, values);
    product.locked = !product.completed;
    if (html)
        return homePage(product);
    return jsonReply(product.locked ? 422 : 200,
        {{"status", toJson(statusWord(product))}, {"message", toJson(statusText(product))}});
}

//! One key, one outcome: a repeated request gets the first one's reply and changes nothing.
Reply setup(World& world, const Request& request)
{
    const bool html =
        request.header("content-type").startsWith("application/x-www-form-urlencoded");
    const QByteArray key = request.header("idempotency-key");
    const auto known = world.product.byIdempotencyKey.find(key);
    if (!key.isEmpty() && known != world.product.byIdempotencyKey.end())
        return known->second;
    const auto values = valuesOf(request, html);
    Reply reply;
    if (world.product.locked)
        reply = lockedReply(html, world.product);
    else if (!values)
        return jsonReply(
            400, {{"status", "refused"}, {"message", toJson(Words::tr("A value is missing."))}});
    else if (world.product.completed)
        reply = jsonReply(
            409, {{"status", "completed"}, {"message", toJson(statusText(world.product))}});
    else
        reply = tried(world, *values, html);
    if (!key.isEmpty())
        world.product.byIdempotencyKey[key] = reply;
    return reply;
}

std::optional<Reply> page(World& world, const Request& request)
{
    const bool isSetup = request.path == "/product/setup";
    if (isSetup && request.method == "POST")
        return setup(world, request);
    if (request.method != "GET")
        return std::nullopt;
    if (request.path == "/product" || request.path == "/product/")
        return homePage(world.product);
    if (request.path == "/product/status")
        return jsonReply(
            world.product.locked ? 423 : 200, {{"status", toJson(statusWord(world.product))}});
    if (!isSetup)
        return std::nullopt;
    return world.product.locked ? homePage(world.product) : setupPage(world);
}

} // namespace

std::optional<Answer> answerProduct(World& world, const Request& request)
{
    if (request.path != "/product" && !request.path.startsWith("/product/"))
        return std::nullopt;
    Answer answer;
    answer.pathTemplate = request.path.endsWith('/') ? request.path.chopped(1) : request.path;
    const auto fault = world.faults.take(answer.pathTemplate, {});
    if (fault && fault->preempts()) {
        answer.planned.reply = preemptedReply(world, *fault);
    } else if (auto reply = page(world, request)) {
        answer.planned.reply = *std::move(reply);
    } else {
        answer.pathTemplate = "/product/{undeclared}";
        answer.planned.reply = undeclaredReply(request.method, "this path");
    }
    if (fault)
        damage(answer.planned, *fault);
    return answer;
}

} // namespace lockstep::sim
