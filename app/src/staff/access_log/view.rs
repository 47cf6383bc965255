//! The access log.

use super::api::list_access;
use crate::{
    platform,
    staff::{
        address::{address, shown},
        contacts::api::{contact_choices, get_contact},
        frame::staff_page,
    },
    ui::{
        Badge, Button, Card, EmptyState, IconName, LinkButton, PageHeader, Pagination, SelectField, Table,
        Tone, Variant,
    },
};
use domain::{
    access::{AccessFilter, AccessKind, AccessLine},
    ids::ContactId,
};
use leptos::prelude::*;

const PATH: &str = "/staff/access-log";

/// Who opened, viewed and downloaded what.
#[component]
pub fn AccessLogPage() -> impl IntoView {
    let filter: AccessFilter = platform::query();
    staff_page("Access log", async move {
        let page = list_access(filter.clone()).await?;
        let mut people: Vec<(String, String)> = contact_choices(None)
            .await?
            .into_iter()
            .map(|choice| (choice.id.to_string(), choice.name))
            .collect();
        if let Ok(id) = filter.contact.parse::<ContactId>()
            && people.iter().all(|(known, _)| *known != filter.contact)
            && let Ok(contact) = get_contact(id).await
        {
            people.push((filter.contact.clone(), contact.name));
        }
        let (number, count, summary) = (page.page, page.page_count(), shown(&page));
        let base = address(PATH, &[("contact", &filter.contact), ("kind", &filter.kind)]);
        let body = if page.total == 0 {
            nothing(&filter)
        } else {
            let zone = platform::staff_zone();
            view! {
                {access_table(page.rows, &zone, true)}
                <Pagination page=number page_count=count base=base summary=summary/>
            }
            .into_any()
        };
        Ok(view! {
            <div class="page">
                <PageHeader
                    title="Access log"
                    text="What your clients opened, viewed and downloaded. Previews by staff are not counted.".to_owned()
                />
                {filters(&filter, people)}
                <Card class="flush">{body}</Card>
            </div>
        }
        .into_any())
    })
}

fn filters(filter: &AccessFilter, people: Vec<(String, String)>) -> AnyView {
    let kinds = AccessKind::ALL.map(|kind| (kind.key().to_owned(), kind.label().to_owned()));
    let narrowed = !filter.contact.is_empty() || !filter.kind.is_empty();
    let all = narrowed
        .then(|| view! { <LinkButton href=PATH variant=Variant::Quiet>"Show everything"</LinkButton> });
    view! {
        <form method="get" action=PATH class="form" aria-label="Filter">
            <div class="form-grid">
                <SelectField label="Contact" name="contact" options=people empty="Everybody" value=filter.contact.clone()/>
                <SelectField label="What" name="kind" options=kinds.to_vec() empty="Everything" value=filter.kind.clone()/>
            </div>
            <div class="form-actions"><Button icon=IconName::Filter>"Filter"</Button>{all}</div>
        </form>
    }
    .into_any()
}

fn nothing(filter: &AccessFilter) -> AnyView {
    if filter.contact.is_empty() && filter.kind.is_empty() {
        view! {
            <EmptyState
                icon=IconName::Eye
                title="Nothing opened yet"
                text="Invite a contact into the portal: what is opened, viewed and downloaded there is noted here."
            />
        }
        .into_any()
    } else {
        view! {
            <EmptyState icon=IconName::Search title="Nothing matches" text="No event of this kind by this contact."/>
        }
        .into_any()
    }
}

/// Events in a table; with the contacts' names unless all are of one.
pub fn access_table(lines: Vec<AccessLine>, zone: &str, with_contact: bool) -> AnyView {
    let contact_head = with_contact.then(|| view! { <th scope="col">"Contact"</th> });
    let rows: Vec<AnyView> = lines
        .into_iter()
        .map(|line| row(line, zone, with_contact))
        .collect();
    view! {
        <Table label="Access log">
            <thead>
                <tr>
                    <th scope="col">"When"</th>
                    {contact_head}
                    <th scope="col">"What"</th>
                    <th scope="col">"Document"</th>
                    <th scope="col">"Browser"</th>
                    <th scope="col">"Network"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn row(line: AccessLine, zone: &str, with_contact: bool) -> AnyView {
    let tone = match line.kind {
        AccessKind::SignedIn => Tone::Success,
        AccessKind::Viewed | AccessKind::Downloaded => Tone::Info,
        AccessKind::LinkRequested => Tone::Warning,
        _ => Tone::Neutral,
    };
    let contact = with_contact.then(|| {
        let href = format!("/staff/contacts/{}?tab=access", line.contact);
        view! { <td data-label="Contact"><a href=href>{line.contact_name}</a></td> }
    });
    let invoice = line.invoice.map(|id| format!("/staff/invoices/{id}"));
    let proposal = line.proposal.map(|id| format!("/staff/proposals/{id}"));
    let object = match invoice.or(proposal) {
        Some(href) => view! { <a href=href>{line.object}</a> }.into_any(),
        None if line.object.is_empty() => view! { <span class="muted">"–"</span> }.into_any(),
        None => line.object.into_any(),
    };
    view! {
        <tr>
            <td class="cell-main" data-label="When">
                <time datetime=platform::stamp(line.at)>{platform::when(line.at, zone)}</time>
            </td>
            {contact}
            <td data-label="What"><Badge tone=tone text=line.kind.label()/></td>
            <td data-label="Document">{object}</td>
            <td data-label="Browser">{line.browser}</td>
            <td data-label="Network">{line.address}</td>
        </tr>
    }
    .into_any()
}
