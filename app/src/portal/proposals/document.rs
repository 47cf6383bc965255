//! Portal: one proposal, to read, choose from and answer.

use super::{
    api::{may_answer_proposals, proposal},
    comments,
    sheet::{self, Items},
};
use crate::{
    platform,
    portal::{frame::portal_page, reader::Reader},
    ui::{Button, HiddenField, Icon, IconName, LinkButton, Notice, PrintButton, Tone, Variant},
};
use domain::{
    ids::ProposalId,
    proposal::{CommentForm, DisplayStatus, Selection, selection::Picked, view::ProposalDocument},
};
use leptos::prelude::*;

/// What the address says: a version, and what was chosen.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Query {
    pub version: String,
    pub pick: Picked,
}

/// One proposal. Another company's, a draft's or a malformed id leads to one and the same "not found".
#[component]
pub fn ClientProposalPage() -> impl IntoView {
    let id = platform::param::<ProposalId>("id");
    let query: Query = platform::query();
    portal_page("nav-proposals", async move {
        let id = id?;
        let reader = Reader::here()?;
        let returned = platform::returned_form::<CommentForm>("comment").await;
        let document = proposal(id, query.version.parse().ok()).await?;
        let may_answer = may_answer_proposals().await?;
        let newest = document.version == document.newest;
        let open = document.display_status.is_open() && newest;
        let file = format!("/portal/proposals/{id}/pdf?version={}", document.version);
        let (print_label, download) = (reader.text("proposal-print"), reader.text("proposal-pdf"));
        let print = view! {
            <PrintButton label=print_label/>
            <LinkButton href=file icon=IconName::Download download=true>{download}</LinkButton>
        };
        let top = notice(&reader, &document, may_answer);
        let article = match open && may_answer {
            true => choosing(&reader, &document, &query.pick),
            false => chosen(&reader, &document),
        };
        let comments = comments::thread(&reader, &document, returned);
        Ok(view! {
            <div class="page">
                <header class="page-header no-print">
                    <div class="page-header-row">
                        <a class="back" href="/portal/proposals">
                            <Icon name=IconName::ArrowLeft/>
                            <span>{reader.text("proposal-back")}</span>
                        </a>
                        <div class="actions">{print}</div>
                    </div>
                </header>
                <div class="no-print">{top}</div>
                {article}
                {comments}
            </div>
        }
        .into_any())
    })
}

/// What is to be done, or why nothing is.
pub(super) fn notice(reader: &Reader, document: &ProposalDocument, may_answer: bool) -> AnyView {
    if document.version != document.newest {
        let href = format!("/portal/proposals/{}", document.id);
        let to_newest = reader.text("proposal-superseded-link");
        return view! {
            <Notice tone=Tone::Warning title=reader.text("proposal-superseded")>
                <p><a href=href>{to_newest}</a></p>
            </Notice>
        }
        .into_any();
    }
    let until = |key: &str| match document.valid_until {
        Some(day) => reader.text_with(key, [("date", reader.date(day))]),
        None => String::new(),
    };
    let answered = |key: &str| {
        let answer = document.answer.as_ref();
        let name = answer.map(|answer| answer.name.clone()).unwrap_or_default();
        let date = answer.map(|answer| reader.when(answer.at)).unwrap_or_default();
        reader.text_with(key, [("name", name), ("date", date)])
    };
    let (tone, title, text) = match document.display_status {
        DisplayStatus::Sent | DisplayStatus::Viewed if !may_answer => (
            Tone::Info,
            reader.text("proposal-waits"),
            reader.text("proposal-may-not"),
        ),
        DisplayStatus::Sent | DisplayStatus::Viewed => (
            Tone::Info,
            reader.text("proposal-waits"),
            until("proposal-waits-until"),
        ),
        DisplayStatus::Expired => (
            Tone::Warning,
            until("proposal-expired"),
            reader.business("proposal-expired-text"),
        ),
        DisplayStatus::Accepted => (Tone::Success, answered("proposal-accepted-by"), String::new()),
        DisplayStatus::Declined => (Tone::Neutral, answered("proposal-declined-by"), String::new()),
        DisplayStatus::Withdrawn => (
            Tone::Neutral,
            reader.text("proposal-withdrawn"),
            reader.text("proposal-withdrawn-text"),
        ),
        DisplayStatus::Draft | DisplayStatus::Superseded => return ().into_any(),
    };
    let text = (!text.is_empty()).then(|| view! { <p>{text}</p> });
    view! { <Notice tone=tone title=title>{text}</Notice> }.into_any()
}

/// The proposal with boxes to tick; its form goes on to accepting, with the choice in its address.
fn choosing(reader: &Reader, document: &ProposalDocument, pick: &Picked) -> AnyView {
    let read = Selection::read(pick, &document.content);
    let checked = read.and_then(|selection| {
        let sums = selection.sums(&document.content, document.rounding)?;
        Ok((selection, sums))
    });
    let (selection, wrong) = match checked {
        Ok((selection, _)) => (selection, None),
        Err(error) => (
            Selection::opening(&document.content),
            Some(sheet::not_taken(reader, &error)),
        ),
    };
    let wrong = wrong.map(|text| view! { <Notice tone=Tone::Danger alert=true>{text}</Notice> });
    let here = format!("/portal/proposals/{}", document.id);
    let accept = format!("{here}/accept");
    let decline = format!("{here}/decline");
    let update_text = reader.text("proposal-update");
    let (accept_text, decline_text) = (
        reader.text("proposal-go-accept"),
        reader.text("proposal-go-decline"),
    );
    let update = document.content.has_choices().then(|| {
        view! { <Button variant=Variant::Secondary>{update_text}</Button> }
    });
    let sums = sheet::live_sums(reader, document, &selection);
    view! {
        {wrong}
        <form method="get" action=here class="sheet proposal">
            <HiddenField name="pick[seen]" value="1"/>
            {sheet::head(reader, document)}
            {sheet::sections(reader, document, &selection, Items::Choosing)}
            <div class="stack tight" id="total">{sums}</div>
            <div class="form-actions no-print proposal-answer-bar">
                <Button variant=Variant::Primary formaction=accept icon=IconName::Check>{accept_text}</Button>
                {update}
                <LinkButton href=decline variant=Variant::Quiet>{decline_text}</LinkButton>
            </div>
        </form>
    }
    .into_any()
}

/// The proposal as it is chosen.
pub(super) fn chosen(reader: &Reader, document: &ProposalDocument) -> AnyView {
    view! {
        <article class="sheet proposal">
            {sheet::head(reader, document)}
            {sheet::sections(reader, document, &document.selection, Items::Chosen)}
            <div class="stack tight" id="total">{sheet::sums(reader, &document.sums)}</div>
            {sheet::answer(reader, document)}
        </article>
    }
    .into_any()
}
