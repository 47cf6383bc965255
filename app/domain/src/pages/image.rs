//! Images for pages: how they are addressed, and what the upload answers.

use serde::{Deserialize, Serialize};

/// An image that was uploaded, as the builder puts it into a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadedImage {
    /// The hash of what is kept, which is its name: 64 hexadecimal digits.
    pub hash: String,
    /// Its width in pixels, as it is kept.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Where images are uploaded: a form with one file.
pub const UPLOAD: &str = "/staff/pages/images";

/// An image's address for a reader. Only those who are signed in to this portal get it.
pub fn portal_image(hash: &str) -> String {
    format!("/portal/images/{hash}")
}

/// An image's address for staff, as on the builder's canvas; it never changes what it shows.
pub fn image_path(hash: &str) -> String {
    format!("{UPLOAD}/{hash}")
}
