// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/harden_process.h"

#include <QTest>

#if defined(Q_OS_UNIX)
#include <sys/resource.h>
#endif
#if defined(Q_OS_LINUX)
#include <sys/prctl.h>
#endif

class TestHardenProcess : public QObject {
    Q_OBJECT

private slots:
    void noDumpIsAllowed();
};

void TestHardenProcess::noDumpIsAllowed()
{
    lockstep::hardenProcess();
#if defined(Q_OS_UNIX)
    rlimit limit{1, 1};
    QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
    QCOMPARE(limit.rlim_cur, rlim_t{0});
    QCOMPARE(limit.rlim_max, rlim_t{0}); // and nobody below can raise it again
#endif
#if defined(Q_OS_LINUX)
    QCOMPARE(prctl(PR_GET_DUMPABLE), 0);
#endif
}

QTEST_GUILESS_MAIN(TestHardenProcess)
#include "tst_harden_process.moc"
