// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "simulator/crowd_names.h"

namespace lockstep::sim {

namespace {

QString inAddress(const QString& name)
{
    QString plain;
    for (const QChar each : name.normalized(QString::NormalizationForm_D).toLower()) {
        if (each >= u'a' && each <= u'z')
            plain += each;
    }
    return plain;
}

NameHalves halves(const QString& first, const QString& second)
{
    NameHalves names{.first = first.split(u' '),
        .second = second.split(u' '),
        .firstAddress = {},
        .secondAddress = {}};
    for (const QString& name : names.first)
        names.firstAddress << inAddress(name);
    for (const QString& name : names.second)
        names.secondAddress << inAddress(name);
    return names;
}

} // namespace

const NameHalves& namesOfPeople()
{
    static const NameHalves names =
        halves(QStringLiteral("Ada Amara André Ayşe Bo Carmen Chloé Dai Dana Elif Emil Farah Finn "
                              "Gita Hana Hugo Inès Ivan Jada João Jun Karim Lena Liam Luca Maya "
                              "Mei Milo Nadia Noah Nora Omar Paula Priya Quinn Rosa Ruth Sami Sára "
                              "Tariq Theo Uma Vera Viktor Wei Xenia Yara Yusuf Zara Zoë"),
            QStringLiteral("Abel Adeyemi Åkesson Bauer Becker Bianchi Brown Castro Chang Cohen "
                           "Costa Dubois Duval Eriksen Evans Farkas Fischer Fraser Garcia González "
                           "Gray Haddad Hansen Hill Ito Ivanova Jansen Jones Kaya Kim Klein Kovač "
                           "Kumar Lange Lefèvre Lopez Marin Martin Mbeki Meyer Moore Müller Nagy "
                           "Ndiaye Nguyen Novak Nowak O'Brien Okafor Olsen Papas Park Patel Perez "
                           "Petit Popescu Qureshi Ramos Reed Rossi Roy Sato Schmidt Silva Singh "
                           "Smith Sousa Tanaka Taylor Tran Turner Ueda Vargas Vidal Wang Weber "
                           "White Wong Young Zhou"));
    return names;
}

const NameHalves& namesOfGroups()
{
    static const NameHalves names =
        halves(QStringLiteral("Accounting Archive Audit Board Campus Chemistry Construction "
                              "Controlling Design Development Dispatch Energy Engineering Estate "
                              "Events Export Facilities Fleet Health Innovation Laboratory Law "
                              "Library Logistics Marketing Media Operations Payroll Pensions "
                              "Planning Press Procurement Production Quality Research Sales "
                              "Security Support Training Treasury"),
            QStringLiteral("Aarhus Accra Athens Berlin Bern Bogotá Boston Bristol Brno Cairo Cork "
                           "Delhi Dublin Gent Genoa Graz Hanoi Izmir Kyiv Kyoto Lagos Lima Linz "
                           "Lisbon Lyon Malmö Milan Mumbai Nairobi Nantes Nice Oslo Porto Prague "
                           "Quito Reims Riga Rome Sofia Split Tallinn Tampere Toulouse Tunis Turin "
                           "Utrecht Valencia Vienna Warsaw Zürich"));
    return names;
}

} // namespace lockstep::sim
