use super::*;
use serde_json::{Value, json};

fn pasted(html: &str) -> Value {
    rich_text(html).unwrap().to_json()["content"].clone()
}

/// The texts of the blocks, a line each, with `#` before headings, `-` and `1` before items, `>` before quotations.
fn outline(html: &str) -> String {
    fn down(blocks: &[RichBlock], before: &str, all: &mut Vec<String>) {
        for block in blocks {
            match block {
                RichBlock::Paragraph(content) => all.push(format!("{before}{}", words(content))),
                RichBlock::Heading { level, content } => {
                    all.push(format!(
                        "{before}{} {}",
                        "#".repeat(usize::from(*level)),
                        words(content)
                    ));
                }
                RichBlock::BulletList(items) => items
                    .iter()
                    .for_each(|item| down(item, &format!("{before}- "), all)),
                RichBlock::OrderedList { start, items } => {
                    items
                        .iter()
                        .for_each(|item| down(item, &format!("{before}{start} "), all));
                }
                RichBlock::Quote(blocks) => down(blocks, &format!("{before}> "), all),
                RichBlock::Code(text) => all.push(format!("{before}`{text}`")),
                RichBlock::Rule => all.push("---".to_owned()),
                RichBlock::Opaque(_) => panic!("nothing unknown is made"),
            }
        }
    }
    fn words(content: &[Inline]) -> String {
        let one = |inline: &Inline| {
            let text = match inline {
                Inline::Text { text, .. } => text.clone(),
                Inline::Tag { tag, .. } => format!("[{}]", tag.path),
                Inline::Break => "/".to_owned(),
                Inline::Opaque(_) => panic!("nothing unknown is made"),
            };
            inline.marks().iter().fold(text, |text, mark| match mark {
                Mark::Strong => format!("*{text}*"),
                Mark::Em => format!("_{text}_"),
                Mark::Underline => format!("~{text}~"),
                Mark::Code => format!("`{text}`"),
                Mark::Link { href, .. } => format!("({text})<{href}>"),
                Mark::Opaque(_) => panic!("nothing unknown is made"),
            })
        };
        content.iter().map(one).collect()
    }
    let mut all = Vec::new();
    down(&rich_text(html).unwrap().blocks, "", &mut all);
    all.join("\n")
}

#[test]
fn a_website_becomes_text() {
    assert_eq!(
        outline(
            "<html><head><title>No</title><style>p{color:red}</style></head><body><nav>Menu</nav><h1>Title</h1>\n\n<div><p>Some  <b>bold</b>,\n\
             <em>slanted</em> and <code>code</code>.<br>Next</p></div><ul><li>One</li><li>Two<ol start=4><li>Inner</li></ol></li></ul>\
             <blockquote>Said</blockquote><pre>a\n  b</pre><hr><p><a href='https://a.example/x?y=1' title=T><u>Go</u></a></p></body></html>"
        ),
        "Menu\n## Title\nSome *bold*, _slanted_ and `code`./Next\n- One\n- Two\n- 4 Inner\n> Said\n`a\n  b`\n---\n(Go)<https://a.example/x?y=1>"
    );
}

#[test]
fn google_docs_bold_around_everything_is_not_bold() {
    assert_eq!(
        outline(
            "<meta charset='utf-8'><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><p dir=\"ltr\" style=\"line-height:1.38\">\
             <span style=\"font-size:11pt;font-weight:700;font-style:normal;text-decoration:none\">Bold</span><span style=\"font-weight:400\"> and \
             </span><span style=\"font-style:italic\">slanted</span></p><ul><li dir=ltr><p role=presentation><span>One</span></p></li><ul><li><p>Under it</p>\
             </li></ul><li>Two</li></ul></b>"
        ),
        "*Bold* and _slanted_\n- One\n- - Under it\n- Two"
    );
}

#[test]
fn words_lists_are_lists() {
    assert_eq!(
        outline(
            "<p class=MsoNormal>Intro<o:p></o:p></p><p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>\
             <![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;\
             </span></span><![endif]>First</p><p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Second</p>\
             <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Numbered</p>"
        ),
        "Intro\n- First\n- Second\n1 Numbered"
    );
}

#[test]
fn tables_become_paragraphs_and_tags_chips() {
    assert_eq!(
        outline(
            "<table><tr><th>What</th><th>When</th></tr><tr><td><p>Call</p><p>now</p></td><td></td><td>May</td></tr></table>"
        ),
        "What | When\nCall now | May"
    );
    assert_eq!(
        outline(
            "<p>Dear {{contact.name}}, {{ <b>x</b> }} <b>{{company.name | default(&quot;you&quot;)}}</b></p>"
        ),
        "Dear [contact.name], {{ *x* }} *[company.name]*"
    );
    let link = "<a href='https://a.example/?q={{contact.name}}'>x</a>";
    assert_eq!(outline(link), "(x)<https://a.example/?q={{contact.name}}>");
}

#[test]
fn nothing_that_acts_is_left() {
    for html in [
        "<script>alert(1)</script><p>x</p>",
        "<p onclick=alert(1)>x</p>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,alert(1)'>x</a>",
        "<a href='/staff'>x</a>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>x",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>x",
        "<style>@import 'https://evil.example'</style>x",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>x",
        "<template><p>no</p></template><textarea><p>no</p></textarea>x",
        "<!--[if gte mso 9]><xml>alert</xml><![endif]-->x",
    ] {
        assert_eq!(
            pasted(html),
            json!([{"type": "paragraph", "content": [{"type": "text", "text": "x"}]}]),
            "{html}"
        );
    }
    // Text that looks like HTML stays text.
    assert_eq!(outline("<p>&lt;script&gt;</p>"), "<script>");
}

#[test]
fn too_much_is_refused_and_depth_is_flattened() {
    assert!(matches!(
        rich_text(&"x".repeat(MAX_BYTES + 1)),
        Err(BackendError::Conflict(_))
    ));
    assert!(matches!(
        rich_text(&format!("<p>{}</p>", "x".repeat(70_000))),
        Err(BackendError::Conflict(_))
    ));
    for (open, close) in [
        ("<ul><li>", "</li></ul>"),
        ("<blockquote>", "</blockquote>"),
        ("<div>", "</div>"),
        ("<b><p>", "</p></b>"),
    ] {
        let doc = rich_text(&format!("{}x{}", open.repeat(2_000), close.repeat(2_000))).unwrap();
        assert_eq!(doc.plain().trim(), "x", "{open}");
    }
    assert_eq!(rich_text("").unwrap(), RichDoc::default());
    assert_eq!(rich_text("<p> &nbsp; </p><p></p>").unwrap(), RichDoc::default());
}
