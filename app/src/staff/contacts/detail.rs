//! The page of a contact.

use super::{
    access,
    api::{ArchiveContact, RestoreContact, contact_activity, contact_invoices, get_contact},
    visibility::{visibility_sentence, visibility_tone},
};
use crate::{
    error::AppError,
    platform,
    staff::{
        companies::detail::{fact, linked},
        frame::staff_page,
        invoice_table::invoice_table,
        preview::PreviewAs,
        tags::chips::chips_to,
        timeline::timeline_page,
    },
    ui::{
        Badge, Button, Card, Confirm, Definition, DefinitionList, EmptyState, Form, FormErrors, HiddenField,
        IconName, LinkButton, NavLink, Notice, PageHeader, Pagination, Section, Tabs, Variant,
    },
};
use backend::clock::date_in;
use domain::{
    contact::ContactDetail,
    ids::ContactId,
    locale::Locale,
    role::{Permission, Role},
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct View {
    tab: String,
    page: u32,
}

/// A contact: who it is, invoices, portal access and what happened.
#[component]
pub fn ContactPage() -> impl IntoView {
    let id = platform::param::<ContactId>("id");
    let seen: View = platform::query();
    staff_page("Contact", async move {
        let id = id?;
        let role = platform::staff_visit()?.frame.role;
        let contact = get_contact(id).await?;
        let failed = platform::returned_form::<()>("contact_action").await;
        let errors = failed.map(|failed| failed.errors).unwrap_or_default();
        let (head, tabs) = (head(&contact, role), tabs(&contact, &seen.tab));
        let visible = visible(&contact);
        let body = match seen.tab.as_str() {
            "invoices" => invoices(id, seen.page).await?,
            "access" => access::tab(contact, role).await?,
            "activity" => activity(id, seen.page).await?,
            _ => overview(contact),
        };
        Ok(view! {
            <div class="page">
                {head}
                <FormErrors errors=errors title="That did not work"/>
                {visible}
                {tabs}
                {body}
            </div>
        }
        .into_any())
    })
}

fn visible(contact: &ContactDetail) -> AnyView {
    let tone = visibility_tone(&contact.visibility);
    let sentence = visibility_sentence(&contact.visibility);
    view! { <Notice tone=tone>{sentence}</Notice> }.into_any()
}

fn head(contact: &ContactDetail, role: Role) -> AnyView {
    let (id, archived) = (contact.id, contact.archived_at.is_some());
    let badge = if archived {
        view! { <Badge text="Archived"/> }.into_any()
    } else {
        ().into_any()
    };
    let can_invite = role.may(Permission::AccessManage) && contact.visibility.invitation_obstacle().is_none();
    let invite = can_invite.then(|| {
        view! {
            <LinkButton href=format!("/staff/contacts/{id}/invite") variant=Variant::Primary icon=IconName::Send>
                "Send portal invitation"
            </LinkButton>
        }
    });
    let look = (!archived && !contact.companies.is_empty()).then(|| {
        view! {
            <Form action=PreviewAs::url() class="inline-form">
                <HiddenField name="id" value=id.to_string()/>
                <Button icon=IconName::Eye>"View as client"</Button>
            </Form>
        }
    });
    let edit = role.may(Permission::ClientsWrite).then(|| {
        view! { <LinkButton href=format!("/staff/contacts/{id}/edit") icon=IconName::Edit>"Edit"</LinkButton> }
    });
    let put_away = role.may(Permission::ClientsWrite).then(|| put_away(id, archived));
    let job = contact.form.job_title.clone();
    view! {
        <PageHeader
            title=contact.name.clone()
            back=("/staff/contacts".to_owned(), "Contacts".to_owned())
            text=(!job.is_empty()).then_some(job)
            badge=badge
        >
            {invite}
            {look}
            {edit}
            {put_away}
        </PageHeader>
    }
    .into_any()
}

fn put_away(id: ContactId, archived: bool) -> AnyView {
    if archived {
        return view! {
            <Form action=RestoreContact::url() class="inline-form">
                <HiddenField name="id" value=id.to_string()/>
                <Button icon=IconName::Restore>"Restore"</Button>
            </Form>
        }
        .into_any();
    }
    view! {
        <Confirm summary="Archive" title="Archive this contact?" variant=Variant::Secondary icon=IconName::Archive>
            <p>"This person leaves the lists and is signed out of the portal at once; no link works. Nothing is deleted."</p>
            <Form action=ArchiveContact::url()>
                <HiddenField name="id" value=id.to_string()/>
                <Button variant=Variant::Danger icon=IconName::Archive>"Archive contact"</Button>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn tabs(contact: &ContactDetail, current: &str) -> AnyView {
    let base = format!("/staff/contacts/{}", contact.id);
    let known = ["invoices", "access", "activity"].contains(&current);
    let tab = |label: &str, key: &str| {
        let href = if key.is_empty() {
            base.clone()
        } else {
            format!("{base}?tab={key}")
        };
        NavLink::new(label, href).current(if known { key == current } else { key.is_empty() })
    };
    let tabs = vec![
        tab("Overview", ""),
        tab("Invoices", "invoices"),
        tab("Portal access", "access"),
        tab("Activity", "activity"),
    ];
    view! { <Tabs label=contact.name.clone() tabs=tabs/> }.into_any()
}

fn overview(contact: ContactDetail) -> AnyView {
    let zone = platform::staff_zone();
    let since = platform::day(date_in(contact.created_at, &zone), Locale::En);
    let companies: Vec<AnyView> = contact
        .companies
        .into_iter()
        .map(|(id, name)| view! { <div><a href=format!("/staff/companies/{id}")>{name}</a></div> }.into_any())
        .collect();
    let companies = if companies.is_empty() {
        view! { <span class="muted">"None"</span> }.into_any()
    } else {
        companies.into_any()
    };
    let tags = chips_to(contact.tags, "/staff/contacts");
    let tags = tags.map(|tags| view! { <Definition label="Tags">{tags}</Definition> });
    let form = contact.form;
    let language = form
        .locale
        .parse::<Locale>()
        .map(|locale| locale.own_name().to_owned())
        .unwrap_or_default();
    let seen = contact
        .last_seen_at
        .map_or_else(|| "Never".to_owned(), |at| platform::when(at, &zone));
    let notes = (!form.notes.is_empty()).then(|| {
        view! { <Section title="Notes" text="Only staff see these.".to_owned()><p class="pre-line">{form.notes.clone()}</p></Section> }
    });
    view! {
        <Section title="Details">
            <DefinitionList>
                {linked("E-mail", "mailto:", form.email)}
                {linked("Telephone", "tel:", form.phone)}
                <Definition label="Companies">{companies}</Definition>
                {tags}
                {fact("Language", language)}
                {fact("Time zone", form.timezone)}
                {fact("Last seen in the portal", seen)}
                {fact("Contact since", since)}
            </DefinitionList>
        </Section>
        {notes}
    }
    .into_any()
}

async fn invoices(id: ContactId, page: u32) -> Result<AnyView, AppError> {
    let page = contact_invoices(id, page).await?;
    if page.total == 0 {
        return Ok(view! {
            <Card>
                <EmptyState
                    icon=IconName::Invoice
                    title="No invoices yet"
                    text="Invoices of this person's companies are listed here."
                />
            </Card>
        }
        .into_any());
    }
    let (number, count) = (page.page, page.page_count());
    let text = "Of the companies this person acts for. Drafts are not in the portal.".to_owned();
    Ok(view! {
        <Section title="Invoices" text=text class="flush">
            {invoice_table("Invoices", page.rows, true)}
            <Pagination page=number page_count=count base=format!("/staff/contacts/{id}?tab=invoices")/>
        </Section>
    }
    .into_any())
}

async fn activity(id: ContactId, page: u32) -> Result<AnyView, AppError> {
    let lines = contact_activity(id, page).await?;
    let zone = platform::staff_zone();
    let base = format!("/staff/contacts/{id}?tab=activity");
    Ok(view! { <Section title="Activity">{timeline_page(lines, &zone, base)}</Section> }.into_any())
}
