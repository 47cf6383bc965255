//! States of a page that are kept: as it was made, and each time it was published.

use super::{allow_embeds, draft, keep, locked, opened, settings_of};
use crate::{
    Backend,
    entity::{page, page_revision},
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope, StaffScope, Writes},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::PageId,
    page::{BlockId, Change, Doc, Landed, Op, Place, Rev, diff, in_words},
    pages::{ChangedBlock, Compared, PageSettings, PageState, RevisionRow},
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};
use uuid::Uuid;

/// So many are listed.
const SHOWN: u64 = 50;

/// What to keep of a page.
pub(super) struct Kept<'a> {
    pub(super) doc: &'a str,
    pub(super) note: &'a str,
    pub(super) published: bool,
    pub(super) by: &'a str,
}

/// Keeps a state of a page, which must be locked or new.
pub(super) async fn record<S: Scope + Writes<page_revision::Entity>>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    row: &page::Model,
    kept: Kept<'_>,
) -> Result<()> {
    let newest = rows
        .find::<page_revision::Entity>()
        .filter(page_revision::Column::PageId.eq(row.id))
        .order(page_revision::Column::Number, Order::Desc)
        .limit(1)
        .tuples::<(i64,)>(vec![page_revision::Column::Number.into_expr()], vec![])
        .await?;
    let number = newest.first().map_or(0, |(number,)| *number).saturating_add(1);
    let settings = serde_json::to_string(&settings_of(row)).map_err(BackendError::internal)?;
    rows.insert::<page_revision::Entity>(page_revision::ActiveModel {
        id: Set(Uuid::now_v7()),
        page_id: Set(row.id),
        number: Set(number),
        rev: Set(row.rev),
        doc: Set(kept.doc.to_owned()),
        settings: Set(settings),
        note: Set(kept.note.to_owned()),
        published: Set(kept.published),
        user_name: Set(kept.by.to_owned()),
        created_at: Set(now),
        ..Default::default()
    })
    .await
}

/// A revision's cells: which, number, `rev`, settings, note, whether published, by whom, when.
type Cells = (Uuid, i64, i64, String, String, bool, String, DateTime<Utc>);

/// The newest revisions of a page, without their content.
pub(super) async fn list<S: Scope + Reads<page_revision::Entity>>(
    rows: &Rows<'_, S>,
    row: &page::Model,
) -> Result<Vec<RevisionRow>> {
    let found = rows
        .find::<page_revision::Entity>()
        .filter(page_revision::Column::PageId.eq(row.id))
        .order(page_revision::Column::Number, Order::Desc)
        .limit(SHOWN)
        .tuples::<Cells>(
            [
                page_revision::Column::Id,
                page_revision::Column::Number,
                page_revision::Column::Rev,
                page_revision::Column::Settings,
                page_revision::Column::Note,
                page_revision::Column::Published,
                page_revision::Column::UserName,
                page_revision::Column::CreatedAt,
            ]
            .map(|column| column.into_expr())
            .to_vec(),
            vec![],
        )
        .await?;
    let shown = row.state == PageState::Published.key();
    let mut newest = found
        .iter()
        .find(|revision| shown && revision.5 && Some(revision.2) == row.published_rev)
        .map(|revision| revision.0);
    let line = |(id, number, _, settings, note, published, by, at): Cells| RevisionRow {
        id,
        number,
        title: serde_json::from_str::<PageSettings>(&settings).map_or_else(|_| String::new(), |of| of.title),
        note,
        published,
        current: newest.take_if(|newest| *newest == id).is_some(),
        by,
        at,
    };
    Ok(found.into_iter().map(line).collect())
}

/// Brings a revision's content back into the draft, as a change like any other: it can be undone, and other editors hear of it.
/// Settings and what readers see stay as they are.
///
/// # Errors
/// [`BackendError::NotFound`] when the page has no such revision; [`BackendError::Conflict`] when the draft has this content already,
/// or the revision has blocks that the role may not add.
pub async fn restore(backend: &Backend, scope: &StaffScope, id: PageId, revision: Uuid) -> Result<Rev> {
    scope.require(Permission::PagesManage)?;
    let (rev, _) = changed_back(backend, scope, id, revision, |doc, old| {
        if doc == old {
            let why = "The draft has this content already.";
            return Err(BackendError::Conflict(why.to_owned()));
        }
        allow_embeds(scope, &old.to_stored().blocks, Some(doc))?;
        Ok((replacing(doc, old), None))
    })
    .await?;
    Ok(rev)
}

