//! Images on pages: decoded within limits and written anew, so that only pixels of ours are kept, without what a camera noted.

use crate::{
    Backend,
    documents::logo::{self, LogoError},
    entity::page_image,
    error::{BackendError, Result},
    scope::{ClientScope, Reads, Rows, Scope, StaffScope},
    secret,
};
use domain::{pages::UploadedImage, role::Permission};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use std::{collections::BTreeSet, io::Cursor};
use tokio::sync::Semaphore;

/// The largest file that is looked at, in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// The longest side of an image that is decoded, in pixels.
const MAX_SIDE: u32 = 9_000;
/// So many pixels at most, as phones take them.
const MAX_PIXELS: u64 = 50_000_000;
/// The longest side of what is kept, in pixels: twice the width of a page, for fine screens.
const KEPT: u32 = 2_560;
/// How much of a photo's detail is kept, of 100.
const QUALITY: u8 = 84;

/// A large image takes some 200 MB while it is decoded, so one is decoded after the other.
static ONE: Semaphore = Semaphore::const_new(1);

/// Why an image was refused. The texts are for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// Nothing was uploaded.
    #[error("Choose an image.")]
    Empty,
    /// The file is too large.
    #[error("This file is too large. An image can have up to 10 MB.")]
    TooLarge,
    /// SVG can carry scripts.
    #[error("SVG can't be used, as it may contain scripts. Please export it as PNG.")]
    Svg,
    /// Not one of the three formats.
    #[error("This is no PNG, JPEG or WebP image.")]
    Format,
    /// Too many pixels.
    #[error("This image is too large. It can have up to 9,000 pixels on a side, and 50 million in all.")]
    Dimensions,
    /// It begins like an image and isn't one.
    #[error("This image is damaged and can't be read.")]
    Damaged,
}

/// An image as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its media type.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

