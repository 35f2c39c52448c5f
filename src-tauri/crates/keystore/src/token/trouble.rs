//! Why a token may not be seen, as facts that can be acted upon. Their words for people are elsewhere.

use std::fs;
use std::path::PathBuf;
#[cfg(target_os = "linux")]
use std::{env, io::ErrorKind, os::unix::net::UnixStream};

use pcsc::{Context, Error, Scope};

use super::places::Places;
use super::profile::{PROFILES, VendorProfile};
use super::usb::{UsbDevice, devices};

/// Where pcscd listens.
const SOCKET: &str = "/run/pcscd/pcscd.comm";
/// The service itself.
const SERVICE: &[&str] = &["/usr/sbin/pcscd", "/usr/bin/pcscd", "/usr/local/sbin/pcscd"];
/// The driver of readers that follow the standard CCID, which are nearly all.
const DRIVER: &[&str] = &[
    "/usr/lib/pcsc/drivers/ifd-ccid.bundle",
    "/usr/lib64/pcsc/drivers/ifd-ccid.bundle",
    "/usr/lib64/readers/usb/ifd-ccid.bundle",
    "/usr/lib/readers/usb/ifd-ccid.bundle",
];
/// Browsers that may be confined, by the names of their snaps and flatpaks.
const BROWSERS: &[(&str, &str)] = &[
    ("firefox", "org.mozilla.firefox"),
    ("chromium", "org.chromium.Chromium"),
];

/// How the PC/SC service answers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PcscService {
    /// It runs and has these readers.
    Running {
        /// Their names.
        readers: Vec<String>,
    },
    /// Nobody answers.
    Absent,
    /// It answers and lets this user do nothing: polkit says no.
    Refusing,
    /// It fails otherwise; what it said, for people who look after computers.
    Failing(String),
}

impl PcscService {
    /// Asks the service of this computer.
    pub fn ask() -> Self {
        let readers =
            Context::establish(Scope::User).and_then(|context| context.list_readers_owned());
        match readers {
            Ok(names) => {
                let names = names.iter().map(|name| name.to_string_lossy().into_owned());
                Self::Running {
                    readers: names.collect(),
                }
            }
            Err(Error::NoReadersAvailable) => Self::Running {
                readers: Vec::new(),
            },
            Err(Error::NoAccess | Error::SecurityViolation) => Self::Refusing,
            Err(error @ (Error::NoService | Error::ServiceStopped | Error::CommError)) => {
                Self::silent(error)
            }
            Err(error) => Self::Failing(error.to_string()),
        }
    }

    /// What its silence means. pcscd does not tell whom it refuses: it hangs up, and the client takes that for
    /// no service, or one too old.
    #[cfg(target_os = "linux")]
    fn silent(_: Error) -> Self {
        let socket = env::var_os("PCSCLITE_CSOCK_NAME").unwrap_or_else(|| SOCKET.into());
        match UnixStream::connect(socket) {
            Ok(_) => Self::Refusing,
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Self::Refusing,
            Err(_) => Self::Absent,
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn silent(error: Error) -> Self {
        match error {
            Error::CommError => Self::Failing(error.to_string()),
            _ => Self::Absent,
        }
    }
}

/// What confines a program.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sandbox {
    /// <https://snapcraft.io>.
    Snap,
    /// <https://flatpak.org>.
    Flatpak,
}

/// Something that keeps tokens from being seen.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Trouble {
    /// This program is confined, and reaches neither the service nor the modules of the system.
    Confined {
        /// By what.
        by: Sandbox,
        /// What the program is called there.
        name: String,
    },
    /// The PC/SC service is not installed.
    ServiceNotInstalled {
        /// Where it was looked for.
        looked_for: Vec<PathBuf>,
    },
    /// It is installed and does not run.
    ServiceNotRunning {
        /// The service.
        program: PathBuf,
        /// Where it would listen.
        socket: PathBuf,
        /// Whether the socket is there: then it ended without tidying up, or does not answer.
        socket_is_there: bool,
    },
    /// It refuses this user: polkit demands a local session or an administrator.
    ServiceRefuses,
    /// It fails otherwise.
    ServiceFails {
        /// What it said.
        detail: String,
    },
    /// The service has no driver for USB readers and tokens.
    NoDriver {
        /// Where it was looked for.
        looked_for: Vec<PathBuf>,
    },
    /// The service runs and sees no reader.
    NoReader {
        /// Tokens that USB sees all the same.
        devices: Vec<UsbDevice>,
    },
    /// A token of a known vendor is plugged in, and none of the vendor's modules is installed.
    ModuleMissing {
        /// The token.
        device: UsbDevice,
        /// What it may be.
        profiles: Vec<&'static VendorProfile>,
        /// Where the modules were looked for.
        looked_for: Vec<PathBuf>,
    },
    /// A browser is confined: pages in it reach tokens through this program alone.
    BrowserConfined {
        /// The browser.
        browser: &'static str,
        /// By what.
        by: Sandbox,
    },
}

