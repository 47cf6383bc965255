//! Keeping what the builder changes: batches of operations, on the state that they were made on or on a later one.

use super::{draft, locked, opened};
use crate::{
    Backend,
    entity::{page, page_change, page_draft},
    error::{BackendError, Result},
    scope::{Rows, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::PageId,
    page::{BlockId, Conflict, Doc, Landed, MAX_BYTES, Op, Rev, StoredBlock, meta, rebase},
    pages::editing::{Batch, Kept, MAX_BACK, MAX_OPS, OPEN_ANEW},
    role::Permission,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Order,
    sea_query::{Expr, ExprTrait},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// In so many of a page's latest changes an operation is looked for that takes one of them back.
const UNDONE_WITHIN: u64 = 200;

/// What did not land of a batch, and what both editors should hear of.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Said {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conflicts: Vec<Conflict>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

/// A stored change, read.
pub(super) struct Change {
    rev: i64,
    ops: Vec<Op>,
    inverses: Vec<Op>,
    by: String,
}

impl Change {
    fn read(row: &page_change::Model) -> Result<Self> {
        Ok(Self {
            rev: row.rev,
            ops: serde_json::from_str(&row.ops).map_err(BackendError::internal)?,
            inverses: serde_json::from_str(&row.inverses).map_err(BackendError::internal)?,
            by: row.user_name.clone(),
        })
    }
}

/// The changes after a state and up to another, in order. A state that is too far back, or that was never there, is refused.
pub(super) async fn between(
    rows: &Rows<'_, StaffScope>,
    id: PageId,
    (from, to): (i64, i64),
) -> Result<Vec<Change>> {
    let back = to.checked_sub(from);
    if !back.is_some_and(|back| (0..=MAX_BACK).contains(&back)) {
        return Err(BackendError::Conflict(OPEN_ANEW.to_owned()));
    }
    let found = rows
        .find::<page_change::Entity>()
        .filter(page_change::Column::PageId.eq(id.uuid()))
        .filter(
            page_change::Column::Rev
                .gt(from)
                .and(page_change::Column::Rev.lte(to)),
        )
        .order(page_change::Column::Rev, Order::Asc)
        .all()
        .await?;
    let whole = found
        .iter()
        .zip(from.saturating_add(1)..)
        .all(|(row, rev)| row.rev == rev);
    if !whole || i64::try_from(found.len()).ok() != back {
        return Err(BackendError::Conflict(OPEN_ANEW.to_owned()));
    }
    found.iter().map(Change::read).collect()
}

/// All operations of some changes, and who made them.
pub(super) fn told(changes: Vec<Change>) -> (Vec<Op>, Vec<String>) {
    let (mut ops, mut by) = (Vec::new(), Vec::new());
    for change in changes {
        ops.extend(change.ops);
        if !by.contains(&change.by) {
            by.push(change.by);
        }
    }
    (ops, by)
}

/// Keeps a batch. The same batch sent again is answered as the first time.
///
/// # Errors
/// [`BackendError::NotFound`] when there is no such page; [`BackendError::Forbidden`] when it adds or changes blocks that the role
/// may not; [`BackendError::Conflict`] for an archived page, for too many changes at once, and with [`OPEN_ANEW`] when the batch
/// begins too far back.
pub async fn keep(backend: &Backend, scope: &StaffScope, id: PageId, batch: Batch) -> Result<Kept> {
    scope.require(Permission::PagesManage)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = locked(&rows, id).await?;
    if let Some(kept) = earlier(&rows, id, batch.id).await? {
        return Ok(kept);
    }
    if row.archived_at.is_some() {
        return Err(BackendError::Conflict(
            "This page is archived. Restore it first.".to_owned(),
        ));
    }
    if count(&batch.ops) > MAX_OPS {
        return Err(BackendError::Conflict(format!(
            "These are more than {MAX_OPS} changes at once. Please make them in several steps."
        )));
    }
    let mut doc = opened(&draft(&rows, id).await?)?;
    let others = between(&rows, id, (batch.base.0, row.rev)).await?;
    let mut known = Vec::new();
    if is_restricted(scope, &doc, &batch.ops, &[]) {
        known = inverses(&rows, id).await?;
        if is_restricted(scope, &doc, &batch.ops, &known) {
            return Err(BackendError::Forbidden);
        }
    }
    let landed = if others.is_empty() {
        let mut done = applied(&mut doc, &batch.ops, &known);
        if done.is_none() {
            known = inverses(&rows, id).await?;
            done = applied(&mut doc, &batch.ops, &known);
        }
        // If one can't be made, the others land and it is told, as after a rebase.
        done.unwrap_or_else(|| rebase(&doc.clone(), &mut doc, batch.ops))
    } else {
        let base = rebuilt(&doc, &others)?;
        rebase(&base, &mut doc, batch.ops)
    };
    let base = batch.base;
    let rev = store(&rows, now, &row, &doc, (batch.id, base), &landed).await?;
    rows.commit().await?;
    let (others, by) = told(others);
    Ok(Kept {
        rev,
        others,
        by,
        landed,
    })
}

/// What undoes the page's latest changes. An operation that is one of these, word for word, takes something back: what was there
/// before may come back, even where a rule or the role would not let it in anew.
async fn inverses(rows: &Rows<'_, StaffScope>, id: PageId) -> Result<Vec<Op>> {
    let found = rows
        .find::<page_change::Entity>()
        .filter(page_change::Column::PageId.eq(id.uuid()))
        .order(page_change::Column::Rev, Order::Desc)
        .limit(UNDONE_WITHIN)
        .tuples::<(String,)>(vec![page_change::Column::Inverses.into_expr()], vec![])
        .await?;
    Ok(found
        .into_iter()
        .filter_map(|(inverses,)| serde_json::from_str::<Vec<Op>>(&inverses).ok())
        .flatten()
        .collect())
}

/// Whether operations, those that take something back left out, add or change blocks that the role may not. A block that comes back
/// may not be changed on the same occasion either.
fn is_restricted(scope: &StaffScope, doc: &Doc, ops: &[Op], known: &[Op]) -> bool {
    if scope.role().may(Permission::PagesEmbed) {
        return false;
    }
    let mut coming = Vec::new();
    restricted_inserts(ops, &mut coming);
    ops.iter()
        .any(|op| (doc.is_restricted(op) && !known.contains(op)) || sets_one_of(op, &coming))
}

/// The blocks that are put in and that only some staff may change.
fn restricted_inserts<'o>(ops: &'o [Op], found: &mut Vec<&'o BlockId>) {
    for op in ops {
        match op {
            Op::Insert { block, .. } => {
                let restricted = |block: &&StoredBlock| meta(&block.kind).is_some_and(|meta| meta.restricted);
                found.extend(block.walk().into_iter().filter(restricted).map(|block| &block.id));
            }
            Op::Batch(ops) => restricted_inserts(ops, found),
            _ => {}
        }
    }
}

fn sets_one_of(op: &Op, blocks: &[&BlockId]) -> bool {
    match op {
        Op::SetProps { id, .. } => blocks.contains(&id),
        Op::Batch(ops) => ops.iter().any(|op| sets_one_of(op, blocks)),
        _ => false,
    }
}

/// Makes changes on the state that they were made on; `None`, and the page as it was, if one can't be.
fn applied(doc: &mut Doc, ops: &[Op], known: &[Op]) -> Option<Landed> {
    let mut new = doc.clone();
    let mut inverses = Vec::with_capacity(ops.len());
    for op in ops {
        let made = if known.contains(op) {
            new.undo(op.clone())
        } else {
            new.apply(op.clone())
        };
        inverses.push(made.ok()?);
    }
    *doc = new;
    Some(Landed {
        ops: ops.to_vec(),
        inverses,
        ..Landed::default()
    })
}

/// The state before some changes, by undoing them from the current one.
fn rebuilt(current: &Doc, changes: &[Change]) -> Result<Doc> {
    let mut doc = current.clone();
    for inverse in changes
        .iter()
        .rev()
        .flat_map(|change| change.inverses.iter().rev())
    {
        doc.undo(inverse.clone()).map_err(BackendError::internal)?;
    }
    Ok(doc)
}

/// Stores what landed as the page's next state. Nothing landed is no change.
///
/// # Errors
/// [`BackendError::Conflict`] when somebody else was faster.
pub(super) async fn store(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    row: &page::Model,
    doc: &Doc,
    (batch, base): (Uuid, Rev),
    landed: &Landed,
) -> Result<Rev> {
    if landed.ops.is_empty() {
        return Ok(Rev(row.rev));
    }
    let rev = row.rev.saturating_add(1);
    let text = doc.write();
    if text.len() > MAX_BYTES {
        return Err(BackendError::Conflict(domain::page::Limit::Size.to_string()));
    }
    let name = rows.scope().name();
    let changed = rows
        .update::<page::Entity>()
        .filter(page::Column::Id.eq(row.id))
        .filter(page::Column::Rev.eq(row.rev))
        .set(page::Column::Rev, Expr::value(rev))
        .set(
            page::Column::Opaque,
            Expr::value(i32::try_from(doc.opaque()).unwrap_or(i32::MAX)),
        )
        .set(page::Column::UpdatedAt, Expr::value(now))
        .set(page::Column::UpdatedBy, name)
        .exec()
        .await?;
    if changed != 1 {
        return Err(BackendError::Conflict(OPEN_ANEW.to_owned()));
    }
    rows.update::<page_draft::Entity>()
        .filter(page_draft::Column::PageId.eq(row.id))
        .set(page_draft::Column::Doc, text)
        .exec()
        .await?;
    let said = Said {
        conflicts: landed.conflicts.clone(),
        notes: landed.notes.clone(),
    };
    rows.insert::<page_change::Entity>(page_change::ActiveModel {
        page_id: Set(row.id),
        rev: Set(rev),
        batch: Set(batch),
        base: Set(base.0),
        ops: Set(json(&landed.ops)?),
        inverses: Set(json(&landed.inverses)?),
        said: Set(json(&said)?),
        user_id: Set(rows.scope().user().uuid()),
        user_name: Set(name.to_owned()),
        created_at: Set(now),
        ..Default::default()
    })
    .await?;
    rows.delete::<page_change::Entity>(
        page_change::Column::PageId
            .eq(row.id)
            .and(page_change::Column::Rev.lte(rev.saturating_sub(MAX_BACK))),
    )
    .await?;
    Ok(Rev(rev))
}

/// What was answered to a batch that was kept before.
async fn earlier(rows: &Rows<'_, StaffScope>, id: PageId, batch: Uuid) -> Result<Option<Kept>> {
    let found = rows
        .find::<page_change::Entity>()
        .filter(page_change::Column::PageId.eq(id.uuid()))
        .filter(page_change::Column::Batch.eq(batch))
        .one()
        .await?;
    let Some(row) = found else { return Ok(None) };
    let Change {
        rev, ops, inverses, ..
    } = Change::read(&row)?;
    let Said { conflicts, notes } = serde_json::from_str(&row.said).map_err(BackendError::internal)?;
    let (others, by) = told(between(rows, id, (row.base, rev.saturating_sub(1))).await?);
    Ok(Some(Kept {
        rev: Rev(rev),
        others,
        by,
        landed: Landed {
            ops,
            inverses,
            conflicts,
            notes,
        },
    }))
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(BackendError::internal)
}

/// How many changes there are, those within others counted.
fn count(ops: &[Op]) -> usize {
    let of = |op: &Op| match op {
        Op::Batch(ops) => 1 + count(ops),
        _ => 1,
    };
    ops.iter().map(of).sum()
}
