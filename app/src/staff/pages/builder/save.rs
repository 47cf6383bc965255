//! Keeping: what was changed is sent by itself, one batch at a time, and written down in the browser until the server has it.

use super::{Builder, browser};
use crate::ui::drag::Drags;
use crate::{
    error::AppError,
    staff::pages::api::{keep_page_changes, page_news},
};
use domain::{
    page::{Conflict, Doc, Patches, Session, Written},
    pages::editing::{Batch, Kept, News},
};
use leptos::{ev, prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen::JsCast;

/// Changes are sent so long after the last one.
const SENDS_AFTER: Duration = Duration::from_millis(800);
/// Without a connection it is tried again after so long, then twice as long, up to half a minute.
const FIRST_RETRY: u64 = 2;
const LAST_RETRY: u64 = 30;
/// So often it is asked what others changed.
const ASKS_EVERY: Duration = Duration::from_secs(5);

/// How keeping stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saving {
    /// The server has everything.
    Kept,
    /// Something is on its way, or will be soon.
    Underway,
    /// The server can't be reached; it is tried again.
    Waiting(String),
    /// The server does not take a change. Why, and the page with that change in it.
    Refused(String, String),
}

/// How keeping stands, in a word.
pub(super) fn state(builder: Builder) -> impl IntoView {
    view! {
        <span class="builder-saving" role="status">{move || match builder.saving.get() {
            _ if !builder.ready.get() => String::new(),
            Saving::Kept => "All changes are kept".to_owned(),
            Saving::Underway => "Keeping…".to_owned(),
            Saving::Waiting(_) => "Not kept yet".to_owned(),
            Saving::Refused(..) => "A change was refused".to_owned(),
        }}</span>
    }
}

/// What needs a look: no connection, a refusal, and changes that clash.
pub(super) fn notices(builder: Builder) -> impl IntoView {
    let trouble = move || {
        let why = builder.trouble.get();
        (!why.is_empty()).then(|| {
            view! {
                <div class="builder-notice warning">
                    <p>{why}</p>
                    <button type="button" class="button quiet small" on:click=move |_| builder.trouble.set(String::new())>"Close"</button>
                </div>
            }
        })
    };
    let saving = move || {
        match builder.saving.get() {
        Saving::Waiting(why) => Some(
            view! {
                <div class="builder-notice warning" role="alert">
                    <p><strong>"Not kept yet. "</strong>{why}" What you do is written down in this browser and sent as soon as it can be."</p>
                    <button type="button" class="button small" on:click=move |_| builder.keep_now()>"Try now"</button>
                </div>
            }
            .into_any(),
        ),
        Saving::Refused(why, page) => Some(
            view! {
                <div class="builder-notice danger" role="alert">
                    <p><strong>"The server did not take a change. "</strong>{why}" The page is shown as it was before that change."</p>
                    <div class="cluster">
                        <button type="button" class="button small" on:click=move |_| download(&page)>"Download my version"</button>
                        <button type="button" class="button quiet small" on:click=move |_| builder.saving.set(Saving::Kept)>"Close"</button>
                    </div>
                </div>
            }
            .into_any(),
        ),
        _ => None,
    }
    };
    let clash = move |conflict: Conflict| {
        let id = conflict.block.clone();
        let (mine, show) = (conflict.clone(), id.clone());
        view! {
            <div class="builder-notice warning" role="alert">
                <p>{conflict.said()}</p>
                <div class="cluster">
                    <button type="button" class="button small" on:click=move |_| builder.decide(&mine, true)>"Use mine"</button>
                    <button type="button" class="button small" on:click=move |_| builder.decide(&conflict, false)>"Leave theirs"</button>
                    <button type="button" class="button quiet small" on:click=move |_| { builder.select(vec![show.clone()]); builder.reveal(&show); }>"Show"</button>
                </div>
            </div>
        }
    };
    view! {
        <div class="builder-notices">
            {trouble}
            {saving}
            {move || builder.conflicts.get().into_iter().map(clash).collect_view()}
        </div>
    }
}

