//! The first weeks together, step by step.

use super::{Template, build::*};
use crate::page::blocks::{Layout, Tone};

pub(super) const TEMPLATE: Template = Template {
    key: "onboarding",
    name: "Onboarding checklist",
    description: "Takes a new client through the first weeks: what you need, what happens, and when.",
    icon: "check",
    title: "Getting started",
    slug: "getting-started",
    summary: "What we need from you, and what happens in the first weeks.",
    blocks: || {
        vec![
            section("We are glad to work with {{company.name}}"),
            text(
                "A good start saves weeks later on. This page says what we need from you, what we do meanwhile, and when you \
                 will see the first results. Take it one step at a time; nothing here takes longer than half an hour.",
            ),
            section("What we need from you"),
            columns(
                Layout::Three,
                vec![
                    vec![card(
                        "1. The people",
                        vec![text(
                            "- One person who decides\n- One person for everyday questions\n- Where invoices should go\n\n\
                             Everybody you name gets a link of their own.",
                        )],
                    )],
                    vec![card(
                        "2. The material",
                        vec![text(
                            "- Your logo, as an SVG or PDF file\n- Texts and pictures that exist already\n- Examples that you \
                             like, and a word on why",
                        )],
                    )],
                    vec![card(
                        "3. The access",
                        vec![text(
                            "- Accounts that we will work in\n- Who can give us access to them\n\n**Never send passwords by \
                             e-mail.** Invite us as a user instead.",
                        )],
                    )],
                ],
            ),
            section("The first four weeks"),
            table(
                "The first four weeks",
                &[
                    ["Week", "What we do", "What you do"],
                    [
                        "1",
                        "Kick-off call, notes on what we agreed",
                        "Name the people and send the material",
                    ],
                    [
                        "2",
                        "Plan with dates and responsibilities",
                        "Read it and tell us what is missing",
                    ],
                    [
                        "3",
                        "First results to look at",
                        "Collect everybody's comments in one list",
                    ],
                    [
                        "4",
                        "Second round, and a look back together",
                        "Tell us honestly what we should do differently",
                    ],
                ],
            ),
            callout(
                Tone::Info,
                "Stuck somewhere?",
                "Leave the step out and go on with the next one. We go through what is open in the kick-off call.",
            ),
            button("Ask us anything", "mailto:{{system.email}}"),
        ]
    },
};
