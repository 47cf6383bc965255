//! The looks, tried out while they are chosen.

use crate::ui::{Badge, Icon, IconName, Tone};
use domain::{
    branding::{Colour, ContrastVerdict, DARK_SURFACE, LIGHT_SURFACE, judge},
    settings::BrandingForm,
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// The fields with what is to be said of the colours, and a small portal on a light and a dark page. Without JavaScript the verdict
/// is that of the colours the page came with.
#[island]
pub fn BrandPreview(
    /// What the page came with.
    form: BrandingForm,
    /// The portal's name.
    name: String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let form = RwSignal::new(form);
    let ready = RwSignal::new(false);
    let light: NodeRef<html::Div> = NodeRef::new();
    let dark: NodeRef<html::Div> = NodeRef::new();
    let fields: NodeRef<html::Div> = NodeRef::new();
    // Fields, lists and choices all have a name and a value.
    let take = move |field: &web_sys::HtmlInputElement| {
        let value = field.value();
        form.update(|form| match field.name().as_str() {
            "form[brand_colour]" => form.brand_colour = value,
            "form[accent_colour]" => form.accent_colour = value,
            "form[font]" => form.font = value,
            "form[corners]" => form.corners = value,
            "form[scheme]" => form.scheme = value,
            _ => {}
        });
    };
    Effect::new(move |_| {
        ready.set(true);
        // What was chosen before the page answered.
        let found = fields.get().and_then(|fields| {
            let element: &web_sys::Element = fields.unchecked_ref();
            element
                .query_selector_all("select, input:not([type=radio]), input:checked")
                .ok()
        });
        for at in 0..found.as_ref().map_or(0, web_sys::NodeList::length) {
            if let Some(field) = found.as_ref().and_then(|found| found.item(at)) {
                take(field.unchecked_ref());
            }
        }
    });
    Effect::new(move |_| {
        form.with(|form| {
            for sample in [light, dark].into_iter().filter_map(|node| node.get()) {
                paint(sample.unchecked_ref(), form);
            }
        });
    });
    let on_input = move |event: leptos::ev::Event| {
        if let Some(field) = event.target() {
            take(field.unchecked_ref());
        }
    };
    let scheme = move |only: &'static str| form.with(|form| form.scheme == only);
    view! {
        <div class="stack" on:input=on_input node_ref=fields>
            {children()}
            <div class="verdicts" role="status">
                <div>{move || form.with(|form| verdict("Main colour", &form.brand_colour))}</div>
                <div>{move || form.with(|form| verdict("Second colour", &form.accent_colour))}</div>
            </div>
            <div class="halves" hidden=move || !ready.get() aria-hidden="true">
                <div class="brand-preview light" node_ref=light hidden=move || scheme("dark")>{sample("On a light screen", name.clone())}</div>
                <div class="brand-preview dark" node_ref=dark hidden=move || scheme("light")>{sample("On a dark screen", name)}</div>
            </div>
        </div>
    }
}

/// Sets the values by CSSOM, which the content security policy allows; the rest derives from them in the stylesheet.
fn paint(sample: &web_sys::HtmlElement, form: &BrandingForm) {
    let (Ok(brand), Ok(accent)) = (form.brand_colour.parse(), form.accent_colour.parse()) else {
        return;
    };
    let theme = domain::theme::Theme {
        brand,
        accent,
        font: form.font.parse().unwrap_or_default(),
        corners: form.corners.parse().unwrap_or_default(),
        scheme: form.scheme.parse().unwrap_or_default(),
    };
    let style = sample.style();
    for (name, value) in theme.properties() {
        // A browser that refuses it shows the sample with the standard value.
        let _ = style.set_property(name, &value);
    }
}

/// Looks only: nothing in it can be reached by keyboard.
fn sample(caption: &'static str, name: String) -> impl IntoView {
    let letter: String = name
        .chars()
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    view! {
        <p class="eyebrow">{caption}</p>
        <div class="mini-portal">
            <div class="mini-bar">
                <span class="brand"><span class="brand-letter">{letter}</span><span class="brand-name">{name}</span></span>
                <span class="mini-current">"Home"</span>
                <span class="muted">"Invoices"</span>
            </div>
            <div class="mini-page">
                <p class="mini-title">"Welcome back"</p>
                <div class="card">
                    <p class="strong">"Invoice 2026-0042"</p>
                    <p class="muted small">"Due on 3 December"</p>
                    <div class="cluster">
                        <span class="button primary"><Icon name=IconName::Download/>"Download"</span>
                        <a>"All invoices"</a>
                        <span class="badge accent">"New"</span>
                    </div>
                </div>
            </div>
        </div>
    }
}

fn verdict(label: &'static str, colour: &str) -> AnyView {
    let Ok(colour) = colour.parse::<Colour>() else {
        return ().into_any();
    };
    let judged = judge(colour);
    let (tone, word) = match judged {
        ContrastVerdict::Good => (Tone::Success, "Good"),
        ContrastVerdict::Adjusted => (Tone::Warning, "Adjusted"),
        ContrastVerdict::TooFaint => (Tone::Danger, "Too faint"),
    };
    let ratios = format!(
        "{} on white, {} on the dark page; text on a button {}",
        ratio(colour.contrast(LIGHT_SURFACE)),
        ratio(colour.contrast(DARK_SURFACE)),
        ratio(colour.contrast(colour.on_colour())),
    );
    let sentence = judged.sentence();
    // "Good: readable …" after a badge that says "Good" would say it twice.
    let sentence = sentence.split_once(": ").map_or(sentence, |(_, rest)| rest);
    let sentence = capitalised(sentence);
    view! {
        <p class="cluster"><strong>{label}</strong><Badge tone=tone text=word/></p>
        <p class="muted small">{sentence}" Contrast: "{ratios}"."</p>
    }
    .into_any()
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A contrast as WCAG writes it. Cut off, not rounded: 4.49 must not look like 4.5.
fn ratio(contrast: f64) -> String {
    format!("{:.1}\u{a0}:\u{a0}1", (contrast * 10.0).floor() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::ratio;

    #[test]
    fn a_ratio_never_looks_better_than_it_is() {
        assert_eq!(ratio(4.49), "4.4\u{a0}:\u{a0}1");
        assert_eq!(ratio(21.0), "21.0\u{a0}:\u{a0}1");
    }
}
