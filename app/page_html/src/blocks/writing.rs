//! Headings, texts, buttons, notices, tables, people.

use super::align;
use crate::{Page, Root};
use domain::page::{
    Button, ButtonStyle, Callout, ContactCard, Heading, HeadingLevel, Scheme, Table, Text, Tone,
    rich_text::RichLine,
};
use maud::{Markup, html};

impl Page<'_> {
    pub(super) fn heading(self, root: Root<'_>, heading: &Heading) -> Option<Markup> {
        let line = self.line(&heading.text);
        let root = root.and("align-", align(heading.align));
        let root = root.and_if(line.is_none(), "empty");
        let line = self.or_hint(line, "Write a heading")?;
        let Root { class, bid, why, .. } = &root;
        let (why, field) = (why.as_deref(), self.mark("text"));
        Some(match heading.level {
            HeadingLevel::H2 => {
                html! { h2 class=(class) data-bid=[bid] data-why=[why] { span data-field=[field] { (line) } } }
            }
            HeadingLevel::H3 => {
                html! { h3 class=(class) data-bid=[bid] data-why=[why] { span data-field=[field] { (line) } } }
            }
            HeadingLevel::H4 => {
                html! { h4 class=(class) data-bid=[bid] data-why=[why] { span data-field=[field] { (line) } } }
            }
        })
    }

    /// A line, or in the builder what to do about there being none; `None` where a reader would see nothing.
    fn or_hint(self, line: Option<Markup>, hint: &str) -> Option<Markup> {
        line.or_else(|| self.editing().then(|| html! { (hint) }))
    }

    pub(super) fn text(self, root: &Root<'_>, text: &Text) -> Option<Markup> {
        let text = self.rich(&text.text, "text", "Write something")?;
        Some(html! { div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] { (text) } })
    }

    pub(super) fn button(self, root: Root<'_>, button: &Button) -> Option<Markup> {
        let style = match button.style {
            ButtonStyle::Primary => "pb-btn pb-btn-primary",
            ButtonStyle::Secondary => "pb-btn pb-btn-secondary",
            ButtonStyle::Plain => "pb-btn pb-btn-plain",
        };
        let line = self.label(&button.text);
        let class = if line.is_none() {
            format!("{style} pb-empty")
        } else {
            style.to_owned()
        };
        let line = self.or_hint(line, "Write what the button does")?;
        let text = html! { span data-field=[self.mark("text")] { (line) } };
        let link = self.link(&button.href, Some(&class), None, button.new_tab, &text)?;
        let root = root.and("align-", align(button.align));
        Some(html! { div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] { (link) } })
    }

    pub(super) fn callout(self, root: Root<'_>, callout: &Callout) -> Option<Markup> {
        let title = self.line(&callout.title);
        let text = self.rich(&callout.text, "text", "Write a notice");
        if title.is_none() && text.is_none() {
            return None;
        }
        let (tone, sign) = match callout.tone {
            Tone::Info => ("info", "i"),
            Tone::Success => ("success", "✓"),
            Tone::Warning => ("warning", "!"),
            Tone::Danger => ("danger", "!"),
        };
        let name = self.around.words().tone(callout.tone);
        let root = root.and("tone-", tone);
        Some(html! {
            div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] role="note" aria-label=(name) {
                span class="pb-sign" aria-hidden="true" { (sign) }
                div class="pb-callout-text" {
                    @if let Some(title) = title { p class="pb-title" data-field=[self.mark("title")] { (title) } }
                    @if let Some(text) = text { (text) }
                }
            }
        })
    }

    pub(super) fn table(self, root: &Root<'_>, table: &Table) -> Option<Markup> {
        let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        let cells: Vec<Vec<Option<Markup>>> = table
            .rows
            .iter()
            .map(|row| (0..width).map(|column| self.line(row.get(column)?)).collect())
            .collect();
        let caption = table.caption.trim();
        if caption.is_empty() && cells.iter().flatten().all(Option::is_none) && !self.editing() {
            return None;
        }
        if width == 0 {
            let hint = self.placeholder("No cells yet")?;
            return Some(
                html! { div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] { (hint) } },
            );
        }
        let name = if caption.is_empty() {
            &*self.around.words().table
        } else {
            caption
        };
        let heads = usize::from(table.header);
        // It scrolls sideways where it is too wide, so it can be reached by keyboard.
        let stop = (!self.editing()).then_some("0");
        Some(html! {
            div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] role="region" aria-label=(name) tabindex=[stop] {
                table {
                    @if !caption.is_empty() { caption { (caption) } }
                    @if table.header {
                        thead { @for (nth, row) in cells.iter().enumerate().take(heads) { (self.row(nth, row, true)) } }
                    }
                    tbody { @for (nth, row) in cells.iter().enumerate().skip(heads) { (self.row(nth, row, false)) } }
                }
            }
        })
    }

    fn row(self, nth: usize, cells: &[Option<Markup>], header: bool) -> Markup {
        let field = |column| self.editing().then(|| format!("rows.{nth}.{column}"));
        html! {
            tr {
                @for (column, cell) in cells.iter().enumerate() {
                    @match (header, cell) {
                        // A heading without words would name nothing.
                        (true, Some(cell)) => { th scope="col" data-field=[field(column)] { (cell) } }
                        (_, Some(cell)) => { td data-field=[field(column)] { (cell) } }
                        (_, None) => { td data-field=[field(column)] {} }
                    }
                }
            }
        }
    }

    pub(super) fn contact_card(self, root: &Root<'_>, card: &ContactCard) -> Option<Markup> {
        let name = self.line(&card.name);
        let role = self.line(&card.role);
        let email = self.reach(Scheme::Mail, &card.email);
        let phone = self.reach(Scheme::Phone, &card.phone);
        let photo = (!card.photo.is_empty())
            .then(|| self.around.image(&card.photo))
            .flatten();
        if [&name, &role, &email, &phone].iter().all(|part| part.is_none()) && !self.editing() {
            return None;
        }
        let class = if name.is_none() {
            "pb-name pb-empty"
        } else {
            "pb-name"
        };
        let name = self.or_hint(name, "Write a name");
        Some(html! {
            div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] {
                // The name stands beside it.
                @match &photo {
                    Some(address) => { img class="pb-photo" src=(address) alt="" width="72" height="72" loading="lazy"; }
                    None => { span class="pb-photo pb-initials" aria-hidden="true" { (self.initials(&card.name)) } }
                }
                div class="pb-person" {
                    @if let Some(name) = name { p class=(class) data-field=[self.mark("name")] { (name) } }
                    @if let Some(role) = role { p class="pb-role" data-field=[self.mark("role")] { (role) } }
                    @if let Some(email) = email { p class="pb-reach" { (email) } }
                    @if let Some(phone) = phone { p class="pb-reach" { (phone) } }
                }
            }
        })
    }

    /// The first letters of the first and the last name.
    fn initials(self, name: &RichLine) -> String {
        let name = self.plain(name);
        let mut words = name.split_whitespace();
        let ends = [words.next(), words.next_back()];
        let letters = ends.into_iter().flatten().filter_map(|word| word.chars().next());
        letters.flat_map(char::to_uppercase).collect()
    }
}
