//! A contract's page.

use super::{actions, api::get_contract};
use crate::{
    platform,
    portal::contracts::{
        paper::{Tongue, article, part},
        status::tone,
    },
    staff::frame::staff_page,
    ui::{
        Badge, Definition, DefinitionList, IconName, Notice, PageHeader, Section, Timeline, TimelineItem,
        Tone,
    },
};
use backend::copy;
use domain::{
    contract::{
        ContractStatus,
        view::{ContractDetail, EventRow, RecipientDetail},
    },
    ids::ContractId,
    locale::Locale,
    role::Permission,
};
use leptos::prelude::*;

/// One contract: the document, who takes part, what can be done, and its log.
#[component]
pub fn ContractPage() -> impl IntoView {
    let id = platform::param::<ContractId>("id");
    staff_page("Contract", async move {
        let id = id?;
        let zone = platform::staff_zone();
        let role = platform::staff_visit()?.frame.role;
        let returned = actions::Returned::here().await;
        let contract = get_contract(id).await?;
        let people = match role.may(Permission::ContractsWrite) && contract.status.is_open() {
            true => crate::staff::contacts::api::contact_choices(Some(contract.company_id)).await?,
            false => Vec::new(),
        };
        let refused = returned
            .refused()
            .map(|text| view! { <Notice tone=Tone::Danger alert=true>{text}</Notice> });
        let title = contract.paper.title.clone();
        let badge = view! { <Badge tone=tone(contract.status) text=contract.status.label()/> }.into_any();
        let text = format!(
            "{}{}",
            contract
                .paper
                .number
                .clone()
                .map(|number| format!("{number} · "))
                .unwrap_or_default(),
            contract.company_name
        );
        let tongue = Tongue {
            locale: Locale::En,
            zone: zone.clone(),
        };
        let takes_part = recipients(&contract, &zone, role.may(Permission::AccessLogRead));
        let log = log(&contract, &zone);
        let facts = facts(&contract, &zone);
        let paper = article(&tongue, &contract.paper, &[]);
        let buttons = actions::buttons(&contract, returned, role, people);
        Ok(view! {
            <div class="page">
                <PageHeader
                    title=title
                    back=("/staff/contracts".to_owned(), "Contracts".to_owned())
                    text=text
                    badge=badge
                />
                {refused}
                {reason(&contract)}
                <div class="actions from-start no-print">{buttons}</div>
                <div class="halves no-print">{takes_part}{facts}</div>
                {paper}
                {log}
            </div>
        }
        .into_any())
    })
}

fn reason(contract: &ContractDetail) -> Option<AnyView> {
    if contract.reason.is_empty() {
        return None;
    }
    let tone = match contract.status {
        ContractStatus::Declined => Tone::Danger,
        _ => Tone::Neutral,
    };
    let title = contract.status.label();
    let text = contract.reason.clone();
    Some(view! { <Notice tone=tone title=title><p class="pre-line">{text}</p></Notice> }.into_any())
}

fn recipients(contract: &ContractDetail, zone: &str, with_trace: bool) -> AnyView {
    let items = contract
        .recipients
        .iter()
        .map(|one| recipient(one, zone, with_trace))
        .collect_view();
    let text = match contract.recipients.len() {
        0 | 1 => String::new(),
        _ => format!("{}.", contract.order.label()),
    };
    view! {
        <Section title="Who takes part" class="flush" text=text>
            <ul class="list" role="list">{items}</ul>
        </Section>
    }
    .into_any()
}

fn recipient(one: &RecipientDetail, zone: &str, with_trace: bool) -> AnyView {
    let (key, tone) = part(one.role, one.status);
    let href = one.contact.map(|id| format!("/staff/contacts/{id}"));
    let name = match href {
        Some(href) => view! { <a class="strong" href=href>{one.name.clone()}</a> }.into_any(),
        None => view! { <strong>{one.name.clone()}</strong> }.into_any(),
    };
    let mut what = vec![one.role.label().to_owned()];
    if one.user.is_some() {
        what.push("for us".to_owned());
    }
    if !one.named_by.is_empty() {
        what.push(format!("named by {}", one.named_by));
    }
    what.push(one.email.clone());
    let times = [
        ("asked", one.sent_at),
        ("opened", one.opened_at),
        ("acted", one.acted_at),
    ];
    let times = times
        .into_iter()
        .filter_map(|(word, at)| Some(format!("{word} {}", platform::when(at?, zone))));
    let mut lines: Vec<String> = times.collect();
    if with_trace && !one.ip.is_empty() {
        lines.push(format!("from {}", one.ip));
        lines.push(domain::access::browser_name(&one.user_agent));
    }
    let reason =
        (!one.reason.is_empty()).then(|| view! { <p class="small pre-line">{one.reason.clone()}</p> });
    view! {
        <li class="list-row">
            <div>
                {name}
                <p class="small muted">{what.join(" · ")}</p>
                <p class="small muted">{lines.join(" · ")}</p>
                {reason}
            </div>
            <Badge tone=tone text=copy::text(Locale::En, key)/>
        </li>
    }
    .into_any()
}

