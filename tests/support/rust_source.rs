//! Which paths a Rust source file names: enough of the language for that, and no more.

/// A path that the source names, from the root of whatever it begins in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Line in the file, from 1.
    pub line: usize,
    pub path: NamedPath,
    /// Whether it is a `pub use`.
    pub reexported: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedPath {
    /// In this crate: `crate::`, `$crate::`, `self::`, `super::` or the crate's own name, resolved. Empty for the
    /// crate's root itself; `*` stands for all that a path holds.
    Here(Vec<String>),
    /// Anything else: another crate, or something in scope.
    Elsewhere(Vec<String>),
    /// What hides where code comes from: `include!`, `#[path]`, `extern crate self`.
    Hidden(&'static str),
}

/// Every path with `::` in it and every import, in order. `module` is the file's own path: `["watch", "scan"]`.
pub fn mentions(source: &str, own_name: &str, module: &[&str]) -> Vec<Mention> {
    let tokens = tokens(source);
    let module = module.iter().map(|part| (*part).to_owned()).collect();
    let mut reader =
        Reader { tokens: &tokens, at: 0, own_name, module, inline: Vec::new(), depth: 0, found: Vec::new() };
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.found
}

/// The modules that a source declares with `mod name;`, in order.
pub fn declared_modules(source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let mut declared = Vec::new();
    for three in tokens.windows(3) {
        if let [Token { text: word, .. }, Token { text: name, .. }, Token { text: end, .. }] = three
            && word == "mod"
            && end == ";"
        {
            declared.push(name.clone());
        }
    }
    declared
}

/// A word, `::`, `=>`, or a single sign. Comments, strings, characters and lifetimes are none.
#[derive(Debug, Clone)]
struct Token {
    text: String,
    line: usize,
}

impl Token {
    fn is_word(&self) -> bool {
        self.text.starts_with(|first: char| first.is_alphabetic() || first == '_')
    }
}

fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest).unwrap_or(0);
        let taken = if length > 0 {
            length
        } else {
            let length = if rest.starts_with("::") {
                2
            } else if first.is_alphanumeric() || first == '_' {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            tokens.push(Token { text: rest[..length].to_owned(), line });
            length
        };
        line += rest[..taken].matches('\n').count();
        rest = &rest[taken..];
    }
    tokens
}

/// The length of what names nothing: white space, a comment, a literal, a lifetime, the `r#` of a raw word.
fn skipped(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    match first {
        space if space.is_whitespace() => Some(space.len_utf8()),
        '/' if rest.starts_with("//") => Some(rest.find('\n').unwrap_or(rest.len())),
        '/' if rest.starts_with("/*") => Some(block_comment(rest)),
        '\'' => Some(character_or_lifetime(rest)),
        '"' => Some(quoted(rest)),
        'b' | 'c' | 'r' => prefixed(rest),
        _ => None,
    }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let (step, change) = match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => (2, 1),
            [b'*', b'/', ..] => (2, -1),
            _ => (1, 0),
        };
        at += step;
        depth += change;
        if depth == 0 {
            break;
        }
    }
    at
}

/// `"…"`, from its first quote.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `'x'`, `'\''`, `'\u{1F600}'`, or the lifetime `'x`.
fn character_or_lifetime(rest: &str) -> usize {
    let mut inside = rest[1..].char_indices();
    match inside.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(rest.len(), |end| end + 4),
        Some((_, one)) if inside.next().is_some_and(|(_, next)| next == '\'') => 2 + one.len_utf8(),
        _ => rest[1..].find(|c: char| !c.is_alphanumeric() && c != '_').map_or(rest.len(), |end| end + 1),
    }
}

