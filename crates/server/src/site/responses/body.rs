//! The body of a response: bytes in memory, or a file that is read as fast as the client receives it.

use bytes::{Buf, Bytes};
use http_body_util::{BodyExt as _, Either, Full};
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, ReadBuf};

/// The body type of every response.
pub type Body = Either<Full<Bytes>, FileBody>;

/// Size of the chunks in which a file is read, in bytes: the memory that one slow client occupies.
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
pub(crate) fn file(file: std::fs::File, length: u64) -> Body {
    Either::Right(FileBody { file: tokio::fs::File::from_std(file), left: length })
}

/// A part of a file, read in chunks.
#[derive(Debug)]
pub struct FileBody {
    file: tokio::fs::File,
    left: u64,
}

impl hyper::body::Body for FileBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        let this = self.get_mut();
        if this.left == 0 {
            return Poll::Ready(None);
        }
        let size = usize::try_from(this.left).map_or(CHUNK, |left| left.min(CHUNK));
        let mut chunk = vec![0; size];
        let mut buffer = ReadBuf::new(&mut chunk);
        ready!(Pin::new(&mut this.file).poll_read(context, &mut buffer))?;
        let read = buffer.filled().len();
        if read == 0 {
            // The file has become shorter. Its length has been sent already, so the connection must break:
            // otherwise the client would take the part for the whole.
            return Poll::Ready(Some(Err(std::io::ErrorKind::UnexpectedEof.into())));
        }
        chunk.truncate(read);
        this.left -= read as u64;
        Poll::Ready(Some(Ok(Frame::data(chunk.into()))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
