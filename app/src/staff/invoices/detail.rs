//! An invoice's page, and its preview.

use super::{
    actions,
    api::{check_invoice_visibility, get_invoice, invoice_activity, invoice_views, preview_invoice},
    money::{self, Rights},
    sheet::sheet,
};
use crate::{
    platform,
    portal::invoices::preview::preview,
    staff::{frame::staff_page, invoice_table::status_badge, timeline::timeline_page},
    ui::{Definition, DefinitionList, IconName, Notice, PageHeader, Section, Timeline, TimelineItem, Tone},
};
use domain::{
    ids::InvoiceId,
    invoice::{editor::InvoiceView, view::InvoiceDetail, visibility::InvoiceVisibility},
    locale::Locale,
    role::Permission,
};
use leptos::prelude::*;

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Query {
    page: u32,
    done: String,
}

/// One invoice: the document, its money, what can be done, and what happened.
#[component]
pub fn InvoicePage() -> impl IntoView {
    let id = platform::param::<InvoiceId>("id");
    staff_page("Invoice", async move {
        let id = id?;
        let query: Query = platform::query();
        let zone = platform::staff_zone();
        let role = platform::staff_visit()?.frame.role;
        let today = money::today()?;
        let returned = actions::Returned::here().await;
        let to_payments = money::Returned::here().await;
        let invoice = get_invoice(id).await?;
        let visibility = check_invoice_visibility(id).await?;
        let views = match role.may(Permission::AccessLogRead) {
            true => invoice_views(id).await?,
            false => Vec::new(),
        };
        let activity = invoice_activity(id, query.page).await?;
        let rights = Rights {
            write: role.may(Permission::InvoicesWrite),
            correct: role.may(Permission::InvoicesCorrect),
            today,
        };
        let refused = returned.refused.clone().map(|text| {
            view! { <Notice tone=Tone::Danger alert=true>{text}</Notice> }
        });
        let title = match &invoice.document.number {
            Some(number) => format!("Invoice {number}"),
            None => "Draft invoice".to_owned(),
        };
        let badge = status_badge(invoice.document.display_status);
        let buttons = actions::buttons(&invoice, returned, rights);
        let company = invoice.company_name.clone();
        let side = side(&invoice, &visibility, views, &zone);
        let notes = staff_notes(&invoice);
        let payments = money::payments(&invoice.document, &to_payments, rights);
        let credit_notes = money::credit_notes(&invoice.document.credit_notes);
        let credit = credit_notice(&invoice, query.done == "overpaid");
        let history = timeline_page(activity, &zone, format!("/staff/invoices/{id}"));
        Ok(view! {
            <div class="page">
                <PageHeader
                    title=title
                    back=("/staff/invoices".to_owned(), "Invoices".to_owned())
                    text=company
                    badge=badge
                />
                {refused}
                {credit}
                <div class="actions from-start no-print">{buttons}</div>
                <div class="halves">{side}</div>
                {sheet(invoice.document)}
                {payments}
                {credit_notes}
                {notes}
                <Section title="History" id="history">{history}</Section>
            </div>
        }
        .into_any())
    })
}

/// That more was paid than was owed, and where the rest is.
fn credit_notice(invoice: &InvoiceDetail, just_now: bool) -> Option<AnyView> {
    if !invoice.overpaid.is_positive() {
        return None;
    }
    let amount = invoice.overpaid.format(Locale::En);
    let tone = if just_now { Tone::Warning } else { Tone::Info };
    Some(
        view! {
            <Notice tone=tone>
                {amount}
                " of the payments on this invoice settles nothing yet. It is the company's credit: use it on another invoice, or refund it."
            </Notice>
        }
        .into_any(),
    )
}

fn side(
    invoice: &InvoiceDetail,
    visibility: &InvoiceVisibility,
    views: Vec<InvoiceView>,
    zone: &str,
) -> Vec<AnyView> {
    let company = format!("/staff/companies/{}", invoice.company_id);
    let contact = invoice.contact_id.map(|id| {
        let (href, name) = (format!("/staff/contacts/{id}"), invoice.contact_name.clone());
        view! { <Definition label="Contact"><a href=href>{name}</a></Definition> }
    });
    let reason = (!invoice.closing_reason.is_empty()).then(|| {
        let reason = invoice.closing_reason.clone();
        view! { <Definition label="Reason"><span class="pre-line">{reason}</span></Definition> }
    });
    let name = invoice.company_name.clone();
    let client = view! {
        <Section title="Client">
            <DefinitionList>
                <Definition label="Company"><a href=company>{name}</a></Definition>
                {contact}
                {reason}
            </DefinitionList>
        </Section>
    };
    vec![
        portal(visibility, views, zone, invoice.document.status.is_issued()),
        client.into_any(),
    ]
}

/// What clients never read.
fn staff_notes(invoice: &InvoiceDetail) -> Option<AnyView> {
    let notes = invoice.internal_notes.clone();
    (!notes.is_empty()).then(|| {
        view! { <Section title="Notes for staff"><p class="pre-line">{notes}</p></Section> }.into_any()
    })
}

/// "Visible in portal", and who has looked.
fn portal(visibility: &InvoiceVisibility, views: Vec<InvoiceView>, zone: &str, issued: bool) -> AnyView {
    let visible = match visibility {
        InvoiceVisibility::Yes { by } => view! {
            <p><strong>"Visible in portal: yes."</strong> " " {by.join(", ")} " can open it."</p>
        }
        .into_any(),
        InvoiceVisibility::No(reasons) => {
            let reasons: Vec<&str> = reasons.iter().map(|reason| reason.sentence()).collect();
            let reasons = reasons.join("; ");
            view! { <p><strong>"Visible in portal: no,"</strong> " because " {reasons} "."</p> }.into_any()
        }
    };
    let seen = match views.is_empty() {
        true if issued => view! { <p class="muted small">"Nobody has looked at it yet."</p> }.into_any(),
        true => ().into_any(),
        false => {
            let items = views.into_iter().map(|seen| view_line(seen, zone)).collect_view();
            view! { <Timeline>{items}</Timeline> }.into_any()
        }
    };
    view! { <Section title="In the portal">{visible}{seen}</Section> }.into_any()
}

fn view_line(seen: InvoiceView, zone: &str) -> AnyView {
    let times = |count: u64, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("{one} once")),
        count => Some(format!("{many} {count} times")),
    };
    let counts = [
        times(seen.views, "viewed", "viewed"),
        times(seen.downloads, "downloaded", "downloaded"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let first =
        (seen.first_at != seen.last_at).then(|| format!("first on {}", platform::when(seen.first_at, zone)));
    let contact = format!("/staff/contacts/{}", seen.contact);
    let (stamp, when) = (platform::stamp(seen.last_at), platform::when(seen.last_at, zone));
    view! {
        <TimelineItem icon=IconName::Eye tone=Tone::Info datetime=stamp when=when detail=first>
            <a href=contact>{seen.contact_name}</a>
            " "
            {counts.join(", ")}
        </TimelineItem>
    }
    .into_any()
}

/// An invoice as its client sees it. Looking at it here is no view.
#[component]
pub fn InvoicePreviewPage() -> impl IntoView {
    let id = platform::param::<InvoiceId>("id");
    platform::bare_page(async move {
        let id = id?;
        let shown = preview_invoice(id).await?;
        Ok(preview(shown, format!("/staff/invoices/{id}")))
    })
}
