//! The worker that sends queued mails.
//!
//! A mail goes through four steps: it is taken (a lease, in one statement), made (with its link, committed), handed over, and
//! marked. A crash before the hand-over costs nothing but time. A crash between the hand-over and the mark, or a mail server
//! that drops the line after it has accepted, leads to a second mail with the same Message-ID, which mail programs show once,
//! and with a link of its own, which works.

use super::{
    claim::{self, Claim},
    compose::{Composed, Composition, compose},
    template,
    transport::{Outgoing, Receipt, Refusal, Transport},
};
use crate::{
    Backend,
    entity::{contact, mail},
    error::{BackendError, Result},
    scope::{Rows, SystemScope},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::mail::MailState;
use sea_orm::{ColumnTrait, sea_query::Expr};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, task::JoinSet};

/// How often a mail is tried.
pub(super) const MAX_ATTEMPTS: i32 = 10;
/// Mails on their way at once.
const AT_ONCE: usize = 4;
/// How often the worker looks without having been woken: retries come due by time.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// What a round of work came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    /// Mails that went out.
    pub sent: u32,
    /// Mails that are tried again later.
    pub deferred: u32,
    /// Mails that were given up or had become pointless.
    pub failed: u32,
    /// Mails whose address was refused.
    pub bounced: u32,
}

impl Drained {
    fn count(&mut self, outcome: Option<MailState>) {
        match outcome {
            Some(MailState::Sent) => self.sent += 1,
            Some(MailState::Queued) => self.deferred += 1,
            Some(MailState::Failed) => self.failed += 1,
            Some(MailState::Bounced) => self.bounced += 1,
            None => {}
        }
    }
}

