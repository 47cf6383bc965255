//! Logos: whatever is uploaded is decoded within limits and written anew, so that only pixels of ours are ever stored.

use image::{
    DynamicImage, ImageFormat, ImageReader, Limits,
    imageops::{FilterType, overlay},
};
use std::io::Cursor;

/// The largest file that is looked at.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// The longest side of a picture that is decoded, in pixels.
pub const MAX_SIDE: u32 = 4000;
/// The size of what is kept, in pixels.
pub const KEPT: (u32, u32) = (800, 320);
/// The side of what is kept of a square picture, in pixels.
pub const KEPT_SQUARE: u32 = 512;

/// How a picture is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As wide as it is, within [`KEPT`].
    Wide,
    /// In the middle of a square of at most [`KEPT_SQUARE`], transparent around it.
    Square,
}

/// Why a logo was refused. The text is for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// Nothing was uploaded.
    #[error("Choose a picture.")]
    Empty,
    /// The file is too large.
    #[error("This file is too large. A logo can have up to 2 MB.")]
    TooLarge,
    /// SVG can carry scripts.
    #[error("SVG can't be used, as it may contain scripts. Please export your logo as PNG.")]
    Svg,
    /// Not one of the three formats.
    #[error("This is no PNG, JPEG or WebP picture.")]
    Format,
    /// Too many pixels.
    #[error("This picture is too large. A logo can have up to 4000 × 4000 pixels.")]
    Dimensions,
    /// It begins like a picture and isn't one.
    #[error("This picture is damaged and can't be read.")]
    Damaged,
}

/// Decodes a picture, makes it at most 800 × 320 pixels, or a square, and writes it as PNG.
///
/// # Errors
/// When it is no picture that is accepted.
pub fn re_encode(bytes: &[u8], shape: Shape) -> Result<Vec<u8>, LogoError> {
    if bytes.is_empty() {
        return Err(LogoError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(LogoError::TooLarge);
    }
    let format = sniff(bytes)?;
    let mut header = reader(bytes, format);
    header.no_limits();
    let (width, height) = header.into_dimensions().map_err(|_| LogoError::Damaged)?;
    if width == 0 || height == 0 {
        return Err(LogoError::Damaged);
    }
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(LogoError::Dimensions);
    }
    let picture = reader(bytes, format).decode().map_err(|_| LogoError::Damaged)?;
    let (most_width, most_height) = match shape {
        Shape::Wide => KEPT,
        Shape::Square => (KEPT_SQUARE, KEPT_SQUARE),
    };
    let picture = if picture.width() > most_width || picture.height() > most_height {
        picture.resize(most_width, most_height, FilterType::Lanczos3)
    } else {
        picture
    };
    let picture = match shape {
        Shape::Square if picture.width() != picture.height() => squared(&picture),
        _ => picture,
    };
    // Eight bits a channel: enough for a logo, and what every program reads.
    let picture = if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    };
    let mut png = Cursor::new(Vec::new());
    picture
        .write_to(&mut png, ImageFormat::Png)
        .map_err(|_| LogoError::Damaged)?;
    Ok(png.into_inner())
}

/// A picture in the middle of a transparent square.
fn squared(picture: &DynamicImage) -> DynamicImage {
    let side = picture.width().max(picture.height());
    let mut square = DynamicImage::new_rgba8(side, side);
    let (x, y) = ((side - picture.width()) / 2, (side - picture.height()) / 2);
    overlay(&mut square, &picture.to_rgba8(), i64::from(x), i64::from(y));
    square
}

/// Goes by the first bytes, never by a name or a declared type.
pub(crate) fn sniff(bytes: &[u8]) -> Result<ImageFormat, LogoError> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Ok(ImageFormat::Png),
        [0xFF, 0xD8, 0xFF, ..] => Ok(ImageFormat::Jpeg),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(ImageFormat::WebP),
        _ => {
            let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
            Err(if head.contains("<svg") {
                LogoError::Svg
            } else {
                LogoError::Format
            })
        }
    }
}

