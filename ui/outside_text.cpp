// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "outside_text.h"

#include <QTextBoundaryFinder>

namespace lockstep {

namespace {

constexpr qsizetype longestWord = 40; // an id has 36
constexpr qsizetype pieceLength = 24;
constexpr QChar zeroWidthSpace(0x200b);

//! Between whole characters only: an accent or a joined emoji stays what it is.
QString inPieces(const QString& word)
{
    if (word.size() <= longestWord)
        return word;
    QTextBoundaryFinder characters(QTextBoundaryFinder::Grapheme, word);
    QString pieces;
    qsizetype from = 0;
    for (qsizetype at = characters.toNextBoundary(); at > 0; at = characters.toNextBoundary()) {
        if (at - from < pieceLength && at < word.size())
            continue;
        pieces += word.mid(from, at - from);
        if (at < word.size())
            pieces += zeroWidthSpace;
        from = at;
    }
    return pieces;
}

} // namespace

QString wrappable(const QString& text)
{
    QTextBoundaryFinder lines(QTextBoundaryFinder::Line, text);
    QString result;
    qsizetype from = 0;
    for (qsizetype at = lines.toNextBoundary(); at > 0; at = lines.toNextBoundary()) {
        result += inPieces(text.mid(from, at - from));
        from = at;
    }
    return result;
}

QString tipText(const QString& text)
{
    if (text.isEmpty())
        return {};
    return QStringLiteral("<div style=\"white-space:pre-wrap\">%1</div>")
        .arg(wrappable(text).toHtmlEscaped());
}

} // namespace lockstep