/// Sends mails until `shutdown` turns true or its sender is gone; what is on its way then is finished first.
pub async fn run(backend: Backend, mut shutdown: watch::Receiver<bool>) {
    let transport = transport(&backend).await;
    while !*shutdown.borrow() {
        if let Err(error) = round(&backend, &transport, Some(&shutdown)).await {
            tracing::error!(%error, "mails could not be looked up");
        }
        tokio::select! {
            changed = shutdown.changed() => if changed.is_err() { break },
            () = backend.mail_woken() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Sends everything that is due now.
///
/// # Errors
/// When the database fails.
pub async fn drain(backend: &Backend) -> Result<Drained> {
    round(backend, &transport(backend).await, None).await
}

async fn transport(backend: &Backend) -> Arc<Result<Transport, Refusal>> {
    let transport = Transport::new(backend.config());
    if let Err(error) = &transport {
        tracing::error!(?error, "the mail server's settings can't be used");
    }
    Arc::new(transport)
}

async fn round(
    backend: &Backend,
    transport: &Arc<Result<Transport, Refusal>>,
    shutdown: Option<&watch::Receiver<bool>>,
) -> Result<Drained> {
    let mut drained = Drained::default();
    let mut under_way = JoinSet::new();
    'looking: loop {
        let due = claim::due(backend).await?;
        if due.is_empty() {
            break;
        }
        let mut taken = false;
        for (tenant, id) in due {
            if shutdown.is_some_and(|shutdown| *shutdown.borrow()) {
                break 'looking;
            }
            if under_way.len() >= AT_ONCE {
                finish_one(&mut under_way, &mut drained).await;
            }
            let Some(claim) = claim::take(backend, tenant, id).await? else {
                continue;
            };
            taken = true;
            let (backend, transport) = (backend.clone(), transport.clone());
            under_way.spawn(async move { process(&backend, &transport, claim).await });
        }
        if !taken {
            break;
        }
    }
    while !under_way.is_empty() {
        finish_one(&mut under_way, &mut drained).await;
    }
    Ok(drained)
}

async fn finish_one(under_way: &mut JoinSet<Option<MailState>>, drained: &mut Drained) {
    match under_way.join_next().await {
        Some(Ok(outcome)) => drained.count(outcome),
        Some(Err(error)) => tracing::error!(%error, "sending a mail stopped short"),
        None => {}
    }
}

/// Makes, sends and marks one mail. `None` when the database failed on the way: the lease runs out, and it is tried again.
async fn process(
    backend: &Backend,
    transport: &Result<Transport, Refusal>,
    claim: Claim,
) -> Option<MailState> {
    let id = claim.mail.id;
    let outcome = match prepare(backend, &claim).await {
        Ok(Prepared::Mail(outgoing)) => Outcome::of(hand_over(transport, &outgoing).await),
        Ok(Prepared::Pointless(reason)) => Outcome::Failed(reason),
        Err(BackendError::Database(error)) => {
            tracing::error!(mail = %id, %error, "a mail could not be made");
            return None;
        }
        Err(error) => {
            tracing::error!(mail = %id, %error, "a mail can't be made");
            Outcome::Failed("This mail could not be made. The server's log has the reason.".to_owned())
        }
    };
    match settle(backend, &claim, outcome).await {
        Ok(state) => Some(state),
        Err(error) => {
            tracing::error!(mail = %id, %error, "a mail's outcome could not be noted");
            None
        }
    }
}

async fn hand_over(transport: &Result<Transport, Refusal>, mail: &Outgoing) -> Result<Receipt, Refusal> {
    match transport {
        Ok(transport) => transport.send(mail).await,
        Err(_) => Err(Refusal::Later(
            "The mail server's settings can't be used.".to_owned(),
        )),
    }
}

/// A mail that is ready to go, or that must not go.
pub(super) enum Prepared {
    Mail(Box<Outgoing>),
    Pointless(String),
}

/// Makes a mail with its link, and notes it in the log without the link's secret, in one transaction that is committed here.
pub(super) async fn prepare(backend: &Backend, claim: &Claim) -> Result<Prepared> {
    let row = &claim.mail;
    if row.attempts > MAX_ATTEMPTS {
        return Ok(Prepared::Pointless(
            "This mail was given up after too many tries.".to_owned(),
        ));
    }
    let rows = backend.begin(&claim.scope).await?;
    let composed = match compose(backend, &rows, row).await? {
        Composition::Ready(composed) => *composed,
        Composition::Pointless(reason) => return Ok(Prepared::Pointless(reason)),
    };
    let Composed {
        look,
        locale,
        letter,
        words,
        link,
        to_name,
        to_address,
        files,
    } = composed;
    let written = template::write(locale, &look, &letter, words.as_ref(), &link.url)?;
    let shown = template::write(locale, &look, &letter, words.as_ref(), &link.shown)?;
    let message_id = message_id(row.id, &backend.config().public_url);
    rows.update::<mail::Entity>()
        .filter(mail::Column::Id.eq(row.id))
        .set(mail::Column::ToName, to_name.as_str())
        .set(mail::Column::ToAddress, to_address.as_str())
        .set(mail::Column::Subject, shown.subject)
        .set(mail::Column::TextBody, shown.text)
        .set(mail::Column::HtmlBody, shown.html)
        .set(mail::Column::MessageId, message_id.as_str())
        .exec()
        .await?;
    rows.commit().await?;
    Ok(Prepared::Mail(Box::new(Outgoing {
        id: row.id,
        message_id,
        at: backend.clock().now(),
        from_name: look.portal_name,
        from_address: backend.config().mail_from.clone(),
        reply_to: look.reply_to,
        to_name,
        to_address,
        written,
        files,
    })))
}

/// The Message-ID of a mail is the same in every try.
fn message_id(mail: uuid::Uuid, public_url: &str) -> String {
    let host = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default().replace(':', "-"),
        None => host.split(':').next().unwrap_or_default().to_owned(),
    };
    format!("<{mail}@{name}>")
}

enum Outcome {
    Sent(Receipt),
    Later(String),
    Bounced(String),
    Failed(String),
}

impl Outcome {
    fn of(answer: Result<Receipt, Refusal>) -> Self {
        match answer {
            Ok(receipt) => Self::Sent(receipt),
            Err(Refusal::Later(reason)) => Self::Later(reason),
            Err(Refusal::Address(reason)) => Self::Bounced(reason),
            Err(Refusal::Mail(reason)) => Self::Failed(reason),
        }
    }
}

/// Notes what became of a mail, if this worker still holds it.
async fn settle(backend: &Backend, claim: &Claim, outcome: Outcome) -> Result<MailState> {
    let (row, now) = (&claim.mail, backend.clock().now());
    let rows = backend.begin(&claim.scope).await?;
    let (state, error, next_at, receipt) = match outcome {
        Outcome::Sent(receipt) => (MailState::Sent, String::new(), row.next_at, Some(receipt)),
        Outcome::Later(reason) if row.attempts < MAX_ATTEMPTS => {
            (MailState::Queued, reason, now + pause(row.attempts), None)
        }
        Outcome::Later(reason) | Outcome::Failed(reason) => (MailState::Failed, reason, row.next_at, None),
        Outcome::Bounced(reason) => (MailState::Bounced, reason, row.next_at, None),
    };
    let mut update = rows
        .update::<mail::Entity>()
        .filter(mail::Column::Id.eq(row.id))
        .filter(mail::Column::State.eq(MailState::Queued.key()))
        .filter(mail::Column::Attempts.eq(row.attempts))
        .set(mail::Column::State, state.key())
        .set(mail::Column::Error, presentable(&error))
        .set(mail::Column::NextAt, Expr::value(next_at))
        .set(mail::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>));
    if let Some(receipt) = receipt {
        update = update
            .set(mail::Column::Transport, receipt.transport)
            .set(mail::Column::DeliveredFile, receipt.file)
            .set(mail::Column::SentAt, Expr::value(now));
    }
    if update.exec().await? == 1 {
        mark_contact(&rows, row, state, now).await?;
    } else {
        tracing::warn!(mail = %row.id, "a mail took longer than its lease");
    }
    rows.commit().await?;
    if state != MailState::Sent {
        tracing::warn!(mail = %row.id, state = state.key(), attempt = row.attempts, reason = presentable(&error), "a mail was not sent");
    }
    Ok(state)
}

