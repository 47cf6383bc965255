//! A code to scan.

use leptos::prelude::*;

/// A QR code, drawn from path data over square modules of size 1; dark on light in either scheme.
#[component]
pub fn QrCode(
    /// The dark modules, as SVG path data.
    #[prop(into)]
    path: String,
    /// How many modules a side has, the quiet zone included.
    side: u32,
    /// What scanning it does, in words.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <div class="qr">
            <svg viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
                <path fill="currentColor" d=path></path>
            </svg>
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_a_name_and_no_style() {
        let html = view! { <QrCode path="M4 4h7v1h-7z" side=29 label="Pay <€5>"/> }.to_html();
        assert!(
            html.contains("viewBox=\"0 0 29 29\"") && html.contains("role=\"img\""),
            "{html}"
        );
        assert!(
            html.contains("aria-label=\"Pay &lt;€5&gt;\"") && !html.contains("style="),
            "{html}"
        );
    }
}
