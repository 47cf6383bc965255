//! Formatted text.

use crate::Page;
use domain::page::rich_text::{Inline, Mark, RichBlock, RichDoc, RichLine};
use maud::{Markup, html};

const KEPT: &str = "Something of a newer version. It is kept.";

impl Page<'_> {
    /// A text of several paragraphs; `None` if a reader would see nothing of it.
    pub(crate) fn rich(self, doc: &RichDoc, field: &str, hint: &str) -> Option<Markup> {
        let empty = doc.blocks.iter().all(|block| self.is_empty(block));
        if empty {
            let hint = self.placeholder(hint)?;
            return Some(html! { div class="pb-rich" data-field=[self.mark(field)] { (hint) } });
        }
        Some(html! {
            div class="pb-rich" data-field=[self.mark(field)] { (self.paragraphs(&doc.blocks)) }
        })
    }

    /// A line of text without an element of its own; `None` if a reader would see nothing of it.
    pub(crate) fn line(self, line: &RichLine) -> Option<Markup> {
        let empty = line.inlines.iter().all(|inline| self.is_nothing(inline));
        (!empty).then(|| self.inlines(&line.inlines))
    }

    /// The same without its links, for what is a link itself.
    pub(crate) fn label(self, line: &RichLine) -> Option<Markup> {
        let mut line = line.clone();
        for inline in &mut line.inlines {
            if let Inline::Text { marks, .. } | Inline::Tag { marks, .. } = inline {
                marks.retain(|mark| !matches!(mark, Mark::Link { .. }));
            }
        }
        self.line(&line)
    }

    /// The same as plain text, for names.
    pub(crate) fn plain(self, line: &RichLine) -> String {
        let mut text = String::new();
        for inline in &line.inlines {
            match inline {
                Inline::Text { text: piece, .. } => text.push_str(piece),
                Inline::Break => text.push(' '),
                Inline::Tag { tag, .. } => text.extend(self.around.value(tag)),
                Inline::Opaque(_) => {}
            }
        }
        text.trim().to_owned()
    }

    fn is_empty(self, block: &RichBlock) -> bool {
        let nothing = |content: &[Inline]| content.iter().all(|inline| self.is_nothing(inline));
        match block {
            RichBlock::Paragraph(content) | RichBlock::Heading { content, .. } => nothing(content),
            RichBlock::BulletList(items) | RichBlock::OrderedList { items, .. } => {
                items.iter().flatten().all(|block| self.is_empty(block))
            }
            RichBlock::Quote(blocks) => blocks.iter().all(|block| self.is_empty(block)),
            RichBlock::Code(text) => text.trim().is_empty(),
            RichBlock::Rule => false,
            RichBlock::Opaque(_) => !self.editing(),
        }
    }

    fn is_nothing(self, inline: &Inline) -> bool {
        match inline {
            Inline::Text { text, .. } => text.trim().is_empty(),
            Inline::Break => true,
            Inline::Tag { tag, .. } => {
                let value = || self.around.value(tag);
                !self.editing() && value().is_none_or(|value| value.trim().is_empty())
            }
            Inline::Opaque(_) => !self.editing(),
        }
    }

    fn paragraphs(self, blocks: &[RichBlock]) -> Markup {
        html! { @for block in blocks { (self.paragraph(block)) } }
    }

    fn paragraph(self, block: &RichBlock) -> Markup {
        match block {
            // As in the editor, an empty paragraph is a line high.
            RichBlock::Paragraph(content) if content.is_empty() => html! { p { br; } },
            RichBlock::Paragraph(content) => html! { p { (self.inlines(content)) } },
            // A heading that says nothing would be one all the same to those who listen.
            RichBlock::Heading { .. } if self.is_empty(block) && !self.editing() => Markup::default(),
            RichBlock::Heading { level, content } => {
                let text = self.inlines(content);
                match level {
                    2 => html! { h2 { (text) } },
                    3 => html! { h3 { (text) } },
                    _ => html! { h4 { (text) } },
                }
            }
            RichBlock::BulletList(items) => html! { ul { (self.items(items)) } },
            RichBlock::OrderedList { start, items } => {
                let start = (*start != 1).then_some(start);
                html! { ol start=[start] { (self.items(items)) } }
            }
            RichBlock::Quote(blocks) => html! { blockquote { (self.paragraphs(blocks)) } },
            RichBlock::Code(text) => html! { pre { code { (text) } } },
            RichBlock::Rule => html! { hr; },
            RichBlock::Opaque(_) if self.editing() => html! { p class="pb-kept" { (KEPT) } },
            RichBlock::Opaque(_) => Markup::default(),
        }
    }

    fn items(self, items: &[Vec<RichBlock>]) -> Markup {
        html! { @for item in items { li { (self.paragraphs(item)) } } }
    }

    /// Pieces of one link are one link, so that it is one stop on the way through the page.
    fn inlines(self, inlines: &[Inline]) -> Markup {
        html! {
            @for pieces in inlines.chunk_by(|a, b| link(a) == link(b)) {
                @let content = html! { @for piece in pieces { (self.inline(piece)) } };
                // A link without words would be a stop all the same.
                @match pieces.first().and_then(link).filter(|_| !pieces.iter().all(|piece| self.is_nothing(piece))) {
                    Some((href, title)) => {
                        (self.link(href, None, title, false, &content).unwrap_or(content))
                    }
                    None => (content),
                }
            }
        }
    }

    fn inline(self, inline: &Inline) -> Markup {
        match inline {
            Inline::Text { text, marks } => marked(marks, html! { (text) }),
            Inline::Break => html! { br; },
            Inline::Tag { tag, marks } => {
                let value = self.around.value(tag).filter(|value| !value.trim().is_empty());
                let text = match value {
                    Some(value) if !self.editing() => html! { (value) },
                    None if !self.editing() => return Markup::default(),
                    Some(value) => html! { span class="pb-tag" data-path=(tag.path) { (value) } },
                    None => html! {
                        span class="pb-tag pb-tag-empty" data-path=(tag.path) { "{{" (tag.path) "}}" }
                    },
                };
                marked(marks, text)
            }
            Inline::Opaque(_) if self.editing() => html! { span class="pb-kept" { (KEPT) } },
            Inline::Opaque(_) => Markup::default(),
        }
    }
}

fn link(inline: &Inline) -> Option<(&str, Option<&str>)> {
    inline.marks().iter().find_map(|mark| match mark {
        Mark::Link { href, title } => Some((href.as_str(), title.as_deref())),
        _ => None,
    })
}

/// Marks that this version does not know change nothing: the text is what matters.
fn marked(marks: &[Mark], text: Markup) -> Markup {
    marks.iter().rev().fold(text, |text, mark| match mark {
        Mark::Strong => html! { strong { (text) } },
        Mark::Em => html! { em { (text) } },
        Mark::Underline => html! { u { (text) } },
        Mark::Code => html! { code { (text) } },
        Mark::Link { .. } | Mark::Opaque(_) => text,
    })
}