/// A refused address is noted on the contact, and the note is taken away when a mail gets through.
async fn mark_contact(
    rows: &Rows<'_, SystemScope>,
    row: &mail::Model,
    state: MailState,
    now: DateTime<Utc>,
) -> Result<()> {
    let (Some(contact), Some(bounced_at)) = (
        row.contact_id,
        match state {
            MailState::Bounced => Some(Some(now)),
            MailState::Sent => Some(None),
            MailState::Queued | MailState::Failed => None,
        },
    ) else {
        return Ok(());
    };
    rows.update::<contact::Entity>()
        .filter(contact::Column::Id.eq(contact))
        .set(contact::Column::BouncedAt, Expr::value(bounced_at))
        .exec()
        .await?;
    Ok(())
}

/// A mail server's answer, shortened, and without any link: some quote the part of the mail that they dislike.
fn presentable(error: &str) -> String {
    let words = error.split_whitespace().map(|word| {
        if word.contains("://") || word.contains("/l/") {
            "(link)"
        } else {
            word
        }
    });
    words.collect::<Vec<_>>().join(" ").chars().take(500).collect()
}

/// 30 s, doubled with every try, and up to a fifth more, so that mails that failed together don't come back together.
fn pause(attempts: i32) -> TimeDelta {
    let exponent = u32::try_from(attempts.clamp(1, MAX_ATTEMPTS) - 1).unwrap_or_default();
    let seconds = 30 * 2_i64.pow(exponent);
    let mut random = [0_u8; 1];
    // Without randomness the pause is the plain one.
    let _ = getrandom::fill(&mut random);
    TimeDelta::seconds(seconds) + TimeDelta::milliseconds(seconds * 200 * i64::from(random[0]) / 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double() {
        for (attempt, seconds) in [(1, 30), (2, 60), (5, 480), (10, 15_360)] {
            let pause = pause(attempt).num_milliseconds();
            assert!(
                (seconds * 1_000..=seconds * 1_200).contains(&pause),
                "{attempt}: {pause}"
            );
        }
    }

    #[test]
    fn message_ids_name_the_public_host() {
        let id = uuid::Uuid::nil();
        for (url, host) in [
            ("https://portal.example.com", "portal.example.com"),
            ("http://localhost:3000", "localhost"),
            ("http://[::1]:3000", "--1"),
        ] {
            assert_eq!(message_id(id, url), format!("<{id}@{host}>"));
        }
    }

    #[test]
    fn a_mail_servers_answer_brings_no_link_into_the_log() {
        let answer = presentable(
            "554 5.7.1 blocked: https://portal.example/l/abc.def\r\n or <portal.example/l/abc.def>",
        );
        assert_eq!(answer, "554 5.7.1 blocked: (link) or (link)");
    }
}
