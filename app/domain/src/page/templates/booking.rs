//! How to get an appointment.

use super::{Template, build::*};
use crate::page::blocks::{Layout, Tone};

pub(super) const TEMPLATE: Template = Template {
    key: "booking",
    name: "Booking",
    description: "Kinds of appointments, how long they take, and how to ask for one.",
    icon: "calendar",
    title: "Book an appointment",
    slug: "booking",
    summary: "Kinds of appointments, and how to ask for one.",
    blocks: || {
        vec![
            text(
                "Half an hour of talking often saves a week of writing. Choose what fits; we suggest two or three dates within one working day.",
            ),
            columns(
                Layout::Three,
                vec![
                    vec![card(
                        "Quick question",
                        vec![
                            text(
                                "**15 minutes, by telephone**\n\nOne topic that can't wait for the next meeting.",
                            ),
                            button(
                                "Ask for a call",
                                "mailto:{{system.email}}?subject=Quick%20question",
                            ),
                        ],
                    )],
                    vec![card(
                        "Working session",
                        vec![
                            text(
                                "**60 minutes, by video**\n\nWe look at something together and decide what to do next.",
                            ),
                            button(
                                "Ask for a session",
                                "mailto:{{system.email}}?subject=Working%20session",
                            ),
                        ],
                    )],
                    vec![card(
                        "Workshop",
                        vec![
                            text(
                                "**Half a day, at your place or ours**\n\nFor a new project, or when many people should agree.",
                            ),
                            button("Ask for a workshop", "mailto:{{system.email}}?subject=Workshop"),
                        ],
                    )],
                ],
            ),
            section("So that it is worth your time"),
            text(
                "1. Write us in one sentence what should be different after the appointment.\n1. Invite the person who decides, and nobody who need not be there.\n1. Send what we should have read the day before, not in the meeting.",
            ),
            callout(
                Tone::Info,
                "Plans change",
                "Please move or cancel an appointment at least one working day before. Later than that, tell us anyway: a call is enough.",
            ),
            section("Good to know"),
            questions(&[
                (
                    "Does it cost anything?",
                    "Calls and sessions about a running project are part of it. Workshops and new topics are offered at a fixed price beforehand.",
                ),
                (
                    "What do we need for a video call?",
                    "A browser with camera and microphone. You get the link by e-mail; there is nothing to install.",
                ),
                (
                    "Who takes notes?",
                    "We do. You get them on the same day: what was decided, who does what, and by when.",
                ),
            ]),
            quiet_button("Call us instead", "tel:{{system.phone}}"),
        ]
    },
};
