//! What becomes of an invoice after its issue.

use super::{Act, Author};
use crate::demo::{
    cast::{
        ALPWERK, BRENNER, Company, HARBOUR, HOSHINO, KLINIK, MAIN_CONTACT, MERIDIAN, MORGENROT, PAPIERBOOT,
        STADTWERKE, TESSERA, TIDEPOOL, VAUBAN,
    },
    dice::Dice,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// An invoice's way through its states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Fate {
    /// Not issued yet.
    Draft,
    /// Issued and unpaid; `seen` says whether its contact opened it.
    Open { seen: bool },
    /// Paid in part.
    Partial,
    /// Paid, `after` so many days.
    Paid { after: i64 },
    /// Paid in two instalments.
    Instalments,
    /// Paid, mistyped and put right.
    Mistyped,
    /// Paid, taken back by the bank, paid again.
    Returned,
    /// Voided on the next day.
    Void,
    /// Given up.
    WrittenOff,
    /// Taken back in full before it was paid.
    Credited,
    /// Reduced, then paid.
    Reduced,
    /// Paid, reduced, and the difference given back.
    Refunded,
    /// Paid, taken back in full, and all of it given back.
    RefundedWhole,
    /// Paid too much; the rest stays as credit.
    Overpaid,
}

impl Fate {
    /// The special ones by company and place, the others by age and chance.
    pub fn of(dice: &mut Dice, company: usize, nth: i64, days_ago: i64, client: &Company) -> Self {
        let from_last = client.invoices - 1 - nth;
        match (company, nth) {
            (TIDEPOOL | KLINIK, 4) | (TESSERA, 6) => return Self::Void,
            (MERIDIAN, 5) | (PAPIERBOOT, 3) => return Self::Credited,
            (TIDEPOOL, 9) | (BRENNER, 7) | (HARBOUR, 5) => return Self::Reduced,
            (BRENNER, 11) | (TIDEPOOL, 15) => return Self::Refunded,
            (HARBOUR, 8) => return Self::RefundedWhole,
            (TESSERA, 9) => return Self::Overpaid,
            (MERIDIAN, 9) | (STADTWERKE, 5) => return Self::Returned,
            (BRENNER, 4) => return Self::Mistyped,
            (VAUBAN, 4 | 5) => return Self::WrittenOff,
            _ => {}
        }
        match (company, from_last) {
            (TIDEPOOL | BRENNER | MERIDIAN | HARBOUR | TESSERA | KLINIK | MORGENROT, 0) => {
                return Self::Draft;
            }
            // What the client of the printed link finds: one new, one to pay, one late, one begun.
            (TIDEPOOL, 1) | (HARBOUR, 1) => return Self::Open { seen: false },
            (TIDEPOOL, 2) | (HOSHINO, 1) | (TESSERA, 3) => return Self::Partial,
            (TIDEPOOL, 3) | (HARBOUR, 2) => return Self::Open { seen: true },
            (TIDEPOOL, 6) | (KLINIK, 2) | (MERIDIAN, 4) => return Self::Open { seen: true },
            // New ones elsewhere: looked at, and not.
            (MERIDIAN | TESSERA, 1) | (ALPWERK | STADTWERKE, 0) => return Self::Open { seen: true },
            (HOSHINO | PAPIERBOOT, 0) => return Self::Open { seen: false },
            _ => {}
        }
        let late = days_ago - client.payment_days;
        let luck = dice.between(1, 100);
        match late {
            41.. if luck <= 84 => Self::Paid {
                after: client.payment_days + dice.between(-9, 16),
            },
            41.. if luck <= 94 => Self::Instalments,
            41.. if luck <= 97 => Self::Partial,
            1..=40 if luck <= 62 => Self::Paid {
                after: (client.payment_days + dice.between(-8, 3)).min(days_ago),
            },
            1..=40 if luck <= 76 => Self::Partial,
            ..=0 if luck <= 22 => Self::Paid {
                after: dice.between(1, days_ago.max(1)),
            },
            ..=0 if luck <= 32 => Self::Partial,
            _ => Self::Open { seen: luck % 4 != 0 },
        }
    }
}