/// Everything that is in the way here, the gravest first. On Windows and macOS the service and its drivers
/// belong to the system, and only what it says itself is told.
pub fn troubles(places: &Places, service: &PcscService) -> Vec<Trouble> {
    let tokens: Vec<(UsbDevice, Vec<&'static VendorProfile>)> = devices(places)
        .into_iter()
        .map(|device| {
            let profiles = VendorProfile::of_device(&device);
            (device, profiles)
        })
        .filter(|(_, profiles)| !profiles.is_empty())
        .collect();
    let mut troubles = Vec::new();
    troubles.extend(confined(places));
    troubles.extend(trouble_of(service, places, &tokens));
    for (device, profiles) in tokens {
        let looked_for = profiles
            .iter()
            .flat_map(|profile| profile.libraries.candidates(places));
        let looked_for: Vec<PathBuf> = looked_for.collect();
        if !looked_for.iter().any(|path| path.is_file()) {
            troubles.push(Trouble::ModuleMissing {
                device,
                profiles,
                looked_for,
            });
        }
    }
    troubles.extend(browsers(places));
    troubles
}

fn confined(places: &Places) -> Option<Trouble> {
    if let Some(name) = &places.snap {
        return Some(Trouble::Confined {
            by: Sandbox::Snap,
            name: name.clone(),
        });
    }
    let info = fs::read_to_string(places.path("/.flatpak-info")).ok()?;
    let name = info.lines().find_map(|line| line.strip_prefix("name="));
    Some(Trouble::Confined {
        by: Sandbox::Flatpak,
        name: name.unwrap_or_default().trim().to_owned(),
    })
}

fn trouble_of(
    service: &PcscService,
    places: &Places,
    tokens: &[(UsbDevice, Vec<&'static VendorProfile>)],
) -> Option<Trouble> {
    let all =
        |paths: &[&str]| -> Vec<PathBuf> { paths.iter().map(|path| places.path(path)).collect() };
    let is_linux = cfg!(target_os = "linux");
    match service {
        PcscService::Refusing => Some(Trouble::ServiceRefuses),
        PcscService::Failing(detail) => Some(Trouble::ServiceFails {
            detail: detail.clone(),
        }),
        PcscService::Absent => {
            let looked_for = all(SERVICE);
            let program = looked_for.iter().find(|path| path.is_file()).cloned();
            let socket = places.path(SOCKET);
            match program {
                None if is_linux => Some(Trouble::ServiceNotInstalled { looked_for }),
                program => Some(Trouble::ServiceNotRunning {
                    program: program.unwrap_or_default(),
                    socket_is_there: socket.exists(),
                    socket,
                }),
            }
        }
        PcscService::Running { readers } if readers.is_empty() => {
            let looked_for = all(DRIVER);
            let has_driver = !is_linux || looked_for.iter().any(|path| path.exists());
            match has_driver {
                false => Some(Trouble::NoDriver { looked_for }),
                true => Some(Trouble::NoReader {
                    devices: tokens.iter().map(|(device, _)| device.clone()).collect(),
                }),
            }
        }
        PcscService::Running { .. } => None,
    }
}

fn browsers(places: &Places) -> Vec<Trouble> {
    let is_there = |path: String| places.path(path).exists();
    let mut found = Vec::new();
    for (browser, flatpak) in BROWSERS {
        if is_there(format!("/snap/{browser}/current")) {
            found.push(Trouble::BrowserConfined {
                browser,
                by: Sandbox::Snap,
            });
        }
        if is_there(format!("/var/lib/flatpak/app/{flatpak}")) {
            found.push(Trouble::BrowserConfined {
                browser,
                by: Sandbox::Flatpak,
            });
        }
    }
    found
}

impl VendorProfile {
    /// The families that a device on USB may be of: those of its vendor, or of these the one whose name it
    /// bears. A vendor may make readers and sticks of other kinds, too.
    pub fn of_device(device: &UsbDevice) -> Vec<&'static Self> {
        let of_vendor: Vec<_> = PROFILES
            .iter()
            .filter(|profile| profile.usb_vendors.contains(&device.vendor))
            .collect();
        let name = device.name.to_lowercase();
        let bears = |profile: &&&Self| name.contains(&profile.name.to_lowercase());
        match of_vendor.iter().find(bears) {
            Some(named) => vec![named],
            None => of_vendor,
        }
    }
}

#[cfg(test)]
mod tests;
