//! Signatures before they are kept: an uploaded picture is read under limits and written anew.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::signature::{MAX_IMAGE_BYTES, Signature, SignatureError};
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// No picture may be larger on a side, in pixels.
const MAX_SIDE: u32 = 4_000;
/// What is kept fits into so many pixels across and down.
const KEPT: (u32, u32) = (900, 300);

/// Reads a form's field as [`Signature::from_field`] does, and makes an uploaded picture a small PNG without anything else in it.
///
/// # Errors
/// [`SignatureError`]; a picture of one colour is none.
pub fn from_field(text: &str) -> Result<Signature, SignatureError> {
    match Signature::from_field(text)? {
        Signature::Uploaded { image } => {
            let bytes = STANDARD
                .decode(image.as_bytes())
                .map_err(|_| SignatureError::Garbled)?;
            let png = redrawn(&bytes)?;
            Ok(Signature::Uploaded {
                image: STANDARD.encode(png),
            })
        }
        other => Ok(other),
    }
}

/// The picture of an uploaded signature, as PNG; `None` of any other.
pub fn png(signature: &Signature) -> Option<Vec<u8>> {
    match signature {
        Signature::Uploaded { image } => STANDARD.decode(image.as_bytes()).ok(),
        Signature::Typed { .. } | Signature::Drawn { .. } => None,
    }
}

fn redrawn(bytes: &[u8]) -> Result<Vec<u8>, SignatureError> {
    if bytes.len() > MAX_IMAGE_BYTES {
        return Err(SignatureError::TooLarge);
    }
    let unreadable = |_| SignatureError::NotAPicture;
    let format = image::guess_format(bytes).map_err(unreadable)?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
        return Err(SignatureError::NotAPicture);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(64 * 1024 * 1024);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let picture = reader.decode().map_err(unreadable)?;
    let fits = picture.width() <= KEPT.0 && picture.height() <= KEPT.1;
    let picture = match fits {
        true => picture,
        false => picture.thumbnail(KEPT.0, KEPT.1),
    };
    if is_blank(&picture) {
        return Err(SignatureError::NotAPicture);
    }
    let mut png = Vec::new();
    DynamicImage::ImageRgba8(picture.into_rgba8())
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .map_err(unreadable)?;
    Ok(png)
}

/// Whether nothing is to be seen: one colour all over, or transparent.
fn is_blank(picture: &DynamicImage) -> bool {
    let pixels = picture.to_rgba8();
    let mut shown = pixels.pixels().map(|pixel| match pixel.0[3] {
        0 => [0; 4],
        _ => pixel.0,
    });
    let first = shown.next();
    shown.all(|pixel| Some(pixel) == first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    fn field(picture: RgbaImage, format: ImageFormat) -> String {
        let mut bytes = Vec::new();
        let picture = DynamicImage::ImageRgba8(picture);
        let picture = match format {
            ImageFormat::Png => picture,
            _ => DynamicImage::ImageRgb8(picture.into_rgb8()),
        };
        picture
            .write_to(&mut Cursor::new(&mut bytes), format)
            .expect("a picture can be written");
        Signature::Uploaded {
            image: STANDARD.encode(bytes),
        }
        .to_field()
    }

    fn stroke(width: u32, height: u32) -> RgbaImage {
        RgbaImage::from_fn(width, height, |x, y| match x.abs_diff(y * 3) < 6 {
            true => Rgba([20, 35, 63, 255]),
            false => Rgba([255, 255, 255, 255]),
        })
    }

    #[test]
    fn a_large_picture_becomes_a_small_png() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let taken = from_field(&field(stroke(2_400, 800), format)).expect("it is a picture");
            let png = png(&taken).expect("it is uploaded");
            let read = image::load_from_memory_with_format(&png, ImageFormat::Png).expect("it is PNG");
            assert_eq!((read.width(), read.height()), KEPT);
        }
    }

    #[test]
    fn an_empty_picture_and_what_is_none_are_refused() {
        let white = RgbaImage::from_pixel(300, 100, Rgba([255, 255, 255, 255]));
        let clear = RgbaImage::from_fn(300, 100, |x, _| Rgba([(x % 250) as u8, 0, 0, 0]));
        for blank in [white, clear] {
            assert_eq!(
                from_field(&field(blank, ImageFormat::Png)),
                Err(SignatureError::NotAPicture)
            );
        }
        let other = |bytes: &[u8]| {
            from_field(
                &Signature::Uploaded {
                    image: STANDARD.encode(bytes),
                }
                .to_field(),
            )
        };
        assert_eq!(other(b"<svg/>"), Err(SignatureError::NotAPicture));
        assert_eq!(other(b"GIF89a\x01\x00\x01\x00"), Err(SignatureError::NotAPicture));
        let garbled = Signature::Uploaded {
            image: "no base64!".into(),
        };
        assert_eq!(from_field(&garbled.to_field()), Err(SignatureError::Garbled));
    }

    #[test]
    fn a_picture_of_unheard_size_is_not_unpacked() {
        let wide = RgbaImage::from_pixel(MAX_SIDE + 1, 1, Rgba([1, 2, 3, 255]));
        assert_eq!(
            from_field(&field(wide, ImageFormat::Png)),
            Err(SignatureError::NotAPicture)
        );
    }
}
