// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>

namespace lockstep::test {

//! The authorities and leaves of make-certs.sh, in a folder of their own that goes with this.
class Certificates {
public:
    //! False, with OpenSSL's words on stderr, when they could not be made.
    [[nodiscard]] bool make() const
    {
        QProcess script;
        script.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        script.start(QStringLiteral(TESTS_SOURCE_DIR "/support/make-certs.sh"), {m_dir.path()});
        return script.waitForFinished() && script.exitCode() == 0;
    }
    [[nodiscard]] QSslCertificate authority(const QString& name) const
    {
        return QSslCertificate::fromPath(m_dir.filePath(name + QStringLiteral(".pem"))).value(0);
    }
    //! What a server with that leaf presents.
    [[nodiscard]] QSslConfiguration leaf(const QString& name) const
    {
        QFile key(m_dir.filePath(name + QStringLiteral(".key")));
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        tls.setLocalCertificate(authority(name));
        if (key.open(QIODevice::ReadOnly))
            tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        return tls;
    }

private:
    QTemporaryDir m_dir;
};

} // namespace lockstep::test
