//! What a paragraph is, by the name of its style.

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParagraphRole {
    Title,
    Subtitle,
    Author,
    Date,
    Abstract,
    /// Of a level from 1 to 9.
    Heading(u8),
    Quote,
    Code,
    Caption,
    Paragraph,
    /// Made by the program: a table of contents.
    Generated,
    /// Its HTML is a block of its own already: a table.
    Block,
}

/// Names of styles in lower case, as Word, LibreOffice and pandoc call them whatever the language of their
/// menus.
const ROLES: [(&str, ParagraphRole); 30] = [
    ("title", ParagraphRole::Title),
    ("subtitle", ParagraphRole::Subtitle),
    ("author", ParagraphRole::Author),
    ("authors", ParagraphRole::Author),
    ("byline", ParagraphRole::Author),
    ("date", ParagraphRole::Date),
    ("abstract", ParagraphRole::Abstract),
    ("abstract title", ParagraphRole::Generated),
    ("abstracttitle", ParagraphRole::Generated),
    ("quote", ParagraphRole::Quote),
    ("intense quote", ParagraphRole::Quote),
    ("block text", ParagraphRole::Quote),
    ("block quotation", ParagraphRole::Quote),
    ("quotations", ParagraphRole::Quote),
    ("source code", ParagraphRole::Code),
    ("code", ParagraphRole::Code),
    ("code block", ParagraphRole::Code),
    ("html preformatted", ParagraphRole::Code),
    ("preformatted text", ParagraphRole::Code),
    ("caption", ParagraphRole::Caption),
    ("image caption", ParagraphRole::Caption),
    ("table caption", ParagraphRole::Caption),
    ("figurecaption", ParagraphRole::Caption),
    ("illustration", ParagraphRole::Caption),
    ("table", ParagraphRole::Caption),
    ("toc heading", ParagraphRole::Generated),
    ("contents heading", ParagraphRole::Generated),
    ("table of figures", ParagraphRole::Generated),
    ("index heading", ParagraphRole::Generated),
    ("header", ParagraphRole::Generated),
];

/// Styles of runs that are code.
const CODE_RUNS: [&str; 7] =
    ["verbatim char", "source text", "source_text", "teletype", "html code", "code char", "html typewriter"];

/// What a style of that name is for; `None`: it says nothing.
pub(super) fn role_of_style(style: &str) -> Option<ParagraphRole> {
    let name = style.trim().to_lowercase();
    if let Some((_, role)) = ROLES.iter().find(|(known, _)| *known == name) {
        return Some(*role);
    }
    let (word, number) = name.rsplit_once(' ')?;
    let number: u8 = number.parse().ok().filter(|number| (1..=9).contains(number))?;
    match word {
        "heading" => Some(ParagraphRole::Heading(number)),
        "toc" | "contents" | "index" => Some(ParagraphRole::Generated),
        _ => None,
    }
}

/// Whether a style of that name sets words as code.
pub(super) fn is_code_style(style: &str) -> bool {
    CODE_RUNS.contains(&style.trim().to_lowercase().as_str())
}
