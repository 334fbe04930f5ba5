// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0

#include "words.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>
#include <vector>

namespace lockstep {

int editDistance(const QString& a, const QString& b)
{
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::vector<int> twoAbove(width);
    std::vector<int> above(width);
    std::vector<int> row(width);
    std::iota(above.begin(), above.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j < width; ++j) {
            const auto column = static_cast<qsizetype>(j);
            const int replaced = above[j - 1] + (a[i - 1] == b[column - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[column - 2] && a[i - 2] == b[column - 1])
                row[j] = std::min(row[j], twoAbove[j - 2] + 1);
        }
        std::swap(twoAbove, above);
        std::swap(above, row);
    }
    return above.back();
}

QString nearestWord(const QString& word, const QStringList& known)
{
    if (word.size() > 200)
        return {}; // nobody mistypes that; the distance would cost its square
    QString nearest;
    int best = std::max(2, static_cast<int>(word.size()) / 3) + 1;
    for (const QString& candidate : known) {
        if (std::abs(candidate.size() - word.size()) >= best)
            continue;
        const int distance = editDistance(word.toCaseFolded(), candidate.toCaseFolded());
        if (distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

QString suggestion(const QString& word, const QStringList& known)
{
    const QString nearest = nearestWord(word, known);
    if (nearest.isEmpty())
        return {};
    return QCoreApplication::translate("Profile", " Did you mean \"%1\"?").arg(nearest);
}

} // namespace lockstep
