//! Which connections end first when a limit is reached: pure, with the time as an argument.

use std::time::Duration;

/// A connection without progress for this time may be replaced like any idle one. A request in transit takes
/// less, from anywhere on Earth.
const IDLE: Duration = Duration::from_secs(1);

/// A response of which the client has taken nothing for this time has stalled.
const STALLED: Duration = Duration::from_secs(10);

/// What the client of a connection has done so far.
#[derive(Debug, Clone, Copy)]
pub(in crate::net) struct Conduct {
    /// It has sent a whole request.
    pub(in crate::net) is_proven: bool,
    /// The server is preparing a response.
    pub(in crate::net) is_working: bool,
    /// A response is being prepared or sent.
    pub(in crate::net) is_sending: bool,
    /// The client takes a response at a low rate.
    pub(in crate::net) is_slow: bool,
    /// The time since the last whole request, or since the client took a part of a response.
    pub(in crate::net) without_progress: Duration,
    /// How long after the last progress bytes still arrived: PINGs, or a header that does not end.
    pub(in crate::net) activity_after_progress: Duration,
}

/// The reason for which a connection may be evicted. Those in front go first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::net) enum Rank {
    /// The client has sent no whole request. A polite client sends its request together with the connection,
    /// so it leaves this rank within a round trip, and the oldest go first.
    Unproven,
    /// The client sends bytes, but no request.
    PingsOnly,
    /// Idle between two requests.
    Idle,
    /// The client takes nothing of its response.
    Stalled,
    /// Between two requests, but only for a moment. The client may be sending its next request; it then has to
    /// send it again on a new connection (RFC 9112, 9.3.1).
    IdleForAMoment,
    /// The client takes its response at a low rate.
    Slow,
}

impl Rank {
    /// The rank of a connection; `None`: it must not be evicted.
    pub(in crate::net) fn of(conduct: &Conduct) -> Option<Self> {
        if conduct.is_working {
            None
        } else if !conduct.is_proven {
            Some(Self::Unproven)
        } else if conduct.is_sending {
            match conduct.without_progress >= STALLED {
                true => Some(Self::Stalled),
                false => conduct.is_slow.then_some(Self::Slow),
            }
        } else if conduct.without_progress < IDLE {
            Some(Self::IdleForAMoment)
        } else if conduct.activity_after_progress >= IDLE {
            Some(Self::PingsOnly)
        } else {
            Some(Self::Idle)
        }
    }

    /// Whether connections of this rank may be evicted before their places are needed.
    pub(in crate::net) fn is_idle(self) -> bool {
        match self {
            Self::Unproven | Self::PingsOnly | Self::Idle => true,
            Self::Stalled | Self::IdleForAMoment | Self::Slow => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks() {
        let seconds = Duration::from_secs;
        let idle = Conduct {
            is_proven: true,
            is_working: false,
            is_sending: false,
            is_slow: false,
            without_progress: seconds(5),
            activity_after_progress: seconds(0),
        };
        let sending = Conduct { is_sending: true, ..idle };
        for (conduct, rank) in [
            (idle, Some(Rank::Idle)),
            (Conduct { is_proven: false, ..idle }, Some(Rank::Unproven)),
            (Conduct { is_proven: false, without_progress: seconds(0), ..idle }, Some(Rank::Unproven)),
            (Conduct { activity_after_progress: seconds(4), ..idle }, Some(Rank::PingsOnly)),
            (Conduct { without_progress: seconds(0), ..idle }, Some(Rank::IdleForAMoment)),
            (sending, None),
            (Conduct { without_progress: seconds(11), ..sending }, Some(Rank::Stalled)),
            (Conduct { is_slow: true, ..sending }, Some(Rank::Slow)),
            (Conduct { is_working: true, without_progress: seconds(60), ..sending }, None),
        ] {
            assert_eq!(Rank::of(&conduct), rank, "{conduct:?}");
        }
        assert!(
            Rank::Unproven < Rank::PingsOnly && Rank::PingsOnly < Rank::Idle && Rank::Idle < Rank::Stalled
        );
    }
}
