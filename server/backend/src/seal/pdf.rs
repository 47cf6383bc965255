//! Just enough of PDF (ISO 32000-1) to add to a file that Portico made, and to find what is attached to it: plain objects, named by a
//! plain table, which is what krilla writes.

use std::collections::BTreeMap;

/// A value nested deeper than this is not read.
const DEPTH: usize = 64;

/// A file's objects and where they stand.
pub(super) struct Pdf<'a> {
    bytes: &'a [u8],
    offsets: BTreeMap<u32, usize>,
    trailer: Dict<'a>,
    table: usize,
}

/// A dictionary: keys with their slash, and their values as they are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Dict<'a>(Vec<(&'a [u8], &'a [u8])>);

impl<'a> Dict<'a> {
    /// What stands at a key.
    pub fn get(&self, key: &str) -> Option<&'a [u8]> {
        self.0
            .iter()
            .find(|(name, _)| name.strip_prefix(b"/") == Some(key.as_bytes()))
            .map(|(_, value)| *value)
    }

    /// The number of the object that a key refers to.
    pub fn reference(&self, key: &str) -> Option<u32> {
        reference(self.get(key)?)
    }

    /// The dictionary with these keys set to what is given, the others as they are.
    pub fn with(&self, set: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = b"<<".to_vec();
        for (name, value) in &self.0 {
            let own = name.strip_prefix(b"/").unwrap_or_default();
            if set.iter().all(|(key, _)| key.as_bytes() != own) {
                bytes.extend(*name);
                bytes.push(b' ');
                bytes.extend(*value);
            }
        }
        for (key, value) in set {
            bytes.push(b'/');
            bytes.extend(key.as_bytes());
            bytes.push(b' ');
            bytes.extend(value);
        }
        bytes.extend(b">>");
        bytes
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn after_blanks(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| is_blank(*byte)) {
        at += 1;
    }
    at
}

/// Where the value ends that begins at `at`.
fn end_of(bytes: &[u8], at: usize, depth: usize) -> Option<usize> {
    if depth > DEPTH {
        return None;
    }
    match bytes.get(at)? {
        b'<' if bytes.get(at + 1) == Some(&b'<') => {
            let mut at = after_blanks(bytes, at + 2);
            while bytes.get(at..at + 2)? != b">>" {
                at = after_blanks(bytes, end_of(bytes, at, depth + 1)?);
            }
            Some(at + 2)
        }
        b'<' => Some(at + 1 + bytes.get(at..)?.iter().position(|byte| *byte == b'>')?),
        b'[' => {
            let mut at = after_blanks(bytes, at + 1);
            while *bytes.get(at)? != b']' {
                at = after_blanks(bytes, end_of(bytes, at, depth + 1)?);
            }
            Some(at + 1)
        }
        b'(' => {
            let (mut open, mut at) = (0_usize, at);
            loop {
                match bytes.get(at)? {
                    b'\\' => at += 1,
                    b'(' => open += 1,
                    b')' if open == 1 => return Some(at + 1),
                    b')' => open -= 1,
                    _ => {}
                }
                at += 1;
            }
        }
        b')' | b'>' | b']' | b'{' | b'}' | b'%' => None,
        _ => {
            let rest = bytes.get(at + 1..)?;
            let length = rest
                .iter()
                .position(|byte| is_blank(*byte) || is_delimiter(*byte))
                .unwrap_or(rest.len());
            Some(at + 1 + length)
        }
    }
}

/// Where a value of a dictionary ends, a reference (`7 0 R`) included.
fn end_of_value(bytes: &[u8], at: usize) -> Option<usize> {
    let end = end_of(bytes, at, 0)?;
    let is_number = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    if is_number(bytes.get(at..end)?) {
        let second = after_blanks(bytes, end);
        let second_end = end_of(bytes, second, 0).unwrap_or(second);
        let third = after_blanks(bytes, second_end);
        let ends = |byte: Option<&u8>| byte.is_none_or(|byte| is_blank(*byte) || is_delimiter(*byte));
        if bytes.get(second..second_end).is_some_and(is_number)
            && bytes.get(third) == Some(&b'R')
            && ends(bytes.get(third + 1))
        {
            return Some(third + 1);
        }
    }
    Some(end)
}

