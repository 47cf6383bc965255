//! A form sent twice does its work once: each form carries a key, and the answer to a key is remembered.

use crate::{
    entity::idempotency,
    error::{BackendError, Result},
    scope::{Rows, Writes},
    secret,
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};
use serde::Serialize;
use uuid::Uuid;

/// A form's key and what came with it.
#[derive(Debug, Clone)]
pub struct Attempt {
    key: String,
    action: &'static str,
    actor: Uuid,
    fingerprint: Vec<u8>,
}

impl Attempt {
    /// An attempt at an action by somebody. An empty key means that the form carries none, and nothing is remembered.
    pub fn new(key: &str, action: &'static str, actor: Uuid, form: &impl Serialize) -> Self {
        let body = serde_json::to_vec(form).unwrap_or_default();
        Self {
            key: key.trim().to_owned(),
            action,
            actor,
            fingerprint: secret::sha256(&body).to_vec(),
        }
    }

    /// What the first attempt with this key answered, if there was one. Call it first in the transaction.
    ///
    /// # Errors
    /// [`BackendError::Conflict`] when the key came with something else before.
    pub async fn earlier<S: Writes<idempotency::Entity>>(
        &self,
        rows: &Rows<'_, S>,
    ) -> Result<Option<String>> {
        if self.key.is_empty() {
            return Ok(None);
        }
        let found = rows
            .find::<idempotency::Entity>()
            .filter(
                Condition::all()
                    .add(idempotency::Column::ActorId.eq(self.actor))
                    .add(idempotency::Column::Key.eq(&self.key)),
            )
            .one()
            .await?;
        match found {
            None => Ok(None),
            Some(row) if row.action == self.action && row.fingerprint == self.fingerprint => {
                Ok(Some(row.result))
            }
            Some(_) => Err(BackendError::Conflict(
                "This form was already sent with other values. Please open it anew.".to_owned(),
            )),
        }
    }

    /// Remembers the answer, in the same transaction.
    ///
    /// # Errors
    /// [`BackendError::is_duplicate`] when another request with this key was faster.
    pub async fn remember<S: Writes<idempotency::Entity>>(
        &self,
        rows: &Rows<'_, S>,
        now: DateTime<Utc>,
        result: &impl ToString,
    ) -> Result<()> {
        if self.key.is_empty() {
            return Ok(());
        }
        if self.key.len() > 100 {
            return Err(BackendError::Conflict(
                "This form's key is too long. Please open it anew.".to_owned(),
            ));
        }
        rows.insert::<idempotency::Entity>(idempotency::ActiveModel {
            actor_id: Set(self.actor),
            key: Set(self.key.clone()),
            action: Set(self.action.to_owned()),
            fingerprint: Set(self.fingerprint.clone()),
            result: Set(result.to_string()),
            created_at: Set(now),
            ..Default::default()
        })
        .await
    }
}
