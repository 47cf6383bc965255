//! Portal: the list of invoices. It is the most visited page, so what all rows share is made once.

use super::{api::list_invoices, status};
use crate::{
    portal::{
        frame::portal_page,
        reader::{Reader, address},
    },
    ui::{
        Card, EmptyState, FilterChips, HiddenField, Icon, IconName, LinkButton, NavLink, PageHeader,
        Pagination, Pattern, SearchBar, SortHeader, Table, gap,
    },
};
use chrono::NaiveDate;
use domain::{
    date::to_field,
    invoice::{
        DisplayStatus,
        view::{InvoiceFilter, InvoiceRow, StatusFilter},
    },
    list::Page,
};
use leptos::prelude::*;

const PATH: &str = "/portal/invoices";
/// How far ahead of a page the back end counts.
const COUNTED_AHEAD: u64 = 500;

/// The client's invoices: filtered, searched, sorted and paged by the address.
#[component]
pub fn ClientInvoicesPage() -> impl IntoView {
    let filter: InvoiceFilter = crate::platform::query();
    portal_page("nav-invoices", async move {
        let reader = Reader::here()?;
        let found = list_invoices(filter.clone()).await?;
        let list = List::new(&reader, &filter);
        let (toolbar, body) = (list.toolbar(), list.body(found));
        Ok(view! {
            <div class="page">
                <PageHeader title=reader.text("nav-invoices")/>
                <Card class="flush">{toolbar}{body}</Card>
            </div>
        }
        .into_any())
    })
}

/// The list as its address asks for it.
struct List<'a> {
    reader: &'a Reader,
    search: String,
    status: &'static str,
    sort: String,
}

impl<'a> List<'a> {
    fn new(reader: &'a Reader, filter: &InvoiceFilter) -> Self {
        let (sort, descending) = filter.sort();
        let sort = format!("{}{}", if descending { "-" } else { "" }, sort.as_str());
        Self {
            reader,
            search: filter.search(),
            status: match filter.status() {
                StatusFilter::Open => "open",
                StatusFilter::Only(DisplayStatus::Overdue) => "overdue",
                StatusFilter::Only(DisplayStatus::Paid) => "paid",
                StatusFilter::Only(other) => other.as_str(),
                StatusFilter::All => "",
            },
            sort,
        }
    }

    /// The order as the address names it; the usual one needs no name.
    fn sort(&self) -> &str {
        if self.sort == "-issue_date" {
            ""
        } else {
            &self.sort
        }
    }

    fn toolbar(&self) -> impl IntoView + use<> {
        let reader = self.reader;
        let chips = [
            ("", "invoices-all"),
            ("open", "invoices-open"),
            ("overdue", "invoices-overdue"),
            ("paid", "invoices-paid"),
        ]
        .map(|(status, key)| {
            let href = address(
                PATH,
                &[
                    ("status", status),
                    ("search", &self.search),
                    ("sort", self.sort()),
                ],
            );
            NavLink::new(reader.text(key), href).current(status == self.status)
        });
        let (status, sort) = (self.status, self.sort().to_owned());
        view! {
            <div class="toolbar">
                <FilterChips label=reader.text("invoices-by-state") chips=chips.to_vec()/>
                <SearchBar
                    action=PATH
                    label=reader.text("invoices-search")
                    name="search"
                    value=self.search.clone()
                    button=reader.text("invoices-search-button")
                >
                    {(!status.is_empty()).then(|| view! { <HiddenField name="status" value=status/> })}
                    {(!sort.is_empty()).then(|| view! { <HiddenField name="sort" value=sort.clone()/> })}
                </SearchBar>
            </div>
        }
    }

    fn body(&self, found: Page<InvoiceRow>) -> AnyView {
        if found.rows.is_empty() {
            return self.empty();
        }
        let reader = self.reader;
        let base = address(
            PATH,
            &[
                ("status", self.status),
                ("search", &self.search),
                ("sort", self.sort()),
            ],
        );
        let (page, page_count, summary) = (
            found.page,
            found.page_count(),
            reader.range(&found, Some(COUNTED_AHEAD)),
        );
        view! {
            {self.table(found.rows)}
            <Pagination
                page=page
                page_count=page_count
                base=base
                summary=summary
                label=reader.text("pages-label")
                previous=reader.text("pages-previous")
                next=reader.text("pages-next")
            />
        }
        .into_any()
    }

    fn empty(&self) -> AnyView {
        let reader = self.reader;
        if self.search.is_empty() && self.status.is_empty() {
            return view! {
                <EmptyState icon=IconName::Invoice title=reader.text("invoices-none") text=reader.text("invoices-none-text")/>
            }
            .into_any();
        }
        let all = reader.text("invoices-show-all");
        view! {
            <EmptyState icon=IconName::Search title=reader.text("invoices-no-match") text=reader.text("invoices-no-match-text")>
                <LinkButton href=PATH>{all.clone()}</LinkButton>
            </EmptyState>
        }
        .into_any()
    }

