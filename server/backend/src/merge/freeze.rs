//! Freezing: a formatted text with tags becomes one without, as one reader would read it now. What a value contains is text from
//! then on, also where it looks like a tag.

use super::tags;
use crate::{
    Backend,
    error::Result,
    scope::{ClientScope, Rows},
};
use domain::page::{
    Href,
    rich_text::{Inline, Mark, MergeTag, RichBlock, RichDoc},
};
use std::collections::{BTreeMap, BTreeSet};

/// A text without tags.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frozen {
    /// The text.
    pub doc: RichDoc,
    /// The tags that stood for nothing, each once, as they are called ([`MergeTag::chip`]); nothing stands in their place.
    pub gaps: BTreeSet<String>,
}

/// Puts in what `value` gives for each tag, or else the tag's fallback. A value of several lines gets line breaks; a link whose
/// address lacks a value is no link any more.
pub fn freeze(doc: &RichDoc, value: impl Fn(&MergeTag) -> Option<String>) -> Frozen {
    let mut freezing = Freezing {
        value,
        gaps: BTreeSet::new(),
    };
    let blocks = freezing.blocks(&doc.blocks);
    Frozen {
        doc: RichDoc { blocks },
        gaps: freezing.gaps,
    }
}

/// The tags in a text, those in addresses of links too.
pub fn tags_of(doc: &RichDoc) -> Vec<MergeTag> {
    let mut all = Vec::new();
    for (_, inlines) in doc.lines() {
        for inline in inlines {
            if let Inline::Tag { tag, .. } = inline {
                all.push(tag.clone());
            }
            if let Some(Ok(href)) = inline.href().map(Href::parse) {
                all.extend(href.tags().cloned());
            }
        }
    }
    all
}

/// Freezes a text for a reader: `given` says what some paths stand for (`contract.number`), and all others are filled in through the
/// reader's own scope, as on a page.
///
/// # Errors
/// When the database fails.
pub(crate) async fn for_reader(
    backend: &Backend,
    rows: &Rows<'_, ClientScope>,
    doc: &RichDoc,
    given: &BTreeMap<String, String>,
) -> Result<Frozen> {
    let tags = tags_of(doc);
    let others = tags.iter().filter(|tag| !given.contains_key(&tag.path));
    let filled = tags::fill(backend, rows, others, &BTreeSet::new()).await?;
    Ok(freeze(doc, |tag| {
        let own = given.get(&tag.path).filter(|text| !text.trim().is_empty());
        own.or_else(|| filled.texts.get(&tag.typed())).cloned()
    }))
}

struct Freezing<V> {
    value: V,
    gaps: BTreeSet<String>,
}

impl<V: Fn(&MergeTag) -> Option<String>> Freezing<V> {
    fn blocks(&mut self, blocks: &[RichBlock]) -> Vec<RichBlock> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn items(&mut self, items: &[Vec<RichBlock>]) -> Vec<Vec<RichBlock>> {
        items.iter().map(|item| self.blocks(item)).collect()
    }

