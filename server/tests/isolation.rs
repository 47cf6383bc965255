//! Who reaches what: every address of the program, asked by everybody, for everybody's things.
//!
//! An address that is not in the table of cases (`support/cases_*.rs`) fails the first test. Abuse case 10 of the security design.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // also in what tests share

#[path = "support/support.rs"]
mod support;

#[path = "isolation/matrix.rs"]
mod matrix;

use domain::role::Role;
use matrix::{Findings, Watch, check_foreign, check_refused};
use std::collections::BTreeSet;
use support::*;

/// Server functions may answer a GET only when they are on this list, which is reviewed: a GET changes nothing.
const READ_BY_GET: [&str; 0] = [];

fn server_functions() -> BTreeSet<(String, String)> {
    server_fn::axum::server_fn_paths()
        .map(|(path, method)| (method.to_string(), path.to_owned()))
        .collect()
}

#[test]
fn every_address_is_in_the_table() {
    let cases = by_key();
    let mut missing = Vec::new();
    let mut known = BTreeSet::new();
    let mut look = |key: String| {
        if !cases.contains_key(&key) {
            missing.push(key.clone());
        }
        known.insert(key);
    };
    for (method, path) in server_functions() {
        look(format!("{method} {path}"));
    }
    for route in leptos_axum::generate_route_list(app::routes::App) {
        look(format!("GET {}", route.path()));
    }
    look("POST /l/{token}".to_owned());
    look("POST /l/{token}/code".to_owned());
    for (path, _) in server::router::plain_routes() {
        let keys: Vec<_> = cases
            .values()
            .filter(|case| case.path == path)
            .map(Case::key)
            .collect();
        if keys.is_empty() {
            missing.push(format!("(plain) {path}"));
        }
        known.extend(keys);
    }
    let gone: Vec<_> = cases.keys().filter(|key| !known.contains(*key)).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "the table in server/tests/support/cases_*.rs must list every address\n  not in the table: {missing:#?}\n  \
         in the table, but not in the program: {gone:#?}"
    );
}

/// A server function that nothing refers to may be dropped by the linker: then it is neither served nor tested.
#[test]
fn every_server_function_in_the_source_is_served() {
    let mut written = BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../app/src"
    ))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                for attribute in source.split("#[server(").skip(1) {
                    let attribute = attribute.split(")]").next().unwrap_or_default();
                    let value =
                        |name: &str| Some(attribute.split_once(name)?.1.split('"').nth(1)?.to_owned());
                    if let Some(prefix) = value("prefix") {
                        let endpoint = value("endpoint").unwrap_or_else(|| panic!("{path:?}: no endpoint"));
                        written.insert(format!("{prefix}/{endpoint}"));
                    }
                }
            }
        }
    }
    let served: BTreeSet<_> = server_functions().into_iter().map(|(_, path)| path).collect();
    assert_eq!(written, served);
}

#[test]
fn every_server_function_is_a_post_behind_a_door() {
    for (method, path) in server_functions() {
        assert!(
            method == "POST" || READ_BY_GET.contains(&path.as_str()),
            "{method} {path}: a GET is not protected against forged requests"
        );
        let case = &by_key()[&format!("{method} {path}")];
        let side = path.split('/').nth(2).unwrap_or_default();
        let fits = match side {
            "public" => case.who == Who::Anybody,
            "staff" => case.who.is_staff(),
            "portal" => case.who.is_client(),
            _ => false,
        };
        assert!(fits, "{path} is for {:?}", case.who);
    }
}

