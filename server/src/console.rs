//! What the commands print for the operator, and the demo's links at each start.

#![allow(clippy::print_stdout)] // the console is where its operator reads

use app::platform::cookie::{self, Kind};
use backend::{
    Backend, BackendError,
    access::operator,
    bench_data::{self, Size},
    demo::{self, DemoAccess},
    staff::setup,
};
use std::{error::Error, time::Instant};

type Outcome = Result<(), Box<dyn Error>>;

/// A conflict's text is a sentence for its reader already.
fn in_words(error: BackendError) -> String {
    match error {
        BackendError::Conflict(sentence) => sentence,
        other => other.to_string(),
    }
}

/// Loads the demo into an empty database and stops.
///
/// # Errors
/// When there is a workspace already, or the database fails.
pub async fn seed(backend: &Backend) -> Outcome {
    if !setup::is_needed(backend).await? {
        return Err("There is a workspace in this database already. The demo goes into an empty one.".into());
    }
    let access = load(backend).await?;
    print_demo(&access);
    println!("  Start Portico with `portico serve` to use them.\n");
    Ok(backend.db().clone().close().await?)
}

/// Loads the demo if the database is empty, and prints how to get in.
///
/// # Errors
/// When the demo was not loaded to its end, or the database fails.
pub async fn demo(backend: &Backend) -> Outcome {
    let access = if setup::is_needed(backend).await? {
        Some(load(backend).await?)
    } else {
        demo::access(backend).await.map_err(in_words)?
    };
    match access {
        Some(access) => print_demo(&access),
        None => println!("\n  This database holds a workspace of your own, so the demo was not loaded.\n"),
    }
    Ok(())
}

async fn load(backend: &Backend) -> Result<DemoAccess, Box<dyn Error>> {
    println!("  Loading the demo (about 15 seconds, the first time only) …");
    let began = Instant::now();
    let access = demo::load(backend).await?;
    println!(
        "  The demo is there after {:.1} s.",
        began.elapsed().as_secs_f32()
    );
    Ok(access)
}

fn print_demo(access: &DemoAccess) {
    let (role, owner) = access
        .staff
        .first()
        .map_or(("", ""), |(role, email)| (role.label(), email.as_str()));
    let others = access.staff.iter().skip(1).map(|(_, email)| email.as_str());
    let others = others.collect::<Vec<_>>().join(", ");
    println!("\n  Staff   {}", access.sign_in_url);
    println!("          {owner} ({role}), password {}", access.password);
    println!("          also {others}");
    println!("  Client  {}", access.client_url);
    println!("          opens the portal of {}\n", access.client_name);
}

/// Prints a new link for each contact with this address.
///
/// # Errors
/// When there is none, none of them may have a link, or the database fails.
pub async fn link(backend: &Backend, email: &str) -> Outcome {
    let printed = operator::print_links(backend, email).await?;
    if printed.is_empty() {
        return Err(format!("There is no contact with the address {email}.").into());
    }
    let mut any = false;
    for line in &printed {
        match &line.link {
            Ok(url) => {
                any = true;
                println!("{}, {}\n  {url}", line.contact, line.portal);
            }
            Err(why) => println!("{}, {}\n  no link: {why}", line.contact, line.portal),
        }
    }
    backend.db().clone().close().await?;
    if any {
        Ok(())
    } else {
        Err("No link was made.".into())
    }
}

/// Fills an empty database for a load test, and prints what the test needs.
///
/// # Errors
/// When the database holds something else, or fails.
pub async fn bench_data(backend: &Backend, invoices: u64, tenants: u64) -> Outcome {
    let began = Instant::now();
    let access = bench_data::fill(backend, Size { invoices, tenants })
        .await
        .map_err(in_words)?;
    println!(
        "READY {invoices} invoices in {tenants} tenants after {:.1} s",
        began.elapsed().as_secs_f32()
    );
    println!("INVOICE {}", access.invoice);
    let cookie = cookie::set(backend.config(), Kind::Client, &access.session);
    let pair = cookie.split(';').next().unwrap_or_default();
    println!("COOKIE {pair}");
    Ok(backend.db().clone().close().await?)
}
