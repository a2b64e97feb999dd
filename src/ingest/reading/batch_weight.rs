//! Weighs the observations of a batch by the text that they hold.

use tidings_catalogue::Observation;

/// The most bytes that a batch holds before it is applied. 2,000 usual articles have 20 MB.
const MAX_BYTES: usize = 24 * 1024 * 1024;

/// The weight of the batch that is being collected.
#[derive(Debug, Default)]
pub(in crate::ingest) struct BatchWeight {
    bytes: usize,
}

impl BatchWeight {
    /// Adds observations. Returns true if the batch must be applied now; the next one then begins.
    pub(in crate::ingest) fn add(&mut self, observations: &[Observation]) -> bool {
        self.bytes += observations.iter().map(bytes_of).sum::<usize>();
        let is_heavy = self.bytes >= MAX_BYTES;
        if is_heavy {
            self.bytes = 0;
        }
        is_heavy
    }
}

/// About the memory of an observation.
fn bytes_of(observation: &Observation) -> usize {
    match observation {
        Observation::Parsed { article, .. } => article.body.as_marked().len(),
        Observation::Rejected { .. }
        | Observation::Ignored { .. }
        | Observation::NoContent { .. }
        | Observation::Renamed { .. }
        | Observation::Gone { .. } => 0,
    }
}
