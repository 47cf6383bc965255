//! Who appears in the demo. All names are invented, addresses end in `.example` (RFC 2606), and telephone numbers are from the
//! ranges set aside for fiction.

use domain::role::Role;

/// A member of the studio.
pub(super) struct Member {
    pub name: &'static str,
    /// The part before the @.
    pub mailbox: &'static str,
    pub role: Role,
}

/// How a company is taxed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tax {
    /// German VAT, 19 % and 7 %.
    Domestic,
    /// Within the European Union: the client owes the tax.
    ReverseCharge,
    /// Beyond it: not taxed in Germany.
    Abroad,
}

/// A client company.
pub(super) struct Company {
    pub name: &'static str,
    pub legal_name: &'static str,
    pub host: &'static str,
    pub phone: &'static str,
    pub tax_id: &'static str,
    /// Street, postal code, town, state, country.
    pub address: [&'static str; 5],
    pub currency: &'static str,
    pub payment_days: i64,
    pub tax: Tax,
    pub gross: bool,
    pub german: bool,
    pub projects: [&'static str; 3],
    pub notes: &'static str,
    /// Days before today on which it became a client.
    pub since: i64,
    /// How many invoices it gets.
    pub invoices: i64,
}

/// How a contact stands with the portal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Invited, and comes by.
    Visits,
    /// Invited so many days ago, and has not opened it.
    Silent(i64),
    /// Was there, and was shut out so many days ago.
    Revoked(i64),
    /// Not invited.
    Uninvited,
    /// May not use the portal.
    SwitchedOff,
}

/// Somebody at a client.
pub(super) struct Person {
    pub first: &'static str,
    pub last: &'static str,
    pub title: &'static str,
    /// Places in [`COMPANIES`]; invoices of the first are for this person's attention, where it is the first with it.
    pub companies: &'static [usize],
    pub locale: &'static str,
    pub timezone: &'static str,
    pub standing: Standing,
    /// Whether an e-mail address is known.
    pub email: bool,
}

pub(super) const OWNER: usize = 0;
pub(super) const ADMIN: usize = 1;
pub(super) const STAFF: usize = 2;
pub(super) const VIEWER: usize = 3;

/// Where the studio's mailboxes are.
pub(super) const HOST: &str = "alder-voss.example";

pub(super) const MEMBERS: [Member; 4] = [
    Member {
        name: "Johanna Alder",
        mailbox: "owner",
        role: Role::Owner,
    },
    Member {
        name: "Tobias Voss",
        mailbox: "admin",
        role: Role::Admin,
    },
    Member {
        name: "Mira Petrova",
        mailbox: "staff",
        role: Role::Staff,
    },
    Member {
        name: "Samuel Okoye",
        mailbox: "viewer",
        role: Role::Viewer,
    },
];

/// Tags of companies, with those who have each.
const TAGS: [(&str, &[usize]); 3] = [
    ("Key account", &[TIDEPOOL, MERIDIAN]),
    ("Public sector", &[KLINIK, STADTWERKE]),
    ("Retainer", &[TIDEPOOL, BRENNER, KLINIK]),
];

/// The tags of a company, as its form takes them.
pub(super) fn tags_of(company: usize) -> String {
    let own = TAGS.iter().filter(|(_, companies)| companies.contains(&company));
    domain::client_tag::joined(own.map(|(name, _)| *name))
}

/// The contact whose link is printed: acts for two companies.
pub(super) const MAIN_CONTACT: usize = 0;

pub(super) const TIDEPOOL: usize = 0;
pub(super) const BRENNER: usize = 1;
pub(super) const MERIDIAN: usize = 2;
pub(super) const HARBOUR: usize = 3;
pub(super) const TESSERA: usize = 4;
pub(super) const ALPWERK: usize = 5;
pub(super) const KLINIK: usize = 6;
pub(super) const STADTWERKE: usize = 7;
pub(super) const PAPIERBOOT: usize = 8;
pub(super) const HOSHINO: usize = 9;
pub(super) const MORGENROT: usize = 10;
pub(super) const VAUBAN: usize = 11;

pub(super) const COMPANIES: [Company; 12] = [
    Company {
        name: "Tidepool Analytics",
        legal_name: "Tidepool Analytics Limited",
        host: "tidepool-analytics.example",
        phone: "+353 20 910 0141",
        tax_id: "IE0000017TP",
        address: ["14 Sir John's Quay", "D02 X000", "Dublin", "", "Ireland"],
        currency: "EUR",
        payment_days: 30,
        tax: Tax::ReverseCharge,
        gross: false,
        german: false,
        projects: [
            "Tidepool buoy, second generation",
            "Shore station housing",
            "Field app",
        ],
        notes: "Wants one invoice per project and month. Purchase orders come from Niamh.",
        since: 545,
        invoices: 34,
    },
    Company {
        name: "Brenner & Fuchs Messtechnik",
        legal_name: "Brenner & Fuchs Messtechnik GmbH",
        host: "brenner-fuchs.example",
        phone: "+49 711 50000 120",
        tax_id: "DE000000117",
        address: ["Neckarwerft 8", "70327", "Stuttgart", "", "Germany"],
        currency: "EUR",
        payment_days: 14,
        tax: Tax::Domestic,
        gross: false,
        german: true,
        projects: [
            "Handmessgerät MX-4",
            "Bedienkonzept Prüfstand",
            "Messe Control 2026",
        ],
        notes: "Pays on time, takes 14 days.",
        since: 538,
        invoices: 26,
    },
    Company {
        name: "Meridian Cargo Lines",
        legal_name: "Meridian Cargo Lines B.V.",
        host: "meridian-cargo.example",
        phone: "+31 85 016 0110",
        tax_id: "NL000000017B01",
        address: ["Waalkade 220", "3087 BR", "Rotterdam", "", "Netherlands"],
        currency: "EUR",
        payment_days: 30,
        tax: Tax::ReverseCharge,
        gross: false,
        german: false,
        projects: [
            "Container seal tracker",
            "Bridge display study",
            "Spare parts catalogue",
        ],
        notes: "Accounts payable needs the PO number on every invoice.",
        since: 520,
        invoices: 22,
    },
    Company {
        name: "Harbour Lane Coffee Roasters",
        legal_name: "Harbour Lane Coffee Roasters Ltd",
        host: "harbourlane.example",
        phone: "+44 117 496 0142",
        tax_id: "GB000000117",
        address: ["3 Welsh Back Yard", "BS1 0AA", "Bristol", "", "United Kingdom"],
        currency: "GBP",
        payment_days: 14,
        tax: Tax::Abroad,
        gross: false,
        german: false,
        projects: ["Brew bar at Temple Quay", "Retail packaging", "Home grinder"],
        notes: "Shares its finance lead with Tidepool Analytics.",
        since: 430,
        invoices: 18,
    },
    Company {
        name: "Tessera Robotics",
        legal_name: "Tessera Robotics Inc.",
        host: "tessera-robotics.example",
        phone: "+1 617 555 0142",
        tax_id: "",
        address: [
            "90 Dry Dock Avenue",
            "02210",
            "Boston",
            "Massachusetts",
            "United States",
        ],
        currency: "USD",
        payment_days: 30,
        tax: Tax::Abroad,
        gross: false,
        german: false,
        projects: ["Gripper G2 enclosure", "Operator tablet", "Safety fence kit"],
        notes: "Sends cheques now and then.",
        since: 500,
        invoices: 18,
    },
    Company {
        name: "Alpwerk Seilbahnen",
        legal_name: "Alpwerk Seilbahnen AG",
        host: "alpwerk.example",
        phone: "+41 81 555 01 42",
        tax_id: "CHE-000.000.117 MWST",
        address: ["Rheinstrasse 41", "7000", "Chur", "Graubünden", "Switzerland"],
        currency: "CHF",
        payment_days: 30,
        tax: Tax::Abroad,
        gross: false,
        german: true,
        projects: [
            "Kabine Piz Alva",
            "Leitstand Talstation",
            "Orientierung Bergstation",
        ],
        notes: "",
        since: 470,
        invoices: 16,
    },
    Company {
        name: "Klinik am Stadtgarten",
        legal_name: "Klinik am Stadtgarten gGmbH",
        host: "klinik-stadtgarten.example",
        phone: "+49 341 50000 300",
        tax_id: "DE000000217",
        address: ["Am Stadtgarten 1", "04109", "Leipzig", "", "Germany"],
        currency: "EUR",
        payment_days: 30,
        tax: Tax::Domestic,
        gross: false,
        german: true,
        projects: ["Wegeleitsystem Haus B", "Visitenwagen", "Patientenmappe"],
        notes: "Rechnungen nur mit Bestellnummer; Prüfung dauert bis zu drei Wochen.",
        since: 455,
        invoices: 15,
    },
    Company {
        name: "Stadtwerke Auental",
        legal_name: "Stadtwerke Auental GmbH",
        host: "sw-auental.example",
        phone: "+49 40 66969 140",
        tax_id: "DE000000317",
        address: ["Wasserturmallee 12", "21337", "Auental", "", "Germany"],
        currency: "EUR",
        payment_days: 14,
        tax: Tax::Domestic,
        gross: false,
        german: true,
        projects: ["Ladesäule Quartier", "Kundenportal", "Zählerabdeckung"],
        notes: "",
        since: 400,
        invoices: 14,
    },
    Company {
        name: "Papierboot Verlag",
        legal_name: "Papierboot Verlag GmbH & Co. KG",
        host: "papierboot.example",
        phone: "+49 30 23125 140",
        tax_id: "DE000000417",
        address: ["Spreehof 5", "10245", "Berlin", "", "Germany"],
        currency: "EUR",
        payment_days: 14,
        tax: Tax::Domestic,
        gross: false,
        german: true,
        projects: ["Reihe Kleine Fluchten", "Herbstprogramm", "Atlas der Umwege"],
        notes: "Nutzungsrechte und Druckwerke zum ermäßigten Satz.",
        since: 360,
        invoices: 14,
    },
    Company {
        name: "Hoshino Optics",
        legal_name: "Hoshino Optics K.K.",
        host: "hoshino-optics.example",
        phone: "+81 75 000 0142",
        tax_id: "",
        address: ["Nijo-dori 7-2, Nakagyo-ku", "604-0000", "Kyoto", "", "Japan"],
        currency: "JPY",
        payment_days: 45,
        tax: Tax::Abroad,
        gross: false,
        german: false,
        projects: ["Field scope HX", "Lens case", "Showroom Nijo"],
        notes: "",
        since: 300,
        invoices: 9,
    },
    Company {
        name: "Café Morgenrot",
        legal_name: "",
        host: "cafe-morgenrot.example",
        phone: "+49 40 66969 150",
        tax_id: "",
        address: ["Marktgasse 3", "20357", "Hamburg", "", "Germany"],
        currency: "EUR",
        payment_days: 7,
        tax: Tax::Domestic,
        gross: true,
        german: true,
        projects: ["Speisekarte", "Außenschild", "Jubiläum"],
        notes: "Private owner: quote prices with VAT.",
        since: 330,
        invoices: 8,
    },
    Company {
        name: "Atelier Vauban",
        legal_name: "Atelier Vauban SARL",
        host: "atelier-vauban.example",
        phone: "+33 1 99 00 01 42",
        tax_id: "FR00000000117",
        address: ["17 montée des Remparts", "69005", "Lyon", "", "France"],
        currency: "EUR",
        payment_days: 30,
        tax: Tax::ReverseCharge,
        gross: false,
        german: false,
        projects: ["Lampe Rempart", "Catalogue de printemps", "Stand Lumière"],
        notes: "Closed for business. What was open has been written off.",
        since: 510,
        invoices: 6,
    },
];

macro_rules! person {
    ($first:literal $last:literal, $title:literal, $companies:expr, $standing:expr) => {
        person!($first $last, $title, $companies, $standing, "", "")
    };
    ($first:literal $last:literal, $title:literal, $companies:expr, $standing:expr, $locale:literal, $timezone:literal) => {
        Person {
            first: $first,
            last: $last,
            title: $title,
            companies: &$companies,
            locale: $locale,
            timezone: $timezone,
            standing: $standing,
            email: true,
        }
    };
}

use Standing::{Revoked, Silent, SwitchedOff, Uninvited, Visits};

pub(super) const PEOPLE: [Person; 40] = [
    person!("Niamh" "Brennan", "Finance lead", [TIDEPOOL, HARBOUR], Visits, "en", "Europe/Dublin"),
    person!("Katrin" "Brenner", "Geschäftsführerin", [BRENNER], Visits, "de", "Europe/Berlin"),
    person!("Daan" "Verhoeven", "Accounts payable", [MERIDIAN], Visits, "en", "Europe/Amsterdam"),
    person!("Owen" "Pritchard", "Founder", [HARBOUR], Visits, "en", "Europe/London"),
    person!("Alicia" "Moreno", "Controller", [TESSERA], Visits, "en", "America/New_York"),
    person!("Reto" "Caflisch", "Leiter Einkauf", [ALPWERK], Visits, "de", "Europe/Zurich"),
    person!("Dr. Ulrike" "Sommer", "Verwaltungsleitung", [KLINIK], Visits, "de", "Europe/Berlin"),
    person!("Jens" "Harms", "Kaufmännischer Leiter", [STADTWERKE], Visits, "de", "Europe/Berlin"),
    person!("Leonie" "Krafft", "Herstellung", [PAPIERBOOT], Visits, "de", "Europe/Berlin"),
    person!("Haruka" "Hoshino", "Director", [HOSHINO], Visits, "en", "Asia/Tokyo"),
    person!("Selma" "Aydın", "Inhaberin", [MORGENROT], Visits, "de", "Europe/Berlin"),
    person!("Étienne" "Vauban", "Gérant", [VAUBAN], Revoked(60), "en", "Europe/Paris"),
    person!("Cormac" "Daly", "Chief engineer", [TIDEPOOL], Visits, "en", "Europe/Dublin"),
    person!("Aoife" "Ryan", "Product manager", [TIDEPOOL], Visits, "en", "Europe/Dublin"),
    person!("Stefan" "Fuchs", "Entwicklungsleiter", [BRENNER], Visits, "de", "Europe/Berlin"),
    person!("Maria" "Oettinger", "Buchhaltung", [BRENNER, KLINIK], Visits, "de", "Europe/Berlin"),
    person!("Anouk" "de Wit", "Fleet design", [MERIDIAN], Visits, "en", "Europe/Amsterdam"),
    person!("Priya" "Raman", "Operations", [MERIDIAN, TESSERA], Visits, "en", "Europe/Amsterdam"),
    person!("Ben" "Achterberg", "Head of roasting", [HARBOUR], Silent(9), "en", "Europe/London"),
    person!("Marcus" "Lindgren", "VP hardware", [TESSERA], Visits, "en", "America/New_York"),
    person!("Jordan" "Blake", "Sourcing", [TESSERA], Silent(75)),
    person!("Ladina" "Caduff", "Projektleiterin", [ALPWERK], Visits, "de", "Europe/Zurich"),
    person!("Gian" "Tscharner", "Betriebsleiter", [ALPWERK], Uninvited, "de", "Europe/Zurich"),
    person!("Holger" "Weidemann", "Technische Leitung", [KLINIK], Visits, "de", "Europe/Berlin"),
    person!("Fatma" "Yıldız", "Pflegedirektion", [KLINIK], Silent(50), "de", "Europe/Berlin"),
    person!("Birte" "Jessen", "Marketing", [STADTWERKE], Visits, "de", "Europe/Berlin"),
    person!("Malte" "Osterkamp", "Netzplanung", [STADTWERKE], Uninvited, "de", "Europe/Berlin"),
    person!("Clemens" "Ritter", "Verleger", [PAPIERBOOT], Visits, "de", "Europe/Berlin"),
    person!("Yuki" "Arai", "Design manager", [HOSHINO], Visits, "en", "Asia/Tokyo"),
    person!("Kenji" "Mori", "Quality", [HOSHINO], Silent(110), "en", "Asia/Tokyo"),
    person!("Jonas" "Aydın", "Küche", [MORGENROT], SwitchedOff, "de", "Europe/Berlin"),
    person!("Claire" "Fontaine", "Assistante", [VAUBAN], Silent(300)),
    person!("Siobhán" "Keane", "Board secretary", [TIDEPOOL], Silent(4), "en", "Europe/Dublin"),
    person!("Willem" "Bakker", "Legal", [MERIDIAN], Uninvited, "en", "Europe/Amsterdam"),
    person!("Grace" "Whitlock", "Shop manager", [HARBOUR], SwitchedOff, "en", "Europe/London"),
    person!("Devin" "Park", "Firmware", [TESSERA], Uninvited),
    Person {
        email: false,
        ..person!("Ursina" "Flütsch", "Empfang", [ALPWERK], Uninvited, "de", "Europe/Zurich")
    },
    person!("Pascal" "Neuhaus", "IT", [KLINIK], Uninvited, "de", "Europe/Berlin"),
    person!("Ines" "Petzold", "Lektorat", [PAPIERBOOT], Silent(13), "de", "Europe/Berlin"),
    person!("Rosa" "Delgado", "Freelance bookkeeper", [HARBOUR, TESSERA], Visits, "en", "Europe/London"),
];
