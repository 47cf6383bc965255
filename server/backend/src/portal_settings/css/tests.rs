//! What own CSS can't do.

use super::sheet::{Sheet, build};

fn built(source: &str) -> Sheet {
    build(source).unwrap_or_else(|problems| panic!("{source}\n{problems:#?}"))
}

fn told(source: &str) -> String {
    match build(source) {
        Ok(sheet) => format!("taken: {}", sheet.css),
        Err(problems) => problems.iter().map(|problem| format!("{problem}\n")).collect(),
    }
}

#[test]
fn whatever_is_allowed_is_confined_and_printed() {
    let sheet = built(
        ".p-card, h1:hover { color: #f00; padding: 1rem 2rem; border-radius: 12px }
         .p-button { background: linear-gradient(90deg, var(--brand), oklch(60% 0.1 200)); &:hover { color: white } }
         @media (max-width: 600px) { .p-title { font-size: 1.25rem } }
         .p-custom { --brand: rebeccapurple; --p-gap: 4px; font-family: \"Source Serif 4\", serif }
         @keyframes glow { from { color: red } 50% { color: blue } to { color: red } }
         .p-due { animation: glow 2s infinite; }",
    );
    let css = &sheet.css;
    for part in [
        "@layer custom {",
        ".p-custom .p-card, .p-custom h1:hover {",
        ".p-custom .p-button {",
        ".p-custom &:hover {",
        ".p-custom .p-title {",
        ".p-custom {\n  --brand:",
        "@keyframes p-custom-glow",
        "p-custom-glow",
        "@media (max-width: 600px)",
    ] {
        assert!(css.contains(part), "{part}\n{css}");
    }
    assert!(!css.contains('<'), "{css}");
    assert!(sheet.warnings.is_empty());
}

/// Each with a word that the answer must hold: what it was understood to be.
const BREAK_OUTS: &[(&str, &str)] = &[
    // Addresses, in every dress.
    (
        ".p-card { background: url(https://evil.example/x) }",
        "“url(” is not allowed: upload pictures",
    ),
    (".p-card { background: url('https://evil.example/x') }", "“url(”"),
    (".p-card { background: URL(  //evil.example/x  ) }", "“url(”"),
    (r".p-card { background: u\72l(//evil.example/x) }", "“url(”"),
    (r".p-card { background: \75\72\6c('//evil.example/x') }", "“url(”"),
    (r".p-card { background: u\000072 l(//evil.example) }", "“url(”"),
    (".p-card { background: url(//evil.example/x", "“url(”"),
    (
        ".p-card { background: ur/**/l(//evil.example/x) }",
        "can't stand here",
    ),
    (
        ".p-card { background: image-set('//evil.example/x' 1x) }",
        "“image-set(”",
    ),
    (
        ".p-card { background: -webkit-image-set(url(//evil.example/x) 1x) }",
        "“-webkit-image-set(”",
    ),
    (".p-card { background: src('//evil.example/x') }", "“src(”"),
    (".p-card { background: image('//evil.example/x') }", "“image(”"),
    (
        ".p-card { background: cross-fade(url(//evil.example/x), red) }",
        "“cross-fade(”",
    ),
    (".p-card { background: element(.p-nav) }", "“element(”"),
    (".p-card { --p-x: url(//evil.example/x) }", "“url(”"),
    (".p-card { --p-x: { background: url(//evil.example) } }", "Braces"),
    (".p-card { --brand: var(--p-y, url(//evil.example/x)) }", "“url(”"),
    (
        ".p-card { color: red; .p-title { background: url(//evil.example) } }",
        "“url(”",
    ),
    (
        ".p-card { @media print { background: url(//evil.example) } }",
        "“url(”",
    ),
    (
        "@media print { @supports (color: red) { .p-card { background: url(//evil.example) } } }",
        "“url(”",
    ),
    (
        "@supports (background: url(//evil.example)) { .p-card { color: red } }",
        "“url(”",
    ),
    (
        "@keyframes a { from { background: url(//evil.example) } }",
        "“url(”",
    ),
    // Other rules.
    ("@import '//evil.example/x.css';", "“@import”"),
    (r"@im\70ort '//evil.example/x.css';", "“@import”"),
    ("@IMPORT url(//evil.example/x.css);", "“@import”"),
    (
        ".p-card { @import '//evil.example/x.css'; color: red }",
        "“@import”",
    ),
    (
        "@font-face { font-family: x; src: url(//evil.example/x) }",
        "“@font-face”",
    ),
    ("@charset 'utf-7';", "“@charset”"),
    ("@namespace svg url(http://www.w3.org/2000/svg);", "“@namespace”"),
    ("@layer reset { .p-card { color: red } }", "“@layer”"),
    ("@layer tenant, reset;", "“@layer”"),
    ("@scope (html) { .p-card { color: red } }", "“@scope”"),
    (
        "@property --brand { syntax: '*'; inherits: false }",
        "“@property”",
    ),
    (
        "@container (min-width: 1px) { .p-card { color: red } }",
        "“@container”",
    ),
    ("@page { margin: 0 }", "“@page”"),
    (
        "@-moz-document url(//evil.example) { .p-card { color: red } }",
        "“@-moz-document”",
    ),
    (
        "@-webkit-keyframes a { from { color: red } }",
        "“@-webkit-keyframes”",
    ),
    ("@view-transition { navigation: none }", "“@view-transition”"),
    ("@starting-style { .p-card { color: red } }", "“@starting-style”"),
    ("@nest & > .p-card { color: red }", "“@nest”"),
    ("@unheard-of;", "“@unheard-of”"),
    (
        "@supports selector(:has(input)) { .p-card { color: red } }",
        "“selector(”",
    ),
    (
        "@keyframes 'x' { from { color: red } }",
        "without quotation marks",
    ),
    (
        "@keyframes a { from { .p-card { color: red } } }",
        "declarations only",
    ),
    (
        ".p-card { @keyframes a { from { color: red } } }",
        "can't stand here",
    ),
    // Out of the portal's part of the page.
    ("html { color: red }", "“html” is not allowed"),
    ("body { color: red }", "“body” is not allowed"),
    ("BODY .p-card { color: red }", "“BODY” is not allowed"),
    (r"\62ody { color: red }", "“body” is not allowed"),
    (":root { --brand: red }", "“:root”"),
    (":ROOT { --brand: red }", "“:root”"),
    (":is(:root) { color: red }", "“:root”"),
    (":not(html) { color: red }", "“html”"),
    (":scope { color: red }", "“:scope”"),
    (":host { color: red }", "“:host”"),
    ("* { color: red }", "“*”"),
    (".p-custom * { color: red }", "“*”"),
    ("svg|a { color: red }", "can't stand in a selector"),
    ("*|* { color: red }", "“*”"),
    ("} body { display: none } .p-card {", "closes nothing"),
    (".p-card { color: red } } body { color: red } {", "closes nothing"),
    (".p-custom ~ .p-card { color: red }", "can't be followed"),
    (".p-custom + div { color: red }", "can't be followed"),
    (".p-custom { & + div { color: red } }", "of its own"),
    (".p-custom { ~ div { color: red } }", "of its own"),
    (
        ".p-custom:hover { @media print { + div { color: red } } }",
        "of its own",
    ),
    // What people typed, character by character.
    ("input[value^=a] { color: red }", "attribute"),
    (".p-card:has(input[value^=a]) { color: red }", "“has(”"),
    (".p-card:is(:has(a)) { color: red }", "“has(”"),
    (r".p-card:\68 as(a) { color: red }", "“has(”"),
    ("[href] { color: red }", "attribute"),
    (".p-card[data-x='1'] { color: red }", "attribute"),
    ("input { color: red }", "“input” can't be styled"),
    (":nth-child(1 of [value^=a]) { color: red }", "count"),
    ("#content { color: red }", "“#content”"),
    (".portal-shell { color: red }", "not one of the portal's classes"),
    (r".\70-card { color: red }", "plain letters"),
    // Pseudo-elements and words.
    (".p-card::before { color: red }", "Pseudo-elements"),
    (".p-card:before { color: red }", "“:before”"),
    (".p-card::-webkit-scrollbar { color: red }", "Pseudo-elements"),
    ("::part(x) { color: red }", "Pseudo-elements"),
    (".p-card { content: 'You owe more' }", "“content”"),
    (r".p-card { c\6fntent: 'x' }", "“content”"),
    (".p-card { color: attr(data-x) }", "“attr(”"),
    // Covering and hiding.
    (".p-card { position: fixed }", "“position”"),
    (".p-card { z-index: 9 }", "“z-index”"),
    (".p-card { display: none }", "“display”"),
    (".p-card { opacity: 0 }", "“opacity”"),
    (".p-card { transform: scale(9) }", "“transform”"),
    (".p-card { clip-path: none }", "“clip-path”"),
    (".p-card { all: unset }", "“all”"),
    (".p-card { -webkit-appearance: none }", "“-webkit-appearance”"),
    (".p-card { -moz-binding: none }", "“-moz-binding”"),
    (".p-card { behavior: none }", "“behavior”"),
    (".p-card { *color: red }", "can't be read"),
    (".p-card { outline: none }", "“outline”"),
    (".p-card { font: 0/0 a }", "“font”"),
    (".p-card { --focus: red }", "“--focus”"),
    (".p-card { margin-top: -40px }", "out of bounds"),
    (".p-card { margin: calc(10px - 128px) }", "out of bounds"),
    (".p-card { margin: calc(1px - 5rem) }", "difference"),
    (".p-card { margin: calc(-1 * var(--s16)) }", "factors"),
    (".p-card { margin: calc(2 * var(--s16)) }", "can't be calculated"),
    (".p-card { margin: var(--p-x) }", "can't be calculated"),
    (".p-card { padding: 5000px }", "out of bounds"),
    (".p-card { padding: 100vw }", "“vw”"),
    (".p-card { padding: calc(100px * 1000) }", "out of bounds"),
    (".p-card { padding: calc(100px * 1e30) }", "out of bounds"),
    (".p-card { padding: calc(1px * infinity) }", ""),
    (".p-title { font-size: 1px }", "out of bounds"),
    (".p-title { font-size: 10% }", "out of bounds"),
    (".p-title { line-height: 0 }", "out of bounds"),
    (".p-title { letter-spacing: -1em }", "out of bounds"),
    (".p-card { padding: env(safe-area-inset-top) }", "“env(”"),
    (".p-card { color: expression(alert(1)) }", "“expression(”"),
    (".p-card { color: exp/**/ression(alert(1)) }", "“ression(”"),
    (".p-card { color: javascript:alert(1) }", "“:” can't stand here"),
    (".p-card { animation: var(--p-x) }", "variable"),
    (".p-card { animation: 'glow' 1s }", "Quotation marks"),
    (".p-card { transition: color 99s }", "too long"),
    // Characters and shapes.
    ("</style><script>alert(1)</script>", "“<”"),
    (".p-card { font-family: '</style>' }", "“<”"),
    (r".p-card { font-family: '\3c/style\3e' }", "plain letters"),
    ("/* </style> */", "“<”"),
    ("<!-- .p-card { color: red } -->", "“<”"),
    ("--> .p-card { color: red }", "“<!--”"),
    (".p-card { color: red\0 }", "control character"),
    (
        ".p-card { color: red; \u{feff}position: fixed }",
        "invisible character",
    ),
    (".p-card { co\u{200b}lor: red }", "invisible character"),
    (".p-card { color: red", "never closed"),
    (".p-card { .p-title { color: red }", "never closed"),
    ("@media print { .p-card { color: red }", "never closed"),
    (".p-card { color: rgb(1,2,3 }", "never closed"),
    (".p-card:is(.p-title { color: red }", "never closed"),
    (".p-card { font-family: 'abc\n }", "quotation mark is missing"),
    (".p-card { color: 'red' }", "Quotation marks"),
    (".p-card { color: banana }", "no value"),
    (".p-card { color: red; colr: blue }", "“colr” is not allowed"),
    (".p-card { color }", "can't be read"),
    (".p-card color: red }", ""),
    ("color: red;", "outside of a rule"),
    (".p-card { color: ; }", "has no value"),
    (".p-card { color: red !import }", ""),
    (".p-card { color: red ! important x }", "After “!”"),
    ("(){}", "can't stand in a selector"),
    ("{}", ""),
    (".p-card > { color: red }", ""),
    (".p-card { color: [red] }", "“[” can't stand here"),
    ("@media { .p-card { color: red } ", "never closed"),
    ("@media print;", "needs a block"),
];

#[test]
fn abuse_16_no_sheet_breaks_out() {
    let wrong: Vec<String> = BREAK_OUTS
        .iter()
        .map(|(source, word)| (source, word, told(source)))
        .filter(|(_, word, answer)| answer.starts_with("taken") || !answer.contains(*word))
        .map(|(source, word, answer)| format!("{source}\n  wanted: {word}\n  told: {answer}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_problem_is_told_where_it_stands() {
    let problems = build(
        ".p-card {\n  color: red;\n  position: fixed;\n  background: url(x);\n}\n\nbody { color: red }\n",
    )
    .unwrap_err();
    let places: Vec<_> = problems
        .iter()
        .map(|problem| (problem.line, problem.column))
        .collect();
    assert_eq!(places, [(3, 3), (4, 15), (7, 1)]);
    // Editors count in UTF-16.
    let problems = build("/* 🙂 */ body { color: red }").unwrap_err();
    assert_eq!((problems[0].line, problems[0].column), (1, 10));
}

#[test]
fn importance_is_left_out_with_a_word() {
    let sheet = built(".p-card {\n  color: red !important;\n  padding: 1px;\n}");
    assert!(
        !sheet
            .css
            .lines()
            .any(|line| line.contains("color: red") && line.contains('!')),
        "{}",
        sheet.css
    );
    assert_eq!(sheet.warnings.len(), 1);
    assert_eq!(sheet.warnings[0].line, 2);
}

#[test]
fn floods_are_refused_at_once() {
    let started = std::time::Instant::now();
    for flood in [
        "{".repeat(10 * 1024 * 1024),
        "{".repeat(65_000),
        "(".repeat(65_000),
        "a{".repeat(32_000),
        ".p-card{color:".to_owned() + &"calc(".repeat(12_000),
        ":is(".repeat(16_000),
        "/*".repeat(32_000),
        "@media ".repeat(9_000),
        "&".repeat(65_000),
        "\\".repeat(65_000),
        "\u{feff}".repeat(20_000),
    ] {
        let problems = build(&flood);
        assert!(problems.is_err() || problems.is_ok_and(|sheet| sheet.css.is_empty()));
    }
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

#[test]
fn nothing_is_a_sheet_and_so_is_a_comment() {
    assert_eq!(built("").css, "");
    assert_eq!(built(" /* later: .p-card */ \n").css, "");
    assert_eq!(built("\u{feff}.p-card { color: red }").warnings, []);
}

#[test]
fn nested_rules_stay_within() {
    let css =
        built(".p-card { color: red; .p-title { color: blue } & + & { color: green } > a { color: teal } }")
            .css;
    for line in css.lines().filter(|line| line.trim_end().ends_with('{')) {
        let line = line.trim();
        assert!(line.starts_with('@') || line.starts_with(".p-custom"), "{css}");
    }
}

#[test]
fn what_was_printed_prints_the_same_again() {
    let source = ".p-card:not(.p-due):nth-child(2n+1) > h2, .p-nav a:focus-visible { box-shadow: 0 1px 2px rgb(0 0 0 / 20%); margin: 0 auto }";
    let once = built(source).css;
    let inner = once
        .trim_start_matches("@layer custom {\n")
        .strip_suffix("}\n")
        .unwrap();
    assert_eq!(built(inner).css, once);
}

/// Pieces of sheets put together at random, always the same ones: whatever is taken stays within, and nothing falls over.
#[test]
fn abuse_16_no_mixture_breaks_out() {
    const PIECES: &[&str] = &[
        ".p-card",
        ".p-custom",
        "a",
        " > ",
        " + ",
        " ~ ",
        ",",
        ":hover",
        ":not(",
        ":is(",
        ")",
        "(",
        "{",
        "}",
        ";",
        ":",
        "color",
        ": red",
        "margin: 4px",
        "&",
        "& ",
        "@media print",
        "@supports (color: red)",
        "@keyframes x",
        "from",
        "50%",
        "/*",
        "*/",
        "\"",
        "'",
        "\\",
        "\n",
        "url(",
        "var(--brand)",
        "calc(",
        "1px",
        "--p-x",
        "--brand",
        "!important",
        "body",
        "*",
        "[a]",
        "#a",
        "::before",
        "@import 'x'",
        "<",
        "0",
        ".p-title { color: blue }",
        "{ color: red }",
        ".p-card { .p-title { color: red } }",
        "animation: x 1s",
        "}}",
        "\u{feff}",
    ];
    let mut seed = 16_u64;
    let mut next = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let mut taken = 0;
    for _ in 0..20_000 {
        let length = 1 + next(9);
        let source: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        let Ok(sheet) = build(&source) else { continue };
        if sheet.css.is_empty() {
            continue;
        }
        taken += 1;
        for forbidden in ["<", "\\", "url", "import", "body", "::", "[", "#a", "!"] {
            assert!(!sheet.css.contains(forbidden), "{source}\n{}", sheet.css);
        }
        assert_eq!(
            sheet.css.matches('{').count(),
            sheet.css.matches('}').count(),
            "{source}\n{}",
            sheet.css
        );
        for line in sheet.css.lines().filter(|line| line.trim_end().ends_with('{')) {
            let line = line.trim();
            let within = ["@", ".p-custom", "from", "to", "50%"]
                .iter()
                .any(|start| line.starts_with(start));
            assert!(within, "{source}\n{}", sheet.css);
        }
    }
    assert!(taken > 100, "{taken}");
}
