//! On a phone one room is in view at a time: the page, the blocks, the outline or the settings.

use super::Builder;
use crate::ui::{Icon, IconName};
use leptos::prelude::*;

/// What is in view on a narrow screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The canvas.
    Page,
    /// The palette.
    Blocks,
    /// The outline.
    Outline,
    /// The inspector.
    Settings,
}

impl Side {
    /// As the stylesheet knows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Blocks => "blocks",
            Self::Outline => "outline",
            Self::Settings => "settings",
        }
    }
}

/// The tabs at the lower edge of a narrow screen.
pub(super) fn tabs(builder: Builder) -> impl IntoView {
    let tab = move |side: Side, icon, label| {
        let chosen = move || builder.side.get() == side;
        view! {
            <button type="button" class="builder-tab" aria-pressed=move || if chosen() { "true" } else { "false" }
                on:click=move |_| builder.side.set(side)>
                <Icon name=icon/>
                <span>{label}</span>
            </button>
        }
    };
    view! {
        <nav class="builder-tabs" aria-label="Rooms">
            {tab(Side::Page, IconName::Document, "Page")}
            {tab(Side::Blocks, IconName::Plus, "Blocks")}
            {tab(Side::Outline, IconName::List, "Outline")}
            {tab(Side::Settings, IconName::Sliders, "Settings")}
        </nav>
    }
}

impl Builder {
    /// Shows the settings of what is selected, and goes to the first of them.
    pub(super) fn open_settings(self) {
        self.side.set(Side::Settings);
        super::browser::focus_on(
            ".inspector :is(input, select, textarea, button, [tabindex='0']):not([hidden])".to_owned(),
        );
    }
}
