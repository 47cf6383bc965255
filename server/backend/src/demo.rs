//! The demo: an invented design studio with eighteen months of business, told by replaying the program's own commands.
//!
//! Numbers, sums, timelines, mails and sign-ins come from the same code as everybody's, run while the clock stands at the time
//! of each. Mails go to the mailbox folder as they come up, whatever mail server is configured: the addresses are invented, and
//! nothing of the past waits to be sent.

mod cast;
mod catalogue;
mod dice;
mod logo;
mod portal;
mod replay;
mod script;
mod start;
#[cfg(test)]
mod tests;

use crate::{
    Backend,
    access::links,
    clock::Clock,
    entity::contact,
    error::{BackendError, Result},
    scope::SystemScope,
    staff::setup,
};
use cast::{MAIN_CONTACT, MEMBERS};
use chrono::TimeDelta;
use domain::{
    contact::full_name,
    ids::{ContactId, TenantId},
    role::Role,
};
use replay::{Replay, mailbox};
use script::Script;
use serde::{Deserialize, Serialize};

/// The password of every member of the demo's staff.
pub const PASSWORD: &str = "demo-portico-2026";
/// The value of the installation that says which workspace is the demo.
const MARK: &str = "demo";
/// Where the studio is.
const TIME_ZONE: &str = "Europe/Berlin";
/// How long the printed link works.
const LINK_DAYS: i32 = 30;

/// How to get into the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccess {
    /// The members of staff: role and address, the owner first.
    pub staff: Vec<(Role, String)>,
    /// The password of all of them.
    pub password: &'static str,
    /// Where staff sign in.
    pub sign_in_url: String,
    /// The client whose link it is.
    pub client_name: String,
    /// A working link into the portal.
    pub client_url: String,
}

/// Which workspace is the demo, and how far it has come.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Mark {
    tenant: TenantId,
    client: Option<ContactId>,
}

/// Loads the demo into an empty database.
///
/// # Errors
/// [`BackendError::Conflict`] when there is a workspace already.
pub async fn load(backend: &Backend) -> Result<DemoAccess> {
    if !setup::is_needed(backend).await? {
        return Err(BackendError::Conflict(
            "There is a workspace in this database already. The demo goes into an empty one.".to_owned(),
        ));
    }
    // Thousands of small transactions: until the last is written, a power cut may cost all of them, and nothing else.
    backend.db().set_durable(false).await?;
    let told = tell(backend).await;
    backend.db().set_durable(true).await?;
    told?;
    access(backend)
        .await?
        .ok_or_else(|| BackendError::internal("the demo left no mark"))
}

async fn tell(backend: &Backend) -> Result<()> {
    setup::forget_code(backend).await?;
    let now = backend.clock().now();
    let script = Script::write(now, backend.clock().today(TIME_ZONE));
    let clock = Clock::fixed(now - TimeDelta::days(script::DAYS));
    let mut config = backend.config().clone();
    config.smtp = None;
    let past = backend.with_clock(clock.clone()).with_config(config);
    let staff = start::studio(&past).await?;
    let mut replay = Replay::new(past, clock, staff, script.plans.len());
    for (at, act) in &script.acts {
        replay.go_to(*at);
        replay
            .play(&script.plans, act)
            .await
            .map_err(|error| BackendError::internal(format!("the demo stopped at {at}, {act:?}: {error}")))?;
    }
    let client = replay.people.get(MAIN_CONTACT).copied().flatten();
    start::mark(
        backend,
        Mark {
            tenant: crate::scope::Scope::tenant(replay.member(0)?),
            client,
        },
    )
    .await
}

/// How to get into the demo, with a new link for its client; the former one works for ten more minutes. `None` where the
/// database holds no demo.
///
/// # Errors
/// [`BackendError::Conflict`] when the demo was not loaded to its end.
pub async fn access(backend: &Backend) -> Result<Option<DemoAccess>> {
    let Some(mark) = start::marked(backend).await? else {
        return Ok(None);
    };
    let client = mark.client.ok_or_else(|| {
        BackendError::Conflict(
            "The demo was not loaded to its end. Delete the database file and start again.".to_owned(),
        )
    })?;
    let scope = SystemScope::new(mark.tenant, "the demo's link is printed");
    let rows = backend.begin(&scope).await?;
    let contact = rows.get::<contact::Entity>(client.uuid()).await?;
    let link = links::mint(backend, &rows, client, LINK_DAYS, None).await?;
    rows.commit().await?;
    let public_url = &backend.config().public_url;
    Ok(Some(DemoAccess {
        staff: MEMBERS
            .iter()
            .map(|member| (member.role, mailbox(member.mailbox)))
            .collect(),
        password: PASSWORD,
        sign_in_url: format!("{public_url}/staff/sign-in"),
        client_name: full_name(&contact.first_name, &contact.last_name),
        client_url: link.into_url(public_url),
    }))
}
