//! Texts that would hang, flood or reach outside.

use super::*;
use std::time::{Duration, Instant};

fn refused(source: &str) -> String {
    match Prepared::new(source, Place::Page) {
        Err(RenderError::Refused(finding)) => finding.sentence(),
        Ok(_) => panic!("was accepted: {}", source.chars().take(80).collect::<String>()),
        Err(other) => panic!("{other}"),
    }
}

/// Rendered or not, it takes no longer than it may and more.
fn outcome(source: &str) -> Result<String, RenderError> {
    let started = Instant::now();
    let outcome = rendered(Locale::En, source, "Ana", Escape::Text);
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "took {:?}",
        started.elapsed()
    );
    outcome
}

#[test]
fn a_loop_in_a_loop_in_a_loop_ends() {
    let list = format!("[{}]", vec!["1"; 100].join(","));
    let source = format!(
        "{{% for a in {list} %}}{{% for b in {list} %}}{{% for c in {list} %}}{{% for d in {list} %}}x{{% endfor %}}{{% endfor %}}{{% endfor %}}{{% endfor %}}"
    );
    assert_eq!(outcome(&source), Err(RenderError::Endless));
    let silent = source.replace('x', "{% set q = 1 %}");
    assert_eq!(outcome(&silent), Err(RenderError::Endless));
}

#[test]
fn output_and_time_are_bounded() {
    let voice = voice(Locale::En);
    let values = values(&voice, "Ana");
    let tight = |limits| {
        Prepared::new(
            "{% for i in invoices %}{{ i.number }} and so on {% endfor %}",
            Place::Page,
        )
        .unwrap()
        .render(&voice, &values, Escape::Text, limits)
    };
    assert_eq!(
        tight(Limits {
            output: 20,
            ..Limits::default()
        }),
        Err(RenderError::TooLong)
    );
    assert_eq!(
        tight(Limits {
            time: Duration::ZERO,
            ..Limits::default()
        }),
        Err(RenderError::Endless)
    );
    assert_eq!(
        tight(Limits {
            fuel: 5,
            ..Limits::default()
        }),
        Err(RenderError::Endless)
    );
    assert!(tight(Limits::default()).is_ok());
    let defaults = Limits::default();
    assert_eq!(
        (defaults.fuel, defaults.output, defaults.time.as_millis()),
        (50_000, 1 << 20, 250)
    );
}

#[test]
fn doubling_again_and_again_ends() {
    let mut source = "{% set a0 = 'xxxxxxxxxxxxxxxx' %}".to_owned();
    for step in 0..60 {
        source.push_str(&format!("{{% set a{} = a{step} ~ a{step} %}}", step + 1));
    }
    source.push_str("{{ a60 }}");
    assert!(outcome(&source).is_err());
}

#[test]
fn nothing_is_multiplied_but_numbers() {
    for source in [
        "{{ 'x' * 1000000000 }}",
        "{% for i in [1] * 1000000 %}x{% endfor %}",
        "{% set a = [1] %}{% for i in a * 9999 %}x{% endfor %}",
        "{{ contact.name * 99999999 }}",
    ] {
        assert!(refused(source).contains("Only"), "{source}: {}", refused(source));
    }
    assert_eq!(text("{{ 2 * 3 + 1 }} {{ invoice.total_raw * 2 }}"), "7 2469.0");
    assert!(refused("{{ invoice.total * 2 }}").contains("invoice.total_raw"));
    assert!(outcome("{{ 9 ** 9 ** 9 ** 9 }}").is_err());
}

#[test]
fn a_list_is_no_longer_than_a_loop_may_be() {
    let long = format!("{{% for i in [{}] %}}x{{% endfor %}}", vec!["1"; 201].join(","));
    assert!(refused(&long).contains("too long") || refused(&long).contains("at most"));
    assert!(refused("{% for c in contact.name %}x{% endfor %}").contains("list"));
    assert!(refused("{% for c in 'abc' %}x{% endfor %}").contains("list"));
    assert!(refused("{% for i in range(1000000) %}x{% endfor %}").contains("range()"));
    let many: Vec<Value> = (0..500).map(Value::from).collect();
    assert_eq!(super::super::value::list(many).len(), Some(200));
}

#[test]
fn size_and_depth_are_bounded() {
    let most = "x".repeat(merge::MAX_TEMPLATE);
    assert_eq!(
        rendered(Locale::En, &most, "", Escape::Text).unwrap().len(),
        merge::MAX_TEMPLATE
    );
    assert!(refused(&format!("{most}x")).contains("too long"));
    assert!(refused(&format!("{{{{ contact.name{} }}}}", "|upper".repeat(30_000))).contains("too long"));
    assert!(
        refused(&format!(
            "{{{{ {}1{} }}}}",
            "(".repeat(60_000),
            ")".repeat(60_000)
        ))
        .contains("too long")
    );
    assert!(refused(&format!("{{{{ {}1 }}}}", "not ".repeat(40_000))).contains("too long"));
    assert!(refused(&format!("{{{{ contact{} }}}}", ".a".repeat(90_000))).contains("too long"));
    let elif = format!("{{% if 1 %}}{}{{% endif %}}", "{% elif 1 %}x".repeat(10_000));
    assert!(refused(&elif).contains("too many"));
    let deep = format!("{}x{}", "{% if 1 %}".repeat(900), "{% endif %}".repeat(900));
    assert!(refused(&deep).contains("recursion"), "{}", refused(&deep));
    let wide = "{% if 1 %}x{% endif %}".repeat(5_000);
    assert!(refused(&wide).contains("too many"));
}

#[test]
fn nothing_leads_outside() {
    for (source, named) in [
        ("{% include 'base.mjml' %}", "include"),
        ("{% import 'x' as y %}", "import"),
        ("{% from 'x' import y %}", "from"),
        ("{% extends 'base.mjml' %}", "extends"),
        ("{% macro m() %}x{% endmacro %}", "macro"),
        ("{% call m() %}x{% endcall %}", "call"),
        ("{% block b %}x{% endblock %}", "block"),
        (
            "{% autoescape false %}{{ contact.name }}{% endautoescape %}",
            "autoescape",
        ),
        ("{% filter upper %}x{% endfilter %}", "filter"),
        ("{% do contact.name() %}", "do"),
        ("{{ contact.name.upper() }}", "upper()"),
        ("{{ self.b() }}", "b()"),
        ("{{ super() }}", "super()"),
        ("{{ debug() }}", "debug()"),
        ("{{ dict(a=1) }}", "dict()"),
        ("{{ loop.cycle('a') }}", "cycle()"),
        ("{{ now(1) }}", "now()"),
        ("{{ {'a': 1}.a }}", "values"),
        ("{% for i in invoices recursive %}x{% endfor %}", "itself"),
        ("{% set contact = 1 %}", "contact"),
        ("{% for contact in invoices %}x{% endfor %}", "contact"),
    ] {
        assert!(refused(source).contains(named), "{source}: {}", refused(source));
    }
}

#[test]
fn broken_tags_are_answered_with_their_line() {
    assert!(refused("a\nb {{ contact.name").starts_with("Line 2:"));
    assert!(
        refused("a\n\n{% if contact.phone %}x").contains("Line 3"),
        "{}",
        refused("a\n\n{% if contact.phone %}x")
    );
    assert!(refused("{{ contact.name|uper }}").ends_with("Did you mean upper?"));
    assert!(refused("{% if contact.phone is defnied %}x{% endif %}").ends_with("Did you mean defined?"));
}
