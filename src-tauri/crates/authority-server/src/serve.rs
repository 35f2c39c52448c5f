//! `serve`: the first start makes the authority, every start opens it, listens and says so.

use std::fs::File;
use std::io::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use rand_core::{CryptoRngCore, OsRng};
use secrecy::SecretString;
use tanba_authority::registry::practice;
use tanba_authority::{Authority, Duties, Storage as _, Title, found};
use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::args::{Role, ServeArgs};
use crate::clock::{Clock, FileClock, SystemClock};
use crate::entrances::{Opening, local};
use crate::error::Error;
use crate::folder::{Folder, touch};
use crate::http::{self, Entrance, Hosts, Limits};
use crate::jobs;
use crate::passphrase::{Passphrase, pin};
use crate::purpose::{Purpose, home};
use crate::reach::{self, Socket};
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
    let (purpose, path) = match (&args.folder, &args.practice) {
        (Some(folder), _) => (Purpose::Earnest, folder),
        (None, Some(folder)) => (Purpose::Practice, folder),
        (None, None) => return Err(Error::NoFolder),
    };
    let listens: Vec<SocketAddr> = [args.listen, args.tls_listen, args.console_listen]
        .into_iter()
        .flatten()
        .collect();
    // Before anything is made or opened; once the folder has told of TLS, again.
    reach::admit(purpose, &listens, true)?;
    let folder = Folder::make(path)?;
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
    let senders = senders(&args, purpose)?;
    let (database, passphrase, listener) = open(&args, purpose, &folder, &*clock).await?;
    let home = home(&database).await?;
    let has_tls = args.tls_listen.is_some() || database.tls_address().await?.is_some();
    reach::admit(purpose, &listens, has_tls)?;
    database.set_clock_file(clock_file.as_deref()).await?;
    let address = local(&listener)?;
    let pin = pin(args.pin_fd)?;
    let entry = Opening {
        args: &args,
        folder: &folder,
        database: &database,
        home: &home,
        keys: passphrase.keys(&folder).with_pin(pin.as_ref()),
        now: clock.now(),
    };
    let mut site = home.site();
    let mut entrances = vec![Entrance {
        listener,
        tls: None,
        face: reach::face(Socket::Plain, purpose, has_tls),
        hosts: Hosts {
            addresses: vec![address, home.address],
            names: home.names(&args.tls_name),
        },
    }];
    let mut said = vec![format!("listening on http://{address}")];
    if let Some(private) = entry.private().await? {
        if private.entrance.is_some() {
            said.push(format!("listening on {}", private.front));
        }
        entrances.extend(private.entrance);
        site = site.behind(private.front);
    }
    if let Some((url, entrance)) = entry.console().await? {
        said.push(format!("operator console on {url}"));
        entrances.push(entrance);
    }
    let authority = Authority::open(
        database.clone(),
        &entry.keys,
        site,
        duties(&args.roles),
        clock.now(),
        &mut OsRng,
    )
    .await?;
    drop((pin, opening));
    let ending = ending(args.exit_with_stdin).map_err(Error::io("signals"))?;
    let authority = Arc::new(authority);
    let registries = Arc::new(match &args.registry {
        Some(address) => Registries::service(address, secret(REGISTRY_TOKEN))?,
        None => Registries::Tables(database.clone()),
    });
    let pepper = folder.pepper(&mut OsRng)?;
    let work = jobs::Work {
        authority: Arc::clone(&authority),
        clock: Arc::clone(&clock),
        registries: Arc::clone(&registries),
        senders,
        roles: args.roles.clone(),
        folder,
        passphrase,
    };
    let jobs = tokio::spawn(jobs::run(work, ending.clone()));
    // In one piece: whoever started it may listen no more once the first line is there.
    let said = format!("{}\n", said.join("\n"));
    let _ = std::io::stdout().write_all(said.as_bytes());
    let open = http::Open {
        authority,
        clock,
        registries,
        pepper,
        limits: Limits::new(args.calls_per_address, args.calls_per_bin),
        roles: args.roles,
    };
    http::serve(open, entrances, ending).await;
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
    purpose: Purpose,
    folder: &Folder,
    clock: &dyn Clock,
) -> Result<(Database, Passphrase, TcpListener), Error> {
    if folder.database().is_file() {
        let database = Database::open(&folder.database(), false).await?;
        if database.founded_at().await?.is_some() {
            folder.begun()?;
            let home = home(&database).await?;
            if home.purpose != purpose {
                let (folder, purpose) = (folder.path().to_path_buf(), home.purpose);
                return Err(Error::OtherPurpose { folder, purpose });
            }
            let passphrase = match purpose {
                Purpose::Practice => Passphrase::find(&args.passphrase, folder)?,
                Purpose::Earnest => Passphrase::require(&args.passphrase)?,
            };
            same(home.name.as_deref(), args.name.as_deref())?;
            same(Some(home.title.as_str()), args.organisation.as_deref())?;
            let (stored, mut listen) = (home.address, args.listen.unwrap_or(home.address));
            let is_empty = database.is_registry_empty().await?;
            match purpose {
                // Whoever does everything does it where the certificates say.
                Purpose::Practice
                    if listen != stored
                        && Role::ALL.iter().all(|role| args.roles.contains(role)) =>
                {
                    return Err(Error::OtherAddress { stored });
                }
                Purpose::Practice if is_empty => seed(&database, clock.now()).await?,
                Purpose::Practice => {}
                Purpose::Earnest => {
                    // A free port was chosen once.
                    if (listen.ip(), listen.port()) == (stored.ip(), 0) {
                        listen = stored;
                    }
                    warn_of_nobody(args, is_empty);
                }
            }
            let listener = bind(listen).await?;
            return Ok((database, passphrase, listener));
        }
        database.close().await;
    }
    // What is missing is missed before anything of a cut-off start is cleared away.
    let public = match purpose {
        Purpose::Practice => None,
        Purpose::Earnest => Some(public(args)?),
    };
    let given = match purpose {
        Purpose::Practice => None,
        Purpose::Earnest => Some(Passphrase::require(&args.passphrase)?),
    };
    folder.begin()?;
    let listener = first_listener(args.listen, &mut OsRng).await?;
    let address = local(&listener)?;
    tracing::info!(
        "making an authority ({}) in {}",
        purpose.as_str(),
        folder.path().display()
    );
    let passphrase = match given {
        Some(given) => given,
        None => Passphrase::find_or_make(&args.passphrase, folder, &mut OsRng)?,
    };
    touch(&folder.database()).map_err(Error::io(folder.database()))?;
    let database = Database::open(&folder.database(), true).await?;
    database
        .settle(&address.to_string(), purpose, public)
        .await?;
    let site = home(&database).await?.site();
    let keys = passphrase.keys(folder);
    match purpose {
        Purpose::Practice => seed(&database, clock.now()).await?,
        Purpose::Earnest => warn_of_nobody(args, true),
    }
    found(&database, &keys, &site, clock.now(), &mut OsRng).await?;
    folder.begun()?;
    tracing::info!(
        "made: two roots (GOST and RSA), an issuing authority below each. The keys of the roots are in \
         {}; serving does not need them",
        folder.path().join("root").display()
    );
    Ok((database, passphrase, listener))
}

