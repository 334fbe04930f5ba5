// SPDX-FileCopyrightText: 2026 The Lockstep authors
// SPDX-License-Identifier: Apache-2.0
#include "home_page.h"

#include "flow_layout.h"
#include "widgets.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QShortcut>
#include <QTableView>

namespace lockstep {

namespace {

//! A table that opens its row on Enter too.
class SetupTable final : public QTableView {
public:
    using QTableView::QTableView;

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            Q_EMIT activated(currentIndex());
        else
            QTableView::keyPressEvent(event);
    }
};

QLayout* makeBullet(const QString& text, QWidget* parent)
{
    auto* line = row(8);
    line->addWidget(new QLabel(QStringLiteral("•"), parent), 0, Qt::AlignTop);
    line->addWidget(makeLabel(text, "", parent), 1);
    return line;
}

} // namespace

HomePage::HomePage(const AppServices& services, TenantMemory& memory, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_model(new HomeModel(services.profiles, services.ports.pacer, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_fleet(services, memory)
{
    auto* area = new QScrollArea(this);
    column(this, 0, 0)->addWidget(area);
    QWidget* page = scrollingColumn(area, 1180);
    auto* layout = column(page, 0, 20);
    addHeader(layout);
    addTable(layout);
    addCards(layout);
    layout->addStretch(1);
    connect(&m_fleet, &FleetRunner::progressed, m_model, &HomeModel::setProgress);
    connect(&m_fleet, &FleetRunner::ended, this, [this] { m_checkAll->setText(tr("Check &all")); });
    showProblem(services.startProblem);
    reload();
}

void HomePage::addHeader(QVBoxLayout* layout)
{
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(makeLabel(tr("Lockstep"), "display", this));
    words->addWidget(makeLabel(tr("Connects a Microsoft Entra tenant to a product, and proves each "
                                  "step before the last one."),
        "muted", this));
    layout->addLayout(words);
    m_problem = makeLabel({}, "", this);
    QFrame* box = makeBox("warn", this);
    column(box, 14, 0)->addWidget(m_problem);
    layout->addWidget(box);
    box->hide();
}

void HomePage::showProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->parentWidget()->setVisible(!text.isEmpty());
    announce(m_problem, text);
}

void HomePage::addTable(QVBoxLayout* layout)
{
    m_listArea = new QWidget(this);
    auto* inside = column(m_listArea, 0, 10);
    auto* line = row(10);
    m_listTitle = new QLabel(tr("Your setups"), m_listArea);
    m_listTitle->setProperty("tone", QStringLiteral("heading"));
    line->addWidget(m_listTitle, 1);
    m_filter = new QLineEdit(m_listArea);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the setups"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(240);
    line->addWidget(m_filter);
    m_checkAll = makeButton(tr("Check &all"), "", m_listArea);
    m_checkAll->setToolTip(tr("Tries every kept secret. What needs a sign-in is left out."));
    line->addWidget(m_checkAll);
    inside->addLayout(line);

    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(HomeModel::SortRole);
    m_sorted->setFilterRole(HomeModel::FilterRole);
    m_sorted->setFilterKeyColumn(0);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table = new SetupTable(m_listArea);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Setups"));
    m_table->setObjectName(QStringLiteral("setups"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(44);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    inside->addWidget(m_table);
    layout->addWidget(m_listArea);
    m_listArea->hide();

    connect(
        m_filter, &QLineEdit::textChanged, m_sorted, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table, &QTableView::activated, this, &HomePage::openCurrent);
    connect(m_checkAll, &QPushButton::clicked, this, &HomePage::checkAll);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_filter,
        [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    connect(new QShortcut(QKeySequence(Qt::Key_F5), this), &QShortcut::activated, this,
        &HomePage::checkAll);
}

void HomePage::addCards(QVBoxLayout* layout)
{
    layout->addWidget(makeLabel(tr("New setup"), "heading", this));
    auto* holder = new QWidget(this);
    auto* flow = new FlowLayout(holder, 16);
    for (const ProfilePointer& profile : m_services.profiles)
        flow->addWidget(makeGuideCard(*profile));
    if (m_services.demo)
        flow->addWidget(makeDemoCard());
    layout->addWidget(holder);
    auto* create = new QShortcut(QKeySequence::New, this);
    connect(create, &QShortcut::activated, this, [this] {
        if (!m_services.profiles.empty())
            Q_EMIT newWanted(m_services.profiles.front()->id);
    });
}

QWidget* HomePage::makeGuideCard(const Profile& profile)
{
    QFrame* card = makeBox("card", this);
    card->setFixedWidth(436);
    card->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    auto* inside = column(card, 20, 10);
    inside->addWidget(makeLabel(profile.title, "heading", card));
    inside->addWidget(makeLabel(profile.summary, "muted", card));
    if (!profile.needs.isEmpty()) {
        inside->addWidget(makeLabel(tr("Have at hand"), "strong", card));
        for (const QString& need : profile.needs)
            inside->addLayout(makeBullet(need, card));
    }
    inside->addStretch(1);
    auto* line = row(10);
    line->addWidget(makeLabel(tr("About %1 minutes").arg(profile.minutes), "small", card), 1);
    QPushButton* start = makeButton(tr("New setup"), "primary", card);
    start->setAccessibleName(tr("New setup: %1").arg(profile.title));
    start->setObjectName(QStringLiteral("new.") + profile.id);
    line->addWidget(start);
    inside->addLayout(line);
    connect(start, &QPushButton::clicked, this, [this, id = profile.id] { Q_EMIT newWanted(id); });
    return card;
}

QWidget* HomePage::makeDemoCard()
{
    QFrame* card = makeBox("card", this);
    card->setFixedWidth(436);
    card->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    auto* inside = column(card, 20, 10);
    inside->addWidget(makeLabel(tr("Try the demo"), "heading", card));
    inside->addWidget(makeLabel(tr("A simulated tenant and product on this computer. It works "
                                   "offline, and nothing in it is "
                                   "real. Pick a scenario and see what is found."),
        "muted", card));
    inside->addStretch(1);
    QPushButton* start = makeButton(tr("&Try the demo"), "", card);
    start->setObjectName(QStringLiteral("demo"));
    setGlyph(start, Glyph::Play);
    auto* line = row(0);
    line->addStretch(1);
    line->addWidget(start);
    inside->addLayout(line);
    connect(start, &QPushButton::clicked, this, &HomePage::demoWanted);
    return card;
}

void HomePage::reload()
{
    m_reader.start(
        [&store = m_services.ports.store](const std::stop_token&) { return store.list(); },
        [this](SetupStore::Listing listing) { listed(std::move(listing)); });
}

void HomePage::listed(SetupStore::Listing listing)
{
    const int rows = static_cast<int>(listing.setups.size());
    m_model->setSetups(std::move(listing.setups));
    m_listArea->setVisible(rows > 0);
    m_table->setFixedHeight(std::min(rows, 8) * 44 + 44);
    const int widths[] = {190, 150, 170, 130, 110};
    for (int i = 0; i < 5; ++i) {
        m_table->resizeColumnToContents(i); // a date is longer in some languages
        m_table->setColumnWidth(i, std::clamp(m_table->columnWidth(i), widths[i], 300));
    }
    if (rows > 0 && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_sorted->index(0, 0));
    QStringList problems;
    for (const Error& error : listing.unreadable)
        problems << tr("%1 cannot be read and was left alone: %2").arg(error.where, error.what);
    if (!m_services.startProblem.isEmpty())
        problems.prepend(m_services.startProblem);
    if (!problems.isEmpty())
        showProblem(problems.join(u'\n'));
    Q_EMIT loaded();
}

void HomePage::openCurrent()
{
    const QModelIndex current = m_sorted->mapToSource(m_table->currentIndex());
    if (current.isValid())
        Q_EMIT openWanted(m_model->setupAt(current.row()).id);
}

void HomePage::checkAll()
{
    if (m_fleet.isRunning()) {
        m_fleet.cancel();
        return;
    }
    std::vector<Setup> setups;
    for (int row = 0; row < m_model->rowCount(); ++row)
        setups.push_back(m_model->setupAt(row));
    if (setups.empty())
        return;
    m_checkAll->setText(tr("Cancel"));
    m_fleet.start(setups);
}

} // namespace lockstep
