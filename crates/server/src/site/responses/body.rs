//! The body of a response: bytes in memory, or a file that is read as fast as the client receives it.

use bytes::{Buf, Bytes};
use http_body_util::{BodyExt as _, Either, Full};
use hyper::body::{Frame, SizeHint};
use std::fs::File;
use std::future::Future as _;
use std::io::Read as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::task::JoinHandle;

/// The body type of every response.
pub type Body = Either<Full<Bytes>, FileBody>;

/// Size of the chunks in which a file is read where no connection says otherwise, in bytes.
const CHUNK: usize = 64 * 1024;

/// Maximum number of bytes of a request's body that are read and discarded.
const MAX_DISCARDED: usize = 256 * 1024;

/// Maximum time for which a request's body is read and discarded.
const MAX_DISCARD_TIME: Duration = Duration::from_secs(5);

/// Reads a request's body to its end, within limits, and discards it.
pub(crate) async fn discard<B: hyper::body::Body + Unpin>(body: &mut B) {
    let read = async {
        let mut left = MAX_DISCARDED;
        while let Some(Ok(frame)) = body.frame().await {
            let length = frame.data_ref().map_or(0, Buf::remaining);
            match left.checked_sub(length) {
                Some(less) => left = less,
                None => return,
            }
        }
    };
    // After the time limit the response is sent although the client may still be sending.
    let _ = tokio::time::timeout(MAX_DISCARD_TIME, read).await;
}

/// An empty body, as for HEAD and 304.
pub(crate) fn empty() -> Body {
    Either::Left(Full::new(Bytes::new()))
}

/// A body of bytes in memory, which are not copied.
pub(crate) fn bytes(bytes: Bytes) -> Body {
    Either::Left(Full::new(bytes))
}

/// A body of `length` bytes, from the current position of the file.
pub(crate) fn file(file: File, length: u64) -> Body {
    Either::Right(FileBody { source: Some(Source::File(file)), left: length })
}

/// A part of a file, read in chunks.
#[derive(Debug)]
pub struct FileBody {
    /// `None` after an error.
    source: Option<Source>,
    left: u64,
}

#[derive(Debug)]
enum Source {
    File(File),
    /// Another thread reads a chunk.
    Reading(JoinHandle<(File, std::io::Result<Vec<u8>>)>),
}

impl FileBody {
    /// Reads the next chunk, of at most `size` bytes. The size counts only when the reading begins. `None` at
    /// the end.
    ///
    /// # Errors
    /// The file cannot be read, or has become shorter. Its length has been sent already, so the connection
    /// must break: otherwise the client would take the part for the whole.
    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
        size: usize,
    ) -> Poll<Option<std::io::Result<Vec<u8>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let mut reading = match self.source.take() {
            Some(Source::Reading(reading)) => reading,
            Some(Source::File(file)) => {
                let size = usize::try_from(self.left).map_or(size, |left| left.min(size));
                tokio::task::spawn_blocking(move || read_chunk(file, size))
            }
            None => return Poll::Ready(Some(Err(std::io::ErrorKind::BrokenPipe.into()))),
        };
        let Poll::Ready(read) = Pin::new(&mut reading).poll(context) else {
            self.source = Some(Source::Reading(reading));
            return Poll::Pending;
        };
        let (file, chunk) = read?;
        let chunk = chunk?;
        if chunk.is_empty() {
            return Poll::Ready(Some(Err(std::io::ErrorKind::UnexpectedEof.into())));
        }
        self.source = Some(Source::File(file));
        self.left = self.left.saturating_sub(chunk.len() as u64);
        Poll::Ready(Some(Ok(chunk)))
    }
}

/// Reads up to `size` bytes. Blocks.
fn read_chunk(mut file: File, size: usize) -> (File, std::io::Result<Vec<u8>>) {
    let mut chunk = vec![0; size];
    let read = loop {
        match file.read(&mut chunk) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    let chunk = read.map(|length| {
        chunk.truncate(length);
        chunk
    });
    (file, chunk)
}

impl hyper::body::Body for FileBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        let chunk = ready!(self.get_mut().poll_chunk(context, CHUNK));
        Poll::Ready(chunk.map(|chunk| chunk.map(|chunk| Frame::data(chunk.into()))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
