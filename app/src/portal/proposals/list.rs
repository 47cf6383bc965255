//! Portal: the list of proposals.

use super::{api::list_proposals, sheet::badge};
use crate::{
    portal::{
        frame::portal_page,
        reader::{Reader, address},
    },
    ui::{
        Card, EmptyState, FilterChips, HiddenField, IconName, LinkButton, NavLink, PageHeader, Pagination,
        SearchBar, SortHeader, Table,
    },
};
use domain::{
    list::Page,
    proposal::{
        DisplayStatus,
        view::{ProposalFilter, ProposalRow, StatusFilter},
    },
};
use leptos::prelude::*;

const PATH: &str = "/portal/proposals";

/// The client's proposals: filtered, searched, sorted and paged by the address.
#[component]
pub fn ClientProposalsPage() -> impl IntoView {
    let filter: ProposalFilter = crate::platform::query();
    portal_page("nav-proposals", async move {
        let reader = Reader::here()?;
        let found = list_proposals(filter.clone()).await?;
        let status = match filter.status() {
            StatusFilter::All => "",
            StatusFilter::Open => "open",
            StatusFilter::Only(DisplayStatus::Sent | DisplayStatus::Viewed) => "open",
            StatusFilter::Only(other) => other.as_str(),
        };
        let (search, sort) = (filter.search(), filter.sort.clone());
        let export_label = reader.text("proposals-export");
        let export = (found.total > 0).then(|| {
            let parts = [
                ("status", status),
                ("search", search.as_str()),
                ("sort", sort.as_str()),
            ];
            let href = address("/portal/proposals/export.csv", &parts);
            view! { <LinkButton href=href icon=IconName::Download download=true>{export_label}</LinkButton> }
        });
        let toolbar = toolbar(&reader, status, &search, &sort);
        let body = match found.rows.is_empty() {
            true => empty(&reader, status.is_empty() && search.is_empty()),
            false => table(&reader, found, (status, &search, &sort)),
        };
        Ok(view! {
            <div class="page">
                <PageHeader title=reader.text("nav-proposals")>{export}</PageHeader>
                <Card class="flush">{toolbar}{body}</Card>
            </div>
        }
        .into_any())
    })
}

fn toolbar(reader: &Reader, status: &str, search: &str, sort: &str) -> AnyView {
    let chips = [
        ("", "proposals-all"),
        ("open", "proposals-open"),
        ("accepted", "proposals-accepted"),
        ("declined", "proposals-declined"),
        ("expired", "proposals-expired"),
    ]
    .map(|(key, text)| {
        let href = address(PATH, &[("status", key), ("search", search), ("sort", sort)]);
        NavLink::new(reader.text(text), href).current(key == status)
    });
    let (status, sort) = (status.to_owned(), sort.to_owned());
    view! {
        <div class="toolbar">
            <FilterChips label=reader.text("proposals-by-state") chips=chips.to_vec()/>
            <SearchBar
                action=PATH
                label=reader.text("proposals-search")
                name="search"
                value=search.to_owned()
                button=reader.text("proposals-search-button")
            >
                {(!status.is_empty()).then(|| view! { <HiddenField name="status" value=status.clone()/> })}
                {(!sort.is_empty()).then(|| view! { <HiddenField name="sort" value=sort.clone()/> })}
            </SearchBar>
        </div>
    }
    .into_any()
}

fn empty(reader: &Reader, all: bool) -> AnyView {
    if all {
        return view! {
            <EmptyState icon=IconName::Proposal title=reader.text("proposals-none") text=reader.text("proposals-none-text")/>
        }
        .into_any();
    }
    let show_all = reader.text("proposals-show-all");
    view! {
        <EmptyState icon=IconName::Search title=reader.text("proposals-no-match") text=reader.text("proposals-no-match-text")>
            <LinkButton href=PATH>{show_all}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

fn table(reader: &Reader, found: Page<ProposalRow>, (status, search, sort): (&str, &str, &str)) -> AnyView {
    let base = address(PATH, &[("status", status), ("search", search)]);
    let pages = address(PATH, &[("status", status), ("search", search), ("sort", sort)]);
    let head = |key: &'static str, text: &str, numeric: bool| {
        view! {
            <SortHeader label=reader.text(text) key=key current=sort.to_owned() base=base.clone() numeric=numeric/>
        }
        .into_any()
    };
    let company = reader.several_companies;
    let heads = [
        Some(head("number", "proposals-number", false)),
        Some(head("title", "proposals-title", false)),
        company.then(|| head("company", "proposals-company", false)),
        Some(head("sent", "proposals-sent", false)),
        Some(head("valid_until", "proposals-valid", false)),
        Some(head("total", "proposals-once", true)),
    ];
    let heads: Vec<AnyView> = heads.into_iter().flatten().collect();
    let (page, count, summary) = (found.page, found.page_count(), reader.range(&found, None));
    let rows = found
        .rows
        .into_iter()
        .map(|each| row(reader, each))
        .collect_view();
    let state = reader.text("proposals-status");
    view! {
        <Table label=reader.text("nav-proposals")>
            <thead><tr>{heads}<th scope="col">{state}</th></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <Pagination
            page=page
            page_count=count
            base=pages
            summary=summary
            label=reader.text("pages-label")
            previous=reader.text("pages-previous")
            next=reader.text("pages-next")
        />
    }
    .into_any()
}

fn row(reader: &Reader, row: ProposalRow) -> AnyView {
    let href = format!("/portal/proposals/{}", row.id);
    let company = reader.several_companies.then(|| {
        view! { <td data-label=reader.text("proposals-company")>{row.company_name.clone()}</td> }
    });
    let sent = row.sent_at.map(|at| reader.when(at)).unwrap_or_default();
    let valid = row
        .valid_until
        .map_or_else(|| "–".to_owned(), |day| reader.day(day));
    view! {
        <tr>
            <td class="cell-main" data-label=reader.text("proposals-number")>
                <a class="row-link" href=href>{row.number.clone().unwrap_or_default()}</a>
            </td>
            <td data-label=reader.text("proposals-title")>{row.title.clone()}</td>
            {company}
            <td data-label=reader.text("proposals-sent")>{sent}</td>
            <td data-label=reader.text("proposals-valid")>{valid}</td>
            <td class="num" data-label=reader.text("proposals-once")>{amounts(reader, &row)}</td>
            <td class="cell-badge" data-label=reader.text("proposals-status")>{badge(reader, row.display_status)}</td>
        </tr>
    }
    .into_any()
}

/// What is paid once, and below it what recurs.
pub(in crate::portal) fn amounts(reader: &Reader, row: &ProposalRow) -> AnyView {
    let once = reader.money(row.once);
    let recurring = row
        .recurring
        .iter()
        .map(|(period, money)| {
            let key = format!("proposal-per-{}", period.as_str());
            let text = reader.text_with(&key, [("amount", reader.money(*money))]);
            view! { <span class="line-more muted">{text}</span> }
        })
        .collect_view();
    view! { <span class="money">{once}</span>{recurring} }.into_any()
}
