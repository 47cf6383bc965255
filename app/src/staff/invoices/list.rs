//! The list of invoices.

use super::api::{list_invoices, total_invoices};
use crate::{
    platform,
    staff::{
        address::{address, shown},
        frame::staff_page,
        invoice_table::status_badge,
    },
    ui::{
        Card, EmptyState, FilterChips, HiddenField, IconName, LinkButton, Money, NavLink, PageHeader,
        Pagination, SearchBar, SortHeader, Table, Variant,
    },
};
use domain::{
    invoice::{
        editor::ListTotal,
        status::DisplayStatus,
        view::{InvoiceFilter, InvoiceRow},
    },
    list::Page,
    locale::Locale,
    role::Permission,
};
use leptos::prelude::*;

const PATH: &str = "/staff/invoices";

/// All invoices, searched, filtered and sorted.
#[component]
pub fn InvoicesPage() -> impl IntoView {
    let filter: InvoiceFilter = platform::query();
    staff_page("Invoices", async move {
        let may_write = platform::staff_visit()?.frame.role.may(Permission::InvoicesWrite);
        let page = list_invoices(filter.clone()).await?;
        let totals = total_invoices(filter.clone()).await?;
        let new_button = may_write.then(new_link);
        let body = if page.total == 0 {
            nothing(&filter, may_write)
        } else {
            table(&filter, page, totals)
        };
        let search = filter.search.clone();
        let kept = [
            ("status", filter.status.clone()),
            ("sort", filter.sort.clone()),
            ("company", filter.company.clone()),
        ];
        let kept = kept.into_iter().filter(|(_, value)| !value.is_empty());
        let kept = kept
            .map(|(name, value)| view! { <HiddenField name=name value=value/> })
            .collect_view();
        Ok(view! {
            <div class="page">
                <PageHeader title="Invoices">{new_button}</PageHeader>
                <div class="toolbar">
                    <FilterChips label="Invoices by state" chips=chips(&filter)/>
                    <SearchBar action=PATH label="Search number, company, reference" name="search" value=search>
                        {kept}
                    </SearchBar>
                </div>
                {body}
            </div>
        }
        .into_any())
    })
}

fn new_link() -> AnyView {
    view! {
        <LinkButton href="/staff/invoices/new" variant=Variant::Primary icon=IconName::Plus>"New invoice"</LinkButton>
    }
    .into_any()
}

/// The list's address with other parameters; empty ones fall away.
fn here(filter: &InvoiceFilter, status: &str, sort: &str) -> String {
    let rest = [
        ("search", filter.search.as_str()),
        ("company", filter.company.as_str()),
    ];
    address(PATH, &[rest[0], rest[1], ("status", status), ("sort", sort)])
}

fn chips(filter: &InvoiceFilter) -> Vec<NavLink> {
    let chip = |label: &str, status: &str| {
        let current = filter.status.trim() == status;
        NavLink::new(label, here(filter, status, &filter.sort)).current(current)
    };
    let mut chips = vec![chip("All", ""), chip("Open", "open")];
    let order = [
        DisplayStatus::Overdue,
        DisplayStatus::Partial,
        DisplayStatus::Sent,
        DisplayStatus::Viewed,
        DisplayStatus::Draft,
        DisplayStatus::Paid,
        DisplayStatus::Credited,
        DisplayStatus::Uncollectible,
        DisplayStatus::Void,
    ];
    chips.extend(order.map(|status| chip(status.label(), status.as_str())));
    if !filter.company.is_empty() {
        let without = InvoiceFilter {
            company: String::new(),
            ..filter.clone()
        };
        let all = here(&without, &filter.status, &filter.sort);
        chips.push(
            NavLink::new("One company only", all)
                .icon(IconName::Failure)
                .current(true),
        );
    }
    chips
}

fn nothing(filter: &InvoiceFilter, may_write: bool) -> AnyView {
    let narrowed =
        !(filter.search.trim().is_empty() && filter.status.is_empty() && filter.company.is_empty());
    if narrowed {
        return view! {
            <Card>
                <EmptyState icon=IconName::Search title="No invoice matches" text="Try another word or another state.">
                    <LinkButton href=PATH>"Show all invoices"</LinkButton>
                </EmptyState>
            </Card>
        }
        .into_any();
    }
    let new_button = may_write.then(new_link);
    view! {
        <Card>
            <EmptyState
                icon=IconName::Invoice
                title="No invoices yet"
                text="Write a draft, look it over, and issue it: it gets its number then, and your client sees it in the portal."
            >
                {new_button}
            </EmptyState>
        </Card>
    }
    .into_any()
}

fn table(filter: &InvoiceFilter, page: Page<InvoiceRow>, totals: Vec<ListTotal>) -> AnyView {
    let base = here(filter, &filter.status, "");
    let (sort, number, count, summary) = (filter.sort.clone(), page.page, page.page_count(), shown(&page));
    let head = |label: &'static str, key: &'static str, numeric: bool| {
        let (sort, base) = (sort.clone(), base.clone());
        view! { <SortHeader label=label key=key current=sort base=base numeric=numeric/> }
    };
    let heads = [
        head("Number", "number", false).into_any(),
        head("Company", "company", false).into_any(),
        view! { <th scope="col">"State"</th> }.into_any(),
        head("Date", "issue_date", false).into_any(),
        head("Due", "due_date", false).into_any(),
        head("Total", "total", true).into_any(),
        head("Open", "balance", true).into_any(),
    ];
    let rows = page.rows.into_iter().map(row).collect_view();
    let sums = totals.into_iter().map(total).collect_view();
    let pages = here(filter, &filter.status, &filter.sort);
    view! {
        <Card class="flush">
            <Table label="Invoices">
                <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot>{sums}</tfoot>
            </Table>
            <Pagination page=number page_count=count base=pages summary=summary/>
        </Card>
    }
    .into_any()
}

fn row(row: InvoiceRow) -> AnyView {
    let href = format!("/staff/invoices/{}", row.id);
    let day = |date: Option<chrono::NaiveDate>| {
        date.map_or_else(|| "–".to_owned(), |date| Locale::En.format_date_short(date))
    };
    let closed = matches!(row.display_status, DisplayStatus::Void | DisplayStatus::Credited);
    let title = row.title().to_owned();
    let company = format!("/staff/companies/{}", row.company_id);
    view! {
        <tr class=closed.then_some("is-muted")>
            <td class="cell-main" data-label="Number"><a class="row-link" href=href>{title}</a></td>
            <td data-label="Company"><a class="quiet-link" href=company>{row.company_name}</a></td>
            <td class="cell-badge" data-label="State">{status_badge(row.display_status)}</td>
            <td data-label="Date">{day(row.issue_date)}</td>
            <td data-label="Due">{day(row.due_date)}</td>
            <td class="num" data-label="Total"><Money text=row.total.format(Locale::En)/></td>
            <td class="num" data-label="Open"><Money text=row.balance.format(Locale::En)/></td>
        </tr>
    }
    .into_any()
}

/// The sums of one currency. Drafts and void invoices are no claims and don't count.
fn total(total: ListTotal) -> AnyView {
    let what = match total.invoices {
        1 => "1 issued invoice".to_owned(),
        many => format!("{many} issued invoices"),
    };
    view! {
        <tr>
            <th scope="row" colspan="5">{what}</th>
            <td class="num" data-label="Total"><Money text=total.total.format(Locale::En)/></td>
            <td class="num" data-label="Open"><Money text=total.balance.format(Locale::En)/></td>
        </tr>
    }
    .into_any()
}
