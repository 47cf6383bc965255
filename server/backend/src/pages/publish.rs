//! Showing a page to readers, taking it back, and putting it away.

use super::{check::check, create::slugs_like, draft, locked, opened, revisions, state_after, state_of};
use crate::{
    Backend,
    entity::{page, page_draft, page_revision},
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope, StaffScope, Writes},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::PageId,
    merge::Severity,
    page::{Doc, Rev, diff, in_words},
    pages::{Check, PageAction, PageState, Verdict, free_slug},
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

/// Shows the draft to readers. `seen` is the state that was looked at before.
///
/// # Errors
/// [`BackendError::Invalid`] when a merge tag can't be used; [`BackendError::Conflict`] when the draft has changed since, has nothing
/// new, or the page is archived.
pub async fn publish(backend: &Backend, scope: &StaffScope, id: PageId, seen: Rev) -> Result<()> {
    scope.require(Permission::PagesManage)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = locked(&rows, id).await?;
    state_after(&row, PageAction::Publish)?;
    if row.rev != seen.0 {
        return Err(BackendError::Conflict(
            "The draft has changed since you looked at it. Please look at what is new, and publish it then."
                .to_owned(),
        ));
    }
    let shown = state_of(&row)? == PageState::Published;
    if shown && row.published_rev == Some(row.rev) {
        return Err(BackendError::Conflict(
            "Readers see this draft already; nothing has changed since.".to_owned(),
        ));
    }
    let doc = opened(&draft(&rows, id).await?)?;
    refuse(&check(backend, &rows, &row, &doc).await?)?;
    put_live(&rows, now, &row, scope.name()).await?;
    rows.commit().await
}

/// Goes on only if the draft can be published.
///
/// # Errors
/// [`BackendError::Invalid`], which names the first merge tag that can't be used.
pub(super) fn refuse(check: &Check) -> Result<()> {
    if check.verdict() != Verdict::Refused {
        return Ok(());
    }
    let wrong = check
        .tags
        .iter()
        .find(|tag| tag.finding.severity == Severity::Error);
    let sentence = wrong.map_or_else(String::new, |tag| {
        let meant = match &tag.finding.suggestion {
            Some(suggestion) => format!(" Did you mean {suggestion}?"),
            None => String::new(),
        };
        format!("{}: {}{meant}", tag.tag, tag.finding.message)
    });
    Err(BackendError::invalid("", sentence))
}

/// Makes the draft what readers see, and keeps it as a revision.
///
/// # Errors
/// [`BackendError::Conflict`] when somebody else was faster.
pub(super) async fn put_live<S>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    row: &page::Model,
    by: &str,
) -> Result<()>
where
    S: Scope + Writes<page::Entity> + Reads<page_draft::Entity> + Writes<page_revision::Entity>,
{
    let json = draft(rows, row.id.into()).await?;
    let note = match (row.published.as_deref().map(Doc::read), Doc::read(&json)) {
        (Some(Ok(before)), Ok(after)) => in_words(&diff(&before, &after)),
        (None, _) => "Published for the first time.".to_owned(),
        _ => "Published.".to_owned(),
    };
    let new = page::ActiveModel {
        state: Set(PageState::Published.key().to_owned()),
        published: Set(Some(json.clone())),
        published_rev: Set(Some(row.rev)),
        published_at: Set(Some(now)),
        publish_at: Set(None),
        updated_at: Set(now),
        updated_by: Set(by.to_owned()),
        ..Default::default()
    };
    let changed = rows
        .update::<page::Entity>()
        .filter(page::Column::Id.eq(row.id))
        .filter(page::Column::State.eq(&row.state))
        .filter(page::Column::Rev.eq(row.rev))
        .set_row(new)
        .exec()
        .await?;
    faster(changed)?;
    let kept = revisions::Kept {
        doc: &json,
        note: &note,
        published: true,
        by,
    };
    revisions::record(rows, now, row, kept).await
}