    fn table(&self, rows: Vec<InvoiceRow>) -> impl IntoView + use<> {
        let labels = Labels::of(self.reader);
        let base = address(PATH, &[("status", self.status), ("search", &self.search)]);
        let head = |label: &str, key: &'static str, numeric: bool| {
            view! {
                <SortHeader label=label key=key current=self.sort.clone() base=base.clone() numeric=numeric/>
            }
        };
        let head = view! {
            <tr>
                {head(&labels.number, "number", false)}
                {self.reader.several_companies.then(|| head(&labels.company, "company", false))}
                {head(&labels.date, "issue_date", false)}
                {head(&labels.due, "due_date", false)}
                {head(&labels.total, "total", true)}
                {head(&labels.balance, "balance", true)}
                <th scope="col">{labels.status.clone()}</th>
                <th scope="col" class="num">{labels.file.clone()}</th>
            </tr>
        };
        let rows =
            pattern(self.reader, &labels).rows(rows.into_iter().map(|row| values(self.reader, &labels, row)));
        view! {
            <Table label=self.reader.text("nav-invoices")>
                <thead>{head}</thead>
                <tbody>{rows}</tbody>
            </Table>
        }
    }
}

/// The texts that every row repeats.
struct Labels {
    number: String,
    company: String,
    date: String,
    due: String,
    total: String,
    balance: String,
    status: String,
    file: String,
    words: Vec<(DisplayStatus, String)>,
}

impl Labels {
    fn of(reader: &Reader) -> Self {
        let shown = [
            DisplayStatus::Sent,
            DisplayStatus::Partial,
            DisplayStatus::Overdue,
            DisplayStatus::Paid,
            DisplayStatus::Void,
            DisplayStatus::Uncollectible,
            DisplayStatus::Credited,
        ];
        Self {
            number: reader.text("invoices-number"),
            company: reader.text("invoices-company"),
            date: reader.text("invoices-date"),
            due: reader.text("invoices-due"),
            total: reader.text("invoices-total"),
            balance: reader.text("invoices-balance"),
            status: reader.text("invoices-status"),
            file: reader.text("invoices-file"),
            words: shown.map(|shown| (shown, status::word(reader, shown))).to_vec(),
        }
    }

    fn word(&self, status: DisplayStatus) -> String {
        self.words
            .iter()
            .find(|(shown, _)| *shown == status)
            .map(|(_, word)| word.clone())
            .unwrap_or_default()
    }
}

/// A row, with gaps for [`values`].
fn pattern(reader: &Reader, labels: &Labels) -> Pattern {
    let href = format!("/portal/invoices/{}", gap(0));
    let file = format!("{href}/pdf");
    let download = reader.text_with("invoices-download", [("number", gap(1))]);
    Pattern::of(view! {
        <tr class=gap(9)>
            <td class="cell-main"><a class="row-link" href=href>{gap(1)}</a></td>
            {reader.several_companies.then(|| view! { <td data-label=labels.company.clone()>{gap(2)}</td> })}
            <td class="wide-only" data-label=labels.date.clone()><time datetime=gap(3)>{gap(4)}</time></td>
            <td data-label=labels.due.clone() class=gap(10)><time datetime=gap(5)>{gap(6)}</time></td>
            <td data-label=labels.total.clone() class="num">{gap(7)}</td>
            <td data-label=labels.balance.clone() class="num strong">{gap(8)}</td>
            <td class="cell-badge"><span class=format!("badge {}", gap(11))>{gap(12)}</span></td>
            <td class="cell-actions">
                <a class="button quiet small icon-only p-button" href=file download aria-label=download>
                    <Icon name=IconName::Download/>
                </a>
            </td>
        </tr>
    })
}

/// What goes into the gaps of [`pattern`], in their order.
fn values(reader: &Reader, labels: &Labels, row: InvoiceRow) -> [String; 13] {
    let muted = matches!(row.display_status, DisplayStatus::Void | DisplayStatus::Credited);
    let late = row.display_status == DisplayStatus::Overdue;
    let open = row.balance.is_positive() && !muted;
    let class = |class: &str, on: bool| if on { class.to_owned() } else { String::new() };
    let field = |day: Option<NaiveDate>| day.map(to_field).unwrap_or_default();
    let day = |day: Option<NaiveDate>| day.map(|day| reader.day(day)).unwrap_or_default();
    [
        row.id.to_string(),
        row.number.unwrap_or_default(),
        row.company_name,
        field(row.issue_date),
        day(row.issue_date),
        field(row.due_date),
        day(row.due_date),
        reader.money(row.total),
        if open {
            reader.money(row.balance)
        } else {
            String::new()
        },
        class("is-muted", muted),
        class("text-danger", late),
        status::tone(row.display_status).class().to_owned(),
        labels.word(row.display_status),
    ]
}
