//! What staff do with proposals.

use crate::error::AppError;
use domain::{
    activity::ActivityLine,
    ids::{CompanyId, ContactId, InvoiceId, ProposalId, ProposalPresetId},
    list::Page,
    proposal::{
        CommentForm, ProposalForm,
        answer::{ExtendForm, ReasonForm},
        view::{
            PresetRow, ProposalDetail, ProposalEditing, ProposalFilter, ProposalPreview, ProposalRow,
            ProposalTotal,
        },
    },
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::{
        activity::queries as timeline,
        proposal::{comment, convert, draft, editing, presets, queries, send},
    },
};

/// One page of the proposals.
#[server(prefix = "/api/staff", endpoint = "list_proposals")]
pub async fn list_proposals(
    #[server(default)] filter: ProposalFilter,
) -> Result<Page<ProposalRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::list(&backend, &staff, &filter).await?)
}

/// What the whole filtered list comes to.
#[server(prefix = "/api/staff", endpoint = "total_proposals")]
pub async fn total_proposals(
    #[server(default)] filter: ProposalFilter,
) -> Result<Vec<ProposalTotal>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::totals(&backend, &staff, &filter).await?)
}

/// One proposal.
#[server(prefix = "/api/staff", endpoint = "get_proposal")]
pub async fn get_proposal(id: ProposalId) -> Result<ProposalDetail, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::get(&backend, &staff, id).await?)
}

/// A version as its client sees it; the newest, draft included, where none is named.
#[server(prefix = "/api/staff", endpoint = "preview_proposal")]
pub async fn preview_proposal(
    id: ProposalId,
    #[server(default)] version: Option<i32>,
) -> Result<ProposalPreview, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::preview(&backend, &staff, id, version).await?)
}

/// What happened to it.
#[server(prefix = "/api/staff", endpoint = "proposal_activity")]
pub async fn proposal_activity(
    id: ProposalId,
    #[server(default)] page: u32,
) -> Result<Page<ActivityLine>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(timeline::for_proposal(&backend, &staff, id, page).await?)
}

/// What a company was offered.
#[server(prefix = "/api/staff", endpoint = "company_proposals")]
pub async fn company_proposals(id: CompanyId) -> Result<Vec<ProposalRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::of_company(&backend, &staff, id).await?)
}

/// What is addressed to a contact.
#[server(prefix = "/api/staff", endpoint = "contact_proposals")]
pub async fn contact_proposals(id: ContactId) -> Result<Vec<ProposalRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::of_contact(&backend, &staff, id).await?)
}

/// The form of a new proposal, for a company once one is chosen.
#[server(prefix = "/api/staff", endpoint = "new_proposal")]
pub async fn new_proposal(
    #[server(default)] company: Option<CompanyId>,
    #[server(default)] template: Option<ProposalPresetId>,
) -> Result<ProposalEditing, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(editing::new(&backend, &staff, company, template).await?)
}

/// The form of what is being written.
#[server(prefix = "/api/staff", endpoint = "edit_proposal")]
pub async fn edit_proposal(id: ProposalId) -> Result<ProposalEditing, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(editing::draft(&backend, &staff, id).await?)
}

/// Templates and saved sections.
#[server(prefix = "/api/staff", endpoint = "proposal_presets")]
pub async fn proposal_presets() -> Result<Vec<PresetRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(presets::list(&backend, &staff).await?)
}

/// One press of a button that changes the form's shape. Nothing is saved; what was typed comes back.
#[server(prefix = "/api/staff", endpoint = "shape_proposal")]
pub async fn shape_proposal(
    #[server(default)] id: String,
    #[server(default)] form: ProposalForm,
    #[server(default)] op: String,
) -> Result<ProposalForm, AppError> {
    let (backend, staff) = platform::staff()?;
    let page = match id.parse::<ProposalId>() {
        Ok(id) => format!("/staff/proposals/{id}/edit"),
        Err(_) => new_page(&form),
    };
    match editing::shape(&backend, &staff, form.clone(), &op).await {
        Ok(shaped) => {
            let next = page.clone();
            let kept = Answer::new("proposal", &shaped, page).keeping();
            platform::answer(kept, Ok(shaped.clone()), |_| next).await
        }
        Err(error) => {
            platform::answer(Answer::new("proposal", &form, page), Err(error), |_| {
                String::new()
            })
            .await
        }
    }
}

/// Makes a draft.
#[server(prefix = "/api/staff", endpoint = "create_proposal")]
pub async fn create_proposal(
    #[server(default)] form: ProposalForm,
    #[server(default)] idempotency: String,
) -> Result<ProposalId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = draft::create(&backend, &staff, &form, &idempotency).await;
    let refused = Answer::new("proposal", &form, new_page(&form));
    platform::answer(refused, made, |id| page(*id, "created")).await
}

/// Saves what is being written.
#[server(prefix = "/api/staff", endpoint = "update_proposal")]
pub async fn update_proposal(id: ProposalId, #[server(default)] form: ProposalForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = draft::update(&backend, &staff, id, &form).await;
    let refused = Answer::new("proposal", &form, format!("/staff/proposals/{id}/edit"));
    platform::answer(refused, saved, |()| page(id, "saved")).await
}

/// Deletes a draft, or the draft of a new version.
#[server(prefix = "/api/staff", endpoint = "delete_proposal")]
pub async fn delete_proposal(id: ProposalId, #[server(default)] version: i64) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = draft::delete(&backend, &staff, id, version).await;
    platform::answer(on("proposal_action", id, &()), done, |()| {
        "/staff/proposals?done=deleted".to_owned()
    })
    .await
}