impl Author {
    /// Writes what follows an invoice's issue.
    pub(super) fn unfold(
        &mut self,
        invoice: usize,
        company: &Company,
        contact: usize,
        fate: Fate,
        issued: DateTime<Utc>,
        due: NaiveDate,
    ) {
        let seen = match fate {
            Fate::Open { seen } => seen,
            _ => self.dice.chance(70),
        };
        if seen {
            self.look(invoice, contact, issued);
        }
        let terms = company.payment_days;
        let method = self.method(company);
        let due = self.evening(due);
        match fate {
            Fate::Draft | Fate::Open { .. } => {}
            Fate::Partial => {
                let percent = self.dice.between(25, 70);
                let when = self.after(issued, (terms / 2).min(6));
                self.happens(
                    when,
                    Act::Pay {
                        invoice,
                        percent,
                        method,
                    },
                );
            }
            Fate::Paid { after } => {
                let when = self.after(issued, after.max(1));
                self.happens(
                    when,
                    Act::Pay {
                        invoice,
                        percent: 100,
                        method,
                    },
                );
            }
            Fate::Instalments => {
                let percent = self.dice.pick(50, &[40, 30]);
                let first = self.after(issued, terms);
                self.happens(
                    first,
                    Act::Pay {
                        invoice,
                        percent,
                        method,
                    },
                );
                let second = self.after(first, 21);
                self.happens(
                    second,
                    Act::Pay {
                        invoice,
                        percent: 100,
                        method,
                    },
                );
            }
            Fate::Mistyped => {
                let when = self.after(issued, terms);
                self.happens(when, Act::Mistype { invoice });
            }
            Fate::Returned => {
                let first = self.after(issued, terms - 2);
                self.happens(
                    first,
                    Act::Pay {
                        invoice,
                        percent: 100,
                        method: "bank_transfer",
                    },
                );
                let back = self.after(first, 4);
                self.happens(
                    back,
                    Act::Return {
                        invoice,
                        reason: "Returned by the bank: account closed",
                    },
                );
                let again = self.after(back, 12);
                self.happens(
                    again,
                    Act::Pay {
                        invoice,
                        percent: 100,
                        method: "bank_transfer",
                    },
                );
            }
            Fate::Void => {
                let when = issued + TimeDelta::hours(22);
                self.happens(
                    when,
                    Act::Void {
                        invoice,
                        reason: "Wrong project; issued anew",
                    },
                );
            }
            Fate::WrittenOff => {
                let when = due + TimeDelta::days(40);
                self.happens(
                    when,
                    Act::WriteOff {
                        invoice,
                        reason: "The company has closed; nothing to be had",
                    },
                );
            }
            Fate::Credited => {
                let when = self.after(issued, 8);
                self.happens(
                    when,
                    Act::Credit {
                        invoice,
                        percent: 100,
                        reason: "Order cancelled before work began",
                    },
                );
            }
            Fate::Reduced => {
                let when = self.after(issued, 6);
                self.happens(
                    when,
                    Act::Credit {
                        invoice,
                        percent: 15,
                        reason: "Delivered a week late, as agreed",
                    },
                );
                let paid = self.after(issued, terms);
                self.happens(
                    paid,
                    Act::Pay {
                        invoice,
                        percent: 100,
                        method,
                    },
                );
            }
            Fate::Refunded | Fate::RefundedWhole => {
                let paid = self.after(issued, terms - 3);
                self.happens(
                    paid,
                    Act::Pay {
                        invoice,
                        percent: 100,
                        method: "bank_transfer",
                    },
                );
                let (percent, reason) = if fate == Fate::Refunded {
                    (20, "Two samples came back unused")
                } else {
                    (100, "Installation cancelled by the landlord")
                };
                let credited = self.after(paid, 9);
                self.happens(
                    credited,
                    Act::Credit {
                        invoice,
                        percent,
                        reason,
                    },
                );
                let back = credited + TimeDelta::hours(26);
                self.happens(back, Act::Refund { invoice, reason });
            }
            Fate::Overpaid => {
                let when = self.after(issued, terms);
                self.happens(
                    when,
                    Act::Pay {
                        invoice,
                        percent: 104,
                        method: "cheque",
                    },
                );
            }
        }
    }

    /// Somebody opens an invoice, and sometimes keeps a copy.
    fn look(&mut self, invoice: usize, person: usize, issued: DateTime<Utc>) {
        let download = person == MAIN_CONTACT || self.dice.chance(45);
        let when = issued + TimeDelta::minutes(self.dice.between(30, 5_400));
        self.happens(
            when,
            Act::Visit {
                person,
                invoice: Some(invoice),
                download,
            },
        );
        if self.dice.chance(15) {
            let again = when + TimeDelta::minutes(self.dice.between(1_500, 9_000));
            self.happens(
                again,
                Act::Visit {
                    person,
                    invoice: Some(invoice),
                    download: false,
                },
            );
        }
    }

    fn method(&mut self, company: &Company) -> &'static str {
        if company.gross {
            return self.dice.pick("cash", &["card", "bank_transfer"]);
        }
        match company.currency {
            "USD" => self.dice.pick("bank_transfer", &["card", "cheque"]),
            "GBP" => self
                .dice
                .pick("bank_transfer", &["card", "bank_transfer", "other"]),
            _ => "bank_transfer",
        }
    }

    /// A working hour so many days after something.
    fn after(&mut self, at: DateTime<Utc>, days: i64) -> DateTime<Utc> {
        let ago = (self.today - at.date_naive()).num_days() - days.max(1);
        self.office(ago)
    }

    fn evening(&mut self, day: NaiveDate) -> DateTime<Utc> {
        let ago = (self.today - day).num_days();
        self.office(ago) + TimeDelta::hours(1)
    }
}
