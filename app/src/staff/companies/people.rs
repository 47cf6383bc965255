//! A company's people, and their way into the portal.

use crate::{
    platform,
    staff::contacts::visibility::visibility_badge,
    ui::{Badge, Card, EmptyState, IconName, LinkButton, Notice, Section, Table, Tone},
};
use domain::{
    company::CompanyContact,
    ids::CompanyId,
    role::{Permission, Role},
};
use leptos::prelude::*;

/// The tab with the contacts.
pub fn contacts(id: CompanyId, contacts: Vec<CompanyContact>, role: Role) -> AnyView {
    let new = format!("/staff/contacts/new?company={id}");
    let may_add = role.may(Permission::ClientsWrite);
    let add = move |text: &'static str| {
        may_add.then(|| {
            view! { <LinkButton href=new.clone() icon=IconName::UserPlus>{text}</LinkButton> }.into_any()
        })
    };
    if contacts.is_empty() {
        return view! {
            <Card>
                <EmptyState icon=IconName::Users title="No contacts yet" text="Contacts are the people who open the portal for this company.">
                    {add("Add a contact")}
                </EmptyState>
            </Card>
        }
        .into_any();
    }
    let rows: Vec<AnyView> = contacts.into_iter().map(contact_line).collect();
    view! {
        <Section title="Contacts" class="flush" actions=add("New contact").into_any()>
            <Table label="Contacts">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Job title"</th>
                        <th scope="col">"E-mail"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </Section>
    }
    .into_any()
}

fn contact_line(contact: CompanyContact) -> AnyView {
    let badge = contact.archived.then(|| view! { " " <Badge text="Archived"/> });
    view! {
        <tr class=contact.archived.then_some("is-muted")>
            <td class="cell-main" data-label="Name">
                <a class="row-link" href=format!("/staff/contacts/{}", contact.id)>{contact.name}</a>
                {badge}
            </td>
            <td data-label="Job title">{contact.job_title}</td>
            <td data-label="E-mail">{contact.email}</td>
        </tr>
    }
    .into_any()
}

/// The tab with what each contact can open, and the way to invite.
pub fn access(contacts: Vec<CompanyContact>, role: Role) -> AnyView {
    if contacts.is_empty() {
        return view! {
            <Notice tone=Tone::Info>"Nobody can open the portal for this company: it has no contacts."</Notice>
        }
        .into_any();
    }
    let zone = platform::staff_zone();
    let rows: Vec<AnyView> = contacts
        .into_iter()
        .map(|contact| access_line(contact, role, &zone))
        .collect();
    view! {
        <Section
            title="Portal access"
            text="Each contact has a link of their own, so that the log always knows who it was.".to_owned()
            class="flush"
        >
            <Table label="Portal access">
                <thead>
                    <tr>
                        <th scope="col">"Contact"</th>
                        <th scope="col">"Visible in portal"</th>
                        <th scope="col">"Last seen"</th>
                        <th scope="col"><span class="visually-hidden">"Actions"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </Section>
    }
    .into_any()
}

fn access_line(contact: CompanyContact, role: Role, zone: &str) -> AnyView {
    let id = contact.id;
    let seen = contact
        .last_seen_at
        .map_or_else(|| "Never".to_owned(), |at| platform::when(at, zone));
    let can = role.may(Permission::AccessManage) && contact.visibility.invitation_obstacle().is_none();
    let label = format!("Send portal invitation to {}", contact.name);
    let invite = can.then(|| {
        view! {
            <LinkButton href=format!("/staff/contacts/{id}/invite") icon=IconName::Send class="small" label=label>
                "Send portal invitation"
            </LinkButton>
        }
    });
    view! {
        <tr class=contact.archived.then_some("is-muted")>
            <td class="cell-main" data-label="Contact">
                <a href=format!("/staff/contacts/{id}?tab=access")>{contact.name}</a>
            </td>
            <td data-label="Visible in portal">{visibility_badge(&contact.visibility)}</td>
            <td data-label="Last seen">{seen}</td>
            <td class="cell-actions">{invite}</td>
        </tr>
    }
    .into_any()
}
