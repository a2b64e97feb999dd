//! Extracts labelled lines that are metadata of the article: tags, categories, copyright.

use super::shape::{Shape, shape};
use super::unit::{Unit, UnitKind};
use crate::boilerplate::is_boilerplate_line;

/// The metadata in labelled lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Labels {
    /// From 'Tags:' and similar labels.
    pub(super) tags: Vec<String>,
    /// From 'Filed under:' and similar labels.
    pub(super) categories: Vec<String>,
    /// A copyright line.
    pub(super) rights: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TermKind {
    Tags,
    Categories,
}

/// Labels of tags, in lower case.
#[rustfmt::skip]
const TAGS: [&str; 51] = [
    "tags", "tag", "tagged", "tagged with", "tagged as", "tagged under", "keywords", "keyword", "topics",
    "topic", "labels", "label", "hashtags", "related topics", "schlagwörter", "schlagworte", "schlagwort",
    "stichwörter", "mots-clés", "mots clés", "étiquettes", "etiquetas", "palabras clave", "temas",
    "parole chiave", "palavras-chave", "trefwoorden", "tagi", "słowa kluczowe", "štítky", "taggar", "теги",
    "метки", "ключевые слова", "标签", "关键词", "タグ",
    "وسوم", "الوسوم", "الكلمات المفتاحية", "كلمات مفتاحية", "टैग", "etiketler", "anahtar kelimeler",
    "tagovi", "ετικέτες", "tópicos", "assuntos", "argomenti", "태그", "キーワード",
];

/// Labels of categories, in lower case.
#[rustfmt::skip]
const CATEGORIES: [&str; 33] = [
    "category", "categories", "filed under", "filed in", "posted in", "posted under", "published in",
    "categorized as", "categorised as", "kategorie", "kategorien", "rubrik", "veröffentlicht in",
    "catégorie", "catégories", "publié dans", "rubrique", "categoría", "categorías", "categoria",
    "categorias", "categorieën", "рубрика", "категория", "分类",
    "kategori", "kategoriler", "التصنيف", "القسم", "श्रेणी", "kategória", "カテゴリー", "栏目",
];

/// Labels that need no colon, since they can't begin a sentence or a headline as nouns do.
#[rustfmt::skip]
const NEED_NO_COLON: [&str; 12] = [
    "filed under", "filed in", "posted in", "posted under", "tagged", "tagged with", "tagged as",
    "tagged under", "categorized as", "categorised as", "publié dans", "veröffentlicht in",
];

/// What WordPress and other systems write for an article without terms.
const NO_TERM: [&str; 6] = ["uncategorized", "uncategorised", "none", "no tags", "untagged", "allgemein"];

/// The tags and categories of a line that contains nothing else. `None`: the line has other content.
pub(crate) fn terms_of_line(text: &str) -> Option<(Vec<String>, Vec<String>)> {
    let (mut labels, mut open) = (Labels::default(), None);
    let is_one = labels.read_line(text, &mut open) && open.is_none() && labels.rights.is_none();
    is_one.then_some((labels.tags, labels.categories))
}

/// Removes the labelled units and returns their metadata.
pub(super) fn take_labelled_units(units: &mut Vec<Unit>) -> Labels {
    let mut labels = Labels::default();
    let mut kept: Vec<Unit> = Vec::with_capacity(units.len());
    let mut open: Option<TermKind> = None;
    let mut just_opened = false;
    let mut apart = false;
    let last_prose = units.iter().rposition(|unit| shape(&unit.text) == Shape::Prose).unwrap_or(0);
    for (at, unit) in units.drain(..).enumerate() {
        // Below the text, empty lines may separate terms from their label.
        let listed = matches!(unit.kind, UnitKind::Item { .. }) || !unit.gap || just_opened || apart;
        if let Some(terms) =
            open.filter(|_| listed && is_term(&unit.text) && !is_boilerplate_line(&unit.text))
        {
            // If an empty line follows the label, empty lines separate the terms too.
            apart |= just_opened && unit.gap && unit.kind == UnitKind::Text;
            just_opened = false;
            labels.add(terms, &unit.text);
            continue;
        }
        (just_opened, apart) = (false, false);
        open = bare_label(&unit.text).filter(|_| at > last_prose && unit.kind == UnitKind::Text);
        if open.is_some() {
            just_opened = true;
            continue;
        }
        if !matches!(unit.kind, UnitKind::Text | UnitKind::Item { .. })
            || !labels.read_line(&unit.text, &mut open)
        {
            kept.push(unit);
        }
    }
    *units = kept;
    labels
}

