//! The listeners of a process: plain HTTP for what certificates name, and TLS.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use pem_rfc7468::LineEnding;
use rand_core::OsRng;
use tanba_authority::{
    Keys, OperatorAlgorithm, Operators as _, PRACTICE_ITERATIONS, TlsAuthority, TlsBranch,
    make_operator,
};
use time::OffsetDateTime;
use tokio::net::TcpListener;

use crate::args::{Role, ServeArgs};
use crate::clock::{Clock as _, SystemClock};
use crate::error::Error;
use crate::folder::{Folder, write_new};
use crate::http::{Entrance, Face, Hosts};
use crate::purpose::{Home, Purpose, host};
use crate::reach::{self, Socket};
use crate::serve::{bind, first_listener};
use crate::storage::Database;
use crate::tls::{self, Identity};

/// The operator that a practice folder begins with.
const PRACTICE_OPERATOR: &str = "ТӘЖІРИБЕ ОПЕРАТОРЫ / PRACTICE OPERATOR";
/// The password of its file, which lies beside the passphrase of all keys: it hides nothing, but browsers want
/// one.
const PRACTICE_PASSWORD: &str = "practice";

/// What is needed to open them.
pub(crate) struct Opening<'a> {
    pub(crate) args: &'a ServeArgs,
    pub(crate) folder: &'a Folder,
    pub(crate) database: &'a Database,
    pub(crate) home: &'a Home,
    pub(crate) keys: Keys<'a>,
    /// For the records; TLS goes by the machine's clock.
    pub(crate) now: OffsetDateTime,
}

/// Where programs of people call over TLS, and the listener if it is this process that answers there.
pub(crate) struct Private {
    pub(crate) front: String,
    pub(crate) entrance: Option<Entrance>,
}

