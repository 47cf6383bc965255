//! "Visible in portal: yes", or no, and why.

use crate::ui::{Badge, Tone};
use domain::access::PortalVisibility;
use leptos::prelude::*;

/// Yes or no in a word, with the first reason beside it.
pub fn visibility_badge(visibility: &PortalVisibility) -> AnyView {
    match visibility {
        PortalVisibility::Yes => view! { <Badge tone=Tone::Success text="Visible in portal"/> }.into_any(),
        PortalVisibility::No(obstacles) => {
            let because = obstacles
                .first()
                .map_or_else(String::new, |why| format!("because {}", why.sentence()));
            view! {
                <div class="visibility"><Badge tone=Tone::Neutral text="Not visible"/> " " <span class="muted small">{because}</span></div>
            }
            .into_any()
        }
    }
}

/// The whole answer: "Visible in portal: no, because …".
pub fn visibility_sentence(visibility: &PortalVisibility) -> String {
    match visibility {
        PortalVisibility::Yes => "Visible in portal: yes.".to_owned(),
        PortalVisibility::No(obstacles) => {
            let reasons: Vec<&str> = obstacles.iter().map(|why| why.sentence()).collect();
            format!("Visible in portal: no, because {}.", reasons.join(", and "))
        }
    }
}

/// What such an answer means.
pub fn visibility_tone(visibility: &PortalVisibility) -> Tone {
    match visibility {
        PortalVisibility::Yes => Tone::Success,
        PortalVisibility::No(_) => Tone::Warning,
    }
}
