//! Timelines, as staff read them.

use crate::{
    platform,
    staff::address::shown,
    ui::{EmptyState, IconName, Pagination, Timeline, TimelineItem, Tone},
};
use domain::{
    activity::{ActivityLine, Verb},
    list::Page,
};
use leptos::prelude::*;

/// One page of a timeline, with the way to the others.
pub fn timeline_page(page: Page<ActivityLine>, zone: &str, base: String) -> AnyView {
    if page.total == 0 {
        return view! {
            <EmptyState icon=IconName::History title="Nothing yet" text="What happens is noted here."/>
        }
        .into_any();
    }
    let (number, count, summary) = (page.page, page.page_count(), shown(&page));
    view! {
        {timeline(page.rows, zone)}
        <Pagination page=number page_count=count base=base summary=summary/>
    }
    .into_any()
}

/// These lines.
pub fn timeline(lines: Vec<ActivityLine>, zone: &str) -> AnyView {
    let items: Vec<AnyView> = lines.into_iter().map(|line| item(line, zone)).collect();
    view! { <Timeline>{items}</Timeline> }.into_any()
}

fn item(line: ActivityLine, zone: &str) -> AnyView {
    let href = target(&line);
    let (icon, tone) = look(line.verb);
    let when = platform::when(line.at, zone);
    let stamp = platform::stamp(line.at);
    let detail = Some(line.remark).filter(|remark| !remark.is_empty());
    let object = Some(line.object).filter(|object| !object.is_empty() && *object != line.actor_name);
    let object = object.map(|object| match href {
        Some(href) => view! { ": " <a href=href>{object}</a> }.into_any(),
        None => view! { ": " {object} }.into_any(),
    });
    view! {
        <TimelineItem icon=icon tone=tone datetime=stamp when=when detail=detail>
            <strong>{line.actor_name}</strong>
            " "
            {line.verb.label()}
            {object}
        </TimelineItem>
    }
    .into_any()
}

/// The page of what a line is about. A deleted draft has none.
fn target(line: &ActivityLine) -> Option<String> {
    if matches!(line.verb, Verb::InvoiceDeleted | Verb::ContractDeleted) {
        return None;
    }
    let invoice = line.invoice.map(|id| format!("/staff/invoices/{id}"));
    let proposal = line.proposal.map(|id| format!("/staff/proposals/{id}"));
    let contact = line.contact.map(|id| format!("/staff/contacts/{id}"));
    let company = line.company.map(|id| format!("/staff/companies/{id}"));
    let contract = line.contract.map(|id| format!("/staff/contracts/{id}"));
    invoice.or(proposal).or(contract).or(contact).or(company)
}

fn look(verb: Verb) -> (IconName, Tone) {
    match verb {
        Verb::CompanyCreated | Verb::CompanyUpdated => (IconName::Building, Tone::Neutral),
        Verb::ContactCreated | Verb::MemberAdded => (IconName::UserPlus, Tone::Neutral),
        Verb::ContactUpdated | Verb::ProfileUpdated | Verb::MemberChanged => (IconName::User, Tone::Neutral),
        Verb::CompanyArchived | Verb::ContactArchived => (IconName::Archive, Tone::Neutral),
        Verb::CompanyRestored | Verb::ContactRestored => (IconName::Restore, Tone::Neutral),
        Verb::PortalInvited => (IconName::Send, Tone::Info),
        Verb::LinkRevoked => (IconName::Unlink, Tone::Warning),
        Verb::PortalPreviewed => (IconName::Eye, Tone::Neutral),
        Verb::PortalAccessed => (IconName::SignIn, Tone::Info),
        Verb::InvoiceCreated | Verb::InvoiceUpdated => (IconName::Edit, Tone::Neutral),
        Verb::InvoiceDeleted => (IconName::Delete, Tone::Neutral),
        Verb::InvoiceIssued => (IconName::Invoice, Tone::Info),
        Verb::InvoiceViewed => (IconName::Eye, Tone::Info),
        Verb::InvoiceDownloaded => (IconName::Download, Tone::Info),
        Verb::PaymentReceived => (IconName::Coins, Tone::Success),
        Verb::PaymentCorrected | Verb::PaymentRefunded => (IconName::Undo, Tone::Warning),
        Verb::InvoiceVoided | Verb::InvoiceWrittenOff => (IconName::Ban, Tone::Warning),
        Verb::CreditNoteIssued => (IconName::Document, Tone::Neutral),
        Verb::ProposalCreated | Verb::ProposalUpdated => (IconName::Edit, Tone::Neutral),
        Verb::ProposalDeleted => (IconName::Delete, Tone::Neutral),
        Verb::ProposalSent | Verb::ProposalRevised | Verb::ProposalExtended => {
            (IconName::Proposal, Tone::Info)
        }
        Verb::ProposalViewed => (IconName::Eye, Tone::Info),
        Verb::ProposalDownloaded => (IconName::Download, Tone::Info),
        Verb::ProposalCommented | Verb::ProposalNoted => (IconName::Message, Tone::Neutral),
        Verb::ProposalAccepted => (IconName::Success, Tone::Success),
        Verb::ProposalDeclined => (IconName::Ban, Tone::Warning),
        Verb::ProposalWithdrawn | Verb::ProposalReopened => (IconName::Undo, Tone::Warning),
        Verb::ProposalExpiring | Verb::ProposalExpired => (IconName::Clock, Tone::Warning),
        Verb::ProposalConverted => (IconName::Document, Tone::Success),
        Verb::ContractCreated | Verb::ContractUpdated => (IconName::Edit, Tone::Neutral),
        Verb::ContractDeleted => (IconName::Delete, Tone::Neutral),
        Verb::ContractSent => (IconName::Send, Tone::Info),
        Verb::ContractViewed => (IconName::Eye, Tone::Info),
        Verb::ContractSigned => (IconName::Contract, Tone::Success),
        Verb::ContractDelegated => (IconName::Users, Tone::Info),
        Verb::ContractCompleted => (IconName::Success, Tone::Success),
        Verb::ContractExtended => (IconName::Clock, Tone::Neutral),
        Verb::ContractDeclined | Verb::ContractExpired | Verb::ContractVoided => {
            (IconName::Ban, Tone::Warning)
        }
        Verb::SettingsChanged => (IconName::Settings, Tone::Neutral),
        Verb::TagRenamed | Verb::TagMerged => (IconName::Tag, Tone::Neutral),
        Verb::TagDeleted => (IconName::Tag, Tone::Warning),
    }
}
