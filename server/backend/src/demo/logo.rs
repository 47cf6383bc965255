//! The demo studio's mark, drawn here, so that the program carries no picture of anybody's.

use crate::error::{BackendError, Result};
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

/// Side of the picture in pixels.
const SIDE: u16 = 256;
/// Radius of the corners.
const CORNER: f32 = 58.0;
/// Half the width of the strokes.
const STROKE: f32 = 13.0;
/// An A without its bar that shares a stroke with a V.
const ZIGZAG: [(f32, f32); 4] = [(54.0, 184.0), (104.0, 74.0), (153.0, 182.0), (202.0, 74.0)];

/// A white zigzag on a rounded square of a colour, as PNG.
///
/// # Errors
/// When the picture can't be encoded.
pub(super) fn png((r, g, b): (u8, u8, u8)) -> Result<Vec<u8>> {
    let side = u32::from(SIDE);
    let mut picture = RgbaImage::new(side, side);
    for (x, y) in (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y))) {
        let at = (f32::from(x) + 0.5, f32::from(y) + 0.5);
        let (ground, ink) = (coverage(from_square(at)), coverage(from_zigzag(at)));
        let mix = |channel: u8| blend(f32::from(channel), 255.0, ink);
        let pixel = Rgba([mix(r), mix(g), mix(b), blend(0.0, 255.0, ground)]);
        picture.put_pixel(u32::from(x), u32::from(y), pixel);
    }
    let mut png = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(picture)
        .write_to(&mut png, ImageFormat::Png)
        .map_err(BackendError::internal)?;
    Ok(png.into_inner())
}

/// How much of a pixel lies inside, from its centre's distance to the edge (negative inside).
fn coverage(distance: f32) -> f32 {
    (0.5 - distance).clamp(0.0, 1.0)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between the two, which are channels
fn blend(from: f32, to: f32, share: f32) -> u8 {
    (from + (to - from) * share).round() as u8
}

fn from_square((x, y): (f32, f32)) -> f32 {
    let half = f32::from(SIDE) / 2.0;
    let (dx, dy) = ((x - half).abs() - half + CORNER, (y - half).abs() - half + CORNER);
    dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - CORNER
}

fn from_zigzag(at: (f32, f32)) -> f32 {
    let strokes = ZIGZAG.iter().zip(ZIGZAG.iter().skip(1));
    strokes
        .map(|(from, to)| from_stroke(at, *from, *to))
        .fold(f32::MAX, f32::min)
        - STROKE
}

fn from_stroke(at: (f32, f32), from: (f32, f32), to: (f32, f32)) -> f32 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let along = ((at.0 - from.0) * dx + (at.1 - from.1) * dy) / (dx * dx + dy * dy);
    let along = along.clamp(0.0, 1.0);
    (at.0 - from.0 - along * dx).hypot(at.1 - from.1 - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_a_picture_that_an_upload_would_accept() {
        let png = png((15, 92, 77)).unwrap();
        assert!(crate::documents::logo::re_encode(&png, crate::documents::logo::Shape::Wide).is_ok());
        let picture = image::load_from_memory(&png).unwrap().into_rgba8();
        assert_eq!(picture.get_pixel(0, 0).0[3], 0, "the corner is clear");
        assert_eq!(picture.get_pixel(128, 40).0, [15, 92, 77, 255]);
        assert_eq!(picture.get_pixel(104, 76).0, [255, 255, 255, 255]);
    }
}
