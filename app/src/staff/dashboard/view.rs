//! The staff's start page.

use super::api::get_dashboard;
use crate::{
    platform,
    staff::{figures::sums, frame::staff_page, invoice_table::invoice_table, timeline::timeline},
    ui::{
        Badge, Card, EmptyState, Icon, IconName, LinkButton, Notice, PageHeader, Section, Stat, Tone, Variant,
    },
};
use domain::{
    dashboard::{FirstStep, RecentClient, StaffDashboard, StepState},
    role::{Permission, Role},
};
use leptos::prelude::*;

/// What is open, what is late, who was here, what happened.
#[component]
pub fn DashboardPage() -> impl IntoView {
    staff_page("Dashboard", async move {
        let board = get_dashboard().await?;
        let role = platform::staff_visit()?.frame.role;
        let zone = platform::staff_zone();
        let new = role.may(Permission::InvoicesWrite).then(|| {
            view! {
                <LinkButton href="/staff/invoices/new" variant=Variant::Primary icon=IconName::Plus>"New invoice"</LinkButton>
            }
        });
        let steps = (!board.is_set_up()).then(|| first_steps(&board.steps, role));
        let (figures, mails) = (figures(&board), failed_mails(board.failed_mails));
        let overdue = overdue(board.overdue_invoices, board.overdue_count);
        let recent = recent_clients(board.recent_clients, board.not_joined, &zone);
        let lines = if board.activity.is_empty() {
            view! { <EmptyState icon=IconName::History title="Nothing yet" text="What happens is noted here."/> }.into_any()
        } else {
            timeline(board.activity, &zone)
        };
        Ok(view! {
            <div class="page">
                <PageHeader title="Dashboard">{new}</PageHeader>
                {mails}
                {steps}
                {figures}
                <div class="columns">
                    <div class="stack loose">
                        {overdue}
                        <Section title="Recent activity">{lines}</Section>
                    </div>
                    <aside class="stack loose">{recent}</aside>
                </div>
            </div>
        }
        .into_any())
    })
}

fn figures(board: &StaffDashboard) -> AnyView {
    let late = if board.overdue_count > 0 {
        Tone::Danger
    } else {
        Tone::Neutral
    };
    let late_note = match board.overdue_count {
        0 => "Nothing is late".to_owned(),
        1 => "1 invoice".to_owned(),
        many => format!("{many} invoices"),
    };
    view! {
        <div class="stats">
            <Stat label="Outstanding" value=sums(&board.outstanding) href="/staff/invoices?status=open".to_owned()/>
            <Stat
                label="Overdue"
                value=sums(&board.overdue)
                note=late_note
                tone=late
                href="/staff/invoices?status=overdue".to_owned()
            />
            <Stat label="Paid in 30 days" value=sums(&board.paid_recently)/>
            <Stat label="Drafts" value=board.drafts.to_string() href="/staff/invoices?status=draft".to_owned()/>
        </div>
    }
    .into_any()
}

fn failed_mails(count: u64) -> Option<AnyView> {
    let text = match count {
        0 => return None,
        1 => "One mail could not be delivered.".to_owned(),
        many => format!("{many} mails could not be delivered."),
    };
    let notice = view! {
        <Notice tone=Tone::Danger>{text} " " <a href="/staff/mail?state=failed">"See the mail log"</a></Notice>
    };
    Some(notice.into_any())
}

fn first_steps(steps: &[StepState], role: Role) -> AnyView {
    let done = steps.iter().filter(|state| state.done).count();
    let text = format!("{done} of {} done", steps.len());
    let items: Vec<AnyView> = steps.iter().map(|state| step(*state, role)).collect();
    view! {
        <Section title="First steps" text=text class="flush">
            <ol class="list" role="list">{items}</ol>
        </Section>
    }
    .into_any()
}

fn step(state: StepState, role: Role) -> AnyView {
    let (href, permission) = match state.step {
        FirstStep::Business => ("/staff/settings/business", Permission::SettingsManage),
        FirstStep::Brand => ("/staff/settings/portal", Permission::SettingsManage),
        FirstStep::Company => ("/staff/companies/new", Permission::ClientsWrite),
        FirstStep::Contact => ("/staff/contacts/new", Permission::ClientsWrite),
        FirstStep::Invoice => ("/staff/invoices/new", Permission::InvoicesWrite),
        FirstStep::Invitation => ("/staff/contacts", Permission::AccessManage),
    };
    let label = state.step.label();
    let title = if !state.done && role.may(permission) {
        view! { <a href=href>{label}</a> }.into_any()
    } else {
        label.into_any()
    };
    let badge = if state.done {
        view! { <Badge tone=Tone::Success text="Done"/> }.into_any()
    } else {
        view! { <Badge text="To do"/> }.into_any()
    };
    view! {
        <li class="list-row">
            <div><div class="strong">{title}</div><div class="muted small">{state.step.text()}</div></div>
            {badge}
        </li>
    }
    .into_any()
}

fn overdue(rows: Vec<domain::invoice::view::InvoiceRow>, count: u64) -> AnyView {
    if rows.is_empty() {
        return view! {
            <Section title="Overdue invoices">
                <p class="muted"><Icon name=IconName::Success/>" Nothing is overdue."</p>
            </Section>
        }
        .into_any();
    }
    let more = (count > rows.len() as u64).then(|| {
        view! { <LinkButton href="/staff/invoices?status=overdue" class="small">"All overdue"</LinkButton> }
    });
    view! {
        <Section title="Overdue invoices" class="flush" actions=more.into_any()>
            {invoice_table("Overdue invoices", rows, true)}
        </Section>
    }
    .into_any()
}

fn recent_clients(clients: Vec<RecentClient>, not_joined: u64, zone: &str) -> AnyView {
    let waiting = match not_joined {
        0 => None,
        1 => Some("One invited contact has not joined yet.".to_owned()),
        many => Some(format!("{many} invited contacts have not joined yet.")),
    };
    if clients.is_empty() {
        let text = waiting.unwrap_or_else(|| "Send an invitation from a contact's page.".to_owned());
        return view! {
            <Card>
                <EmptyState
                    icon=IconName::Users
                    title="Nobody was in the portal yet"
                    text=text
                />
            </Card>
        }
        .into_any();
    }
    let row = |client: RecentClient| {
        let href = format!("/staff/contacts/{}", client.id);
        view! {
            <li class="list-row">
                <div>
                    <div><a class="row-link" href=href>{client.name}</a></div>
                    <div class="muted small">{client.companies.join(", ")}</div>
                </div>
                <span class="muted small nowrap">{platform::when(client.last_seen_at, zone)}</span>
            </li>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = clients.into_iter().map(row).collect();
    view! {
        <Section title="Recently in the portal" text=waiting class="flush"><ul class="list" role="list">{rows}</ul></Section>
    }
    .into_any()
}
