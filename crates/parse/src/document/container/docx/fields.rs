//! Fields: instructions such as `HYPERLINK`, and the results that Word last computed for them (17.16).

/// A field: an instruction, followed by its last result (17.16).
pub(super) struct FieldCode {
    pub(super) instruction: String,
    /// Whether the instruction is complete and the result follows.
    pub(super) is_result: bool,
}

impl FieldCode {
    /// The address of a `HYPERLINK "address"`, or `#place` of a `HYPERLINK \l "place"`.
    pub(super) fn link(&self) -> Option<String> {
        hyperlink_target(&self.instruction)
    }

    /// Whether Word generates the result: a table of contents, an index.
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
