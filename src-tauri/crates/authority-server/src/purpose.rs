//! What the authority of a folder is for, where it lives, and what it calls itself.

use std::net::SocketAddr;

use tanba_authority::{Site, Title};

use crate::error::Error;
use crate::storage::Database;

/// The port that a URL of https leaves out.
const HTTPS: u16 = 443;

/// What an authority is for. A folder is made for one, and stays so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To learn and to test, on this machine alone.
    Practice,
    /// For people who rely on it.
    Earnest,
}

impl Purpose {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Earnest => "earnest",
        }
    }
}

/// Where an authority lives, as its folder has it.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    pub(crate) purpose: Purpose,
    /// Where it listened first; in practice certificates name it.
    pub(crate) address: SocketAddr,
    /// In earnest the host that certificates name: `pki.example.kz`, or with a port.
    pub(crate) name: Option<String>,
    pub(crate) title: Title,
}

impl Home {
    /// The addresses that certificates name.
    pub(crate) fn site(&self) -> Site {
        let base = match &self.name {
            Some(name) => format!("http://{name}"),
            None => format!("http://{}", self.address),
        };
        Site::titled(base, self.title.clone())
    }

    /// The names under which it is called: those that were given for TLS, and its own with and without the port.
    pub(crate) fn names(&self, given: &[String]) -> Vec<String> {
        let own = self
            .name
            .iter()
            .flat_map(|name| [name.as_str(), host(name)]);
        let mut names: Vec<String> = given.to_vec();
        names.extend(own.map(str::to_owned));
        names.dedup();
        names
    }

    /// The URL of what listens there with TLS.
    pub(crate) fn url(&self, listened: SocketAddr, given: &[String]) -> String {
        let own = self.name.as_deref().map(host);
        match (given.first().map(String::as_str).or(own), self.purpose) {
            (Some(name), Purpose::Earnest) if listened.port() == HTTPS => format!("https://{name}"),
            (Some(name), _) => format!("https://{name}:{}", listened.port()),
            (None, _) => format!("https://{listened}"),
        }
    }
}

/// A host without its port.
pub(crate) fn host(name: &str) -> &str {
    name.split_once(':').map_or(name, |(host, _)| host)
}

/// For the command line: a host name in lower case, with a port or without.
pub(crate) fn public_name(text: &str) -> Result<String, String> {
    let name = text.to_ascii_lowercase();
    let port = name.split_once(':').map(|(_, port)| port);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_host = host(&name).len() <= 253
        && host(&name).split('.').all(is_label)
        // The last label of a number is that of an address.
        && !host(&name).bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    match is_host && is_port {
        true => Ok(name),
        false => Err("a host name such as pki.example.kz, with a port or without".to_owned()),
    }
}

/// Where the authority of these records lives.
pub(crate) async fn home(database: &Database) -> Result<Home, Error> {
    let row = database.home().await?;
    let (address, purpose, name, organisation) = row.unwrap_or_default();
    let address = address
        .parse()
        .map_err(|_| Error::DamagedAddress(address))?;
    let title = organisation.as_deref().and_then(Title::in_earnest);
    Ok(match (purpose.as_str(), title) {
        ("earnest", Some(title)) => Home {
            purpose: Purpose::Earnest,
            address,
            name,
            title,
        },
        ("earnest", None) => return Err(Error::OrganisationUnsuitable),
        _ => Home {
            purpose: Purpose::Practice,
            address,
            name: None,
            title: Title::practice(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn earnest(name: &str) -> Home {
        Home {
            purpose: Purpose::Earnest,
            address: SocketAddr::from(([0, 0, 0, 0], 80)),
            name: Some(name.to_owned()),
            title: Title::in_earnest("ҮЛГІ").unwrap(),
        }
    }

    #[test]
    fn certificates_name_the_host() {
        let home = earnest("pki.example.kz");
        assert_eq!(home.site().ocsp(), "http://pki.example.kz/ocsp");
        let at = |port| SocketAddr::from(([0, 0, 0, 0], port));
        assert_eq!(home.url(at(443), &[]), "https://pki.example.kz");
        assert_eq!(home.url(at(8443), &[]), "https://pki.example.kz:8443");
        let given = ["ra.example.kz".to_owned()];
        assert_eq!(home.url(at(443), &given), "https://ra.example.kz");
        let home = earnest("pki.example.kz:8080");
        assert_eq!(home.site().tsa(), "http://pki.example.kz:8080/tsa");
        assert_eq!(home.url(at(443), &[]), "https://pki.example.kz");
        assert_eq!(home.names(&[]), ["pki.example.kz:8080", "pki.example.kz"]);
    }

    #[test]
    fn only_a_host_is_a_public_name() {
        for good in ["pki.example.kz", "localhost", "a-b.kz:8080"] {
            assert_eq!(public_name(good).as_deref(), Ok(good));
        }
        assert_eq!(
            public_name("PKI.Example.kz").as_deref(),
            Ok("pki.example.kz")
        );
        for bad in [
            "",
            "-a.kz",
            "a..kz",
            "a.kz:",
            "a.kz:0",
            "a.kz:99999",
            "127.0.0.1",
            "[::1]",
            "a/b",
            "үлгі.kz",
        ] {
            assert!(public_name(bad).is_err(), "{bad}");
        }
    }
}
