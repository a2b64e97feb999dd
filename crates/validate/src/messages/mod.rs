//! The messages of a report: codes, levels, parameters, and explanations.

pub(crate) mod code;
pub(crate) mod explanation;
mod finding;
mod level;
mod message;
mod param;
mod report;

pub(crate) use finding::{Finding, Name, Subject};
pub use level::Level;
pub use message::{Message, Position};
pub use param::Param;
pub use report::{Report, ReportText};
