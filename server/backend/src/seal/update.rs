//! The seal in the file: an incremental update behind it with a signature field, and room for the signature.

use super::pdf::Pdf;
use crate::{contract_chain::Hash, secret::sha256};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::ops::Range;

/// How a seal's byte range begins; nobody else writes it quite like this.
const RANGE: &[u8] = b"/ByteRange[0 ";
/// What stands between the byte range and the gap.
const CONTENTS: &[u8] = b"]/Contents";
/// So many digits and blanks are kept free for the three numbers.
const DIGITS: usize = 32;

/// So many places of seals in one file are looked at: each may cost a hash of the whole file.
const MOST: usize = 8;

/// A file with room for a signature.
pub(super) struct Prepared {
    bytes: Vec<u8>,
    gap: Range<usize>,
}

/// Why a file can't be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UpdateError {
    /// Not a PDF, or not one that Portico wrote.
    #[error("this is no PDF of ours")]
    NotOurs,
    /// It has a form or a signature already.
    #[error("this PDF is sealed already")]
    Sealed,
    /// The signature is longer than its room.
    #[error("the signature does not fit into its room")]
    NoRoom,
}

/// What a seal says about itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saying<'a> {
    /// Who seals.
    pub name: &'a str,
    /// Why.
    pub reason: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// A text in a PDF: in hex, as UTF-16 with its mark.
fn text(text: &str) -> String {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    let digits: String = units.map(|unit| format!("{unit:04X}")).collect();
    format!("<{digits}>")
}

/// Adds the update to a file, with room for a signature of so many bytes.
///
/// # Errors
/// When the file is not one that krilla wrote, or is sealed already.
pub(super) fn prepare(file: &[u8], saying: &Saying<'_>, room: usize) -> Result<Prepared, UpdateError> {
    let pdf = Pdf::read(file).ok_or(UpdateError::NotOurs)?;
    let trailer = pdf.trailer();
    let root = trailer.reference("Root").ok_or(UpdateError::NotOurs)?;
    let catalog = pdf.dict(root).ok_or(UpdateError::NotOurs)?;
    let page = pdf.first_page().ok_or(UpdateError::NotOurs)?;
    let page_dict = pdf.dict(page).ok_or(UpdateError::NotOurs)?;
    if catalog.get("AcroForm").is_some() || contains_range(file) {
        return Err(UpdateError::Sealed);
    }
    let signature = pdf
        .numbers()
        .last()
        .and_then(|last| last.checked_add(1))
        .ok_or(UpdateError::NotOurs)?;
    let field = signature + 1;

    let annotation = format!("{field} 0 R");
    let annotations = match page_dict.get("Annots") {
        None => format!("[{annotation}]").into_bytes(),
        Some(list) => {
            let list = list.strip_suffix(b"]").ok_or(UpdateError::NotOurs)?;
            [list, b" ", annotation.as_bytes(), b"]"].concat()
        }
    };
    let form = format!("<</Fields[{annotation}]/SigFlags 3>>");
    let catalog = catalog.with(&[("AcroForm", form.into_bytes())]);
    let page_dict = page_dict.with(&[("Annots", annotations), ("Tabs", b"/S".to_vec())]);
    let widget = format!(
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(PorticoSeal)/TU(Electronic seal)/V {signature} 0 R/P {page} 0 R/F 132/Rect[0 0 0 0]>>"
    );

    let mut bytes = file.to_vec();
    if !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    let mut offsets = Vec::new();
    let mut add = |bytes: &mut Vec<u8>, object: u32, body: &[u8]| {
        offsets.push((object, bytes.len()));
        bytes.extend(format!("{object} 0 obj\n").as_bytes());
        bytes.extend(body);
        bytes.extend(b"\nendobj\n");
    };
    add(&mut bytes, root, &catalog);
    add(&mut bytes, page, &page_dict);
    add(&mut bytes, field, widget.as_bytes());
    let mut dictionary = format!(
        "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Name{}/Reason{}/M(D:{}+00'00')",
        text(saying.name),
        text(saying.reason),
        saying.at.format("%Y%m%d%H%M%S"),
    )
    .into_bytes();
    dictionary.extend(RANGE);
    let numbers = dictionary.len();
    dictionary.extend(vec![b' '; DIGITS]);
    dictionary.extend(CONTENTS);
    let gap = dictionary.len();
    dictionary.push(b'<');
    dictionary.extend(vec![b'0'; 2 * room]);
    dictionary.extend(b">>>");
    let begin = bytes.len() + format!("{signature} 0 obj\n").len();
    add(&mut bytes, signature, &dictionary);
    let gap = begin + gap..begin + gap + 2 * room + 2;

    let table = bytes.len();
    offsets.sort_unstable();
    bytes.extend(b"xref\n");
    for run in offsets.chunk_by(|before, after| before.0 + 1 == after.0) {
        let first = run.first().map_or(0, |entry| entry.0);
        bytes.extend(format!("{first} {}\n", run.len()).as_bytes());
        for (_, offset) in run {
            bytes.extend(format!("{offset:010} 00000 n\r\n").as_bytes());
        }
    }
    let digest = sha256(file);
    let id: String = digest.iter().take(16).map(|byte| format!("{byte:02X}")).collect();
    let mut set = vec![
        ("Size", (field + 1).to_string().into_bytes()),
        ("Prev", pdf.table().to_string().into_bytes()),
    ];
    if let Some(first) = trailer.get("ID").and_then(first_id) {
        set.push(("ID", [b"[", first, b"<", id.as_bytes(), b">]"].concat()));
    }
    bytes.extend(b"trailer\n");
    bytes.extend(trailer.with(&set));
    bytes.extend(format!("\nstartxref\n{table}\n%%EOF\n").as_bytes());

    let range = format!("{} {} {}", gap.start, gap.end, bytes.len() - gap.end);
    let place = begin + numbers..begin + numbers + range.len();
    match bytes.get_mut(place) {
        Some(place) if range.len() <= DIGITS => place.copy_from_slice(range.as_bytes()),
        _ => return Err(UpdateError::NoRoom),
    }
    Ok(Prepared { bytes, gap })
}

