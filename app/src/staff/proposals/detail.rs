//! A proposal's page, and its preview.

use super::{
    actions,
    api::{SaveProposalSection, get_proposal, preview_proposal, proposal_activity},
    table::proposal_badge,
};
use crate::{
    platform,
    portal::proposals::{
        preview::preview,
        sheet::{sum_labels_in, written},
    },
    staff::{frame::staff_page, timeline::timeline_page},
    ui::{
        Badge, Button, Confirm, Definition, DefinitionList, Form, HiddenField, IconName, Notice, PageHeader,
        Section, Table, TextField, Tone, Variant,
    },
};
use domain::{
    ids::ProposalId,
    invoice::calculation::line_net,
    locale::Locale,
    proposal::{Section as Part, view::ProposalDetail},
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Query {
    page: u32,
    version: String,
}

/// One proposal: what it says, what was answered, what can be done, and what happened.
#[component]
pub fn ProposalPage() -> impl IntoView {
    let id = platform::param::<ProposalId>("id");
    staff_page("Proposal", async move {
        let id = id?;
        let query: Query = platform::query();
        let zone = platform::staff_zone();
        let role = platform::staff_visit()?.frame.role;
        let mut returned = actions::Returned::here().await;
        let proposal = get_proposal(id).await?;
        let activity = proposal_activity(id, query.page).await?;
        let refused = returned.refused.clone().map(|text| {
            view! { <Notice tone=Tone::Danger alert=true>{text}</Notice> }
        });
        let title = match &proposal.document.number {
            Some(number) => format!("{number} · {}", proposal.document.content.title),
            None => proposal.document.content.title.clone(),
        };
        let badge = proposal_badge(proposal.document.display_status);
        let buttons = actions::buttons(&proposal, &mut returned, role);
        let write = role.may(Permission::ProposalsWrite);
        let side = side(&proposal, &zone);
        let parts = proposal
            .document
            .content
            .sections
            .iter()
            .map(|each| part(&proposal, each, write))
            .collect_view();
        let comments = comments(
            &proposal,
            &zone,
            write.then(|| actions::comment_form(&proposal, &mut returned)),
        );
        let company = proposal.company_name.clone();
        let notes = proposal.internal_notes.clone();
        let notes = (!notes.is_empty())
            .then(|| view! { <Section title="Notes for staff"><p class="pre-line">{notes}</p></Section> });
        let sums = crate::portal::proposals::choice::rows(
            &proposal.document.sums,
            &sum_labels_in(Locale::En),
            Locale::En,
        );
        let history = timeline_page(activity, &zone, format!("/staff/proposals/{id}"));
        Ok(view! {
            <div class="page">
                <PageHeader
                    title=title
                    back=("/staff/proposals".to_owned(), "Proposals".to_owned())
                    text=company
                    badge=badge
                />
                {refused}
                <div class="actions from-start no-print">{buttons}</div>
                <div class="halves">{side}</div>
                {parts}
                <Section title="Total">{sums}</Section>
                {comments}
                {notes}
                <Section title="History" id="history">{history}</Section>
            </div>
        }
        .into_any())
    })
}

fn side(proposal: &ProposalDetail, zone: &str) -> Vec<AnyView> {
    let company = format!("/staff/companies/{}", proposal.company_id);
    let contact = proposal.contact_id.map(|id| {
        let name = proposal.contact_name.clone();
        view! { <Definition label="Addressed to"><a href=format!("/staff/contacts/{id}")>{name.clone()}</a></Definition> }
    });
    let until = proposal
        .document
        .valid_until
        .map_or_else(|| "Without end".to_owned(), |day| Locale::En.format_date(day));
    let owner = proposal.document.owner.0.clone();
    let owner = (!owner.is_empty())
        .then(|| view! { <Definition label="Looked after by">{owner.clone()}</Definition> });
    let reason = (!proposal.reason.is_empty()).then(|| {
        let reason = proposal.reason.clone();
        view! { <Definition label="Reason given">{reason}</Definition> }
    });
    let made = proposal
        .made
        .iter()
        .map(|made| {
            let (label, address) = (made.kind.label(), made.address.clone());
            let what = match address.is_empty() {
                true => view! { <span class="muted">"deleted again"</span> }.into_any(),
                false => view! { <a href=address>{format!("Made on {}", platform::when(made.at, zone))}</a> }
                    .into_any(),
            };
            view! { <Definition label=label>{what}</Definition> }
        })
        .collect_view();
    let automatic = proposal
        .make_invoice
        .then(|| view! { <Definition label="When accepted">"A draft invoice is made."</Definition> });
    let company_name = proposal.company_name.clone();
    let client = view! {
        <Section title="Client">
            <DefinitionList>
                <Definition label="Company"><a href=company>{company_name}</a></Definition>
                {contact}
                {owner}
                <Definition label="Valid until">{until}</Definition>
                {reason}
                {automatic}
                {made}
            </DefinitionList>
        </Section>
    };
    vec![client.into_any(), answered(proposal, zone)]
}

/// What was answered, who has looked, and the versions.
fn answered(proposal: &ProposalDetail, zone: &str) -> AnyView {
    let answer = proposal.document.answer.as_ref().map(|answer| {
        let (tone, what) = match answer.declined {
            Some(reason) => (Tone::Danger, format!("Declined: {}", reason.label())),
            None => (Tone::Success, "Accepted".to_owned()),
        };
        let text = (!answer.text.is_empty()).then(|| view! { <p class="pre-line">{answer.text.clone()}</p> });
        let po = (!answer.po_number.is_empty())
            .then(|| view! { <p>"Order number: "{answer.po_number.clone()}</p> });
        let signed = if answer.signature.is_some() {
            " · signed"
        } else {
            ""
        };
        let when = platform::when(answer.at, zone);
        let who = format!("{} ({}), {when}{signed}", answer.name, answer.email);
        let place = format!("{} · {}", answer.browser, answer.address);
        view! {
            <Notice tone=tone title=what>
                <p>{who}</p>
                {text}
                {po}
                <p class="small muted">{place}</p>
            </Notice>
        }
    });
    let seen = proposal
        .seen
        .iter()
        .map(|(name, at)| view! { <li>{name.clone()}", first on "{platform::when(*at, zone)}</li> })
        .collect_view();
    let nobody = (proposal.seen.is_empty() && proposal.document.number.is_some())
        .then(|| view! { <p class="muted small">"Nobody has looked at it yet."</p> });
    let id = proposal.document.id;
    let versions = proposal
        .versions
        .iter()
        .map(|version| {
            let (see, pdf) = (
                format!("/staff/proposals/{id}/preview?version={}", version.no),
                format!("/staff/proposals/{id}/pdf?version={}", version.no),
            );
            let sent = version
                .sent_at
                .map_or_else(|| "not sent".to_owned(), |at| platform::when(at, zone));
            let hash: String = version.hash.chars().take(16).collect();
            let no = format!("Version {}", version.no);
            view! {
                <tr>
                    <td class="cell-main" data-label="Version"><a href=see>{no}</a></td>
                    <td class="cell-badge" data-label="State"><Badge text=version.status.as_str()/></td>
                    <td data-label="Sent">{sent}</td>
                    <td data-label="Hash"><code>{hash}</code></td>
                    <td data-label="PDF"><a href=pdf download="">"PDF"</a></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Section title="Answer and versions">
            {answer}
            {nobody}
            <ul class="small plain">{seen}</ul>
            <Table label="Versions" class="compact">
                <thead>
                    <tr>
                        <th scope="col">"Version"</th>
                        <th scope="col">"State"</th>
                        <th scope="col">"Sent"</th>
                        <th scope="col">"Hash"</th>
                        <th scope="col">"PDF"</th>
                    </tr>
                </thead>
                <tbody>{versions}</tbody>
            </Table>
        </Section>
    }
    .into_any()
}

/// One section as it is written.
fn part(proposal: &ProposalDetail, section: &Part, write: bool) -> AnyView {
    let document = &proposal.document;
    let title = match section.heading.as_str() {
        "" => section.kind.label().to_owned(),
        heading => heading.to_owned(),
    };
    let items = section
        .items
        .iter()
        .map(|item| {
            let taken = document.selection.takes(item);
            let quantity = document.selection.quantity(item);
            let amount = line_net(&item.line(quantity), document.content.currency).ok();
            let amount = amount.map(|money| money.format(Locale::En)).unwrap_or_default();
            let class = (!taken).then_some("is-muted");
            let count = format!("{} {}", quantity.format(Locale::En.numbers()), item.unit);
            view! {
                <tr class=class>
                    <td class="cell-main" data-label="Item">{item.name.clone()}</td>
                    <td data-label="Kind">{item.kind.label()}</td>
                    <td data-label="Paid">{item.period.label()}</td>
                    <td class="num" data-label="Quantity">{count}</td>
                    <td class="num" data-label="Amount">{amount}</td>
                </tr>
            }
        })
        .collect_view();
    let items = (!section.items.is_empty()).then(|| {
        view! {
            <Table label=title.clone()>
                <thead>
                    <tr>
                        <th scope="col">"Item"</th>
                        <th scope="col">"Kind"</th>
                        <th scope="col">"Paid"</th>
                        <th scope="col" class="num">"Quantity"</th>
                        <th scope="col" class="num">"Amount"</th>
                    </tr>
                </thead>
                <tbody>{items}</tbody>
            </Table>
        }
    });
    let steps = section
        .steps
        .iter()
        .map(|step| view! { <li><strong>{step.when.clone()}</strong>" "{step.what.clone()}</li> })
        .collect_view();
    let (heading, body) = (title.clone(), written(&section.body));
    let keep = write.then(|| {
        let (id, key) = (document.id.to_string(), section.key.clone());
        view! {
            <Confirm summary="Save for reuse" title="Save this section for reuse" variant=Variant::Quiet icon=IconName::Copy>
                <Form action=SaveProposalSection::url()>
                    <HiddenField name="id" value=id/>
                    <HiddenField name="section" value=key.clone()/>
                    <TextField label="Name" name="name" id=format!("f-keep-{key}") value=title.clone() maxlength=80 required=true/>
                    <div class="form-actions"><Button variant=Variant::Primary>"Save section"</Button></div>
                </Form>
            </Confirm>
        }
    });
    view! {
        <Section title=heading>
            {body}
            {items}
            <ul class="plain">{steps}</ul>
            <div class="actions from-start no-print">{keep}</div>
        </Section>
    }
    .into_any()
}

fn comments(proposal: &ProposalDetail, zone: &str, form: Option<AnyView>) -> AnyView {
    let items = proposal
        .comments
        .iter()
        .map(|comment| {
            let class = match (comment.internal, comment.staff) {
                (true, _) => "comment is-internal",
                (_, true) => "comment is-staff",
                _ => "comment",
            };
            let internal = comment.internal.then(|| view! { <Badge tone=Tone::Warning text="For staff only"/> });
            view! {
                <li class=class>
                    <p class="small"><strong>{comment.author.clone()}</strong>" · "{platform::when(comment.at, zone)}" "{internal}</p>
                    <p class="pre-line">{comment.body.clone()}</p>
                </li>
            }
        })
        .collect_view();
    let none = proposal
        .comments
        .is_empty()
        .then(|| view! { <p class="muted">"No comments yet."</p> });
    view! {
        <Section title="Comments" id="comments">
            {none}
            <ul class="comments" role="list">{items}</ul>
            {form}
        </Section>
    }
    .into_any()
}

/// A proposal as its client sees it. Looking at it here is no view.
#[component]
pub fn ProposalPreviewPage() -> impl IntoView {
    let id = platform::param::<ProposalId>("id");
    let query: Query = platform::query();
    platform::bare_page(async move {
        let id = id?;
        let shown = preview_proposal(id, query.version.parse().ok()).await?;
        Ok(preview(shown, format!("/staff/proposals/{id}")))
    })
}
