//! Removes comments of note programs and of template languages, which their authors see and nobody else: Obsidian's
//! `%%…%%`, CriticMarkup's `{>>…<<}`, Logseq's comment blocks, and the rows of [`DELIMITERS`].

use super::code_ranges::CodeRanges;
use std::borrow::Cow;
use tidings_model::Problem;

/// The marks between which template languages write comments. A comment may contain empty lines.
const DELIMITERS: [(&str, &str); 6] = [
    ("{>>", "<<}"),
    // Hugo.
    ("{{/*", "*/}}"),
    // MDX.
    ("{/*", "*/}"),
    // Handlebars.
    ("{{!--", "--}}"),
    // Jinja, Twig and Nunjucks; `{#name}` is the anchor of a heading.
    ("{# ", " #}"),
    // ERB and EJS.
    ("<%#", "%>"),
];

/// Comments that mark the end of the introduction, which a later step reads.
const MARKERS: [&str; 3] = ["truncate", "more", "excerpt"];

/// Removes the comments. Line breaks stay, so that the lines of later problems are right. `first_line` is the line
/// of the file on which the text begins.
pub(crate) fn remove_comments(source: &str, first_line: u32) -> (Cow<'_, str>, Option<Problem>) {
    let has_some = source.contains("%%")
        || DELIMITERS.iter().any(|(open, _)| source.contains(open))
        || contains_comment_block(source);
    if !has_some {
        return (Cow::Borrowed(source), None);
    }
    let mut code = CodeRanges::new(source);
    let mut out = String::with_capacity(source.len());
    let (mut done, mut problem) = (0, None);
    let last_marks = DELIMITERS.map(|(_, close)| source.rfind(close));
    let mut ends = Ends { last_marks, has_block_end: true };
    let starts = source.match_indices(['%', '{', '#', '<']).map(|(at, _)| at);
    for at in starts {
        if at < done || code.advance_to(at) {
            continue;
        }
        let Some(comment) = comment_at(source, at, &mut ends) else { continue };
        out.push_str(source.get(done..at).unwrap_or_default());
        let text = source.get(at..comment.end).unwrap_or_default();
        // A comment that ends in the line of its beginning leaves nothing.
        out.extend(text.chars().filter(|c| *c == '\n'));
        if !comment.is_closed {
            let line = source.get(..at).unwrap_or_default().matches('\n').count();
            let line = first_line.saturating_add(u32::try_from(line).unwrap_or(u32::MAX));
            let message = "The comment that begins here with %% has no end, so all text below it is left out";
            problem = Some(Problem::warning(message, "End the comment with %%").at(line, None));
        }
        done = comment.end;
    }
    out.push_str(source.get(done..).unwrap_or_default());
    (Cow::Owned(out), problem)
}

struct Comment {
    end: usize,
    is_closed: bool,
}

/// What is known about the ends of comments, so that each is searched once.
struct Ends {
    /// The position of the last closing mark of each row of [`DELIMITERS`].
    last_marks: [Option<usize>; DELIMITERS.len()],
    /// False if a search for the end of a block found none.
    has_block_end: bool,
}

