// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "report/direction.h"

#include <QStringView>

namespace lockstep {

namespace {

enum class Side { Left, Right, Neither };

Side sideOf(char32_t c)
{
    switch (QChar::direction(c)) {
    case QChar::DirR:
    case QChar::DirAL:
    case QChar::DirAN: return Side::Right;
    case QChar::DirNSM: // goes with the letter before it
    case QChar::DirBN:
    case QChar::DirEN: // a number has the direction of what is around it
    case QChar::DirWS: return Side::Neither;
    case QChar::DirES:
    case QChar::DirCS:
    case QChar::DirET:
    case QChar::DirON: {
        const bool insideNames = QStringView(u"-'.&_@#+*!?%\u2019\u05be\u05f3\u05f4\u200c\u200d")
                                     .contains(QChar::requiresSurrogates(c) ? QChar() : QChar(c));
        const bool picture = QChar::category(c) == QChar::Symbol_Other;
        return insideNames || picture ? Side::Neither : Side::Left;
    }
    default: return Side::Left;
    }
}

bool staysWithTheLetter(char32_t c)
{
    return QChar::direction(c) == QChar::DirNSM || c == U'\u200c' || c == U'\u200d';
}

} // namespace

std::vector<DirectedRun> directedRuns(const QString& text)
{
    std::vector<DirectedRun> runs;
    qsizetype done = 0;
    qsizetype begin = -1; // of the part that runs right to left
    qsizetype end = -1; // behind its last letter
    const auto take = [&](qsizetype from, qsizetype to, bool rightToLeft) {
        if (to > from)
            runs.push_back({text.mid(from, to - from), rightToLeft});
        done = to;
    };
    const auto close = [&] {
        if (begin < 0)
            return;
        take(done, begin, false);
        take(begin, end, true);
        begin = -1;
    };
    for (qsizetype i = 0; i < text.size();) {
        const bool pair =
            text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        const qsizetype next = i + (pair ? 2 : 1);
        const Side side = sideOf(c);
        if (side == Side::Right) {
            begin = begin < 0 ? i : begin;
            end = next;
        } else if (begin >= 0 && end == i && staysWithTheLetter(c)) {
            end = next;
        } else if (side == Side::Left) {
            close();
        }
        i = next;
    }
    close();
    take(done, text.size(), false);
    return runs;
}

QString isolated(const QString& text)
{
    QString marked;
    for (const DirectedRun& run : directedRuns(text))
        marked += run.rightToLeft ? u'\u2068' + run.text + u'\u2069' : run.text;
    return marked;
}

} // namespace lockstep
