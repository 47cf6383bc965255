//! Where to get help.

use super::{Template, build::*};
use crate::page::blocks::{Layout, Tone};

pub(super) const TEMPLATE: Template = Template {
    key: "support-hub",
    name: "Support hub",
    description: "How to get help: the ways to reach you, how quickly, and first aid.",
    icon: "help",
    title: "Help and support",
    slug: "support",
    summary: "How to reach us, how quickly we answer, and what helps at once.",
    blocks: || {
        vec![
            text(
                "Something does not work, or you want to know how? Choose the way that suits you. Every request gets an answer from a person, not from a machine.",
            ),
            columns(
                Layout::Two,
                vec![
                    vec![tinted(
                        "By e-mail",
                        vec![
                            text(
                                "Best for everything that can wait until tomorrow, and for anything with pictures or files.",
                            ),
                            button("Write to support", "mailto:{{system.support_email}}"),
                        ],
                    )],
                    vec![tinted(
                        "By telephone",
                        vec![
                            text(
                                "Best when something is down. We answer {{system.support_hours | default(\"during office hours\")}}.",
                            ),
                            button("Call support", "tel:{{system.support_phone}}"),
                        ],
                    )],
                ],
            ),
            section("How quickly we answer"),
            table(
                "Answer times",
                &[
                    ["What happened", "We answer within", "We work on it"],
                    ["Nothing works at all", "1 hour", "Until it works again"],
                    [
                        "Something important is broken",
                        "4 hours",
                        "On the same working day",
                    ],
                    ["Something is inconvenient", "1 working day", "In the next update"],
                    ["A question or a wish", "2 working days", "As we agree"],
                ],
            ),
            section("What helps us to help you"),
            text(
                "- What did you want to do, and what happened instead?\n- Since when, and for whom: only you, or everybody?\n- A \
                 picture of the screen, with the whole window on it\n- Anything that changed shortly before",
            ),
            section("First aid"),
            questions(&[
                (
                    "The page looks broken, or does not load",
                    "Load it anew while you hold the Shift key. If that does not help, try another browser; then we know on which side it is.",
                ),
                (
                    "I did not get the e-mail",
                    "Please look into the spam folder and search for our name. If it is not there, tell us to which address it should have gone.",
                ),
                (
                    "A colleague should have access too",
                    "Write us the name and e-mail address. They get a link of their own, usually on the same day.",
                ),
            ]),
            callout(
                Tone::Warning,
                "We never ask for passwords",
                "Whoever asks you for a password in our name is not us. Please tell us if that happens.",
            ),
        ]
    },
};
