//! Merge tags at work: reading, judging and rendering texts that staff write and clients read.
//!
//! A text goes three ways. When it is saved, [`check`] judges it by the catalogue (`domain::merge`), tries it out with sample
//! values and counts whom a missing fallback concerns. When somebody reads it, [`view`] makes the values that it names through the
//! reader's own scope, and [`engine`] puts them in, under limits and escaped for where they go. And while it is written,
//! [`preview`] shows how it reads for a chosen contact, with a mark where a tag is empty. A greeting is rendered when it is read, a
//! mail when it is sent.

pub(crate) mod check;
pub(crate) mod engine;
mod fallback;
mod filters;
pub mod freeze;
pub mod greeting;
pub mod preview;
mod reader;
mod reading;
mod sample;
mod syntax;
pub(crate) mod tags;
#[cfg(test)]
mod tests;
mod value;
pub(crate) mod view;
mod voice;

pub(crate) use check::{check, refuse};
pub(crate) use reader::scope_of;
pub(crate) use voice::Voice;

use crate::{Backend, entity::tenant, scope::ClientScope};
use std::sync::Arc;

/// How a contact is spoken to.
pub(crate) fn voice_of(backend: &Backend, scope: &ClientScope, tenant: &tenant::Model) -> Arc<Voice> {
    Arc::new(Voice {
        locale: scope.locale(),
        zone: scope.timezone().to_owned(),
        today: backend.clock().today(&tenant.timezone),
        now: backend.clock().now(),
    })
}

/// How somebody is spoken to who is no contact: in the workspace's language and zone.
pub(crate) fn house_voice(backend: &Backend, tenant: &tenant::Model) -> Arc<Voice> {
    Arc::new(Voice {
        locale: tenant.locale.parse().unwrap_or_default(),
        zone: tenant.timezone.clone(),
        today: backend.clock().today(&tenant.timezone),
        now: backend.clock().now(),
    })
}
