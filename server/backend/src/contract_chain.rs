//! What happened to a contract, as a chain that can't be changed unseen.
//!
//! Each event's hash is SHA-256 of the hash before it and of the event's [bytes](Event::bytes), so that whoever knows the last hash
//! and how many events there are can tell whether one was changed, removed, moved or put in. The first event's "hash before" is
//! [`genesis`] of the contract, so that events of one contract do not fit into another's chain. The last hash and the count are kept
//! apart from the events: in the contract's row, and in the certificate, which is sealed and in everybody's hands.
//!
//! # Bytes of an event, version 1
//!
//! `portico-contract-event-1` and a zero byte; then `seq` as eight bytes and `at` as microseconds since 1970-01-01 UTC in eight
//! bytes, both big-endian and the latter in two's complement; then kind, actor, e-mail, address, browser, session, document hash
//! and details, each as its length in eight bytes, big-endian, and its bytes in UTF-8. The document hash is in hex, or empty.
//! The details are JSON without blanks, keys of every object in the order of their bytes, numbers and texts as `serde_json` writes
//! them; JSON's null means none.

mod canonical;
#[cfg(test)]
mod tests;

use crate::secret::sha256;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// A SHA-256.
pub type Hash = [u8; 32];

const VERSION: &[u8] = b"portico-contract-event-1\0";
const GENESIS: &[u8] = b"portico-contract-chain-1\0";

/// Something that happened to a contract, as it goes into the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Which one of the contract's events, from 1 without gaps.
    pub seq: u32,
    /// When; to the microsecond, as [`Clock::now`](crate::clock::Clock::now) gives it.
    pub at: DateTime<Utc>,
    /// What: `sent`, `viewed`, `signed` and so on.
    pub kind: String,
    /// Who did it, by name; empty for Portico itself.
    pub actor: String,
    /// The actor's e-mail address, or empty.
    pub email: String,
    /// The actor's network address, or empty. All parties read the certificate and what is attached to it: store it shortened
    /// (`domain::access::shortened_address`) where a whole one is not needed as proof.
    pub ip: String,
    /// The actor's browser as it names itself, or empty.
    pub user_agent: String,
    /// The session in which it was done, or empty: its id, never its secret.
    pub session: String,
    /// SHA-256 of the document that it was about, in hex; empty before there is one.
    #[serde(default)]
    pub document_hash: String,
    /// What else is known of it; `null` for nothing.
    #[serde(default)]
    pub details: Value,
}

/// An event and its hash, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
    /// [`Event::hash`], in hex where it is written down.
    #[serde(with = "hex_hash")]
    pub hash: Hash,
}

/// Where a chain ends. Kept apart from the events, so that none can be taken off the end unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// How many events there are.
    pub count: u32,
    /// The last one's hash; [`genesis`] if there is none.
    #[serde(with = "hex_hash")]
    pub hash: Hash,
}

/// What is wrong with a chain, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("event {seq}: {how}")]
pub struct Broken {
    /// The first event that does not fit, by the number that it should have.
    pub seq: u32,
    /// How.
    pub how: How,
}

/// How an event does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum How {
    /// Its content, or the one before it, is not what was hashed.
    #[error("it is not what was recorded")]
    Changed,
    /// It is not there.
    #[error("it is missing")]
    Missing,
    /// Another one stands in its place: moved, or put in.
    #[error("another event stands in its place")]
    OutOfPlace,
    /// It is one more than were recorded.
    #[error("it was added")]
    Added,
}

/// What the first event of a contract is chained to.
pub fn genesis(contract: Uuid) -> Hash {
    sha256(&[GENESIS, contract.as_bytes()].concat())
}

impl Head {
    /// A chain without events.
    pub fn start(contract: Uuid) -> Self {
        Self {
            count: 0,
            hash: genesis(contract),
        }
    }

    /// Chains one more event: it gets the next number, whatever number it has, and its hash.
    #[must_use]
    pub fn append(self, event: Event) -> (Self, Link) {
        let count = self.count.saturating_add(1);
        let event = Event { seq: count, ..event };
        let hash = event.hash(&self.hash);
        (Self { count, hash }, Link { event, hash })
    }
}

impl Event {
    /// The bytes that are hashed; see the module.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = VERSION.to_vec();
        bytes.extend(u64::from(self.seq).to_be_bytes());
        bytes.extend(self.at.timestamp_micros().to_be_bytes());
        let details = match &self.details {
            Value::Null => String::new(),
            details => canonical::json(details),
        };
        let parts = [
            &self.kind,
            &self.actor,
            &self.email,
            &self.ip,
            &self.user_agent,
            &self.session,
            &self.document_hash,
            &details,
        ];
        for part in parts {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part.as_bytes());
        }
        bytes
    }

    /// The hash in a chain whose last hash is `before`.
    pub fn hash(&self, before: &Hash) -> Hash {
        sha256(&[before.as_slice(), &self.bytes()].concat())
    }
}

/// Whether these are all events of a contract, in order and as they were recorded. `head` is what was kept apart; without it, what
/// was taken off the end, or made anew as a whole, is not seen. Returns where the chain ends.
///
/// # Errors
/// The first event that does not fit.
pub fn check(contract: Uuid, links: &[Link], head: Option<&Head>) -> Result<Head, Broken> {
    let mut end = Head::start(contract);
    for link in links {
        let seq = end.count.saturating_add(1);
        let broken = |how| Err(Broken { seq, how });
        if link.event.seq != seq {
            // Is the one that belongs here anywhere else?
            let moved = links.iter().any(|other| other.event.seq == seq);
            return broken(match moved || link.event.seq < seq {
                true => How::OutOfPlace,
                false => How::Missing,
            });
        }
        if head.is_some_and(|head| seq > head.count) {
            return broken(How::Added);
        }
        if link.event.hash(&end.hash) != link.hash {
            return broken(How::Changed);
        }
        end = Head {
            count: seq,
            hash: link.hash,
        };
    }
    match head {
        Some(head) if end.count < head.count => Err(Broken {
            seq: end.count.saturating_add(1),
            how: How::Missing,
        }),
        Some(head) if end.hash != head.hash => Err(Broken {
            seq: end.count,
            how: How::Changed,
        }),
        _ => Ok(end),
    }
}

/// A hash as it is read by people.
pub fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A hash from what people read; `None` if it is none.
pub fn from_hex(text: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(hash)
}

/// Hashes in JSON, as hex.
mod hex_hash {
    use super::Hash;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(hash: &Hash, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::hex(hash))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
        let text = String::deserialize(deserializer)?;
        super::from_hex(&text).ok_or_else(|| D::Error::custom("not a SHA-256 in hex"))
    }
}
