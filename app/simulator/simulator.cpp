// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulator.h"

#include "simulator/entra.h"
#include "simulator/graph.h"
#include "simulator/http_server.h"
#include "simulator/product.h"
#include "simulator/provisioning_cycle.h"
#include "simulator/scim.h"
#include "simulator/tenant_defaults.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QThread>

namespace lockstep {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Simulator)
};

//! Everything that lives in the server's thread.
class Service : public QObject {
public:
    Service(Scenario scenario, Simulator::Options options)
        : m_options(std::move(options)), m_scenario(std::move(scenario))
    {
    }

    //! 0 where the port is taken.
    [[nodiscard]] quint16 open()
    {
        m_server = std::make_unique<sim::HttpServer>(
            [this](const sim::Request& request) { return answer(request); },
            [this] { return m_world->nowMs(); });
        const quint16 port = m_server->open(m_options.port);
        m_base.setScheme(QStringLiteral("http"));
        // not by name: a machine without a hosts file cannot resolve "localhost"
        m_base.setHost(QStringLiteral("127.0.0.1"));
        m_base.setPort(port);
        load(m_scenario);
        return port;
    }

    void load(const Scenario& scenario)
    {
        m_world = std::make_unique<sim::World>(scenario, m_base);
        if (m_options.latencyMs >= 0)
            m_world->latencyMs = m_options.latencyMs;
        runDueCycles(); // their clock starts here, so that reading alone changes no state
    }

    [[nodiscard]] sim::World& world() { return *m_world; }
    [[nodiscard]] QUrl base() const { return m_base; }
    [[nodiscard]] std::vector<SimulatorRequest>& log() { return m_log; }

private:
    sim::Planned answer(const sim::Request& request)
    {
        const qint64 started = QDateTime::currentMSecsSinceEpoch();
        m_world->settle();
        runDueCycles();
        sim::Answer found = answerOrError(request);
        found.planned.delayMs += m_world->latencyMs;
        record(request, found, started);
        return std::move(found.planned);
    }

    void runDueCycles()
    {
        try {
            sim::runDueCycles(*m_world);
        } catch (const nlohmann::json::exception&) { // as in answerOrError()
            return;
        }
    }

    //! A scenario of somebody's own may hold what no reader expects: that ends the request only.
    sim::Answer answerOrError(const sim::Request& request)
    {
        try {
            if (auto answer = sim::answerEntra(*m_world, request))
                return *std::move(answer);
            if (auto answer = sim::answerGraph(*m_world, request))
                return *std::move(answer);
            if (auto answer = sim::answerProduct(*m_world, request))
                return *std::move(answer);
            if (auto answer = sim::answerScim(*m_world, request))
                return *std::move(answer);
        } catch (const nlohmann::json::exception&) {
            return errorAnswer(sim::jsonReply(500, {{"error", {{"code", "SimulatorBroken"}}}}));
        }
        return errorAnswer(sim::undeclaredReply(request.method, "this path"));
    }

    static sim::Answer errorAnswer(sim::Reply reply)
    {
        return {.planned = {.reply = std::move(reply)},
            .pathTemplate = "/{undeclared}",
            .batchItems = {}};
    }

    void record(const sim::Request& request, const sim::Answer& answer, qint64 started)
    {
        m_log.push_back({.startedMs = started,
            .finishedMs = QDateTime::currentMSecsSinceEpoch() + answer.planned.delayMs,
            .method = request.method,
            .path = answer.pathTemplate,
            .status = answer.planned.reply.status,
            .tokenKind = answer.tokenKind,
            .batchItems = answer.batchItems});
        if (m_options.onRequest)
            m_options.onRequest(m_log.back());
    }

    Simulator::Options m_options;
    Scenario m_scenario;
    QUrl m_base;
    std::unique_ptr<sim::World> m_world;
    std::unique_ptr<sim::HttpServer> m_server;
    std::vector<SimulatorRequest> m_log;
};

Result<void> checkFaults(const nlohmann::json& faults)
{
    sim::FaultPlan plan;
    if (const QString line = plan.load(faults); !line.isEmpty())
        return failure(line, Words::tr("A fault needs a path and a known action."));
    return {};
}

const QStringList& readTier()
{
    static const QStringList scopes{QStringLiteral("openid"), QStringLiteral("profile"),
        QStringLiteral("User.Read"), QStringLiteral("Directory.Read.All")};
    return scopes;
}

} // namespace

