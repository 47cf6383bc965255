//! The inspector: what can be set of the selected block, and who sees it.

mod field;
mod image;
mod list;
mod rule;

use super::Builder;
use crate::ui::{Icon, IconName};
use domain::page::{BlockId, meta};
use leptos::{prelude::*, task::spawn_local};

/// The inspector of what is selected.
pub(super) fn inspector(builder: Builder) -> impl IntoView {
    // Made anew when another block is selected, or when open fields would show what is not so any more.
    let at = Memo::new(move |_| (builder.selected.get(), builder.fresh.get()));
    let body = move || {
        let (selected, _) = at.get();
        match selected.as_slice() {
            [] => nothing().into_any(),
            [id] => one(builder, id.clone()),
            many => several(builder, many.len()).into_any(),
        }
    };
    view! { <div class="inspector">{body}</div> }
}

fn nothing() -> impl IntoView {
    view! {
        <div class="inspector-empty muted">
            <p><strong>"Nothing is selected."</strong></p>
            <p>"Press a block on the page to set what it says, how it looks and who sees it."</p>
        </div>
    }
}

fn several(builder: Builder, many: usize) -> impl IntoView {
    view! {
        <div class="stack">
            <h2>{format!("{many} blocks")}</h2>
            <div class="cluster">
                <button type="button" class="button small" on:click=move |_| builder.duplicate()>"Duplicate"</button>
                <button type="button" class="button small danger" on:click=move |_| builder.remove()>"Delete"</button>
            </div>
            {keep_section(builder)}
        </div>
    }
}

fn one(builder: Builder, id: BlockId) -> AnyView {
    let known = builder.with_doc(|doc| {
        let node = doc.node(&id)?;
        Some((
            meta(node.kind()),
            node.issue().map(ToString::to_string),
            node.show_if().cloned(),
        ))
    });
    let Some((meta, issue, show_if)) = known else {
        return nothing().into_any();
    };
    let icon = meta
        .and_then(|meta| IconName::from_name(meta.icon))
        .unwrap_or(IconName::Document);
    let label = meta.map_or("Block of a newer version", |meta| meta.label);
    let about = meta.map_or("", |meta| meta.description);
    let fields = match (&issue, meta) {
        (None, Some(meta)) => meta
            .fields
            .iter()
            .map(|field| field::field(builder, &id, field, field.name.to_owned()))
            .collect_view()
            .into_any(),
        (issue, _) => {
            let why = issue.clone().unwrap_or_default();
            view! { <p class="builder-notice warning">{why}</p> }.into_any()
        }
    };
    let parent = builder.with_doc(|doc| {
        let home = doc.node(&id)?.home()?;
        Some((home.block.clone(), doc.name(&home.block)))
    });
    let hidden = {
        let id = id.clone();
        move || {
            builder.changes.track();
            builder.seen.with_value(|seen| seen.hidden.get(&id).cloned())
        }
    };
    view! {
        <div class="stack">
            {parent.map(|(id, name)| view! {
                <button type="button" class="button quiet small inspector-parent" on:click=move |_| {
                    builder.select(vec![id.clone()]);
                    builder.reveal(&id);
                }><Icon name=IconName::ArrowUp/>{name}</button>
            })}
            <header class="inspector-head">
                <h2><Icon name=icon/>{label}</h2>
                <p class="muted small">{about}</p>
            </header>
            {move || hidden().map(|why| view! { <p class="builder-notice small"><Icon name=IconName::EyeOff/>{why}</p> })}
            <div class="stack inspector-fields">{fields}</div>
            {rule::rule(builder, id, show_if)}
            {keep_section(builder)}
        </div>
    }
    .into_any()
}

/// Keeps what is selected as a section for other pages.
fn keep_section(builder: Builder) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let keep = move || {
        let blocks = builder.with_doc(|doc| {
            let ids = doc.outermost(&builder.selected.get_untracked());
            ids.iter().filter_map(|id| doc.stored(id)).collect::<Vec<_>>()
        });
        let called = name.get_untracked().trim().to_owned();
        if called.is_empty() {
            said.set("Please give it a name.".to_owned());
            return;
        }
        spawn_local(async move {
            match crate::staff::pages::api::save_page_section(called, blocks).await {
                Ok(section) => {
                    said.set(format!("“{}” is among your sections now.", section.name));
                    builder
                        .opened
                        .update_value(|opened| opened.sections.push(section));
                    builder.all_changed();
                }
                Err(error) => said.set(error.to_string()),
            }
        });
    };
    view! {
        <details class="inspector-more">
            <summary>"Keep as a section"</summary>
            <div class="stack tight">
                <p class="muted small">"A copy under a name, to be put on other pages."</p>
                <label class="visually-hidden" for="section-name">"Name of the section"</label>
                <div class="cluster">
                    <input id="section-name" class="input" maxlength="80" placeholder="Name" autocomplete="off"
                        on:input=move |event| name.set(event_target_value(&event))
                        on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); keep(); }/>
                    <button type="button" class="button small" on:click=move |_| keep()>"Keep"</button>
                </div>
                <p class="small" role="status">{move || said.get()}</p>
            </div>
        </details>
    }
}
