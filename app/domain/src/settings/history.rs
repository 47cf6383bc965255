//! What was changed in the settings, by whom, from what to what.

use super::Area;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// One change of an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Which change.
    pub id: Uuid,
    /// Of which area.
    pub area: Area,
    /// The area's how many-eth change.
    pub number: i64,
    /// Who changed it.
    pub user_name: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// The change that this one took back.
    pub undoes: Option<i64>,
    /// What changed.
    pub changes: Vec<RevisionChange>,
    /// Whether it can be taken back: what was there before it is not what is there now.
    pub undoable: bool,
}

/// One value that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionChange {
    /// Which value, in words.
    pub label: String,
    /// What it was.
    pub before: String,
    /// What it became.
    pub after: String,
}

/// The longest text of a value in the history, in characters.
const SHOWN: usize = 160;

/// What differs between two states of an area, in words.
pub fn changes(before: &Value, after: &Value) -> Vec<RevisionChange> {
    let (Value::Object(old), Value::Object(new)) = (before, after) else {
        return Vec::new();
    };
    let mut keys: Vec<&String> = new
        .keys()
        .chain(old.keys().filter(|key| !new.contains_key(*key)))
        .collect();
    // A document is told in words, by another value of its area.
    keys.retain(|key| !matches!(key.as_str(), "version" | "doc"));
    keys.into_iter()
        .filter(|key| old.get(*key) != new.get(*key))
        .filter(|key| !(is_empty(old.get(*key)) && is_empty(new.get(*key))))
        .map(|key| RevisionChange {
            label: label(key),
            before: shown(key, old.get(key)),
            after: shown(key, new.get(key)),
        })
        .collect()
}

/// What a key ends with whose value is a picture's hash.
const PICTURE: &str = "_hash";

/// `welcome_message` → `Welcome message`.
fn label(key: &str) -> String {
    let words = key.strip_suffix(PICTURE).unwrap_or(key).replace('_', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn is_empty(value: Option<&Value>) -> bool {
    value.is_none_or(|value| value.is_null() || value.as_str() == Some(""))
}

fn shown(key: &str, value: Option<&Value>) -> String {
    let text = match value {
        // Nobody reads a hash.
        Some(Value::String(hash)) if key.ends_with(PICTURE) && !hash.is_empty() => "a picture".to_owned(),
        None | Some(Value::Null) => String::new(),
        Some(Value::Bool(on)) => if *on { "on" } else { "off" }.to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) if items.iter().all(Value::is_string) => items
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(", "),
        Some(other) => other.to_string(),
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None if text.is_empty() => "empty".to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_differs_is_told_and_the_version_is_no_change() {
        let before =
            json!({ "name": "A", "enabled": true, "version": 1, "modules": ["invoices"], "gone": "x" });
        let after = json!({ "name": "A", "enabled": false, "version": 2, "modules": ["invoices", "activity"], "support_hours": "" });
        let told: Vec<_> = changes(&before, &after)
            .into_iter()
            .map(|change| format!("{}: {} → {}", change.label, change.before, change.after))
            .collect();
        assert_eq!(
            told,
            [
                "Enabled: on → off",
                "Modules: invoices → invoices, activity",
                "Gone: x → empty",
            ]
        );
    }

    #[test]
    fn a_picture_is_told_as_one() {
        let told = changes(
            &json!({ "logo_dark_hash": "" }),
            &json!({ "logo_dark_hash": "ab12" }),
        );
        assert_eq!((&*told[0].label, &*told[0].after), ("Logo dark", "a picture"));
    }

    #[test]
    fn long_values_are_cut_between_characters() {
        let long = "ä".repeat(400);
        let told = changes(&json!({ "css": "" }), &json!({ "css": long }));
        assert_eq!(told[0].after.chars().count(), SHOWN + 1);
    }
}
