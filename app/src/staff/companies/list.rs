//! The list of companies.

use super::api::list_companies;
use crate::{
    platform,
    staff::{
        address::{address, shown},
        figures::sum_lines,
        frame::staff_page,
        tags::{api::tag_choices, chips::chips},
    },
    ui::{
        Badge, Card, EmptyState, FilterChips, HiddenField, IconName, LinkButton, NavLink, PageHeader,
        Pagination, SearchBar, SortHeader, Table, Variant,
    },
};
use domain::{
    client_tag::TagChoice,
    company::{ClientFilter, ClientState, CompanyRow},
    list::Page,
    role::Permission,
};
use leptos::prelude::*;

const PATH: &str = "/staff/companies";

/// All companies, to search, filter and sort.
#[component]
pub fn CompaniesPage() -> impl IntoView {
    let filter: ClientFilter = platform::query();
    staff_page("Companies", async move {
        let page = list_companies(filter.clone()).await?;
        let tags = tag_choices().await?;
        let may_add = platform::staff_visit()?.frame.role.may(Permission::ClientsWrite);
        let add = may_add.then(|| {
            view! {
                <LinkButton href="/staff/companies/new" variant=Variant::Primary icon=IconName::Plus>"New company"</LinkButton>
            }
        });
        let body = if page.total == 0 {
            nothing(&filter, may_add)
        } else {
            table(page, &filter)
        };
        Ok(view! {
            <div class="page">
                <PageHeader title="Companies" text="The organisations that you send invoices to.".to_owned()>{add}</PageHeader>
                {toolbar(PATH, "Companies by state", "Search companies", &filter, tags)}
                <Card class="flush">{body}</Card>
            </div>
        }
        .into_any())
    })
}

/// Filter and search above a list of companies or contacts.
pub(crate) fn toolbar(
    path: &'static str,
    chips_label: &'static str,
    search_label: &'static str,
    filter: &ClientFilter,
    tags: Vec<TagChoice>,
) -> AnyView {
    let chips = ClientState::ALL.map(|state| {
        let key = if state == ClientState::default() {
            ""
        } else {
            state.key()
        };
        let parameters = [
            ("search", filter.search.as_str()),
            ("state", key),
            ("tag", &filter.tag),
            ("sort", &filter.sort),
        ];
        NavLink::new(state.label(), address(path, &parameters)).current(state == filter.state())
    });
    let (search, sort, state) = (filter.search.clone(), filter.sort.clone(), filter.state().key());
    // A tag of an old link that is not there any more stays chosen, so that the list says why it is empty.
    let unlisted = !filter.tag.is_empty() && !tags.iter().any(|tag| tag.id.to_string() == filter.tag);
    let tag = (!tags.is_empty() || unlisted).then(|| {
        let options = tags.into_iter().map(|tag| {
            let id = tag.id.to_string();
            let chosen = id == filter.tag;
            view! { <option value=id selected=chosen>{tag.name}</option> }
        });
        let gone = unlisted.then(|| {
            view! { <option value=filter.tag.clone() selected=true>"A tag that is not there any more"</option> }
        });
        view! {
            <select class="input" name="tag" aria-label="Tag">
                <option value="">"All tags"</option>
                {options.collect_view()}
                {gone}
            </select>
        }
    });
    view! {
        <div class="toolbar">
            <FilterChips label=chips_label chips=chips.to_vec()/>
            <SearchBar action=path label=search_label name="search" value=search>
                <HiddenField name="state" value=state/>
                <HiddenField name="sort" value=sort/>
                {tag}
            </SearchBar>
        </div>
    }
    .into_any()
}

fn nothing(filter: &ClientFilter, may_add: bool) -> AnyView {
    if filter.narrows() {
        return view! {
            <EmptyState icon=IconName::Search title="No company matches" text="Try fewer words, or look among all companies.">
                <LinkButton href=PATH>"Show all active companies"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let add = may_add.then(|| {
        view! {
            <LinkButton href="/staff/companies/new" variant=Variant::Primary icon=IconName::Plus>"Add the first company"</LinkButton>
        }
    });
    view! {
        <EmptyState
            icon=IconName::Building
            title="No companies yet"
            text="A company is who you send invoices to. Its contacts are the people who open the portal."
        >
            {add}
        </EmptyState>
    }
    .into_any()
}

fn table(page: Page<CompanyRow>, filter: &ClientFilter) -> AnyView {
    let (number, count, summary) = (page.page, page.page_count(), shown(&page));
    let narrowed = [
        ("search", filter.search.as_str()),
        ("state", filter.state.as_str()),
        ("tag", filter.tag.as_str()),
    ];
    let base = address(PATH, &narrowed);
    let sorted = address(
        PATH,
        &[narrowed[0], narrowed[1], narrowed[2], ("sort", &filter.sort)],
    );
    let current = if filter.sort.is_empty() {
        "name".to_owned()
    } else {
        filter.sort.clone()
    };
    let head = |label: &'static str, key: &'static str, numeric: bool| {
        view! { <SortHeader label=label key=key current=current.clone() base=base.clone() numeric=numeric/> }
            .into_any()
    };
    let heads = [
        head("Name", "name", false),
        head("Town", "city", false),
        view! { <th scope="col" class="num">"Contacts"</th> }.into_any(),
        head("Open", "open", true),
    ];
    let rows: Vec<AnyView> = page.rows.into_iter().map(line).collect();
    view! {
        <Table label="Companies">
            <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <Pagination page=number page_count=count base=sorted summary=summary/>
    }
    .into_any()
}

fn line(row: CompanyRow) -> AnyView {
    let archived = row.archived_at.is_some();
    let badge = archived.then(|| view! { " " <Badge text="Archived"/> });
    let city = if row.city.is_empty() {
        "–".to_owned()
    } else {
        row.city
    };
    view! {
        <tr class=archived.then_some("is-muted")>
            <td class="cell-main" data-label="Name">
                <a class="row-link" href=format!("/staff/companies/{}", row.id)>{row.name}</a>
                {badge}
                {chips(row.tags)}
            </td>
            <td data-label="Town">{city}</td>
            <td class="num" data-label="Contacts">{row.contacts}</td>
            <td class="num" data-label="Open">{sum_lines(&row.open)}</td>
        </tr>
    }
    .into_any()
}
