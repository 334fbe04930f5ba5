// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "graph/batch.h"

#include "json_read.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

std::vector<HttpHeader> graphHeaders(const Secret& token)
{
    return {{"Authorization",
                token.expose([](QByteArrayView value) { return "Bearer " + value.toByteArray(); })},
        {"Accept", "application/json"},
        {"client-request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces)}};
}

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Read)
};

constexpr size_t maxBatchItems = 20;
constexpr int maxPages = 5000; // 500,000 entries at 100 a page; a paging loop ends here too

HttpRequest batchRequest(
    const Endpoints& endpoints, const Secret& token, const std::vector<GraphGet>& items)
{
    Json requests = Json::array();
    for (const GraphGet& item : items) {
        Json entry{
            {"id", item.id.toStdString()}, {"method", "GET"}, {"url", item.path.toStdString()}};
        if (item.eventual)
            entry["headers"] = {{"ConsistencyLevel", "eventual"}};
        requests.push_back(std::move(entry));
    }
    std::vector<HttpHeader> headers = graphHeaders(token);
    headers.push_back({"Content-Type", "application/json"});
    return HttpRequest{.method = HttpMethod::Post,
        .url = endpoints.graphUrl(u"/$batch"_s),
        .headers = std::move(headers),
        .body = QByteArray::fromStdString(Json{{"requests", std::move(requests)}}.dump()),
        .pathTemplate = "/$batch"};
}

//! One item on its way through the rounds.
struct Pending {
    size_t job = 0;
    GraphGet item;
    int asked = 0;
    QByteArray retryAfter;
    QUrl nextLink; //!< the next page, once the first has come
};

class Batches {
public:
    Batches(const std::vector<BatchJob>& jobs, NetContext& net, Alongside& alongside)
        : m_jobs(jobs), m_net(net), m_alongside(alongside), m_replies(jobs.size())
    {
        for (size_t job = 0; job < jobs.size(); ++job) {
            for (const GraphGet& item : jobs[job].items)
                m_pending.push_back(Pending{.job = job, .item = item});
        }
    }

    std::vector<GraphReplies> read()
    {
        const bool mustSend = !m_alongside.requests.empty();
        for (int attempt = 0;
             (!m_pending.empty() || (attempt == 0 && mustSend)) && attempt <= maxRetries;
             ++attempt) {
            if (attempt > 0 && !waitBefore(attempt))
                break;
            sendRound(attempt > 0);
        }
        for (int page = 0; !m_pages.empty() && page < maxPages; ++page)
            readNextPages();
        for (const Pending& unread : m_pages) {
            fail(unread,
                ReadFailure{.kind = ReadFailure::Kind::Unexpected,
                    .detail = Words::tr("The list does not end.")});
        }
        return std::move(m_replies);
    }

private:
    Fetched<Json>& reply(const Pending& pending) { return m_replies[pending.job][pending.item.id]; }
    void fail(const Pending& pending, ReadFailure failure) { reply(pending) = std::move(failure); }

    bool waitBefore(int attempt)
    {
        std::chrono::milliseconds delay{0};
        for (const Pending& pending : m_pending)
            delay = std::max(delay, retryDelay(pending.retryAfter, attempt - 1));
        return delay < m_net.remaining() && m_net.pacer.wait(delay, m_net.stop);
    }

    void sendRound(bool isRetry)
    {
        std::vector<std::vector<Pending>> chunks;
        std::vector<HttpRequest> wave;
        for (size_t job = 0; job < m_jobs.size(); ++job) {
            std::vector<Pending> mine;
            std::ranges::copy_if(m_pending, std::back_inserter(mine),
                [job](const Pending& p) { return p.job == job; });
            for (size_t start = 0; start < mine.size(); start += maxBatchItems) {
                const auto first = mine.begin() + static_cast<std::ptrdiff_t>(start);
                const auto count =
                    static_cast<std::ptrdiff_t>(std::min(maxBatchItems, mine.size() - start));
                chunks.emplace_back(first, first + count);
                std::vector<GraphGet> items;
                for (const Pending& pending : chunks.back())
                    items.push_back(pending.item);
                wave.push_back(batchRequest(m_net.endpoints, m_jobs[job].token, items));
                m_net.use.batched += static_cast<int>(items.size());
            }
        }
        if (isRetry) {
            m_net.use.retries += static_cast<int>(m_pending.size());
            m_net.use.waves -= 1; // sendWave counts it; a retry is no wave of its own
        }
        m_pending.clear();
        if (!isRetry)
            std::ranges::move(m_alongside.requests, std::back_inserter(wave));
        const std::vector<HttpResult> results = sendWave(std::move(wave), m_net);
        for (size_t i = 0; i < chunks.size(); ++i)
            takeBatchReply(std::move(chunks[i]), results[i]);
        if (!isRetry)
            m_alongside.results.assign(
                results.begin() + static_cast<std::ptrdiff_t>(chunks.size()), results.end());
    }

    void takeBatchReply(std::vector<Pending> asked, const HttpResult& result)
    {
        const auto failAll = [&](const ReadFailure& failure) {
            for (const Pending& pending : asked)
                fail(pending, failure);
        };
        if (!result)
            return failAll(readFailureOf(result.error()));
        const std::optional<Json> body = parseObject(result->body);
        const Json* responses = body ? member(*body, "responses") : nullptr;
        if (!responses || !responses->is_array()) {
            ReadFailure failure = readFailureOf(result->status, body.value_or(Json()),
                result->header("request-id"), result->header("WWW-Authenticate"));
            if (result->status == 200) {
                failure.kind = ReadFailure::Kind::Unexpected;
                failure.detail = QString::fromLatin1(result->header("Content-Type").left(100));
            }
            return failAll(failure);
        }
        m_net.noteServerDate(*result);
        for (Pending& pending : asked)
            takeItem(std::move(pending), *responses);
    }

