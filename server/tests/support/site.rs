//! The running program of one test, on a copy of the world.

use super::{
    actor::Actor,
    database::Database,
    http::{Ask, Fields, Reply},
    seed,
    world::World,
};
use app::platform::cookie::{self, Kind};
use axum::{Router, extract::ConnectInfo};
use backend::{Backend, clock::Clock, config::Config};
use leptos::config::LeptosOptions;
use server::{router::router, state::AppState};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// The instant at which every test begins: a Sunday at noon in the tenants' zone.
pub const NOW: &str = "2026-03-15T11:00:00Z";

struct Template {
    world: World,
    folder: PathBuf,
    database: String,
}

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();

fn postgres() -> Option<String> {
    std::env::var("PORTICO_TEST_POSTGRES")
        .ok()
        .filter(|server| !server.is_empty())
}

pub fn config(folder: &Path, database_url: String) -> Config {
    Config {
        database_url,
        data_dir: folder.to_owned(),
        public_url: "http://localhost:3000".to_owned(),
        smtp: None,
        mail_from: "portal@example.com".to_owned(),
        mail_keep_days: 400,
        seal: backend::config::SealConfig::default(),
        behind_proxy: false,
        secret: Some("a key for tests that is long enough to be one".to_owned()),
    }
}

fn sqlite(folder: &Path) -> String {
    format!("sqlite:{}?mode=rwc", folder.join("portico.db").display())
}

async fn on_server(server: &str, statement: &str) {
    let admin = Database::open(&format!("{server}/postgres")).await;
    admin.run(statement, vec![]).await;
    admin.close().await;
}

fn new_name() -> String {
    format!("t_{}", uuid::Uuid::new_v4().simple())
}

async fn template() -> &'static Template {
    TEMPLATE
        .get_or_init(|| async {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(new_name());
            std::fs::create_dir_all(&folder).unwrap();
            let (url, database) = match postgres() {
                Some(server) => {
                    let name = new_name();
                    on_server(&server, &format!("CREATE DATABASE {name}")).await;
                    (format!("{server}/{name}"), name)
                }
                None => (sqlite(&folder), String::new()),
            };
            let clock = Clock::fixed(NOW.parse().unwrap());
            let backend = Backend::open(config(&folder, url.clone()), clock).await.unwrap();
            let database_behind = Database::open(&url).await;
            let world = seed::world(&backend, &database_behind).await;
            database_behind.close().await;
            backend.db().clone().close().await.unwrap();
            Template {
                world,
                folder,
                database,
            }
        })
        .await
}

/// A running program with its world.
pub struct Site {
    pub world: World,
    pub backend: Backend,
    pub database: Database,
    router: Router,
    folder: TempDir,
    /// The PostgreSQL server and the database's name on it.
    on_server: Option<(String, String)>,
    callers: AtomicU32,
}

