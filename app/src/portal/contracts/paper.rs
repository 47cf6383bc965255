//! A contract as one reads it: who makes it, the text, and who takes part.

use crate::ui::{Badge, Definition, DefinitionList, Tone, WrittenText};
use backend::copy;
use chrono::{DateTime, Utc};
use domain::{
    contract::{
        RecipientRole, RecipientStatus,
        view::{Paper, Participant},
    },
    invoice::view::Party,
    locale::Locale,
};
use leptos::prelude::*;
use page_html::Mode;

/// How a reader is spoken to, whichever side they are on.
pub(crate) struct Tongue {
    /// The language.
    pub locale: Locale,
    /// The zone that times are shown in.
    pub zone: String,
}

impl Tongue {
    /// A text.
    pub fn text(&self, key: &str) -> String {
        copy::text(self.locale, key)
    }

    /// An instant with its zone.
    pub fn when(&self, at: DateTime<Utc>) -> String {
        crate::platform::when_in(self.locale, at, &self.zone)
    }
}

/// The whole document.
pub(crate) fn article(tongue: &Tongue, paper: &Paper, participants: &[Participant]) -> AnyView {
    let mode = if paper.number.is_some() {
        Mode::View
    } else {
        Mode::Edit
    };
    let html = page_html::rich_text(&paper.text(), mode);
    let number = paper
        .number
        .clone()
        .map(|number| copy::text_with(tongue.locale, "contract-number", &[("number", number)]));
    let fingerprint = (!paper.hash.is_empty()).then(|| {
        view! {
            <footer class="paper-print small muted">
                <span>{tongue.text("contract-fingerprint")}</span>
                <code>{paper.hash.clone()}</code>
            </footer>
        }
    });
    view! {
        <article class="sheet paper" id="contract">
            <header class="paper-head">
                <p class="eyebrow">{number}</p>
                <h1 class="p-title">{paper.title.clone()}</h1>
                {(!paper.kind.is_empty()).then(|| view! { <p class="muted">{paper.kind.clone()}</p> })}
            </header>
            <div class="paper-parties">
                {party(&tongue.text("contract-between"), &paper.provider)}
                {party(&tongue.text("contract-and"), &paper.client)}
            </div>
            {facts(tongue, paper)}
            <WrittenText html=html/>
            {people(tongue, participants)}
            {fingerprint}
        </article>
    }
    .into_any()
}

fn party(label: &str, party: &Party) -> AnyView {
    let lines = [party.address.join("\n"), party.tax_id.clone()];
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    view! {
        <div>
            <p class="eyebrow">{label.to_owned()}</p>
            <strong>{party.name.clone()}</strong>
            <p class="pre-line small muted">{lines.join("\n")}</p>
        </div>
    }
    .into_any()
}

fn facts(tongue: &Tongue, paper: &Paper) -> Option<AnyView> {
    let day = |day: chrono::NaiveDate| tongue.locale.format_date(day);
    let facts = [
        ("contract-date", paper.sent_at.map(|at| day(at.date_naive()))),
        ("contract-from", paper.start_date.map(day)),
        ("contract-to", paper.end_date.map(day)),
        (
            "contract-value",
            paper.value.map(|value| value.format(tongue.locale)),
        ),
    ];
    let facts: Vec<_> = facts
        .into_iter()
        .filter_map(|(key, value)| Some((tongue.text(key), value?)))
        .collect();
    if facts.is_empty() {
        return None;
    }
    let items = facts
        .into_iter()
        .map(|(label, value)| view! { <Definition label=label>{value}</Definition> })
        .collect_view();
    Some(view! { <DefinitionList class="compact">{items}</DefinitionList> }.into_any())
}

fn people(tongue: &Tongue, participants: &[Participant]) -> Option<AnyView> {
    if participants.is_empty() {
        return None;
    }
    let items = participants.iter().map(|one| person(tongue, one)).collect_view();
    Some(
        view! {
            <section class="paper-people" aria-labelledby="participants">
                <h2 id="participants">{tongue.text("contract-participants")}</h2>
                <ul class="list" role="list">{items}</ul>
            </section>
        }
        .into_any(),
    )
}

/// How far somebody is, as a key and a tone.
pub(crate) fn part(role: RecipientRole, status: RecipientStatus) -> (&'static str, Tone) {
    match (role, status) {
        (RecipientRole::Copy, RecipientStatus::Waiting) => ("contract-part-copy", Tone::Neutral),
        (RecipientRole::Approver, RecipientStatus::Signed) => ("contract-part-approved", Tone::Success),
        (_, RecipientStatus::Waiting) => ("contract-part-waiting", Tone::Neutral),
        (_, RecipientStatus::Sent) => ("contract-part-sent", Tone::Info),
        (_, RecipientStatus::Opened) => ("contract-part-opened", Tone::Info),
        (_, RecipientStatus::Signed) => ("contract-part-signed", Tone::Success),
        (_, RecipientStatus::Declined) => ("contract-part-declined", Tone::Danger),
        (_, RecipientStatus::Expired) => ("contract-part-expired", Tone::Warning),
    }
}

fn person(tongue: &Tongue, one: &Participant) -> AnyView {
    let (key, tone) = part(one.role, one.status);
    let me = one
        .is_reader
        .then(|| format!(" ({})", tongue.text("contract-you")));
    let named = (!one.named_by.is_empty()).then(|| {
        let by = copy::text_with(
            tongue.locale,
            "contract-named-by",
            &[("name", one.named_by.clone())],
        );
        format!(" · {by}")
    });
    let when = one.signed_at.map(|at| format!(" · {}", tongue.when(at)));
    view! {
        <li class="list-row">
            <div>
                <strong>{one.name.clone()}</strong>{me}
                <p class="small muted">{tongue.text(&format!("contract-role-{}", one.role))}{named}{when}</p>
            </div>
            <Badge tone=tone text=tongue.text(key)/>
        </li>
    }
    .into_any()
}
