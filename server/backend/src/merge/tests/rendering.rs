//! Values, filters and escaping.

use super::*;
use domain::merge::Piece;

#[test]
fn values_are_written_for_the_reader_and_twins_for_comparing() {
    let source = "{{ invoice.total }} {{ invoice.due_date }} {{ invoice.total_raw }} {{ invoice.due_date_raw }} {{ invoice.status_raw }}";
    let said = |locale| rendered(locale, source, "", Escape::Text).unwrap();
    assert_eq!(
        said(Locale::En),
        "€1,234.50 18 March 2026 1234.5 2026-03-18 overdue"
    );
    assert_eq!(
        said(Locale::De),
        "1.234,50\u{A0}€ 18. März 2026 1234.5 2026-03-18 overdue"
    );
    assert_eq!(
        text("{% if invoice.balance_raw > 1000 %}much{% else %}little{% endif %}"),
        "much"
    );
    assert_eq!(
        text("{% if invoice.status_raw == 'overdue' %}late{% endif %}"),
        "late"
    );
    assert_eq!(text("{% if contact.phone %}x{% else %}none{% endif %}"), "none");
    assert_eq!(text("{{ nonsense.at.all }}|{{ contact.nonsense }}|"), "||");
}

#[test]
fn every_filter_does_what_the_reference_says() {
    for (source, said) in [
        ("{{ company.address|address }}", "Am Ring 1, 50667 Köln"),
        ("{{ company.address|address('lines') }}", "Am Ring 1\n50667 Köln"),
        ("{{ contact.job_title|capitalize }}", "Head of finance"),
        ("{{ invoice.due_date|date }}", "18 March 2026"),
        ("{{ invoice.due_date|date('short') }}", "18 Mar 2026"),
        ("{{ invoice.due_date|date('iso') }}", "2026-03-18"),
        (
            "{{ invoice.due_date|date('%e.%m.%y, %B %b %d %Y 100%%') }}",
            "18.03.26, March Mar 18 2026 100%",
        ),
        ("{{ contact.last_portal_access|date('%d %H:%M') }}", "15 00:30"),
        (
            "{{ contact.last_portal_access|datetime }}",
            "15 March 2026, 00:30",
        ),
        ("{{ contact.last_portal_access }}", "15 March 2026, 00:30"),
        ("{{ now()|date('iso') }}", "2026-03-15"),
        ("{{ contact.phone|default('no phone') }}", "no phone"),
        ("{{ contact.phone|default('no phone', true) }}", "no phone"),
        ("{{ contact.name|default('there') }}", "ana okafor"),
        ("{{ nothing|default('x') }}", "x"),
        ("{{ '<b>'|escape }}", "<b>"),
        ("{{ (invoices|first).number }}", "B-2"),
        ("{{ (invoices|last).number }}", "A-1"),
        ("{{ contact.name|initials }}", "AO"),
        ("{{ invoices|join(', ', attribute='number') }}", "B-2, A-1"),
        ("{{ invoices|length }} {{ 'äö'|length }}", "2 2"),
        (
            "{{ contact.name|upper }} {{ contact.job_title|lower }}",
            "ANA OKAFOR head of finance",
        ),
        ("{{ 1234.5|money('EUR') }} {{ 5|money('JPY') }}", "€1,234.50 ¥5"),
        (
            "{{ invoice.total|money }} {{ invoice.total|money('EUR') }}",
            "€1,234.50 €1,234.50",
        ),
        ("{{ invoice.notes|nl2br }}", "first\nsecond <b>"),
        (
            "{{ 1234.5|number(2) }} {{ invoice.total|number(0) }} {{ -7|number }}",
            "1,234.50 1,234 -7",
        ),
        ("{{ 45|percent }} {{ 12.5|percent }}", "45% 12.5%"),
        (
            "{{ 1|plural('invoice','invoices') }} {{ invoices|plural('invoice','invoices') }}",
            "invoice invoices",
        ),
        ("{{ invoice.due_date|relative }}", "in 3 days"),
        (
            "{{ '2026-03-14'|relative }} {{ '2026-03-15'|relative }} {{ '2026-03-16'|relative }}",
            "yesterday today tomorrow",
        ),
        ("{{ '2026-03-05'|relative }}", "10 days ago"),
        (
            "{% for i in invoices|sort(attribute='due_date') %}{{ i.number }} {% endfor %}",
            "A-1 B-2 ",
        ),
        (
            "{% for i in invoices|sort(attribute='total', reverse=true) %}{{ i.number }} {% endfor %}",
            "A-1 B-2 ",
        ),
        ("{{ invoices|sum(attribute='balance') }}", "€1,734.50"),
        ("{{ contact.name|title }}", "Ana Okafor"),
        ("[{{ '  a '|trim }}]", "[a]"),
        (
            "{{ 'abcdefgh'|truncate(5) }} {{ 'abc'|truncate(5) }}",
            "abcd… abc",
        ),
        ("{{ 'a b&c/ä'|url_encode }}", "a%20b%26c%2F%C3%A4"),
        (
            "{{ company.is_overdue|yesno('late,fine') }} {{ contact.phone|yesno('has,lacks') }}",
            "late lacks",
        ),
        ("{{ company.is_overdue }}", "Yes"),
        (
            "{% for i in invoice.items %}{{ i.description }} × {{ i.quantity }};{% endfor %}",
            "Line 1 × 2.5;Line 2 × 2.5;",
        ),
        (
            "{% for i in invoices[:1] %}{{ loop.index }} {{ i.number }}{% endfor %}",
            "1 B-2",
        ),
        (
            "{% if contact.phone is empty %}e{% endif %}{% if contact.name is defined %}d{% endif %}",
            "ed",
        ),
    ] {
        assert_eq!(text(source), said, "{source}");
    }
    let german = rendered(
        Locale::De,
        "{{ invoice.due_date|relative }} {{ 12.5|percent }}",
        "",
        Escape::Text,
    );
    assert_eq!(german.unwrap(), "in 3 Tagen 12,5\u{A0}%");
}

