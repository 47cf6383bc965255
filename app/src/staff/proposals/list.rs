//! The list of proposals.

use super::{
    api::{list_proposals, total_proposals},
    table::{amounts, proposal_badge},
};
use crate::{
    platform,
    staff::{
        address::{address, shown},
        frame::staff_page,
    },
    ui::{
        Card, EmptyState, FilterChips, HiddenField, IconName, LinkButton, Money, NavLink, PageHeader,
        Pagination, SearchBar, SortHeader, Table, Variant,
    },
};
use domain::{
    list::Page,
    locale::Locale,
    proposal::{
        DisplayStatus,
        view::{ProposalFilter, ProposalRow, ProposalTotal},
    },
    role::Permission,
};
use leptos::prelude::*;

const PATH: &str = "/staff/proposals";

/// All proposals, searched, filtered and sorted.
#[component]
pub fn ProposalsPage() -> impl IntoView {
    let filter: ProposalFilter = platform::query();
    staff_page("Proposals", async move {
        platform::permitted(Permission::ProposalsRead)?;
        let may_write = platform::staff_visit()?
            .frame
            .role
            .may(Permission::ProposalsWrite);
        let page = list_proposals(filter.clone()).await?;
        let totals = total_proposals(filter.clone()).await?;
        let export = (page.total > 0).then(|| {
            let href =
                here(&filter, &filter.status, &filter.sort).replacen(PATH, "/staff/proposals/export.csv", 1);
            view! { <LinkButton href=href icon=IconName::Download download=true>"CSV"</LinkButton> }
        });
        let body = if page.total == 0 {
            nothing(&filter, may_write)
        } else {
            table(&filter, page, totals)
        };
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
                <PageHeader title="Proposals">
                    {may_write.then(new_link)}
                    <LinkButton href="/staff/proposals/templates" icon=IconName::Copy>"Templates"</LinkButton>
                    {export}
                </PageHeader>
                <div class="toolbar">
                    <FilterChips label="Proposals by state" chips=chips(&filter)/>
                    <SearchBar action=PATH label="Search number, title, company" name="search" value=filter.search.clone()>
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
        <LinkButton href="/staff/proposals/new" variant=Variant::Primary icon=IconName::Plus>"New proposal"</LinkButton>
    }
    .into_any()
}

/// The list's address with other parameters; empty ones fall away.
fn here(filter: &ProposalFilter, status: &str, sort: &str) -> String {
    let rest = [
        ("search", filter.search.as_str()),
        ("company", filter.company.as_str()),
    ];
    address(PATH, &[rest[0], rest[1], ("status", status), ("sort", sort)])
}

fn chips(filter: &ProposalFilter) -> Vec<NavLink> {
    let chip = |label: &str, status: &str| {
        let current = filter.status.trim() == status;
        NavLink::new(label, here(filter, status, &filter.sort)).current(current)
    };
    let mut chips = vec![chip("All", ""), chip("Waiting", "open")];
    // Only versions are superseded.
    let states = DisplayStatus::ALL
        .into_iter()
        .filter(|state| *state != DisplayStatus::Superseded);
    chips.extend(states.map(|status| chip(status.label(), status.as_str())));
    if !filter.company.is_empty() {
        let without = ProposalFilter {
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

fn nothing(filter: &ProposalFilter, may_write: bool) -> AnyView {
    let narrowed =
        !(filter.search.trim().is_empty() && filter.status.is_empty() && filter.company.is_empty());
    if narrowed {
        return view! {
            <Card>
                <EmptyState icon=IconName::Search title="No proposal matches" text="Try another word or another state.">
                    <LinkButton href=PATH>"Show all proposals"</LinkButton>
                </EmptyState>
            </Card>
        }
        .into_any();
    }
    view! {
        <Card>
            <EmptyState
                icon=IconName::Proposal
                title="No proposals yet"
                text="Put one together from sections and priced items, look it over as your client, and send it. The client chooses options and accepts in the portal."
            >
                {may_write.then(new_link)}
            </EmptyState>
        </Card>
    }
    .into_any()
}

fn table(filter: &ProposalFilter, page: Page<ProposalRow>, totals: Vec<ProposalTotal>) -> AnyView {
    let base = here(filter, &filter.status, "");
    let (sort, number, count, summary) = (filter.sort.clone(), page.page, page.page_count(), shown(&page));
    let head = |label: &'static str, key: &'static str, numeric: bool| {
        let (sort, base) = (sort.clone(), base.clone());
        view! { <SortHeader label=label key=key current=sort base=base numeric=numeric/> }.into_any()
    };
    let heads = [
        head("Number", "number", false),
        head("Title", "title", false),
        head("Company", "company", false),
        view! { <th scope="col">"State"</th> }.into_any(),
        head("Sent", "sent", false),
        head("Valid until", "valid_until", false),
        head("Total", "total", true),
    ];
    let rows = page.rows.into_iter().map(row).collect_view();
    let sums = totals.into_iter().map(total).collect_view();
    let pages = here(filter, &filter.status, &filter.sort);
    view! {
        <Card class="flush">
            <Table label="Proposals">
                <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot>{sums}</tfoot>
            </Table>
            <Pagination page=number page_count=count base=pages summary=summary/>
        </Card>
    }
    .into_any()
}

fn row(row: ProposalRow) -> AnyView {
    let href = format!("/staff/proposals/{}", row.id);
    let day = |date: Option<chrono::NaiveDate>| {
        date.map_or_else(|| "–".to_owned(), |date| Locale::En.format_date_short(date))
    };
    let company = format!("/staff/companies/{}", row.company_id);
    let amounts = amounts(&row);
    let number = row.number.clone().unwrap_or_else(|| "Draft".to_owned());
    let sent = day(row.sent_at.map(|at| at.date_naive()));
    let revising = row
        .has_draft
        .then(|| view! { <span class="small muted">" · new version in work"</span> });
    view! {
        <tr>
            <td class="cell-main" data-label="Number"><a class="row-link" href=href>{number}</a></td>
            <td data-label="Title">{row.title}{revising}</td>
            <td data-label="Company"><a class="quiet-link" href=company>{row.company_name}</a></td>
            <td class="cell-badge" data-label="State">{proposal_badge(row.display_status)}</td>
            <td data-label="Sent">{sent}</td>
            <td data-label="Valid until">{day(row.valid_until)}</td>
            <td class="num" data-label="Total">{amounts}</td>
        </tr>
    }
    .into_any()
}

/// The sum of one currency, of what is paid once.
fn total(total: ProposalTotal) -> AnyView {
    let what = match total.proposals {
        1 => "1 proposal, paid once".to_owned(),
        many => format!("{many} proposals, paid once"),
    };
    view! {
        <tr>
            <th scope="row" colspan="6">{what}</th>
            <td class="num" data-label="Total"><Money text=total.once.format(Locale::En)/></td>
        </tr>
    }
    .into_any()
}
