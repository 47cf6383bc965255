//! PostgreSQL's own wall between tenants: row-level security on every table that belongs to one.
//!
//! A transaction of a scope sets `app.tenant_id` and closes `app.gate`; only the gate, where nobody is signed in yet, sees all rows. The
//! wall also binds the tables' owner. SQLite has no such thing: there the scopes and the composite keys stand alone.

#![allow(clippy::disallowed_methods)] // policies have no builder

use sea_orm_migration::prelude::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Every table of a tenant, with the column that names it.
const TABLES: &[(&str, &str)] = &[
    ("tenant", "id"),
    ("portal", "tenant_id"),
    ("portal_logo", "tenant_id"),
    ("staff_user", "tenant_id"),
    ("company", "tenant_id"),
    ("contact", "tenant_id"),
    ("membership", "tenant_id"),
    ("invoice", "tenant_id"),
    ("invoice_line", "tenant_id"),
    ("invoice_tax", "tenant_id"),
    ("payment", "tenant_id"),
    ("payment_allocation", "tenant_id"),
    ("refund", "tenant_id"),
    ("credit_note", "tenant_id"),
    ("number_counter", "tenant_id"),
    ("access_link", "tenant_id"),
    ("session", "tenant_id"),
    ("access_event", "tenant_id"),
    ("activity", "tenant_id"),
    ("mail", "tenant_id"),
    ("idempotency", "tenant_id"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != sea_orm::DatabaseBackend::Postgres {
            return Ok(());
        }
        for (table, column) in TABLES {
            let own = format!("{column} = nullif(current_setting('app.tenant_id', true), '')::uuid");
            let passes = format!("current_setting('app.gate', true) = 'on' OR {own}");
            let statements = [
                format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"),
                format!("ALTER TABLE {table} FORCE ROW LEVEL SECURITY"),
                // Permissive policies widen one another, so the wall itself is restrictive.
                format!("CREATE POLICY everybody ON {table} USING (true) WITH CHECK (true)"),
                format!(
                    "CREATE POLICY tenant_wall ON {table} AS RESTRICTIVE USING ({passes}) WITH CHECK ({passes})"
                ),
            ];
            for statement in statements {
                manager.get_connection().execute_unprepared(&statement).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != sea_orm::DatabaseBackend::Postgres {
            return Ok(());
        }
        for (table, _) in TABLES {
            for statement in [
                format!("DROP POLICY tenant_wall ON {table}"),
                format!("DROP POLICY everybody ON {table}"),
                format!("ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"),
            ] {
                manager.get_connection().execute_unprepared(&statement).await?;
            }
        }
        Ok(())
    }
}
