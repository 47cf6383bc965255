//! The Portico program.

#![allow(clippy::print_stdout)] // the console is where its operator reads

use axum::ServiceExt;
use backend::{Backend, clock::Clock, staff::setup};
use clap::Parser;
use leptos::config::LeptosOptions;
use server::{
    cli::{Cli, Command, Options},
    console,
    http::health::STOPPING,
    router::router,
    state::AppState,
};
use std::{error::Error, net::SocketAddr, path::PathBuf, sync::atomic::Ordering, time::Duration};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let filter = EnvFilter::try_from_env("PORTICO_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_writer(std::io::stderr)
        .init();
    let cli = Cli::parse();
    // At least four, so that a slow page does not hold up the others on a small machine.
    let workers = std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4));
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_all()
        .build()?
        .block_on(run(cli))
}

async fn run(cli: Cli) -> Outcome {
    let config = cli.options.config()?;
    std::fs::create_dir_all(&config.data_dir)?;
    let backend = Backend::open(config, Clock::system()).await?;
    match cli.command.unwrap_or(Command::Serve { demo: false }) {
        Command::Serve { demo } => serve(backend, &cli.options, demo).await,
        Command::Migrate => {
            println!("The database is up to date.");
            Ok(backend.db().clone().close().await?)
        }
        Command::Seed => console::seed(&backend).await,
        Command::Link { email } => console::link(&backend, &email).await,
        Command::BenchData { invoices, tenants } => console::bench_data(&backend, invoices, tenants).await,
    }
}

async fn serve(backend: Backend, options: &Options, demo: bool) -> Outcome {
    let site = site_folder(options.site.clone());
    let hash_files = has_hashes();
    let leptos = LeptosOptions::builder()
        .output_name("portico")
        .site_root(site.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .site_addr(options.listen)
        .hash_files(hash_files)
        .build();
    let public_url = backend.config().public_url.clone();
    if demo {
        console::demo(&backend).await?;
    } else if setup::is_needed(&backend).await? {
        let code = setup::new_code(&backend).await?;
        println!("\n  First start. Set up your workspace at {public_url}/setup\n  with this code: {code}\n");
    }
    let listener = tokio::net::TcpListener::bind(options.listen).await?;
    println!(
        "  Portico serves {public_url} (listening at {})",
        listener.local_addr()?
    );
    let (stop, stopping) = watch::channel(false);
    let mut jobs = backend::jobs::start(&backend, &stopping);
    let app = router(AppState {
        backend: backend.clone(),
        options: leptos,
    });
    let service =
        ServiceExt::<axum::extract::Request>::into_make_service_with_connect_info::<SocketAddr>(app);
    let server = axum::serve(listener, service).with_graceful_shutdown(stopped(stopping.clone()));
    let server = tokio::spawn(server.into_future());
    shutdown_signal().await;
    STOPPING.store(true, Ordering::Relaxed);
    tracing::info!("stopping: answering what is under way");
    stop.send(true)?;
    // Browsers keep connections open; those without a request are cut after a while.
    if tokio::time::timeout(Duration::from_secs(10), server)
        .await
        .is_err()
    {
        tracing::warn!("some requests were cut off");
    }
    while jobs.join_next().await.is_some() {}
    Ok(backend.db().clone().close().await?)
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// The folder with the site's files: as told, beside the program, or where cargo-leptos puts it.
fn site_folder(told: Option<PathBuf>) -> PathBuf {
    let beside = std::env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.parent()?.join("site")));
    told.or_else(|| beside.filter(|folder| folder.is_dir()))
        .unwrap_or_else(|| PathBuf::from("target/site"))
}

/// Whether the program was built together with hashed files; their names are in a file beside it.
fn has_hashes() -> bool {
    std::env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.parent()?.join("hash.txt").is_file()))
        .unwrap_or(false)
}

async fn shutdown_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
