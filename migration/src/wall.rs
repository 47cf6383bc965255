//! PostgreSQL's own wall between tenants: row-level security on every table that belongs to one.
//!
//! A transaction of a scope sets `app.tenant_id` and closes `app.gate`; only the gate, where nobody is signed in yet, sees all rows. The
//! wall also binds the tables' owner. SQLite has no such thing: there the scopes and the composite keys stand alone.

#![allow(clippy::disallowed_methods)] // policies have no builder

use sea_orm_migration::prelude::*;

fn has_walls(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == sea_orm::DatabaseBackend::Postgres
}

/// Walls in tables, each given with the column that names its tenant.
pub async fn raise(manager: &SchemaManager<'_>, tables: &[(&str, &str)]) -> Result<(), DbErr> {
    if !has_walls(manager) {
        return Ok(());
    }
    for (table, column) in tables {
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

/// Takes the walls down again; the tables stay.
pub async fn pull_down(manager: &SchemaManager<'_>, tables: &[(&str, &str)]) -> Result<(), DbErr> {
    if !has_walls(manager) {
        return Ok(());
    }
    for (table, _) in tables {
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
