//! Who opened, viewed and downloaded what. A staff preview never counts.

#[cfg(test)]
mod tests;

use crate::{
    Backend,
    activity::{self, Happening},
    entity::{access_event, activity as timeline, contact, invoice, proposal},
    error::Result,
    listing::Window,
    scope::{ClientScope, Rows, StaffScope},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::{AccessFilter, AccessKind, AccessLine},
    activity::Verb,
    contact::full_name,
    ids::{ContactId, InvoiceId, ProposalId},
    list::Page,
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, Order, sea_query::ExprTrait};
use std::collections::HashMap;
use uuid::Uuid;

/// A second look within this time, in the same session, is the same look.
const SAME_LOOK: TimeDelta = TimeDelta::minutes(30);

/// What a client looked at or took away, where looks and downloads are counted by document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// An invoice.
    Invoice(InvoiceId),
    /// A proposal, whichever version.
    Proposal(ProposalId),
}

impl Document {
    const fn column(self) -> access_event::Column {
        match self {
            Self::Invoice(_) => access_event::Column::InvoiceId,
            Self::Proposal(_) => access_event::Column::ProposalId,
        }
    }

    const fn on_timeline(self) -> timeline::Column {
        match self {
            Self::Invoice(_) => timeline::Column::InvoiceId,
            Self::Proposal(_) => timeline::Column::ProposalId,
        }
    }

    const fn uuid(self) -> Uuid {
        match self {
            Self::Invoice(id) => id.uuid(),
            Self::Proposal(id) => id.uuid(),
        }
    }

    const fn invoice(self) -> Option<InvoiceId> {
        match self {
            Self::Invoice(id) => Some(id),
            Self::Proposal(_) => None,
        }
    }

    const fn proposal(self) -> Option<ProposalId> {
        match self {
            Self::Proposal(id) => Some(id),
            Self::Invoice(_) => None,
        }
    }

    /// Whose it is, if it is the asker's to see.
    async fn company(self, rows: &Rows<'_, ClientScope>) -> Result<Uuid> {
        Ok(match self {
            Self::Invoice(id) => rows.get::<invoice::Entity>(id.uuid()).await?.company_id,
            Self::Proposal(id) => rows.get::<proposal::Entity>(id.uuid()).await?.company_id,
        })
    }
}

/// One page of the log, newest first.
///
/// # Errors
/// [`crate::BackendError::Forbidden`] for a role that does not see the log.
pub async fn list(backend: &Backend, scope: &StaffScope, filter: &AccessFilter) -> Result<Page<AccessLine>> {
    scope.require(Permission::AccessLogRead)?;
    let rows = backend.read(scope);
    let contact = match filter.contact.trim() {
        "" => None,
        text => match text.parse::<ContactId>() {
            Ok(id) => Some(access_event::Column::ContactId.eq(id.uuid())),
            // Nobody has such an id, so nobody did anything.
            Err(_) => return Ok(Window::new(1, 0).page(Vec::new())),
        },
    };
    let found = || {
        rows.find::<access_event::Entity>()
            .filter_if(contact.clone())
            .filter_if(
                filter
                    .kind()
                    .map(|kind| access_event::Column::Kind.eq(kind.key())),
            )
    };
    let window = Window::new(filter.page, found().count().await?);
    let page = found()
        .order(access_event::Column::CreatedAt, Order::Desc)
        .order(access_event::Column::Id, Order::Desc)
        .offset(window.offset())
        .limit(window.limit())
        .all()
        .await?;
    let names = names(&rows, page.iter().map(|row| row.contact_id)).await?;
    let line = |row: access_event::Model| {
        Some(AccessLine {
            kind: AccessKind::from_key(&row.kind)?,
            at: row.created_at,
            contact: row.contact_id.into(),
            contact_name: names.get(&row.contact_id).cloned().unwrap_or_default(),
            object: row.object,
            invoice: row.invoice_id.map(InvoiceId::from),
            proposal: row.proposal_id.map(ProposalId::from),
            browser: row.browser,
            address: row.address,
        })
    };
    Ok(window.page(page.into_iter().filter_map(line).collect()))
}

