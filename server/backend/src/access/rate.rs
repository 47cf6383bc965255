//! Rate limits, counted in the database so that several server processes share them.

#![allow(clippy::disallowed_methods)] // nobody is signed in yet

use crate::{
    Backend,
    entity::rate_count,
    error::{BackendError, Result},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::shortened_address;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

/// So many in so long.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name, part of the bucket's key.
    pub name: &'static str,
    /// How often at most.
    pub limit: i32,
    /// In how many seconds.
    pub seconds: i64,
}

/// Opening and confirming links, by network.
pub const LINK: Rule = Rule {
    name: "link",
    limit: 120,
    seconds: 60,
};
/// Trying one link, whoever tries.
pub const LINK_SELECTOR: Rule = Rule {
    name: "link-selector",
    limit: 60,
    seconds: 60,
};
/// Codes mailed for one link in an hour.
pub const CODE_MAIL: Rule = Rule {
    name: "code-mail",
    limit: 4,
    seconds: 3600,
};
/// Codes tried at one link in an hour.
pub const CODE_TRY: Rule = Rule {
    name: "code-try",
    limit: 15,
    seconds: 3600,
};
/// Codes mailed to one person for one contract in an hour.
pub const CONTRACT_CODE_MAIL: Rule = Rule {
    name: "contract-code-mail",
    limit: 5,
    seconds: 3600,
};
/// Codes tried by one person at one contract in an hour.
pub const CONTRACT_CODE_TRY: Rule = Rule {
    name: "contract-code-try",
    limit: 15,
    seconds: 3600,
};
/// Other people named by one person for one contract in a day.
pub const CONTRACT_DELEGATE: Rule = Rule {
    name: "contract-delegate",
    limit: 5,
    seconds: 86_400,
};
/// Asking for a new link, by network.
pub const NEW_LINK_NETWORK: Rule = Rule {
    name: "new-link-network",
    limit: 20,
    seconds: 3600,
};
/// New links to one address in an hour.
pub const NEW_LINK_HOUR: Rule = Rule {
    name: "new-link-hour",
    limit: 3,
    seconds: 3600,
};
/// New links to one address in a day.
pub const NEW_LINK_DAY: Rule = Rule {
    name: "new-link-day",
    limit: 10,
    seconds: 86_400,
};
/// Signing in, by network.
pub const SIGN_IN_NETWORK: Rule = Rule {
    name: "sign-in-network",
    limit: 60,
    seconds: 900,
};
/// Sign-ins to one account that did not succeed, before it is slowed down.
pub const SIGN_IN_ACCOUNT: Rule = Rule {
    name: "sign-in-account",
    limit: 8,
    seconds: 900,
};
/// Tries at the own password while signed in.
pub const PASSWORD_CHANGE: Rule = Rule {
    name: "password-change",
    limit: 8,
    seconds: 900,
};
/// Tries at the set-up code.
pub const SETUP: Rule = Rule {
    name: "setup",
    limit: 10,
    seconds: 900,
};

/// Having files checked, by network: each may cost a hash of many megabytes.
pub const VERIFY: Rule = Rule {
    name: "verify",
    limit: 30,
    seconds: 600,
};

fn window(rule: Rule, now: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = now.timestamp().div_euclid(rule.seconds) * rule.seconds;
    DateTime::from_timestamp(seconds, 0).unwrap_or(now)
}

fn bucket(backend: &Backend, rule: Rule, who: &str) -> String {
    // Hashed: the table must not become a list of addresses.
    let hash = backend.key().hash("rate", &[who.to_lowercase().as_bytes()]);
    format!(
        "{}:{}",
        rule.name,
        hash.iter()
            .take(12)
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    )
}

/// The network that limits count by: the address itself for IPv4, its /48 for IPv6.
pub fn network(address: &str) -> String {
    if address.contains(':') {
        shortened_address(address)
    } else {
        address.to_owned()
    }
}

/// Counts one try.
///
/// # Errors
/// [`BackendError::TooMany`] when it is one too many.
pub async fn hit(backend: &Backend, rule: Rule, who: &str) -> Result<()> {
    let (now, bucket) = (backend.clock().now(), bucket(backend, rule, who));
    let start = window(rule, now);
    let row = rate_count::ActiveModel {
        bucket: Set(bucket.clone()),
        window_start: Set(start),
        count: Set(1),
    };
    let upsert = OnConflict::columns([rate_count::Column::Bucket, rate_count::Column::WindowStart])
        .value(
            rate_count::Column::Count,
            Expr::col((rate_count::Entity, rate_count::Column::Count)).add(1),
        )
        .to_owned();
    rate_count::Entity::insert(row)
        .on_conflict(upsert)
        .exec_without_returning(backend.db().writer())
        .await?;
    if count(backend, &bucket, start).await? > rule.limit {
        Err(too_many(rule, now, start))
    } else {
        Ok(())
    }
}

/// Forgets the tries, after one that succeeded.
///
/// # Errors
/// When the database fails.
pub async fn forget(backend: &Backend, rule: Rule, who: &str) -> Result<()> {
    let bucket = bucket(backend, rule, who);
    rate_count::Entity::delete_many()
        .filter(rate_count::Column::Bucket.eq(bucket))
        .exec(backend.db().writer())
        .await?;
    Ok(())
}

/// Removes counts that no longer matter.
///
/// # Errors
/// When the database fails.
pub async fn sweep(backend: &Backend) -> Result<()> {
    let old = backend.clock().now() - TimeDelta::days(2);
    rate_count::Entity::delete_many()
        .filter(rate_count::Column::WindowStart.lt(old))
        .exec(backend.db().writer())
        .await?;
    Ok(())
}

async fn count(backend: &Backend, bucket: &str, start: DateTime<Utc>) -> Result<i32> {
    let found = rate_count::Entity::find()
        .filter(rate_count::Column::Bucket.eq(bucket))
        .filter(rate_count::Column::WindowStart.eq(start))
        .one(backend.db().writer())
        .await?;
    Ok(found.map_or(0, |row| row.count))
}

fn too_many(rule: Rule, now: DateTime<Utc>, start: DateTime<Utc>) -> BackendError {
    let left = rule.seconds - (now - start).num_seconds();
    BackendError::TooMany {
        retry_after: u32::try_from(std::cmp::max(left, 1)).unwrap_or(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::empty_backend;

    #[tokio::test]
    async fn the_limit_holds_per_person_and_passes_with_time() {
        let (backend, _dir) = empty_backend().await;
        let rule = Rule {
            name: "test",
            limit: 2,
            seconds: 60,
        };
        assert!(hit(&backend, rule, "a").await.is_ok());
        assert!(hit(&backend, rule, "A").await.is_ok());
        assert!(matches!(
            hit(&backend, rule, "a").await,
            Err(BackendError::TooMany { retry_after: 1..=60 })
        ));
        assert!(hit(&backend, rule, "b").await.is_ok());
        backend.clock().advance(TimeDelta::seconds(61));
        assert!(hit(&backend, rule, "a").await.is_ok());
        assert!(hit(&backend, rule, "a").await.is_ok());
        forget(&backend, rule, "a").await.unwrap();
        assert!(hit(&backend, rule, "a").await.is_ok());
    }
}
