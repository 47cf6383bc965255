//! The list of mails.

use super::api::list_mails;
use crate::{
    platform,
    staff::{
        address::{address, shown},
        contacts::api::get_contact,
        frame::staff_page,
    },
    ui::{
        Badge, Card, EmptyState, FilterChips, IconName, LinkButton, NavLink, PageHeader, Pagination, Table,
        Tone, Variant,
    },
};
use domain::{
    ids::ContactId,
    mail::{MailFilter, MailRow, MailState},
};
use leptos::prelude::*;

const PATH: &str = "/staff/mail";

/// What was sent to whom, the newest first.
#[component]
pub fn MailsPage() -> impl IntoView {
    let filter: MailFilter = platform::query();
    staff_page("Mail log", async move {
        let page = list_mails(filter.clone()).await?;
        let reader = match filter.contact.parse::<ContactId>() {
            Ok(id) => get_contact(id).await.ok().map(|contact| (id, contact.name)),
            Err(_) => None,
        };
        let (number, count, summary) = (page.page, page.page_count(), shown(&page));
        let base = address(PATH, &[("state", &filter.state), ("contact", &filter.contact)]);
        let body = if page.total == 0 {
            nothing(&filter)
        } else {
            view! {
                {mail_table(page.rows)}
                <Pagination page=number page_count=count base=base summary=summary/>
            }
            .into_any()
        };
        let (title, back) = match reader {
            Some((id, name)) => (
                format!("Mails to {name}"),
                (format!("/staff/contacts/{id}"), name),
            ),
            None => (
                "Mail log".to_owned(),
                ("/staff".to_owned(), "Dashboard".to_owned()),
            ),
        };
        Ok(view! {
            <div class="page">
                <PageHeader
                    title=title
                    back=back
                    text="Every mail that Portico sent for you, and what became of it. Links that open a portal are blotted out."
                        .to_owned()
                />
                <Card class="flush">
                    <div class="toolbar">{chips(&filter)}</div>
                    {body}
                </Card>
            </div>
        }
        .into_any())
    })
}

fn chips(filter: &MailFilter) -> AnyView {
    let chip = |label: &str, key: &str| {
        let href = address(PATH, &[("state", key), ("contact", &filter.contact)]);
        NavLink::new(label, href).current(filter.state().map_or("", MailState::key) == key)
    };
    let mut chips = vec![chip("All", "")];
    chips.extend(MailState::ALL.map(|state| chip(state.label(), state.key())));
    view! { <FilterChips label="Mails by state" chips=chips/> }.into_any()
}

fn nothing(filter: &MailFilter) -> AnyView {
    if filter.state().is_none() && filter.contact.is_empty() {
        view! {
            <EmptyState
                icon=IconName::Mail
                title="No mail was sent yet"
                text="Invite a contact into the portal: the mail, its text and whether it arrived at the mail server stand here."
            >
                <LinkButton href="/staff/contacts" variant=Variant::Primary icon=IconName::Users>"Choose a contact"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <EmptyState icon=IconName::Search title="Nothing matches" text="There is no mail in this state.">
                <LinkButton href=PATH>"Show all mails"</LinkButton>
            </EmptyState>
        }
        .into_any()
    }
}

fn mail_table(rows: Vec<MailRow>) -> AnyView {
    let zone = platform::staff_zone();
    let rows: Vec<AnyView> = rows.into_iter().map(|row| line(row, &zone)).collect();
    view! {
        <Table label="Mails">
            <thead>
                <tr>
                    <th scope="col">"Subject"</th>
                    <th scope="col">"To"</th>
                    <th scope="col">"Kind"</th>
                    <th scope="col">"State"</th>
                    <th scope="col">"Queued"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn line(row: MailRow, zone: &str) -> AnyView {
    let subject = subject_of(&row);
    view! {
        <tr>
            <td class="cell-main" data-label="Subject">
                <a class="row-link" href=format!("{PATH}/{}", row.id)>{subject}</a>
            </td>
            <td data-label="To">
                <div>{row.to_name} <br/> <span class="muted small">{row.to_address}</span></div>
            </td>
            <td data-label="Kind">{row.kind.label()}</td>
            <td class="cell-badge" data-label="State"><Badge tone=tone(row.state) text=row.state.label()/></td>
            <td data-label="Queued" class="nowrap">
                <time datetime=platform::stamp(row.created_at)>{platform::when(row.created_at, zone)}</time>
            </td>
        </tr>
    }
    .into_any()
}

/// A mail gets its subject when it is made; until then its kind stands for it.
pub fn subject_of(row: &MailRow) -> String {
    if row.subject.is_empty() {
        row.kind.label().to_owned()
    } else {
        row.subject.clone()
    }
}

/// What a state means.
pub fn tone(state: MailState) -> Tone {
    match state {
        MailState::Queued => Tone::Neutral,
        MailState::Sent => Tone::Success,
        MailState::Failed => Tone::Warning,
        MailState::Bounced => Tone::Danger,
    }
}
