// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QUrl>

#include <memory>
#include <stop_token>

namespace lockstep {

//! Stands in for a person's browser where there is no screen: follows the sign-in page's redirects
//! over HTTP. For the simulated tenant only, whose page answers a login_hint without a click.
class HeadlessBrowser {
public:
    HeadlessBrowser();
    HeadlessBrowser(const HeadlessBrowser&) = delete;
    HeadlessBrowser& operator=(const HeadlessBrowser&) = delete;
    ~HeadlessBrowser();

    //! Returns at once; false for anything but this computer. Callable from any thread.
    bool open(const QUrl& url);

    //! Fires when the page that open() was last asked for led nowhere: nobody is there to click it.
    [[nodiscard]] std::stop_token deadEnd() const;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace lockstep
