//! What the field for a signature says, in the reader's language.

use super::reader::Reader;
use crate::ui::SignatureLabels;

/// The labels of `ui::SignatureField`.
pub(super) fn signature_labels(reader: &Reader) -> SignatureLabels {
    SignatureLabels {
        type_it: reader.text("signature-type"),
        draw: reader.text("signature-draw"),
        upload: reader.text("signature-upload"),
        handwriting: reader.text("signature-handwriting"),
        pad: reader.text("signature-pad"),
        undo: reader.text("signature-undo"),
        clear: reader.text("signature-clear"),
        picture: reader.text("signature-picture"),
        unreadable: reader.text("signature-unreadable"),
    }
}
