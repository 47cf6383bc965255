//! Connections to the database: SQLite with one writer and several readers, or PostgreSQL.

#![allow(clippy::disallowed_methods)] // SQLite's own settings have no builder

use crate::error::{BackendError, Result};
use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, ExprTrait,
    sea_query::{Expr, Query},
};
use std::time::Duration;

/// The open database.
#[derive(Clone, Debug)]
pub struct Db {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

impl Db {
    /// Opens the database of an address, making the SQLite file where there is none.
    ///
    /// # Errors
    /// When it can't be reached.
    pub async fn connect(url: &str) -> Result<Self> {
        if url.starts_with("postgres") {
            let mut options = options(url, 16);
            // The gate's own queries see all tenants; every scoped one closes it for itself (scope::rows::raise_wall).
            options.map_sqlx_postgres_opts(|postgres| postgres.options([("app.gate", "on")]));
            let connection = Database::connect(options).await?;
            refuse_superuser(&connection).await?;
            return Ok(Self {
                reader: connection.clone(),
                writer: connection,
            });
        }
        // SQLite has one writer at a time: a pool of one queues writers fairly instead of having them fail.
        let writer = Database::connect(sqlite(url, 1)).await?;
        let reader = Database::connect(sqlite(url, 4)).await?;
        Ok(Self { reader, writer })
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// When a step fails; the step is then not recorded as done.
    pub async fn migrate(&self) -> Result<()> {
        Ok(Migrator::up(&self.writer, None).await?)
    }

    /// Whether every step of the schema has been taken.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_migrated(&self) -> Result<bool> {
        Ok(Migrator::get_pending_migrations(&self.reader).await?.is_empty())
    }

    /// Whether it is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Postgres
    }

    /// Whether SQLite's writer waits for the disk with every transaction, as it does unless told otherwise. Off for loading
    /// large data only; switching it on again writes everything to the disk. PostgreSQL stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn set_durable(&self, durable: bool) -> Result<()> {
        if self.is_postgres() {
            return Ok(());
        }
        let mode = if durable { "FULL" } else { "OFF" };
        self.writer
            .execute_unprepared(&format!("PRAGMA synchronous = {mode}"))
            .await?;
        if durable {
            self.writer
                .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
                .await?;
        }
        Ok(())
    }

    /// For reading. Only this crate sees it, so that every query outside goes through a scope.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For writing.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Writes what is only in the log into the database file, and closes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close(self) -> Result<()> {
        if !self.is_postgres() {
            self.writer
                .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
                .await?;
        }
        self.reader.close().await.map_err(BackendError::from)?;
        self.writer.close().await.or(Ok(()))
    }
}

/// A superuser walks through row-level security, so such a role is not good enough to serve with.
async fn refuse_superuser(connection: &DatabaseConnection) -> Result<()> {
    let query = Query::select()
        .columns(["rolsuper", "rolbypassrls"])
        .from("pg_roles")
        .and_where(Expr::col("rolname").eq(Expr::cust("current_user")))
        .take();
    let row = connection.query_one(&query).await?;
    let walks_through = row.is_none_or(|row| {
        row.try_get("", "rolsuper").unwrap_or(true) || row.try_get("", "rolbypassrls").unwrap_or(true)
    });
    if walks_through {
        return Err(BackendError::internal(
            "the PostgreSQL role is a superuser or bypasses row-level security; please give Portico a role of its own \
             (CREATE ROLE portico LOGIN; CREATE DATABASE portico OWNER portico)",
        ));
    }
    Ok(())
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .test_before_acquire(false);
    options
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let url = if url.contains('?') {
        url.to_owned()
    } else {
        format!("{url}?mode=rwc")
    };
    let mut options = options(&url, connections);
    options.map_sqlx_sqlite_opts(|sqlite| {
        // FULL: an invoice that was acknowledged survives a power cut.
        sqlite
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("busy_timeout", "5000")
            .pragma("cache_size", "-8000")
            .pragma("temp_store", "MEMORY")
    });
    options
}