/// Nobody without a session gets past a door: not to the arguments, not to the record, not to the module switch.
#[tokio::test]
async fn closed_doors_stay_closed_before_arguments_are_read() {
    let site = Site::new().await;
    let mut findings = Findings::default();
    let mut watch = Watch::new(&site).await;
    for case in cases().iter().filter(|case| case.who != Who::Anybody) {
        let mut strangers = Actor::SHUT_OUT.to_vec();
        if case.who.is_staff() {
            strangers.extend([Actor::A1, Actor::Client(Person::B1), Actor::ClientInStaffCookie]);
        } else {
            strangers.extend([
                Actor::OWNER,
                Actor::Staff(Side::B, Role::Owner),
                Actor::StaffInClientCookie,
            ]);
        }
        for actor in strangers {
            let label = format!("{} as {actor:?}", case.key());
            let cookie = site.cookie(actor);
            for probe in &case.probes {
                for whose in [
                    Whose::Own,
                    Whose::Sibling,
                    Whose::OtherTenant,
                    Whose::Unknown,
                    Whose::Malformed("x"),
                ] {
                    let Some(id) = id_of(&site.world, probe.thing, whose, actor)
                        .or_else(|| (probe.thing == Thing::Nothing && whose == Whose::Own).then(String::new))
                    else {
                        continue;
                    };
                    let ask = case.ask(probe, &site.world, &id).cookie(cookie.clone());
                    check_refused(&site, &mut findings, &label, actor, ask, case.who.is_staff()).await;
                }
            }
            // What can't be read is not even looked at.
            let path = case.path_of("%");
            let garbage = Ask::new(case.method, &path)
                .header("accept", "application/json")
                .header("sec-fetch-site", "same-origin")
                .cookie(cookie)
                .body("form=%FF&id[][=".to_owned());
            check_refused(&site, &mut findings, &label, actor, garbage, case.who.is_staff()).await;
            watch.unchanged(&site, &mut findings, &label).await;
        }
    }
    findings.done();
}

/// Paths that do not exist are behind the doors too.
#[tokio::test]
async fn unknown_paths_are_behind_the_doors() {
    let site = Site::new().await;
    let mut findings = Findings::default();
    for path in [
        "/staff/nowhere",
        "/staff/sign-in/x",
        "/portal/nowhere",
        "/api/staff/nothing",
        "/api/portal/nothing",
        "/staff//",
        "/portal/%2e%2e/staff",
    ] {
        let staff = path.contains("staff/") && !path.starts_with("/portal");
        let ask = Ask::page(path);
        check_refused(&site, &mut findings, path, Actor::Anonymous, ask, staff).await;
    }
    findings.done();
}

/// A role that is too small is refused alike for own, foreign and unknown things.
#[tokio::test]
async fn a_role_that_is_too_small_changes_and_learns_nothing() {
    let site = Site::new().await;
    let mut findings = Findings::default();
    let mut watch = Watch::new(&site).await;
    for case in cases().iter().filter(|case| case.who.is_staff()) {
        for role in Role::ALL.into_iter().filter(|role| !case.who.includes(*role)) {
            let actor = Actor::Staff(Side::A, role);
            let label = format!("{} as {actor:?}", case.key());
            for probe in &case.probes {
                let mut answers = BTreeSet::new();
                for whose in [Whose::Own, Whose::OtherTenant, Whose::Unknown] {
                    let Some(id) = id_of(&site.world, probe.thing, whose, actor)
                        .or_else(|| (probe.thing == Thing::Nothing && whose == Whose::Own).then(String::new))
                    else {
                        continue;
                    };
                    let reply = site
                        .send(case.ask(probe, &site.world, &id).cookie(site.cookie(actor)))
                        .await;
                    if reply.status != 403 {
                        findings.add(&label, format!("{whose:?} → {}, not 403", reply.status));
                    }
                    findings.no_foreign(&label, actor, &reply);
                    answers.insert(reply.normalised(&id, &|id| watch.is_known(id)));
                }
                if answers.len() > 1 {
                    findings.add(
                        &label,
                        "own, foreign and unknown things are refused differently".to_owned(),
                    );
                }
            }
            watch.unchanged(&site, &mut findings, &label).await;
        }
    }
    findings.done();
}

/// Staff of one workspace and things of another: as if they were not there.
#[tokio::test]
async fn abuse_10_staff_never_reach_another_workspace() {
    let site = Site::new().await;
    let mut findings = Findings::default();
    let mut watch = Watch::new(&site).await;
    for case in cases().iter().filter(|case| case.who.is_staff()) {
        for actor in [
            Actor::Staff(Side::A, Role::Owner),
            Actor::Staff(Side::A, Role::Viewer),
        ] {
            let Actor::Staff(_, role) = actor else { continue };
            if case.who.includes(role) {
                let foreign = [Whose::Sibling, Whose::OtherTenant];
                check_foreign(&site, &mut findings, &mut watch, case, actor, &foreign).await;
            }
        }
    }
    findings.done();
}

