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
//! `=======`. A text that has them shows both versions at once.

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

/// Finds a whole set of conflict marks (a first, a middle and a last one, in this order and of one length) outside of
/// code, in the front matter or in the body. A single mark is none of these: `=======` underlines a heading in
/// Markdown, AsciiDoc and reStructuredText, and `>>>>>>> x` is a quotation in Markdown.
///
/// Of AsciiDoc alone, `----` and `....` begin a block of code; in other formats they are thematic breaks.
pub(in crate::document) fn conflict_marks(text: &str, is_asciidoc: bool) -> Option<Problem> {
    if !text.contains("<<<<<<<") || !text.contains(">>>>>>>") {
        return None;
    }
    let mut code: Option<CodeBlock> = None;
    let mut open: Option<Conflict> = None;
    for (number, line) in (1_u32..).zip(text.lines()) {
        if let Some(conflict) = &mut open {
            // Inside a conflict the two versions may each have half of a code block.
            if conflict.has_middle && is_labelled_mark(line, '>') == Some(conflict.length) {
                return Some(problem(conflict.line));
            }
            conflict.has_middle |= is_middle(line, conflict.length);
        }
        match &code {
            Some(block) if block.is_end(line) => code = None,
            Some(_) => {}
            None => {
                code = CodeBlock::beginning_with(line, is_asciidoc);
                if let Some(length) = is_labelled_mark(line, '<') {
                    open = Some(Conflict { line: number, length, has_middle: false });
                }
            }
        }
    }
    None
}

struct Conflict {
    /// The line of the first mark.
    line: u32,
    length: usize,
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
