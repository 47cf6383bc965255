//! Pages of the provider's own: what is known of them beside their content ([`crate::page`]).
//!
//! A page has settings (title, address, who may open it), a state ([`PageState`]), a draft that the builder changes ([`editing`]) and,
//! once it was published, what readers see. Settings count at once; content counts when it is published.

pub mod editing;

mod file;
mod form;
mod image;
mod reading;
mod schedule;
mod slug;
mod state;
mod view;

pub use file::PageFile;
pub use form::{NewPageForm, PageAudience, PageForm, PageSettings, Start};
pub use image::{UPLOAD, UploadedImage, image_path, portal_image};
pub use reading::ReaderPage;
pub use schedule::{ScheduleForm, local_time};
pub use slug::{MAX_SLUG, SlugError, free_slug, slug, slug_of};
pub use state::{PageAction, PageState, TransitionError};
pub use view::{
    ChangedBlock, Check, CheckedTag, Compared, PageDetail, PageFilter, PageRow, PageView, RevisionRow,
    SectionRow, Sort, Verdict,
};

/// The address of a page in the portal.
pub fn address(slug: &str) -> String {
    format!("/portal/p/{slug}")
}
