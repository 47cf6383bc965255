//! What happens in the demo, and when: eighteen months of a studio's business, counted back from today.

mod fate;

use super::{
    cast::{ADMIN, COMPANIES, Company, MAIN_CONTACT, OWNER, PEOPLE, STAFF, Standing, VAUBAN},
    catalogue,
    dice::Dice,
};
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc, Weekday};
use domain::{date, invoice::InvoiceForm};
pub(super) use fate::Fate;

/// How many days back the story begins.
pub(super) const DAYS: i64 = 548;
/// For so many days the studio has announced its invoices by mail.
const ANNOUNCED: i64 = 270;
/// The story ends so long before now, so that nothing happens in the future.
const MARGIN: TimeDelta = TimeDelta::minutes(90);

/// An invoice that is to be.
pub(super) struct Plan {
    pub company: usize,
    pub contact: usize,
    pub by: usize,
    /// Whether its issue is told by mail: the studio did not do that at first.
    pub announced: bool,
    /// All but the company and the contact.
    pub form: InvoiceForm,
}

/// Something that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    Company(usize),
    Archive(usize),
    Person(usize),
    Invite(usize),
    Revoke(usize),
    SignIn(usize),
    Draft(usize),
    Issue(usize),
    /// Of an invoice's balance, so many per cent.
    Pay {
        invoice: usize,
        percent: i64,
        method: &'static str,
    },
    /// A payment typed wrongly, put right at once.
    Mistype {
        invoice: usize,
    },
    /// A payment that the bank took back.
    Return {
        invoice: usize,
        reason: &'static str,
    },
    /// So many per cent of the total.
    Credit {
        invoice: usize,
        percent: i64,
        reason: &'static str,
    },
    /// Gives back what no invoice needs any more.
    Refund {
        invoice: usize,
        reason: &'static str,
    },
    Void {
        invoice: usize,
        reason: &'static str,
    },
    WriteOff {
        invoice: usize,
        reason: &'static str,
    },
    Visit {
        person: usize,
        invoice: Option<usize>,
        download: bool,
    },
}

/// The whole story, in order of time.
pub(super) struct Script {
    pub plans: Vec<Plan>,
    pub acts: Vec<(DateTime<Utc>, Act)>,
}

impl Script {
    /// Writes the story that ends now; `today` is the studio's date.
    pub fn write(now: DateTime<Utc>, today: NaiveDate) -> Self {
        let mut author = Author {
            dice: Dice::new(0x00a1_de57_0055),
            now: now - MARGIN,
            today,
            plans: Vec::new(),
            acts: Vec::new(),
        };
        author.clients();
        for (at, company) in COMPANIES.iter().enumerate() {
            author.invoices(at, company);
        }
        author.extra_visits();
        let Author {
            plans, mut acts, now, ..
        } = author;
        acts.retain(|(at, _)| *at <= now);
        // Stable: what was written first for the same instant happens first.
        acts.sort_by_key(|(at, _)| *at);
        Self { plans, acts }
    }
}

struct Author {
    dice: Dice,
    now: DateTime<Utc>,
    today: NaiveDate,
    plans: Vec<Plan>,
    acts: Vec<(DateTime<Utc>, Act)>,
}

/// Monday instead of a Saturday or Sunday.
fn working_day(day: NaiveDate) -> NaiveDate {
    let wait = match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    day + Days::new(wait)
}

/// The latest working day before.
fn day_before(day: NaiveDate) -> NaiveDate {
    let back = match day.weekday() {
        Weekday::Mon => 3,
        Weekday::Sun => 2,
        _ => 1,
    };
    day - Days::new(back)
}

impl Author {
    /// Some time in office hours, so many days ago or, at a weekend, on the Monday after. What is past stays past.
    fn office(&mut self, days_ago: i64) -> DateTime<Utc> {
        let minute = self.dice.between(7 * 60, 15 * 60);
        let into = TimeDelta::minutes(minute) + TimeDelta::seconds(self.dice.between(0, 59));
        let mut day = working_day(self.today - TimeDelta::days(days_ago));
        let at = |day: NaiveDate| day.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc() + into;
        while days_ago > 0 && at(day) > self.now {
            day = day_before(day);
        }
        at(day)
    }

    fn happens(&mut self, at: DateTime<Utc>, act: Act) {
        self.acts.push((at, act));
    }

    fn clients(&mut self) {
        for (at, company) in COMPANIES.iter().enumerate() {
            let when = self.office(company.since);
            self.happens(when, Act::Company(at));
        }
        for (at, person) in PEOPLE.iter().enumerate() {
            let since = person
                .companies
                .iter()
                .filter_map(|at| COMPANIES.get(*at))
                .map(|company| company.since);
            let since = since.min().unwrap_or(DAYS);
            let known = self.office(since) + TimeDelta::hours(9);
            self.happens(known, Act::Person(at));
            let invited = match person.standing {
                Standing::Visits => known + TimeDelta::hours(self.dice.between(18, 90)),
                Standing::Revoked(_) => known + TimeDelta::hours(22),
                Standing::Silent(days) => self.office(days),
                Standing::Uninvited | Standing::SwitchedOff => continue,
            };
            self.happens(invited, Act::Invite(at));
            if let Standing::Revoked(days) = person.standing {
                let when = self.office(days);
                self.happens(when, Act::Revoke(at));
            }
            if matches!(person.standing, Standing::Visits | Standing::Revoked(_)) {
                let first = invited + TimeDelta::minutes(self.dice.between(25, 3_000));
                self.happens(
                    first,
                    Act::Visit {
                        person: at,
                        invoice: None,
                        download: false,
                    },
                );
            }
        }
        let closed = self.office(55);
        self.happens(closed, Act::Archive(VAUBAN));
        for (member, days) in [(OWNER, 6), (ADMIN, 2), (STAFF, 1), (super::cast::VIEWER, 20)] {
            let when = self.office(days);
            self.happens(when, Act::SignIn(member));
        }
    }

