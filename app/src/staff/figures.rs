//! Sums of money as staff read them.

use crate::ui::Money as MoneyText;
use domain::{locale::Locale, money::Money};
use leptos::prelude::*;

/// Sums of several currencies, one a line; a dash for none.
pub fn sums(sums: &[Money]) -> String {
    if sums.is_empty() {
        return "–".to_owned();
    }
    let texts: Vec<String> = sums.iter().map(|sum| sum.format(Locale::En)).collect();
    texts.join("\n")
}

/// Sums of several currencies, one below the other.
pub fn sum_lines(sums: &[Money]) -> AnyView {
    if sums.is_empty() {
        return view! { <span class="muted">"–"</span> }.into_any();
    }
    sums.iter()
        .map(|sum| view! { <div><MoneyText text=sum.format(Locale::En)/></div> })
        .collect_view()
        .into_any()
}
