// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "setup_view.h"
#include "window_world.h"

#include <QTest>

namespace lockstep::test {

//! A new setup, opened in a window that has the focus.
struct ShownSetup {
    UiWorld world;
    std::unique_ptr<SetupController> controller = world.makeController();
    SetupView view{*controller};
    ShownSetup()
    {
        view.resize(1024, 700);
        view.show();
        if (!QTest::qWaitForWindowActive(&view))
            qFatal("no active window");
    }
};

} // namespace lockstep::test
