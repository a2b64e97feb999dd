//! Tests of the plain text parser: properties of its output for any input, and linear time.

use super::*;
use proptest::prelude::*;

fn settings() -> ParseSettings {
    ParseSettings::in_zone(chrono_tz::Tz::UTC)
}

/// The text of the HTML, with collapsed white space.
fn visible(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    tidings_model::text::one_line(&text)
}

fn paragraph() -> impl Strategy<Value = String> {
    // Ten words or more, a capital first and a full stop last: ordinary prose.
    ("[A-Z][a-z]{2,8}", proptest::collection::vec("[a-z]{2,9}", 10..40))
        .prop_map(|(first, words)| format!("{first} {}.", words.join(" ")))
}

proptest! {
    #[test]
    fn any_text_gives_well_formed_html_without_panic(text in "(\\PC|\n|\t){0,400}") {
        let body = parse(&text, 1, None, &settings());
        let html = format!("<r>{}</r>", body.html.replace("<br>", "").replace("<hr>", ""));
        // Tags pair up: the parser wrote each `<` that is left.
        prop_assert_eq!(html.matches("<p>").count(), html.matches("</p>").count());
        prop_assert_eq!(html.matches("<li>").count(), html.matches("</li>").count());
        prop_assert_eq!(html.matches("<h2>").count(), html.matches("</h2>").count());
    }

    #[test]
    fn no_word_is_invented(lines in proptest::collection::vec("[ -~]{0,80}", 0..30)) {
        let text = lines.join("\n");
        let body = parse(&text, 1, None, &settings());
        let known: std::collections::HashSet<String> =
            text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        for word in visible(&body.html).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            prop_assert!(known.contains(word), "{word}");
        }
    }

    #[test]
    fn every_word_of_plain_paragraphs_stays(paragraphs in proptest::collection::vec(paragraph(), 1..8)) {
        let text = paragraphs.join("\n\n");
        let body = parse(&text, 1, None, &settings());
        let mut unlike = paragraphs.clone();
        unlike.dedup();
        prop_assert_eq!(visible(&body.html), unlike.join(" "));
        prop_assert!(body.title.is_some());
    }

    #[test]
    fn wrapped_and_unwrapped_lines_give_the_same_html(paragraphs in proptest::collection::vec(paragraph(), 2..6)) {
        let wrapped: Vec<String> = paragraphs.iter().map(|text| wrap_at(text, 72)).collect();
        let body = parse(&wrapped.join("\n\n"), 1, None, &settings());
        prop_assert_eq!(body.html, parse(&paragraphs.join("\n\n"), 1, None, &settings()).html);
    }
}

fn wrap_at(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().unwrap();
        if last.is_empty() {
            last.push_str(word);
        } else if last.len() + 1 + word.len() <= width {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.join("\n")
}

/// Inputs for which a careless rule takes quadratic time, each with the number of repetitions in the shorter
/// text.
const QUADRATIC_INPUTS: [(&str, usize); 9] = [
    ("[", 2_000),
    ("**", 1_000),
    ("Rain\n", 200),
    ("Rain fell on the town and nobody had an umbrella with him.\n\n", 40),
    ("- 4 March 2026\n", 80),
    ("Rain Again\n\n", 120),
    ("Related\n\nRain\n\n", 80),
    ("(", 2_000),
    ("https://a.b/((((", 100),
];

#[test]
fn the_time_is_linear_in_the_length_of_the_text() {
    let least = |text: &str| {
        let work = |_| {
            let before = cpu_time();
            parse(text, 1, None, &settings());
            cpu_time().zip(before).map(|(after, before)| after - before)
        };
        (0..3).filter_map(work).min()
    };
    for (piece, number) in QUADRATIC_INPUTS {
        // Both are measured in CPU time of this thread, so that other programs have no influence. Quadratic
        // time would be 256 times as much.
        let (short, long) = (least(&piece.repeat(number)), least(&piece.repeat(number * 16)));
        if let (Some(short), Some(long)) = (short, long) {
            assert!(long < short.max(1_000_000) * 16 * 6, "{piece:?}: {short} ns, then {long} ns");
        }
    }
}

/// CPU time of this thread in nanoseconds. `None`: the system does not report it, and nothing is compared.
fn cpu_time() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}
