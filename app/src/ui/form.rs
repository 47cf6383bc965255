//! The form around fields, and what it says as a whole.

use super::field::field_id;
use super::icon::{Icon, IconName};
use domain::form::FieldErrors;
use leptos::prelude::*;

/// A form that posts, with or without JavaScript. Validation is the server's, so that every mistake gets the same voice.
#[component]
pub fn Form(
    /// Where it is sent.
    #[prop(into)]
    action: String,
    /// A key that makes a second sending harmless.
    #[prop(optional, into)]
    idempotency: Option<String>,
    /// Carries files.
    #[prop(optional)]
    multipart: bool,
    /// Lets the browser check fields first.
    #[prop(optional)]
    native_validation: bool,
    /// An accessible name, where a page has several forms.
    #[prop(optional, into)]
    label: Option<String>,
    /// Classes: `form` (spaced fields, the default) or others.
    #[prop(default = "form".into(), into)]
    class: String,
    /// An id.
    #[prop(optional, into)]
    id: Option<String>,
    /// The fields and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <form
            method="post"
            action=action
            id=id
            class=class
            enctype=multipart.then_some("multipart/form-data")
            novalidate=!native_validation
            aria-label=label
        >
            {idempotency.map(|key| view! { <HiddenField name="idempotency" value=key/> })}
            {children()}
        </form>
    }
}

/// A value that is sent along.
#[component]
pub fn HiddenField(
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// The value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// All errors of a form, each leading to its field. Takes the focus when the page opens; nothing without errors.
#[component]
pub fn FormErrors(
    /// The errors.
    errors: FieldErrors,
    /// The heading.
    #[prop(default = "Please check these fields".into(), into)]
    title: String,
    /// The fields' labels, where the name does not read well by itself: name and label.
    #[prop(optional)]
    labels: Vec<(&'static str, String)>,
) -> impl IntoView {
    (!errors.is_empty()).then(|| {
        let items = errors
            .0
            .into_iter()
            .map(|(name, message)| {
                if name.is_empty() {
                    return view! { <li>{message}</li> }.into_any();
                }
                let label = labels
                    .iter()
                    .find(|(field, _)| *field == name)
                    .map(|(_, label)| label.clone());
                let label = label.unwrap_or_else(|| readable(&name));
                let href = format!("#{}", field_id(&name));
                view! { <li><a href=href>{label}</a>": "{message}</li> }.into_any()
            })
            .collect_view();
        view! {
            <div class="notice tone-danger form-errors" role="alert" tabindex="-1" autofocus=true>
                <Icon name=IconName::Warning/>
                <div class="notice-body">
                    <p class="notice-title">{title}</p>
                    <ul class="plain">{items}</ul>
                </div>
            </div>
        }
    })
}

/// `lines.0.unit_price` as `Line 1, unit price`; `due_date` as `Due date`.
fn readable(name: &str) -> String {
    let words = |text: &str| text.replace('_', " ");
    let capital = |text: String| {
        let mut chars = text.chars();
        chars
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    };
    let parts: Vec<&str> = name.split('.').collect();
    match parts.as_slice() {
        [list, nth, field] => match nth.parse::<u32>() {
            Ok(nth) => {
                let one = words(list);
                format!(
                    "{} {}, {}",
                    capital(one.trim_end_matches('s').to_owned()),
                    nth.saturating_add(1),
                    words(field)
                )
            }
            Err(_) => capital(words(name)),
        },
        _ => capital(words(name)),
    }
}

/// Says that somebody else saved first; each field then shows what is stored beside what was typed.
#[component]
pub fn ConflictNotice(
    /// What was edited: `company`.
    #[prop(into)]
    subject: String,
    /// Who saved, and when, if known: `Ada Lovelace, 10:42`.
    #[prop(optional_no_strip, into)]
    by: Option<String>,
    /// The page again, with what is stored.
    #[prop(into)]
    reload: String,
) -> impl IntoView {
    let who = by.unwrap_or_else(|| "Somebody else".into());
    view! {
        <div class="notice tone-warning" role="alert" tabindex="-1" autofocus=true>
            <Icon name=IconName::History/>
            <div class="notice-body">
                <p class="notice-title">"This " {subject.clone()} " has changed since you opened it"</p>
                <p>
                    {who} " saved it in the meantime. Nothing of yours is lost: each field that differs shows what is stored now. "
                    "Save again to keep your version, or " <a href=reload>"take the stored one"</a> "."
                </p>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_well() {
        assert_eq!(readable("due_date"), "Due date");
        assert_eq!(readable("lines.0.unit_price"), "Line 1, unit price");
        assert_eq!(readable("a.b.c"), "A.b.c");
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn errors_lead_to_their_fields() {
        let errors = FieldErrors::one("email", "<b>Wrong</b>");
        let html = view! { <FormErrors errors=errors/> }.to_html();
        assert!(
            html.contains("href=\"#f-email\"") && html.contains("role=\"alert\""),
            "{html}"
        );
        assert!(!html.contains("<b>"), "{html}");
        assert!(
            !view! { <FormErrors errors=FieldErrors::default()/> }
                .to_html()
                .contains("alert")
        );
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_form_posts_and_carries_its_key() {
        let html = view! { <Form action="/api/staff/x" idempotency="key-1">"fields"</Form> }.to_html();
        assert!(
            html.contains("method=\"post\"") && html.contains("action=\"/api/staff/x\""),
            "{html}"
        );
        assert!(html.contains("name=\"idempotency\" value=\"key-1\""), "{html}");
    }
}
