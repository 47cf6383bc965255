//! Comments on a proposal, for both sides, and notes that staff leave for one another.

use super::{
    refused_to, status,
    store::{self, happening},
};
use crate::{
    Backend, activity, copy,
    entity::{proposal, proposal_comment, proposal_version},
    error::{BackendError, Result},
    scope::{ClientScope, Reads, Rows, Scope, StaffScope, Writes},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::{ActorKind, Verb},
    ids::ProposalId,
    locale::Locale,
    proposal::CommentForm,
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use uuid::Uuid;

/// More comments than this a proposal does not take.
const MOST: u64 = 300;

/// A client says something.
///
/// # Errors
/// [`BackendError::Invalid`] in the client's language; [`BackendError::NotFound`] when it is not one of the client's companies'.
pub async fn by_client(
    backend: &Backend,
    scope: &ClientScope,
    id: ProposalId,
    form: &CommentForm,
) -> Result<()> {
    let locale = scope.locale();
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let proposal = store::lock(&rows, id).await?;
    let body = form
        .validate()
        .map_err(|key| BackendError::invalid("body", copy::text(locale, key)))?;
    let who = (scope.contact().uuid(), scope.name());
    let no = proposal.live.unwrap_or_default();
    add(
        &rows,
        now,
        (&proposal, no),
        (ActorKind::Contact, who),
        (form, body, false),
        locale,
    )
    .await?;
    activity::record(&rows, now, Verb::ProposalCommented, happening(&proposal, "")).await?;
    rows.commit().await
}

/// A member of staff says something: to the client, once something was sent, or among staff.
///
/// # Errors
/// [`BackendError::Invalid`]; [`BackendError::NotFound`] when it is not this tenant's.
pub async fn by_staff(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    form: &CommentForm,
) -> Result<()> {
    scope.require(Permission::ProposalsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let proposal = store::lock(&rows, id).await?;
    let body = form
        .validate()
        .map_err(|key| BackendError::invalid("body", copy::text(Locale::En, key)))?;
    // Of what no client has seen, nobody but staff can speak.
    let internal = form.internal || proposal.live.is_none();
    let no = proposal.live.or(proposal.draft).unwrap_or_default();
    let who = (scope.user().uuid(), scope.name());
    add(
        &rows,
        now,
        (&proposal, no),
        (ActorKind::Staff, who),
        (form, body, internal),
        Locale::En,
    )
    .await?;
    let verb = match internal {
        true => Verb::ProposalNoted,
        false => Verb::ProposalCommented,
    };
    activity::record(&rows, now, verb, happening(&proposal, "")).await?;
    rows.commit().await
}

async fn add<S>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    (proposal, no): (&proposal::Model, i32),
    (kind, (author, name)): (ActorKind, (Uuid, &str)),
    (form, body, internal): (&CommentForm, String, bool),
    locale: Locale,
) -> Result<()>
where
    S: Scope + Writes<proposal_comment::Entity> + Reads<proposal_version::Entity>,
{
    status(&proposal.status)?;
    let there = rows
        .find::<proposal_comment::Entity>()
        .filter(proposal_comment::Column::ProposalId.eq(proposal.id))
        .count_up_to(MOST)
        .await?;
    if there >= MOST {
        return Err(refused_to(locale, "proposal-error-comments"));
    }
    let section = form.section.trim();
    if !section.is_empty() {
        let version = store::version(rows, proposal.id, no).await?;
        let content = match store::frozen(&version)? {
            Some(frozen) => frozen.content,
            None => store::written(&version)?,
        };
        if !content.sections.iter().any(|each| each.key == section) {
            return Err(BackendError::invalid(
                "section",
                copy::text(locale, "proposal-pick-unknown"),
            ));
        }
    }
    rows.insert::<proposal_comment::Entity>(proposal_comment::ActiveModel {
        id: Set(Uuid::now_v7()),
        proposal_id: Set(proposal.id),
        no: Set(no),
        section: Set(section.to_owned()),
        internal: Set(internal),
        author_kind: Set(kind.key().to_owned()),
        author_id: Set(Some(author)),
        author_name: Set(name.to_owned()),
        body: Set(body),
        created_at: Set(now),
        ..Default::default()
    })
    .await
}