/// The first of the two texts of a file's id.
fn first_id(value: &[u8]) -> Option<&[u8]> {
    let inner = value.strip_prefix(b"[")?;
    let end = match inner.first()? {
        b'<' => inner.iter().position(|byte| *byte == b'>')? + 1,
        // A text with escapes may hold the bracket; a pass over the escapes finds its end.
        b'(' => {
            let mut at = 1;
            let mut open = 1;
            while open > 0 {
                match inner.get(at)? {
                    b'\\' => at += 1,
                    b'(' => open += 1,
                    b')' => open -= 1,
                    _ => {}
                }
                at += 1;
            }
            at
        }
        _ => return None,
    };
    inner.get(..end)
}

impl Prepared {
    /// SHA-256 of all but the gap.
    pub fn digest(&self) -> Hash {
        digest(&self.bytes, &self.gap)
    }

    /// The file with the signature in its place.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn filled(mut self, signature: &[u8]) -> Result<Vec<u8>, UpdateError> {
        let digits: Vec<u8> = signature
            .iter()
            .flat_map(|byte| format!("{byte:02x}").into_bytes())
            .collect();
        let start = self.gap.start + 1;
        let end = start + digits.len();
        match self.bytes.get_mut(start..end) {
            Some(place) if end < self.gap.end => place.copy_from_slice(&digits),
            _ => return Err(UpdateError::NoRoom),
        }
        Ok(self.bytes)
    }
}

/// SHA-256 of all but a gap.
pub(super) fn digest(bytes: &[u8], gap: &Range<usize>) -> Hash {
    let before = bytes.get(..gap.start).unwrap_or_default();
    let after = bytes.get(gap.end..).unwrap_or_default();
    Sha256::new()
        .chain_update(before)
        .chain_update(after)
        .finalize()
        .into()
}

/// A seal's place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Where its signature is, with the brackets around it.
    pub gap: Range<usize>,
    /// Where what it covers ends.
    pub end: usize,
}

/// Whether there is a byte range as only a seal has it.
pub(super) fn contains_range(bytes: &[u8]) -> bool {
    bytes.windows(RANGE.len()).any(|window| window == RANGE)
}

/// The places of seals, the last one first. One whose numbers do not agree with where it stands is none: the signature would cover
/// something else than what a reader shows.
pub(super) fn places(bytes: &[u8]) -> Vec<Place> {
    let starts = bytes.windows(RANGE.len()).enumerate();
    let starts = starts.filter(|(_, window)| *window == RANGE).map(|(at, _)| at);
    let mut places: Vec<Place> = starts.filter_map(|at| place(bytes, at)).collect();
    places.reverse();
    places.truncate(MOST);
    places
}

fn place(bytes: &[u8], at: usize) -> Option<Place> {
    let numbers = at + RANGE.len();
    let contents = numbers + DIGITS;
    let open = contents + CONTENTS.len();
    let text = std::str::from_utf8(bytes.get(numbers..contents)?).ok()?;
    let mut parts = text.trim_end_matches(' ').split(' ');
    let mut next = || {
        let part = parts.next()?;
        let number: usize = part.parse().ok()?;
        (number.to_string() == part).then_some(number)
    };
    let (start, resume, rest) = (next()?, next()?, next()?);
    let end = resume.checked_add(rest)?;
    let fits = parts.next().is_none()
        && bytes.get(contents..open)? == CONTENTS
        && start == open
        && resume > start + 1
        && bytes.get(start) == Some(&b'<')
        && bytes.get(resume.checked_sub(1)?) == Some(&b'>');
    fits.then_some(Place {
        gap: start..resume,
        end,
    })
}

/// The bytes of a signature in its gap; `None` if it is not written as a seal writes it.
pub(super) fn signature(bytes: &[u8], gap: &Range<usize>) -> Option<Vec<u8>> {
    let digits = bytes.get(gap.start + 1..gap.end - 1)?;
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = digits.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}
