// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json_read.h"
#include "tenant/fetched.h"

#include <QCoreApplication>

namespace lockstep {

//! Reads members of one object and remembers the first that was missing or of another type.
class Reader {
public:
    explicit Reader(const Json& object, QString prefix = {})
        : m_object(object), m_prefix(std::move(prefix))
    {
    }
    QString text(const char* name) { return take(name, stringMember(m_object, name)); }
    bool flag(const char* name) { return take(name, boolMember(m_object, name)); }
    QStringList texts(const char* name) { return take(name, stringsMember(m_object, name)); }
    QDateTime date(const char* name) { return take(name, dateMember(m_object, name)); }
    //! Graph sends null for what is not set.
    QString textOrNull(const char* name)
    {
        if (m_object.is_object() && m_object.contains(name) && m_object[name].is_null())
            return {};
        return text(name);
    }
    //! Likewise; null or absent is an invalid date.
    QDateTime dateOrNull(const char* name)
    {
        return member(m_object, name) ? date(name) : QDateTime();
    }
    //! Likewise; null is "no" where Graph documents it so.
    bool flagOrNull(const char* name)
    {
        if (m_object.is_object() && m_object.contains(name) && m_object[name].is_null())
            return false;
        return flag(name);
    }
    template <class T> std::vector<T> list(const char* name, T (*decode)(Reader&))
    {
        std::vector<T> items;
        const Json* array = member(m_object, name);
        if (!array || !array->is_array()) {
            miss(name);
            return items;
        }
        for (const Json& each : *array) {
            Reader reader(each, m_prefix + QString::fromLatin1(name) + u'.');
            items.push_back(decode(reader));
            if (m_missing.isEmpty())
                m_missing = reader.missing();
        }
        return items;
    }
    Reader object(const char* name)
    {
        return Reader(sub(name), m_prefix + QString::fromLatin1(name) + u'.');
    }
    void alsoMissing(const Reader& other)
    {
        if (m_missing.isEmpty())
            m_missing = other.missing();
    }
    [[nodiscard]] const QString& missing() const { return m_missing; }
    [[nodiscard]] const Json& json() const { return m_object; }

private:
    const Json& sub(const char* name)
    {
        static const Json nothing;
        const Json* found = member(m_object, name);
        return found ? *found : nothing;
    }
    template <class T> T take(const char* name, std::optional<T> value)
    {
        if (!value)
            miss(name);
        return value.value_or(T());
    }
    void miss(const char* name)
    {
        if (m_missing.isEmpty())
            m_missing = m_prefix + QString::fromLatin1(name);
    }
    const Json& m_object;
    QString m_prefix;
    QString m_missing;
};

template <class T> Fetched<T> decoded(const Fetched<Json>& reply, T (*decode)(Reader&))
{
    if (!reply)
        return reply.failure();
    Reader reader(*reply);
    T value = decode(reader);
    if (!reader.missing().isEmpty()) {
        return ReadFailure{.kind = ReadFailure::Kind::Unexpected,
            .status = 200,
            .detail = QCoreApplication::translate("Decode", "The reply lacks \"%1\".")
                          .arg(reader.missing())};
    }
    return value;
}

template <class T, T (*decodeItem)(Reader&)> std::vector<T> valueList(Reader& reader)
{
    return reader.list<T>("value", decodeItem);
}

} // namespace lockstep
