//! QR codes for bank transfers (EPC069-12), as paths on paper and as SVG on the invoice's page.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// The quiet zone around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// Runs of dark modules: (column, row, length), and how many modules a side has.
fn dark_runs(payload: &str) -> Option<(Vec<(usize, usize, usize)>, usize)> {
    let code = QrCode::with_error_correction_level(payload, EcLevel::M).ok()?;
    let side = code.width();
    let colours = code.to_colors();
    let mut runs = Vec::new();
    for (y, row) in colours.chunks(side).enumerate() {
        let mut x = 0;
        while x < side {
            let length = row.iter().skip(x).take_while(|colour| **colour == Color::Dark).count();
            if length > 0 {
                runs.push((x, y, length));
            }
            x += length.max(1);
        }
    }
    Some((runs, side))
}

/// The code of a payload as SVG with a quiet zone, in the colour of the text around it; empty if it is too long.
///
/// It carries no inline style, so that a strict content security policy lets it stand.
pub fn epc_qr_svg(payload: &str) -> String {
    let Some((runs, side)) = dark_runs(payload) else {
        return String::new();
    };
    let whole = side + 2 * QUIET;
    let mut path = String::new();
    for (x, y, length) in runs {
        // Writing to a String can't fail.
        let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
    }
    format!(
        "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" \
         shape-rendering=\"crispEdges\" aria-hidden=\"true\" focusable=\"false\"><path fill=\"currentColor\" d=\"{path}\"/></svg>"
    )
}

/// The code of a payload as one path of `size` points, without a quiet zone, and how wide a module is.
pub(super) fn path(payload: &str, x: f32, y: f32, size: f32) -> Option<(Path, f32)> {
    let (runs, side) = dark_runs(payload)?;
    let module = size / side as f32;
    let mut path = PathBuilder::new();
    for (column, row, length) in runs {
        let (left, top) = (x + column as f32 * module, y + row as f32 * module);
        // A trace taller than a module, so that no light shows between two rows on screens.
        path.push_rect(Rect::from_xywh(left, top, length as f32 * module, module * 1.01)?);
    }
    Some((path.finish()?, module))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_svg_has_the_code_s_modules_and_no_style() {
        let payload = "BCD\n002\n1\nSCT\n\nA\nDE89370400440532013000\nEUR0.01";
        let svg = epc_qr_svg(payload);
        assert!(svg.starts_with("<svg class=\"qr\"") && !svg.contains("style"));
        let (runs, side) = dark_runs(payload).unwrap();
        let code = QrCode::with_error_correction_level(payload, EcLevel::M).unwrap();
        let dark = code.to_colors().iter().filter(|colour| **colour == Color::Dark).count();
        assert_eq!(runs.iter().map(|run| run.2).sum::<usize>(), dark);
        assert!(svg.contains(&format!("viewBox=\"0 0 {0} {0}\"", side + 8)));
        assert_eq!(epc_qr_svg(&"x".repeat(5000)), "");
    }
}