impl Labels {
    /// Parses a line. `false`: it is not labelled. `open` is set if the terms are on the next lines.
    fn read_line(&mut self, text: &str, open: &mut Option<TermKind>) -> bool {
        if let Some(rights) = rights(text) {
            self.rights = Some(rights);
            return true;
        }
        if is_hashtags(text) {
            self.add(TermKind::Tags, &text.replace('#', ","));
            return true;
        }
        if self.entry_was_posted(text) {
            return true;
        }
        let mut found = false;
        for segment in sentences(text).flat_map(|sentence| sentence.split(['|', '•'])) {
            let Some((terms, rest)) = labelled(segment.trim()) else { continue };
            if !rest.split([',', ';', '|', '·', '/']).all(is_term) {
                return false;
            }
            if rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
                *open = Some(terms);
            }
            self.add(terms, rest);
            found = true;
        }
        found
    }

    /// WordPress: `This entry was posted in Travel and tagged lake, rain. Bookmark the permalink.`
    fn entry_was_posted(&mut self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let Some(rest) = lower.strip_prefix("this entry was posted ").and_then(|_| text.split_once(" in "))
        else {
            return false;
        };
        let sentence = rest.1.split(". ").next().unwrap_or_default().trim_end_matches('.');
        let (categories, tags) = sentence.split_once(" and tagged ").unwrap_or((sentence, ""));
        let categories = categories.split(" by ").next().unwrap_or_default();
        self.add(TermKind::Categories, categories);
        self.add(TermKind::Tags, tags);
        true
    }

    fn add(&mut self, terms: TermKind, list: &str) {
        let into = match terms {
            TermKind::Tags => &mut self.tags,
            TermKind::Categories => &mut self.categories,
        };
        for name in list.split([',', ';', '|', '·', '•', '、', '，']) {
            let name = name.trim_matches(|c: char| c.is_whitespace() || "#.:[]\"".contains(c));
            let known = into.iter().any(|term| term.to_lowercase() == name.to_lowercase());
            if !name.is_empty() && !known && !NO_TERM.contains(&name.to_lowercase().as_str()) {
                into.push(name.to_owned());
            }
        }
    }
}

/// Splits `Posted in Weather. Tagged with rain.` into labelled sentences; any other text stays whole.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let all_labelled = text.split(". ").all(|part| labelled(part).is_some());
    let is_list = all_labelled && text.contains(". ");
    let (sign, text) = if is_list { (". ", text.trim_end_matches('.')) } else { ("\n", text) };
    text.split(sign)
}

/// The label at the start and the text after it.
fn labelled(text: &str) -> Option<(TermKind, &str)> {
    let table = TAGS.iter().map(|label| (TermKind::Tags, *label));
    let table = table.chain(CATEGORIES.iter().map(|label| (TermKind::Categories, *label)));
    let mut best: Option<(TermKind, &str, usize)> = None;
    for (terms, label) in table {
        let Some(head) = text.get(..label.len()).filter(|head| head.to_lowercase() == label) else {
            continue;
        };
        let rest = &text[head.len()..];
        let after_colon = rest.trim_start().strip_prefix([':', '：']);
        let spaced = rest.strip_prefix(' ').filter(|_| NEED_NO_COLON.contains(&label));
        if let Some(rest) = after_colon.or(spaced)
            && best.is_none_or(|(_, _, length)| label.len() > length)
        {
            best = Some((terms, rest.trim(), label.len()));
        }
    }
    best.map(|(terms, rest, _)| (terms, rest))
}