fn duties(roles: &[Role]) -> Duties {
    Duties {
        issues: roles.contains(&Role::Ca),
        answers: roles.contains(&Role::Ocsp),
        stamps: roles.contains(&Role::Tsa),
    }
}

/// The public name and the organisation of a first start in earnest.
fn public(args: &ServeArgs) -> Result<(&str, &str), Error> {
    let is_placed = args.listen.is_some() && args.tls_listen.is_some();
    let (Some(name), Some(organisation), true) = (&args.name, &args.organisation, is_placed) else {
        return Err(Error::FirstStart);
    };
    if Title::in_earnest(organisation).is_none() {
        return Err(Error::OrganisationUnsuitable);
    }
    Ok((name, organisation))
}

/// That what is asked for is what certificates say already.
fn same(stored: Option<&str>, asked: Option<&str>) -> Result<(), Error> {
    match (stored, asked) {
        (Some(stored), Some(asked)) if stored != asked => {
            Err(Error::OtherName(stored.to_owned(), asked.to_owned()))
        }
        _ => Ok(()),
    }
}

/// In earnest nothing stands in for what was not set up.
fn warn_of_nobody(args: &ServeArgs, is_registry_empty: bool) {
    if !args.roles.contains(&Role::Ra) {
        return;
    }
    if args.smtp.is_none() {
        tracing::warn!("no --smtp: no e-mail will be sent, neither codes nor reminders");
    }
    if args.sms_gateway.is_none() {
        tracing::warn!("no --sms-gateway: no SMS will be sent, neither codes nor reminders");
    }
    if args.registry.is_none() && is_registry_empty {
        tracing::warn!(
            "no --registry, and the tables are empty (`registry import`): nobody can apply"
        );
    }
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

fn senders(args: &ServeArgs, purpose: Purpose) -> Result<Senders, Error> {
    let mut senders = Senders {
        keeps: purpose == Purpose::Practice,
        ..Senders::default()
    };
    if let (Some(url), Some(from)) = (&args.smtp, &args.mail_from) {
        let password = std::env::var(SMTP_PASSWORD).ok();
        senders.email = Some(Smtp::new(url, from, password.as_deref())?);
    }
    if let Some(address) = &args.sms_gateway {
        senders.sms = Some(Sms::new(address, secret(SMS_TOKEN))?);
    }
    Ok(senders)
}

pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => Error::AddressTaken(address),
            _ => Error::Io(address.to_string().into(), error),
        })
}

/// The socket of a first start: where it was asked for, else on a port that is free.
pub(crate) async fn first_listener(
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
