//! What own CSS may say: an allow-list of rules, properties, functions and selectors. Whatever is not named here is refused.

use domain::settings::{CSS_CLASSES, CSS_PROPERTIES, CSS_ROOT};

/// Rules that begin with `@`.
pub(super) const AT_RULES: &[&str] = &["media", "supports", "keyframes"];

/// Functions within values. All of them compute colours, lengths or curves: none can name an address.
pub(super) const FUNCTIONS: &[&str] = &[
    "calc",
    "clamp",
    "color-mix",
    "cubic-bezier",
    "hsl",
    "hsla",
    "light-dark",
    "linear-gradient",
    "max",
    "min",
    "oklch",
    "rgb",
    "rgba",
    "steps",
    "var",
];

/// Functions of which numbers and percentages are no sizes.
pub(super) const NOT_SIZES: &[&str] = &[
    "color-mix",
    "cubic-bezier",
    "hsl",
    "hsla",
    "light-dark",
    "linear-gradient",
    "oklch",
    "rgb",
    "rgba",
    "steps",
];

/// Elements that a selector can name.
pub(super) const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "aside",
    "blockquote",
    "button",
    "caption",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "label",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "small",
    "span",
    "strong",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
];

/// Pseudo-classes without an argument.
pub(super) const PSEUDO_CLASSES: &[&str] = &[
    "active",
    "disabled",
    "empty",
    "first-child",
    "first-of-type",
    "focus",
    "focus-visible",
    "focus-within",
    "hover",
    "last-child",
    "last-of-type",
    "link",
    "only-child",
    "only-of-type",
];

/// Pseudo-classes whose argument is a list of selectors.
pub(super) const SELECTOR_FUNCTIONS: &[&str] = &["is", "not", "where"];

/// Pseudo-classes whose argument counts.
pub(super) const COUNTING_FUNCTIONS: &[&str] =
    &["nth-child", "nth-last-child", "nth-last-of-type", "nth-of-type"];

/// Between which values a property's lengths lie, in CSS pixels, and its percentages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    /// The least length.
    pub least: f32,
    /// The greatest length.
    pub most: f32,
    /// The least percentage of the reader's page or text, as a fraction.
    pub least_share: f32,
    /// The greatest.
    pub most_share: f32,
    /// Whether the result must be known now, so that no variable of one's own can lead around the bounds.
    pub strict: bool,
}

const fn bounds(least: f32, most: f32) -> Bounds {
    Bounds {
        least,
        most,
        least_share: 0.0,
        most_share: 1.0,
        strict: false,
    }
}

const FREE: Bounds = bounds(0.0, 999.0);
/// Negative margins could lay one thing over another.
const MARGIN: Bounds = Bounds {
    strict: true,
    most_share: 0.5,
    ..bounds(0.0, 128.0)
};
const PADDING: Bounds = Bounds {
    most_share: 0.5,
    ..bounds(0.0, 128.0)
};
/// Text stays readable: 10 to 72 pixels.
const TEXT: Bounds = Bounds {
    strict: true,
    least_share: 0.7,
    most_share: 3.0,
    ..bounds(10.0, 72.0)
};
const LEADING: Bounds = Bounds {
    strict: true,
    least_share: 0.9,
    most_share: 3.0,
    ..bounds(12.0, 144.0)
};
const SPACING: Bounds = Bounds {
    strict: true,
    ..bounds(-2.0, 16.0)
};
const THIN: Bounds = bounds(0.0, 16.0);
const SHADOW: Bounds = bounds(-64.0, 64.0);
/// Variables of one's own.
const OWN: Bounds = bounds(-64.0, 999.0);

