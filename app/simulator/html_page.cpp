// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/html_page.h"

namespace lockstep::sim {

QString htmlPage(const QString& title, const QString& body)
{
    static const QString style = QStringLiteral(
        "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;"
        "color:#1b1b1f;background:#fff}"
        "button{font:inherit;display:block;width:100%;text-align:left;padding:.7rem 1rem;"
        "margin:.4rem 0;border:1px solid #8a8a94;border-radius:.4rem;background:#f7f7f9}"
        "button:focus,input:focus{outline:3px solid #0b5cad}"
        "label{display:block;margin:.6rem 0}input{font:inherit;width:100%;padding:.4rem}"
        "small{color:#55555f}"
        "@media(prefers-color-scheme:dark){body{color:#eee;background:#1b1b1f}"
        "button,input{color:#eee;background:#2a2a30}small{color:#b5b5c0}}");
    return QStringLiteral("<!doctype html><html><head><meta charset=\"utf-8\">"
                          "<meta name=\"viewport\" content=\"width=device-width\">"
                          "<title>%1</title><style>%2</style></head><body><main><h1>%1</h1>%3"
                          "</main></body></html>")
        .arg(title.toHtmlEscaped(), style, body);
}

QString htmlForm(const QString& method, const QString& action, const QMap<QString, QString>& hidden,
    const QString& inner)
{
    QString fields;
    for (auto field = hidden.begin(); field != hidden.end(); ++field)
        fields += QStringLiteral("<input type=\"hidden\" name=\"%1\" value=\"%2\">")
                      .arg(field.key().toHtmlEscaped(), field.value().toHtmlEscaped());
    return QStringLiteral("<form method=\"%1\" action=\"%2\">%3%4</form>")
        .arg(method, action.toHtmlEscaped(), fields, inner);
}

} // namespace lockstep::sim
