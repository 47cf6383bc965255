//! Questions and answers.

use super::{Template, build::*};

pub(super) const TEMPLATE: Template = Template {
    key: "faq",
    name: "FAQ",
    description: "The questions that every client asks, answered once and for all.",
    icon: "accordion",
    title: "Questions and answers",
    slug: "faq",
    summary: "Answers to what our clients ask most.",
    blocks: || {
        vec![
            text(
                "These are the questions that we hear most. If yours is not among them, ask us: the next one who has it will find the answer here.",
            ),
            section("Working together"),
            questions(&[
                (
                    "Who is my contact?",
                    "The person who wrote to you first stays your contact for the whole project. Anyone here can help if they are away.",
                ),
                (
                    "How do we make decisions?",
                    "In writing, and in one place. After every call we send a short note; what nobody objects to within three working days is agreed.",
                ),
                (
                    "Can we change our minds?",
                    "Of course. Small changes are part of the work. For larger ones we tell you the price and the new date before we begin.",
                ),
            ]),
            section("This portal"),
            questions(&[
                (
                    "Why is there no password?",
                    "A link that is sent to your own mailbox is as safe as the mailbox itself, and nothing can be forgotten or stolen from a list.",
                ),
                (
                    "My link does not work any more",
                    "Links run out after a while. Enter your e-mail address on the portal's first page, and a new one is on its way.",
                ),
                (
                    "Who sees what is in here?",
                    "You, the colleagues whom you have named, and our team. Other clients never see anything of yours.",
                ),
            ]),
            section("Invoices and payments"),
            questions(&[
                (
                    "When do invoices come?",
                    "At the end of each month, or when a milestone is reached. You get an e-mail for each one.",
                ),
                (
                    "How long do I have to pay?",
                    "The date is on the invoice. As a rule it is {{company.payment_days | default(\"14\")}} days.",
                ),
                (
                    "I have paid, but it still says open",
                    "Transfers take one or two working days. If it has been longer, send us the date and the amount, and we look for it.",
                ),
            ]),
            divider(),
            quiet_button("Ask another question", "mailto:{{system.email}}"),
        ]
    },
};