impl Site {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With a changed configuration.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let template = template().await;
        Self::start(Some(template), change).await
    }

    /// Without any workspace.
    pub async fn empty() -> Self {
        Self::start(None, |_| {}).await
    }

    async fn start(template: Option<&Template>, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let on_server = postgres().map(|server| (server, new_name()));
        let url = match &on_server {
            Some((server, name)) => {
                let from = template.map_or(String::new(), |t| format!(" TEMPLATE {}", t.database));
                on_server_retry(server, &format!("CREATE DATABASE {name}{from}")).await;
                format!("{server}/{name}")
            }
            None => {
                if let Some(template) = template {
                    std::fs::copy(
                        template.folder.join("portico.db"),
                        folder.path().join("portico.db"),
                    )
                    .unwrap();
                }
                sqlite(folder.path())
            }
        };
        if let Some(template) = template {
            copy_folder(&template.folder.join("mailbox"), &folder.path().join("mailbox"));
        }
        let mut config = config(folder.path(), url.clone());
        change(&mut config);
        let backend = Backend::open(config, Clock::fixed(NOW.parse().unwrap()))
            .await
            .unwrap();
        let site_root = folder.path().join("site");
        std::fs::create_dir_all(site_root.join("pkg")).unwrap();
        std::fs::write(site_root.join("pkg/portico.css"), "body{}").unwrap();
        let options = LeptosOptions::builder()
            .output_name("portico")
            .site_root(site_root.to_string_lossy().into_owned())
            .site_pkg_dir("pkg")
            .build();
        Self {
            world: template.map(|t| t.world.clone()).unwrap_or_default(),
            router: router(AppState {
                backend: backend.clone(),
                options,
            }),
            database: Database::open(&url).await,
            backend,
            folder,
            on_server,
            callers: AtomicU32::new(0),
        }
    }

    /// Makes a request and reads the answer whole.
    pub async fn send(&self, ask: Ask) -> Reply {
        let address = ask.address.clone().unwrap_or_else(|| {
            let number = self.callers.fetch_add(1, Ordering::Relaxed).to_be_bytes();
            format!("10.{}.{}.{}", number[1], number[2], number[3])
        });
        let mut request = ask.request();
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::new(address.parse().unwrap(), 40_000)));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 * 1024 * 1024).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            bytes: bytes.to_vec(),
        }
    }

    /// A page as an actor's browser asks for it.
    pub async fn get(&self, actor: Actor, path: &str) -> Reply {
        self.send(Ask::page(path).cookie(self.cookie(actor))).await
    }

    /// A form as an actor's browser sends it.
    pub async fn post_form(&self, actor: Actor, path: &str, fields: &[(String, String)]) -> Reply {
        self.send(Ask::form(path, fields).cookie(self.cookie(actor)))
            .await
    }

    /// A server function as an actor's program calls it.
    pub async fn call(&self, actor: Actor, path: &str, fields: &[(String, String)]) -> Reply {
        self.send(Ask::call(path, fields).cookie(self.cookie(actor)))
            .await
    }

    /// The Cookie header of an actor.
    pub fn cookie(&self, actor: Actor) -> Option<String> {
        let pairs = actor.tokens(&self.world);
        let all: Vec<_> = pairs
            .into_iter()
            .map(|(kind, token)| self.session_cookie(kind, &token))
            .collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    pub fn session_cookie(&self, kind: Kind, token: &str) -> String {
        let whole = cookie::set(self.backend.config(), kind, token);
        whole.split(';').next().unwrap().to_owned()
    }

    /// Sends what waits in the outbox.
    pub async fn drain(&self) {
        backend::mail::worker::drain(&self.backend).await.unwrap();
    }

    /// The mails in the mailbox folder, as written, oldest first.
    pub fn mailbox(&self) -> Vec<String> {
        let Ok(folder) = std::fs::read_dir(self.folder.path().join("mailbox")) else {
            return Vec::new();
        };
        let mut files: Vec<_> = folder
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
            .collect();
        files.sort();
        files
            .iter()
            .map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned())
            .collect()
    }

    /// Waits until something that happens after the answer has happened.
    pub async fn settled(&self, count: &str, expected: i64) {
        for _ in 0..200 {
            let found: i64 = self.database.one(count, vec![]).await;
            if found >= expected {
                assert_eq!(found, expected, "{count}");
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("{count} never came to {expected}");
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Removes the database from its server; SQLite's goes with its folder.
    pub async fn close(self) {
        let _ = self.backend.db().clone().close().await;
        self.database.close().await;
        if let Some((server, name)) = &self.on_server {
            // Where the server is just tidying up in it, it stays until the whole cluster goes.
            let admin = Database::open(&format!("{server}/postgres")).await;
            let _ = admin
                .try_run(&format!("DROP DATABASE IF EXISTS {name}"), vec![])
                .await;
            admin.close().await;
        }
    }
}

/// Two tests can't copy one template at the same time.
async fn on_server_retry(server: &str, statement: &str) {
    for _ in 0..100 {
        let admin = Database::open(&format!("{server}/postgres")).await;
        let done = admin.try_run(statement, vec![]).await;
        admin.close().await;
        match done {
            Ok(_) => return,
            Err(error) if error.to_string().contains("being accessed") => {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            Err(error) => panic!("{statement}: {error}"),
        }
    }
    panic!("{statement}: the template is always in use");
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    let Ok(entries) = std::fs::read_dir(from) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}
