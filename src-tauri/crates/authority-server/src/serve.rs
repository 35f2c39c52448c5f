//! `serve`: the first start makes the authority, every start opens it, listens and says so.

use std::fs::File;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use rand_core::{CryptoRngCore, OsRng};
use secrecy::SecretString;
use tanba_authority::registry::practice;
use tanba_authority::{Authority, Site, Storage as _, found};
use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::args::{Role, ServeArgs};
use crate::clock::{Clock, FileClock, SystemClock};
use crate::error::Error;
use crate::folder::{Folder, touch};
use crate::http::{self, Limits};
use crate::jobs;
use crate::passphrase::Passphrase;
use crate::registries::Registries;
use crate::send::{Senders, Sms, Smtp};
use crate::storage::{Database, Rows};

/// The variable that holds the password of the mail server.
const SMTP_PASSWORD: &str = "TANBA_AUTHORITY_SMTP_PASSWORD";
/// The variable that holds the token of the SMS gateway.
const SMS_TOKEN: &str = "TANBA_AUTHORITY_SMS_TOKEN";
/// The variable that holds the token of the registries' service.
const REGISTRY_TOKEN: &str = "TANBA_AUTHORITY_REGISTRY_TOKEN";

/// Ports to choose from at the first start: below those that systems give to outgoing connections, so that
/// the port is free at the next start, too.
const PORTS: std::ops::Range<u16> = 20_000..32_000;
/// How many of them are tried.
const TRIES: u32 = 64;

pub(crate) async fn run(mut args: ServeArgs) -> Result<ExitCode, Error> {
    args.roles.sort();
    args.roles.dedup();
    tanba_online::install_crypto_provider();
    if let Some(listen) = args.listen.filter(|listen| !listen.ip().is_loopback()) {
        return Err(Error::NotLoopback(listen));
    }
    let folder = Folder::make(&args.practice)?;
    let locks: Vec<File> = args
        .roles
        .iter()
        .map(|role| folder.lock(*role))
        .collect::<Result<_, _>>()?;
    // Whoever makes or opens the authority does so alone.
    let opening = folder.lock_opening()?;
    let file_clock = args.clock.as_deref().map(FileClock::open).transpose()?;
    let clock_file = file_clock
        .as_ref()
        .map(|clock| clock.path().to_string_lossy().into_owned());
    let clock: Arc<dyn Clock> = match file_clock {
        Some(clock) => Arc::new(clock),
        None => Arc::new(SystemClock),
    };
    let senders = senders(&args)?;
    let (database, passphrase, listener) = open(&args, &folder, &*clock).await?;
    database.set_clock_file(clock_file.as_deref()).await?;
    let address = listener
        .local_addr()
        .map_err(Error::io("the listening socket"))?;
    let stored = stored_address(&database).await?;
    let site = Site::new(format!("http://{stored}"));
    let authority = Authority::open(
        database.clone(),
        &passphrase.keys(&folder),
        site,
        clock.now(),
        &mut OsRng,
    )
    .await?;
    drop((passphrase, opening));
    let does = |role| args.roles.contains(&role);
    let authority = match does(Role::Ca) {
        true => authority,
        false => authority.without_issuing(),
    };
    let ending = ending(args.exit_with_stdin).map_err(Error::io("signals"))?;
    let authority = Arc::new(authority);
    let registries = Arc::new(match &args.registry {
        Some(address) => Registries::service(address, secret(REGISTRY_TOKEN))?,
        None => Registries::Tables(database.clone()),
    });
    let jobs = tokio::spawn(jobs::run(
        Arc::clone(&authority),
        Arc::clone(&clock),
        Arc::clone(&registries),
        senders,
        args.roles.clone(),
        ending.clone(),
    ));
    println!("listening on http://{address}");
    let open = http::Open {
        authority,
        clock,
        registries,
        pepper: folder.pepper(&mut OsRng)?,
        limits: Limits::new(args.calls_per_address, args.calls_per_bin),
        roles: args.roles,
        addresses: [address, stored],
    };
    http::serve(listener, open, ending).await;
    // A message that is being sent is sent to the end; how long that takes is bounded.
    let _ = jobs.await;
    database.close().await;
    drop(locks);
    Ok(ExitCode::SUCCESS)
}

