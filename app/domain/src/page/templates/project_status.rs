//! Where a project stands.

use super::{Template, build::*};
use crate::page::blocks::{InvoiceChoice, Layout, Tone};

pub(super) const TEMPLATE: Template = Template {
    key: "project-status",
    name: "Project status",
    description: "Where a project stands: summary, milestones, decisions and what comes next.",
    icon: "projects",
    title: "Project status",
    slug: "project-status",
    summary: "Where the project stands, and what comes next.",
    blocks: || {
        vec![
            callout(
                Tone::Success,
                "We are on schedule",
                "The design is agreed and the first part is built. Nothing stands in the way of the test at the end of the month.",
            ),
            columns(
                Layout::Three,
                vec![
                    vec![card(
                        "Done",
                        vec![text(
                            "- Kick-off and goals\n- Structure and content plan\n- Design, agreed in the second round",
                        )],
                    )],
                    vec![card(
                        "In progress",
                        vec![text(
                            "- Building the main pages\n- Moving the existing content\n- Preparing the test",
                        )],
                    )],
                    vec![card(
                        "Next",
                        vec![text(
                            "- Test with five of your customers\n- Corrections from the test\n- Training for your team",
                        )],
                    )],
                ],
            ),
            section("Milestones"),
            table(
                "Milestones of the project",
                &[
                    ["Milestone", "What you get", "State"],
                    ["Concept", "Goals, structure and plan on six pages", "Agreed"],
                    ["Design", "All kinds of pages, for desktop and phone", "Agreed"],
                    [
                        "Test version",
                        "A private address where everything can be tried",
                        "In progress",
                    ],
                    [
                        "Launch",
                        "The finished work, and two weeks of close support",
                        "Planned",
                    ],
                ],
            ),
            section("Decisions"),
            text(
                "What was decided stays decided, unless we both agree to open it again. If you see something differently, tell \
                 us before the next milestone.",
            ),
            questions(&[
                (
                    "We start with one language",
                    "A second one follows after the launch. The structure is prepared for it, so nothing has to be built twice.",
                ),
                (
                    "Your team writes the news section",
                    "We show two people how it works and look over the first three texts.",
                ),
            ]),
            columns(
                Layout::WideNarrow,
                vec![
                    vec![activity("What happened lately", 10)],
                    vec![
                        invoices(
                            "Invoices of the project",
                            InvoiceChoice::All,
                            5,
                            "No invoices yet.",
                        ),
                        quiet_button("Ask about the project", "mailto:{{system.email}}"),
                    ],
                ],
            ),
        ]
    },
};