    /// A company's invoices over the time that it has been a client, closer together the later: business is growing.
    fn invoices(&mut self, at: usize, company: &Company) {
        let (count, until) = (company.invoices, if at == VAUBAN { 130 } else { 2 });
        let span = company.since - 6 - until;
        for nth in 0..count {
            let left = count - nth;
            let ago = until + span * left * (left + count) / (2 * count * count);
            let days_ago = ago - self.dice.between(0, (span / count / 4).max(1));
            self.invoice(at, company, nth, days_ago.max(until));
        }
    }

    fn invoice(&mut self, at: usize, company: &Company, nth: i64, days_ago: i64) {
        let fate = Fate::of(&mut self.dice, at, nth, days_ago, company);
        // Drafts wait for their issue and were written in the last days.
        let days_ago = if fate == Fate::Draft {
            days_ago.min(8)
        } else {
            days_ago
        };
        let written = self.office(days_ago);
        let day = written.date_naive();
        let project = self.dice.pick(company.projects[0], &company.projects[1..]);
        let contact = self.addressee(at);
        let due = day + Days::new(company.payment_days.unsigned_abs());
        let by = self.dice.pick(STAFF, &[STAFF, STAFF, OWNER]);
        let form = self.form(company, project, due);
        let plan = self.plans.len();
        self.plans.push(Plan {
            company: at,
            contact,
            by,
            announced: days_ago < ANNOUNCED,
            form,
        });
        self.happens(written, Act::Draft(plan));
        if fate != Fate::Draft {
            let issued = written + TimeDelta::minutes(self.dice.between(4, 70));
            self.happens(issued, Act::Issue(plan));
            self.unfold(plan, company, contact, fate, issued, due);
        }
    }

    /// Whose attention an invoice is for: mostly the first at that company, who pays it.
    fn addressee(&mut self, company: usize) -> usize {
        let visitors: Vec<usize> = (0..PEOPLE.len())
            .filter(|at| {
                PEOPLE.get(*at).is_some_and(|person| {
                    person.companies.contains(&company)
                        && matches!(person.standing, Standing::Visits | Standing::Revoked(_))
                })
            })
            .collect();
        match visitors.as_slice() {
            [first, others @ ..] if self.dice.chance(30) => self.dice.pick(*first, others),
            [first, ..] => *first,
            [] => MAIN_CONTACT,
        }
    }

    fn form(&mut self, company: &Company, project: &str, due: NaiveDate) -> InvoiceForm {
        let (kind, value) = match self.dice.between(1, 20) {
            1 | 2 => ("percent", self.dice.pick("5", &["3", "2.5"])),
            3 => ("amount", if company.currency == "JPY" { "5000" } else { "50" }),
            _ => ("none", ""),
        };
        let numbered = self
            .dice
            .chance(if company.notes.contains("PO") { 100 } else { 25 });
        let order = self.dice.between(40_100, 98_900);
        let note = match (company.german, self.dice.between(1, 6)) {
            (true, 1 | 2) => "Vielen Dank für die gute Zusammenarbeit.",
            (true, 3) => "Leistungszeitraum: der Vormonat. Die Stundennachweise liegen im Projektordner.",
            (false, 1 | 2) => "Thank you for working with us.",
            (false, 3) => "For work in the month before. Time sheets are in the project folder.",
            _ => "",
        };
        let terms = if company.german {
            format!("Zahlbar innerhalb von {} Tagen ohne Abzug.", company.payment_days)
        } else {
            format!("Payable within {} days.", company.payment_days)
        };
        let internal = if self.dice.chance(10) {
            "Hours agreed with the client by telephone."
        } else {
            ""
        };
        InvoiceForm {
            currency: company.currency.to_owned(),
            due_date: date::to_field(due),
            po_number: if numbered {
                format!("PO-{order}")
            } else {
                String::new()
            },
            reference: project.to_owned(),
            notes: note.to_owned(),
            terms,
            internal_notes: internal.to_owned(),
            prices_include_tax: company.gross,
            discount_kind: kind.to_owned(),
            discount_value: value.to_owned(),
            lines: catalogue::lines(&mut self.dice, company, project),
            ..InvoiceForm::default()
        }
    }

    /// Those who use the portal have looked in lately, the main contact often.
    fn extra_visits(&mut self) {
        for (person, cast) in PEOPLE.iter().enumerate() {
            if cast.standing != Standing::Visits {
                continue;
            }
            let times = if person == MAIN_CONTACT { 4 } else { 1 };
            for _ in 0..times {
                let days = self.dice.between(1, 26);
                let when = self.office(days) + TimeDelta::minutes(self.dice.between(5, 50));
                self.happens(
                    when,
                    Act::Visit {
                        person,
                        invoice: None,
                        download: false,
                    },
                );
            }
        }
    }
}
