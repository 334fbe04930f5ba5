// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <memory>

namespace lockstep {

using namespace Qt::Literals::StringLiterals;

namespace {

void install(const QLocale& locale, const QString& name, const QString& folder)
{
    auto catalogue = std::make_unique<QTranslator>(QCoreApplication::instance());
    if (catalogue->load(locale, name, u"_"_s, folder))
        QCoreApplication::installTranslator(catalogue.release()); // the application owns it
}

} // namespace

void installTranslations(const QLocale& locale)
{
    install(locale, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QLocale(QLocale::English), u"lockstep"_s, u":/lockstep/translations"_s);
    if (locale.language() != QLocale::English)
        install(locale, u"lockstep"_s, u":/lockstep/translations"_s);
}

} // namespace lockstep
