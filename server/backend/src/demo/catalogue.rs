//! What the studio sells, in both of its languages.

use super::{
    cast::{Company, Tax},
    dice::Dice,
};
use domain::invoice::InvoiceLineForm;

#[derive(Clone, Copy)]
struct Item {
    en: &'static str,
    de: &'static str,
    /// Unit's name in both languages.
    unit: [&'static str; 2],
    /// Whole euros without tax.
    price: i64,
    /// The least and the most that is sold at once.
    quantity: (i64, i64),
    /// Whether a quarter, a half or three quarters may be added.
    parts: bool,
    /// Whether the reduced rate applies: printed matter and rights of use.
    reduced: bool,
}

const HOURS: [&str; 2] = ["h", "Std."];
const DAYS: [&str; 2] = ["day", "Tag"];
const PIECES: [&str; 2] = ["pcs", "Stk."];
const ONCE: [&str; 2] = ["", ""];

const fn item(
    en: &'static str,
    de: &'static str,
    unit: [&'static str; 2],
    price: i64,
    quantity: (i64, i64),
) -> Item {
    Item {
        en,
        de,
        unit,
        price,
        quantity,
        parts: false,
        reduced: false,
    }
}

/// Work by the hour, which comes with quarters.
const fn hours(en: &'static str, de: &'static str, price: i64, quantity: (i64, i64)) -> Item {
    Item {
        parts: true,
        ..item(en, de, HOURS, price, quantity)
    }
}

const FIRST: Item = hours("Product design", "Produktgestaltung", 118, (6, 34));

const WORK: [Item; 17] = [
    hours("Mechanical engineering", "Konstruktion", 126, (8, 40)),
    hours(
        "User research and interviews",
        "Nutzerforschung und Interviews",
        112,
        (4, 18),
    ),
    hours(
        "Interface design",
        "Gestaltung der Bedienoberfläche",
        118,
        (6, 30),
    ),
    hours(
        "Design review and corrections",
        "Entwurfsprüfung und Korrekturen",
        104,
        (2, 9),
    ),
    hours("Project management", "Projektleitung", 96, (2, 12)),
    hours(
        "Photography and retouching",
        "Fotografie und Bildbearbeitung",
        98,
        (3, 12),
    ),
    item(
        "Concept workshop on site",
        "Konzeptworkshop vor Ort",
        DAYS,
        1_450,
        (1, 3),
    ),
    item(
        "Supervision of pilot production",
        "Begleitung der Nullserie",
        DAYS,
        1_180,
        (1, 4),
    ),
    item(
        "3D-printed prototype, painted",
        "3D-gedruckter Prototyp, lackiert",
        PIECES,
        186,
        (1, 12),
    ),
    item(
        "CNC-milled housing, aluminium",
        "Gefrästes Gehäuse, Aluminium",
        PIECES,
        412,
        (1, 6),
    ),
    item(
        "Functional model with electronics",
        "Funktionsmodell mit Elektronik",
        PIECES,
        2_380,
        (1, 2),
    ),
    item(
        "Material samples, set",
        "Materialmuster, Satz",
        PIECES,
        64,
        (1, 8),
    ),
    item(
        "Drawings and parts list, release package",
        "Zeichnungssatz und Stückliste, Freigabe",
        ONCE,
        1_960,
        (1, 1),
    ),
    item(
        "Rendering for the press kit",
        "Rendering für die Pressemappe",
        PIECES,
        240,
        (2, 9),
    ),
    item("Travel, flat rate", "Reisekosten, pauschal", ONCE, 265, (1, 1)),
    item("Courier, insured", "Kurier, versichert", ONCE, 48, (1, 2)),
    item(
        "Patent and design search",
        "Recherche Patente und Designs",
        ONCE,
        740,
        (1, 1),
    ),
];

const PRINTED_FIRST: Item = Item {
    reduced: true,
    ..item(
        "Rights of use, one year",
        "Nutzungsrechte, ein Jahr",
        ONCE,
        1_250,
        (1, 1),
    )
};

const PRINTED: [Item; 3] = [
    Item {
        reduced: true,
        ..item(
            "Illustrated handbook, printed",
            "Bebildertes Handbuch, gedruckt",
            PIECES,
            14,
            (20, 160),
        )
    },
    Item {
        reduced: true,
        ..item("Catalogue, printed", "Katalog, gedruckt", PIECES, 9, (60, 300))
    },
    Item {
        reduced: true,
        ..item("Map, folded", "Faltplan", PIECES, 3, (100, 500))
    },
];

/// The lines of one invoice for a project.
pub(super) fn lines(dice: &mut Dice, company: &Company, project: &str) -> Vec<InvoiceLineForm> {
    let count = dice.between(1, 5);
    let mut lines: Vec<InvoiceLineForm> = Vec::new();
    let publisher = company.tax == Tax::Domestic && company.projects.contains(&"Atlas der Umwege");
    for at in 0..count {
        let printed = if publisher {
            dice.chance(60)
        } else {
            at > 0 && dice.chance(9)
        };
        let item = match (printed, at) {
            (true, _) => dice.pick(PRINTED_FIRST, &PRINTED),
            (false, 0) => dice.pick(FIRST, WORK.get(..3).unwrap_or_default()),
            (false, _) => dice.pick(FIRST, &WORK),
        };
        let line = line(dice, company, item, project);
        if lines.iter().all(|other| other.description != line.description) {
            lines.push(line);
        }
    }
    lines
}

fn line(dice: &mut Dice, company: &Company, item: Item, project: &str) -> InvoiceLineForm {
    let (low, high) = item.quantity;
    let whole = dice.between(low, high);
    let part = if item.parts {
        dice.pick("", &["", ".25", ".5", ".75"])
    } else {
        ""
    };
    let name = if company.german { item.de } else { item.en };
    let reduced = item.reduced && company.tax == Tax::Domestic;
    let (tax_name, tax_rate, tax_category) = match (company.tax, reduced, company.german) {
        (Tax::Domestic, false, true) => ("USt.", "19", "S"),
        (Tax::Domestic, true, true) => ("USt.", "7", "S"),
        (Tax::Domestic, false, false) => ("VAT", "19", "S"),
        (Tax::Domestic, true, false) => ("VAT", "7", "S"),
        (Tax::ReverseCharge, _, _) => ("Reverse charge", "", "AE"),
        (Tax::Abroad, _, _) => ("", "", "O"),
    };
    let discount = if dice.chance(8) {
        dice.pick("10", &["5", "12.5", "20"])
    } else {
        ""
    };
    let unit = if company.german {
        item.unit.last()
    } else {
        item.unit.first()
    };
    InvoiceLineForm {
        description: format!("{name}\n{project}"),
        quantity: format!("{whole}{part}"),
        unit: unit.copied().unwrap_or_default().to_owned(),
        unit_price: price(item.price, company, if reduced { 107 } else { 119 }),
        discount_percent: discount.to_owned(),
        tax_name: tax_name.to_owned(),
        tax_rate: tax_rate.to_owned(),
        tax_category: tax_category.to_owned(),
    }
}

/// A price in the company's currency: round figures, as a price list has them.
fn price(euros: i64, company: &Company, gross_percent: i64) -> String {
    let (per_mille, step) = match company.currency {
        "GBP" => (860, 1),
        "USD" => (1_100, 1),
        "CHF" => (960, 1),
        "JPY" => (160_000, 100),
        _ => (1_000, 1),
    };
    let net = euros * per_mille;
    if company.gross {
        // With tax there are cents: 118 € become 140.42 €.
        let cents = net * gross_percent / 1_000;
        return format!("{}.{:02}", cents / 100, cents % 100);
    }
    let price = ((net + 500 * step) / (1_000 * step) * step).max(step);
    price.to_string()
}

#[cfg(test)]
mod tests {
    use super::super::cast::{BRENNER, COMPANIES, HOSHINO, MORGENROT};
    use super::price;

    #[test]
    fn prices_are_round_in_each_currency() {
        assert_eq!(price(118, &COMPANIES[BRENNER], 119), "118");
        assert_eq!(price(118, &COMPANIES[MORGENROT], 119), "140.42");
        assert_eq!(price(118, &COMPANIES[HOSHINO], 119), "18900");
        assert_eq!(price(3, &COMPANIES[HOSHINO], 119), "500");
    }
}
