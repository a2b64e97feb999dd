//! Bounds the headers and the parts of an e-mail before it is parsed.
//!
//! The parser compares each parameter of a header with those before it, and stores some hundred bytes for each
//! header, address and part: a header of 4 MB with short parameters took 2.7 s.

use super::unpacked::UnpackError;
use tidings_model::Problem;

/// Longest header of the message, with all its fields, in bytes. Mailing lists and filters write some 20 KB.
const MAX_HEADER_BYTES: usize = 256 * 1024;

/// Longest field that describes a part, in bytes.
const MAX_PART_FIELD_BYTES: usize = 16 * 1024;

/// Most lines that begin with two dashes, as the boundaries between parts do.
const MAX_BOUNDARIES: usize = 20_000;

/// Most e-mails inside the e-mail. The parser stores 1.7 KB for each, also if the e-mail is 50 bytes long.
const MAX_MESSAGES: usize = 1000;

/// Checks an e-mail. The envelope line of a mailbox is already removed.
///
/// # Errors
/// A header or the number of parts exceeds a limit.
pub(super) fn check(mail: &[u8]) -> Result<(), UnpackError> {
    let (mut at, mut boundaries, mut messages, mut field) = (0, 0, 0, 0);
    let (mut in_header, mut is_part_field) = (true, false);
    for (number, line) in mail.split_inclusive(|byte| *byte == b'\n').enumerate() {
        in_header &= !line.trim_ascii().is_empty();
        // A field goes on in the lines below that begin with white space.
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            is_part_field = line.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-"));
            field = 0;
        }
        field += line.len();
        at += line.len();
        boundaries += usize::from(line.starts_with(b"--"));
        messages += usize::from(is_part_field && names_message(line));
        let excess = if in_header && at > MAX_HEADER_BYTES {
            format!("The header of the e-mail has more than {} KiB", MAX_HEADER_BYTES / 1024)
        } else if is_part_field && field > MAX_PART_FIELD_BYTES {
            format!("A header field has more than {} KiB", MAX_PART_FIELD_BYTES / 1024)
        } else if boundaries > MAX_BOUNDARIES {
            format!("The e-mail has more than {MAX_BOUNDARIES} boundaries of parts")
        } else if messages > MAX_MESSAGES {
            format!("The e-mail has more than {MAX_MESSAGES} e-mails inside")
        } else {
            continue;
        };
        let line = u32::try_from(number + 1).unwrap_or(u32::MAX);
        return Err(UnpackError::Broken(Problem::error(excess, "Save its text instead").at(line, None)));
    }
    Ok(())
}

/// Whether a line of a part's header names the type of a whole e-mail: `message/rfc822`, `message/global`.
fn names_message(line: &[u8]) -> bool {
    let name = b"message/";
    line.windows(name.len()).any(|part| part.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(mail: &str) -> String {
        check(mail.as_bytes()).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn headers_and_parts_are_bounded() {
        let long = "x: y\n".repeat(60_000);
        assert!(fault(&long).contains("line 52429: The header of the e-mail has more than 256 KiB"));
        assert_eq!(fault(&format!("Subject: a\n\n{long}")), "");
        let parameters = format!("Content-Type: text/plain{}\n", ";\n a=b".repeat(5000));
        assert!(fault(&parameters).contains("A header field has more than 16 KiB"));
        assert!(fault(&format!("Subject: a\n\n--x\n{parameters}\n")).contains("16 KiB"));
        assert!(fault(&format!("Subject: a\n\n{}", "--x\n".repeat(60_000))).contains("boundaries"));
        let nested = "Content-Type: Message/RFC822\n\n".repeat(1001);
        assert!(fault(&nested).contains("more than 1000 e-mails inside"));
    }
}