struct Encoded {
    kind: &'static str,
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

/// Takes an uploaded image. The same image again is the same.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::Invalid`] on `image` when it is none that is accepted.
pub async fn upload(
    backend: &Backend,
    scope: &StaffScope,
    bytes: impl AsRef<[u8]> + Send + 'static,
) -> Result<UploadedImage> {
    // Before the file is looked at: decoding is work.
    scope.require(Permission::PagesManage)?;
    let turn = ONE.acquire().await.map_err(BackendError::internal)?;
    let encoded = tokio::task::spawn_blocking(move || re_encode(bytes.as_ref()))
        .await
        .map_err(BackendError::internal)?
        .map_err(refused)?;
    drop(turn);
    let hash = secret::sha256_hex(&encoded.bytes);
    let pixels = |side: u32| i32::try_from(side).map_err(BackendError::internal);
    let row = page_image::ActiveModel {
        hash: Set(hash.clone()),
        kind: Set(encoded.kind.to_owned()),
        width: Set(pixels(encoded.width)?),
        height: Set(pixels(encoded.height)?),
        bytes: Set(encoded.bytes),
        created_at: Set(backend.clock().now()),
        ..Default::default()
    };
    let rows = backend.begin(scope).await?;
    let key = [page_image::Column::TenantId, page_image::Column::Hash];
    rows.insert_new::<page_image::Entity>(row, &key).await?;
    rows.commit().await?;
    Ok(UploadedImage {
        hash,
        width: encoded.width,
        height: encoded.height,
    })
}

/// An upload that was refused.
pub fn refused(error: ImageError) -> BackendError {
    BackendError::invalid("image", error.to_string())
}

/// An image for staff.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`] when it is not there.
pub async fn for_staff(backend: &Backend, scope: &StaffScope, hash: &str) -> Result<Picture> {
    scope.require(Permission::PagesManage)?;
    get(&backend.read(scope), hash).await
}

/// An image for a reader.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not there.
pub async fn for_client(backend: &Backend, scope: &ClientScope, hash: &str) -> Result<Picture> {
    get(&backend.read(scope), hash).await
}

async fn get<S: Scope + Reads<page_image::Entity>>(rows: &Rows<'_, S>, hash: &str) -> Result<Picture> {
    let found = rows
        .find::<page_image::Entity>()
        .filter(page_image::Column::Hash.eq(hash))
        .one()
        .await?
        .ok_or(BackendError::NotFound)?;
    let media_type = match found.kind.as_str() {
        "png" => "image/png",
        "jpeg" => "image/jpeg",
        other => return Err(BackendError::internal(format!("an image of the kind {other}"))),
    };
    Ok(Picture {
        media_type,
        bytes: found.bytes,
    })
}

/// Whether a text looks like an image's name.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Those of these images that are there.
pub(super) async fn known(
    rows: &Rows<'_, ClientScope>,
    hashes: BTreeSet<String>,
) -> Result<BTreeSet<String>> {
    if hashes.is_empty() {
        return Ok(hashes);
    }
    let found = rows
        .find::<page_image::Entity>()
        .filter(page_image::Column::Hash.is_in(hashes))
        .tuples::<(String,)>(vec![page_image::Column::Hash.into_expr()], Vec::new())
        .await?;
    Ok(found.into_iter().map(|(hash,)| hash).collect())
}

/// Decodes an image, turns it upright, makes it at most 2,560 pixels on a side, and writes it as JPEG, or as PNG where it is
/// transparent or a drawing.
fn re_encode(bytes: &[u8]) -> std::result::Result<Encoded, ImageError> {
    if bytes.is_empty() {
        return Err(ImageError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(ImageError::TooLarge);
    }
    let format = logo::sniff(bytes).map_err(|error| match error {
        LogoError::Svg => ImageError::Svg,
        _ => ImageError::Format,
    })?;
    let damaged = |_| ImageError::Damaged;
    let mut header = ImageReader::with_format(Cursor::new(bytes), format);
    header.no_limits();
    let (width, height) = header.into_dimensions().map_err(damaged)?;
    if width == 0 || height == 0 {
        return Err(ImageError::Damaged);
    }
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(ImageError::Dimensions);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(256 * 1024 * 1024);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    if picture.width().max(picture.height()) > KEPT {
        picture = picture.resize(KEPT, KEPT, FilterType::CatmullRom);
    }
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    let (kind, bytes) = written(&picture, format).map_err(damaged)?;
    Ok(Encoded {
        kind,
        bytes,
        width,
        height,
    })
}

/// Eight bits a channel, which is what every browser reads.
fn written(picture: &DynamicImage, from: ImageFormat) -> image::ImageResult<(&'static str, Vec<u8>)> {
    let png = |picture: DynamicImage| {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png)?;
        Ok::<_, image::ImageError>(bytes.into_inner())
    };
    if picture.color().has_alpha() {
        let rgba = picture.to_rgba8();
        if rgba.pixels().any(|pixel| pixel.0[3] < 255) {
            return Ok(("png", png(DynamicImage::ImageRgba8(rgba))?));
        }
    }
    let rgb = picture.to_rgb8();
    let mut jpeg = Vec::new();
    rgb.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))?;
    // A drawing or a screenshot is sharper as PNG, and hardly larger.
    if from == ImageFormat::Png {
        let png = png(DynamicImage::ImageRgb8(rgb))?;
        if png.len() <= jpeg.len() * 3 / 2 {
            return Ok(("png", png));
        }
    }
    Ok(("jpeg", jpeg))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GenericImageView, Rgb, RgbImage, Rgba, RgbaImage};

    fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn photo(width: u32, height: u32) -> DynamicImage {
        // Noise, which PNG can't make small.
        let pixel = |x: u32, y: u32| {
            let noise = x
                .wrapping_mul(2_654_435_761)
                .wrapping_add(y.wrapping_mul(40_503))
                .rotate_left(x % 31);
            let [a, b, c, _] = noise.to_le_bytes();
            Rgb([a, b, c])
        };
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
    }

    #[test]
    fn photos_become_jpeg_and_drawings_and_transparency_stay_png() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let kept = re_encode(&file(&photo(400, 300), format)).unwrap();
            assert_eq!(
                (kept.kind, kept.width, kept.height),
                ("jpeg", 400, 300),
                "{format:?}"
            );
            assert_eq!(
                image::load_from_memory(&kept.bytes).unwrap().dimensions(),
                (400, 300)
            );
        }
        let drawing = DynamicImage::ImageRgb8(RgbImage::from_pixel(300, 100, Rgb([9, 90, 200])));
        assert_eq!(re_encode(&file(&drawing, ImageFormat::Png)).unwrap().kind, "png");
        let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(300, 100, Rgba([9, 90, 200, 120])));
        let kept = re_encode(&file(&clear, ImageFormat::WebP)).unwrap();
        assert_eq!(kept.kind, "png");
        assert!(image::load_from_memory(&kept.bytes).unwrap().color().has_alpha());
    }

    #[test]
    fn large_ones_are_made_smaller() {
        let kept = re_encode(&file(&photo(3_000, 1_500), ImageFormat::Jpeg)).unwrap();
        assert_eq!((kept.width, kept.height), (2_560, 1_280));
    }

    #[test]
    fn everything_else_is_refused_with_a_reason() {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        let mut bomb = Cursor::new(Vec::new());
        DynamicImage::new_luma8(10_000, 10_000)
            .write_to(&mut bomb, ImageFormat::Png)
            .unwrap();
        let mut cut = file(&photo(100, 100), ImageFormat::Png);
        cut.truncate(cut.len() / 2);
        for (bytes, error) in [
            (svg.to_vec(), ImageError::Svg),
            (Vec::new(), ImageError::Empty),
            (b"GIF89a\x01\0\x01\0".to_vec(), ImageError::Format),
            (vec![0x89; MAX_BYTES + 1], ImageError::TooLarge),
            (bomb.into_inner(), ImageError::Dimensions),
            (cut, ImageError::Damaged),
            (
                b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>".to_vec(),
                ImageError::Damaged,
            ),
        ] {
            assert_eq!(re_encode(&bytes).map(|kept| kept.kind), Err(error));
        }
    }

    #[test]
    fn what_is_hidden_in_an_image_does_not_survive() {
        let mut polyglot = file(&photo(10, 10), ImageFormat::Png);
        polyglot.extend_from_slice(b"<script>alert(1)</script>");
        let kept = re_encode(&polyglot).unwrap();
        assert!(!kept.bytes.windows(7).any(|part| part == b"<script"));
    }
}