fn facts(contract: &ContractDetail, zone: &str) -> AnyView {
    let company = format!("/staff/companies/{}", contract.company_id);
    let yes = |on: bool| if on { "Yes" } else { "No" };
    let until = match contract.expires_at {
        Some(at) => platform::when(at, zone),
        None => format!("{} days after it is sent", contract.expires_days),
    };
    let number = Some(contract.proposal.clone()).filter(|number| !number.is_empty());
    let proposal = number.map(|number| view! { <Definition label="From proposal">{number}</Definition> });
    let hash = Some(contract.sealed_hash.clone()).filter(|hash| !hash.is_empty());
    let sealed = hash.map(|hash| {
        view! { <Definition label="Sealed document (SHA-256)"><code class="wrap">{hash}</code></Definition> }
    });
    let when = contract.completed_at.map(|at| platform::when(at, zone));
    let completed = when.map(|when| view! { <Definition label="Completed">{when}</Definition> });
    let seen = match contract.status {
        ContractStatus::Draft => "No, it is a draft.",
        _ => "Yes, for those whose turn has come.",
    };
    let (name, delegation, shared) = (
        contract.company_name.clone(),
        yes(contract.delegation),
        yes(contract.shared),
    );
    view! {
        <Section title="About it">
            <DefinitionList>
                <Definition label="Company"><a href=company>{name}</a></Definition>
                <Definition label="Visible in portal">{seen}</Definition>
                <Definition label="To be signed by">{until}</Definition>
                <Definition label="Signers may name another person">{delegation}</Definition>
                <Definition label="The whole company may read it once completed">{shared}</Definition>
                {proposal}
                {completed}
                {sealed}
            </DefinitionList>
        </Section>
    }
    .into_any()
}

/// Every event, and whether the log is whole.
fn log(contract: &ContractDetail, zone: &str) -> Option<AnyView> {
    if contract.events.is_empty() {
        return None;
    }
    let broken = (!contract.chain_whole).then(|| {
        view! {
            <Notice tone=Tone::Danger title="This log was changed">
                <p>"An event does not follow from the one before. What stands here is not what was recorded."</p>
            </Notice>
        }
    });
    let items = contract
        .events
        .iter()
        .map(|event| line(event, zone))
        .collect_view();
    Some(
        view! {
            <Section
                title="Log"
                id="log"
                text="Each event is chained to the one before, so that nothing can be changed or taken out unseen.".to_owned()
            >
                {broken}
                <Timeline>{items}</Timeline>
            </Section>
        }
        .into_any(),
    )
}

fn line(event: &EventRow, zone: &str) -> AnyView {
    let what = match event.kind.as_str() {
        "created" => "wrote the contract",
        "recipient_added" => "added somebody who takes part",
        "sent" => "sent it",
        "viewed" => "opened it",
        "code_requested" => "asked for a code",
        "code_verified" => "gave the right code",
        "code_failed" => "gave a wrong code",
        "consent_given" => "consented to sign electronically",
        "signed" => "signed",
        "approved" => "approved",
        "declined" => "declined",
        "delegated" => "named another person",
        "recipient_changed" => "put another person in somebody's place",
        "reminder_sent" => "reminded those whose turn it is",
        "resent" => "reminded by hand",
        "extended" => "gave more time",
        "expired" => "noted that the time is over",
        "voided" => "took it back",
        "completed" => "noted that everybody has signed",
        "sealed" => "sealed the document",
        other => other,
    }
    .to_owned();
    let (icon, tone) = match event.kind.as_str() {
        "signed" | "approved" | "completed" | "sealed" => (IconName::Success, Tone::Success),
        "declined" | "voided" | "expired" | "code_failed" => (IconName::Ban, Tone::Warning),
        "sent" | "resent" | "reminder_sent" => (IconName::Send, Tone::Info),
        "viewed" => (IconName::Eye, Tone::Info),
        _ => (IconName::Activity, Tone::Neutral),
    };
    let actor = match event.actor.as_str() {
        "" => "Portico".to_owned(),
        name => name.to_owned(),
    };
    let short: String = event.hash.chars().take(12).collect();
    let detail = match event.ip.as_str() {
        "" => format!("#{} · {short}…", event.seq),
        ip => format!("#{} · {ip} · {short}…", event.seq),
    };
    let (stamp, when) = (platform::stamp(event.at), platform::when(event.at, zone));
    view! {
        <TimelineItem icon=icon tone=tone datetime=stamp when=when detail=Some(detail)>
            <strong>{actor}</strong>" "{what}
        </TimelineItem>
    }
    .into_any()
}
