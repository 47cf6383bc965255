//! The first page that a client sees.

use super::{Template, build::*};
use crate::page::{
    blocks::{InvoiceChoice, Layout, Tone},
    rule::Rule,
};

pub(super) const TEMPLATE: Template = Template {
    key: "welcome",
    name: "Welcome",
    description: "Greets your client, shows what is waiting and says how to reach you.",
    icon: "home",
    title: "Welcome",
    slug: "welcome",
    summary: "Where you stand with us, and how to reach us.",
    blocks: || {
        vec![
            section("Hello {{contact.first_name | default(\"and welcome\")}}"),
            text(
                "This is your place at {{system.company_name}}. Everything we do together comes together here: what is \
                 agreed, what is due and what happened lately. You never need a password; the link in our e-mails is enough.",
            ),
            needs_action(),
            only_if(
                Rule::HasOverdueInvoices,
                callout(
                    Tone::Warning,
                    "A payment seems to be late",
                    "If you have paid in the last days, thank you: it takes a moment until it shows here. If something is not \
                     right with an invoice, write to us and we will sort it out together.",
                ),
            ),
            columns(
                Layout::WideNarrow,
                vec![
                    vec![
                        invoices(
                            "Open invoices",
                            InvoiceChoice::Open,
                            5,
                            "Everything is paid. Thank you.",
                        ),
                        activity("What happened lately", 8),
                    ],
                    vec![
                        balance(),
                        card(
                            "Questions?",
                            vec![
                                text(
                                    "We usually answer within one working day. If it is urgent, a call is the quickest way.",
                                ),
                                button("Write to us", "mailto:{{system.email}}"),
                                quiet_button("Call us", "tel:{{system.phone}}"),
                            ],
                        ),
                    ],
                ],
            ),
        ]
    },
};
