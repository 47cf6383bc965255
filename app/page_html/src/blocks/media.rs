//! Images, videos, and what comes from elsewhere.

use crate::{Page, Root};
use domain::page::{Gallery, Html, Image, ImageSize, Video, VideoSource};
use maud::{Markup, html};

const NO_IMAGE: &str = "No image chosen";
const LOST_IMAGE: &str = "This image is not there any more. Please choose another.";

/// What a player needs; without `allow-top-navigation` it can't lead the portal's own page away.
const PLAYER: &str = "allow-scripts allow-same-origin allow-presentation allow-popups";

/// Scripts of an embed run without the portal's origin: they reach neither its pages nor its cookies.
const EMBED: &str = "allow-scripts allow-forms allow-popups";

impl Page<'_> {
    /// The image itself; `None` if there is none, or not any more. A size of 0 is not known.
    fn picture(self, file: &str, (width, height): (u32, u32), alt: &str) -> Option<Markup> {
        if file.is_empty() {
            return self.placeholder(NO_IMAGE);
        }
        let Some(address) = self.around.image(file) else {
            return self.placeholder(LOST_IMAGE);
        };
        let known = |pixels: u32| (pixels > 0).then_some(pixels);
        Some(html! {
            img src=(address) alt=(alt) width=[known(width)] height=[known(height)] loading="lazy" decoding="async";
        })
    }

    pub(super) fn image(self, root: Root<'_>, image: &Image) -> Option<Markup> {
        let alt = if image.decorative { "" } else { image.alt.trim() };
        let picture = self.picture(&image.file, (image.width, image.height), alt)?;
        let size = match image.size {
            ImageSize::Full => "full",
            ImageSize::Half => "half",
            ImageSize::Small => "small",
        };
        let root = root.and("size-", size);
        let picture = if image.href.is_empty() {
            picture
        } else {
            self.link(&image.href, None, None, false, &picture)
                .unwrap_or(picture)
        };
        let caption = image.caption.trim();
        Some(html! {
            figure class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] {
                (picture)
                @if !caption.is_empty() { figcaption { (caption) } }
            }
        })
    }

    pub(super) fn gallery(self, root: Root<'_>, gallery: &Gallery) -> Option<Markup> {
        let images: Vec<Markup> = gallery
            .images
            .iter()
            .filter_map(|image| self.picture(&image.file, (image.width, image.height), image.alt.trim()))
            .collect();
        let root = root.and("wide-", &gallery.columns.clamp(2, 4).to_string());
        let hint = if images.is_empty() {
            Some(self.placeholder("No images chosen")?)
        } else {
            None
        };
        Some(html! {
            div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] {
                @match hint {
                    Some(hint) => (hint),
                    None => { ul role="list" { @for image in images { li { (image) } } } }
                }
            }
        })
    }

    pub(super) fn video(self, root: &Root<'_>, video: &Video) -> Option<Markup> {
        let title = video.title.trim();
        if self.editing() {
            let said = match (video.address.is_empty(), title) {
                (true, _) => "No video chosen",
                (false, "") => "Video",
                (false, title) => title,
            };
            return Some(frame_card(
                root,
                said,
                "The video is played on the page, not here.",
            ));
        }
        let player = VideoSource::parse(&video.address).ok()?.player();
        let title = if title.is_empty() {
            &*self.around.words().video
        } else {
            title
        };
        Some(html! {
            div class=(root.class) {
                // YouTube plays nothing for a page that does not say where it is; the address sent is the portal's host alone.
                iframe src=(player) title=(title) sandbox=(PLAYER) loading="lazy" referrerpolicy="strict-origin-when-cross-origin"
                    allow="fullscreen; encrypted-media; picture-in-picture" allowfullscreen {}
            }
        })
    }

    pub(super) fn embed(self, root: &Root<'_>, embed: &Html) -> Option<Markup> {
        let title = embed.title.trim();
        if self.editing() {
            let said = match (embed.html.trim().is_empty(), title) {
                (true, _) => "No HTML yet",
                (false, "") => "HTML embed",
                (false, title) => title,
            };
            return Some(frame_card(root, said, "It is shown on the page, not here."));
        }
        if embed.html.trim().is_empty() {
            return None;
        }
        let address = self.around.embed(root.id)?;
        let title = if title.is_empty() {
            &*self.around.words().embed
        } else {
            title
        };
        Some(html! {
            div class=(root.class) {
                iframe src=(address) title=(title) height=(embed.height) sandbox=(EMBED) loading="lazy" {}
            }
        })
    }
}

/// In the builder only: what would run in a frame.
fn frame_card(root: &Root<'_>, said: &str, hint: &str) -> Markup {
    html! {
        div class=(root.class) data-bid=[root.bid] data-why=[root.why.as_deref()] {
            div class="pb-empty pb-frame" { p { strong { (said) } } p { (hint) } }
        }
    }
}
