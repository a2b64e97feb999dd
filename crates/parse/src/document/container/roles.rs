//! What a paragraph is, by the name of its style.

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
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
const ROLES: [(&str, Role); 30] = [
    ("title", Role::Title),
    ("subtitle", Role::Subtitle),
    ("author", Role::Author),
    ("authors", Role::Author),
    ("byline", Role::Author),
    ("date", Role::Date),
    ("abstract", Role::Abstract),
    ("abstract title", Role::Generated),
    ("abstracttitle", Role::Generated),
    ("quote", Role::Quote),
    ("intense quote", Role::Quote),
    ("block text", Role::Quote),
    ("block quotation", Role::Quote),
    ("quotations", Role::Quote),
    ("source code", Role::Code),
    ("code", Role::Code),
    ("code block", Role::Code),
    ("html preformatted", Role::Code),
    ("preformatted text", Role::Code),
    ("caption", Role::Caption),
    ("image caption", Role::Caption),
    ("table caption", Role::Caption),
    ("figurecaption", Role::Caption),
    ("illustration", Role::Caption),
    ("table", Role::Caption),
    ("toc heading", Role::Generated),
    ("contents heading", Role::Generated),
    ("table of figures", Role::Generated),
    ("index heading", Role::Generated),
    ("header", Role::Generated),
];

/// Styles of runs that are code.
const CODE_RUNS: [&str; 7] =
    ["verbatim char", "source text", "source_text", "teletype", "html code", "code char", "html typewriter"];

/// What a style of that name is for; `None`: it says nothing.
pub(super) fn role_of(style: &str) -> Option<Role> {
    let name = style.trim().to_lowercase();
    if let Some((_, role)) = ROLES.iter().find(|(known, _)| *known == name) {
        return Some(*role);
    }
    let (word, number) = name.rsplit_once(' ')?;
    let number: u8 = number.parse().ok().filter(|number| (1..=9).contains(number))?;
    match word {
        "heading" => Some(Role::Heading(number)),
        "toc" | "contents" | "index" => Some(Role::Generated),
        _ => None,
    }
}

/// Whether a style of that name sets words as code.
pub(super) fn is_code_run(style: &str) -> bool {
    CODE_RUNS.contains(&style.trim().to_lowercase().as_str())
}
