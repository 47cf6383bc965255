//! Where the session is written down in the browser: under a name of its own for each tab, so that two tabs of one page never write
//! over each other.
//!
//! A tab holds its name by a lock, which the browser gives back when the tab ends, however it ends. What a tab left that is not there
//! any more is adopted by the next one that opens the page. Entries of other people are removed: browsers are shared.

use super::{Builder, browser};
use domain::page::{Session, Written};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// How every entry begins.
const PREFIX: &str = "portico.page.";
/// Under which name a tab remembers its own, beyond a reload.
const TAB: &str = "portico.tab";

impl Builder {
    /// Finds this tab's name, and what was written down under it, or by a tab that is gone.
    pub(super) async fn remembered(self) -> Option<Written> {
        let memory = browser::memory()?;
        let tabs = window().session_storage().ok().flatten();
        let (owner, page) = self.opened.with_value(|opened| (opened.owner.clone(), opened.id));
        let (all, own) = (format!("{PREFIX}{owner}."), format!("{PREFIX}{owner}.{page}."));
        let mut left = Vec::new();
        for key in keys(&memory) {
            if key.starts_with(PREFIX) && !key.starts_with(&all) {
                // A browser that keeps it all the same shows it to nobody: the next owner's name differs too.
                let _ = memory.remove_item(&key);
            } else if key.starts_with(&own) {
                left.push(key);
            }
        }
        let tab = tabs.as_ref().and_then(|tabs| tabs.get_item(TAB).ok().flatten());
        let mine = tab.map(|tab| format!("{own}{tab}"));
        // This tab's own first, then what waits to be sent, then what could only be undone.
        left.sort_by_key(|key| {
            let waits = read(&memory, key).is_some_and(|written| self.waits(written));
            (mine.as_ref() != Some(key), !waits)
        });
        let fresh = || format!("{own}{}", browser::new_batch());
        let others = left.into_iter().filter(|key| mine.as_ref() != Some(key));
        for key in mine.clone().into_iter().chain(others).chain([fresh()]) {
            if hold(&key).await {
                if let (Some(tabs), Some(tab)) = (&tabs, key.strip_prefix(&own)) {
                    // Without it a reload is like a new tab, and adopts.
                    let _ = tabs.set_item(TAB, tab);
                }
                let written = read(&memory, &key);
                self.memory.set_value(Some(key));
                return written;
            }
        }
        None
    }

    /// Whether something in it was not sent yet.
    fn waits(self, written: Written) -> bool {
        self.session
            .with_value(|session| !Session::resume(session.doc().clone(), session.rev(), written).is_kept())
    }

    /// Writes down what a reload needs.
    pub(super) fn write_down(self) {
        let key = self.memory.try_get_value().flatten();
        let (Some(memory), Some(key)) = (browser::memory(), key) else {
            return;
        };
        let written = self
            .session
            .with_value(|session| serde_json::to_string(&session.written()));
        if let Ok(text) = written {
            // A full memory leaves what was written before; the server has all but the newest changes.
            let _ = memory.set_item(&key, &text);
        }
    }
}

fn keys(memory: &web_sys::Storage) -> Vec<String> {
    let number = memory.length().unwrap_or_default();
    (0..number)
        .filter_map(|nth| memory.key(nth).ok().flatten())
        .collect()
}

fn read(memory: &web_sys::Storage, key: &str) -> Option<Written> {
    let text = memory.get_item(key).ok().flatten()?;
    serde_json::from_str(&text).ok()
}

/// Takes hold of a name until the tab ends (Web Locks API); whether nobody else has it. A browser that has no locks holds everything.
async fn hold(name: &str) -> bool {
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).unwrap_or_default();
    let locks = get(&window().navigator(), "locks");
    let Ok(request) = get(&locks, "request").dyn_into::<js_sys::Function>() else {
        return true;
    };
    let options = js_sys::Object::new();
    // It fails on frozen objects only.
    let _ = js_sys::Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let answer = js_sys::Promise::new(&mut |done, _| {
        let told = done.clone();
        let taken = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let held = !lock.is_null();
            // Whoever asked is there as long as the tab is.
            let _ = told.call1(&JsValue::NULL, &held.into());
            // A lock is held until this is settled, which it never is.
            let forever = || js_sys::Promise::new(&mut |_, _| {}).into();
            if held { forever() } else { JsValue::UNDEFINED }
        });
        if request.call3(&locks, &name.into(), &options, &taken).is_err() {
            let _ = done.call1(&JsValue::NULL, &JsValue::TRUE);
        }
    });
    let held = wasm_bindgen_futures::JsFuture::from(answer).await;
    held.is_ok_and(|held| held.is_truthy())
}
