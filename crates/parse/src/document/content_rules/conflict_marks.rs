//! The marks that a version control system writes into a file that two people changed.
//!
//! ```text
//! <<<<<<< HEAD
//! One version.
//! ||||||| 8a1f3c2          (only with Git's styles diff3 and zdiff3, and with Subversion)
//! The common ancestor.
//! =======
//! The other version.
//! >>>>>>> branch
//! ```
//!
//! Git, Subversion, Mercurial and `diff3 -m` write these marks; Jujutsu writes `%%%%%%%` and `+++++++` in place of
//! `=======`. Pijul exchanges the first and the last mark, Perforce writes `>>>> ORIGINAL`, `==== THEIRS`, `==== YOURS`
//! and `<<<<`, and darcs `v v v v v v v`, `*************` and `^ ^ ^ ^ ^ ^ ^`. A text that has them shows both versions
//! at once, and so does one of which a person removed only some of the marks.

use tidings_model::Problem;

/// The length of a mark. Git's attribute `conflict-marker-size` makes it longer, never shorter than this default in
/// practice.
const MIN_LENGTH: usize = 7;

/// Blocks that show text as it is, by their first and last line: marks in them are an example. Compared in lower
/// case, at the beginning of a line without its indentation.
const VERBATIM_BLOCKS: [(&str, &str); 9] = [
    ("<pre", "</pre"),
    ("<textarea", "</textarea"),
    ("#+begin_src", "#+end_src"),
    ("#+begin_example", "#+end_example"),
    ("{% highlight", "{% endhighlight"),
    ("{% codeblock", "{% endcodeblock"),
    ("{% raw", "{% endraw"),
    ("{{< highlight", "{{< /highlight"),
    ("{{% highlight", "{{% /highlight"),
];

/// Finds conflict marks outside of code, in the front matter or in the body: two of the three in their order and of one
/// length, or a single one whose label is that of a program. `=======` alone underlines a heading in Markdown, AsciiDoc
/// and reStructuredText, and `>>>>>>> x` alone is a quotation in Markdown.
///
/// Of AsciiDoc alone, `----` and `....` begin a block of code; in other formats they are thematic breaks.
pub(in crate::document) fn conflict_marks(text: &str, is_asciidoc: bool) -> Option<Problem> {
    if !STARTS.iter().any(|start| text.contains(start)) {
        return None;
    }
    let mut code: Option<CodeBlock> = None;
    let mut open: Option<Conflict> = None;
    let mut previous_is_blank = true;
    for (number, line) in (1_u32..).zip(text.lines()) {
        if let Some(conflict) = &mut open {
            // Inside a conflict the two versions may each have half of a code block.
            if conflict.has_middle && conflict.kind.is_last(line) {
                return Some(problem(conflict.line));
            }
            conflict.has_middle |= conflict.kind.is_middle(line);
        }
        match &code {
            Some(block) if block.is_end(line) => code = None,
            Some(_) => {}
            None => {
                code = CodeBlock::beginning_with(line, is_asciidoc);
                if has_label_of_a_program(line) {
                    return Some(problem(number));
                }
                if let Some(kind) = Kind::beginning_with(line, previous_is_blank) {
                    let has_middle = matches!(kind, Kind::GitMiddle(_));
                    if !has_middle || open.is_none() {
                        open = Some(Conflict { line: number, kind, has_middle });
                    }
                }
            }
        }
        previous_is_blank = line.trim().is_empty();
    }
    None
}

/// A text without any of these has no conflict marks.
const STARTS: [&str; 4] = ["<<<<<<<", ">>>>>>>", ">>>> ORIGINAL ", "v v v v v v v"];

/// The marks of one family of programs.
enum Kind {
    /// Git's marks and their length.
    Git(usize),
    /// The middle of Git's marks and their length: a person removed the first.
    GitMiddle(usize),
    Pijul,
    Perforce,
    Darcs,
}

impl Kind {
    /// The family of which the line is the first mark.
    fn beginning_with(line: &str, previous_is_blank: bool) -> Option<Self> {
        if let Some(length) = is_labelled_mark(line, '<') {
            return Some(Self::Git(length));
        }
        // `>>>>>>> 1 [5CCRYAMC]`; in Markdown, a quotation in seven levels does not begin with a number alone.
        let label = line.strip_prefix(">>>>>>> ").unwrap_or_default();
        if label.split(' ').next().is_some_and(|number| number.parse::<u16>().is_ok()) {
            return Some(Self::Pijul);
        }
        if line.starts_with(">>>> ORIGINAL ") {
            return Some(Self::Perforce);
        }
        if line.trim_end() == "v v v v v v v" {
            return Some(Self::Darcs);
        }
        // Below text, `=======` underlines it.
        (line == "=======" && previous_is_blank).then_some(Self::GitMiddle(MIN_LENGTH))
    }

