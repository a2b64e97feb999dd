//! Fields: instructions such as `HYPERLINK` and the text that the program last made of them (17.16).

/// A field: an instruction, and what the program made of it when it last looked (17.16).
pub(super) struct FieldCode {
    pub(super) instruction: String,
    /// The instruction is over; what follows is shown.
    pub(super) is_result: bool,
}

impl FieldCode {
    /// The address of a `HYPERLINK "address"`, or `#place` of a `HYPERLINK \l "place"`.
    pub(super) fn link(&self) -> Option<String> {
        hyperlink_target(&self.instruction)
    }

    /// Whether what it shows is made by the program: a table of contents, an index.
    pub(super) fn is_generated(&self) -> bool {
        let word = self.instruction.split_whitespace().next().unwrap_or_default();
        ["TOC", "INDEX", "RD", "XE", "TC"].contains(&word.to_uppercase().as_str())
    }
}

pub(super) fn hyperlink_target(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?;
    let (before, quoted) = rest.split_once('"')?;
    let address = quoted.split('"').next()?;
    Some(if before.contains("\\l") { format!("#{address}") } else { address.to_owned() })
}
