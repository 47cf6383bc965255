//! The list of contacts.

use super::{api::list_contacts, visibility::visibility_badge};
use crate::{
    platform,
    staff::{
        address::{address, shown},
        companies::list::toolbar,
        frame::staff_page,
        tags::{api::tag_choices, chips::chips},
    },
    ui::{Badge, Card, EmptyState, IconName, LinkButton, PageHeader, Pagination, SortHeader, Table, Variant},
};
use domain::{company::ClientFilter, contact::ContactRow, list::Page, role::Permission};
use leptos::prelude::*;

const PATH: &str = "/staff/contacts";

/// All contacts, to search, filter and sort.
#[component]
pub fn ContactsPage() -> impl IntoView {
    let filter: ClientFilter = platform::query();
    staff_page("Contacts", async move {
        let page = list_contacts(filter.clone()).await?;
        let tags = tag_choices().await?;
        let may_add = platform::staff_visit()?.frame.role.may(Permission::ClientsWrite);
        let add = may_add.then(|| {
            view! {
                <LinkButton href="/staff/contacts/new" variant=Variant::Primary icon=IconName::UserPlus>"New contact"</LinkButton>
            }
        });
        let body = if page.total == 0 {
            nothing(&filter, may_add)
        } else {
            table(page, &filter)
        };
        Ok(view! {
            <div class="page">
                <PageHeader title="Contacts" text="The people who open the portal for their companies.".to_owned()>{add}</PageHeader>
                {toolbar(PATH, "Contacts by state", "Search contacts", &filter, tags)}
                <Card class="flush">{body}</Card>
            </div>
        }
        .into_any())
    })
}

fn nothing(filter: &ClientFilter, may_add: bool) -> AnyView {
    if filter.narrows() {
        return view! {
            <EmptyState icon=IconName::Search title="No contact matches" text="Try fewer words, or look among all contacts.">
                <LinkButton href=PATH>"Show all active contacts"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let add = may_add.then(|| {
        view! {
            <LinkButton href="/staff/contacts/new" variant=Variant::Primary icon=IconName::UserPlus>"Add the first contact"</LinkButton>
        }
    });
    view! {
        <EmptyState
            icon=IconName::Users
            title="No contacts yet"
            text="Add the people at your clients, and invite them into the portal by mail."
        >
            {add}
        </EmptyState>
    }
    .into_any()
}

fn table(page: Page<ContactRow>, filter: &ClientFilter) -> AnyView {
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
    let head = |label: &'static str, key: &'static str| {
        view! { <SortHeader label=label key=key current=current.clone() base=base.clone()/> }.into_any()
    };
    let heads = [
        head("Name", "name"),
        view! { <th scope="col">"Companies"</th> }.into_any(),
        head("E-mail", "email"),
        view! { <th scope="col">"Visible in portal"</th> }.into_any(),
        head("Last seen", "seen"),
    ];
    let zone = platform::staff_zone();
    let rows: Vec<AnyView> = page.rows.into_iter().map(|row| line(row, &zone)).collect();
    view! {
        <Table label="Contacts">
            <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <Pagination page=number page_count=count base=sorted summary=summary/>
    }
    .into_any()
}

fn line(row: ContactRow, zone: &str) -> AnyView {
    let archived = row.archived_at.is_some();
    let badge = archived.then(|| view! { " " <Badge text="Archived"/> });
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let seen = row
        .last_seen_at
        .map_or_else(|| "Never".to_owned(), |at| platform::when(at, zone));
    view! {
        <tr class=archived.then_some("is-muted")>
            <td class="cell-main" data-label="Name">
                <a class="row-link" href=format!("/staff/contacts/{}", row.id)>{row.name}</a>
                {badge}
                {chips(row.tags)}
            </td>
            <td data-label="Companies">{or_dash(row.companies.join(", "))}</td>
            <td data-label="E-mail">{or_dash(row.email)}</td>
            <td data-label="Visible in portal">{visibility_badge(&row.visibility)}</td>
            <td data-label="Last seen">{seen}</td>
        </tr>
    }
    .into_any()
}
