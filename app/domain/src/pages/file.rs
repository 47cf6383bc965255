//! A page as a file, to be taken to another installation.

use super::PageSettings;
use crate::{
    form,
    page::{Doc, StoredDoc, Unreadable},
};
use serde::{Deserialize, Serialize};

/// How a file says that it is one.
const FORMAT: &str = "portico-page";
/// The version of the file that this program writes.
const VERSION: u32 = 1;

/// A page as a file. Who may open it is left out: it names people of one installation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageFile {
    format: String,
    version: u32,
    /// Its title, or empty.
    #[serde(default)]
    pub title: String,
    /// The last part of its address, or empty.
    #[serde(default)]
    pub slug: String,
    /// What it is about.
    #[serde(default)]
    pub description: String,
    /// The title in the browser's tab.
    #[serde(default)]
    pub meta_title: String,
    /// The description for search engines.
    #[serde(default)]
    pub meta_description: String,
    /// Whether search engines are asked to leave it out.
    #[serde(default = "yes")]
    pub noindex: bool,
    /// The page.
    pub doc: StoredDoc,
}

const fn yes() -> bool {
    true
}

impl PageFile {
    /// The file of a page.
    pub fn new(settings: &PageSettings, doc: StoredDoc) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            title: settings.title.clone(),
            slug: settings.slug.clone(),
            description: settings.description.clone(),
            meta_title: settings.meta_title.clone(),
            meta_description: settings.meta_description.clone(),
            noindex: settings.noindex,
            doc,
        }
    }

    /// Reads a file, or the bare document of a page. Blocks that this version does not know are kept.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn read(json: &str) -> Result<Self, Unreadable> {
        let json = json.trim_start_matches('\u{FEFF}').trim();
        match serde_json::from_str::<serde_json::Value>(json) {
            Ok(value) if value.get("format").is_some_and(|format| format == FORMAT) => {
                if value.get("version").and_then(serde_json::Value::as_u64) > Some(u64::from(VERSION)) {
                    return Err(Unreadable::Newer);
                }
                let doc = value.get("doc").map(ToString::to_string).unwrap_or_default();
                Self::bounded(&doc)?;
                serde_json::from_value(value).map_err(|error| Unreadable::NotAPage(error.to_string()))
            }
            _ => Self::bounded(json)
                .map(|doc| Self::new(&PageSettings::default(), doc))
                .map(|file| Self {
                    noindex: true,
                    ..file
                }),
        }
    }

    /// Whether all limits are kept.
    fn bounded(json: &str) -> Result<StoredDoc, Unreadable> {
        let doc = StoredDoc::read(json)?;
        Doc::from_stored(doc.clone())?;
        Ok(doc)
    }

    /// The file's text, indented for people.
    pub fn write(&self) -> String {
        // Only maps with keys that are no texts can't be written, and there are none.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The settings in it, those that can't be used left empty.
    pub fn settings(&self) -> PageSettings {
        let line = |text: &str, max| form::line(text, max).unwrap_or_default();
        PageSettings {
            title: line(&self.title, 120),
            slug: super::slug(&self.slug).unwrap_or_default(),
            description: line(&self.description, 300),
            meta_title: line(&self.meta_title, 120),
            meta_description: line(&self.meta_description, 300),
            noindex: self.noindex,
            audience: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Limit;
    use serde_json::json;

    fn doc() -> serde_json::Value {
        json!({ "schema": 1, "blocks": [
            { "id": "h", "type": "heading", "v": 1, "props": {} },
            { "id": "x", "type": "hologram", "v": 9, "props": { "depth": 3 }, "spin": true },
        ], "later": 1 })
    }

    #[test]
    fn what_was_written_is_read_with_all_that_is_unknown() {
        let stored = StoredDoc::read(&doc().to_string()).unwrap();
        let settings = PageSettings {
            title: "T".into(),
            slug: "t".into(),
            ..PageSettings::default()
        };
        let file = PageFile::new(&settings, stored.clone());
        let read = PageFile::read(&file.write()).unwrap();
        assert_eq!(read, file);
        assert_eq!(read.settings(), settings);
        let bare = PageFile::read(&format!("\u{FEFF} {}", doc())).unwrap();
        assert_eq!((bare.doc, bare.noindex), (stored, true));
    }

    #[test]
    fn nonsense_is_refused_with_a_reason() {
        for text in [
            "",
            "nonsense",
            "[]",
            "{}",
            "null",
            "{\"format\":\"portico-page\",\"version\":1}",
        ] {
            assert!(
                matches!(PageFile::read(text), Err(Unreadable::NotAPage(_))),
                "{text}"
            );
        }
        let newer = json!({ "format": "portico-page", "version": 2, "doc": doc() });
        assert_eq!(PageFile::read(&newer.to_string()), Err(Unreadable::Newer));
        let deep = "[".repeat(200_000);
        assert_eq!(PageFile::read(&deep), Err(Unreadable::Limit(Limit::Depth)));
        let block = |id: usize| json!({ "id": format!("b{id}"), "type": "divider", "v": 1 });
        let many = json!({ "schema": 1, "blocks": (0..5001).map(block).collect::<Vec<_>>() });
        for many in [
            many.clone(),
            json!({ "format": "portico-page", "version": 1, "doc": many }),
        ] {
            assert_eq!(
                PageFile::read(&many.to_string()),
                Err(Unreadable::Limit(Limit::Blocks))
            );
        }
        let nested = (0..21).fold(
            json!({ "id": "in", "type": "x" }),
            |inner, level| json!({ "id": format!("n{level}"), "type": "x", "slots": { "s": [inner] } }),
        );
        let nested = json!({ "schema": 1, "blocks": [nested] });
        assert_eq!(
            PageFile::read(&nested.to_string()),
            Err(Unreadable::Limit(Limit::Depth))
        );
    }

    #[test]
    fn settings_that_cant_be_used_are_left_out() {
        let file = json!({ "format": "portico-page", "version": 1, "title": "a\u{202E}b", "slug": "../x",
            "description": "x".repeat(400), "doc": doc() });
        let settings = PageFile::read(&file.to_string()).unwrap().settings();
        assert_eq!(
            (
                settings.title.as_str(),
                settings.slug.as_str(),
                settings.description.as_str()
            ),
            ("", "", "")
        );
        assert!(settings.noindex);
    }
}