/// The records, the passphrase and the socket of this folder's authority, which is made when it is not
/// there.
async fn open(
    args: &ServeArgs,
    folder: &Folder,
    clock: &dyn Clock,
) -> Result<(Database, Passphrase, TcpListener), Error> {
    if folder.database().is_file() {
        let database = Database::open(&folder.database(), false).await?;
        if database.founded_at().await?.is_some() {
            let passphrase = Passphrase::find(&args.passphrase, folder)?;
            let stored = stored_address(&database).await?;
            let listen = args.listen.unwrap_or(stored);
            // Whoever does everything does it where the certificates say.
            if listen != stored && Role::ALL.iter().all(|role| args.roles.contains(role)) {
                return Err(Error::OtherAddress { stored });
            }
            if database.is_registry_empty().await? {
                seed(&database, clock.now()).await?;
            }
            let listener = bind(listen).await?;
            return Ok((database, passphrase, listener));
        }
        tracing::warn!("the first start was cut off before it was done: starting over");
        database.close().await;
    }
    folder.clear()?;
    let listener = first_listener(args.listen, &mut OsRng).await?;
    let address = listener
        .local_addr()
        .map_err(Error::io("the listening socket"))?;
    tracing::info!("making a practice authority in {}", folder.path().display());
    let passphrase = Passphrase::find_or_make(&args.passphrase, folder, &mut OsRng)?;
    touch(&folder.database()).map_err(Error::io(folder.database()))?;
    let database = Database::open(&folder.database(), true).await?;
    database.set_address(&address.to_string()).await?;
    let site = Site::new(format!("http://{address}"));
    let keys = passphrase.keys(folder);
    seed(&database, clock.now()).await?;
    found(&database, &keys, &site, clock.now(), &mut OsRng).await?;
    tracing::info!(
        "made: two roots (GOST and RSA), an issuing authority below each. The keys of the roots are in \
         {}; serving does not need them",
        folder.path().join("root").display()
    );
    Ok((database, passphrase, listener))
}

/// The address that certificates name.
async fn stored_address(database: &Database) -> Result<SocketAddr, Error> {
    let stored = database.address().await?.unwrap_or_default();
    stored.parse().map_err(|_| Error::DamagedAddress(stored))
}

/// People and companies to practise with.
async fn seed(database: &Database, now: OffsetDateTime) -> Result<(), Error> {
    let (people, companies, phones) = practice::registry();
    for rows in [
        Rows::Individuals(people),
        Rows::LegalEntities(companies),
        Rows::MobileCitizens(phones),
    ] {
        database.import(&rows, now).await?;
    }
    Ok(())
}

fn secret(variable: &str) -> Option<SecretString> {
    std::env::var(variable).ok().map(SecretString::from)
}

fn senders(args: &ServeArgs) -> Result<Senders, Error> {
    let mut senders = Senders::default();
    if let (Some(url), Some(from)) = (&args.smtp, &args.mail_from) {
        let password = std::env::var(SMTP_PASSWORD).ok();
        senders.email = Some(Smtp::new(url, from, password.as_deref())?);
    }
    if let Some(address) = &args.sms_gateway {
        senders.sms = Some(Sms::new(address, secret(SMS_TOKEN))?);
    }
    Ok(senders)
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => Error::AddressTaken(address),
            _ => Error::Io(address.to_string().into(), error),
        })
}

/// The socket of a first start: where it was asked for, else on a port that is free.
async fn first_listener(
    wanted: Option<SocketAddr>,
    rng: &mut (dyn CryptoRngCore + Send),
) -> Result<TcpListener, Error> {
    let loopback = |port| SocketAddr::from(([127, 0, 0, 1], port));
    if let Some(wanted) = wanted.filter(|wanted| wanted.port() != 0) {
        return bind(wanted).await;
    }
    let mut bytes = [0; 2];
    for _ in 0..TRIES {
        rng.fill_bytes(&mut bytes);
        let port = PORTS.start + u16::from_be_bytes(bytes) % (PORTS.end - PORTS.start);
        let mut address = loopback(port);
        if let Some(wanted) = wanted {
            address.set_ip(wanted.ip());
        }
        if let Ok(listener) = TcpListener::bind(address).await {
            return Ok(listener);
        }
    }
    bind(loopback(0)).await
}

/// Becomes true when it is time to end: SIGTERM, SIGINT, or the end of standard input.
fn ending(with_stdin: bool) -> std::io::Result<watch::Receiver<bool>> {
    let (ended, ending) = watch::channel(false);
    let ended = Arc::new(ended);
    if with_stdin {
        let ended = Arc::clone(&ended);
        // A thread of its own: what reads standard input cannot be called off.
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
            let _ = ended.send(true);
        });
    }
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        let ended = Arc::clone(&ended);
        tokio::spawn(async move {
            terminate.recv().await;
            let _ = ended.send(true);
        });
    }
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            let _ = ended.send(true);
        } else {
            // Without the signal the others still end it.
            std::future::pending::<()>().await;
        }
    });
    Ok(ending)
}
