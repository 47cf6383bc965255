//! The page as a chosen client sees it: values, records and what is hidden, asked of the server.

use super::{Builder, save::counted};
use crate::ui::drag::Drags;
use crate::{error::AppError, staff::pages::seeing::see_page};
use domain::{
    ids::ContactId,
    page::{Doc, Patches},
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// It is asked again so long after the last change that matters.
const ASKS_AFTER: Duration = Duration::from_millis(600);

impl Builder {
    /// Shows the page as another client.
    pub(super) fn see(self, contact: Option<ContactId>) {
        let id = self.opened.with_value(|opened| opened.id);
        let doc = self.with_doc(Doc::to_stored);
        spawn_local(async move {
            match see_page(id, contact, Some(doc)).await {
                Ok(seen) if self.contact.try_get_untracked() == Some(contact) => {
                    let same = self.seen.with_value(|old| *old == seen);
                    if same || self.is_dragging() || self.writing.is_on() {
                        return;
                    }
                    self.seen.set_value(seen);
                    self.draw(&Patches {
                        all: true,
                        ..Patches::default()
                    });
                    self.all_changed();
                }
                // Without a connection the bar above says so; the canvas stays as it was.
                Ok(_) | Err(AppError::Unreachable) => {}
                Err(error) => self.refuse(format!("The client's values could not be read. {error}")),
            }
        });
    }

    /// Something was added or set whose values the server knows: asks for them, soon.
    pub(super) fn see_again(self) {
        let count = counted(self.asks);
        set_timeout(
            move || {
                if self.asks.try_get_value() == Some(count) {
                    self.see(self.contact.get_untracked());
                }
            },
            ASKS_AFTER,
        );
    }
}
