// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/keychain_jobs.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThread>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

namespace lockstep {

namespace {

using namespace std::chrono_literals;

//! What the caller and the keychain thread share about one job.
struct Ticket {
    Ticket() = default;
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    ~Ticket()
    {
        wipe(call.data); // of a job that never ended
        wipe(reply.data);
    }

    std::mutex mutex;
    std::condition_variable_any changed;
    bool begun = false;
    bool done = false;
    bool abandoned = false;
    KeychainCall call;
    KeychainReply reply;

    //! False when the caller has gone: then nothing may be done any more.
    bool begin()
    {
        const std::scoped_lock lock(mutex);
        begun = !abandoned;
        return begun;
    }
    void finish(KeychainReply result)
    {
        const std::scoped_lock lock(mutex);
        wipe(call.data);
        if (abandoned)
            wipe(result.data);
        else
            reply = std::move(result);
        done = true;
        changed.notify_all();
    }
    //! False when the caller went away first.
    bool await(std::chrono::milliseconds timeout, const std::stop_token& stop)
    {
        std::unique_lock lock(mutex);
        changed.wait_for(lock, stop, timeout, [this] { return done; });
        abandoned = !done;
        if (abandoned && !begun)
            wipe(call.data); // it may queue for ever behind a job that hangs
        return done;
    }
};

std::unique_ptr<QKeychain::Job> jobOf(const KeychainCall& call)
{
    const QString service = QStringLiteral("Lockstep");
    switch (call.kind) {
    case KeychainCall::Kind::Read: return std::make_unique<QKeychain::ReadPasswordJob>(service);
    case KeychainCall::Kind::Delete: return std::make_unique<QKeychain::DeletePasswordJob>(service);
    case KeychainCall::Kind::Write: break;
    }
    auto job = std::make_unique<QKeychain::WritePasswordJob>(service);
    job->setBinaryData(call.data); // shared, so that the ticket wipes the job's bytes too
    return job;
}

KeychainReply replyOf(const QKeychain::Job& ended)
{
    KeychainReply reply{ended.error(), ended.errorString(), {}};
    if (const auto* read = qobject_cast<const QKeychain::ReadPasswordJob*>(&ended)) {
        QByteArray jobs = read->binaryData();
        reply.data = QByteArray(jobs.constData(), jobs.size());
        wipe(jobs); // QtKeychain does not
    }
    return reply;
}

//! Runs one job after another, like QtKeychain itself, but passes over those whose callers have
//! gone: a secret must not be written long after the person was told that it was not.
class Worker final : public QObject {
public:
    //! At the thread's end nothing runs libsecret's callbacks any more, so a hung job may go.
    ~Worker() override { delete m_running.data(); }

    void enqueue(const std::shared_ptr<Ticket>& ticket)
    {
        m_waiting.push_back(ticket);
        startNext();
    }

private:
    void startNext()
    {
        while (!m_running && !m_waiting.empty()) {
            const std::shared_ptr<Ticket> ticket = m_waiting.front();
            m_waiting.pop_front();
            if (ticket->begin())
                start(ticket);
        }
    }

    void start(const std::shared_ptr<Ticket>& ticket)
    {
        std::unique_ptr<QKeychain::Job> job = jobOf(ticket->call);
        job->setInsecureFallback(false);
        job->setKey(ticket->call.key);
        connect(job.get(), &QKeychain::Job::finished, this, [this, ticket](QKeychain::Job* ended) {
            ticket->finish(replyOf(*ended));
            m_running.clear();
            startNext();
        });
        // It deletes itself when it ends, and never before: libsecret holds a bare pointer to it.
        m_running = job.release();
        m_running->start();
    }

    std::deque<std::shared_ptr<Ticket>> m_waiting;
    QPointer<QKeychain::Job> m_running;
};

//! The one keychain thread of this process, from the first job to the end of QCoreApplication.
//!
//! Global because QtKeychain's own queue is: it belongs to the thread that ran the first job, and
//! hands out no second job once that thread has ended.
class KeychainThread {
public:
    static KeychainThread& instance()
    {
        static KeychainThread* const theOne = new KeychainThread; // outlives static destruction
        return *theOne;
    }

    template <class Fn> void post(Fn fn)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_worker) {
            QMetaObject::invokeMethod(
                m_worker, [worker = m_worker, fn = std::move(fn)] { fn(*worker); },
                Qt::QueuedConnection);
        }
    }

private:
    KeychainThread() : m_worker(new Worker)
    {
        m_thread.setObjectName(QStringLiteral("lockstep-keychain"));
        m_worker->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
        m_thread.start();
        qAddPostRoutine([] { instance().end(); });
    }
    void end()
    {
        const std::scoped_lock lock(m_mutex);
        m_worker = nullptr;
        m_thread.quit();
        // a bus that accepts and then says nothing holds the thread for ever: do not wait as long
        m_thread.wait(QDeadlineTimer(2s));
    }

    std::mutex m_mutex;
    Worker* m_worker; // deletes itself at the thread's end
    QThread m_thread;
};

} // namespace

void wipe(QByteArray& bytes)
{
    // constData(): the one access that never detaches. volatile: see Secret.
    auto* const first = const_cast<char*>(bytes.constData());
    for (volatile char* byte = first; byte != first + bytes.size(); ++byte)
        *byte = '\0';
    bytes.clear();
}

std::optional<KeychainReply> runKeychainJob(
    KeychainCall call, std::chrono::milliseconds timeout, const std::stop_token& stop)
{
    const auto ticket = std::make_shared<Ticket>();
    ticket->call = std::move(call);
    KeychainThread::instance().post([ticket](Worker& worker) { worker.enqueue(ticket); });
    if (!ticket->await(timeout, stop))
        return std::nullopt;
    return std::move(ticket->reply);
}

bool runInKeychainThread(
    std::function<void()> question, std::chrono::milliseconds timeout, const std::stop_token& stop)
{
    const auto ticket = std::make_shared<Ticket>();
    KeychainThread::instance().post([ticket, question = std::move(question)](Worker&) {
        if (ticket->begin())
            question();
        ticket->finish({});
    });
    return ticket->await(timeout, stop);
}

} // namespace lockstep
