//! Events in the client's words.

use crate::{
    platform,
    portal::reader::Reader,
    ui::{IconName, Timeline, TimelineItem, Tone},
};
use domain::{
    activity::{ActivityLine, Verb},
    module::Module,
};
use leptos::prelude::*;

/// Events, newest first.
pub(in crate::portal) fn timeline(reader: &Reader, lines: Vec<ActivityLine>) -> AnyView {
    let items = lines.into_iter().map(|line| item(reader, line)).collect_view();
    view! { <Timeline>{items}</Timeline> }.into_any()
}

fn item(reader: &Reader, line: ActivityLine) -> impl IntoView + use<> {
    let (icon, tone) = looks(line.verb);
    let sentence = sentence(reader, &line);
    let invoice = line
        .invoice
        .filter(|_| reader.has(Module::Invoices))
        .map(|id| format!("/portal/invoices/{id}"));
    let proposal = line
        .proposal
        .filter(|_| reader.has(Module::Proposals))
        .map(|id| format!("/portal/proposals/{id}"));
    let contract = line
        .contract
        .filter(|_| reader.has(Module::Contracts))
        .map(|id| format!("/portal/contracts/{id}"));
    let sentence = match invoice.or(proposal).or(contract) {
        Some(href) => view! { <a class="quiet-link" href=href>{sentence}</a> }.into_any(),
        None => sentence.into_any(),
    };
    view! {
        <TimelineItem icon=icon tone=tone datetime=platform::stamp(line.at) when=reader.when(line.at)>
            {sentence}
        </TimelineItem>
    }
}

fn sentence(reader: &Reader, line: &ActivityLine) -> String {
    let mut key = format!("activity-{}", line.verb.key().replace('.', "-"));
    let paid = matches!(line.verb, Verb::PaymentReceived | Verb::PaymentRefunded);
    if paid && line.invoice.is_none() {
        key.push_str("-other");
    }
    reader.text_with(&key, [("object", line.object.clone())])
}

fn looks(verb: Verb) -> (IconName, Tone) {
    match verb {
        Verb::InvoiceIssued => (IconName::Invoice, Tone::Info),
        Verb::InvoiceViewed => (IconName::Eye, Tone::Neutral),
        Verb::InvoiceDownloaded => (IconName::Download, Tone::Neutral),
        Verb::PaymentReceived => (IconName::Success, Tone::Success),
        Verb::PaymentRefunded => (IconName::Undo, Tone::Neutral),
        Verb::InvoiceVoided => (IconName::Ban, Tone::Neutral),
        Verb::CreditNoteIssued => (IconName::Document, Tone::Info),
        Verb::ProposalSent | Verb::ProposalRevised | Verb::ProposalExtended => {
            (IconName::Proposal, Tone::Info)
        }
        Verb::ProposalAccepted => (IconName::Success, Tone::Success),
        Verb::ContractSent | Verb::ContractViewed => (IconName::Contract, Tone::Info),
        Verb::ContractSigned | Verb::ContractCompleted => (IconName::Contract, Tone::Success),
        Verb::ContractDeclined | Verb::ContractExpired | Verb::ContractVoided => {
            (IconName::Contract, Tone::Neutral)
        }
        Verb::ContractDelegated => (IconName::Users, Tone::Neutral),
        Verb::PortalInvited => (IconName::Mail, Tone::Neutral),
        Verb::PortalAccessed => (IconName::SignIn, Tone::Neutral),
        Verb::ProfileUpdated => (IconName::User, Tone::Neutral),
        _ => (IconName::Activity, Tone::Neutral),
    }
}

#[cfg(test)]
mod tests {
    use backend::copy;
    use domain::{activity::Verb, locale::Locale};

    #[test]
    fn every_event_that_a_client_sees_has_words() {
        for verb in Verb::ALL.iter().filter(|verb| verb.client_sees()) {
            let key = format!("activity-{}", verb.key().replace('.', "-"));
            for locale in Locale::ALL {
                let text = copy::text_with(locale, &key, &[("object", "X-1".to_owned())]);
                assert_ne!(text, key, "{locale}");
            }
        }
    }
}
