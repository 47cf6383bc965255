//! How the matrix judges an answer.

use crate::support::*;
use std::collections::BTreeSet;

/// What is wrong, all of it at once.
#[derive(Default)]
pub struct Findings(BTreeSet<String>);

impl Findings {
    pub fn add(&mut self, label: &str, what: String) {
        self.0.insert(format!("{label}: {what}"));
    }

    /// No text of anybody whose texts the actor may not see, in body or headers.
    pub fn no_foreign(&mut self, label: &str, actor: Actor, reply: &Reply) {
        let headers: Vec<_> = reply
            .headers
            .iter()
            .map(|(name, value)| {
                format!(
                    "{name}: {}",
                    decoded_path(&String::from_utf8_lossy(value.as_bytes()))
                )
            })
            .collect();
        let (owners, staff) = actor.may_see();
        let foreign = foreign_canaries(
            &format!("{}\n{}", headers.join("\n"), reply.text()),
            owners,
            staff,
        );
        if !foreign.is_empty() {
            self.add(label, format!("shows what is not theirs: {foreign:?}"));
        }
    }

    pub fn done(self) {
        let all: Vec<_> = self.0.into_iter().collect();
        assert!(all.is_empty(), "{} findings:\n{}", all.len(), all.join("\n"));
    }
}

/// Whether the stored state is still what it was.
pub struct Watch {
    before: Dump,
    ids: BTreeSet<String>,
    stamp: i64,
}

impl Watch {
    pub async fn new(site: &Site) -> Self {
        let before = site.database.state().await;
        let mut ids = BTreeSet::new();
        for table in site.database.tables().await {
            if site.database.columns(&table).await.contains(&"id".to_owned()) && table != "seaql_migrations" {
                let found: Vec<uuid::Uuid> = site
                    .database
                    .column(&format!(r#"SELECT id FROM "{table}""#), vec![])
                    .await;
                ids.extend(found.iter().map(ToString::to_string));
            }
        }
        Self {
            before,
            ids,
            stamp: stamp(site).await,
        }
    }

    /// Whether an id is a stored record's.
    pub fn is_known(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Notes what has changed since the last look.
    pub async fn unchanged(&mut self, site: &Site, findings: &mut Findings, label: &str) {
        let stamp = stamp(site).await;
        if stamp == self.stamp && stamp != 0 {
            return;
        }
        self.stamp = stamp;
        let after = site.database.state().await;
        if after != self.before {
            for (table, rows) in &after {
                let before = &self.before[table];
                let new: Vec<_> = rows.iter().filter(|row| !before.contains(row)).take(3).collect();
                if rows != before {
                    findings.add(
                        label,
                        format!(
                            "a refused request changed {table}: {} → {} rows, {new:?}",
                            before.len(),
                            rows.len()
                        ),
                    );
                }
            }
            self.before = after;
        }
    }
}

/// Changes whenever somebody else has written; 0 where the database can't tell.
async fn stamp(site: &Site) -> i64 {
    if site.database.postgres {
        0
    } else {
        site.database.one("PRAGMA data_version", vec![]).await
    }
}

pub fn excerpt(reply: &Reply) -> String {
    let text = reply.text();
    let main = text.split("<main").nth(1).unwrap_or(&text);
    main.chars().take(300).collect()
}

/// Sends a request of somebody who is no guest of this side, as a program and as a browser: both are turned away at the door.
pub async fn check_refused(
    site: &Site,
    findings: &mut Findings,
    label: &str,
    actor: Actor,
    ask: Ask,
    staff: bool,
) {
    let program = site
        .send(ask.clone().without("accept").header("accept", "application/json"))
        .await;
    if program.status != 401 || program.json() != serde_json::json!({ "code": "unauthenticated" }) {
        findings.add(
            label,
            format!("a program gets {} {}", program.status, excerpt(&program)),
        );
    }
    findings.no_foreign(label, actor, &program);
    let browser = site
        .send(ask.without("accept").header("accept", "text/html"))
        .await;
    let to = browser.location();
    let led_away = if staff {
        to.starts_with("/staff/sign-in")
    } else {
        to == "/"
    };
    if browser.status != 303 || !led_away || !browser.bytes.is_empty() {
        findings.add(label, format!("a browser gets {} to {to:?}", browser.status));
    }
    for reply in [&program, &browser] {
        if !reply.cookies().is_empty() {
            findings.add(label, format!("sets a cookie: {:?}", reply.cookies()));
        }
    }
    findings.no_foreign(label, actor, &browser);
}

/// Sends ids of others, of nobody, and what is no id, to whoever may use the address with own ids.
pub async fn check_foreign(
    site: &Site,
    findings: &mut Findings,
    watch: &mut Watch,
    case: &Case,
    actor: Actor,
    foreign: &[Whose],
) {
    let label = format!("{} as {actor:?}", case.key());
    let cookie = site.cookie(actor);
    for probe in case.probes.iter().filter(|probe| probe.thing != Thing::Nothing) {
        let unknown = id_of(&site.world, probe.thing, Whose::Unknown, actor).unwrap();
        let nobodys = site
            .send(case.ask(probe, &site.world, &unknown).cookie(cookie.clone()))
            .await;
        let expected = match probe.refusal {
            Refusal::NotFound => Some(404),
            Refusal::Invalid => Some(422),
            Refusal::Empty => Some(200),
            Refusal::Same => None,
        };
        if expected.is_some_and(|status| nobodys.status != status) {
            findings.add(
                &label,
                format!("unknown {:?} → {}, not {expected:?}", probe.thing, nobodys.status),
            );
        }
        let nobodys = nobodys.normalised(&unknown, &|id| watch.is_known(id));
        for whose in foreign {
            let own = match (whose, actor) {
                (Whose::Colleague, _) => probe.shared,
                // All clients are the staff's; only a session is one's own.
                (Whose::Sibling, Actor::Staff(..)) => probe.thing != Thing::StaffSession,
                _ => false,
            };
            if own {
                continue;
            }
            let Some(id) = id_of(&site.world, probe.thing, *whose, actor) else {
                continue;
            };
            let reply = site
                .send(case.ask(probe, &site.world, &id).cookie(cookie.clone()))
                .await;
            findings.no_foreign(&format!("{label}, {whose:?}"), actor, &reply);
            let theirs = reply.normalised(&id, &|id| watch.is_known(id));
            if let Err(difference) = alike(&nobodys, &theirs) {
                findings.add(
                    &label,
                    format!(
                        "{whose:?} {:?} is not answered like an unknown one: {difference}",
                        probe.thing
                    ),
                );
            }
        }
        if matches!(probe.refusal, Refusal::NotFound | Refusal::Invalid) {
            for text in [
                "x",
                "0195a000000070008000000000000000",
                "../../x",
                "%00",
                "' OR 1=1 --",
                "-1",
            ] {
                let reply = site
                    .send(case.ask(probe, &site.world, text).cookie(cookie.clone()))
                    .await;
                let fits = if case.is_call() {
                    matches!(reply.status.as_u16(), 400 | 404 | 422)
                } else {
                    reply.status == 404
                };
                if !fits {
                    findings.add(&label, format!("malformed id {text:?} → {}", reply.status));
                }
                findings.no_foreign(&label, actor, &reply);
            }
        }
        watch.unchanged(site, findings, &label).await;
    }
}
