//! Mails: queued in the transaction that causes them, made and sent by a worker, kept in a log without working links.

pub mod outbox;
