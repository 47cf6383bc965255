//! Portal: the list of contracts.

use super::{api::list_contracts, status_badge};
use crate::{
    portal::{
        frame::portal_page,
        reader::{Reader, address},
    },
    ui::{
        Badge, Card, EmptyState, FilterChips, HiddenField, IconName, LinkButton, NavLink, PageHeader,
        Pagination, SearchBar, SortHeader, Table, Tone, Variant,
    },
};
use domain::{
    contract::view::{ContractFilter, ContractRow},
    list::Page,
};
use leptos::prelude::*;

const PATH: &str = "/portal/contracts";

/// The client's contracts: filtered, searched, sorted and paged by the address.
#[component]
pub fn ClientContractsPage() -> impl IntoView {
    let filter: ContractFilter = crate::platform::query();
    portal_page("nav-contracts", async move {
        let reader = Reader::here()?;
        let found = list_contracts(filter.clone()).await?;
        let toolbar = toolbar(&reader, &filter);
        let body = if found.rows.is_empty() {
            empty(&reader, &filter)
        } else {
            table(&reader, &filter, found)
        };
        let export = here(&format!("{PATH}/export"), &filter, &filter.status);
        let csv = reader.text("contracts-export");
        Ok(view! {
            <div class="page">
                <PageHeader title=reader.text("nav-contracts")>
                    <LinkButton href=export icon=IconName::Download variant=Variant::Quiet download=true>{csv}</LinkButton>
                </PageHeader>
                <Card class="flush">{toolbar}{body}</Card>
            </div>
        }
        .into_any())
    })
}

fn here(path: &str, filter: &ContractFilter, status: &str) -> String {
    address(
        path,
        &[
            ("status", status),
            ("search", &filter.search),
            ("sort", &filter.sort),
        ],
    )
}

fn toolbar(reader: &Reader, filter: &ContractFilter) -> AnyView {
    let chips = [
        ("", "contracts-all"),
        ("open", "contracts-open"),
        ("completed", "contracts-completed"),
    ]
    .map(|(status, key)| {
        NavLink::new(reader.text(key), here(PATH, filter, status)).current(status == filter.status.trim())
    });
    let kept = [("status", filter.status.clone()), ("sort", filter.sort.clone())];
    let kept = kept.into_iter().filter(|(_, value)| !value.is_empty());
    let kept = kept
        .map(|(name, value)| view! { <HiddenField name=name value=value/> })
        .collect_view();
    view! {
        <div class="toolbar">
            <FilterChips label=reader.text("contracts-by-state") chips=chips.to_vec()/>
            <SearchBar
                action=PATH
                label=reader.text("contracts-search")
                name="search"
                value=filter.search.clone()
                button=reader.text("contracts-search-button")
            >
                {kept}
            </SearchBar>
        </div>
    }
    .into_any()
}

fn empty(reader: &Reader, filter: &ContractFilter) -> AnyView {
    if filter.search.trim().is_empty() && filter.status.trim().is_empty() {
        return view! {
            <EmptyState icon=IconName::Contract title=reader.text("contracts-none") text=reader.text("contracts-none-text")/>
        }
        .into_any();
    }
    let all = reader.text("contracts-show-all");
    view! {
        <EmptyState icon=IconName::Search title=reader.text("contracts-no-match") text=reader.text("contracts-no-match-text")>
            <LinkButton href=PATH>{all}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

fn table(reader: &Reader, filter: &ContractFilter, found: Page<ContractRow>) -> AnyView {
    let base = address(PATH, &[("status", &filter.status), ("search", &filter.search)]);
    let current = match filter.sort.trim() {
        "" => "-updated".to_owned(),
        sort => sort.to_owned(),
    };
    let head = |key: &'static str, text: &str| {
        view! { <SortHeader label=reader.text(text) key=key current=current.clone() base=base.clone()/> }
            .into_any()
    };
    let plain = |text: &str| view! { <th scope="col">{reader.text(text)}</th> }.into_any();
    let (page, count, summary) = (found.page, found.page_count(), reader.range(&found, None));
    let several = reader.several_companies;
    let rows = found.rows.into_iter().map(|one| row(reader, one)).collect_view();
    let mut heads = vec![
        head("title", "contracts-title"),
        head("number", "contracts-number"),
    ];
    if several {
        heads.push(head("company", "contracts-company"));
    }
    heads.push(plain("contracts-state"));
    heads.push(plain("contracts-signed"));
    heads.push(head("expires", "contracts-until"));
    view! {
        <Table label=reader.text("nav-contracts")>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
        <Pagination
            page=page
            page_count=count
            base=here(PATH, filter, &filter.status)
            summary=summary
            label=reader.text("pages-label")
            previous=reader.text("pages-previous")
            next=reader.text("pages-next")
        />
    }
    .into_any()
}

fn row(reader: &Reader, row: ContractRow) -> AnyView {
    let open = row.status.is_open();
    let until = row.expires_at.filter(|_| open).map(|at| reader.when(at));
    let signed = reader.text_with(
        "contracts-signed-of",
        [
            ("signed", row.signed.to_string()),
            ("signers", row.signers.to_string()),
        ],
    );
    let turn = row.your_turn.then(|| {
        view! { <Badge tone=Tone::Warning text=reader.text("contracts-your-turn")/> }
    });
    let href = format!("{PATH}/{}", row.id);
    view! {
        <tr>
            <td class="cell-main"><a class="row-link" href=href>{row.title}</a></td>
            <td data-label=reader.text("contracts-number")>{row.number.unwrap_or_default()}</td>
            {reader.several_companies.then(|| view! { <td data-label=reader.text("contracts-company")>{row.company_name}</td> })}
            <td class="cell-badge"><span class="cluster">{status_badge(reader, row.status)}{turn}</span></td>
            <td data-label=reader.text("contracts-signed")>{signed}</td>
            <td data-label=reader.text("contracts-until")>{until}</td>
        </tr>
    }
    .into_any()
}
