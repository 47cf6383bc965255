//! The builder's page: no frame of the staff's side, because the builder fills the window.

use super::{api::open_page, builder::PageBuilder};
use crate::{platform, staff::frame::bare_staff_page};
use domain::{ids::PageId, role::Permission};
use leptos::prelude::*;

/// The builder of a page.
#[component]
pub fn BuildPage() -> impl IntoView {
    let id = platform::param::<PageId>("id");
    bare_staff_page("Page builder", async move {
        platform::permitted(Permission::PagesManage)?;
        let opened = open_page(id?).await?;
        Ok(view! { <PageBuilder opened/> }.into_any())
    })
}