/// `Tags` or `Tags:` alone on a line.
fn bare_label(text: &str) -> Option<TermKind> {
    let lower = text.trim().trim_end_matches(':').to_lowercase();
    match lower.as_str() {
        label if TAGS.contains(&label) => Some(TermKind::Tags),
        label if CATEGORIES.contains(&label) => Some(TermKind::Categories),
        _ => None,
    }
}

/// Whether the text can be a term: a few words, not a sentence.
fn is_term(text: &str) -> bool {
    text.split_whitespace().count() <= 5 && !text.trim_end().ends_with(['.', '!', '?'])
}

/// Whether the line consists of hashtags.
fn is_hashtags(text: &str) -> bool {
    let words = || text.split([' ', ',']).filter(|word| !word.is_empty());
    words().count() > 0
        && words().all(|word| word.strip_prefix('#').is_some_and(|tag| tag.starts_with(char::is_alphabetic)))
}

/// A copyright line: the sign or the word, and a year or 'all rights reserved'. A photographer's `© Name` is
/// not one.
fn rights(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let starts = ["©", "(c)", "copyright", "&copy;"].iter().any(|sign| lower.trim_start().starts_with(sign));
    let all_rights = lower.find("all rights reserved").or_else(|| lower.find("alle rechte vorbehalten"));
    let all_rights = all_rights
        .or_else(|| lower.find("tous droits réservés"))
        .or_else(|| lower.find("todos los derechos reservados"));
    let all_rights = all_rights.or_else(|| lower.find("все права защищены"));
    let year = lower
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
    let has_sign = starts || lower.contains('©');
    let is_short = text.split_whitespace().count() <= 45;
    let is_rights = is_short
        && ((starts && year)
            || (all_rights.is_some() && (has_sign || lower.len() < 120))
            || (has_sign && year && lower.len() < 90 && !is_mentioned(text)));
    is_rights.then(|| tidings_model::text::one_line(text))
}

/// Whether the sign is deep in a sentence or in a quotation: `The label said “© 1951 J. Doe”.`
fn is_mentioned(text: &str) -> bool {
    let before = text.split('©').next().unwrap_or_default();
    before.ends_with(['"', '“', '‘', '\'', '„', '«']) || before.split_whitespace().count() > 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels_of(text: &str) -> Option<Labels> {
        let mut labels = Labels::default();
        labels.read_line(text, &mut None).then_some(labels)
    }

    #[test]
    fn terms() {
        let cases: [(&str, &[&str], &[&str]); 9] = [
            ("Tags: rain, river", &["rain", "river"], &[]),
            ("Filed under: Weather", &[], &["Weather"]),
            ("Posted in Weather | Tagged rain, river | Leave a comment", &["rain", "river"], &["Weather"]),
            ("#rain, #river", &["rain", "river"], &[]),
            ("Schlagwörter: Regen; Fluss", &["Regen", "Fluss"], &[]),
            ("Tags: , , ,", &[], &[]),
            ("Posted in Uncategorized", &[], &[]),
            (
                "This entry was posted in Weather and tagged rain, river. Bookmark the permalink.",
                &["rain", "river"],
                &["Weather"],
            ),
            ("Категория: Погода", &[], &["Погода"]),
        ];
        for (text, tags, categories) in cases {
            let labels = labels_of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (labels.tags, labels.categories),
                (
                    tags.iter().map(|s| s.to_string()).collect(),
                    categories.iter().map(|s| s.to_string()).collect()
                ),
                "{text}"
            );
        }
        for text in [
            "Topic sentences are hard",
            "Tags are useful, he said.",
            "Topics: why the river rose so fast that night.",
        ] {
            assert_eq!(labels_of(text), None, "{text}");
        }
    }

    #[test]
    fn copyright() {
        for text in [
            "© 2026 Example Ltd. All Rights Reserved.",
            "Copyright 2026 Jane Doe",
            "(c) 2026 Example",
            "Example. All rights reserved.",
        ] {
            assert_eq!(labels_of(text).and_then(|labels| labels.rights).as_deref(), Some(text));
        }
        for text in ["© Jane Doe / AFP", "Copyright law is old", "In 2026 the river rose."] {
            assert_eq!(labels_of(text), None, "{text}");
        }
    }
}
