//! Generated data for load tests: many tenants with many invoices, put in quickly.
//!
//! The rows go in by the thousand and without the commands that make them otherwise: a million invoices would take hours.

#![allow(clippy::disallowed_methods)] // an empty installation is filled across tenants; no request reaches this

mod rows;

use crate::{
    Backend,
    access::{Visitor, links},
    entity::instance_value,
    error::{BackendError, Result},
    scope::SystemScope,
    staff::setup,
};
use domain::ids::{ContactId, InvoiceId, TenantId};
use rows::{Filler, Ids};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// Clients of each tenant.
const CLIENTS: u64 = 100;
/// Invoices of the one company whose contact is signed in for the test.
pub const MEASURED: u64 = 200;
/// The value of the installation that says what was generated.
const MARK: &str = "bench";
/// How long a run's link, and so its session, works.
const LINK_DAYS: i32 = 30;

/// How much to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Invoices in all.
    pub invoices: u64,
    /// Tenants to spread them over.
    pub tenants: u64,
}

/// What a load test needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenchAccess {
    /// The value of a signed-in client's cookie.
    pub session: String,
    /// The newest invoice of that client, which heads the list.
    pub invoice: InvoiceId,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Mark {
    size: Size,
    tenant: TenantId,
    contact: ContactId,
    invoice: InvoiceId,
}

/// Fills an empty SQLite database, or finds it filled by an earlier run, and signs a client in.
///
/// # Errors
/// [`BackendError::Conflict`] when the database is PostgreSQL, or holds something else.
pub async fn fill(backend: &Backend, size: Size) -> Result<BenchAccess> {
    let found = instance_value::Entity::find_by_id(MARK)
        .one(backend.db().reader())
        .await?;
    let mark = match found {
        Some(row) => serde_json::from_str::<Mark>(&row.value).map_err(BackendError::internal)?,
        None => generate(backend, size).await?,
    };
    if mark.size != size {
        return Err(BackendError::Conflict(format!(
            "This database holds {} invoices in {} tenants. Delete it to generate another size.",
            mark.size.invoices, mark.size.tenants
        )));
    }
    let session = sign_in(backend, mark.tenant, mark.contact).await?;
    Ok(BenchAccess {
        session,
        invoice: mark.invoice,
    })
}

async fn sign_in(backend: &Backend, tenant: TenantId, contact: ContactId) -> Result<String> {
    let scope = SystemScope::new(tenant, "a load test signs a client in");
    let rows = backend.begin(&scope).await?;
    let link = links::mint(backend, &rows, contact, LINK_DAYS, None).await?;
    rows.commit().await?;
    let url = link.into_url("");
    let visitor = Visitor::new("192.0.2.1", "wrk");
    links::redeem(backend, url.trim_start_matches("/l/"), &visitor).await
}

async fn generate(backend: &Backend, size: Size) -> Result<Mark> {
    let conflict = |text: &str| Err(BackendError::Conflict(text.to_owned()));
    if backend.db().is_postgres() {
        return conflict("Load test data goes into SQLite.");
    }
    if !setup::is_needed(backend).await? {
        return conflict(
            "There is a workspace in this database already. Load test data goes into an empty one.",
        );
    }
    if size.tenants == 0 || size.invoices < MEASURED {
        return conflict("A load test needs at least one tenant and 200 invoices.");
    }
    setup::forget_code(backend).await?;
    backend.db().set_durable(false).await?;
    // What refers to what is right by construction; a test holds the database to it.
    backend
        .db()
        .writer()
        .execute_unprepared("PRAGMA foreign_keys = OFF")
        .await?;
    let filled = tenants(backend, size).await;
    backend
        .db()
        .writer()
        .execute_unprepared("PRAGMA foreign_keys = ON")
        .await?;
    backend.db().set_durable(true).await?;
    let mark = filled?;
    let row = instance_value::ActiveModel {
        name: Set(MARK.to_owned()),
        value: Set(serde_json::to_string(&mark).map_err(BackendError::internal)?),
    };
    instance_value::Entity::insert(row)
        .exec_without_returning(backend.db().writer())
        .await?;
    Ok(mark)
}