/// The names of these contacts.
pub(crate) async fn names(
    rows: &Rows<'_, StaffScope>,
    ids: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>> {
    let found = rows
        .find::<contact::Entity>()
        .filter(contact::Column::Id.is_in(ids))
        .tuples::<(Uuid, String, String)>(
            vec![
                contact::Column::Id.into_expr(),
                contact::Column::FirstName.into_expr(),
                contact::Column::LastName.into_expr(),
            ],
            vec![],
        )
        .await?;
    let named = found
        .into_iter()
        .map(|(id, first, last)| (id, full_name(&first, &last)));
    Ok(named.collect())
}

/// Notes what the contact who asks did, in the caller's transaction. A second look at a document within half an hour is the same
/// look; the first look ever, and the first download, are also put on the timeline.
///
/// # Errors
/// [`crate::BackendError::NotFound`] for a document that is not the contact's to see.
pub async fn record(
    rows: &Rows<'_, ClientScope>,
    now: DateTime<Utc>,
    kind: AccessKind,
    document: Option<Document>,
    object: &str,
) -> Result<()> {
    let scope = rows.scope();
    if let Some(document) = document {
        let company = document.company(rows).await?;
        if kind == AccessKind::Viewed && is_same_look(rows, now, document).await? {
            return Ok(());
        }
        if let Some(verb) = first_time_verb(kind, document)
            && is_first(rows, verb, document).await?
        {
            let what = Happening {
                company: Some(company.into()),
                contact: Some(scope.contact()),
                invoice: document.invoice(),
                proposal: document.proposal(),
                contract: None,
                object: object.to_owned(),
                remark: String::new(),
            };
            activity::record(rows, now, verb, what).await?;
        }
    }
    rows.insert::<access_event::Entity>(access_event::ActiveModel {
        id: Set(Uuid::now_v7()),
        contact_id: Set(scope.contact().uuid()),
        session_id: Set(Some(scope.session().uuid())),
        kind: Set(kind.key().to_owned()),
        invoice_id: Set(document.and_then(Document::invoice).map(Uuid::from)),
        proposal_id: Set(document.and_then(Document::proposal).map(Uuid::from)),
        object: Set(object.to_owned()),
        browser: Set(scope.browser().to_owned()),
        address: Set(scope.address().to_owned()),
        created_at: Set(now),
        ..Default::default()
    })
    .await
}

/// Notes that the contact who asks has a document on the screen. A second look costs one read and writes nothing.
///
/// # Errors
/// [`crate::BackendError::NotFound`] for a document that is not the contact's to see.
pub async fn saw(backend: &Backend, scope: &ClientScope, document: Document, number: &str) -> Result<()> {
    if scope.is_preview() {
        return Ok(());
    }
    let now = backend.clock().now();
    if is_same_look(&backend.read(scope), now, document).await? {
        return Ok(());
    }
    note(backend, scope, AccessKind::Viewed, Some(document), number).await
}

/// Notes that the contact who asks has a page of the provider's own on the screen. A second look within half an hour is the same look.
///
/// # Errors
/// When the database fails.
pub async fn saw_page(backend: &Backend, scope: &ClientScope, title: &str) -> Result<()> {
    if scope.is_preview() {
        return Ok(());
    }
    let now = backend.clock().now();
    let seen = backend
        .read(scope)
        .find::<access_event::Entity>()
        .filter(access_event::Column::SessionId.eq(scope.session().uuid()))
        .filter(access_event::Column::InvoiceId.is_null())
        .filter(access_event::Column::ProposalId.is_null())
        .filter(access_event::Column::Kind.eq(AccessKind::Viewed.key()))
        .filter(access_event::Column::Object.eq(title))
        .filter(access_event::Column::CreatedAt.gt(now - SAME_LOOK))
        .count()
        .await?;
    if seen > 0 {
        return Ok(());
    }
    note(backend, scope, AccessKind::Viewed, None, title).await
}

/// Notes that the contact who asks took a document away.
///
/// # Errors
/// [`crate::BackendError::NotFound`] for a document that is not the contact's to see.
pub async fn took(
    backend: &Backend,
    scope: &ClientScope,
    document: Option<Document>,
    object: &str,
) -> Result<()> {
    if scope.is_preview() {
        return Ok(());
    }
    note(backend, scope, AccessKind::Downloaded, document, object).await
}

async fn note(
    backend: &Backend,
    scope: &ClientScope,
    kind: AccessKind,
    document: Option<Document>,
    object: &str,
) -> Result<()> {
    let rows = backend.begin(scope).await?;
    record(&rows, backend.clock().now(), kind, document, object).await?;
    rows.commit().await
}

fn first_time_verb(kind: AccessKind, document: Document) -> Option<Verb> {
    match (kind, document) {
        (AccessKind::Viewed, Document::Invoice(_)) => Some(Verb::InvoiceViewed),
        (AccessKind::Downloaded, Document::Invoice(_)) => Some(Verb::InvoiceDownloaded),
        (AccessKind::Viewed, Document::Proposal(_)) => Some(Verb::ProposalViewed),
        (AccessKind::Downloaded, Document::Proposal(_)) => Some(Verb::ProposalDownloaded),
        _ => None,
    }
}

async fn is_same_look(rows: &Rows<'_, ClientScope>, now: DateTime<Utc>, document: Document) -> Result<bool> {
    let looks = rows
        .find::<access_event::Entity>()
        .filter(
            Condition::all()
                .add(document.column().eq(document.uuid()))
                .add(access_event::Column::Kind.eq(AccessKind::Viewed.key()))
                .add(access_event::Column::SessionId.eq(rows.scope().session().uuid()))
                .add(access_event::Column::CreatedAt.gt(now - SAME_LOOK)),
        )
        .count()
        .await?;
    Ok(looks > 0)
}

async fn is_first(rows: &Rows<'_, ClientScope>, verb: Verb, document: Document) -> Result<bool> {
    let earlier = rows
        .find::<timeline::Entity>()
        .filter(
            document
                .on_timeline()
                .eq(document.uuid())
                .and(timeline::Column::Verb.eq(verb.key()))
                .and(timeline::Column::ContactId.eq(rows.scope().contact().uuid())),
        )
        .count()
        .await?;
    Ok(earlier == 0)
}
