//! Pages of the provider's own.

pub mod api;
pub mod builder;
pub mod seeing;

#[cfg(feature = "ssr")]
pub mod detail;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub mod new;
#[cfg(feature = "ssr")]
mod publish;

#[cfg(feature = "ssr")]
pub mod demo {
    //! TEMP
    use super::builder::PageBuilder;
    use domain::{
        ids::PageId,
        page::{Rev, templates::Template},
        pages::editing::{Opened, Seen},
    };
    use leptos::prelude::*;
    #[component]
    pub fn DemoPage() -> impl IntoView {
        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct Query {
            t: String,
            n: usize,
        }
        let q = crate::platform::query::<Query>();
        let mut seed = 7_u64;
        let mut random = move || {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            seed
        };
        let template = Template::find(&q.t).unwrap_or(&domain::page::templates::TEMPLATES[0]);
        let mut doc = template.page(&mut random);
        while doc.blocks.len() < q.n {
            let more = template.page(&mut random);
            doc.blocks.extend(more.blocks);
        }
        let id: PageId = "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b"
            .parse()
            .unwrap_or_else(|_| unreachable!());
        let opened = Opened {
            id,
            title: "Welcome".into(),
            rev: Rev(0),
            doc,
            unpublished: true,
            may_embed: true,
            clients: vec![],
            companies: vec![],
            sections: vec![],
            look: vec![],
            pages: vec![],
            seen: Seen::default(),
        };
        crate::platform::bare_page(async move { Ok(view! { <PageBuilder opened/> }.into_any()) })
    }
}
