//! The texts that clients read, in every language: mails, documents and the portal's pages.
//!
//! They are Fluent messages in `locales/{en,de}/*.ftl`, one file per room, built into the program. A key is looked up in the
//! language asked for and nowhere else; a test holds all languages to the same keys and arguments.

use domain::locale::Locale;
use fluent_templates::{LanguageIdentifier, fluent_bundle::FluentValue, langid};
use std::collections::HashMap;

fluent_templates::static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "en",
        // Without the invisible marks around arguments, which would end up in subjects, PDFs and what people copy.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const ENGLISH: LanguageIdentifier = langid!("en");
const GERMAN: LanguageIdentifier = langid!("de");

/// A text without arguments.
pub fn text(locale: Locale, key: &str) -> String {
    look_up(locale, key, None)
}

/// A text with arguments. A whole number can choose a plural form; anything else is put in as it is.
pub fn text_with(locale: Locale, key: &str, arguments: &[(&str, String)]) -> String {
    let values = arguments
        .iter()
        .map(|(name, value)| (*name, value_of(value)))
        .collect();
    look_up(locale, key, Some(&values))
}

fn look_up(locale: Locale, key: &str, arguments: Option<&HashMap<&str, FluentValue<'_>>>) -> String {
    let language = match locale {
        Locale::En => ENGLISH,
        Locale::De => GERMAN,
    };
    match TEXTS.lookup_single_language(&language, key, arguments) {
        Ok(text) => text,
        Err(error) => {
            tracing::error!(%locale, key, %error, "a text is missing");
            key.to_owned()
        }
    }
}

/// A number only where its digits would be written the same way again: "0012" stays a text.
fn value_of(value: &str) -> FluentValue<'_> {
    match value.parse::<u32>() {
        Ok(number) if number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        collections::{BTreeMap, BTreeSet},
        path::Path,
    };

    /// Key → the arguments it uses, of all files of a language.
    fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(language);
        let mut found = BTreeMap::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let mut key = String::new();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                if let Some((head, _)) = line
                    .split_once('=')
                    .filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
                {
                    head.trim().clone_into(&mut key);
                    let twice = found.insert(key.clone(), BTreeSet::new());
                    assert!(twice.is_none(), "{key} is there twice in {}", path.display());
                }
                for argument in line.split('$').skip(1) {
                    let name = argument
                        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
                        .next();
                    found.get_mut(&key).unwrap().insert(name.unwrap().to_owned());
                }
            }
        }
        found
    }

    /// The keys that the portal's pages ask for, read from their source.
    fn asked_for(folder: &Path, keys: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                asked_for(&path, keys);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for call in ["text(", "text_with(", "portal_page("] {
                for rest in source.split(call).skip(1) {
                    let argument = rest.trim_start().strip_prefix('"').unwrap_or_default();
                    let key = argument.split('"').next().unwrap_or_default();
                    if key.contains('-') {
                        keys.insert(key.to_owned());
                    }
                }
            }
        }
    }

    #[test]
    fn every_text_that_a_page_asks_for_is_there() {
        let mut keys = BTreeSet::new();
        for room in ["portal", "gate"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../app/src");
            asked_for(&folder.join(room), &mut keys);
        }
        assert!(keys.len() > 20, "{keys:?}");
        let known = messages("en");
        let missing: Vec<_> = keys.iter().filter(|key| !known.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_language_has_the_same_texts() {
        let english = messages("en");
        for locale in Locale::ALL {
            let theirs = messages(locale.as_str());
            for (key, arguments) in &english {
                assert_eq!(theirs.get(key), Some(arguments), "{locale}: {key}");
            }
            assert_eq!(
                theirs.len(),
                english.len(),
                "{locale} has texts that English lacks"
            );
        }
    }

    #[test]
    fn every_text_can_be_written() {
        for (key, arguments) in messages("en") {
            let arguments: Vec<_> = arguments
                .iter()
                .map(|name| (name.as_str(), "7".to_owned()))
                .collect();
            for locale in Locale::ALL {
                let text = text_with(locale, &key, &arguments);
                assert_ne!(text, key, "{locale}");
                assert!(
                    !text.contains(['{', '}', '\u{2068}', '\u{2069}']),
                    "{locale}: {text}"
                );
            }
        }
    }

    #[test]
    fn arguments_are_put_in_as_they_are() {
        let name = |name: &str| text_with(Locale::De, "mail-greeting", &[("name", name.to_owned())]);
        assert_eq!(name("Ana { $x } <b>"), "Guten Tag Ana { $x } <b>,");
        assert_eq!(name("007"), "Guten Tag 007,");
        assert_eq!(name("4294967295"), "Guten Tag 4294967295,");
        assert_eq!(text(Locale::En, "no-such-text"), "no-such-text");
    }
}