    fn is_middle(&self, line: &str) -> bool {
        match self {
            Self::Git(length) => is_middle(line, *length),
            Self::GitMiddle(_) => false,
            Self::Pijul => is_middle(line, MIN_LENGTH),
            Self::Perforce => line.starts_with("==== "),
            Self::Darcs => line.trim_end().len() == 13 && line.trim_end().bytes().all(|byte| byte == b'*'),
        }
    }

    fn is_last(&self, line: &str) -> bool {
        match self {
            Self::Git(length) | Self::GitMiddle(length) => is_labelled_mark(line, '>') == Some(*length),
            Self::Pijul => line.starts_with("<<<<<<< "),
            Self::Perforce => line.trim_end() == "<<<<",
            Self::Darcs => line.trim_end() == "^ ^ ^ ^ ^ ^ ^",
        }
    }
}

/// A first or last mark whose label only a program writes: `<<<<<<< HEAD`, `>>>>>>> Stashed changes`, `>>>>>>> 8a1f3c2`.
fn has_label_of_a_program(line: &str) -> bool {
    const FIRST: [&str; 7] =
        ["HEAD", "Updated upstream", ".mine", "local", "Conflict 1 of", "working copy", "ours"];
    const LAST: [&str; 6] = ["Stashed changes", "origin/", "upstream/", "refs/", ".r", "theirs"];
    if let Some(label) = line.strip_prefix("<<<<<<< ") {
        return FIRST
            .iter()
            .any(|known| *known == label.trim_end() || (known.contains(' ') && label.starts_with(known)));
    }
    let Some(label) = line.strip_prefix(">>>>>>> ") else { return false };
    let commit = label.split([' ', ':']).next().unwrap_or_default();
    let is_commit = (7..=64).contains(&commit.len())
        && commit.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
        && commit.bytes().any(|byte| byte.is_ascii_digit());
    is_commit || LAST.iter().any(|known| label.starts_with(known) && !label.trim_end().contains(". "))
}

struct Conflict {
    /// The line of the first mark.
    line: u32,
    kind: Kind,
    has_middle: bool,
}

fn problem(line: u32) -> Problem {
    Problem::error(
        "The file has the conflict marks of a version control system (<<<<<<<, =======, >>>>>>>)",
        "Resolve the conflict and remove the marks; if they are an example, indent them or put them into a code \
         block",
    )
    .at(line, Some(1))
}

/// The length of a mark with a label: `<<<<<<< HEAD`. All of the programs write one.
fn is_labelled_mark(line: &str, mark: char) -> Option<usize> {
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    let has_label = rest.starts_with(' ') && !rest.trim().is_empty();
    (length >= MIN_LENGTH && has_label).then_some(length)
}

/// Whether the line separates the two versions.
fn is_middle(line: &str, length: usize) -> bool {
    ['=', '%', '+'].iter().any(|mark| {
        let rest = line.trim_start_matches(*mark);
        line.len() - rest.len() == length && (rest.trim().is_empty() || rest.starts_with(' '))
    })
}

/// A block of code or of verbatim text.
enum CodeBlock {
    /// Markdown's fence: its character and its length.
    Fence(char, usize),
    /// AsciiDoc's listing or literal block: ends with the same line.
    Delimited(String),
    /// A row of [`VERBATIM_BLOCKS`].
    Verbatim(&'static str),
}

impl CodeBlock {
    /// The block that begins with this line, if one does.
    fn beginning_with(line: &str, is_asciidoc: bool) -> Option<Self> {
        let trimmed = line.trim_start();
        for mark in ['`', '~'] {
            let rest = trimmed.trim_start_matches(mark);
            let length = trimmed.len() - rest.len();
            // A fence of backquotes has none of them on the rest of its line: that would be a code span.
            if length >= 3 && !(mark == '`' && rest.contains('`')) {
                return Some(Self::Fence(mark, length));
            }
        }
        let delimiter = line.trim_end();
        let is_delimiter = |mark: char| delimiter.len() >= 4 && delimiter.chars().all(|c| c == mark);
        if is_asciidoc && ['-', '.', '+', '/'].into_iter().any(is_delimiter) {
            return Some(Self::Delimited(delimiter.to_owned()));
        }
        let lower = trimmed.get(..trimmed.len().min(32)).unwrap_or(trimmed).to_lowercase();
        let (begin, end) = VERBATIM_BLOCKS.iter().find(|(begin, _)| lower.starts_with(begin))?;
        let rest = trimmed.get(begin.len()..).unwrap_or_default().to_lowercase();
        (!rest.contains(end)).then_some(Self::Verbatim(end))
    }

