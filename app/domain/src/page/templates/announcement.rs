//! News for every client.

use super::{Template, build::*};
use crate::page::blocks::{Layout, Tone};

pub(super) const TEMPLATE: Template = Template {
    key: "announcement",
    name: "Announcement",
    description: "One piece of news: what changes, from when, and what your client has to do.",
    icon: "megaphone",
    title: "News from us",
    slug: "news",
    summary: "What changes, from when, and what it means for you.",
    blocks: || {
        vec![
            callout(
                Tone::Info,
                "In short",
                "From next month on you reach us in a new office and under the same telephone number. You don't have to do anything.",
            ),
            section("We are moving"),
            text(
                "Dear {{contact.first_name | default(\"client\")}},\n\nafter nine years our rooms have become too small. We are moving three streets further, into a building with a proper meeting room and a door without steps. Everything that we are working on for {{company.name}} goes on as planned.",
            ),
            section("What changes, and what does not"),
            columns(
                Layout::Two,
                vec![
                    vec![card(
                        "What changes",
                        vec![text(
                            "- Our postal address\n- Where we meet\n- Parking: there are places in the yard",
                        )],
                    )],
                    vec![card(
                        "What stays",
                        vec![text(
                            "- Telephone numbers and e-mail addresses\n- The people who work for you\n- All dates and prices that we have agreed",
                        )],
                    )],
                ],
            ),
            section("The days of the move"),
            table(
                "The days of the move",
                &[
                    ["Day", "What happens", "How you reach us"],
                    ["Thursday", "We pack", "As always"],
                    ["Friday", "We move", "By telephone, for emergencies"],
                    ["Monday", "We are back at work", "As always, at the new address"],
                ],
            ),
            section("What you may want to know"),
            questions(&[
                (
                    "Do invoices have to go to the new address?",
                    "From the day of the move on, yes. Letters to the old address are forwarded for six months.",
                ),
                (
                    "Will something be out of order meanwhile?",
                    "No. The systems that we run for you are not in our office, and somebody watches over them as always.",
                ),
            ]),
            button("Reply to this news", "mailto:{{system.email}}?subject=News"),
        ]
    },
};