async fn tenants(backend: &Backend, size: Size) -> Result<Mark> {
    let (began, now) = (Instant::now(), backend.clock().now());
    let mut ids = Ids::default();
    let mut measured = None;
    let spread = size.invoices - MEASURED;
    for nth in 0..size.tenants {
        let scope = SystemScope::new(ids.next().into(), "load test data");
        let mut filler = Filler::new(backend.begin(&scope).await?, now);
        let client = filler.tenant(&mut ids, nth, CLIENTS).await?;
        let mut from = 0;
        if nth == 0 {
            let newest = filler.measured(&mut ids, MEASURED).await?;
            measured = Some((crate::scope::Scope::tenant(&scope), client, newest));
            from = MEASURED;
        }
        // The first tenants take one more where it does not come out even.
        let share = spread / size.tenants + u64::from(nth < spread % size.tenants);
        filler.invoices(&mut ids, from..from + share).await?;
        filler.finish().await?;
        if nth % 20 == 19 {
            tracing::info!(
                tenants = nth + 1,
                seconds = began.elapsed().as_secs(),
                "load test data"
            );
        }
    }
    let (tenant, contact, invoice) = measured.ok_or_else(|| BackendError::internal("no tenant was made"))?;
    Ok(Mark {
        size,
        tenant,
        contact,
        invoice,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::sessions,
        entity::{company, invoice, invoice_line, payment_allocation},
        fixture::empty_backend,
        invoice::queries,
    };
    use domain::invoice::view::InvoiceFilter;
    use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Statement};

    #[tokio::test]
    async fn data_is_generated_once_and_its_references_and_sums_are_right() {
        let (backend, _dir) = empty_backend().await;
        if backend.db().is_postgres() {
            return;
        }
        let size = Size {
            invoices: 1_000,
            tenants: 7,
        };
        let began = Instant::now();
        let first = fill(&backend, size).await.unwrap();
        println!("1,000 invoices took {} ms", began.elapsed().as_millis());
        let again = fill(&backend, size).await.unwrap();
        assert_eq!(again.invoice, first.invoice);
        assert_ne!(again.session, first.session);
        let other = fill(
            &backend,
            Size {
                invoices: 2_000,
                tenants: 7,
            },
        )
        .await;
        assert!(matches!(other, Err(BackendError::Conflict(_))));

        let db = backend.db().writer();
        assert_eq!(invoice::Entity::find().count(db).await.unwrap(), 1_000);
        assert_eq!(company::Entity::find().count(db).await.unwrap(), 700);
        assert_eq!(invoice_line::Entity::find().count(db).await.unwrap(), 2_000);
        let check = Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA foreign_key_check");
        assert!(db.query_all_raw(check).await.unwrap().is_empty());
        for row in invoice::Entity::find().all(db).await.unwrap() {
            let lines = invoice_line::Entity::find().filter(invoice_line::Column::InvoiceId.eq(row.id));
            let lines: i64 = lines
                .all(db)
                .await
                .unwrap()
                .iter()
                .map(|line| line.net_minor)
                .sum();
            let paid =
                payment_allocation::Entity::find().filter(payment_allocation::Column::InvoiceId.eq(row.id));
            let paid: i64 = paid
                .all(db)
                .await
                .unwrap()
                .iter()
                .map(|part| part.amount_minor)
                .sum();
            assert_eq!((row.subtotal_minor, row.paid_minor), (lines, paid));
            assert_eq!(row.total_minor, row.subtotal_minor + row.tax_minor);
            assert_eq!(row.balance_minor, row.total_minor - row.paid_minor);
        }
    }

    #[tokio::test]
    async fn the_client_of_the_load_test_sees_two_hundred_invoices() {
        let (backend, _dir) = empty_backend().await;
        if backend.db().is_postgres() {
            return;
        }
        let access = fill(
            &backend,
            Size {
                invoices: 300,
                tenants: 2,
            },
        )
        .await
        .unwrap();
        let visit = sessions::client(&backend, &access.session).await.unwrap();
        let list = queries::list_for_client(&backend, &visit.scope, &InvoiceFilter::default())
            .await
            .unwrap();
        assert_eq!((list.total, list.rows.len()), (MEASURED, 25));
        assert_eq!(list.rows[0].id, access.invoice);
        assert!(
            queries::document_for_client(&backend, &visit.scope, access.invoice)
                .await
                .is_ok()
        );
    }
}
