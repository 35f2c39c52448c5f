//! What the authority's own certificates are called: by its title, which in practice says so.

use tanba_pki::Result;
use tanba_pki::builder::NameBuilder;
use tanba_pki::name::Name;

use crate::branch::Branch;
use crate::record::Office;
use crate::title::Title;

/// The distinguished name of an authority or an officer. From the second generation on, the number is
/// part of it.
pub(crate) fn distinguished(
    title: &Title,
    office: Office,
    branch: Branch,
    generation: u32,
) -> Result<Name> {
    let role = match office {
        Office::Root => "ROOT CA",
        Office::Issuing => "CA",
        Office::Ocsp => "OCSP",
        Office::Tsa => "TSA",
        Office::Person => "PERSON",
    };
    let mut text = format!("{} {role} ({})", title.as_str(), branch.label());
    if generation > 1 {
        text.push_str(&format!(" {generation}"));
    }
    NameBuilder::default()
        .common_name(&text)
        .country("KZ")
        .build()
}

/// The name in records and addresses: `root_gost`, `ca_rsa`, `ca_rsa_2`.
pub(crate) fn short(office: Office, branch: Branch, generation: u32) -> String {
    let role = match office {
        Office::Root => "root",
        Office::Issuing => "ca",
        Office::Ocsp => "ocsp",
        Office::Tsa => "tsa",
        Office::Person => "person",
    };
    match generation {
        0 | 1 => format!("{role}_{}", branch.as_str()),
        more => format!("{role}_{}_{more}", branch.as_str()),
    }
}
