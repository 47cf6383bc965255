//! Links: where they lead for this reader.

use crate::Page;
use domain::page::{Href, HrefPiece, Scheme, rich_text::MergeTag};
use maud::{Markup, html};

/// Where a link leads for a reader.
pub(crate) struct Target {
    href: String,
    outside: bool,
}

impl Page<'_> {
    /// Where an address leads; `None` if this reader can't go there, or it is none.
    pub(crate) fn target(self, href: &str) -> Option<Target> {
        self.target_of(&Href::parse(href).ok()?)
    }

    fn target_of(self, href: &Href) -> Option<Target> {
        Some(match href {
            Href::Page(id) => Target {
                href: self.around.page(*id)?,
                outside: false,
            },
            Href::Outside(scheme, _) => Target {
                href: href.resolve(|tag| self.around.value(tag))?,
                outside: matches!(scheme, Scheme::Https | Scheme::Http),
            },
        })
    }

    /// A link around something. In the builder it is one that leads nowhere, whether or not its address can be resolved; for a
    /// reader it is `None` if there is nowhere to go.
    pub(crate) fn link(
        self,
        href: &str,
        class: Option<&str>,
        title: Option<&str>,
        new_tab: bool,
        content: &Markup,
    ) -> Option<Markup> {
        if self.editing() {
            return Some(html! { a class=[class] data-href=(href) title=[title] { (content) } });
        }
        let Target { href, outside } = self.target(href)?;
        let apart = outside.then_some("noopener noreferrer");
        Some(html! {
            @if new_tab {
                a class=[class] href=(href) title=[title] target="_blank" rel="noopener noreferrer" {
                    (content) " " span class="visually-hidden" { (self.around.words().new_tab) }
                }
            } @else {
                a class=[class] href=(href) title=[title] rel=[apart] { (content) }
            }
        })
    }

    /// An e-mail address or a telephone number as a link to itself, as a contact card has it; `None` if it is empty.
    pub(crate) fn reach(self, scheme: Scheme, text: &str) -> Option<Markup> {
        let pieces = MergeTag::split(text.trim());
        let mut shown = String::new();
        for piece in &pieces {
            match piece {
                Ok(tag) => match self.around.value(tag) {
                    Some(value) => shown.push_str(&value),
                    None if self.editing() => shown.push_str(&format!("{{{{{}}}}}", tag.path)),
                    None => {}
                },
                Err(text) => shown.push_str(text),
            }
        }
        if shown.trim().is_empty() {
            return None;
        }
        let shown = html! { (shown.trim()) };
        if self.editing() {
            return Some(html! { a data-href=(text) { (shown) } });
        }
        let pieces = pieces.into_iter().map(|piece| match piece {
            Ok(tag) => HrefPiece::Tag(tag),
            Err(text) => HrefPiece::Text(text.replace(' ', "")),
        });
        Some(match self.target_of(&Href::Outside(scheme, pieces.collect())) {
            Some(Target { href, .. }) => html! { a href=(href) { (shown) } },
            None => shown,
        })
    }
}