fn reader(bytes: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(160 * 1024 * 1024);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GenericImageView, Rgba, RgbaImage};

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut image =
            DynamicImage::ImageRgba8(RgbaImage::from_pixel(width, height, Rgba([200, 30, 60, 128])));
        if format == ImageFormat::Jpeg {
            image = DynamicImage::ImageRgb8(image.into_rgb8());
        }
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn the_three_formats_become_png() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let png = re_encode(&picture(300, 100, format), Shape::Wide).unwrap();
            let decoded = image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap();
            assert_eq!(decoded.dimensions(), (300, 100));
            assert_eq!(decoded.color().has_alpha(), format != ImageFormat::Jpeg);
        }
    }

    #[test]
    fn large_pictures_are_made_smaller_and_keep_their_shape() {
        let png = re_encode(&picture(2000, 500, ImageFormat::Png), Shape::Wide).unwrap();
        let decoded = image::load_from_memory(&png).unwrap();
        assert_eq!(decoded.dimensions(), (800, 200));
        let tall =
            image::load_from_memory(&re_encode(&picture(100, 1000, ImageFormat::Png), Shape::Wide).unwrap())
                .unwrap();
        assert_eq!(tall.dimensions(), (32, 320));
    }

    #[test]
    fn a_square_picture_is_padded_never_stretched_or_cut() {
        let png = re_encode(&picture(100, 40, ImageFormat::Png), Shape::Square).unwrap();
        let decoded = image::load_from_memory(&png).unwrap();
        assert_eq!(decoded.dimensions(), (100, 100));
        assert_eq!(decoded.get_pixel(50, 5).0[3], 0);
        assert_eq!(decoded.get_pixel(50, 50).0[3], 128);
        let png = re_encode(&picture(2000, 2000, ImageFormat::Jpeg), Shape::Square).unwrap();
        assert_eq!(image::load_from_memory(&png).unwrap().dimensions(), (512, 512));
    }

    #[test]
    fn everything_else_is_refused_with_a_reason() {
        let svg = b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        assert_eq!(re_encode(svg, Shape::Wide), Err(LogoError::Svg));
        assert_eq!(
            re_encode(b"  <SVG onload=alert(1)>", Shape::Wide),
            Err(LogoError::Svg)
        );
        assert_eq!(re_encode(b"", Shape::Wide), Err(LogoError::Empty));
        for other in [
            &b"GIF89a\x01\0\x01\0"[..],
            b"%PDF-1.7",
            b"BM",
            b"<html>",
            b"\0\0\0 ftypavif",
        ] {
            assert_eq!(re_encode(other, Shape::Wide), Err(LogoError::Format));
        }
        assert_eq!(
            re_encode(&vec![0x89; MAX_BYTES + 1], Shape::Wide),
            Err(LogoError::TooLarge)
        );
    }

    #[test]
    fn a_forged_header_is_no_picture() {
        assert_eq!(
            re_encode(b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>", Shape::Wide),
            Err(LogoError::Damaged)
        );
        assert_eq!(
            re_encode(b"\xFF\xD8\xFF\xE0<?php", Shape::Wide),
            Err(LogoError::Damaged)
        );
        assert_eq!(
            re_encode(b"RIFF\x10\0\0\0WEBPVP8 \x04\0\0\0abcd", Shape::Wide),
            Err(LogoError::Damaged)
        );
        let mut cut = picture(300, 100, ImageFormat::Png);
        cut.truncate(cut.len() / 2);
        assert_eq!(re_encode(&cut, Shape::Wide), Err(LogoError::Damaged));
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_decoded() {
        let mut bomb = Cursor::new(Vec::new());
        DynamicImage::new_luma8(10_000, 10_000)
            .write_to(&mut bomb, ImageFormat::Png)
            .unwrap();
        let bomb = bomb.into_inner();
        assert!(bomb.len() < MAX_BYTES, "{}", bomb.len());
        assert_eq!(re_encode(&bomb, Shape::Wide), Err(LogoError::Dimensions));
        assert_eq!(
            re_encode(&picture(4001, 1, ImageFormat::Png), Shape::Wide),
            Err(LogoError::Dimensions)
        );
    }

    #[test]
    fn what_is_hidden_in_a_picture_does_not_survive() {
        let mut polyglot = picture(10, 10, ImageFormat::Png);
        polyglot.extend_from_slice(b"<script>alert(1)</script>");
        let png = re_encode(&polyglot, Shape::Wide).unwrap();
        assert!(!png.windows(7).any(|part| part == b"<script"));
    }
}
