//! Quantities as bars.

use super::tone::Tone;
use leptos::prelude::*;

/// How far something has come.
#[component]
pub fn ProgressBar(
    /// What is under way.
    #[prop(into)]
    label: String,
    /// How far.
    value: i64,
    /// How far it goes.
    #[prop(default = 100)]
    max: i64,
    /// What it means.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    let max = max.max(1);
    view! {
        <progress
            class=format!("bar {}", tone.class())
            aria-label=label
            max=max.to_string()
            value=value.clamp(0, max).to_string()
        ></progress>
    }
}

/// A whole in parts, as one bar with its legend: what is due, what is overdue.
#[component]
pub fn MeterBar(
    /// What the whole is.
    #[prop(into)]
    label: String,
    /// The parts: name, text of the amount, size, meaning.
    parts: Vec<(String, String, i64, Tone)>,
) -> impl IntoView {
    let total = parts
        .iter()
        .map(|part| part.2.max(0))
        .fold(0i64, i64::saturating_add)
        .max(1);
    let mut x = 0i64;
    let bars = parts
        .iter()
        .filter(|part| part.2 > 0)
        .map(|part| {
            // Per mille of the whole; i128, because money in minor units times a thousand may not fit.
            let width = i64::try_from(i128::from(part.2) * 1000 / i128::from(total)).unwrap_or(0);
            let start = x;
            x = x.saturating_add(width);
            view! {
                <rect
                    class=part.3.class()
                    x=start.to_string()
                    y="0"
                    width=(width - 4).max(2).to_string()
                    height="10"
                ></rect>
            }
        })
        .collect_view();
    let legend = parts
        .into_iter()
        .map(|(name, amount, _, tone)| {
            view! {
                <li>
                    <span class=format!("dot {}", tone.class())></span>
                    <span>{name}</span>
                    <span class="money">{amount}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <figure class="meter" aria-label=label>
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">{bars}</svg>
            <ul class="legend" role="list">{legend}</ul>
        </figure>
    }
}
