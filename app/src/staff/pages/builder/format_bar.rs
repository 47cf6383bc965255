//! The bar over a text that is written: how it looks, links, and the list of merge tags.

use super::{Builder, browser};
use crate::ui::{Icon, IconName};
use domain::merge::{self, Place, Shape, TagType};
use leptos::{html, prelude::*};
use serde_json::json;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// So many tags are listed at once.
const LISTED: usize = 8;

/// A tag that can be put into a text.
#[derive(Clone)]
struct Choice {
    path: String,
    label: &'static str,
    group: &'static str,
    example: &'static str,
    /// Whether it can be empty, so that it should say what stands there then.
    optional: bool,
}

/// The tags that have all of some words; of the path, the label or the group.
fn found(words: &str) -> Vec<Choice> {
    let words: Vec<String> = words
        .to_lowercase()
        .split(['.', ' ', '_'])
        .map(str::to_owned)
        .collect();
    let roots = merge::roots().filter(|root| root.places.include(Place::Page) && root.shape == Shape::One);
    let tags = roots.flat_map(|root| {
        let fits = |tag: &&merge::Tag| tag.places.include(Place::Page) && tag.kind != TagType::List;
        root.tags.iter().filter(fits).map(move |tag| Choice {
            path: format!("{}.{}", root.key, tag.name),
            label: tag.label,
            group: root.label,
            example: tag.example,
            optional: tag.optional,
        })
    });
    let fits = |choice: &Choice| {
        let about = format!("{} {} {}", choice.path, choice.label, choice.group).to_lowercase();
        words.iter().all(|word| about.contains(word.as_str()))
    };
    tags.filter(fits).take(LISTED).collect()
}

/// The bar. It keeps its place while nothing is written, so that nothing jumps.
pub(super) fn bar(builder: Builder) -> impl IntoView {
    let linking = RwSignal::new(false);
    let at = builder.writing.at;
    let on = move |name: &'static str| {
        at.with(|at| {
            at.as_ref()
                .is_some_and(|at| at.active.iter().any(|active| active == name))
        })
    };
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
                on:click=move |_| builder.format(name, arg)>{icon}</button>
        }
    };
    let letter = |letter: &'static str| view! { <span class="format-letter">{letter}</span> }.into_any();
    view! {
        <div class="format-bar" class:idle=move || at.with(Option::is_none)>
            <p class="format-hint muted small">"Press a text twice to write in it. Drag a block to move it."</p>
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
            {tag_menu(builder)}
            <button type="button" class="button small format-done" on:click=move |_| builder.stop_writing()>"Done"</button>
            {move || (linking.get() && at.with(Option::is_some)).then(|| link_form(builder, linking))}
            </div>
        </div>
    }
}

