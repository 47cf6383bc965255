//! An offer that reads well.

use super::{Template, build::*};
use crate::page::blocks::{Layout, Tone};

pub(super) const TEMPLATE: Template = Template {
    key: "proposal",
    name: "Proposal",
    description: "An offer in plain words: what you understood, what you would do, what it costs.",
    icon: "proposal",
    title: "Our proposal",
    slug: "proposal",
    summary: "What we would do for you, how, and for what price.",
    blocks: || {
        vec![
            section("What we understood"),
            text(
                "{{company.name}} is growing, and the way customers reach you has not grown with it. Requests arrive by \
                 telephone, by e-mail and at the counter; some are answered twice and some not at all.\n\nYou want **one place** \
                 where a request is seen by the right person on the same day, without another system to learn.",
            ),
            section("What we suggest"),
            columns(
                Layout::Three,
                vec![
                    vec![card(
                        "1. Understand",
                        vec![text(
                            "Two days with your team. At the end there is a one-page picture of how requests travel today, and where they get lost.",
                        )],
                    )],
                    vec![card(
                        "2. Build",
                        vec![text(
                            "Four weeks in which the new way grows step by step. You see it every Friday and can still change your mind.",
                        )],
                    )],
                    vec![card(
                        "3. Hand over",
                        vec![text(
                            "Half a day of training, a short handbook, and three months in which we answer every question.",
                        )],
                    )],
                ],
            ),
            section("What it costs"),
            table(
                "Prices, without tax",
                &[
                    ["Part", "What is in it", "Price"],
                    ["Understand", "Workshop, interviews, summary", "1,800"],
                    ["Build", "Set-up, design, moving your data", "7,400"],
                    [
                        "Hand over",
                        "Training, handbook, three months of support",
                        "1,200",
                    ],
                    ["Together", "Fixed price, payable in three parts", "10,400"],
                ],
            ),
            callout(
                Tone::Info,
                "No surprises",
                "The price is fixed. If something turns out to be more work than we thought, that is our risk. If you want \
                 something else, we tell you the price before we begin.",
            ),
            section("What you may be wondering"),
            questions(&[
                (
                    "When could you begin?",
                    "Within two weeks of your decision. The whole project takes about seven weeks.",
                ),
                (
                    "What do you need from us?",
                    "One person who decides, about three hours a week, and the material that exists already.",
                ),
                (
                    "What if we want to stop?",
                    "You can stop after each part. You pay for what is done, and what is done is yours.",
                ),
            ]),
            button(
                "Accept, or ask for changes",
                "mailto:{{system.email}}?subject=Proposal",
            ),
        ]
    },
};
