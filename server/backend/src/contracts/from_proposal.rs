//! A contract from an accepted proposal, in the transaction that makes it.

use super::draft;
use crate::{
    entity::contract,
    error::Result,
    scope::{Rows, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    contract::{ContractForm, RecipientForm},
    ids::{CompanyId, ContactId, ContractId},
    money::Money,
    page::rich_text::RichDoc,
};
use sea_orm::ColumnTrait;
use uuid::Uuid;

/// What a proposal gives to its contract.
#[derive(Debug, Clone)]
pub struct FromProposal {
    /// The proposal.
    pub proposal: Uuid,
    /// Its number.
    pub number: String,
    /// With which company.
    pub company: CompanyId,
    /// Who accepted it, if it was a contact: the signer.
    pub contact: Option<ContactId>,
    /// What it is called.
    pub title: String,
    /// What was accepted, without tags.
    pub body: RichDoc,
    /// What it comes to.
    pub value: Option<Money>,
}

/// Writes a draft contract from an accepted proposal, in the caller's transaction. A proposal leads to one contract: a second call
/// answers with the first one's.
///
/// # Errors
/// [`crate::BackendError::Invalid`] when the company is archived or the contact is not one of its own.
#[expect(dead_code, reason = "an accepted proposal leads to a contract")]
pub(crate) async fn from_proposal(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    from: &FromProposal,
) -> Result<ContractId> {
    draft::lock_company(rows, from.company, None).await?;
    let made = rows
        .find::<contract::Entity>()
        .filter(contract::Column::ProposalId.eq(from.proposal))
        .one()
        .await?;
    if let Some(made) = made {
        return Ok(made.id.into());
    }
    let members = draft::people_of(rows, from.company.uuid()).await?;
    let signer = from
        .contact
        .filter(|id| members.iter().any(|member| member.id == id.uuid()));
    let form = ContractForm {
        company_id: from.company.to_string(),
        title: from.title.clone(),
        value: from.value.map(|value| value.to_plain()).unwrap_or_default(),
        currency: from
            .value
            .map(|value| value.currency.to_string())
            .unwrap_or_default(),
        delegation: true,
        countersigner: rows.scope().user().to_string(),
        body: from.body.to_field(),
        recipients: signer
            .map(|id| RecipientForm {
                contact_id: id.to_string(),
                role: "signer".to_owned(),
            })
            .into_iter()
            .collect(),
        ..ContractForm::default()
    };
    draft::insert(rows, now, &form.validate()?, Some((from.proposal, &from.number))).await
}
