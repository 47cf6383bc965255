//! The menu's page.

use super::{
    api::{MENU_PAGE, menu_settings, preview_menu},
    islands::MenuEditor,
};
use crate::{
    error::AppError, platform, staff::settings::portal::frame::portal_settings_page, ui::ConflictNotice,
};
use domain::{
    form::FormView,
    ids::ContactId,
    menu::{ItemId, MenuChange},
    settings::Area,
};
use leptos::prelude::*;

/// The menu's editor.
#[component]
pub fn MenuPage() -> impl IntoView {
    portal_settings_page(Some(Area::Menu), async {
        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct Query {
            item: String,
            client: String,
        }
        let query = platform::query::<Query>();
        let view = menu_settings().await?;
        let returned = platform::returned_form::<MenuChange>("menu_change").await;
        let conflict = returned.as_ref().is_some_and(|form| form.stored.is_some());
        let FormView { values, errors, .. } =
            returned.unwrap_or_else(|| FormView::fresh(MenuChange::default()));
        let seen = if query.client.is_empty() {
            None
        } else {
            let client: ContactId = query.client.parse().map_err(|_| AppError::NotFound)?;
            Some((client, preview_menu(String::new(), client).await?))
        };
        let open = ItemId::new(&query.item).filter(|id| view.menu.item(id).is_some());
        Ok(view! {
            <div class="stack">
                {conflict.then(|| view! { <ConflictNotice subject="menu" reload=MENU_PAGE/> })}
                <MenuEditor view typed=values errors open seen/>
            </div>
        }
        .into_any())
    })
}
