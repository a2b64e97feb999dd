//! Measures how much different articles of a folder resemble each other, and a text its edited versions:
//! `cargo run -p tidings-model --example resemblance -- FOLDER...`
//!
//! The threshold in `src/text/sketch.rs` comes from these figures.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program for measurements"
)]

use std::path::Path;
use tidings_model::TextSketch;

fn main() {
    let (mut between, mut edited): (Vec<f64>, [Vec<f64>; EDITS.len()]) = Default::default();
    for folder in std::env::args().skip(1) {
        let texts = texts(Path::new(&folder));
        let sketches: Vec<TextSketch> = texts.iter().map(|(_, text)| TextSketch::of_html(text)).collect();
        for (at, sketch) in sketches.iter().enumerate() {
            for (other, later) in sketches.iter().enumerate().skip(at + 1) {
                let resemblance = sketch.resemblance(later);
                if resemblance >= 0.5 {
                    println!("{folder}: {} and {}: {resemblance:.2}", texts[at].0, texts[other].0);
                }
                between.push(resemblance);
            }
            for (each, found) in EDITS.iter().zip(&mut edited) {
                found.push(sketch.resemblance(&TextSketch::of_html(&edit(&texts[at].1, *each))));
            }
        }
    }
    print("different articles of one folder", &mut between);
    for (each, found) in EDITS.iter().zip(&mut edited) {
        print(&format!("one of {each} words replaced"), found);
    }
}

/// One of so many words is replaced, evenly: the edit that alters the most shingles.
const EDITS: [usize; 5] = [100, 20, 10, 5, 3];

fn edit(text: &str, each: usize) -> String {
    let words = text.split_whitespace().enumerate();
    words
        .map(|(at, word)| if at % each == each / 2 { format!("new{at} ") } else { format!("{word} ") })
        .collect()
}

/// The texts of a folder without their front matter, by file name. Short ones are left out.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let read = |entry: std::fs::DirEntry| {
        let text = std::fs::read_to_string(entry.path()).ok()?;
        let body = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
            Some((_, body)) => body.to_owned(),
            None => text,
        };
        (body.split_whitespace().count() > 20)
            .then(|| (entry.file_name().to_string_lossy().into_owned(), body))
    };
    let mut texts: Vec<_> = files.filter_map(read).collect();
    texts.sort();
    texts
}

fn print(name: &str, found: &mut [f64]) {
    found.sort_by(f64::total_cmp);
    let at = |part: f64| {
        found.get((found.len() as f64 * part) as usize).or(found.last()).copied().unwrap_or_default()
    };
    let above = |limit: f64| found.iter().filter(|value| **value >= limit).count();
    println!(
        "{name}: {} pairs; 1 % {:.2}, median {:.2}, 99 % {:.2}, 99.9 % {:.2}, most {:.2}; at least 0.3: {}, 0.4: {}, 0.5: {}, 0.6: {}",
        found.len(),
        at(0.01),
        at(0.5),
        at(0.99),
        at(0.999),
        at(1.0),
        above(0.3),
        above(0.4),
        above(0.5),
        above(0.6)
    );
}
