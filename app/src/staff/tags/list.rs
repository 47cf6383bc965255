//! The list of tags.

use super::{api::list_tags, chips::chips};
use crate::{
    staff::frame::staff_page,
    ui::{Card, EmptyState, IconName, LinkButton, PageHeader, Table},
};
use domain::client_tag::TagRow;
use leptos::prelude::*;

/// Every tag, with how many have it.
#[component]
pub fn ClientTagsPage() -> impl IntoView {
    staff_page("Tags", async move {
        let tags = list_tags().await?;
        let body = if tags.is_empty() { nothing() } else { table(tags) };
        Ok(view! {
            <div class="page">
                <PageHeader
                    title="Tags"
                    text="What companies and contacts have in common. Pages, blocks and menu items can be for those who have a tag.".to_owned()
                />
                <Card class="flush">{body}</Card>
            </div>
        }
        .into_any())
    })
}

fn nothing() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Tag
            title="No tags yet"
            text="Type tags into the form of a company or a contact, such as “VIP” or “Retainer”. They are listed here."
        >
            <LinkButton href="/staff/contacts">"To the contacts"</LinkButton>
        </EmptyState>
    }
    .into_any()
}

fn table(tags: Vec<TagRow>) -> AnyView {
    let rows = tags.into_iter().map(line).collect_view();
    view! {
        <Table label="Tags">
            <thead>
                <tr>
                    <th scope="col">"Tag"</th>
                    <th scope="col" class="num">"Companies"</th>
                    <th scope="col" class="num">"Contacts"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn line(row: TagRow) -> impl IntoView {
    let id = row.tag.id;
    let name = row.tag.name.clone();
    view! {
        <tr>
            <td class="cell-main" data-label="Tag">
                <a class="row-link" href=format!("/staff/tags/{id}") aria-label=name>{chips(vec![row.tag])}</a>
            </td>
            <td class="num" data-label="Companies">{number(row.companies, format!("/staff/companies?state=all&tag={id}"))}</td>
            <td class="num" data-label="Contacts">{number(row.contacts, format!("/staff/contacts?state=all&tag={id}"))}</td>
        </tr>
    }
}

/// A number that leads to those whom it counts.
pub(super) fn number(count: u64, href: String) -> AnyView {
    if count == 0 {
        return view! { <span class="muted">"0"</span> }.into_any();
    }
    view! { <a href=href>{count}</a> }.into_any()
}