#[test]
fn every_filter_of_the_catalogue_is_there_and_no_other() {
    for filter in merge::filter::all() {
        let source = format!("{{{{ {} }}}}", filter.usage);
        assert!(Prepared::new(&source, Place::Page).is_ok(), "{source}");
    }
    for name in [
        "safe", "e", "map", "attr", "tojson", "pprint", "replace", "items", "list", "batch",
    ] {
        let refused = Prepared::new(&format!("{{{{ contact.name|{name} }}}}"), Place::Page).err();
        assert!(matches!(refused, Some(RenderError::Refused(_))), "{name}");
    }
}

#[test]
fn sums_of_several_currencies_are_never_mixed() {
    let voice = voice(Locale::En);
    let of = |minor, currency| {
        RecordOf::new(&voice, "invoices", tags("invoices"))
            .set("total", Typed::Money(Money::new(minor, currency)))
            .done()
    };
    let invoices = vec![
        of(100, Currency::EUR),
        of(250, "USD".parse().unwrap()),
        of(300, Currency::EUR),
    ];
    let values = Values::from([("invoices".to_owned(), Value::from(invoices))]);
    let text = Prepared::new("{{ invoices|sum(attribute='total') }}", Place::Page).unwrap();
    let said = text
        .render(&voice, &values, Escape::Text, Limits::default())
        .unwrap();
    assert_eq!(said, "€4.00, $2.50");
}

#[test]
fn a_value_is_escaped_for_where_it_goes() {
    let nasty = "<script>alert('1')</script> & \"co\"";
    let said = |source: &str, escape| rendered(Locale::En, source, nasty, escape).unwrap();
    let html = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;co&quot;";
    assert_eq!(
        said("<p title=\"{{ contact.name }}\">", Escape::Html),
        format!("<p title=\"{html}\">")
    );
    assert_eq!(said("{{ contact.name|escape }}", Escape::Html), html);
    assert_eq!(said("{{ contact.name|escape|escape }}", Escape::Html), html);
    assert_eq!(said("{{ contact.name|nl2br }}", Escape::Html), html);
    assert_eq!(
        said("{{ invoice.notes|nl2br }}", Escape::Html),
        "first<br>\nsecond &lt;b&gt;"
    );
    assert_eq!(
        said("{% set x %}{{ contact.name }}{% endset %}{{ x }}", Escape::Html)
            .matches('<')
            .count(),
        0
    );
    assert_eq!(
        said("{{ contact.name|upper }}{{ contact.name ~ '' }}", Escape::Html)
            .matches('<')
            .count(),
        0
    );
    assert_eq!(said("{{ contact.name }}", Escape::Text), nasty);
    let subject = rendered(
        Locale::En,
        "Hi {{ contact.name }}",
        "x\r\nBcc: all@example.com\u{0}",
        Escape::Subject,
    );
    assert_eq!(subject.unwrap(), "Hi x Bcc: all@example.com");
}

#[test]
fn addresses_lead_only_where_links_may() {
    let said = |source: &str, name: &str| rendered(Locale::En, source, name, Escape::Url).unwrap();
    assert_eq!(
        said("{{ company.website }}/a?n={{ contact.name }}", "a b&c"),
        "https://hofmann.example/a?n=a%20b%26c"
    );
    assert_eq!(said("/portal?q={{ contact.name }}", "x"), "/portal?q=x");
    assert_eq!(said("mailto:{{ contact.name }}", "a"), "mailto:a");
    for bad in [
        "javascript:alert(1)",
        "//evil.example",
        "data:text/html,x",
        "JaVaScript:x",
        "https://a b",
        "vbscript:x",
    ] {
        assert_eq!(said(bad, ""), "", "{bad}");
    }
    assert_eq!(
        said("{{ contact.name }}", "javascript:alert(1)"),
        "javascript%3Aalert%281%29"
    );
    assert_eq!(
        said("java{{ contact.name }}", "script:alert(1)"),
        "javascript%3Aalert%281%29"
    );
}

#[test]
fn what_a_value_contains_is_never_evaluated() {
    for name in [
        "{{ system.iban }}",
        "{% for i in invoices %}x{% endfor %}",
        "{{ contact.name }}",
    ] {
        for escape in [Escape::Text, Escape::Html] {
            assert_eq!(
                rendered(Locale::En, "{{ contact.name }}", name, escape).unwrap(),
                if escape == Escape::Html {
                    name.replace('<', "&lt;")
                } else {
                    name.to_owned()
                }
            );
        }
        let set = "{% set x = contact.name %}{{ x }}{% set y %}{{ contact.name }}{% endset %}{{ y }}";
        assert_eq!(
            rendered(Locale::En, set, name, Escape::Text).unwrap(),
            format!("{name}{name}")
        );
    }
}

#[test]
fn a_preview_marks_what_is_empty() {
    let voice = voice(Locale::En);
    let values = values(&voice, "An\u{E000}a\u{E001}");
    let source = "Hi {{ contact.name }}, {{ contact.phone }}!{{ contact.phone|upper }}{{ contact.email|default('none') }}";
    let pieces = Prepared::new(source, Place::Page)
        .unwrap()
        .preview(&voice, &values, Limits::default())
        .unwrap();
    let gap = || Piece::Gap("contact.phone".into());
    assert_eq!(
        pieces,
        [
            Piece::Text("Hi Ana, ".into()),
            gap(),
            Piece::Text("!".into()),
            gap(),
            Piece::Text("none".into())
        ]
    );
}
