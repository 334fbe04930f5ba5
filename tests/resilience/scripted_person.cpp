// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
// Works on one setup as the window does, without a window, and says what the window would show.
//   scripted_person FOLDER ID type SEED            types for ever, in bursts
//   scripted_person FOLDER ID once FIELD LENGTH    types one long value and ends

#include "platform/system_pacer.h"
#include "support/window_world.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <array>
#include <cstdio>

using namespace lockstep;
using namespace lockstep::test;
using namespace Qt::Literals::StringLiterals;

namespace {

void say(const QString& line)
{
    std::printf("%s\n", qUtf8Printable(line));
    std::fflush(stdout); // what a person has seen is out, whatever happens next
}

//! The ports of a window that reaches nothing: only the disk is real.
class Desk {
public:
    Desk(const QString& folder, const QString& id) : m_store(QDir(folder))
    {
        const auto profile = std::make_shared<const Profile>(builtInProfile(u"sspim"_s).value());
        Setup fresh = freshSetup(*profile, m_pacer.now());
        fresh.id = id;
        OpenedSetup opened = QFile::exists(QDir(folder).filePath(id + u".json"_s))
            ? loadSetup(id, {profile}, m_store)
            : makeSetup(fresh, profile, m_store);
        if (!opened.profile) {
            say(u"not opened: "_s + opened.readOnlyReason);
            return;
        }
        say(opened.lock ? u"opened"_s : u"read-only: "_s + opened.readOnlyReason);
        m_controller = std::make_unique<SetupController>(
            std::move(opened), ports(), QString::fromLatin1(defaultPublicClientId), m_memory);
    }
    [[nodiscard]] SetupController* controller() const { return m_controller.get(); }

private:
    [[nodiscard]] Ports ports()
    {
        return {m_transport, m_keychain, m_pacer, m_browser, m_store, {}};
    }
    HangingTransport m_transport;
    FakeKeychain m_keychain;
    SystemPacer m_pacer;
    FakeBrowser m_browser;
    TenantMemory m_memory;
    SetupStore m_store;
    std::unique_ptr<SetupController> m_controller;
};

const std::array fields{u"instanceUrl"_s, u"clientId"_s, u"tenantId"_s, u"tenantName"_s};

//! Types numbers that only grow, so that "that value or a later one" can be told from the file.
class Typist final : public QObject {
public:
    Typist(SetupController& controller, quint32 seed) : m_controller(controller), m_random(seed)
    {
        for (const QString& field : fields)
            m_number = std::max(m_number, controller.text(field).toInt());
        // as long as a setup with its last report: so that saving takes its time
        controller.document().edit([](Setup& setup) { setup.customer = QString(200'000, u'c'); });
        m_next.setSingleShot(true);
        connect(&m_next, &QTimer::timeout, this, &Typist::type);
        connect(&controller.document(), &SetupDocument::stateChanged, this, &Typist::look);
        m_next.start(0);
    }

private:
    void type()
    {
        ++m_number;
        const size_t which = m_random.bounded(quint32(fields.size() + 3));
        if (which < fields.size())
            m_controller.setText(fields.at(which), QString::number(m_number));
        else if (which == fields.size())
            m_controller.setCurrentStep(
                m_controller.profile()
                    .steps.at(m_random.bounded(quint32(m_controller.profile().steps.size())))
                    .id);
        else if (which == fields.size() + 1)
            m_controller.attest(m_controller.profile().attestations.front().id, m_number % 2 == 0);
        else
            m_controller.setSecret(Secret::fromText(secretText));
        if (--m_burst > 0)
            m_next.start(int(m_random.bounded(8)));
        else if (m_controller.document().state() == SetupDocument::State::Saved)
            rest();
        else if (m_random.bounded(8) != 0)
            m_controller.document().saveSoon(); // as the window does when a check ends
    }

    //! What the window's "Saved" stands for.
    void look()
    {
        if (m_controller.document().state() != SetupDocument::State::Saved)
            return;
        for (const QString& field : fields) {
            if (!m_controller.text(field).isEmpty())
                say(u"saved %1=%2"_s.arg(field, m_controller.text(field)));
        }
        if (m_burst <= 0)
            rest();
    }
    void rest()
    {
        m_burst = 1 + int(m_random.bounded(6));
        m_next.start(int(m_random.bounded(10)));
    }

    SetupController& m_controller;
    QRandomGenerator m_random;
    QTimer m_next;
    int m_number = 0;
    int m_burst = 3;
};

int typeOnce(SetupController& controller, const QString& field, int length)
{
    if (controller.document().isReadOnly())
        return 3;
    controller.setText(field, QString(length, u'x'));
    controller.document().whenSaved([&](bool saved) {
        say(saved ? u"saved %1"_s.arg(field) : u"failed: "_s + controller.document().problem());
        QCoreApplication::exit(saved ? 0 : 1);
    });
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 5)
        return 2;
    Desk desk(arguments.at(1), arguments.at(2));
    if (!desk.controller())
        return 4;
    if (arguments.at(3) == u"once"_s)
        return typeOnce(*desk.controller(), arguments.at(4), arguments.value(5).toInt());
    if (desk.controller()->document().isReadOnly())
        return 3;
    Typist typist(*desk.controller(), arguments.at(4).toUInt());
    return QCoreApplication::exec();
}
