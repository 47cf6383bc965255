//! A second way into the database, past the program: to set up what no service offers, and to see all that is stored.

#![allow(clippy::disallowed_methods)] // past the program on purpose

use chrono::{DateTime, Utc};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, Statement, TryGetable, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// All rows of all tables, each row as one line.
pub type Dump = BTreeMap<String, Vec<String>>;

/// Changed by reading alone, or bookkeeping that belongs to nobody.
const UNTOLD_TABLES: [&str; 3] = ["rate_count", "form_return", "seaql_migrations"];
/// Kept up to date by being there at all.
const UNTOLD_COLUMNS: [(&str, &str); 4] = [
    ("session", "last_seen_at"),
    ("session", "idle_expires_at"),
    ("contact", "last_seen_at"),
    ("staff_user", "last_seen_at"),
];

#[derive(Clone)]
pub struct Database {
    connection: DatabaseConnection,
    pub postgres: bool,
}

impl Database {
    pub async fn open(url: &str) -> Self {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        // Past the wall between tenants too.
        options.map_sqlx_postgres_opts(|postgres| postgres.options([("app.gate", "on")]));
        let connection = sea_orm::Database::connect(options).await.unwrap();
        let postgres = connection.get_database_backend() == DbBackend::Postgres;
        Self { connection, postgres }
    }

    pub async fn close(self) {
        self.connection.close().await.unwrap();
    }

    fn statement(&self, sql: &str, values: Vec<Value>) -> Statement {
        Statement::from_sql_and_values(self.connection.get_database_backend(), sql, values)
    }

    /// Runs a statement with `$1`, `$2` …; says how many rows it changed.
    pub async fn run(&self, sql: &str, values: Vec<Value>) -> u64 {
        self.connection
            .execute_raw(self.statement(sql, values))
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"))
            .rows_affected()
    }

    /// What the database says to a statement that it may refuse.
    pub async fn try_run(&self, sql: &str, values: Vec<Value>) -> Result<u64, sea_orm::DbErr> {
        let result = self.connection.execute_raw(self.statement(sql, values)).await?;
        Ok(result.rows_affected())
    }

    /// The first column of all rows.
    pub async fn column<T: TryGetable>(&self, sql: &str, values: Vec<Value>) -> Vec<T> {
        self.connection
            .query_all_raw(self.statement(sql, values))
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"))
            .iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect()
    }

    /// The one value that a query finds.
    pub async fn one<T: TryGetable>(&self, sql: &str, values: Vec<Value>) -> T {
        let mut found = self.column(sql, values).await;
        assert_eq!(found.len(), 1, "{sql} finds one row");
        found.remove(0)
    }

    pub async fn count(&self, table: &str) -> i64 {
        self.one(&format!(r#"SELECT COUNT(*) FROM "{table}""#), vec![])
            .await
    }

    pub async fn version(&self, table: &str, id: Uuid) -> i64 {
        self.one(
            &format!(r#"SELECT version FROM "{table}" WHERE id = $1"#),
            vec![id.into()],
        )
        .await
    }

    pub async fn tables(&self) -> Vec<String> {
        let sql = if self.postgres {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
        } else {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        };
        self.column(sql, vec![]).await
    }

    pub async fn columns(&self, table: &str) -> Vec<String> {
        let sql = if self.postgres {
            "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 \
             ORDER BY ordinal_position"
        } else {
            "SELECT name FROM pragma_table_info($1) ORDER BY cid"
        };
        self.column(sql, vec![table.into()]).await
    }

    /// Everything that is stored, for comparing: without counters and what merely being there changes.
    pub async fn state(&self) -> Dump {
        self.dump(false).await
    }

    /// Everything that is stored.
    pub async fn everything(&self) -> Dump {
        self.dump(true).await
    }

    async fn dump(&self, everything: bool) -> Dump {
        let mut dump = Dump::new();
        for table in self.tables().await {
            if !everything && UNTOLD_TABLES.contains(&table.as_str()) {
                continue;
            }
            let columns = self.columns(&table).await;
            let told = columns
                .iter()
                .filter(|column| everything || !UNTOLD_COLUMNS.contains(&(&table, column)));
            let quoted = told.map(|column| {
                if self.postgres {
                    format!(r#"'{column}=' || quote_nullable("{column}"::text)"#)
                } else {
                    format!(r#"'{column}=' || quote("{column}")"#)
                }
            });
            let line = quoted.collect::<Vec<_>>().join(" || ' ' || ");
            // That a mail scanner looked at a link is noted whoever it was.
            let but = if !everything && table == "access_event" {
                " WHERE kind <> 'link_opened'"
            } else {
                ""
            };
            let mut rows: Vec<String> = self
                .column(&format!(r#"SELECT {line} FROM "{table}"{but}"#), vec![])
                .await;
            rows.sort();
            dump.insert(table, rows);
        }
        dump
    }

    /// Copies a row under other values of some columns.
    pub async fn copy(&self, table: &str, which: (&str, Value), changed: &[(&str, Value)]) {
        let mut values = vec![which.1];
        let mut picked = Vec::new();
        let columns = self.columns(table).await;
        for column in &columns {
            match changed.iter().find(|(name, _)| name == column) {
                Some((_, value)) => {
                    values.push(value.clone());
                    picked.push(format!("${}", values.len()));
                }
                None => picked.push(format!(r#""{column}""#)),
            }
        }
        let names: Vec<_> = columns.iter().map(|name| format!(r#""{name}""#)).collect();
        let sql = format!(
            r#"INSERT INTO "{table}" ({}) SELECT {} FROM "{table}" WHERE "{}" = $1"#,
            names.join(", "),
            picked.join(", "),
            which.0
        );
        assert_eq!(self.run(&sql, values).await, 1, "{sql}");
    }

    /// A session's row, written past the gate, so that its token is known and any age is possible.
    #[allow(clippy::too_many_arguments)]
    pub async fn session(
        &self,
        id: Uuid,
        token: &str,
        (kind, tenant, who): (&str, Uuid, Uuid),
        (created, expires): (DateTime<Utc>, DateTime<Utc>),
        revoked: Option<DateTime<Utc>>,
    ) {
        let (user, contact) = match kind {
            "staff" => (Some(who), None),
            _ => (None, Some(who)),
        };
        self.run(
            "INSERT INTO session (id, token_hash, kind, tenant_id, user_id, contact_id, link_id, created_at, last_seen_at, \
             idle_expires_at, expires_at, address, browser, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $7, $8, $8, $9, $10, $11)",
            vec![
                id.into(),
                backend::secret::sha256(token.as_bytes()).to_vec().into(),
                kind.into(),
                tenant.into(),
                user.into(),
                contact.into(),
                created.into(),
                expires.into(),
                "192.0.2.0/24".into(),
                "Firefox on Linux".into(),
                revoked.into(),
            ],
        )
        .await;
    }
}
