//! The menu as stored, saving it as a whole or by one button, and a look at it as a client.

use crate::error::AppError;
use domain::{
    ids::ContactId,
    menu::{MenuChange, MenuForm, MenuView, ShownItem},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::{
        platform::{self, Answer},
        portal::menu::named,
    },
    backend::portal_settings::menu,
};

/// The page.
pub const MENU_PAGE: &str = "/staff/settings/portal/menu";

/// The menu as stored, and what it can lead to.
#[server(prefix = "/api/staff", endpoint = "menu_settings")]
pub async fn menu_settings() -> Result<MenuView, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(menu::view(&backend, &staff).await?)
}

/// Saves the whole menu.
#[server(prefix = "/api/staff", endpoint = "save_menu")]
pub async fn save_menu(form: MenuForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = menu::save(&backend, &staff, &form).await;
    let refused = Answer::new("menu", &form, MENU_PAGE.to_owned());
    platform::answer(refused, saved, |()| format!("{MENU_PAGE}?done=saved")).await
}

/// Makes one change of the stored menu.
#[server(prefix = "/api/staff", endpoint = "change_menu")]
pub async fn change_menu(form: MenuChange) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let changed = menu::change(&backend, &staff, &form).await;
    let refused = Answer::new("menu_change", &form, page_of(&form));
    platform::answer(refused, changed, |()| format!("{MENU_PAGE}?done=saved")).await
}

/// The items that a contact would see of a menu, each with its text; of the stored one when none is sent.
#[server(prefix = "/api/staff", endpoint = "preview_menu")]
pub async fn preview_menu(
    #[server(default)] doc: String,
    contact: ContactId,
) -> Result<Vec<ShownItem>, AppError> {
    let (backend, staff) = platform::staff()?;
    let preview = menu::preview(&backend, &staff, &doc, contact).await?;
    Ok(named(preview.locale, preview.items))
}

/// The page that a change was made on: an item's form, if it is an id at all, or the menu.
#[cfg(feature = "ssr")]
fn page_of(form: &MenuChange) -> String {
    match domain::menu::ItemId::new(&form.item) {
        Some(id) if form.act == "edit" => format!("{MENU_PAGE}?item={id}"),
        _ => MENU_PAGE.to_owned(),
    }
}