/// The number in `7 0 R`.
pub(super) fn reference(value: &[u8]) -> Option<u32> {
    let text = std::str::from_utf8(value).ok()?;
    let mut parts = text.split_ascii_whitespace();
    let number = parts.next()?.parse().ok()?;
    (parts.next() == Some("0") && parts.next() == Some("R") && parts.next().is_none()).then_some(number)
}

/// The numbers in `[7 0 R 8 0 R]`, in order; anything else in it is left out.
fn references(value: &[u8]) -> Vec<u32> {
    let inner = value
        .strip_prefix(b"[")
        .and_then(|rest| rest.strip_suffix(b"]"))
        .unwrap_or_default();
    let (mut all, mut at) = (Vec::new(), after_blanks(inner, 0));
    while let Some(end) = end_of_value(inner, at).filter(|end| *end > at) {
        all.extend(inner.get(at..end).and_then(reference));
        at = after_blanks(inner, end);
    }
    all
}

/// The dictionary at the beginning of these bytes, and where it ends.
fn dict(bytes: &[u8]) -> Option<(Dict<'_>, usize)> {
    let mut entries = Vec::new();
    let mut at = after_blanks(bytes, bytes.starts_with(b"<<").then_some(2)?);
    while bytes.get(at..at + 2)? != b">>" {
        let name_end = end_of(bytes, at, 0)?;
        let name = bytes.get(at..name_end)?;
        let value = after_blanks(bytes, name_end);
        let value_end = end_of_value(bytes, value)?;
        if !name.starts_with(b"/") {
            return None;
        }
        entries.push((name, bytes.get(value..value_end)?));
        at = after_blanks(bytes, value_end);
    }
    Some((Dict(entries), at + 2))
}

fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let start = after_blanks(bytes, 0);
    let digits = bytes.get(start..)?;
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(digits.get(..length)?).ok()?;
    Some((text.parse().ok()?, start + length))
}

impl<'a> Pdf<'a> {
    /// Reads a file's tables; `None` if it is none of this kind.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(b"%PDF-") {
            return None;
        }
        let mark = b"startxref";
        let last = bytes.windows(mark.len()).rposition(|window| window == mark)?;
        let (table, _) = number(bytes.get(last + mark.len()..)?)?;
        let (mut offsets, mut trailer) = (BTreeMap::new(), None);
        let mut next = Some(table);
        // The newest table counts; each older one stands before it.
        while let Some(at) = next {
            let own = read_table(bytes, at, &mut offsets)?;
            next = match own.get("Prev") {
                Some(value) => Some(number(value)?.0).filter(|before| *before < at),
                None => None,
            };
            trailer.get_or_insert(own);
        }
        Some(Self {
            bytes,
            offsets,
            trailer: trailer?,
            table,
        })
    }

    /// The trailer of the newest table.
    pub fn trailer(&self) -> &Dict<'a> {
        &self.trailer
    }

    /// Where the newest table begins.
    pub fn table(&self) -> usize {
        self.table
    }

    /// All objects' numbers.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.offsets.keys().copied()
    }

    fn body(&self, object: u32) -> Option<&'a [u8]> {
        let bytes = self.bytes.get(*self.offsets.get(&object)?..)?;
        let head = format!("{object} 0 obj");
        let rest = bytes.strip_prefix(head.as_bytes())?;
        rest.get(after_blanks(rest, 0)..)
    }

    /// An object that is a dictionary, or a stream's.
    pub fn dict(&self, object: u32) -> Option<Dict<'a>> {
        dict(self.body(object)?).map(|(dict, _)| dict)
    }

    /// A stream's bytes, if they are not packed.
    pub fn plain_stream(&self, object: u32) -> Option<&'a [u8]> {
        let body = self.body(object)?;
        let (dict, end) = dict(body)?;
        if dict.get("Filter").is_some() {
            return None;
        }
        let (length, _) = number(dict.get("Length")?)?;
        let rest = body.get(after_blanks(body, end)..)?.strip_prefix(b"stream")?;
        let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
        rest.get(..length)
    }

    /// The number of the first page's object.
    pub fn first_page(&self) -> Option<u32> {
        let mut at = self.dict(self.trailer.reference("Root")?)?.reference("Pages")?;
        for _ in 0..DEPTH {
            let node = self.dict(at)?;
            match node.get("Kids") {
                Some(kids) => at = *references(kids).first()?,
                None => return Some(at),
            }
        }
        None
    }

    /// The content of an attached file.
    pub fn attachment(&self, name: &str) -> Option<&'a [u8]> {
        let wanted = format!("({name})");
        self.numbers().find_map(|object| {
            let spec = self.dict(object)?;
            (spec.get("F")? == wanted.as_bytes()).then_some(())?;
            let (files, _) = dict(spec.get("EF")?)?;
            self.plain_stream(files.reference("F")?)
        })
    }
}