/// A client and the things of a colleague, of another client and of another workspace's client.
#[tokio::test]
async fn abuse_10_clients_never_reach_another_client() {
    let site = Site::new().await;
    let mut findings = Findings::default();
    let mut watch = Watch::new(&site).await;
    for case in cases().iter().filter(|case| case.who.is_client()) {
        let foreign = [Whose::Colleague, Whose::Sibling, Whose::OtherTenant];
        check_foreign(&site, &mut findings, &mut watch, case, Actor::A1, &foreign).await;
    }
    findings.done();
}

/// The counter-check: with the right session and the own things, every address works. Each change happens in a world of its own.
#[tokio::test]
async fn own_things_are_within_reach() {
    let mut findings = Findings::default();
    let reading = Site::new().await;
    for case in cases() {
        let actors: Vec<Actor> = match case.who {
            Who::Anybody => vec![Actor::Anonymous],
            Who::Clients | Who::ClientsWith(_) => vec![Actor::A1],
            _ => vec![Actor::OWNER],
        };
        for actor in actors {
            for probe in &case.probes {
                let fresh = if case.reads { None } else { Some(Site::new().await) };
                let site = fresh.as_ref().unwrap_or(&reading);
                let label = format!("{} as {actor:?}", case.key());
                let id = id_of(&site.world, probe.thing, Whose::Own, actor).unwrap_or_default();
                let before = site.database.state().await;
                let reply = site
                    .send(case.ask(probe, &site.world, &id).cookie(site.cookie(actor)))
                    .await;
                if reply.status != probe.own {
                    findings.add(
                        &label,
                        format!(
                            "{:?} → {}: {}",
                            probe.thing,
                            reply.status,
                            matrix::excerpt(&reply)
                        ),
                    );
                }
                if case.who != Who::Anybody {
                    findings.no_foreign(&label, actor, &reply);
                }
                let changed = before != site.database.state().await;
                if !case.reads && !changed && case.who != Who::Anybody && probe.own == 200 {
                    findings.add(&label, "changes nothing".to_owned());
                }
                if case.reads && case.who.is_staff() && changed {
                    findings.add(&label, "is said to read only, but changes something".to_owned());
                }
                if let Some(site) = fresh {
                    site.close().await;
                }
            }
        }
    }
    findings.done();
}

/// Lists of sessions hold the own ones, all of them, and nobody else's.
#[tokio::test]
async fn everybody_sees_their_own_sessions_only() {
    let site = Site::new().await;
    for (actor, path, expected) in [
        (Actor::OWNER, "/api/staff/own_sessions", 3),
        (Actor::Staff(Side::A, Role::Viewer), "/api/staff/own_sessions", 2),
        (Actor::A1, "/api/portal/sessions", 2),
        (Actor::Client(Person::A1b), "/api/portal/sessions", 2),
        (Actor::Client(Person::B1), "/api/portal/sessions", 2),
    ] {
        let list = site.call(actor, path, &Fields::new()).await.json();
        let list = list.as_array().unwrap();
        assert_eq!(list.len(), expected, "{actor:?}: {list:#?}");
        let current = list.iter().filter(|line| line["current"] == true).count();
        assert_eq!(current, 1, "{actor:?}: {list:#?}");
    }
}

/// A module that is switched off is not there.
#[tokio::test]
async fn a_module_switched_off_answers_404() {
    let site = Site::new().await;
    site.database.run("UPDATE portal SET modules = ''", vec![]).await;
    let mut findings = Findings::default();
    for case in cases() {
        let Who::ClientsWith(module) = case.who else {
            continue;
        };
        for probe in &case.probes {
            let id = id_of(&site.world, probe.thing, Whose::Own, Actor::A1).unwrap_or_default();
            let reply = site
                .send(case.ask(probe, &site.world, &id).cookie(site.cookie(Actor::A1)))
                .await;
            if reply.status != 404 {
                findings.add(&case.key(), format!("with {module:?} off → {}", reply.status));
            }
            let secrets: Vec<_> = canaries(&reply.text())
                .into_iter()
                .filter(|c| c.starts_with("A1-"))
                .collect();
            let frame = ["A1-first", "A1-last", "A1-company", "A1-email"];
            if secrets.iter().any(|secret| !frame.contains(&secret.as_str())) {
                findings.add(&case.key(), format!("shows {secrets:?} though {module:?} is off"));
            }
        }
    }
    findings.done();
}

