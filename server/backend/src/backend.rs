//! What every service needs: database, clock, key and configuration.

use crate::{
    clock::Clock,
    config::Config,
    db::Db,
    error::Result,
    scope::{Rows, Scope},
    seal::SealKey,
    secret::ServerKey,
};
use sea_orm::{SqliteTransactionMode, TransactionOptions, TransactionTrait};
use std::sync::Arc;
use tokio::sync::Mutex;

/// The running back end; cheap to clone.
#[derive(Clone)]
pub struct Backend(Arc<Parts>);

struct Parts {
    db: Db,
    clock: Clock,
    key: ServerKey,
    config: Config,
    mail_wake: tokio::sync::Notify,
    seal_key: SealCell,
}

/// The key that seals, once it was read or made.
type SealCell = Arc<Mutex<Option<Arc<SealKey>>>>;

impl Backend {
    /// Opens the database, brings its schema up to date and reads or makes the server key.
    ///
    /// # Errors
    /// When the database or the data folder can't be used.
    pub async fn open(config: Config, clock: Clock) -> Result<Self> {
        let key = match &config.secret {
            Some(text) => ServerKey::from_text(text)?,
            None => {
                std::fs::create_dir_all(&config.data_dir).map_err(crate::BackendError::internal)?;
                ServerKey::from_file(&config.data_dir.join("secret.key"))?
            }
        };
        let db = Db::connect(&config.database_url).await?;
        db.migrate().await?;
        Ok(Self(Arc::new(Parts {
            db,
            clock,
            key,
            config,
            mail_wake: tokio::sync::Notify::new(),
            seal_key: SealCell::default(),
        })))
    }

    /// The same database seen at another time: for replaying what happened, and for tests.
    #[must_use]
    pub fn with_clock(&self, clock: Clock) -> Self {
        self.remade(clock, self.0.config.clone())
    }

    /// The same database, configured otherwise.
    #[must_use]
    pub(crate) fn with_config(&self, config: Config) -> Self {
        self.remade(self.0.clock.clone(), config)
    }

    fn remade(&self, clock: Clock, config: Config) -> Self {
        Self(Arc::new(Parts {
            db: self.0.db.clone(),
            clock,
            key: self.0.key.clone(),
            config,
            mail_wake: tokio::sync::Notify::new(),
            seal_key: SealCell::default(),
        }))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    pub(crate) fn key(&self) -> &ServerKey {
        &self.0.key
    }

    pub(crate) fn seal_key(&self) -> &Mutex<Option<Arc<SealKey>>> {
        &self.0.seal_key
    }

    /// Rows for reading.
    pub(crate) fn read<'a, S: Scope>(&'a self, scope: &'a S) -> Rows<'a, S> {
        Rows::for_reading(scope, self.0.db.reader())
    }

    /// Rows for a page that asks several times: one connection, and one moment, for all of it. To be committed, which gives the
    /// connection back.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn read_at_once<'a, S: Scope>(&'a self, scope: &'a S) -> Result<Rows<'a, S>> {
        Rows::in_transaction(scope, self.0.db.reader().begin().await?).await
    }

    /// Rows in a transaction, which must be committed.
    ///
    /// # Errors
    /// [`BackendError::Preview`] for a scope that only looks, or when the database fails, or stays locked for ten seconds.
    pub(crate) async fn begin<'a, S: Scope>(&'a self, scope: &'a S) -> Result<Rows<'a, S>> {
        if scope.only_looks() {
            return Err(crate::BackendError::Preview);
        }
        Rows::in_transaction(scope, self.transaction().await?).await
    }

    /// A bare transaction, for the gate only.
    pub(crate) async fn transaction(&self) -> Result<sea_orm::DatabaseTransaction> {
        // Immediate: a transaction that first reads and then writes would otherwise fail when another process wrote between.
        let options = TransactionOptions {
            sqlite_transaction_mode: (!self.0.db.is_postgres()).then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.0.db.writer().begin_with_options(options).await?)
    }

    /// Tells the mail worker that there is something to send.
    pub fn wake_mailer(&self) {
        self.0.mail_wake.notify_one();
    }

    /// Waits until there may be something to send.
    pub(crate) async fn mail_woken(&self) {
        self.0.mail_wake.notified().await;
    }
}
