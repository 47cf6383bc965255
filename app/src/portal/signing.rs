//! What the field for a signature says, in the reader's language.

use super::reader::Reader;
use crate::ui::SignatureLabels;

/// The labels of `ui::SignatureField`.
pub(super) fn signature_labels(reader: &Reader) -> SignatureLabels {
    labels(|key| reader.text(key))
}

/// The same for a member of staff.
pub(crate) fn staff_labels() -> SignatureLabels {
    labels(|key| backend::copy::text(domain::locale::Locale::En, key))
}

fn labels(text: impl Fn(&str) -> String) -> SignatureLabels {
    SignatureLabels {
        type_it: text("signature-type"),
        draw: text("signature-draw"),
        upload: text("signature-upload"),
        handwriting: text("signature-handwriting"),
        pad: text("signature-pad"),
        undo: text("signature-undo"),
        clear: text("signature-clear"),
        picture: text("signature-picture"),
        unreadable: text("signature-unreadable"),
    }
}