    void takeItem(Pending pending, const Json& responses)
    {
        const auto found = std::ranges::find_if(responses, [&](const Json& response) {
            const std::optional<QString> id = stringMember(response, "id");
            return id && id->compare(pending.item.id, Qt::CaseInsensitive) == 0;
        });
        pending.asked += 1;
        if (found == responses.end()) {
            fail(pending, ReadFailure{.kind = ReadFailure::Kind::MissingReply});
            if (pending.asked < 2)
                m_pending.push_back(std::move(pending));
            return;
        }
        const int status = static_cast<int>(intMember(*found, "status").value_or(0));
        const Json* body = member(*found, "body");
        const auto header = [&](const char* name) { return itemHeader(*found, name); };
        if (status >= 200 && status < 300 && body && body->is_object())
            return takeBody(std::move(pending), *body);
        ReadFailure failure = readFailureOf(
            status, body ? *body : Json(), header("request-id"), header("WWW-Authenticate"));
        if (status >= 200 && status < 300)
            failure.kind = ReadFailure::Kind::Unexpected;
        fail(pending, std::move(failure));
        if (isTransient(status) && pending.asked <= maxRetries) {
            pending.retryAfter = header("Retry-After");
            m_pending.push_back(std::move(pending));
        }
    }

    static QByteArray itemHeader(const Json& response, const char* name)
    {
        const Json* headers = member(response, "headers");
        if (!headers || !headers->is_object())
            return {};
        for (const auto& [key, value] : headers->items()) {
            if (qstricmp(key.c_str(), name) == 0 && value.is_string())
                return QByteArray::fromStdString(value.get<std::string>());
        }
        return {};
    }

    void takeBody(Pending pending, const Json& body)
    {
        const std::optional<QString> nextLink =
            pending.item.firstPageOnly ? std::nullopt : stringMember(body, "@odata.nextLink");
        if (const Json* page = member(body, "value");
            pending.nextLink.isValid() && page && page->is_array()) {
            m_lists[{pending.job, pending.item.id}].insert(
                m_lists[{pending.job, pending.item.id}].end(), page->begin(), page->end());
        } else if (pending.nextLink.isValid()) {
            return fail(pending, ReadFailure{.kind = ReadFailure::Kind::Unexpected});
        } else if (!nextLink) {
            reply(pending) = body;
            return;
        } else {
            if (!page || !page->is_array()) // the list would look whole without its first page
                return fail(pending, ReadFailure{.kind = ReadFailure::Kind::Unexpected});
            m_lists[{pending.job, pending.item.id}] = *page;
        }
        if (!nextLink) {
            reply(pending) = Json{{"value", std::move(m_lists[{pending.job, pending.item.id}])}};
            return;
        }
        pending.nextLink = QUrl(*nextLink, QUrl::TolerantMode);
        if (!isOwnHost(pending.nextLink)) // the token would go to a stranger
            return fail(pending, ReadFailure{.kind = ReadFailure::Kind::ForeignNextLink});
        m_pages.push_back(std::move(pending));
    }

    [[nodiscard]] bool isOwnHost(const QUrl& url) const
    {
        const QUrl& graph = m_net.endpoints.graph;
        return url.scheme() == graph.scheme() && url.host() == graph.host()
            && url.port() == graph.port() && url.userInfo().isEmpty();
    }

    void readNextPages()
    {
        std::vector<Pending> asked = std::exchange(m_pages, {});
        std::vector<HttpRequest> wave;
        for (const Pending& pending : asked) {
            wave.push_back(HttpRequest{.url = pending.nextLink,
                .headers = graphHeaders(m_jobs[pending.job].token),
                .pathTemplate = "(next page)"});
            if (pending.item.eventual)
                wave.back().headers.push_back({"ConsistencyLevel", "eventual"});
        }
        const std::vector<HttpResult> results = sendWave(std::move(wave), m_net);
        for (size_t i = 0; i < results.size(); ++i) {
            if (!results[i]) {
                fail(asked[i], readFailureOf(results[i].error()));
                continue;
            }
            const std::optional<Json> body = parseObject(results[i]->body);
            if (results[i]->status == 200 && body) {
                takeBody(std::move(asked[i]), *body);
                continue;
            }
            fail(asked[i],
                readFailureOf(results[i]->status, body.value_or(Json()),
                    results[i]->header("request-id"), results[i]->header("WWW-Authenticate")));
        }
    }

    const std::vector<BatchJob>& m_jobs;
    NetContext& m_net;
    Alongside& m_alongside;
    std::vector<GraphReplies> m_replies;
    std::vector<Pending> m_pending;
    std::vector<Pending> m_pages;
    std::map<std::pair<size_t, QString>, Json> m_lists;
};

} // namespace

std::vector<GraphReplies> readBatches(const std::vector<BatchJob>& jobs, NetContext& net)
{
    Alongside nothing;
    return readBatches(jobs, net, nothing);
}

std::vector<GraphReplies> readBatches(
    const std::vector<BatchJob>& jobs, NetContext& net, Alongside& alongside)
{
    return Batches(jobs, net, alongside).read();
}

} // namespace lockstep