struct Simulator::Private {
    QThread thread;
    Service* service = nullptr; // owned by its thread, which deletes it at its end
    QUrl base;

    //! Runs `work` in the server's thread and waits for it.
    template <class Work> auto run(Work&& work) const
    {
        using Value = std::invoke_result_t<Work>;
        if constexpr (std::is_void_v<Value>) {
            QMetaObject::invokeMethod(service, work, connection());
        } else {
            Value value{};
            QMetaObject::invokeMethod(
                service, [&] { value = work(); }, connection());
            return value;
        }
    }

    [[nodiscard]] Qt::ConnectionType connection() const
    {
        // a callback of ours may ask back from the server's own thread
        return QThread::currentThread() == service->thread() ? Qt::DirectConnection
                                                             : Qt::BlockingQueuedConnection;
    }
};

Simulator::Simulator(std::unique_ptr<Private> state) : d(std::move(state)) { }

Result<std::unique_ptr<Simulator>> Simulator::start(
    const Scenario& scenario, const Options& options)
{
    if (auto good = checkFaults(sim::listAt(scenario.network, "faults")); !good)
        return tl::unexpected(good.error());
    auto state = std::make_unique<Private>();
    state->thread.setObjectName(QStringLiteral("simulator"));
    state->service = new Service(scenario, options); // NOLINT: deleted by its thread
    state->service->moveToThread(&state->thread);
    QObject::connect(&state->thread, &QThread::finished, state->service, &QObject::deleteLater);
    state->thread.start();
    const quint16 port = state->run([service = state->service] { return service->open(); });
    std::unique_ptr<Simulator> simulator(new Simulator(std::move(state)));
    if (port == 0)
        return failure(QStringLiteral("port"), Words::tr("This port cannot be used."));
    simulator->d->base = simulator->d->run([&] { return simulator->d->service->base(); });
    return simulator;
}

Simulator::~Simulator()
{
    d->thread.quit();
    d->thread.wait();
}

quint16 Simulator::port() const
{
    return static_cast<quint16>(d->base.port());
}

namespace {

QUrl below(QUrl base, const char* path)
{
    base.setPath(QString::fromLatin1(path));
    return base;
}

} // namespace

QUrl Simulator::loginUrl() const
{
    return below(d->base, "/login");
}
QUrl Simulator::graphUrl() const
{
    return below(d->base, "/graph");
}
QUrl Simulator::productUrl() const
{
    return below(d->base, "/product");
}
QUrl Simulator::productSetupEndpoint() const
{
    return below(d->base, "/product/setup");
}

QUrl Simulator::scimUrl() const
{
    return below(d->base, "/scim/v2");
}

Result<void> Simulator::load(const Scenario& scenario)
{
    if (auto good = checkFaults(sim::listAt(scenario.network, "faults")); !good)
        return good;
    d->run([&] { d->service->load(scenario); });
    return {};
}

std::vector<SimulatorRequest> Simulator::requests() const
{
    return d->run([&] { return d->service->log(); });
}

void Simulator::clearRequests()
{
    d->run([&] { d->service->log().clear(); });
}

bool Simulator::productLocked() const
{
    return d->run([&] { return d->service->world().product.locked; });
}

bool Simulator::productCompleted() const
{
    return d->run([&] { return d->service->world().product.completed; });
}

QByteArray Simulator::issueAdminToken(const QString& account, const QStringList& scopes)
{
    return d->run([&] {
        sim::World& world = d->service->world();
        world.settle();
        return sim::userAccessToken(world,
            {.tenant = {},
                .userId = account,
                .clientId = QString::fromLatin1(sim::publicClientId),
                .redirectUri = {},
                .challenge = {},
                .scopes = scopes.isEmpty() ? readTier() : scopes});
    });
}

void Simulator::setLatency(int milliseconds)
{
    d->run([&] { d->service->world().latencyMs = milliseconds; });
}

void Simulator::advanceClock(std::chrono::milliseconds time)
{
    d->run([&] { d->service->world().advanceClock(time.count()); });
}

Result<void> Simulator::setFaults(const nlohmann::json& faults)
{
    if (auto good = checkFaults(faults); !good)
        return good;
    d->run([&] { (void)d->service->world().faults.load(faults); });
    return {};
}

nlohmann::json Simulator::state() const
{
    return d->run([&] { return d->service->world().newestState(); });
}

} // namespace lockstep
