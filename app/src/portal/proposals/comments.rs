//! What both sides say about a proposal.

use super::api::CommentProposal;
use crate::{
    portal::reader::Reader,
    ui::{Button, Form, FormErrors, HiddenField, Section, SelectField, TextAreaField},
};
use domain::{
    form::FormView,
    proposal::{CommentForm, view::ProposalDocument},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The thread, and where one says something.
pub(super) fn thread(
    reader: &Reader,
    document: &ProposalDocument,
    returned: Option<FormView<CommentForm>>,
) -> AnyView {
    let heading = |key: &str| {
        let section = document
            .content
            .sections
            .iter()
            .find(|section| section.key == key);
        section
            .map(|section| section.heading.clone())
            .filter(|text| !text.is_empty())
    };
    let comments = document
        .comments
        .iter()
        .map(|comment| {
            let about = heading(&comment.section)
                .map(|text| view! { <span class="small muted">{text}</span> });
            let class = if comment.staff { "comment is-staff" } else { "comment" };
            view! {
                <li class=class>
                    <p class="small"><strong>{comment.author.clone()}</strong> " · " {reader.when(comment.at)} " " {about}</p>
                    <p class="pre-line">{comment.body.clone()}</p>
                </li>
            }
        })
        .collect_view();
    let none = document
        .comments
        .is_empty()
        .then(|| view! { <p class="muted">{reader.text("proposal-comments-none")}</p> });
    let sections: Vec<(String, String)> = document
        .content
        .sections
        .iter()
        .filter(|section| !section.heading.is_empty())
        .map(|section| (section.key.clone(), section.heading.clone()))
        .collect();
    let form = returned.unwrap_or_default();
    let title = reader.text("proposal-errors");
    let id = document.id.to_string();
    let texts = |key: &str| reader.text(key);
    let (about, whole) = (texts("proposal-comment-about"), texts("proposal-comment-whole"));
    let (label, send) = (texts("proposal-comment-label"), texts("proposal-comment-button"));
    let hint = reader.business("proposal-comment-hint");
    let labels = vec![("body", label.clone())];
    view! {
        <Section title=reader.text("proposal-comments") id="comments" class="no-print">
            {none}
            <ul class="comments" role="list">{comments}</ul>
            <Form action=CommentProposal::url()>
                <HiddenField name="id" value=id/>
                <FormErrors errors=form.errors.clone() title=title labels=labels/>
                <SelectField
                    label=about
                    name="form[section]"
                    options=sections
                    value=form.values.section
                    empty=whole
                />
                <TextAreaField
                    label=label
                    name="form[body]"
                    value=form.values.body
                    error=form.errors.get("body")
                    hint=hint
                    rows=3
                />
                <div class="form-actions"><Button>{send}</Button></div>
            </Form>
        </Section>
    }
    .into_any()
}
