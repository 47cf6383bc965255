//! The brand's colours, tried out while they are chosen.

use crate::ui::{Badge, Icon, IconName, Tone};
use domain::branding::{Colour, ContrastVerdict, DARK_SURFACE, LIGHT_SURFACE, judge};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// The colour fields with what is to be said of each, and a sample on a light and a dark page. Without JavaScript the verdict is
/// that of the colours the page came with.
#[island]
pub fn BrandPreview(
    /// The main colour that the page came with.
    brand: String,
    /// The second colour that the page came with.
    accent: String,
    /// The form's name for the main colour.
    brand_name: String,
    /// The form's name for the second colour.
    accent_name: String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let brand = RwSignal::new(brand);
    let accent = RwSignal::new(accent);
    let ready = RwSignal::new(false);
    let light: NodeRef<html::Div> = NodeRef::new();
    let dark: NodeRef<html::Div> = NodeRef::new();
    Effect::new(move |_| ready.set(true));
    Effect::new(move |_| {
        let (brand, accent) = (brand.get(), accent.get());
        for sample in [light, dark].into_iter().filter_map(|node| node.get()) {
            paint(sample.unchecked_ref(), &brand, &accent);
        }
    });
    let on_input = move |event: leptos::ev::Event| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(field) = field else { return };
        if field.name() == brand_name {
            brand.set(field.value());
        } else if field.name() == accent_name {
            accent.set(field.value());
        }
    };
    view! {
        <div class="stack" on:input=on_input>
            {children()}
            <div class="verdicts" role="status">
                <div>{move || verdict("Main colour", &brand.get())}</div>
                <div>{move || verdict("Second colour", &accent.get())}</div>
            </div>
            <div class="halves" hidden=move || !ready.get() aria-hidden="true">
                <div class="brand-preview light" node_ref=light>{sample("On a light screen")}</div>
                <div class="brand-preview dark" node_ref=dark>{sample("On a dark screen")}</div>
            </div>
        </div>
    }
}

/// Sets the colours by CSSOM, which the content security policy allows; the rest derives from them in the stylesheet.
fn paint(sample: &web_sys::HtmlElement, brand: &str, accent: &str) {
    let (Ok(brand), Ok(accent)) = (brand.parse::<Colour>(), accent.parse::<Colour>()) else {
        return;
    };
    let style = sample.style();
    for (name, colour) in [
        ("--brand", brand),
        ("--on-brand", brand.on_colour()),
        ("--accent", accent),
    ] {
        // A browser that refuses it shows the sample in the standard colours.
        let _ = style.set_property(name, &colour.to_string());
    }
}

/// Looks only: nothing in it can be reached by keyboard.
fn sample(caption: &'static str) -> impl IntoView {
    view! {
        <p class="eyebrow">{caption}</p>
        <div class="cluster">
            <span class="button primary"><Icon name=IconName::Download/>"Download PDF"</span>
            <a>"All invoices"</a>
            <span class="badge accent">"New"</span>
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
