//! Signatures on paper: a typed name in a handwriting, strokes as vectors, a picture as it was uploaded.

use super::fonts::Faces;
use super::sheet::{Mark, NodeId, Role, Sheets};
use super::style::Style;
use domain::branding::Colour;
use domain::signature::{PAD_HEIGHT, PAD_RATIO, PAD_WIDTH, Signature};
use krilla::geom::{Path, PathBuilder};
use krilla::image::Image;
use krilla::tagging::Tag;

/// A pen's blue.
const PEN: Colour = Colour::new(20, 35, 99);

/// How high a signature of a width is.
pub(super) fn height(width: f32) -> f32 {
    width / PAD_RATIO
}

/// Draws a signature on the last sheet into a field of this width and [`height`]. `says` is what a screen reader says of it.
pub(super) fn put(
    sheets: &mut Sheets,
    faces: &Faces,
    parent: NodeId,
    signature: &Signature,
    (x, y, width): (f32, f32, f32),
    says: &str,
) {
    let high = height(width);
    let mark = match signature {
        Signature::Typed { name, face } => {
            let style = |size: f32| Style::of(size).hand(*face).coloured(PEN);
            let natural = faces.line(name, style(100.0)).width.max(1.0);
            // As large as fits, but no larger than a person writes.
            let size = (100.0 * (width - 8.0) / natural).clamp(4.0, high * 0.6);
            let line = faces.line(name, style(size));
            Some(Mark::Text {
                x: x + 4.0,
                y: y + high / 2.0 + size * 0.28,
                line,
            })
        }
        Signature::Drawn { strokes } => strokes_in(strokes, (x, y, width, high)).map(|path| Mark::Strokes {
            path,
            colour: PEN,
            width: width / 130.0,
        }),
        Signature::Uploaded { .. } => picture(signature, (x, y, width, high)),
    };
    let Some(mark) = mark else { return };
    let figure = sheets.element(parent, Tag::Figure(Some(says.to_owned())));
    sheets.put(Role::Content(figure), mark);
}

fn strokes_in(strokes: &[Vec<(u16, u16)>], (x, y, width, height): (f32, f32, f32, f32)) -> Option<Path> {
    let place = |(across, down): (u16, u16)| {
        (
            x + f32::from(across) / f32::from(PAD_WIDTH) * width,
            y + f32::from(down) / f32::from(PAD_HEIGHT) * height,
        )
    };
    let mut path = PathBuilder::new();
    for stroke in strokes {
        for (nth, point) in stroke.iter().enumerate() {
            let (x, y) = place(*point);
            match nth {
                0 => path.move_to(x, y),
                _ => path.line_to(x, y),
            }
        }
        // A dot has no length; with round ends a trace of one shows it.
        if let [point] = stroke.as_slice() {
            let (x, y) = place(*point);
            path.line_to(x + 0.01, y);
        }
    }
    path.finish()
}

fn picture(signature: &Signature, (x, y, width, height): (f32, f32, f32, f32)) -> Option<Mark> {
    let png = crate::signature::png(signature)?;
    let image = Image::from_png(png.into(), false).ok()?;
    let (wide, high) = image.size();
    let scale = (width / wide.max(1) as f32).min(height / high.max(1) as f32);
    let (own_width, own_height) = (wide as f32 * scale, high as f32 * scale);
    Some(Mark::Picture {
        x,
        y: y + (height - own_height) / 2.0,
        width: own_width,
        height: own_height,
        image,
    })
}
