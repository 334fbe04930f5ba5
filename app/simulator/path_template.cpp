// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/path_template.h"

#include "simulator/http_message.h"

namespace lockstep::sim {

namespace {

//! One placeholder a segment at most: that is all that Graph's paths hold.
bool matchSegment(const QString& segment, const QString& shape, PathValues& values)
{
    const qsizetype open = shape.indexOf(u'{');
    const qsizetype close = shape.indexOf(u'}');
    if (open < 0)
        return segment == shape;
    const QString before = shape.left(open);
    const QString after = shape.mid(close + 1);
    if (segment.size() <= before.size() + after.size() || !segment.startsWith(before)
        || !segment.endsWith(after))
        return false;
    QString value = segment.mid(before.size(), segment.size() - before.size() - after.size());
    if (before.endsWith(u'\''))
        value.replace(QStringLiteral("''"), QStringLiteral("'"));
    else if (value.contains(u'(') || value.startsWith(u'$'))
        return false; // an addressed collection or an operation, never an id
    values.insert(shape.mid(open + 1, close - open - 1), value);
    return true;
}

} // namespace

std::optional<PathValues> matchPath(const QByteArray& encodedPath, const QByteArray& pathTemplate)
{
    const auto segments = encodedPath.split('/');
    const auto shapes = pathTemplate.split('/');
    if (segments.size() != shapes.size())
        return std::nullopt;
    PathValues values;
    for (qsizetype i = 0; i < segments.size(); ++i) {
        if (!matchSegment(decodedSegment(segments[i]), QString::fromLatin1(shapes[i]), values))
            return std::nullopt;
    }
    return values;
}

} // namespace lockstep::sim