const PROPERTIES: &[(&str, Bounds)] = &[
    ("accent-color", FREE),
    ("animation", FREE),
    ("animation-delay", FREE),
    ("animation-direction", FREE),
    ("animation-duration", FREE),
    ("animation-fill-mode", FREE),
    ("animation-iteration-count", FREE),
    ("animation-name", FREE),
    ("animation-timing-function", FREE),
    ("background", FREE),
    ("background-color", FREE),
    ("background-image", FREE),
    ("background-position", FREE),
    ("background-repeat", FREE),
    ("background-size", FREE),
    ("border", THIN),
    ("border-block", THIN),
    ("border-bottom", THIN),
    ("border-bottom-color", THIN),
    ("border-bottom-left-radius", FREE),
    ("border-bottom-right-radius", FREE),
    ("border-bottom-style", THIN),
    ("border-bottom-width", THIN),
    ("border-color", THIN),
    ("border-inline", THIN),
    ("border-left", THIN),
    ("border-left-color", THIN),
    ("border-left-style", THIN),
    ("border-left-width", THIN),
    ("border-radius", FREE),
    ("border-right", THIN),
    ("border-right-color", THIN),
    ("border-right-style", THIN),
    ("border-right-width", THIN),
    ("border-style", THIN),
    ("border-top", THIN),
    ("border-top-color", THIN),
    ("border-top-left-radius", FREE),
    ("border-top-right-radius", FREE),
    ("border-top-style", THIN),
    ("border-top-width", THIN),
    ("border-width", THIN),
    ("box-shadow", SHADOW),
    ("color", FREE),
    ("column-gap", PADDING),
    ("font-family", FREE),
    ("font-size", TEXT),
    ("font-style", FREE),
    ("font-variant-numeric", FREE),
    ("font-weight", FREE),
    ("gap", PADDING),
    ("letter-spacing", SPACING),
    ("line-height", LEADING),
    ("margin", MARGIN),
    ("margin-block", MARGIN),
    ("margin-block-end", MARGIN),
    ("margin-block-start", MARGIN),
    ("margin-bottom", MARGIN),
    ("margin-inline", MARGIN),
    ("margin-inline-end", MARGIN),
    ("margin-inline-start", MARGIN),
    ("margin-left", MARGIN),
    ("margin-right", MARGIN),
    ("margin-top", MARGIN),
    ("padding", PADDING),
    ("padding-block", PADDING),
    ("padding-block-end", PADDING),
    ("padding-block-start", PADDING),
    ("padding-bottom", PADDING),
    ("padding-inline", PADDING),
    ("padding-inline-end", PADDING),
    ("padding-inline-start", PADDING),
    ("padding-left", PADDING),
    ("padding-right", PADDING),
    ("padding-top", PADDING),
    ("row-gap", PADDING),
    ("text-align", FREE),
    ("text-decoration", THIN),
    ("text-decoration-color", FREE),
    ("text-decoration-line", FREE),
    ("text-decoration-style", FREE),
    ("text-decoration-thickness", THIN),
    ("text-shadow", SHADOW),
    ("text-transform", FREE),
    ("text-underline-offset", THIN),
    ("transition", FREE),
    ("transition-delay", FREE),
    ("transition-duration", FREE),
    ("transition-property", FREE),
    ("transition-timing-function", FREE),
    ("word-spacing", SPACING),
];

/// The bounds of a property that is allowed, by its name in lower case.
pub(super) fn property(name: &str) -> Option<Bounds> {
    if name.starts_with("--") {
        let own = name.starts_with("--p-") || CSS_PROPERTIES.iter().any(|(known, _)| *known == name);
        return own.then_some(OWN);
    }
    PROPERTIES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, bounds)| *bounds)
}

/// Whether a selector can name this class.
pub(super) fn class(name: &str) -> bool {
    name == CSS_ROOT || CSS_CLASSES.iter().any(|(known, _)| *known == name)
}

/// Why a property is refused, and what to do instead.
pub(super) fn property_hint(name: &str) -> String {
    let why = match name {
        "position" | "top" | "left" | "right" | "bottom" | "inset" | "z-index" | "transform"
        | "translate" | "scale" | "rotate" | "float" => "nothing can be moved over other parts of the page.",
        "display" | "visibility" | "opacity" | "clip" | "clip-path" | "overflow" | "width" | "height"
        | "max-width" | "max-height" | "content-visibility" | "text-indent" => {
            "it could hide what clients must see. Parts of the portal are switched off under Modules."
        }
        "content" => "it could put words into your clients' pages that nobody else wrote.",
        "cursor" => "the pointer says what can be clicked.",
        "outline" | "outline-color" | "outline-width" | "outline-style" | "outline-offset" => {
            "it shows people who use a keyboard where they are."
        }
        "font" => "write font-family, font-size and font-weight instead.",
        _ if name.starts_with("--") => "names of your own begin with “--p-”.",
        _ if name.starts_with('-') => "write the property without its browser's prefix.",
        _ => "see the list of what can be used.",
    };
    format!("“{name}” is not allowed: {why}")
}

/// Why a function is refused, and what to do instead.
pub(super) fn function_hint(name: &str) -> String {
    let why = match name {
        "url" | "src" | "image-set" | "-webkit-image-set" | "image" | "cross-fade" | "-webkit-cross-fade"
        | "element" | "paint" => "upload pictures under Branding.",
        "attr" => "it could read what is on the page.",
        "env" => "use a length instead.",
        "expression" => "it ran scripts in old browsers.",
        "selector" => "ask for a property instead.",
        _ => "see the list of what can be used.",
    };
    format!("“{name}(” is not allowed: {why}")
}

/// Why a rule that begins with `@` is refused.
pub(super) fn at_rule_hint(name: &str) -> String {
    let why = match name {
        "import" => "paste what it would load.",
        "font-face" => "choose a font under Branding.",
        "charset" => "the sheet is UTF-8 already; leave the line out.",
        "layer" | "scope" => "the sheet has a layer of its own already.",
        _ => "use “@media”, “@supports” and “@keyframes”.",
    };
    format!("“@{name}” is not allowed: {why}")
}
