//! Everything about money on one page.

use super::{Template, build::*};
use crate::page::{
    blocks::{InvoiceChoice, Layout, Tone},
    rule::Rule,
};

pub(super) const TEMPLATE: Template = Template {
    key: "invoice-overview",
    name: "Invoice overview",
    description: "Balance, open and paid invoices, payments, and the answers that people ask for.",
    icon: "invoice",
    title: "Invoices and payments",
    slug: "billing",
    summary: "What is due, what is paid and how to pay.",
    blocks: || {
        vec![
            text(
                "Here is how your account at {{system.company_name}} stands. Each invoice opens with all its lines, and its PDF \
                 can be downloaded for your books.",
            ),
            only_if(
                Rule::HasOverdueInvoices,
                callout(
                    Tone::Danger,
                    "Something is overdue",
                    "Please look at the invoices below. If you can't pay all of it now, tell us early: we would rather agree on \
                     a date than send a reminder.",
                ),
            ),
            columns(
                Layout::NarrowWide,
                vec![
                    vec![balance()],
                    vec![invoices(
                        "To be paid",
                        InvoiceChoice::Open,
                        10,
                        "There is nothing to pay at the moment. Thank you.",
                    )],
                ],
            ),
            section("How to pay"),
            text(
                "1. Open the invoice and copy the bank details, or scan the code on its PDF with your bank's app.\n\
                 1. Use the invoice's number as the reference, so that your payment finds its way by itself.\n\
                 1. It shows here as soon as it has arrived, as a rule after one or two working days.",
            ),
            section("What you have paid"),
            columns(
                Layout::Two,
                vec![
                    vec![payments()],
                    vec![invoices(
                        "Paid invoices",
                        InvoiceChoice::Paid,
                        10,
                        "No invoice has been paid yet.",
                    )],
                ],
            ),
            section("Questions about invoices"),
            questions(&[
                (
                    "Our address or tax number is wrong. What can I do?",
                    "Write to us before you pay. We correct the invoice and send you the new one on the same day.",
                ),
                (
                    "Can invoices go straight to our accounts department?",
                    "Yes. Tell us the address, and the person there gets a link of their own to everything that you see here.",
                ),
                (
                    "Can I pay in instalments?",
                    "For larger projects we agree on instalments beforehand. If a payment has become difficult, talk to us.",
                ),
            ]),
        ]
    },
};
