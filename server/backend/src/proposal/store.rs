//! Rows as values, and the locks and conditions that every change begins with.

use crate::{
    activity::Happening,
    entity::{proposal, proposal_answer, proposal_conversion, proposal_version},
    error::{BackendError, Result},
    scope::{Reads, Rows},
};
use domain::{
    ids::{CompanyId, ProposalId},
    invoice::{TaxRounding, view::Party},
    proposal::{Content, Period, Selection, Sums},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, Order};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a version was when it was sent; the hash is that of its JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Frozen {
    pub number: String,
    pub version: i32,
    pub seller: Party,
    pub buyer: Party,
    /// Name and address of who looks after it.
    pub owner: (String, String),
    pub rounding: TaxRounding,
    /// With merge tags filled in.
    pub content: Content,
}

/// A proposal in reach, locked until the transaction ends.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none.
pub(super) async fn lock<S: Reads<proposal::Entity>>(
    rows: &Rows<'_, S>,
    id: ProposalId,
) -> Result<proposal::Model> {
    rows.find::<proposal::Entity>()
        .filter(proposal::Column::Id.eq(id.uuid()))
        .locked()
        .one()
        .await?
        .ok_or(BackendError::NotFound)
}

/// A version in reach.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none.
pub(super) async fn version<S: Reads<proposal_version::Entity>>(
    rows: &Rows<'_, S>,
    proposal: Uuid,
    no: i32,
) -> Result<proposal_version::Model> {
    rows.find::<proposal_version::Entity>()
        .filter(of(proposal, no))
        .one()
        .await?
        .ok_or(BackendError::NotFound)
}

/// "This version of this proposal."
pub(super) fn of(proposal: Uuid, no: i32) -> Condition {
    Condition::all()
        .add(proposal_version::Column::ProposalId.eq(proposal))
        .add(proposal_version::Column::No.eq(no))
}

/// "The proposal as it was read": an UPDATE with it loses no race unnoticed.
pub(super) fn unchanged(before: &proposal::Model) -> Condition {
    Condition::all()
        .add(proposal::Column::Id.eq(before.id))
        .add(proposal::Column::Version.eq(before.version))
        .add(proposal::Column::Status.eq(&before.status))
}

/// What was written, with merge tags.
pub(super) fn written(version: &proposal_version::Model) -> Result<Content> {
    serde_json::from_str(&version.content).map_err(BackendError::internal)
}

/// What was frozen; none of a draft.
pub(super) fn frozen(version: &proposal_version::Model) -> Result<Option<Frozen>> {
    match version.frozen.is_empty() {
        true => Ok(None),
        false => serde_json::from_str(&version.frozen)
            .map(Some)
            .map_err(BackendError::internal),
    }
}

/// A value as JSON.
pub(super) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(BackendError::internal)
}

/// The columns that follow from the sums.
pub(super) fn amounts(sums: &Sums) -> proposal::ActiveModel {
    let of = |period| Set(sums.of(period).map_or(0, |totals| totals.payable.minor));
    proposal::ActiveModel {
        once_minor: of(Period::Once),
        monthly_minor: of(Period::Monthly),
        quarterly_minor: of(Period::Quarterly),
        yearly_minor: of(Period::Yearly),
        ..Default::default()
    }
}

/// What a content's first choice comes to.
pub(super) fn opening_sums(content: &Content, rounding: TaxRounding) -> Result<Sums> {
    Selection::opening(content)
        .sums(content, rounding)
        .map_err(|error| BackendError::invalid("sections", error.to_string()))
}

/// The lower-case text that a search looks in.
pub(super) fn search_key(number: Option<&str>, title: &str) -> String {
    format!("{} {title}", number.unwrap_or_default())
        .trim()
        .to_lowercase()
}

/// A line for the timelines of a proposal and its company.
pub(super) fn happening(proposal: &proposal::Model, remark: &str) -> Happening {
    Happening {
        company: Some(CompanyId::from(proposal.company_id)),
        proposal: Some(ProposalId::from(proposal.id)),
        object: proposal.number.clone().unwrap_or_else(|| proposal.title.clone()),
        remark: remark.to_owned(),
        ..Happening::default()
    }
}

/// The answer that stands, if there is one.
pub(super) async fn standing_answer<S: Reads<proposal_answer::Entity>>(
    rows: &Rows<'_, S>,
    proposal: Uuid,
    no: i32,
) -> Result<Option<proposal_answer::Model>> {
    rows.find::<proposal_answer::Entity>()
        .filter(proposal_answer::Column::ProposalId.eq(proposal))
        .filter(proposal_answer::Column::No.eq(no))
        .filter(proposal_answer::Column::ReopenedAt.is_null())
        .order(proposal_answer::Column::CreatedAt, Order::Desc)
        .one()
        .await
}

/// What was made of a proposal.
pub(super) async fn conversions<S: Reads<proposal_conversion::Entity>>(
    rows: &Rows<'_, S>,
    proposal: Uuid,
) -> Result<Vec<proposal_conversion::Model>> {
    rows.find::<proposal_conversion::Entity>()
        .filter(proposal_conversion::Column::ProposalId.eq(proposal))
        .order(proposal_conversion::Column::CreatedAt, Order::Asc)
        .all()
        .await
}
