//! Looking at a file that somebody brings: is it sealed by this installation, and untouched since? Nothing is asked of the database
//! or the network here, so that the same answer can be had anywhere with the certificates at hand.

use super::{
    cms, der,
    key::Chain,
    pdf::Pdf,
    stamp,
    update::{self, Place},
};
use crate::{
    contract_chain::{self, Broken, Hash, Head, Link, from_hex, hex},
    documents::{EVENTS_FILE, FROZEN_FILE},
    secret::sha256,
};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

/// What is found about a file.
#[derive(Debug, Clone)]
pub struct Examined {
    /// SHA-256 of the whole file.
    pub sha256: Hash,
    /// What became of it.
    pub finding: Finding,
    /// The seal, where there is one that can be read.
    pub seal: Option<Seal>,
    /// The record of events in it, if the file is sealed by this installation.
    pub record: Option<Record>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// Sealed by this installation, and not a byte differs.
    Untouched,
    /// Sealed by this installation, and whole; but what is attached contradicts itself.
    Contradictory,
    /// Sealed by this installation, and something was added behind the seal.
    Extended,
    /// It carries a seal, and is not what was sealed.
    Changed,
    /// Signed by somebody else, and not by this installation.
    Foreign,
    /// A PDF without a seal.
    Unsealed,
    /// Not a PDF.
    NoPdf,
}

/// A seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Whom the certificate names.
    pub subject: String,
    /// SHA-256 of the certificate, in hex.
    pub fingerprint: String,
    /// When it says that it was made.
    pub made_at: Option<DateTime<Utc>>,
    /// The time in its time stamp, which a time-stamp authority vouches for, if it has one.
    pub stamped_at: Option<DateTime<Utc>>,
}

/// The record of events that is attached to a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The contract's number, or empty.
    pub number: String,
    /// The contract's title.
    pub title: String,
    /// How many events it has.
    pub events: u32,
    /// SHA-256 of the contract as it was sent, in hex.
    pub original: String,
    /// Whether the attached contract as it was sent is that one.
    pub original_holds: bool,
    /// Where the chain of events breaks, if it does.
    pub broken: Option<Broken>,
}

/// The attached record as it is written.
#[derive(Deserialize)]
struct EventsFile {
    contract: Uuid,
    number: String,
    title: String,
    original_sha256: String,
    head: Head,
    events: Vec<Link>,
}

/// Looks at a file. `ours` are the certificates of this installation, today's and earlier ones.
pub fn examine(bytes: &[u8], ours: &[Chain]) -> Examined {
    let sha256 = sha256(bytes);
    let without = |finding| Examined {
        sha256,
        finding,
        seal: None,
        record: None,
    };
    let places = update::places(bytes);
    let mut best: Option<Examined> = None;
    for place in &places {
        let found = look_at(bytes, place, ours);
        let examined = Examined {
            sha256,
            finding: found.0,
            seal: found.1,
            record: found.2,
        };
        if matches!(
            examined.finding,
            Finding::Untouched | Finding::Contradictory | Finding::Extended
        ) {
            return examined;
        }
        best.get_or_insert(examined);
    }
    if let Some(best) = best {
        return best;
    }
    if update::contains_range(bytes) {
        return without(Finding::Changed);
    }
    let head = bytes.get(..1024).unwrap_or(bytes);
    if !cms::contains(head, b"%PDF-") {
        return without(Finding::NoPdf);
    }
    match cms::contains(bytes, b"/ByteRange") {
        true => without(Finding::Foreign),
        false => without(Finding::Unsealed),
    }
}

type Found = (Finding, Option<Seal>, Option<Record>);

fn look_at(bytes: &[u8], place: &Place, ours: &[Chain]) -> Found {
    let Some(covered) = bytes.get(..place.end) else {
        return (Finding::Changed, None, None);
    };
    let Some(gap) = update::signature(bytes, &place.gap) else {
        return (Finding::Changed, None, None);
    };
    let digest = update::digest(covered, &place.gap);
    let read = der::length(&gap).and_then(|length| cms::read(gap.get(..length)?));
    let Some(read) = read else {
        return (Finding::Changed, None, None);
    };
    let own = ours.iter().find(|chain| chain.own() == read.certificate);
    let alone = Chain::of_der(&read.certificate);
    let chain = own.unwrap_or(&alone);
    let stamp = read
        .token
        .as_deref()
        .map(|token| stamp::read(token, &read.signature));
    let seal = Seal {
        subject: chain.subject(),
        fingerprint: hex(&chain.fingerprint()),
        made_at: made_at(bytes, place),
        stamped_at: stamp
            .as_ref()
            .and_then(|stamp| stamp.as_ref().map(|stamp| stamp.at)),
    };
    // A time stamp that does not fit the signature was put there by somebody else.
    let stamp_fits = stamp.is_none_or(|stamp| stamp.is_some());
    let holds = stamp_fits && cms::holds(&gap, &digest, chain);
    match (own, holds) {
        (Some(_), false) => (Finding::Changed, Some(seal), None),
        (None, false) => (Finding::Changed, None, None),
        (None, true) => (Finding::Foreign, Some(seal), None),
        (Some(_), true) => {
            let record = record(covered);
            let finding = match &record {
                _ if place.end < bytes.len() => Finding::Extended,
                Some(record) if record.broken.is_some() || !record.original_holds => Finding::Contradictory,
                _ => Finding::Untouched,
            };
            (finding, Some(seal), record)
        }
    }
}

/// The time in the seal's own dictionary, which stands right before its byte range.
fn made_at(bytes: &[u8], place: &Place) -> Option<DateTime<Utc>> {
    let mark = b"/M(D:";
    let before = bytes.get(place.gap.start.saturating_sub(256)..place.gap.start)?;
    let at = before.windows(mark.len()).rposition(|window| window == mark)? + mark.len();
    let text = std::str::from_utf8(before.get(at..at + 14)?).ok()?;
    let time = NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").ok()?;
    Some(time.and_utc())
}

/// The attached record of events, checked; `None` if there is none.
fn record(covered: &[u8]) -> Option<Record> {
    let pdf = Pdf::read(covered)?;
    let file: EventsFile = serde_json::from_slice(pdf.attachment(EVENTS_FILE)?).ok()?;
    let original = pdf.attachment(FROZEN_FILE).map(sha256);
    Some(Record {
        broken: contract_chain::check(file.contract, &file.events, Some(&file.head)).err(),
        original_holds: original.is_some() && original == from_hex(&file.original_sha256),
        number: file.number,
        title: file.title,
        events: file.head.count,
        original: file.original_sha256,
    })
}
