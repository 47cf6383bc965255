//! Portal: what clients do with proposals.

use crate::error::AppError;
use domain::{
    ids::ProposalId,
    list::Page,
    proposal::{
        AcceptForm, CommentForm, DeclineForm,
        view::{ProposalDocument, ProposalFilter, ProposalRow},
    },
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::{
        client_documents,
        proposal::{answer, comment, queries},
    },
    domain::module::Module,
};

/// A page of the own proposals.
#[server(prefix = "/api/portal", endpoint = "list_proposals")]
pub async fn list_proposals(
    #[server(default)] filter: ProposalFilter,
) -> Result<Page<ProposalRow>, AppError> {
    let (backend, client) = platform::client_in(Module::Proposals)?;
    Ok(queries::list_for_client(&backend, &client, &filter).await?)
}

/// One of the own proposals, the newest version where none is named. Opening its page is noted for staff; fetching it ahead, or by a
/// program, is not.
#[server(prefix = "/api/portal", endpoint = "proposal")]
pub async fn proposal(
    id: ProposalId,
    #[server(default)] version: Option<i32>,
) -> Result<ProposalDocument, AppError> {
    let (backend, client) = platform::client_in(Module::Proposals)?;
    let really = platform::is_real_view();
    Ok(client_documents::look_at_proposal(&backend, &client, id, version, really).await?)
}

/// Whether the contact who asks may accept and decline.
#[server(prefix = "/api/portal", endpoint = "may_answer_proposals")]
pub async fn may_answer_proposals() -> Result<bool, AppError> {
    let (backend, client) = platform::client_in(Module::Proposals)?;
    Ok(queries::may_answer(&backend, &client).await?)
}

/// Accepts what was read, with what was chosen.
#[server(prefix = "/api/portal", endpoint = "accept_proposal")]
pub async fn accept_proposal(id: ProposalId, #[server(default)] form: AcceptForm) -> Result<(), AppError> {
    let (backend, client) = platform::client_in(Module::Proposals)?;
    let done = answer::accept(&backend, &client, id, &form).await;
    let page = format!("/portal/proposals/{id}/accept");
    platform::answer(Answer::new("accept", &form, page), done, |()| {
        format!("/portal/proposals/{id}?done=proposal-accepted")
    })
    .await
}

/// Declines what was read.
#[server(prefix = "/api/portal", endpoint = "decline_proposal")]
pub async fn decline_proposal(id: ProposalId, #[server(default)] form: DeclineForm) -> Result<(), AppError> {
    let (backend, client) = platform::client_in(Module::Proposals)?;
    let done = answer::decline(&backend, &client, id, &form).await;
    let page = format!("/portal/proposals/{id}/decline");
    platform::answer(Answer::new("decline", &form, page), done, |()| {
        format!("/portal/proposals/{id}?done=proposal-declined")
    })
    .await
}

/// Says something about a proposal.
#[server(prefix = "/api/portal", endpoint = "comment_proposal")]
pub async fn comment_proposal(id: ProposalId, #[server(default)] form: CommentForm) -> Result<(), AppError> {
    let (backend, client) = platform::client_in(Module::Proposals)?;
    let done = comment::by_client(&backend, &client, id, &form).await;
    let page = format!("/portal/proposals/{id}");
    platform::answer(Answer::new("comment", &form, page), done, |()| {
        format!("/portal/proposals/{id}?done=proposal-commented")
    })
    .await
}
