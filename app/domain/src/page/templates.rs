//! Pages to start from: real texts that work as they are, and that any provider can make their own.
//!
//! Each template is a file of its own. What differs from reader to reader is a merge tag, with a fallback where the value may be
//! empty. A page made from a template is a copy: changing or deleting the template later does not touch it.

use super::stored::{StoredBlock, StoredDoc};

mod announcement;
mod booking;
mod build;
mod faq;
mod invoice_overview;
mod onboarding;
mod project_status;
mod proposal;
mod resources;
mod service_catalogue;
mod support_hub;
mod team;
mod welcome;

/// A page to start from.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// Its name in addresses and records.
    pub key: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// What it is for, in one sentence.
    pub description: &'static str,
    /// The icon's name in the sprite.
    pub icon: &'static str,
    /// The title of the page.
    pub title: &'static str,
    /// The last part of its address.
    pub slug: &'static str,
    /// What the page is about, for the head of the page.
    pub summary: &'static str,
    blocks: fn() -> Vec<StoredBlock>,
}

/// All templates, in the order in which they are offered.
pub static TEMPLATES: [Template; 12] = [
    welcome::TEMPLATE,
    invoice_overview::TEMPLATE,
    onboarding::TEMPLATE,
    project_status::TEMPLATE,
    proposal::TEMPLATE,
    support_hub::TEMPLATE,
    faq::TEMPLATE,
    resources::TEMPLATE,
    team::TEMPLATE,
    booking::TEMPLATE,
    announcement::TEMPLATE,
    service_catalogue::TEMPLATE,
];

impl Template {
    /// The template of a key.
    pub fn find(key: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.key == key)
    }

    /// A page made from it. `random` gives 64 random bits at each call, for the blocks' ids.
    pub fn page(&self, mut random: impl FnMut() -> u64) -> StoredDoc {
        let blocks = (self.blocks)().into_iter();
        StoredDoc::new(blocks.map(|block| block.renamed(&mut random)).collect())
    }
}

#[cfg(test)]
mod tests;
