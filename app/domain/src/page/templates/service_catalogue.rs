//! What a provider offers.

use super::{Template, build::*};
use crate::page::blocks::{Layout, Tone};

pub(super) const TEMPLATE: Template = Template {
    key: "service-catalogue",
    name: "Service catalogue",
    description: "What you offer, for whom it is, and what it costs.",
    icon: "list",
    title: "What we can do for you",
    slug: "services",
    summary: "Our services with what is in them and what they cost.",
    blocks: || {
        vec![
            text(
                "You know us from one project. Here is what else {{system.company_name}} does, in plain words and with prices, so that you can decide without a sales call.",
            ),
            section("Services"),
            columns(
                Layout::Two,
                vec![
                    vec![
                        card(
                            "Health check",
                            vec![
                                text(
                                    "We look at what you have for two days, and write down what is good, what is risky and what we would do first.\n\n**Fixed price, results within two weeks.**",
                                ),
                                quiet_button(
                                    "Ask for a health check",
                                    "mailto:{{system.email}}?subject=Health%20check",
                                ),
                            ],
                        ),
                        card(
                            "Care plan",
                            vec![
                                text(
                                    "Updates, back-ups and a person who notices when something is wrong, before your customers do.\n\n**Monthly, can be ended every month.**",
                                ),
                                quiet_button(
                                    "Ask for a care plan",
                                    "mailto:{{system.email}}?subject=Care%20plan",
                                ),
                            ],
                        ),
                    ],
                    vec![
                        card(
                            "Project",
                            vec![
                                text(
                                    "From the first idea to the launch, in parts that are agreed and paid one by one.\n\n**Fixed price for each part.**",
                                ),
                                quiet_button("Ask for a project", "mailto:{{system.email}}?subject=Project"),
                            ],
                        ),
                        card(
                            "Training",
                            vec![
                                text(
                                    "Half a day with up to six people, on your own material. Afterwards they can do it themselves.\n\n**Price for the group, not for each person.**",
                                ),
                                quiet_button(
                                    "Ask for a training",
                                    "mailto:{{system.email}}?subject=Training",
                                ),
                            ],
                        ),
                    ],
                ],
            ),
            section("Care plans compared"),
            table(
                "Care plans compared",
                &[
                    ["What is in it", "Basic", "Plus", "Complete"],
                    ["Updates and back-ups", "Monthly", "Weekly", "Daily"],
                    ["Answer within", "2 working days", "1 working day", "4 hours"],
                    [
                        "Small changes",
                        "Not included",
                        "1 hour a month",
                        "4 hours a month",
                    ],
                    ["Yearly review together", "Not included", "Included", "Included"],
                ],
            ),
            callout(
                Tone::Success,
                "For clients of ours",
                "Whoever has a care plan gets projects and trainings at the prices of the year before.",
            ),
            section("How it goes on"),
            text(
                "1. Write to us what you are interested in. One sentence is enough.\n1. We call you with two or three questions.\n1. You get an offer within three working days, with a price that holds.",
            ),
            button(
                "Tell us what you need",
                "mailto:{{system.email}}?subject=Services",
            ),
        ]
    },
};