/// Adds a table's offsets to those of newer ones. Returns its trailer.
fn read_table<'a>(bytes: &'a [u8], at: usize, offsets: &mut BTreeMap<u32, usize>) -> Option<Dict<'a>> {
    let mut rest = bytes.get(at..)?.strip_prefix(b"xref")?;
    loop {
        rest = rest.get(after_blanks(rest, 0)..)?;
        if let Some(after) = rest.strip_prefix(b"trailer") {
            return dict(after.get(after_blanks(after, 0)..)?).map(|(dict, _)| dict);
        }
        let (first, end) = number(rest)?;
        rest = rest.get(end..)?;
        let (count, end) = number(rest)?;
        rest = rest.get(end..)?;
        rest = rest.get(after_blanks(rest, 0)..)?;
        for object in first..first.checked_add(count)? {
            let entry = rest.get(..20)?;
            if entry.get(17) == Some(&b'n') {
                let (offset, _) = number(entry.get(..10)?)?;
                offsets.entry(u32::try_from(object).ok()?).or_insert(offset);
            }
            rest = rest.get(20..)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dictionaries_are_read_as_they_are_written() {
        let text = b"<</A 1/B 7 0 R/C[1 2 0 R]/D<</E(a\\)b(c))>>/F<0a>/G/Name/H -1.5 /I true>>rest";
        let (found, end) = dict(text).unwrap();
        assert_eq!(&text[end..], b"rest");
        assert_eq!(found.reference("B"), Some(7));
        assert_eq!(found.get("C"), Some(b"[1 2 0 R]".as_slice()));
        assert_eq!(references(found.get("C").unwrap()), [2]);
        assert_eq!(found.get("D"), Some(b"<</E(a\\)b(c))>>".as_slice()));
        assert_eq!(found.get("G"), Some(b"/Name".as_slice()));
        assert_eq!(found.get("H"), Some(b"-1.5".as_slice()));
        assert_eq!(found.get("I"), Some(b"true".as_slice()));
        let set = found.with(&[("A", b"2".to_vec()), ("Z", b"[9 0 R]".to_vec())]);
        let (again, _) = dict(&set).unwrap();
        assert_eq!(
            (again.get("A"), again.reference("B")),
            (Some(b"2".as_slice()), Some(7))
        );
        assert_eq!(again.get("Z"), Some(b"[9 0 R]".as_slice()));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "[<>\\[\\]()/ 0-9Ra-c\\\\]{0,80}") {
            let _ = dict(&bytes);
            let _ = dict(text.as_bytes());
            let mut file = b"%PDF-1.7\nxref\n0 1\n".to_vec();
            file.extend(&bytes);
            file.extend(text.as_bytes());
            file.extend(b"\nstartxref\n9\n%%EOF");
            if let Some(pdf) = Pdf::read(&file) {
                let _ = (pdf.first_page(), pdf.attachment("a"));
            }
        }
    }
}
