//! The palette: every kind of block, and sections kept for reuse.

use super::Builder;
use crate::ui::{Icon, IconName};
use domain::{
    page::{BlockMeta, Group, REGISTRY, StoredBlock},
    pages::editing::Section,
};
use leptos::prelude::*;
use uuid::Uuid;

/// The palette. An item is dragged, or pressed to be put after what is selected.
pub(super) fn palette(builder: Builder) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let may_embed = builder.opened.with_value(|opened| opened.may_embed);
    let group = move |group: Group| {
        let items = REGISTRY
            .iter()
            .filter(|meta| meta.group == group && (may_embed || !meta.restricted));
        let items: Vec<&'static BlockMeta> = items.collect();
        let any = items.clone();
        view! {
            <section class="palette-group" hidden=move || !search.with(|words| any.iter().any(|meta| meta.matches(words)))>
                <h3>{group.label()}</h3>
                <ul role="list" class="palette-items">
                    {items.into_iter().map(|meta| item(builder, search, meta)).collect_view()}
                </ul>
            </section>
        }
    };
    view! {
        <section class="palette" aria-label="Blocks" id="palette">
            <h2>"Blocks"</h2>
            <div class="field">
                <label class="visually-hidden" for="palette-search">"Find a block"</label>
                <input id="palette-search" class="input" type="search" placeholder="Find a block" autocomplete="off"
                    on:input=move |event| search.set(event_target_value(&event))/>
            </div>
            {Group::ALL.into_iter().map(group).collect_view()}
            {sections(builder)}
        </section>
    }
}

fn item(builder: Builder, search: RwSignal<String>, meta: &'static BlockMeta) -> impl IntoView {
    let icon = IconName::from_name(meta.icon).unwrap_or(IconName::Document);
    view! {
        <li hidden=move || !search.with(|words| meta.matches(words))>
            <button type="button" class="palette-item" data-kind=meta.kind title=meta.description
                on:click=move |_| if !builder.just_dropped() { builder.add(meta.kind) }>
                <Icon name=icon/>
                <span>{meta.label}</span>
            </button>
        </li>
    }
}

fn sections(builder: Builder) -> impl IntoView {
    let all = move || {
        // A new section is a change of the page's surroundings.
        builder.shape.track();
        builder.opened.with_value(|opened| opened.sections.clone())
    };
    let item = move |section: Section| {
        let id = section.id;
        view! {
            <li>
                <button type="button" class="palette-item" data-section=id.to_string()
                    on:click=move |_| if !builder.just_dropped() { builder.add_section(id) }>
                    <Icon name=IconName::Documents/>
                    <span>{section.name}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="palette-group" hidden=move || all().is_empty()>
            <h3>"Your sections"</h3>
            <ul role="list" class="palette-items">
                <For each=all key=|section| section.id children=item/>
            </ul>
        </section>
    }
}

impl Builder {
    /// A copy of a section, with ids of its own.
    pub(super) fn section(self, id: Uuid) -> Vec<StoredBlock> {
        let blocks = self.opened.with_value(|opened| {
            let section = opened.sections.iter().find(|section| section.id == id);
            section.map(|section| section.blocks.clone()).unwrap_or_default()
        });
        blocks
            .into_iter()
            .map(|block| block.renamed(&mut || super::browser::random()))
            .collect()
    }

    fn add_section(self, id: Uuid) {
        self.insert_near(self.section(id));
    }
}