/// Brings one block of a revision back into the draft, as one change with its sentence.
///
/// # Errors
/// As [`restore`]; [`BackendError::Conflict`] also when that state has no such block, or the block is as it was.
pub async fn restore_block(
    backend: &Backend,
    scope: &StaffScope,
    id: PageId,
    revision: Uuid,
    block: &BlockId,
) -> Result<(Rev, String)> {
    scope.require(Permission::PagesManage)?;
    let refused = |why: &dyn std::fmt::Display| BackendError::Conflict(why.to_string());
    changed_back(backend, scope, id, revision, |doc, old| {
        let op = doc.bringing_back(old, block).map_err(|why| refused(&why))?;
        if doc.is_restricted(&op) {
            allow_embeds(scope, &old.stored(block), Some(doc))?;
        }
        Ok((op, Some(block.clone())))
    })
    .await
}

/// Makes the change that `change` finds between the draft and a revision, and says what it did.
async fn changed_back(
    backend: &Backend,
    scope: &StaffScope,
    id: PageId,
    revision: Uuid,
    change: impl FnOnce(&Doc, &Doc) -> Result<(Op, Option<BlockId>)>,
) -> Result<(Rev, String)> {
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = locked(&rows, id).await?;
    if row.archived_at.is_some() {
        return Err(BackendError::Conflict(
            "This page is archived. Restore it first.".to_owned(),
        ));
    }
    let mut doc = opened(&draft(&rows, id).await?)?;
    let old = opened(&kept(&rows, id, revision).await?.doc)?;
    let (op, block) = change(&doc, &old)?;
    // It was there before, so it may come back.
    let inverse = doc
        .undo(op.clone())
        .map_err(|error| BackendError::Conflict(error.to_string()))?;
    let said = block.map_or_else(String::new, |block| doc.said_brought_back(&block));
    let landed = Landed {
        ops: vec![op],
        inverses: vec![inverse],
        ..Landed::default()
    };
    let change = (Uuid::now_v7(), Rev(row.rev));
    let rev = keep::store(&rows, now, &row, &doc, change, &landed).await?;
    rows.commit().await?;
    Ok((rev, said))
}

async fn kept(rows: &Rows<'_, StaffScope>, id: PageId, revision: Uuid) -> Result<page_revision::Model> {
    rows.find::<page_revision::Entity>()
        .filter(page_revision::Column::PageId.eq(id.uuid()))
        .filter(page_revision::Column::Id.eq(revision))
        .one()
        .await?
        .ok_or(BackendError::NotFound)
}

/// What is different in the draft from what it was in a revision.
///
/// # Errors
/// [`BackendError::NotFound`] when the page has no such revision; [`BackendError::Conflict`] when one of the two is from a newer
/// version.
pub async fn compare(backend: &Backend, scope: &StaffScope, id: PageId, revision: Uuid) -> Result<Compared> {
    scope.require(Permission::PagesManage)?;
    let rows = backend.read(scope);
    let row = rows.get::<page::Entity>(id.uuid()).await?;
    let kept = kept(&rows, id, revision).await?;
    let (doc, old) = (opened(&draft(&rows, id).await?)?, opened(&kept.doc)?);
    let changes = diff(&old, &doc);
    Ok(Compared {
        title: row.title,
        archived: row.archived_at.is_some(),
        number: kept.number,
        by: kept.user_name,
        at: kept.created_at,
        words: in_words(&changes),
        blocks: changed_blocks(&doc, &old, changes),
    })
}

/// The changes block by block, in the order of the differences.
fn changed_blocks(doc: &Doc, old: &Doc, changes: Vec<Change>) -> Vec<ChangedBlock> {
    let mut blocks: Vec<ChangedBlock> = Vec::new();
    for change in changes {
        let what = change.what.words();
        match blocks.iter_mut().find(|block| block.block == change.block) {
            Some(known) => known.what.push(what),
            None => blocks.push(ChangedBlock {
                can_come_back: doc.bringing_back(old, &change.block).is_ok(),
                block: change.block,
                name: change.name,
                what: vec![what],
            }),
        }
    }
    blocks
}

/// Takes out all blocks and puts in those of another page.
fn replacing(now: &Doc, other: &Doc) -> Op {
    let gone = now.children(None).iter().map(|id| Op::Remove { id: id.clone() });
    let back = other.to_stored().blocks.into_iter().enumerate();
    let back = back.map(|(nth, block)| Op::Insert {
        at: Place::root(nth),
        block,
    });
    Op::Batch(gone.chain(back).collect())
}
