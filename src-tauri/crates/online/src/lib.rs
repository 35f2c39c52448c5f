//! The only outbound connections of the desktop: time-stamping authorities,
//! certificate status services, revocation lists, issuers' certificates, and a
//! certification authority of ours.
//!
//! It must not know what the answers are for, nor judge trust: it fetches
//! within limits of time, size and number, and says exactly what went wrong.
//! Dropping a future cancels its request.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! # fn rng() -> Box<dyn rand_core::CryptoRngCore + Send> { unimplemented!() }
//! # let request_der = vec![];
//! use tanba_online::{Fetcher, Settings};
//!
//! let fetcher = Fetcher::new(Settings::default(), None, rng())?;
//! let response = fetcher.time_stamp("http://tsp.pki.gov.kz/", &request_der).await?;
//! # Ok(()) }
//! ```

mod authority;
mod cache;
mod client;
mod crl;
mod endpoint;
mod error;
mod fetcher;
mod gateway;
mod provider;
mod registry;
mod retry;
mod settings;

pub use authority::AuthorityClient;
pub use crl::FetchedCrl;
pub use error::{Error, ErrorKind, Service};
pub use fetcher::Fetcher;
pub use gateway::MessageGateway;
pub use provider::install_crypto_provider;
pub use registry::RegistryClient;
pub use settings::{Proxy, Settings};
