//! Lists as CSV (RFC 4180), for spreadsheets: a text that one of them would take for a formula is marked as text.

/// A file of rows. It begins with a byte order mark, by which Excel knows UTF-8.
pub(crate) fn file<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut csv = String::from('\u{FEFF}');
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| field(cell)).collect();
        csv.push_str(&cells.join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// One cell. `=`, `+`, `-`, `@`, tab and line ends at its beginning would make it a formula (OWASP, CSV injection); a plain number is none.
pub(crate) fn field(text: &str) -> String {
    let is_number = !text.is_empty()
        && text
            .strip_prefix('-')
            .unwrap_or(text)
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let starts = text.trim_start_matches(' ').starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
    ]);
    let safe = match starts && !is_number {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    match safe.contains([',', '"', '\r', '\n', ';', '\t', '\'']) {
        true => format!("\"{}\"", safe.replace('"', "\"\"")),
        false => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts_and_numbers_stay() {
        for (text, cell) in [
            ("Relaunch", "Relaunch"),
            ("=1+1", "\"'=1+1\""),
            ("  =cmd|' /C calc'!A0", "\"'  =cmd|' /C calc'!A0\""),
            ("+49 30 1234", "\"'+49 30 1234\""),
            ("-12.50", "-12.50"),
            ("-2+3", "\"'-2+3\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\tx", "\"'\tx\""),
            ("\u{FF1D}1", "\"'\u{FF1D}1\""),
            ("a,b \"c\"\nd", "\"a,b \"\"c\"\"\nd\""),
            ("", ""),
        ] {
            assert_eq!(field(text), cell, "{text:?}");
        }
        let csv = file([["A".to_owned(), "=B".to_owned()]]);
        assert_eq!(csv, "\u{FEFF}A,\"'=B\"\r\n");
    }
}
