//! Reads large files on a thread of its own, so that small files beside them are published at once.
//!
//! The event loop hands over the path and goes on; the observation comes back as an event. If something else
//! happens to the path meanwhile, the observation is outdated and is dropped.

use super::plan::Plan;
use crate::ingest::reading::{FileReader, lower_thread_priority};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use tidings_catalogue::Observation;
use tidings_model::ContentPath;

/// A large file that was read.
#[derive(Debug)]
pub(crate) struct LargeRead {
    ticket: u64,
    path: ContentPath,
    /// `None`: the file changed while it was read.
    observation: Option<Observation>,
}

/// A file to read.
struct Job {
    ticket: u64,
    path: ContentPath,
    reader: FileReader,
}

/// Takes a file that was read; returns false if nobody takes it any more.
type SendRead = Arc<dyn Fn(LargeRead) -> bool + Send + Sync>;

/// The large files that are being read.
pub(in crate::ingest) struct LargeFiles {
    send: SendRead,
    /// The newest job of each path.
    tickets: BTreeMap<ContentPath, u64>,
    next_ticket: u64,
    /// The thread's ends of its channels; `None` until the first large file.
    thread: Option<Thread>,
}

struct Thread {
    jobs: Sender<Job>,
    /// One message for each result that was received, so that no more than two are in memory.
    received: Sender<()>,
}

impl LargeFiles {
    /// Results are passed to `send`, which returns false if nobody takes them any more.
    pub(in crate::ingest) fn new(send: impl Fn(LargeRead) -> bool + Send + Sync + 'static) -> Self {
        Self { send: Arc::new(send), tickets: BTreeMap::new(), next_ticket: 0, thread: None }
    }

    /// Hands over the large files among `paths`; returns the others.
    pub(in crate::ingest) fn hand_over(
        &mut self,
        paths: Vec<ContentPath>,
        reader: &FileReader,
    ) -> Vec<ContentPath> {
        paths.into_iter().filter(|path| !self.hand_over_one(path, reader)).collect()
    }

    fn hand_over_one(&mut self, path: &ContentPath, reader: &FileReader) -> bool {
        self.tickets.remove(path);
        if !reader.is_large(path) {
            return false;
        }
        tracing::debug!("{path}: is large, and is read beside the other files");
        self.next_ticket += 1;
        let job = Job { ticket: self.next_ticket, path: path.clone(), reader: reader.clone() };
        self.tickets.insert(path.clone(), job.ticket);
        let send = &self.send;
        let thread = self.thread.get_or_insert_with(|| Thread::start(Arc::clone(send)));
        // Fails if the thread ended by a panic: the file is read here.
        let is_sent = thread.jobs.send(job).is_ok();
        if !is_sent {
            self.thread = None;
            self.tickets.remove(path);
        }
        is_sent
    }

    /// Drops what is being read at the paths that a plan removes or renames.
    pub(in crate::ingest) fn forget(&mut self, plan: &Plan) {
        if self.tickets.is_empty() {
            return;
        }
        let renamed = plan.renamed.iter().chain(&plan.renamed_directories).flat_map(|(from, to)| [from, to]);
        let others: Vec<&ContentPath> = renamed.chain(&plan.gone).chain(&plan.replaced).collect();
        self.tickets.retain(|path, _| !others.iter().any(|other| path == *other || path.is_within(other)));
    }

    /// The observation of a file that was read, unless it is outdated.
    pub(in crate::ingest) fn take(&mut self, read: LargeRead) -> Option<Observation> {
        if let Some(thread) = &self.thread {
            // Fails if the thread has ended.
            let _ = thread.received.send(());
        }
        if self.tickets.get(&read.path) != Some(&read.ticket) {
            tracing::debug!("{}: has changed since it was read", read.path);
            return None;
        }
        self.tickets.remove(&read.path);
        read.observation
    }
}

impl Thread {
    fn start(send: SendRead) -> Self {
        let ((jobs, next_job), (received, receipts)) = (channel(), channel());
        let work = move || read_all(&next_job, &receipts, &*send);
        // Without the thread the channel is closed, and the event loop reads the file itself.
        if let Err(error) = std::thread::Builder::new().name("large-files".to_owned()).spawn(work) {
            tracing::error!("cannot start the thread that reads large files: {error}");
        }
        Self { jobs, received }
    }
}

/// Reads the files one after the other, until the event loop has ended.
fn read_all(jobs: &Receiver<Job>, receipts: &Receiver<()>, send: &dyn Fn(LargeRead) -> bool) {
    lower_thread_priority();
    for Job { ticket, path, reader } in jobs {
        let observation = reader.observe(&path);
        let read = LargeRead { ticket, path, observation };
        if !send(read) || receipts.recv().is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_watch::FileEvent;

    fn read(path: &ContentPath, ticket: u64) -> LargeRead {
        let observation = Some(Observation::Gone { path: path.clone() });
        LargeRead { ticket, path: path.clone(), observation }
    }

    #[test]
    fn an_outdated_observation_is_dropped() {
        let mut files = LargeFiles::new(|_| true);
        let path = ContentPath::new("d/a.md").unwrap();
        files.tickets.insert(path.clone(), 2);
        assert_eq!(files.take(read(&path, 1)), None, "the file was written again");
        assert!(files.take(read(&path, 2)).is_some());
        assert_eq!(files.take(read(&path, 2)), None);
        for event in [
            FileEvent::Removed(path.clone()),
            FileEvent::Renamed { from: path.clone(), to: ContentPath::new("b.md").unwrap() },
            FileEvent::Removed(ContentPath::new("d").unwrap()),
            FileEvent::DirectoryRenamed {
                from: ContentPath::new("d").unwrap(),
                to: ContentPath::new("e").unwrap(),
            },
        ] {
            files.tickets.insert(path.clone(), 3);
            let mut plan = Plan::default();
            plan.add(event.clone());
            files.forget(&plan);
            assert_eq!(files.take(read(&path, 3)), None, "{event:?}");
        }
    }
}
