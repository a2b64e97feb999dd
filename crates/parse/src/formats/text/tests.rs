use super::*;
use proptest::prelude::*;

fn settings() -> ParseSettings {
    ParseSettings::in_zone(chrono_tz::Tz::UTC)
}

/// The text of the HTML, white space folded.
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
    // Ten words and more, a capital first and a full stop last: ordinary prose.
    ("[A-Z][a-z]{2,8}", proptest::collection::vec("[a-z]{2,9}", 10..40))
        .prop_map(|(first, words)| format!("{first} {}.", words.join(" ")))
}

proptest! {
    #[test]
    fn any_text_gives_well_formed_html_without_panic(text in "(\\PC|\n|\t){0,400}") {
        let body = read(&text, 1, None, &settings());
        let html = format!("<r>{}</r>", body.html.replace("<br>", "").replace("<hr>", ""));
        // Tags pair up: each `<` that is left is a tag of ours.
        prop_assert_eq!(html.matches("<p>").count(), html.matches("</p>").count());
        prop_assert_eq!(html.matches("<li>").count(), html.matches("</li>").count());
        prop_assert_eq!(html.matches("<h2>").count(), html.matches("</h2>").count());
    }

    #[test]
    fn no_word_is_invented(lines in proptest::collection::vec("[ -~]{0,80}", 0..30)) {
        let text = lines.join("\n");
        let body = read(&text, 1, None, &settings());
        let known: std::collections::HashSet<String> =
            text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        for word in visible(&body.html).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            prop_assert!(known.contains(word), "{word}");
        }
    }

    #[test]
    fn every_word_of_plain_paragraphs_stays(paragraphs in proptest::collection::vec(paragraph(), 1..8)) {
        let text = paragraphs.join("\n\n");
        let body = read(&text, 1, None, &settings());
        let mut unlike = paragraphs.clone();
        unlike.dedup();
        prop_assert_eq!(visible(&body.html), unlike.join(" "));
        prop_assert!(body.title.is_some());
    }

    #[test]
    fn broken_and_unbroken_lines_read_alike(paragraphs in proptest::collection::vec(paragraph(), 2..6)) {
        let wrapped: Vec<String> = paragraphs.iter().map(|text| wrap_at(text, 72)).collect();
        let body = read(&wrapped.join("\n\n"), 1, None, &settings());
        prop_assert_eq!(body.html, read(&paragraphs.join("\n\n"), 1, None, &settings()).html);
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

/// Shapes of which a careless rule makes quadratic work, each with how often it stands in the shorter text.
const TIRESOME: [(&str, usize); 9] = [
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
fn sixteen_times_the_text_takes_not_much_more_than_sixteen_times_the_work() {
    let least = |text: &str| {
        let work = |_| {
            let before = worked();
            read(text, 1, None, &settings());
            worked().zip(before).map(|(after, before)| after - before)
        };
        (0..3).filter_map(work).min()
    };
    for (piece, number) in TIRESOME {
        // Both side by side, in time that this thread had a processor: another program's work doesn't count. Quadratic
        // work would be 256 times as much.
        let (short, long) = (least(&piece.repeat(number)), least(&piece.repeat(number * 16)));
        if let (Some(short), Some(long)) = (short, long) {
            assert!(long < short.max(1_000_000) * 16 * 6, "{piece:?}: {short} ns, then {long} ns");
        }
    }
}

/// Nanoseconds that this thread has had a processor; where the system does not tell, nothing is compared.
fn worked() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}
