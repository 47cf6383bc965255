//! "Did you mean": the known name that is nearest to a mistyped one.

/// What other programs call our groups.
const ELSEWHERE: [(&str, &str); 9] = [
    ("client", "contact"),
    ("customer", "contact"),
    ("person", "contact"),
    ("reader", "contact"),
    ("business", "system"),
    ("provider", "system"),
    ("organisation", "company"),
    ("organization", "company"),
    ("sender", "user"),
];

/// How many letters must be added, taken away, changed or swapped with the next to get from one word to the other
/// (optimal string alignment).
pub fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX / 2);
            let change = at(&last, column) + usize::from(a != b);
            let mut best = change.min(at(&last, column + 1) + 1).min(at(&line, column) + 1);
            let swapped =
                row > 0 && column > 0 && one.get(row - 1) == Some(b) && other.get(column - 1) == Some(a);
            if swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            line.push(best);
        }
        before = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or_default()
}

/// The nearest of some names, if one is near enough to be meant.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: String = word.chars().take(80).collect::<String>().to_lowercase();
    let allowed = (word.chars().count() / 3).clamp(1, 4);
    names
        .into_iter()
        .map(|name| (distance(&word, name), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, name)| (*distance, name.len()))
        .map(|(_, name)| name)
}

/// What other programs call a group, in our words.
pub fn translated(root: &str) -> Option<&'static str> {
    ELSEWHERE
        .into_iter()
        .find(|(theirs, _)| *theirs == root.to_lowercase())
        .map(|(_, ours)| ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_near() {
        assert_eq!(distance("contact", "contact"), 0);
        assert_eq!(distance("contcat", "contact"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(nearest("invoce", ["invoice", "contact"]), Some("invoice"));
        assert_eq!(nearest("Invoice", ["invoice", "invoices"]), Some("invoice"));
        assert_eq!(nearest("zebra", ["invoice", "contact"]), None);
        assert_eq!(nearest(&"x".repeat(100_000), ["invoice"]), None);
        assert_eq!(translated("Customer"), Some("contact"));
    }
}
