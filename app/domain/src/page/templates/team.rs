//! The people behind the work.

use super::{Template, build::*};
use crate::page::blocks::Layout;

pub(super) const TEMPLATE: Template = Template {
    key: "team",
    name: "Team",
    description: "Who does what, whom to ask, and how you work.",
    icon: "users",
    title: "Your team",
    slug: "team",
    summary: "Who works for you, and whom to ask about what.",
    blocks: || {
        vec![
            text(
                "These are the people at {{system.company_name}} who work for {{company.name}}. You can write to everybody directly; if you are not sure who it is for, take the first one.",
            ),
            columns(
                Layout::Three,
                vec![
                    vec![person(
                        "Client care",
                        "Plans, dates, and everything else",
                        "{{system.email}}",
                        "{{system.phone}}",
                    )],
                    vec![person(
                        "Support",
                        "When something does not work",
                        "{{system.support_email}}",
                        "{{system.support_phone}}",
                    )],
                    vec![person(
                        "Accounts",
                        "Invoices, payments, contracts",
                        "{{system.email}}",
                        "",
                    )],
                ],
            ),
            section("Whom to ask"),
            table(
                "Whom to ask about what",
                &[
                    ["It is about", "Ask"],
                    ["What is planned, and by when", "Client care"],
                    ["Something that is broken or slow", "Support"],
                    ["An invoice, a payment or an address", "Accounts"],
                    [
                        "Praise, or something that went wrong between us",
                        "Whoever you trust most",
                    ],
                ],
            ),
            section("How we work"),
            columns(
                Layout::Two,
                vec![
                    vec![
                        subsection("What you can rely on"),
                        text(
                            "- We say early when a date is at risk.\n- We write so that one need not be an expert.\n- We keep what we know about you to ourselves.",
                        ),
                    ],
                    vec![
                        subsection("When we are there"),
                        text(
                            "You reach us {{system.support_hours | default(\"on working days, from nine to five\")}}. On holidays somebody is there for emergencies; the telephone number stays the same.",
                        ),
                    ],
                ],
            ),
        ]
    },
};
