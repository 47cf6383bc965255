//! The bar over a text that is written: how it looks, and links.

use super::{
    tags::{tag_form, tag_menu},
    writer::Writer,
};
use crate::ui::{Icon, IconName};
use domain::ids::PageId;
use leptos::{html, prelude::*};

/// The bar. It keeps its place while nothing is written, so that nothing jumps.
///
/// `pages` are the portal's pages that a link can lead to, by id and title; `id` keeps the ids of its fields apart.
pub fn bar(
    writer: Writer,
    id: String,
    hint: &'static str,
    pages: Vec<(PageId, String)>,
    done: Option<impl Fn() + Copy + 'static>,
) -> impl IntoView {
    let pages = StoredValue::new(pages);
    let linking = RwSignal::new(false);
    let at = writer.at;
    let on = move |name: &'static str| {
        at.with(|at| {
            at.as_ref()
                .is_some_and(|at| at.active.iter().any(|active| active == name))
        })
    };
    let chosen = Memo::new(move |_| at.with(|at| at.as_ref().and_then(|at| at.chosen.clone())));
    let tag_id = id.clone();
    let many = move || at.with(|at| at.as_ref().is_some_and(|at| !at.one_line));
    let button = move |icon: AnyView,
                       label: &'static str,
                       keys: &'static str,
                       name: &'static str,
                       arg: &'static str,
                       active: &'static str| {
        let title = if keys.is_empty() {
            label.to_owned()
        } else {
            format!("{label} ({keys})")
        };
        view! {
            <button type="button" class="format" aria-label=label title=title
                aria-pressed=move || if on(active) { "true" } else { "false" }
                // The text keeps the focus.
                on:pointerdown=|event| event.prevent_default()
                on:click=move |_| writer.format(name, arg)>{icon}</button>
        }
    };
    let letter = |letter: &'static str| view! { <span class="format-letter">{letter}</span> }.into_any();
    view! {
        <div class="format-bar" class:idle=move || at.with(Option::is_none)>
            <p class="format-hint muted small">{hint}</p>
            <div class="format-tools" role="toolbar" aria-label="Text" hidden=move || at.with(Option::is_none)>
            {button(view! { <strong>"B"</strong> }.into_any(), "Bold", "Ctrl+B", "strong", "", "strong")}
            {button(view! { <em>"I"</em> }.into_any(), "Italic", "Ctrl+I", "em", "", "em")}
            {button(view! { <u>"U"</u> }.into_any(), "Underlined", "Ctrl+U", "underline", "", "underline")}
            {button(letter("</>"), "Code", "Ctrl+`", "code", "", "code")}
            <button type="button" class="format" aria-label="Link" title="Link"
                aria-pressed=move || if on("link") { "true" } else { "false" }
                on:pointerdown=|event| event.prevent_default() on:click=move |_| linking.update(|open| *open = !*open)>
                <Icon name=IconName::Link/>
            </button>
            <span class="format-group" hidden=move || !many()>
                {button(letter("¶"), "Paragraph", "", "paragraph", "", "paragraph")}
                {button(letter("H2"), "Section heading", "## and a blank", "heading", "2", "heading-2")}
                {button(letter("H3"), "Subheading", "### and a blank", "heading", "3", "heading-3")}
                {button(letter("•"), "List", "- and a blank", "bullet_list", "", "bullet_list")}
                {button(letter("1."), "Numbered list", "1. and a blank", "ordered_list", "", "ordered_list")}
                {button(letter("“"), "Quotation", "> and a blank", "quote", "", "blockquote")}
                {button(letter("―"), "Line across", "", "rule", "", "horizontal_rule")}
            </span>
            {tag_menu(writer, &id)}
            {done.map(|done| view! {
                <button type="button" class="button small format-done" on:click=move |_| done()>"Done"</button>
            })}
            {move || chosen.get().map(|tag| tag_form(writer, &tag_id, tag))}
            {move || (linking.get() && at.with(Option::is_some)).then(|| link_form(writer, &id, pages, linking))}
            </div>
        </div>
    }
}

/// Where a link leads: a page of the portal, or an address.
fn link_form(
    writer: Writer,
    id: &str,
    pages: StoredValue<Vec<(PageId, String)>>,
    linking: RwSignal<bool>,
) -> impl IntoView + use<> {
    let now = writer
        .at
        .with_untracked(|at| at.as_ref().map(|at| at.link.clone()).unwrap_or_default());
    let field: NodeRef<html::Input> = NodeRef::new();
    let pages = pages.get_value();
    let options = pages
        .into_iter()
        .map(|(id, title)| view! { <option value=format!("page:{id}")>{title}</option> })
        .collect_view();
    let set = move |href: String| {
        writer.format("link", href.trim());
        linking.set(false);
    };
    view! {
        <form class="format-link" on:submit=move |event| {
            event.prevent_default();
            set(field.get_untracked().map(|field| field.value()).unwrap_or_default());
        }>
            <label class="visually-hidden" for=format!("{id}-address")>"Address"</label>
            <input id=format!("{id}-address") class="input" node_ref=field value=now autocomplete="off" placeholder="https://…, mailto:…, tel:…"/>
            <label class="visually-hidden" for=format!("{id}-page")>"Or a page"</label>
            <select id=format!("{id}-page") class="input" on:change=move |event| {
                let page = event_target_value(&event);
                if !page.is_empty() { set(page); }
            }>
                <option value="">"Or a page…"</option>
                {options}
            </select>
            <button type="submit" class="button small primary">"Link"</button>
            <button type="button" class="button small" on:click=move |_| set(String::new())>"Remove link"</button>
        </form>
    }
}
