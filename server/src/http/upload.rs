//! Bodies that carry a file: read up to a bound, and answered even when they are larger.

use axum::body::{Body, HttpBody};
use std::{future::poll_fn, pin::Pin};

/// How much more than is kept is read, and thrown away, before the connection is cut: a browser shows an answer only after it has
/// sent all.
const READ: usize = 64 * 1024 * 1024;

/// Why a body was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// More than is kept.
    TooLarge,
    /// The connection ended in the middle.
    CutOff,
}

/// A body of at most `kept` bytes. One that is larger is read to its end within reason, so that the answer arrives.
///
/// # Errors
/// [`Unread`].
pub async fn read(mut body: Body, kept: usize) -> Result<Vec<u8>, Unread> {
    let (mut all, mut seen) = (Vec::new(), 0_usize);
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| Unread::CutOff)?;
        let Ok(chunk) = frame.into_data() else { continue };
        seen = seen.saturating_add(chunk.len());
        if seen > READ {
            break;
        }
        if seen <= kept {
            all.extend_from_slice(&chunk);
        } else {
            all = Vec::new();
        }
    }
    if seen > kept {
        Err(Unread::TooLarge)
    } else {
        Ok(all)
    }
}