impl Opening<'_> {
    /// The entrance of everybody who does not ask about certificates; `None` where there is no TLS.
    pub(crate) async fn private(&self) -> Result<Option<Private>, Error> {
        let stored = parse(self.database.tls_address().await?)?;
        let asked = self.args.tls_listen;
        let registers = self.args.roles.contains(&Role::Ra);
        let Some(wanted) = asked.or(stored) else {
            return Ok(None);
        };
        if asked.is_none() && !registers {
            let front = self.home.url(wanted, &self.args.tls_name);
            return Ok(Some(Private {
                front,
                entrance: None,
            }));
        }
        let listener = match (wanted.port(), stored) {
            (0, Some(stored)) => bind(stored).await?,
            (0, None) => first_listener(Some(wanted), &mut OsRng).await?,
            _ => bind(wanted).await?,
        };
        let address = local(&listener)?;
        if registers || stored.is_none() {
            self.database.set_tls_address(&address.to_string()).await?;
        }
        let identity = self.identity(address).await?;
        Ok(Some(Private {
            front: self.home.url(address, &self.args.tls_name),
            entrance: Some(Entrance {
                listener,
                tls: Some(tls::acceptor(identity)),
                face: self.face(Socket::Private),
                hosts: self.hosts(address),
            }),
        }))
    }

    /// The entrance of the operators, where applications are taken, and its URL.
    pub(crate) async fn console(&self) -> Result<Option<(String, Entrance)>, Error> {
        if !self.args.roles.contains(&Role::Ra) {
            return Ok(None);
        }
        let stored = parse(self.database.console_address().await?)?;
        let asked = self.args.console_listen.filter(|asked| asked.port() != 0);
        let listener = match (asked, stored) {
            (Some(asked), _) => bind(asked).await?,
            // No certificate names it: when another program came there, it moves.
            (None, Some(stored)) => match bind(stored).await {
                Ok(listener) => listener,
                Err(_) => first_listener(None, &mut OsRng).await?,
            },
            (None, None) => first_listener(self.args.console_listen, &mut OsRng).await?,
        };
        let address = local(&listener)?;
        self.database
            .set_console_address(&address.to_string())
            .await?;
        // Nobody but `operator new` needs the key of that authority again.
        let root = match self.database.tls_root(TlsBranch::Operators).await? {
            Some(root) => root,
            None => self.first_operator().await?,
        };
        let identity = self.identity(address).await?;
        let entrance = Entrance {
            listener,
            tls: Some(tls::mutual_acceptor(identity, &root)?),
            face: self.face(Socket::Console),
            hosts: self.hosts(address),
        };
        Ok(Some((
            self.home.url(address, &self.args.tls_name),
            entrance,
        )))
    }

    /// Makes the authority of the operators, and gives its root. In practice there is an operator from the
    /// beginning, whose file lies in the folder.
    async fn first_operator(&self) -> Result<Vec<u8>, Error> {
        let authority = self.authority(TlsBranch::Operators).await?;
        if self.home.purpose == Purpose::Earnest {
            return Ok(authority.root().to_vec());
        }
        let path = self.folder.path().join("operator.p12");
        let made = make_operator(
            self.database,
            &authority,
            PRACTICE_OPERATOR,
            OperatorAlgorithm::P256,
            (&PRACTICE_PASSWORD.into(), PRACTICE_ITERATIONS),
            (self.now, SystemClock.now()),
            &mut OsRng,
        )
        .await?;
        if let Some((_, file)) = made {
            write_new(&path, &file).map_err(Error::io(&path))?;
            tracing::info!(
                "an operator to practise with is in {}: import it into the browser with the password {}",
                path.display(),
                PRACTICE_PASSWORD
            );
        }
        Ok(authority.root().to_vec())
    }

    fn face(&self, socket: Socket) -> Face {
        reach::face(socket, self.home.purpose, true)
    }

    fn hosts(&self, address: SocketAddr) -> Hosts {
        Hosts {
            addresses: vec![address],
            names: self.home.names(&self.args.tls_name),
        }
    }

    /// What the server proves itself with: what was given, else a certificate of the authority's own, whose
    /// root is laid into the folder for those who call.
    async fn identity(&self, address: SocketAddr) -> Result<Arc<Identity>, Error> {
        if let (Some(certificate), Some(key)) = (&self.args.tls_cert, &self.args.tls_key) {
            return Identity::read(certificate, key);
        }
        let authority = self.authority(TlsBranch::Server).await?;
        let path = root_file(self.folder);
        if !path.exists() {
            write_pem(&path, authority.root())?;
        }
        let mut names = self.args.tls_name.clone();
        names.extend(self.home.name.as_deref().map(|name| host(name).to_owned()));
        if address.ip().is_loopback() {
            names.push("localhost".to_owned());
        }
        // All addresses are none that anybody calls.
        let ip = Some(address.ip()).filter(|ip| !ip.is_unspecified());
        Identity::make(authority, names, ip.into_iter().collect())
    }

    /// An authority for TLS, made when there is none.
    pub(crate) async fn authority(&self, branch: TlsBranch) -> Result<TlsAuthority, Error> {
        let machine_now = SystemClock.now();
        let (database, keys) = (self.database, &self.keys);
        let opened = TlsAuthority::open(
            database,
            keys,
            (&self.home.title, branch),
            self.now,
            machine_now,
            &mut OsRng,
        )
        .await?;
        Ok(opened)
    }
}

/// The file with the root of the server's certificates, which clients are given.
fn root_file(folder: &Folder) -> PathBuf {
    folder.path().join("tls-root.pem")
}

fn write_pem(path: &std::path::Path, der: &[u8]) -> Result<(), Error> {
    let pem = pem_rfc7468::encode_string("CERTIFICATE", LineEnding::LF, der)
        .map_err(|error| Error::Pem(path.to_path_buf(), error.to_string()))?;
    write_new(path, pem.as_bytes()).map_err(Error::io(path))
}

fn parse(stored: Option<String>) -> Result<Option<SocketAddr>, Error> {
    let parse = |text: String| text.parse().map_err(|_| Error::DamagedAddress(text));
    stored.map(parse).transpose()
}

pub(crate) fn local(listener: &TcpListener) -> Result<SocketAddr, Error> {
    listener
        .local_addr()
        .map_err(Error::io("the listening socket"))
}