/// `b"…"`, `c"…"`, `b'x'`, `r"…"`, `br#"…"#`, `r#word`. `None`: a word that only begins so.
fn prefixed(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c"].into_iter().find(|prefix| rest.starts_with(prefix))?;
    let after = &rest[prefix.len()..];
    let hashes = after.len() - after.trim_start_matches('#').len();
    let is_raw = prefix.ends_with('r');
    match after[hashes..].chars().next() {
        Some('"') if is_raw => {
            let end = format!("\"{}", "#".repeat(hashes));
            let begin = prefix.len() + hashes + 1;
            Some(rest[begin..].find(&end).map_or(rest.len(), |at| begin + at + end.len()))
        }
        Some('"') if hashes == 0 => Some(prefix.len() + quoted(after)),
        Some('\'') if hashes == 0 && prefix == "b" => Some(1 + character_or_lifetime(after)),
        Some(first) if prefix == "r" && hashes == 1 && (first.is_alphabetic() || first == '_') => Some(2),
        _ => None,
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    own_name: &'a str,
    /// Where the reader is, inline modules included.
    module: Vec<String>,
    /// The depth of braces at which each inline module ends.
    inline: Vec<usize>,
    depth: usize,
    found: Vec<Mention>,
}

impl Reader<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.text)
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_word)
    }

    fn step(&mut self) {
        let (at, before) = (self.at, self.at.checked_sub(1).map_or("", |before| self.text(before)));
        match (self.text(at), self.text(at + 1)) {
            ("mod", _) if self.text(at + 2) == "{" => {
                self.module.push(self.text(at + 1).to_owned());
                self.inline.push(self.depth);
                self.at += 1;
            }
            ("{", _) => self.depth += 1,
            ("}", _) => {
                self.depth = self.depth.saturating_sub(1);
                if self.inline.last() == Some(&self.depth) {
                    self.inline.pop();
                    self.module.pop();
                }
            }
            ("use", next) if next != "<" => return self.import(before == "pub"),
            ("extern", "crate") => {
                match self.text(at + 2) {
                    "self" => self.hidden("extern crate self"),
                    name => self.mention(at, vec![name.to_owned()], before == "pub"),
                }
                self.at += 2;
            }
            ("include", "!") => self.hidden("include!"),
            ("path", "=") if before == "[" => self.hidden("#[path]"),
            _ if self.is_word(at) && self.begins_path() => return self.path(),
            _ => {}
        }
        self.at += 1;
    }

    /// Whether the word here is a path's first: not `x` of `a::x` or `<T>::x`, but that of `::x`.
    fn begins_path(&self) -> bool {
        let before = |back: usize| self.at.checked_sub(back).map_or("", |at| self.text(at));
        match before(1) {
            "::" => {
                !matches!(before(2), ">" | ")" | "]")
                    && !self.at.checked_sub(2).is_some_and(|at| self.is_word(at))
            }
            "." => false,
            _ => true,
        }
    }

    fn path(&mut self) {
        let begin = self.at;
        let mut segments = vec![self.text(begin).to_owned()];
        self.at += 1;
        while self.text(self.at) == "::" && self.is_word(self.at + 1) {
            segments.push(self.text(self.at + 1).to_owned());
            self.at += 2;
        }
        if segments.len() > 1 || self.text(self.at) == "::" {
            self.mention(begin, segments, false);
        }
    }

    fn import(&mut self, reexported: bool) {
        let begin = self.at;
        self.at += 1;
        let mut paths = Vec::new();
        self.tree(&[], &mut paths);
        for path in paths {
            self.mention(begin, path, reexported);
        }
    }

    /// One tree of an import: `a::b as c`, `a::*`, `a::{…}`.
    fn tree(&mut self, above: &[String], paths: &mut Vec<Vec<String>>) {
        let mut path = above.to_vec();
        loop {
            match self.text(self.at) {
                "::" | "$" => self.at += 1,
                "{" => {
                    self.at += 1;
                    while !matches!(self.text(self.at), "}" | "") {
                        self.tree(&path, paths);
                        if self.text(self.at) == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    return;
                }
                "as" => self.at += 2,
                word if word == "*" || self.is_word(self.at) => {
                    path.push(word.to_owned());
                    self.at += 1;
                }
                _ => break,
            }
        }
        paths.push(path);
        // Something that no import holds: go on behind it, rather than for ever.
        if !matches!(self.text(self.at), "," | "}" | ";" | "") {
            self.at += 1;
        }
    }

    fn mention(&mut self, at: usize, segments: Vec<String>, reexported: bool) {
        let first = segments.first().map_or("", String::as_str);
        let path = if matches!(first, "crate" | "self" | "super") || first == self.own_name {
            let begins_at_root = !matches!(first, "self" | "super");
            let mut resolved = if begins_at_root { Vec::new() } else { self.module.clone() };
            for segment in &segments[usize::from(begins_at_root)..] {
                match segment.as_str() {
                    "self" => {}
                    "super" => drop(resolved.pop()),
                    other => resolved.push(other.to_owned()),
                }
            }
            NamedPath::Here(resolved)
        } else {
            NamedPath::Elsewhere(segments)
        };
        self.found.push(Mention { line: self.tokens[at].line, path, reexported });
    }

    fn hidden(&mut self, what: &'static str) {
        self.found.push(Mention {
            line: self.tokens[self.at].line,
            path: NamedPath::Hidden(what),
            reexported: false,
        });
    }
}
