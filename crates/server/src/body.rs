//! The body of a response: bytes that are there, or a file that is read as the client takes it.

use bytes::{Buf, Bytes};
use http_body_util::{BodyExt as _, Either, Full};
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, ReadBuf};

/// What every response has.
pub type Body = Either<Full<Bytes>, FileBody>;

/// Bytes read ahead of the client; what a slow one costs.
const CHUNK: usize = 64 * 1024;

/// As much of a request's body is read although nobody wants it.
const PASSED_OVER: usize = 256 * 1024;

/// And so long.
const PASSING_TIME: Duration = Duration::from_secs(5);

/// Reads a request's body to its end, within limits, and forgets it.
pub(super) async fn pass_over<B: hyper::body::Body + Unpin>(body: &mut B) {
    let read = async {
        let mut left = PASSED_OVER;
        while let Some(Ok(frame)) = body.frame().await {
            let length = frame.data_ref().map_or(0, Buf::remaining);
            match left.checked_sub(length) {
                Some(less) => left = less,
                None => return,
            }
        }
    };
    // Whatever came until then is enough.
    let _ = tokio::time::timeout(PASSING_TIME, read).await;
}

/// Nothing, as for HEAD and 304.
pub(super) fn empty() -> Body {
    Either::Left(Full::new(Bytes::new()))
}

/// Bytes that are there, not copied.
pub(super) fn whole(bytes: Bytes) -> Body {
    Either::Left(Full::new(bytes))
}

/// `length` bytes from where the file stands.
pub(super) fn file(file: std::fs::File, length: u64) -> Body {
    Either::Right(FileBody { file: tokio::fs::File::from_std(file), left: length })
}

/// A part of a file, read in pieces.
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
            // The file has become shorter. Its length is already sent, so the connection has to break: a client
            // must not take the part for the whole.
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