/// Where a link leads: a page of the portal, or an address.
fn link_form(builder: Builder, linking: RwSignal<bool>) -> impl IntoView {
    let now = builder
        .writing
        .at
        .with_untracked(|at| at.as_ref().map(|at| at.link.clone()).unwrap_or_default());
    let field: NodeRef<html::Input> = NodeRef::new();
    let pages = builder.opened.with_value(|opened| opened.pages.clone());
    let options = pages
        .into_iter()
        .map(|(id, title)| view! { <option value=format!("page:{id}")>{title}</option> })
        .collect_view();
    let set = move |href: String| {
        builder.format("link", href.trim());
        linking.set(false);
    };
    view! {
        <form class="format-link" on:submit=move |event| {
            event.prevent_default();
            set(field.get_untracked().map(|field| field.value()).unwrap_or_default());
        }>
            <label class="visually-hidden" for="link-address">"Address"</label>
            <input id="link-address" class="input" node_ref=field value=now autocomplete="off" placeholder="https://…, mailto:…, tel:…"/>
            <label class="visually-hidden" for="link-page">"Or a page"</label>
            <select id="link-page" class="input" on:change=move |event| {
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

/// All tags, to choose from by hand.
fn tag_menu(builder: Builder) -> impl IntoView {
    let words = RwSignal::new(String::new());
    view! {
        <details class="menu tag-menu" name="format">
            <summary class="format" title="Merge tag: type {{">"{ }"<span class="visually-hidden">"Merge tag"</span></summary>
            <div class="menu-panel">
                <label class="visually-hidden" for="tag-words">"Find a tag"</label>
                <input id="tag-words" class="input" type="search" placeholder="Find a tag" autocomplete="off"
                    on:input=move |event| words.set(event_target_value(&event))/>
                <ul role="list">
                    {move || found(&words.get()).into_iter().map(|choice| {
                        let picked = choice.clone();
                        view! {
                            <li><button type="button" class="tag-choice" on:click=move |event| {
                                builder.put_tag(&picked);
                                let menu = browser::target(&event).and_then(|on| on.closest("details").ok().flatten());
                                if let Some(menu) = menu { let _ = menu.remove_attribute("open"); }
                            }>{told(&choice)}</button></li>
                        }
                    }).collect_view()}
                </ul>
            </div>
        </details>
    }
}

fn told(choice: &Choice) -> impl IntoView + use<> {
    view! {
        <span><strong>{choice.label}</strong>" "<span class="muted small">{choice.group}</span></span>
        <code>{format!("{{{{{}}}}}", choice.path)}</code>
        <span class="muted small">{choice.example}</span>
    }
}

/// The tags that fit what is typed after `{{`, where it is typed.
pub(super) fn typed_tags(builder: Builder) -> impl IntoView {
    let list: NodeRef<html::Div> = NodeRef::new();
    let at = builder.writing.at;
    let typed = Memo::new(move |_| at.with(|at| at.as_ref().and_then(|at| at.tag.clone())));
    let choices = Memo::new(move |_| {
        typed
            .get()
            .map(|(words, ..)| found(&words).len())
            .unwrap_or_default()
    });
    Effect::new(move |_| {
        let Some((_, left, bottom)) = typed.get() else {
            return;
        };
        builder.writing.choice.set(0);
        if let Some(list) = list.get() {
            let list: &HtmlElement = list.unchecked_ref();
            browser::style(
                list,
                "transform",
                &format!("translate({left}px, {}px)", bottom + 4.0),
            );
        }
    });
    view! {
        <div class="typed-tags" role="listbox" aria-label="Merge tags" node_ref=list hidden=move || choices.get() == 0>
            {move || typed.get().map(|(words, ..)| found(&words).into_iter().enumerate().map(|(nth, choice)| {
                let picked = choice.clone();
                view! {
                    <div class="tag-choice" role="option"
                        aria-selected=move || if builder.writing.choice.get() == nth { "true" } else { "false" }
                        on:pointerdown=move |event| { event.prevent_default(); builder.put_tag(&picked); }
                    >{told(&choice)}</div>
                }
            }).collect_view())}
        </div>
    }
}

impl Builder {
    /// Puts a tag into the text; one that can be empty says so by an empty fallback to fill in.
    fn put_tag(self, choice: &Choice) {
        let fallback = choice.optional.then_some("");
        let attrs = json!({ "path": choice.path, "fallback": fallback, "format": null });
        self.format("tag", &attrs.to_string());
        self.say(format!("{} is put in.", choice.label));
    }

    /// A key while a tag is typed; whether the list took it.
    pub(super) fn tag_key(self, key: &str) -> bool {
        let typed = self
            .writing
            .at
            .with_untracked(|at| at.as_ref().and_then(|at| at.tag.clone()));
        let Some((words, ..)) = typed else { return false };
        let all = found(&words);
        if all.is_empty() {
            return false;
        }
        let at = self.writing.choice.get_untracked().min(all.len() - 1);
        let next = match key {
            "ArrowDown" => (at + 1) % all.len(),
            "ArrowUp" => (at + all.len() - 1) % all.len(),
            "Enter" | "Tab" => {
                // At once: what is typed next belongs after the tag.
                if let Some(choice) = all.get(at) {
                    self.put_tag(choice);
                }
                return true;
            }
            _ => return false,
        };
        self.writing.choice.set(next);
        if let Some(choice) = all.get(next) {
            self.say(format!("{}, {}", choice.label, choice.group));
        }
        true
    }
}
