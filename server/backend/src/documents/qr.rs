//! QR codes for bank transfers (EPC069-12), as paths on paper and on the invoice's page.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// The quiet zone around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// Dark modules side by side: column, row, how many.
type Run = (usize, usize, usize);

/// The dark modules of a payload's code, and how many modules a side has.
fn dark_runs(payload: &str) -> Option<(Vec<Run>, usize)> {
    let code = QrCode::with_error_correction_level(payload, EcLevel::M).ok()?;
    let side = code.width();
    let colours = code.to_colors();
    let mut runs = Vec::new();
    for (y, row) in colours.chunks(side).enumerate() {
        let mut x = 0;
        while x < side {
            let length = row
                .iter()
                .skip(x)
                .take_while(|colour| **colour == Color::Dark)
                .count();
            if length > 0 {
                runs.push((x, y, length));
            }
            x += length.max(1);
        }
    }
    Some((runs, side))
}

/// A code for the screen, as the data of one SVG path over square modules of size 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpcQr {
    /// The dark modules.
    pub path: String,
    /// How many modules a side has, the quiet zone included.
    pub side: u32,
}

/// The code of a payload with a quiet zone; none if it is too long.
pub fn epc_qr(payload: &str) -> Option<EpcQr> {
    let (runs, side) = dark_runs(payload)?;
    let mut path = String::new();
    for (x, y, length) in runs {
        // Writing to a String can't fail.
        let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
    }
    Some(EpcQr {
        path,
        side: u32::try_from(side + 2 * QUIET).ok()?,
    })
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
    fn the_path_has_the_codes_modules() {
        let payload = "BCD\n002\n1\nSCT\n\nA\nDE89370400440532013000\nEUR0.01";
        let qr = epc_qr(payload).unwrap();
        let (runs, side) = dark_runs(payload).unwrap();
        let code = QrCode::with_error_correction_level(payload, EcLevel::M).unwrap();
        let dark = code
            .to_colors()
            .iter()
            .filter(|colour| **colour == Color::Dark)
            .count();
        assert_eq!(runs.iter().map(|run| run.2).sum::<usize>(), dark);
        assert_eq!(
            (qr.side as usize, qr.path.matches('M').count()),
            (side + 8, runs.len())
        );
        assert!(qr.path.starts_with("M4 4h7v1h-7z"));
        assert_eq!(epc_qr(&"x".repeat(5000)), None);
    }
}