/// Refuses what another request was faster with.
pub(super) fn faster(changed: u64) -> Result<()> {
    if changed == 1 {
        return Ok(());
    }
    Err(BackendError::Conflict(
        "Somebody else changed this page at the same moment. Please look at it again.".to_owned(),
    ))
}

/// Moves a page to the state after an action, with what else changes.
async fn go(
    backend: &Backend,
    scope: &StaffScope,
    id: PageId,
    action: PageAction,
    also: impl FnOnce(&page::Model, DateTime<Utc>, &mut page::ActiveModel),
) -> Result<()> {
    scope.require(Permission::PagesManage)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = locked(&rows, id).await?;
    move_on(&rows, now, &row, (action, scope.name()), also).await?;
    rows.commit().await
}

/// The same in a transaction.
pub(super) async fn move_on<S: Scope + Writes<page::Entity>>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    row: &page::Model,
    (action, by): (PageAction, &str),
    also: impl FnOnce(&page::Model, DateTime<Utc>, &mut page::ActiveModel),
) -> Result<()> {
    let mut new = page::ActiveModel {
        state: Set(state_after(row, action)?.key().to_owned()),
        updated_at: Set(now),
        updated_by: Set(by.to_owned()),
        ..Default::default()
    };
    also(row, now, &mut new);
    let changed = rows
        .update::<page::Entity>()
        .filter(page::Column::Id.eq(row.id))
        .filter(page::Column::State.eq(&row.state))
        .set_row(new)
        .exec()
        .await?;
    faster(changed)
}

/// Takes a page back from readers; what they saw is kept.
///
/// # Errors
/// [`BackendError::Conflict`] when it is not published.
pub async fn unpublish(backend: &Backend, scope: &StaffScope, id: PageId) -> Result<()> {
    go(backend, scope, id, PageAction::Unpublish, |_, _, new| {
        new.publish_at = Set(None);
        new.unpublish_at = Set(None);
    })
    .await
}

/// Puts a page away. Its address is free then, and nothing that was planned happens.
///
/// # Errors
/// [`BackendError::Conflict`] when it is archived already.
pub async fn archive(backend: &Backend, scope: &StaffScope, id: PageId) -> Result<()> {
    go(backend, scope, id, PageAction::Archive, |_, now, new| {
        new.archived_at = Set(Some(now));
        new.live_slug = Set(None);
        new.publish_at = Set(None);
        new.unpublish_at = Set(None);
    })
    .await
}

/// Takes a page out of the archive, under its old address or the next free one. Readers do not see it.
///
/// # Errors
/// [`BackendError::Conflict`] when it is not archived.
pub async fn restore(backend: &Backend, scope: &StaffScope, id: PageId) -> Result<()> {
    match restore_once(backend, scope, id).await {
        // Another page took the address meanwhile.
        Err(error) if error.is_duplicate() => restore_once(backend, scope, id).await,
        done => done,
    }
}

async fn restore_once(backend: &Backend, scope: &StaffScope, id: PageId) -> Result<()> {
    scope.require(Permission::PagesManage)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = locked(&rows, id).await?;
    state_after(&row, PageAction::Restore)?;
    let taken = slugs_like(&rows, &row.slug).await?;
    let slug = free_slug(&row.slug, |slug| taken.iter().any(|taken| taken == slug));
    let mut settings = super::settings_of(&row);
    settings.slug.clone_from(&slug);
    move_on(
        &rows,
        now,
        &row,
        (PageAction::Restore, scope.name()),
        |row, _, new| {
            new.archived_at = Set(None);
            new.search_key = Set(super::search_key(&settings));
            new.live_slug = Set(Some(slug.clone()));
            new.version = Set(row.version.saturating_add(i64::from(slug != row.slug)));
            new.slug = Set(slug);
        },
    )
    .await?;
    rows.commit().await
}