    fn is_end(&self, line: &str) -> bool {
        let trimmed = line.trim();
        match self {
            Self::Fence(mark, length) => {
                trimmed.len() >= *length && trimmed.chars().all(|character| character == *mark)
            }
            Self::Delimited(delimiter) => line.trim_end() == delimiter,
            Self::Verbatim(end) => line.to_lowercase().contains(end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line of the first mark.
    fn found(text: &str) -> Option<u32> {
        conflict_marks(text, false).and_then(|problem| problem.line)
    }

    const CONFLICT: &str = "<<<<<<< HEAD\nOurs.\n=======\nTheirs.\n>>>>>>> 8a1f3c2 (their change)\n";

    #[test]
    fn a_whole_set_of_marks_is_a_conflict() {
        let cases = [
            (CONFLICT.to_owned(), 1),
            (format!("---\ntitle: x\n---\n\nText.\n{CONFLICT}"), 6),
            // Across the front matter.
            ("---\n<<<<<<< HEAD\ntitle: a\n---\nOurs\n=======\ntitle: b\n---\n>>>>>>> b\n".to_owned(), 2),
            ("<<<<<<< .mine\na\n||||||| .r1\nb\n=======\nc\n>>>>>>> .r2".to_owned(), 1),
            ("<<<<<<< Updated upstream\n=======\nx\n>>>>>>> Stashed changes\n".to_owned(), 1),
            // One version begins a code block, the other one does not.
            ("<<<<<<< a\n```\ncode\n=======\nx\n>>>>>>> b\n```\n".to_owned(), 1),
            // A code block before it.
            (format!("```\n{CONFLICT}```\n\n{CONFLICT}"), 9),
            // Jujutsu, and Git with a longer mark.
            ("<<<<<<< 1 of 1\n%%%%%%% diff\n-a\n+b\n+++++++ side 2\nc\n>>>>>>> 1 of 1 ends\n".to_owned(), 1),
            ("<<<<<<<<< a\n=======\n=========\n>>>>>>>>> b\n".to_owned(), 1),
            // Other programs.
            (">>>>>>> 1 [5CCRYAMC]\na\n======= 1 [TPZJ7HYD]\nb\n<<<<<<< 1\n".to_owned(), 1),
            (">>>> ORIGINAL //depot/a.md#1\na\n==== THEIRS //depot/a.md#2\nb\n==== YOURS //c/a.md\nc\n<<<<\n".to_owned(), 1),
            ("Text.\nv v v v v v v\na\n*************\nb\n^ ^ ^ ^ ^ ^ ^\n".to_owned(), 2),
            // Some of the marks.
            ("Text.\n\n<<<<<<< HEAD\nOurs.\n".to_owned(), 3),
            ("Text.\n\n>>>>>>> 8a1f3c2d (their change)\n".to_owned(), 3),
            ("Text.\n\n>>>>>>> origin/main\n".to_owned(), 3),
            ("Ours.\n\n=======\nTheirs.\n>>>>>>> a-branch\n".to_owned(), 3),
        ];
        for (text, line) in cases {
            assert_eq!(found(&text), Some(line), "{text}");
        }
    }

    #[test]
    fn marks_in_code_and_parts_of_a_set_are_text() {
        let indented: String = CONFLICT.lines().map(|line| format!("    {line}\n")).collect();
        let cases = [
            format!("Git writes:\n\n```\n{CONFLICT}```\n"),
            format!("~~~~ text\n~~~\n{CONFLICT}~~~~\n"),
            format!("Git writes:\n\n{indented}"),
            format!("<pre><code>\n{CONFLICT}</code></pre>\n"),
            format!("#+BEGIN_SRC text\n{CONFLICT}#+END_SRC\n"),
            format!("{{% highlight text %}}\n{CONFLICT}{{% endhighlight %}}\n"),
            "Title\n=======\n\n>>>>>>> a quotation\n".to_owned(),
            "<<<<<<< HEAD begins a conflict.\n\n>>>>>>> b ends it.\n".to_owned(),
            ">>>>>>> b\n=======\n<<<<<<< a\n".to_owned(),
            // Underlines of reStructuredText.
            "A title\n<<<<<<<\n\nAnother\n=======\n\nThe last\n>>>>>>>\n".to_owned(),
        ];
        for text in cases {
            assert_eq!(found(&text), None, "{text}");
        }
    }

    #[test]
    fn a_listing_of_asciidoc_is_code() {
        let listing = format!("Git writes:\n\n----\n{CONFLICT}----\n");
        assert!(conflict_marks(&listing, true).is_none());
        let between_breaks = format!("Text.\n\n----\n\n{CONFLICT}");
        assert_eq!(found(&between_breaks), Some(5));
    }
}
