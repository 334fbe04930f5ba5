// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/redirect_page.h"

#include <QCoreApplication>
#include <QString>

namespace lockstep {

namespace {

struct Words {
    const char* title;
    const char* hint;
    const char* mark;
};

Words wordsOf(RedirectPage page)
{
    switch (page) {
    case RedirectPage::Done:
        return {QT_TRANSLATE_NOOP("Browser", "You can go back to Lockstep now"),
            QT_TRANSLATE_NOOP("Browser", "The sign-in came through. This page can be closed."),
            "&#10003;"};
    case RedirectPage::Refused:
        return {QT_TRANSLATE_NOOP("Browser", "The sign-in was not completed"),
            QT_TRANSLATE_NOOP("Browser", "Go back to Lockstep to see why, and to try again."),
            "&#33;"};
    case RedirectPage::NotOurs: break;
    }
    return {QT_TRANSLATE_NOOP("Browser", "This is not the sign-in that Lockstep waits for"),
        QT_TRANSLATE_NOOP(
            "Browser", "Nothing was taken over. Start the sign-in from Lockstep again."),
        "&#33;"};
}

QString text(const char* source)
{
    return QCoreApplication::translate("Browser", source).toHtmlEscaped();
}

} // namespace

QByteArray redirectPage(RedirectPage page)
{
    const Words words = wordsOf(page);
    const QString html = QStringLiteral(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>Lockstep</title>"
        "<meta name=\"viewport\" content=\"width=device-width\">"
        "<meta name=\"color-scheme\" content=\"light dark\"><style>"
        "body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:flex;"
        "align-items:center;justify-content:center;background:#f5f6f8;color:#1b1f24}"
        "main{max-width:26rem;padding:2.5rem;text-align:center;background:#fff;"
        "border:1px solid #d9dde3;border-radius:12px}"
        "h1{font-size:1.25rem;margin:.5rem 0}p{margin:0;color:#57606a}"
        ".mark{font-size:2rem;color:%1}"
        "@media(prefers-color-scheme:dark){body{background:#16191d;color:#e8eaed}"
        "main{background:#1f2429;border-color:#363c44}p{color:#a4acb6}.mark{color:%2}}"
        "</style></head><body><main><div class=\"mark\" aria-hidden=\"true\">%3</div>"
        "<h1>%4</h1><p>%5</p></main></body></html>\n");
    const bool good = page == RedirectPage::Done;
    return html
        .arg(good ? QLatin1String("#1a7f37") : QLatin1String("#b35900"),
            good ? QLatin1String("#4ac26b") : QLatin1String("#e3a04f"), QLatin1String(words.mark),
            text(words.title), text(words.hint))
        .toUtf8();
}

} // namespace lockstep