fn comment_at(source: &str, at: usize, ends: &mut Ends) -> Option<Comment> {
    let rest = source.get(at..)?;
    for ((open, close), last) in DELIMITERS.iter().zip(ends.last_marks) {
        let Some(inner) = rest.strip_prefix(open) else { continue };
        last.filter(|last| *last >= at + open.len())?;
        let end = inner.find(close)?;
        let is_marker = MARKERS.contains(&inner.get(..end)?.trim().to_lowercase().as_str());
        return (!is_marker).then_some(Comment { end: at + open.len() + end + close.len(), is_closed: true });
    }
    let before = source.get(..at)?;
    if rest.starts_with('#') {
        return comment_block(source, at, ends);
    }
    let inner = rest.strip_prefix("%%")?;
    let above = before.trim_end_matches([' ', '\t', '\r']);
    let starts_line = above.is_empty() || above.ends_with('\n');
    // `100%% sure` is a percentage, `{%% x %%}` a template.
    let is_sign =
        before.ends_with(|c: char| c.is_ascii_digit() || "{<%\\".contains(c)) || inner.starts_with('%');
    if is_sign {
        return None;
    }
    let close = inner.find("%%");
    if starts_line {
        let is_alone = inner.lines().next().is_some_and(|line| line.trim().is_empty());
        return match close {
            Some(close) => Some(Comment { end: at + 2 + close + 2, is_closed: true }),
            // Obsidian shows nothing after a `%%` that is never closed.
            None if is_alone => Some(Comment { end: source.len(), is_closed: false }),
            None => None,
        };
    }
    let close = close?;
    let text = inner.get(..close)?;
    // Two marks with spaces around them, in two paragraphs, are not the ends of one comment.
    let begins = text.starts_with('\n') || !text.starts_with(char::is_whitespace);
    let is_comment = !text.contains("\n\n") || (begins && !text.ends_with(' '));
    is_comment.then_some(Comment { end: at + 2 + close + 2, is_closed: true })
}

/// `#+BEGIN_COMMENT` … `#+END_COMMENT`, which Logseq also reads in Markdown.
fn comment_block(source: &str, at: usize, ends: &mut Ends) -> Option<Comment> {
    let rest = source.get(at..)?;
    let begins = |text: &str, start: &str| {
        text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
    };
    if !ends.has_block_end || !begins(rest, "#+BEGIN_COMMENT") {
        return None;
    }
    let mut end = at;
    for line in rest.split_inclusive('\n') {
        end += line.len();
        if begins(line.trim_start(), "#+END_COMMENT") {
            return Some(Comment { end, is_closed: true });
        }
    }
    ends.has_block_end = false;
    None
}

fn contains_comment_block(source: &str) -> bool {
    source.contains("#+BEGIN_COMMENT") || source.contains("#+begin_comment")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_removed() {
        let cases = [
            ("Bees. %%ask Tom%% They do.", "Bees.  They do."),
            ("A\n\n%%\nprivate\n\nblock\n%%\n\nB", "A\n\n\n\n\n\n\n\nB"),
            ("%% one line %%\nB", "\nB"),
            ("A\n\n%%\nnever closed\n\nB", "A\n\n\n\n\n"),
            ("A {>>who says so?<<} B", "A  B"),
            ("Bees. %%ask Tom\n\nand Ann%% They do.", "Bees. \n\n They do."),
            ("A %%\nprivate\n\nblock\n%%\nB", "A \n\n\n\n\nB"),
            ("A {{/* x */}} B {/* y */} C", "A  B  C"),
            ("A {{!-- x --}} B <%# y %> C", "A  B  C"),
            ("{# one\n\ntwo #}\nB", "\n\n\nB"),
            ("{/*\nx\n\n```\ny\n```\n*/}\nB", "\n\n\n\n\n\n\nB"),
            ("A\n#+BEGIN_COMMENT\nx\n#+END_COMMENT\nB", "A\n\n\n\nB"),
        ];
        for (source, expected) in cases {
            assert_eq!(remove_comments(source, 1).0, expected, "{source}");
        }
        let (_, problem) = remove_comments("A\n\n%%\nnever closed", 5);
        assert_eq!(problem.unwrap().line, Some(7));
    }

    #[test]
    fn other_percent_signs_stay() {
        let kept = [
            "I am 100%% sure, and 50%% of you are not.",
            "`%%time%%` and `%%d`",
            "```\n%% a comment in a diagram\n%% another\n```\n",
            "One %% alone.",
            "One %% here.\n\nAnd %% there.",
            "%%time\nx",
            "    %% code %%\n",
            "A {/* truncate */} B",
            "## Heading {#anchor}",
            "`{# x #}` and <%= x %> and {{/* no end",
        ];
        for source in kept {
            assert_eq!(remove_comments(source, 1).0, source);
        }
    }
}
