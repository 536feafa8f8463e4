//! The body of a request, read to its end even where nobody wants it.
//!
//! A server that answers while a client still sends, because the file is too large or the disk is full, and
//! then hangs up, leaves bytes unread. The kernel answers those with a reset, and the client loses the answer
//! that it has not read yet. hyper leaves that to the service: it stops reading when a body is dropped. So
//! what is left of a dropped body is read and thrown away here, for a bounded time, while the answer is on
//! its way.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use http::{header, request::Parts};
use http_body_util::BodyExt as _;
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use tokio::{runtime::Handle, time::timeout};

/// How long the rest of a body is waited for. As nginx has it (`lingering_time`, `lingering_timeout`).
const PATIENCE: Patience =
    Patience { whole: Duration::from_secs(30), silence: Duration::from_secs(5) };

#[derive(Clone, Copy)]
struct Patience {
    /// For all of it.
    whole: Duration,
    /// For the next bytes.
    silence: Duration,
}

/// A body whose rest is read and thrown away when it is dropped.
pub(super) struct RequestBody {
    /// `None` when it is over.
    incoming: Option<Incoming>,
    /// The client sends nothing before it is asked to (`Expect: 100-continue`), which reading does.
    waits_to_be_asked: bool,
}

impl RequestBody {
    /// The body of the request with this head.
    pub(super) fn new(head: &Parts, incoming: Incoming) -> Self {
        let waits_to_be_asked = head.headers.contains_key(header::EXPECT);
        Self { incoming: Some(incoming), waits_to_be_asked }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let this = self.get_mut();
        this.waits_to_be_asked = false;
        let Some(incoming) = &mut this.incoming else { return Poll::Ready(None) };
        let frame = ready!(Pin::new(incoming).poll_frame(context));
        if !matches!(frame, Some(Ok(_))) {
            this.incoming = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.as_ref().map_or_else(|| SizeHint::with_exact(0), Body::size_hint)
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        if self.waits_to_be_asked || self.is_end_stream() {
            return;
        }
        // Without a runtime there is no connection any more.
        if let (Some(rest), Ok(runtime)) = (self.incoming.take(), Handle::try_current()) {
            runtime.spawn(discard(rest, PATIENCE));
        }
    }
}

/// Reads `rest` until it ends, breaks off or the patience is over.
async fn discard(mut rest: impl Body + Unpin, patience: Patience) {
    let reading =
        async { while let Ok(Some(Ok(_))) = timeout(patience.silence, rest.frame()).await {} };
    timeout(patience.whole, reading).await.ok();
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, time::Instant};

    use futures::{Stream, StreamExt as _, stream};
    use http_body_util::StreamBody;

    use super::*;

    const PIECE: Bytes = Bytes::from_static(b"a player");
    const LONG: Duration = Duration::from_secs(30);
    const SHORT: Duration = Duration::from_millis(100);

    /// How long the rest of a body is read that comes in these pieces.
    async fn read_for(pieces: impl Stream<Item = Bytes>, patience: Patience) -> Duration {
        let began = Instant::now();
        let pieces = pieces.map(|piece| Ok::<_, Infallible>(Frame::data(piece)));
        discard(StreamBody::new(Box::pin(pieces)), patience).await;
        began.elapsed()
    }

    #[tokio::test]
    async fn the_rest_is_read_to_its_end() {
        let mut read = 0;
        let pieces = stream::iter(vec![PIECE; 1_000]).inspect(|_| read += 1);

        read_for(pieces, Patience { whole: LONG, silence: LONG }).await;

        assert_eq!(read, 1_000);
    }

    #[tokio::test]
    async fn a_client_that_falls_silent_is_given_up() {
        let pieces = stream::iter([PIECE]).chain(stream::pending());

        let took = read_for(pieces, Patience { whole: LONG, silence: SHORT }).await;

        assert!((SHORT..LONG).contains(&took), "{took:?}");
    }

    #[tokio::test]
    async fn a_client_that_sends_for_ever_is_given_up() {
        let pieces = stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(1)).await;
            Some((PIECE, ()))
        });

        let took = read_for(pieces, Patience { whole: SHORT, silence: LONG }).await;

        assert!((SHORT..LONG).contains(&took), "{took:?}");
    }
}
