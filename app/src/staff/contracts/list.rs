//! The list of contracts.

use super::api::list_contracts;
use crate::{
    platform,
    portal::contracts::status::tone,
    staff::{
        address::{address, shown},
        frame::staff_page,
    },
    ui::{
        Badge, Card, EmptyState, FilterChips, HiddenField, IconName, LinkButton, NavLink, PageHeader,
        Pagination, SearchBar, SortHeader, Table, Tone, Variant,
    },
};
use domain::{
    contract::{
        ContractStatus,
        view::{ContractFilter, ContractRow},
    },
    list::Page,
    locale::Locale,
    role::Permission,
};
use leptos::prelude::*;

const PATH: &str = "/staff/contracts";

/// All contracts, searched, filtered and sorted.
#[component]
pub fn ContractsPage() -> impl IntoView {
    let filter: ContractFilter = platform::query();
    staff_page("Contracts", async move {
        let may_write = platform::staff_visit()?
            .frame
            .role
            .may(Permission::ContractsWrite);
        let page = list_contracts(filter.clone()).await?;
        let zone = platform::staff_zone();
        let body = if page.total == 0 {
            nothing(&filter, may_write)
        } else {
            table(&filter, page, &zone)
        };
        let kept = [
            ("status", filter.status.clone()),
            ("sort", filter.sort.clone()),
            ("company", filter.company.clone()),
            ("contact", filter.contact.clone()),
        ];
        let kept = kept.into_iter().filter(|(_, value)| !value.is_empty());
        let kept = kept
            .map(|(name, value)| view! { <HiddenField name=name value=value/> })
            .collect_view();
        let export = here("/staff/contracts/export", &filter, &filter.status, &filter.sort);
        let new_button = may_write.then(|| {
            view! {
                <LinkButton href="/staff/contracts/new" variant=Variant::Primary icon=IconName::Plus>"New contract"</LinkButton>
            }
        });
        Ok(view! {
            <div class="page">
                <PageHeader title="Contracts">
                    <LinkButton href=export icon=IconName::Download variant=Variant::Quiet download=true>"CSV"</LinkButton>
                    <LinkButton href="/staff/contracts/templates" icon=IconName::Documents>"Templates"</LinkButton>
                    {new_button}
                </PageHeader>
                <div class="toolbar">
                    <FilterChips label="Contracts by state" chips=chips(&filter)/>
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

fn here(path: &str, filter: &ContractFilter, status: &str, sort: &str) -> String {
    address(
        path,
        &[
            ("search", filter.search.as_str()),
            ("company", filter.company.as_str()),
            ("contact", filter.contact.as_str()),
            ("status", status),
            ("sort", sort),
        ],
    )
}

fn chips(filter: &ContractFilter) -> Vec<NavLink> {
    let chip = |label: &str, status: &str| {
        let current = filter.status.trim() == status;
        NavLink::new(label, here(PATH, filter, status, &filter.sort)).current(current)
    };
    let mut chips = vec![chip("All", ""), chip("Waiting", "open")];
    let shown = ContractStatus::ALL
        .iter()
        .filter(|status| !status.is_open())
        .map(|status| chip(status.label(), status.as_str()));
    chips.extend(shown);
    chips
}

fn nothing(filter: &ContractFilter, may_write: bool) -> AnyView {
    let narrowed = [&filter.search, &filter.status, &filter.company, &filter.contact];
    if narrowed.iter().any(|part| !part.trim().is_empty()) {
        return view! {
            <EmptyState icon=IconName::Search title="No contract matches" text="Try another word or another state.">
                <LinkButton href=PATH>"Show all contracts"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let first = may_write.then(|| {
        view! { <LinkButton href="/staff/contracts/new" variant=Variant::Primary>"New contract"</LinkButton> }
    });
    view! {
        <EmptyState
            icon=IconName::Contract
            title="No contracts yet"
            text="Write one, or begin with a template. Clients read and sign it in their portal."
        >
            {first}
        </EmptyState>
    }
    .into_any()
}

fn table(filter: &ContractFilter, page: Page<ContractRow>, zone: &str) -> AnyView {
    let (number, count, summary) = (page.page, page.page_count(), shown(&page));
    let base = here(PATH, filter, &filter.status, "");
    let current = match filter.sort.trim() {
        "" => "-updated".to_owned(),
        sort => sort.to_owned(),
    };
    let head = |label: &'static str, key: &'static str| {
        view! { <SortHeader label=label key=key current=current.clone() base=base.clone()/> }.into_any()
    };
    let plain = |label: &'static str| view! { <th scope="col">{label}</th> }.into_any();
    let heads = vec![
        head("Title", "title"),
        head("Number", "number"),
        head("Company", "company"),
        plain("State"),
        plain("Signed"),
        head("Sign by", "expires"),
        head("Changed", "updated"),
    ];
    let rows = page.rows.into_iter().map(|one| row(one, zone)).collect_view();
    let pages = here(PATH, filter, &filter.status, &filter.sort);
    view! {
        <Card class="flush">
            <Table label="Contracts">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <Pagination page=number page_count=count base=pages summary=summary/>
        </Card>
    }
    .into_any()
}

/// A state in a word, with whether one is asked oneself.
pub(in crate::staff) fn badges(row: &ContractRow) -> AnyView {
    let turn = row
        .your_turn
        .then(|| view! { <Badge tone=Tone::Warning text="Your turn"/> });
    view! { <span class="cluster"><Badge tone=tone(row.status) text=row.status.label()/>{turn}</span> }
        .into_any()
}

fn row(row: ContractRow, zone: &str) -> AnyView {
    let href = format!("{PATH}/{}", row.id);
    let company = format!("/staff/companies/{}", row.company_id);
    let until = row.expires_at.filter(|_| row.status.is_open());
    let until = until.map_or_else(|| "–".to_owned(), |at| platform::when(at, zone));
    let changed = Locale::En.format_date_short(row.updated_at.date_naive());
    let signed = match row.signers {
        0 => "–".to_owned(),
        signers => format!("{} of {signers}", row.signed),
    };
    let badges = badges(&row);
    view! {
        <tr>
            <td class="cell-main"><a class="row-link" href=href>{row.title}</a></td>
            <td data-label="Number">{row.number.unwrap_or_else(|| "–".to_owned())}</td>
            <td data-label="Company"><a class="quiet-link" href=company>{row.company_name}</a></td>
            <td class="cell-badge" data-label="State">{badges}</td>
            <td data-label="Signed">{signed}</td>
            <td data-label="Sign by">{until}</td>
            <td data-label="Changed">{changed}</td>
        </tr>
    }
    .into_any()
}
