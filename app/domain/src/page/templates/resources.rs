//! Guides and material.

use super::{Template, build::*};
use crate::page::blocks::{Layout, Tone};

pub(super) const TEMPLATE: Template = Template {
    key: "resources",
    name: "Resources",
    description: "Guides, checklists and good habits that help your clients to help themselves.",
    icon: "folder",
    title: "Resources",
    slug: "resources",
    summary: "Guides and checklists for everyday work.",
    blocks: || {
        vec![
            text(
                "Everything that we would tell you anyway, written down. Take what is useful, and pass it on to your colleagues.",
            ),
            section("Short guides"),
            columns(
                Layout::Two,
                vec![
                    vec![
                        card(
                            "Giving feedback that gets things done",
                            vec![text(
                                "1. Look at it once without writing anything.\n1. Say what does not work, rather than how to change it.\n1. Collect everybody's comments in one list, and settle contradictions before you send it.",
                            )],
                        ),
                        card(
                            "Pictures that look good everywhere",
                            vec![text(
                                "- At least 1,600 pixels wide\n- Bright, with one clear subject\n- Only people who have agreed to be shown\n- The original file, not a screenshot of it",
                            )],
                        ),
                    ],
                    vec![
                        card(
                            "Writing for people who are in a hurry",
                            vec![text(
                                "1. Begin with what the reader gets out of it.\n1. One thought in a sentence, one topic in a paragraph.\n1. Read it aloud. Where you stumble, shorten it.",
                            )],
                        ),
                        card(
                            "Accounts that stay yours",
                            vec![text(
                                "- Open them in your company's name\n- Give each person access of their own\n- Switch on sign-in in two steps\n- Go through the list of users once a year",
                            )],
                        ),
                    ],
                ],
            ),
            section("Before every launch"),
            table(
                "Checklist for a launch",
                &[
                    ["What", "Who", "When"],
                    [
                        "All texts read by somebody who did not write them",
                        "You",
                        "One week before",
                    ],
                    [
                        "Legal notice and privacy page are up to date",
                        "You",
                        "One week before",
                    ],
                    ["Everything tried on a phone", "Both", "Three days before"],
                    ["Back-up made, and a way back prepared", "We", "On the day"],
                ],
            ),
            callout(
                Tone::Info,
                "Something is missing?",
                "Tell us what you look for again and again. The best guides here came from questions of clients.",
            ),
            button("Suggest a guide", "mailto:{{system.email}}?subject=Resources"),
        ]
    },
};
