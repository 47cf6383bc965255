//! Portal: a page of the provider's own. It needs no script at all, and gets none ([`crate::shell`]).

use super::api::own_page;
use crate::{
    platform,
    portal::frame::portal_page_called,
    ui::{PageHeader, WrittenBlocks},
};
use domain::page::VideoHost;
use leptos::prelude::*;
use leptos_meta::Meta;

/// A page of the provider's own. One that is not there, not published or not for this reader leads to one and the same "not found".
#[component]
pub fn OwnPage() -> impl IntoView {
    let slug = platform::param::<String>("slug");
    portal_page_called(async move {
        let page = own_page(slug?).await?;
        if page.videos {
            platform::allow_frames(&VideoHost::ORIGINS);
        }
        let description = page.description;
        let body = view! {
            {(!description.is_empty()).then(|| view! { <Meta name="description" content=description/> })}
            <div class="page">
                <PageHeader title=page.title/>
                <WrittenBlocks html=page.html/>
            </div>
        };
        Ok((page.tab, body.into_any()))
    })
}