/// Who may what, as a text that is read when it changes. To write it anew: `PORTICO_WRITE_POLICY=1 cargo test -p server --test isolation policy`.
#[tokio::test]
async fn the_policy_is_the_reviewed_one() {
    let site = Site::new().await;
    let actors = [
        ("anonymous", Actor::Anonymous),
        ("client", Actor::A1),
        ("viewer", Actor::Staff(Side::A, Role::Viewer)),
        ("staff", Actor::Staff(Side::A, Role::Staff)),
        ("admin", Actor::Staff(Side::A, Role::Admin)),
        ("owner", Actor::Staff(Side::A, Role::Owner)),
    ];
    let names = actors.map(|(name, _)| format!("{name:<10}")).join("");
    let mut lines = vec![format!("{:<48} {}", "# address", names.trim_end())];
    for (key, case) in by_key() {
        let mut line = format!("{key:<48} ");
        for (_, actor) in actors {
            let (mut allowed, mut count) = (0, 0);
            // With an id that is nobody's: whoever may not is refused before it is looked up, and nothing is changed.
            for probe in &case.probes {
                let unknown = id_of(&site.world, probe.thing, Whose::Unknown, actor).unwrap_or_default();
                let harmless = case.reads || probe.thing != Thing::Nothing || case.who == Who::Anybody;
                let fresh = if harmless { None } else { Some(Site::new().await) };
                let at = fresh.as_ref().unwrap_or(&site);
                let ask = case.ask(probe, &at.world, &unknown).cookie(at.cookie(actor));
                let reply = at.send(ask).await;
                let turned_away = [
                    reply.location().as_str() == "/",
                    reply.location().starts_with("/staff/sign-in?"),
                ];
                count += 1;
                let led_away = case.who != Who::Anybody && turned_away.contains(&true);
                if !(led_away || matches!(reply.status.as_u16(), 401 | 403)) {
                    allowed += 1;
                }
                if let Some(fresh) = fresh {
                    fresh.close().await;
                }
            }
            let word = if allowed == count {
                "yes"
            } else if allowed == 0 {
                "-"
            } else {
                "MIXED"
            };
            line.push_str(&format!("{word:<10}"));
        }
        lines.push(line.trim_end().to_owned());
    }
    let found = lines.join("\n") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy.txt");
    if std::env::var_os("PORTICO_WRITE_POLICY").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    let reviewed = std::fs::read_to_string(path).unwrap_or_default();
    let differ: Vec<_> = found
        .lines()
        .filter(|line| !reviewed.lines().any(|known| known == *line))
        .chain(
            reviewed
                .lines()
                .filter(|line| !found.lines().any(|known| known == *line)),
        )
        .collect();
    assert!(
        found == reviewed,
        "server/tests/policy.txt is not what the program does. Lines that differ:\n{}",
        differ.join("\n")
    );
}

/// The table says for each address which permission it needs; the program must agree for every role.
#[tokio::test]
async fn the_table_and_the_roles_agree() {
    let reviewed =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy.txt")).unwrap_or_default();
    for (key, case) in by_key().into_iter().filter(|(_, case)| case.who.is_staff()) {
        let Some(line) = reviewed.lines().find(|line| line.starts_with(&format!("{key} "))) else {
            panic!("server/tests/policy.txt has no line for {key}");
        };
        let words: Vec<_> = line[key.len()..].split_whitespace().collect();
        for (role, word) in Role::ALL.into_iter().zip(&words[2..]) {
            assert_eq!(
                *word == "yes",
                case.who.includes(role),
                "{key} for {role}: {line}"
            );
        }
    }
}