/// Counts one more; whoever waits for a pause compares the count with the one it began with.
pub(super) fn counted(count: StoredValue<u32>) -> u32 {
    count.update_value(|count| *count = count.wrapping_add(1));
    count.get_value()
}

/// Gives a page to the reader as a file.
fn download(page: &str) {
    let parts = js_sys::Array::of1(&page.into());
    let url = web_sys::Blob::new_with_str_sequence(&parts)
        .and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob));
    let link = document().create_element("a");
    if let (Ok(url), Ok(link)) = (url, link) {
        // Only invalid names could fail.
        let _ = link.set_attribute("href", &url);
        let _ = link.set_attribute("download", "page.json");
        link.unchecked_ref::<web_sys::HtmlElement>().click();
        let _ = web_sys::Url::revoke_object_url(&url);
    }
}

impl Builder {
    /// Goes on where this browser left the page, and keeps asking what others do.
    pub(super) fn resume(self) {
        spawn_local(async move {
            let written = self.remembered().await;
            // Whoever was faster than the browser's answer goes on from there; what was left waits for the next opening.
            if let (Some(written), Some(0)) = (written, self.edits.try_get_value()) {
                self.go_on(written);
            }
        });
        window_event_listener(ev::online, move |_| self.keep_now());
        window_event_listener(ev::pagehide, move |_| self.write_down());
        window_event_listener(ev::beforeunload, move |event| {
            self.stop_writing();
            self.write_down();
            if self.session.with_value(|session| !session.is_kept()) {
                event.prevent_default();
            }
        });
        set_interval(move || self.ask(), ASKS_EVERY);
    }

    fn go_on(self, written: Written) {
        let (doc, rev) = self
            .session
            .with_value(|session| (session.doc().clone(), session.rev()));
        let session = Session::resume(doc, rev, written);
        let pending = !session.is_kept();
        self.session.set_value(session);
        self.changes.update(|changes| *changes += 1);
        if pending {
            self.draw(&Patches {
                all: true,
                ..Patches::default()
            });
            self.say("Changes that were not kept yet are here again.");
            self.changed();
        }
    }

    /// Something was changed: it is written down now and sent soon.
    pub(super) fn changed(self) {
        if !matches!(self.saving.get_untracked(), Saving::Waiting(_)) {
            self.saving.set(Saving::Underway);
        }
        let count = counted(self.edits);
        set_timeout(
            move || {
                if self.edits.try_get_value() == Some(count) {
                    self.write_down();
                    self.send(FIRST_RETRY);
                }
            },
            SENDS_AFTER,
        );
    }

    /// Sends at once what waits.
    pub(super) fn keep_now(self) {
        self.stop_writing();
        self.write_down();
        self.send(FIRST_RETRY);
        if self.session.with_value(Session::is_kept) {
            self.saving.set(Saving::Kept);
            self.say("All changes are kept.");
        }
    }

    fn send(self, retry: u64) {
        // A batch that is on its way is asked for again only after its answer was lost.
        let batch = self
            .session
            .try_update_value(|session| session.to_send(browser::new_batch()))
            .flatten();
        let Some(batch) = batch else { return };
        self.write_down();
        let id = self.opened.with_value(|opened| opened.id);
        if !self.underway(&batch, true) {
            return;
        }
        spawn_local(async move {
            let answer = keep_page_changes(id, batch.clone()).await;
            self.underway(&batch, false);
            match answer {
                Ok(kept) => self.kept(kept),
                Err(error) if passes(&error) => self.wait(&error, retry),
                Err(error) => self.refused(&error),
            }
        });
    }

    /// Notes that a batch is on its way, or not any more; whether that is news.
    fn underway(self, batch: &Batch, starts: bool) -> bool {
        let mut news = false;
        self.sending.update_value(|sending| {
            news = starts != (*sending == Some(batch.id));
            *sending = starts.then_some(batch.id);
        });
        news
    }

