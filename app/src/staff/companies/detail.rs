//! The page of a company.

use super::api::{ArchiveCompany, RestoreCompany, company_activity, company_invoices, get_company};
use super::people;
use crate::{
    error::AppError,
    platform,
    staff::{
        figures::sums, frame::staff_page, invoice_table::invoice_table, tags::chips::chips_to,
        timeline::timeline_page,
    },
    ui::{
        Badge, Button, Card, Confirm, Definition, DefinitionList, EmptyState, Form, FormErrors, HiddenField,
        IconName, Link, LinkButton, NavLink, PageHeader, Pagination, Section, Stat, Tabs, Tone, Variant,
    },
};
use backend::clock::date_in;
use domain::{
    company::CompanyDetail,
    ids::CompanyId,
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

/// A company: what is open, its people, invoices, portal access and what happened.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let id = platform::param::<CompanyId>("id");
    let seen: View = platform::query();
    staff_page("Company", async move {
        let id = id?;
        let role = platform::staff_visit()?.frame.role;
        let company = get_company(id).await?;
        let failed = platform::returned_form::<()>("company_action").await;
        let errors = failed.map(|failed| failed.errors).unwrap_or_default();
        let (head, tabs) = (head(&company, role), tabs(&company, &seen.tab));
        let body = match seen.tab.as_str() {
            "contacts" => people::contacts(id, company.contacts, role),
            "invoices" => invoices(id, role, seen.page).await?,
            "access" => people::access(company.contacts, role),
            "activity" => activity(id, seen.page).await?,
            _ => overview(company),
        };
        Ok(view! { <div class="page">{head}<FormErrors errors=errors title="That did not work"/>{tabs}{body}</div> }
            .into_any())
    })
}

fn head(company: &CompanyDetail, role: Role) -> AnyView {
    let (id, archived) = (company.id, company.archived_at.is_some());
    let badge = if archived {
        view! { <Badge text="Archived"/> }.into_any()
    } else {
        ().into_any()
    };
    let edit = role.may(Permission::ClientsWrite).then(|| {
        view! { <LinkButton href=format!("/staff/companies/{id}/edit") icon=IconName::Edit>"Edit"</LinkButton> }
    });
    let invoice = (role.may(Permission::InvoicesWrite) && !archived).then(|| {
        view! {
            <LinkButton
                href=format!("/staff/invoices/new?company={id}")
                variant=Variant::Primary
                icon=IconName::Invoice
            >
                "New invoice"
            </LinkButton>
        }
    });
    let put_away = role.may(Permission::ClientsWrite).then(|| put_away(id, archived));
    view! {
        <PageHeader
            title=company.form.name.clone()
            back=("/staff/companies".to_owned(), "Companies".to_owned())
            badge=badge
        >
            {invoice}
            {edit}
            {put_away}
        </PageHeader>
    }
    .into_any()
}

