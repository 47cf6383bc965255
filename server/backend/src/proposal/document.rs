//! A version as a document: mapped once, for the client's page, the staff's page, the PDF and the mails alike.

use super::{
    status,
    store::{self, Frozen},
};
use crate::{
    clock,
    entity::{company, contact, proposal, proposal_answer, proposal_comment, proposal_version, tenant},
    error::{BackendError, Result},
    invoice::commands::{buyer, seller},
    scope::{Reads, Rows},
};
use chrono::NaiveDate;
use domain::{
    ids::ProposalId,
    proposal::{
        DeclineReason, DisplayStatus, Selection,
        view::{Answer, Comment, ProposalDocument},
    },
    signature::Signature,
};
use sea_orm::{ColumnTrait, Order};

/// Everything that a document is put together from.
pub(crate) trait ReadsProposals:
    Reads<proposal::Entity>
    + Reads<proposal_version::Entity>
    + Reads<proposal_answer::Entity>
    + Reads<proposal_comment::Entity>
    + Reads<company::Entity>
    + Reads<contact::Entity>
    + Reads<tenant::Entity>
{
}

impl<S> ReadsProposals for S where
    S: Reads<proposal::Entity>
        + Reads<proposal_version::Entity>
        + Reads<proposal_answer::Entity>
        + Reads<proposal_comment::Entity>
        + Reads<company::Entity>
        + Reads<contact::Entity>
        + Reads<tenant::Entity>
{
}

/// For whose eyes a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A member of staff, who may know whether a client has looked.
    Staff { viewed: bool },
    /// A client.
    Client,
}

/// Puts a version's document together. Comments of staff among themselves are never in it.
///
/// # Errors
/// [`BackendError::NotFound`] when the version is not in reach.
pub(crate) async fn of<S: ReadsProposals>(
    rows: &Rows<'_, S>,
    proposal: &proposal::Model,
    no: i32,
    tenant: &tenant::Model,
    today: NaiveDate,
    reader: Reader,
) -> Result<ProposalDocument> {
    let version = store::version(rows, proposal.id, no).await?;
    let Frozen {
        seller,
        buyer,
        owner,
        rounding,
        content,
        ..
    } = match store::frozen(&version)? {
        Some(frozen) => frozen,
        None => as_it_stands(rows, proposal, &version, tenant).await?,
    };
    let stands = store::standing_answer(rows, proposal.id, no).await?;
    let selection = match stands.as_ref().filter(|answer| !answer.selection.is_empty()) {
        Some(answer) => serde_json::from_str(&answer.selection).map_err(BackendError::internal)?,
        None => Selection::opening(&content),
    };
    let sums = selection
        .sums(&content, rounding)
        .map_err(BackendError::internal)?;
    let state = status(&version.status)?;
    let viewed = reader == Reader::Staff { viewed: true };
    let answer = stands.map(|row| answer(row, reader)).transpose()?;
    let mut comments = comments(rows, proposal, false).await?;
    let mut owner = owner;
    if reader == Reader::Client {
        // A client deals with the business; who works there is its own affair.
        owner = (String::new(), String::new());
        for comment in comments.iter_mut().filter(|comment| comment.staff) {
            comment.author.clone_from(&seller.name);
        }
    }
    Ok(ProposalDocument {
        id: ProposalId::from(proposal.id),
        number: proposal.number.clone(),
        version: no,
        status: state,
        display_status: DisplayStatus::derive(state, version.valid_until, today, viewed),
        hash: version.hash.clone(),
        seller,
        buyer,
        owner,
        sent_on: version.sent_at.map(|at| clock::date_in(at, &tenant.timezone)),
        valid_until: version.valid_until,
        content,
        rounding,
        selection,
        sums,
        answer,
        comments,
        newest: proposal.live.unwrap_or(no),
    })
}

/// A draft as it would be sent now, with its merge tags as they are.
async fn as_it_stands<S: ReadsProposals>(
    rows: &Rows<'_, S>,
    proposal: &proposal::Model,
    version: &proposal_version::Model,
    tenant: &tenant::Model,
) -> Result<Frozen> {
    let company = rows.get::<company::Entity>(proposal.company_id).await?;
    let contact = match proposal.contact_id {
        Some(id) => Some(rows.get::<contact::Entity>(id).await?),
        None => None,
    };
    Ok(Frozen {
        number: String::new(),
        version: version.no,
        seller: seller(tenant),
        buyer: buyer(&company, contact.as_ref()),
        owner: (String::new(), String::new()),
        rounding: tenant.tax_rounding.parse().map_err(BackendError::internal)?,
        content: store::written(version)?,
    })
}

fn answer(row: proposal_answer::Model, reader: Reader) -> Result<Answer> {
    let staff = reader != Reader::Client;
    let declined = match row.kind.as_str() {
        "declined" => Some(DeclineReason::from_key(&row.decline_reason).unwrap_or(DeclineReason::Other)),
        _ => None,
    };
    Ok(Answer {
        version: row.no,
        declined,
        text: row.text,
        name: row.name,
        email: row.email,
        at: row.created_at,
        po_number: row.po_number,
        signature: match row.signature.is_empty() {
            true => None,
            false => Some(Signature::from_field(&row.signature).map_err(BackendError::internal)?),
        },
        consent: row.consent,
        consent_version: row.consent_version,
        hash: row.hash,
        browser: if staff { row.browser } else { String::new() },
        address: if staff { row.address } else { String::new() },
    })
}

/// The comments in reach, oldest first.
pub(crate) async fn comments<S: Reads<proposal_comment::Entity>>(
    rows: &Rows<'_, S>,
    proposal: &proposal::Model,
    internal: bool,
) -> Result<Vec<Comment>> {
    let found = rows
        .find::<proposal_comment::Entity>()
        .filter(proposal_comment::Column::ProposalId.eq(proposal.id))
        .filter_if((!internal).then(|| proposal_comment::Column::Internal.eq(false)))
        .order(proposal_comment::Column::CreatedAt, Order::Asc)
        .order(proposal_comment::Column::Id, Order::Asc)
        .all()
        .await?;
    Ok(found
        .into_iter()
        .map(|row| Comment {
            section: row.section,
            version: row.no,
            author: row.author_name,
            staff: row.author_kind == "staff",
            internal: row.internal,
            body: row.body,
            at: row.created_at,
        })
        .collect())
}
