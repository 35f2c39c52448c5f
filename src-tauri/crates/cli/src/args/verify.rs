//! Verifying signatures and certificates.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use time::OffsetDateTime;

use super::{Json, moment};

/// What is trusted, and what is known of revocation.
#[derive(Clone, Debug, Args)]
pub(crate) struct Trust {
    /// Trust environment: production, test, practice, or one of your own.
    #[arg(long, value_name = "NAME")]
    pub(crate) environment: Option<String>,
    /// Trust these certificates instead.
    #[arg(long, value_name = "FILE", conflicts_with = "environment")]
    pub(crate) trust: Vec<PathBuf>,
    /// Certificate revocation lists to use.
    #[arg(long, value_name = "FILE")]
    pub(crate) crl: Vec<PathBuf>,
    /// Use no network.
    #[arg(long)]
    pub(crate) offline: bool,
    /// Check as of this time, for instance 2026-11-20T12:00:00Z.
    #[arg(long, value_name = "RFC3339", value_parser = moment)]
    pub(crate) at: Option<OffsetDateTime>,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Signatures, or documents with signatures inside.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The document that a detached signature belongs to.
    #[arg(long, value_name = "FILE")]
    pub(crate) content: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) output: Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Cert {
    /// Show what a certificate says.
    Show {
        /// Certificate in DER or PEM, or a signature that holds certificates.
        file: PathBuf,
        #[command(flatten)]
        output: Json,
    },
    /// Build and validate the certification path (RFC 5280).
    Verify(CertVerify),
}

#[derive(Debug, Args)]
pub(crate) struct CertVerify {
    /// The certificate.
    #[arg(value_name = "LEAF")]
    pub(crate) leaf: PathBuf,
    /// Certificates that may lie between.
    #[arg(long, value_name = "FILE")]
    pub(crate) intermediate: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) trust: Trust,
    /// Acceptable certificate policies; otherwise any.
    #[arg(long, value_name = "OID")]
    pub(crate) policy: Vec<String>,
    /// A policy must be valid for the whole path.
    #[arg(long)]
    pub(crate) require_explicit_policy: bool,
    /// Policies may not be mapped.
    #[arg(long)]
    pub(crate) inhibit_policy_mapping: bool,
    /// anyPolicy stands for nothing.
    #[arg(long)]
    pub(crate) inhibit_any_policy: bool,
    #[command(flatten)]
    pub(crate) output: Json,
}