    fn kept(self, kept: Kept) {
        let by = kept.by.clone();
        let notes = kept.landed.notes.clone();
        let taken = self.session.try_update_value(|session| session.kept(kept));
        if let Some((patches, conflicts)) = taken {
            self.take_in(patches, conflicts, &by);
        }
        notes.into_iter().for_each(|note| self.say(note));
        self.write_down();
        if self.session.with_value(Session::is_kept) {
            self.saving.set(Saving::Kept);
        } else {
            self.send(FIRST_RETRY);
        }
    }

    fn wait(self, error: &AppError, retry: u64) {
        let why = match error {
            AppError::Unauthenticated => {
                "You are signed out: sign in in another tab, then press “Try now”.".to_owned()
            }
            other => other.to_string(),
        };
        self.saving.set(Saving::Waiting(why));
        set_timeout(
            move || self.send((retry * 2).min(LAST_RETRY)),
            Duration::from_secs(retry),
        );
    }

    fn refused(self, error: &AppError) {
        let page = self.with_doc(Doc::write);
        let patches = self.session.try_update_value(Session::refused);
        self.draw(&patches.unwrap_or_default());
        self.fresh.update(|fresh| *fresh += 1);
        self.all_changed();
        self.write_down();
        self.saving.set(Saving::Refused(error.to_string(), page));
    }

    /// Asks what others changed, while nothing of one's own is under way.
    fn ask(self) {
        let hidden = document().hidden();
        if hidden || self.is_dragging() || self.session.with_value(|session| !session.is_kept()) {
            return;
        }
        let (id, rev) = (
            self.opened.with_value(|opened| opened.id),
            self.session.with_value(Session::rev),
        );
        spawn_local(async move {
            if let Ok(news) = page_news(id, rev).await {
                self.heard(news);
            }
        });
    }

    fn heard(self, news: News) {
        if news.ops.is_empty() || self.is_dragging() {
            // It comes again with the next question.
            return;
        }
        let by = news.by.clone();
        let taken = self.session.try_update_value(|session| session.news(news));
        if let Some((patches, conflicts)) = taken {
            self.take_in(patches, conflicts, &by);
            self.write_down();
        }
    }

    fn take_in(self, patches: Patches, conflicts: Vec<Conflict>, by: &[String]) {
        if patches.all {
            if self.writing.is_on() {
                // Whoever writes is not interrupted: the rest of the page is drawn when they are done.
                self.stale.set_value(true);
            } else {
                self.draw_anew();
            }
            let who = match by {
                [] => "Somebody else".to_owned(),
                names => names.join(" and "),
            };
            self.say(format!("{who} changed this page too; you see it now."));
            self.see_again();
        }
        if !conflicts.is_empty() {
            self.conflicts.update(|all| all.extend(conflicts));
        }
    }

    /// Draws the page anew, with all that shows what is on it.
    pub(super) fn draw_anew(self) {
        self.stale.set_value(false);
        self.draw(&Patches {
            all: true,
            ..Patches::default()
        });
        self.all_changed();
        self.fresh.update(|fresh| *fresh += 1);
    }

    /// Decides a clash: mine is made once more, theirs is what is there.
    fn decide(self, conflict: &Conflict, mine: bool) {
        self.conflicts.update(|all| all.retain(|other| other != conflict));
        if mine {
            for op in conflict.mine.clone() {
                self.apply(op);
            }
            self.fresh.update(|fresh| *fresh += 1);
        }
    }
}

/// Whether an error goes away by itself, or by signing in again.
const fn passes(error: &AppError) -> bool {
    matches!(
        error,
        AppError::Unreachable
            | AppError::TooMany { .. }
            | AppError::Internal { .. }
            | AppError::Unauthenticated
    )
}
