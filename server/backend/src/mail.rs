//! Mails: queued in the transaction that causes them, made and sent by a worker, kept in a log without working links.
//!
//! What a queued mail holds is only which mail it is and about what ([`outbox::NewMail`]); everything that it says is looked up
//! when it is sent, in the language and zone of its reader. Its `params`, by kind:
//!
//! | kind | params |
//! |---|---|
//! | invitation | `message` (may be empty), `days` |
//! | new link | none |
//! | new device | `browser`, `address` (shortened; may be empty) |
//! | invoice issued | none |
//! | team invitation | none |
//! | any, as a test | `test`: the words to try out and whose values they show |

mod claim;
mod compose;
pub mod invitations;
mod letter;
pub mod log;
pub mod old;
pub mod outbox;
pub mod sample;
mod template;
pub(crate) use template::one_line;
#[cfg(test)]
mod tests;
mod transport;
pub(crate) mod words;
pub mod worker;