/// Makes a draft with the same content.
#[server(prefix = "/api/staff", endpoint = "duplicate_proposal")]
pub async fn duplicate_proposal(
    id: ProposalId,
    #[server(default)] idempotency: String,
) -> Result<ProposalId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = draft::duplicate(&backend, &staff, id, &idempotency).await;
    platform::answer(on("proposal_action", id, &()), made, |id| {
        format!("/staff/proposals/{id}/edit?done=proposal-copied")
    })
    .await
}

/// Begins a new version.
#[server(prefix = "/api/staff", endpoint = "revise_proposal")]
pub async fn revise_proposal(id: ProposalId, #[server(default)] version: i64) -> Result<i32, AppError> {
    let (backend, staff) = platform::staff()?;
    let begun = draft::revise(&backend, &staff, id, version).await;
    platform::answer(on("proposal_action", id, &()), begun, |_| {
        format!("/staff/proposals/{id}/edit?done=proposal-revising")
    })
    .await
}

/// Sends what is being written; says its number.
#[server(prefix = "/api/staff", endpoint = "send_proposal")]
pub async fn send_proposal(id: ProposalId, #[server(default)] version: i64) -> Result<String, AppError> {
    let (backend, staff) = platform::staff()?;
    let sent = send::send(&backend, &staff, id, version).await;
    let number = sent.map(|sent| sent.number);
    platform::answer(on("proposal_action", id, &()), number, |_| {
        page(id, "proposal-sent")
    })
    .await
}

/// Moves the last day, and sends it again.
#[server(prefix = "/api/staff", endpoint = "extend_proposal")]
pub async fn extend_proposal(id: ProposalId, #[server(default)] form: ExtendForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = send::extend(&backend, &staff, id, &form).await;
    platform::answer(on("extend", id, &form), done, |()| page(id, "proposal-extended")).await
}

/// Takes it back.
#[server(prefix = "/api/staff", endpoint = "withdraw_proposal")]
pub async fn withdraw_proposal(id: ProposalId, #[server(default)] form: ReasonForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = send::withdraw(&backend, &staff, id, &form).await;
    platform::answer(on("withdraw", id, &form), done, |()| {
        page(id, "proposal-withdrawn")
    })
    .await
}

/// Takes an acceptance back.
#[server(prefix = "/api/staff", endpoint = "reopen_proposal")]
pub async fn reopen_proposal(id: ProposalId, #[server(default)] form: ReasonForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = send::reopen(&backend, &staff, id, &form).await;
    platform::answer(on("reopen", id, &form), done, |()| page(id, "proposal-reopened")).await
}

/// Says something to the client, or to staff.
#[server(prefix = "/api/staff", endpoint = "comment_proposal")]
pub async fn comment_proposal(id: ProposalId, #[server(default)] form: CommentForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = comment::by_staff(&backend, &staff, id, &form).await;
    platform::answer(on("comment", id, &form), done, |()| page(id, "commented")).await
}

/// Makes a draft invoice of what was accepted, once.
#[server(prefix = "/api/staff", endpoint = "bill_proposal")]
pub async fn bill_proposal(
    id: ProposalId,
    #[server(default)] first_period: bool,
) -> Result<InvoiceId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = convert::invoice(&backend, &staff, id, first_period).await;
    platform::answer(on("proposal_action", id, &()), made, |id| {
        format!("/staff/invoices/{id}?done=created")
    })
    .await
}

/// Keeps a proposal's content as a template.
#[server(prefix = "/api/staff", endpoint = "save_proposal_template")]
pub async fn save_proposal_template(
    id: ProposalId,
    #[server(default)] name: String,
) -> Result<ProposalPresetId, AppError> {
    let (backend, staff) = platform::staff()?;
    let kept = presets::save_template(&backend, &staff, id, &name).await;
    platform::answer(on("template", id, &name), kept, |_| page(id, "preset-saved")).await
}

/// Keeps one of a proposal's sections for reuse.
#[server(prefix = "/api/staff", endpoint = "save_proposal_section")]
pub async fn save_proposal_section(
    id: ProposalId,
    #[server(default)] section: String,
    #[server(default)] name: String,
) -> Result<ProposalPresetId, AppError> {
    let (backend, staff) = platform::staff()?;
    let kept = presets::save_section(&backend, &staff, id, &section, &name).await;
    platform::answer(on("section", id, &name), kept, |_| page(id, "preset-saved")).await
}

/// Deletes a template or saved section.
#[server(prefix = "/api/staff", endpoint = "delete_proposal_preset")]
pub async fn delete_proposal_preset(id: ProposalPresetId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = presets::delete(&backend, &staff, id).await;
    let home = "/staff/proposals/templates";
    platform::answer(Answer::new("preset", &(), home), done, |()| {
        format!("{home}?done=deleted")
    })
    .await
}

/// A proposal's page after something was done.
#[cfg(feature = "ssr")]
fn page(id: ProposalId, done: &str) -> String {
    format!("/staff/proposals/{id}?done={done}")
}

/// A form on a proposal's page.
#[cfg(feature = "ssr")]
fn on<'a, F>(form: &'static str, id: ProposalId, values: &'a F) -> Answer<'a, F> {
    Answer::new(form, values, format!("/staff/proposals/{id}"))
}

/// The page of a new proposal, for the company that was chosen.
#[cfg(feature = "ssr")]
fn new_page(form: &ProposalForm) -> String {
    form.company_id.parse::<CompanyId>().map_or_else(
        |_| "/staff/proposals/new".to_owned(),
        |id| format!("/staff/proposals/new?company={id}"),
    )
}