    fn block(&mut self, block: &RichBlock) -> RichBlock {
        match block {
            RichBlock::Paragraph(content) => RichBlock::Paragraph(self.inlines(content)),
            RichBlock::Heading { level, content } => RichBlock::Heading {
                level: *level,
                content: self.inlines(content),
            },
            RichBlock::BulletList(items) => RichBlock::BulletList(self.items(items)),
            RichBlock::OrderedList { start, items } => RichBlock::OrderedList {
                start: *start,
                items: self.items(items),
            },
            RichBlock::Quote(blocks) => RichBlock::Quote(self.blocks(blocks)),
            RichBlock::Code(_) | RichBlock::Rule | RichBlock::Opaque(_) => block.clone(),
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) -> Vec<Inline> {
        let mut frozen = Vec::new();
        for inline in inlines {
            match inline {
                Inline::Text { text, marks } => frozen.push(Inline::Text {
                    text: text.clone(),
                    marks: self.marks(marks),
                }),
                Inline::Tag { tag, marks } => {
                    let marks = self.marks(marks);
                    let text = self.text(tag);
                    for (nth, line) in text.lines().enumerate() {
                        frozen.extend((nth > 0).then_some(Inline::Break));
                        frozen.extend((!line.is_empty()).then(|| Inline::Text {
                            text: line.to_owned(),
                            marks: marks.clone(),
                        }));
                    }
                }
                Inline::Break | Inline::Opaque(_) => frozen.push(inline.clone()),
            }
        }
        frozen
    }

    fn found(&mut self, tag: &MergeTag) -> Option<String> {
        let value = (self.value)(tag).or_else(|| tag.fallback.clone());
        let value = value.filter(|text| !text.trim().is_empty());
        if value.is_none() {
            self.gaps.insert(tag.chip());
        }
        value
    }

    fn text(&mut self, tag: &MergeTag) -> String {
        self.found(tag).unwrap_or_default()
    }

    /// Marks with addresses that are written out.
    fn marks(&mut self, marks: &[Mark]) -> Vec<Mark> {
        let mut kept = Vec::new();
        for mark in marks {
            let Mark::Link { href, title } = mark else {
                kept.push(mark.clone());
                continue;
            };
            let parsed = Href::parse(href);
            match &parsed {
                Ok(address) if address.tags().next().is_some() => {
                    let values: BTreeMap<String, Option<String>> =
                        address.tags().map(|tag| (tag.typed(), self.found(tag))).collect();
                    let resolved = address.resolve(|tag| values.get(&tag.typed()).cloned().flatten());
                    kept.extend(resolved.map(|href| Mark::Link {
                        href,
                        title: title.clone(),
                    }));
                }
                _ => kept.push(mark.clone()),
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(tag: &MergeTag) -> Option<String> {
        match tag.path.as_str() {
            "contact.name" => Some("Niamh {{contact.email}}".to_owned()),
            "company.address" => Some("1 Quay\nDublin".to_owned()),
            "contact.email" => Some("niamh@example.com".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn values_are_text_and_never_read_again() {
        let doc = RichDoc::text("Dear {{contact.name}},\nof {{company.address}}");
        let frozen = freeze(&doc, value);
        assert_eq!(frozen.gaps.len(), 0);
        assert_eq!(tags_of(&frozen.doc), []);
        assert_eq!(
            frozen.doc.plain(),
            "Dear Niamh {{contact.email}},\nof 1 Quay\nDublin"
        );
        // Nor after it was stored.
        let stored = RichDoc::from_json(&frozen.doc.to_json()).unwrap();
        assert_eq!(stored, frozen.doc);
        assert_eq!(freeze(&stored, value).doc, frozen.doc);
    }

    #[test]
    fn what_is_empty_has_its_fallback_or_is_named() {
        let doc =
            RichDoc::text("{{contact.phone}}|{{contact.job_title | default(\"there\")}}|{{x.y}}|{{x.y}}");
        let frozen = freeze(&doc, value);
        assert_eq!(frozen.doc.plain(), "|there||");
        let named: Vec<_> = frozen.gaps.into_iter().collect();
        assert_eq!(named.len(), 2, "{named:?}");
        assert!(named.contains(&"‹x.y›".to_owned()), "{named:?}");
    }

    #[test]
    fn everything_around_a_tag_stays_and_links_are_written_out() {
        let link = |href: &str| {
            let marks = vec![
                Mark::Strong,
                Mark::Link {
                    href: href.to_owned(),
                    title: None,
                },
            ];
            Inline::Text {
                text: "here".to_owned(),
                marks,
            }
        };
        let item = |inline| vec![RichBlock::Paragraph(vec![inline])];
        let doc = |hrefs: [&str; 2]| RichDoc {
            blocks: vec![
                RichBlock::Heading {
                    level: 2,
                    content: Inline::of("1"),
                },
                RichBlock::OrderedList {
                    start: 3,
                    items: hrefs.map(|href| item(link(href))).to_vec(),
                },
                RichBlock::Quote(vec![RichBlock::Rule]),
                RichBlock::Code("{{contact.name}}".to_owned()),
            ],
        };
        let mail = "mailto:{{contact.email}}";
        assert_eq!(
            freeze(&doc([mail, "https://example.com"]), value).doc,
            doc(["mailto:niamh@example.com", "https://example.com"])
        );
        let missing = freeze(&doc(["https://example.com/{{x.y}}", mail]), value);
        assert_eq!(missing.gaps.len(), 1);
        let first = missing.doc.lines()[1].1[0].clone();
        assert_eq!((first.href(), first.marks()), (None, [Mark::Strong].as_slice()));
    }
}
