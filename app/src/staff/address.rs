//! Addresses of lists, with what narrows and sorts them.

use std::collections::BTreeMap;

/// A path with these parameters; empty ones are left out.
pub fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let filled: BTreeMap<&str, &str> = parameters
        .iter()
        .copied()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    match serde_qs::to_string(&filled) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

/// What a page of a list shows: `26–50 of 214`.
pub fn shown<T>(page: &domain::list::Page<T>) -> String {
    let before = u64::from(page.page.saturating_sub(1)) * u64::from(domain::list::PAGE_SIZE);
    let last = before + u64::try_from(page.rows.len()).unwrap_or_default();
    format!("{}–{last} of {}", before + 1, page.total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_one_parameter() {
        let typed = "Müller & Söhne 100% #1?";
        let address = address(
            "/staff/companies",
            &[("search", typed), ("state", ""), ("sort", "-name")],
        );
        assert!(
            address.starts_with("/staff/companies?search=M%C3%BCller"),
            "{address}"
        );
        assert!(address.ends_with("&sort=-name"), "{address}");
        #[derive(serde::Deserialize)]
        struct Back {
            search: String,
        }
        let back: Back = serde_qs::from_str(address.split_once('?').unwrap().1).unwrap();
        assert_eq!(back.search, typed);
        assert_eq!(super::address("/x", &[("a", "")]), "/x");
    }
}
