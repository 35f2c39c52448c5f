//! Who may talk to each socket. It is decided here and nowhere else.

use std::net::SocketAddr;

use crate::error::Error;
use crate::http::Face;
use crate::purpose::Purpose;

/// A socket that an authority listens on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Socket {
    /// HTTP without TLS.
    Plain,
    /// HTTP over TLS.
    Private,
    /// HTTP over TLS with the certificates of operators.
    Console,
}

/// Refuses addresses that this purpose does not allow. Who practises stays on this machine; in earnest there is no
/// doing without TLS, wherever it listens: `has_tls` is whether it was given a place, now or before.
pub(crate) fn admit(purpose: Purpose, listens: &[SocketAddr], has_tls: bool) -> Result<(), Error> {
    let elsewhere = listens.iter().find(|listen| !listen.ip().is_loopback());
    match (purpose, elsewhere) {
        (Purpose::Practice, Some(listen)) => Err(Error::NotLoopback(*listen)),
        (Purpose::Earnest, _) if !has_tls => Err(Error::NoTls),
        _ => Ok(()),
    }
}

/// What is answered at a socket.
pub(crate) const fn face(socket: Socket, purpose: Purpose, has_tls: bool) -> Face {
    match (socket, purpose, has_tls) {
        (Socket::Console, ..) => Face::Console,
        (Socket::Private, ..) => Face::Private,
        // What certificates name is read by everybody, over plain HTTP as the RFCs expect, and nothing else is.
        (Socket::Plain, Purpose::Earnest, _) | (Socket::Plain, Purpose::Practice, true) => {
            Face::Status
        }
        // Nobody but programs of this machine is there to listen in.
        (Socket::Plain, Purpose::Practice, false) => Face::Everything,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_come_in_earnest_alone_and_find_tls() {
        let own = SocketAddr::from(([127, 0, 0, 2], 80));
        for all in [[0, 0, 0, 0], [192, 0, 2, 1]] {
            let all = SocketAddr::from((all, 80));
            let refused = admit(Purpose::Practice, &[own, all], true);
            assert!(matches!(refused, Err(Error::NotLoopback(at)) if at == all));
            assert!(matches!(
                admit(Purpose::Earnest, &[all], false),
                Err(Error::NoTls)
            ));
            assert!(admit(Purpose::Earnest, &[own, all], true).is_ok());
        }
        assert!(admit(Purpose::Practice, &[own], false).is_ok());
        assert!(matches!(
            admit(Purpose::Earnest, &[own], false),
            Err(Error::NoTls)
        ));
        assert_eq!(face(Socket::Plain, Purpose::Earnest, false), Face::Status);
        assert_eq!(
            face(Socket::Plain, Purpose::Practice, false),
            Face::Everything
        );
    }
}