fn put_away(id: CompanyId, archived: bool) -> AnyView {
    if archived {
        return view! {
            <Form action=RestoreCompany::url() class="inline-form">
                <HiddenField name="id" value=id.to_string()/>
                <Button icon=IconName::Restore>"Restore"</Button>
            </Form>
        }
        .into_any();
    }
    view! {
        <Confirm summary="Archive" title="Archive this company?" variant=Variant::Secondary icon=IconName::Archive>
            <p>
                "It leaves the lists and can't be chosen for new invoices. Contacts who act for no other company are signed out of the portal at once. Nothing is deleted."
            </p>
            <Form action=ArchiveCompany::url()>
                <HiddenField name="id" value=id.to_string()/>
                <Button variant=Variant::Danger icon=IconName::Archive>"Archive company"</Button>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn tabs(company: &CompanyDetail, current: &str) -> AnyView {
    let base = format!("/staff/companies/{}", company.id);
    let known = ["contacts", "invoices", "access", "activity"].contains(&current);
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
        tab("Contacts", "contacts").count(company.contacts.len()),
        tab("Invoices", "invoices"),
        tab("Portal access", "access"),
        tab("Activity", "activity"),
    ];
    view! { <Tabs label=company.form.name.clone() tabs=tabs/> }.into_any()
}

fn overview(company: CompanyDetail) -> AnyView {
    let since = date_in(company.created_at, &platform::staff_zone());
    let since = platform::day(since, Locale::En);
    let overdue_tone = if company.overdue.is_empty() {
        Tone::Neutral
    } else {
        Tone::Danger
    };
    let invoices = format!("/staff/companies/{}?tab=invoices", company.id);
    let tags = chips_to(company.tags, "/staff/companies");
    let tags = tags.map(|tags| view! { <Definition label="Tags">{tags}</Definition> });
    let form = company.form;
    let address: Vec<AnyView> = company
        .address
        .lines()
        .into_iter()
        .map(|line| view! { <div>{line}</div> }.into_any())
        .collect();
    let notes = (!form.notes.is_empty()).then(|| {
        view! { <Section title="Notes" text="Only staff see these.".to_owned()><p class="pre-line">{form.notes.clone()}</p></Section> }
    });
    view! {
        <div class="stats">
            <Stat label="Open" value=sums(&company.open) href=invoices.clone()/>
            <Stat label="Overdue" value=sums(&company.overdue) tone=overdue_tone href=invoices/>
            <Stat label="Contacts" value=company.contacts.len().to_string()/>
        </div>
        <Section title="Details">
            <DefinitionList>
                {fact("Registered name", form.legal_name)}
                {linked("E-mail", "mailto:", form.email)}
                {linked("Telephone", "tel:", form.phone)}
                {linked("Web address", "", form.website)}
                {fact("VAT or tax number", form.tax_id)}
                {(!address.is_empty()).then(|| view! { <Definition label="Address">{address}</Definition> })}
                {tags}
                {fact("Currency of new invoices", form.currency)}
                {fact("Days to pay", form.payment_days)}
                {fact("Client since", since)}
            </DefinitionList>
        </Section>
        {notes}
    }
    .into_any()
}

/// One fact, unless it is empty.
pub(crate) fn fact(label: &'static str, value: String) -> Option<AnyView> {
    (!value.is_empty()).then(|| view! { <Definition label=label>{value}</Definition> }.into_any())
}

/// One fact that can be followed.
pub(crate) fn linked(label: &'static str, scheme: &'static str, value: String) -> Option<AnyView> {
    let href = match scheme {
        "tel:" => format!("tel:{}", value.replace(char::is_whitespace, "")),
        scheme => format!("{scheme}{value}"),
    };
    (!value.is_empty())
        .then(|| view! { <Definition label=label><Link href=href>{value}</Link></Definition> }.into_any())
}

async fn invoices(id: CompanyId, role: Role, page: u32) -> Result<AnyView, AppError> {
    let page = company_invoices(id, page).await?;
    let new = role.may(Permission::InvoicesWrite).then(|| {
        let href = format!("/staff/invoices/new?company={id}");
        view! { <LinkButton href=href icon=IconName::Plus>"New invoice"</LinkButton> }
    });
    if page.total == 0 {
        return Ok(view! {
            <Card>
                <EmptyState icon=IconName::Invoice title="No invoices yet" text="Invoices made out to this company are listed here.">
                    {new}
                </EmptyState>
            </Card>
        }
        .into_any());
    }
    let (number, count) = (page.page, page.page_count());
    Ok(view! {
        <Section title="Invoices" class="flush">
            {invoice_table("Invoices", page.rows, false)}
            <Pagination page=number page_count=count base=format!("/staff/companies/{id}?tab=invoices")/>
        </Section>
    }
    .into_any())
}

async fn activity(id: CompanyId, page: u32) -> Result<AnyView, AppError> {
    let lines = company_activity(id, page).await?;
    let zone = platform::staff_zone();
    let base = format!("/staff/companies/{id}?tab=activity");
    Ok(view! { <Section title="Activity">{timeline_page(lines, &zone, base)}</Section> }.into_any())
}
