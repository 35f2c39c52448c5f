//! Writing: the NCA's layout, byte for byte, and a modern one.

use rand_core::CryptoRngCore;
use secrecy::{ExposeSecret, SecretString};

use super::kdf::Hash;
use super::mac;
use super::password::Password;
use super::pbe::{Cipher, Derivation, Scheme, identifier};
use super::{BagAttributes, Contents, Error, oid};
use crate::tlv::{encode, tag};

/// How a file is laid out and encrypted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Layout {
    /// As the NCA's programs write it, for those that read nothing else: keys under 3DES and certificates
    /// under 40-bit RC2 with SHA-1 and 1024 iterations, an AuthenticatedSafe in BER. The password is all
    /// that protects such a file.
    Nca,
    /// PBES2 with AES-256-CBC, PBKDF2 and MAC with SHA-256, in DER.
    Modern,
}

/// Iterations of the NCA's files.
const NCA_ITERATIONS: u32 = 1024;
/// Iterations of PBKDF2-HMAC-SHA-256 in the modern layout: a third of a second, and OpenSSL, Java, NSS and
/// Windows still open it at once.
pub const MODERN_ITERATIONS: u32 = 600_000;

/// Writes a PKCS#12 file.
///
/// ```
/// use tanba_pki::pkcs12::{write, Contents, Error, Layout};
/// let mut rng = rand_core::OsRng;
/// let empty = write(&Contents::default(), &"Qwerty12".into(), Layout::Modern, &mut rng);
/// assert!(matches!(empty, Err(Error::Empty(_))));
/// ```
///
/// # Errors
/// [`Error::Empty`] when there is no key or no password.
pub fn write(
    contents: &Contents,
    password: &SecretString,
    layout: Layout,
    rng: &mut dyn CryptoRngCore,
) -> Result<Vec<u8>, Error> {
    write_iterated(contents, password, layout, MODERN_ITERATIONS, rng)
}

/// As [`write`] with another number of iterations than [`MODERN_ITERATIONS`] in the modern layout, for tests
/// and slow machines. The NCA's layout has its own.
///
/// # Errors
/// As [`write`].
pub fn write_iterated(
    contents: &Contents,
    password: &SecretString,
    layout: Layout,
    modern_iterations: u32,
    rng: &mut dyn CryptoRngCore,
) -> Result<Vec<u8>, Error> {
    if contents.keys.is_empty() {
        return Err(Error::Empty("no private key"));
    }
    if password.expose_secret().is_empty() {
        return Err(Error::Empty("no password"));
    }
    let password = Password::standard(password);
    let mut key_bags = Vec::new();
    for key in &contents.keys {
        let scheme = scheme(layout, Cipher::TripleDes3, modern_iterations, rng);
        let sealed = scheme.encrypt(&password, &key.private_key_info)?;
        let sealed = encode(tag::OCTET_STRING, &[&sealed]);
        let value = encode(tag::SEQUENCE, &[&scheme.to_der(), &sealed]);
        key_bags.push(bag(oid::SHROUDED_KEY_BAG, &value, &key.attributes));
    }
    let key_safe = encode(tag::SEQUENCE, &[&key_bags.concat()]);
    let mut certificate_bags = Vec::new();
    for certificate in &contents.certificates {
        let octets = encode(tag::OCTET_STRING, &[&certificate.der]);
        let explicit = encode(tag::context_constructed(0), &[&octets]);
        let value = identifier(oid::X509_CERTIFICATE, &explicit);
        certificate_bags.push(bag(oid::CERTIFICATE_BAG, &value, &certificate.attributes));
    }
    let certificate_safe = encode(tag::SEQUENCE, &[&certificate_bags.concat()]);
    let scheme = scheme(layout, Cipher::Rc2_40, modern_iterations, rng);
    let sealed = scheme.encrypt(&password, &certificate_safe)?;
    let data = encode(tag::OBJECT_IDENTIFIER, &[oid::DATA.as_bytes()]);

    let wrap = match layout {
        Layout::Nca => encode_indefinite,
        Layout::Modern => encode,
    };
    let explicit = tag::context_constructed(0);
    let key_octets = encode(tag::OCTET_STRING, &[&key_safe]);
    let plain = wrap(tag::SEQUENCE, &[&data, &wrap(explicit, &[&key_octets])]);
    let sealed = match layout {
        Layout::Nca => wrap(explicit, &[&encode(tag::OCTET_STRING, &[&sealed])]),
        Layout::Modern => encode(tag::context(0), &[&sealed]),
    };
    let info = wrap(tag::SEQUENCE, &[&data, &scheme.to_der(), &sealed]);
    let encrypted = wrap(tag::SEQUENCE, &[&[tag::INTEGER, 1, 0], &info]);
    let encrypted_data = encode(tag::OBJECT_IDENTIFIER, &[oid::ENCRYPTED_DATA.as_bytes()]);
    let encrypted = wrap(
        tag::SEQUENCE,
        &[&encrypted_data, &wrap(explicit, &[&encrypted])],
    );
    let parts: &[&[u8]] = if contents.certificates.is_empty() {
        &[&plain]
    } else {
        &[&plain, &encrypted]
    };
    let content = wrap(tag::SEQUENCE, parts);

    let (hash, iterations) = match layout {
        Layout::Nca => (Hash::Sha1, NCA_ITERATIONS),
        // One HMAC is two of its hashes: the MAC may not be a cheaper way to try passwords.
        Layout::Modern => (Hash::Sha256, modern_iterations.saturating_mul(2)),
    };
    let salt = make_salt(layout, rng);
    let mac = mac::make(hash, &password, &salt, iterations, &content)?;
    let octets = encode(tag::OCTET_STRING, &[&content]);
    let auth_safe = encode(tag::SEQUENCE, &[&data, &encode(explicit, &[&octets])]);
    Ok(encode(
        tag::SEQUENCE,
        &[&[tag::INTEGER, 1, 3], &auth_safe, &mac],
    ))
}

fn scheme(
    layout: Layout,
    nca_cipher: Cipher,
    modern_iterations: u32,
    rng: &mut dyn CryptoRngCore,
) -> Scheme {
    let salt = make_salt(layout, rng);
    match layout {
        Layout::Nca => Scheme {
            cipher: nca_cipher,
            derivation: Derivation::Pkcs12,
            salt,
            iterations: NCA_ITERATIONS,
        },
        Layout::Modern => {
            let mut iv = vec![0; 16];
            rng.fill_bytes(&mut iv);
            Scheme {
                cipher: Cipher::Aes256,
                derivation: Derivation::Pbkdf2 {
                    prf: Hash::Sha256,
                    iv,
                },
                salt,
                iterations: modern_iterations,
            }
        }
    }
}

fn make_salt(layout: Layout, rng: &mut dyn CryptoRngCore) -> Vec<u8> {
    let mut salt = vec![
        0;
        match layout {
            Layout::Nca => 20,
            Layout::Modern => 16,
        }
    ];
    rng.fill_bytes(&mut salt);
    salt
}

/// SafeBag with its attributes sorted as DER sorts a SET OF.
fn bag(kind: der::asn1::ObjectIdentifier, value: &[u8], attributes: &BagAttributes) -> Vec<u8> {
    let mut set = Vec::new();
    let mut push = |kind: der::asn1::ObjectIdentifier, value: &[u8]| {
        set.push(identifier(kind, &encode(tag::SET, &[value])));
    };
    if let Some(identifier) = &attributes.local_key_id {
        push(oid::LOCAL_KEY_ID, &encode(tag::OCTET_STRING, &[identifier]));
    }
    if let Some(name) = &attributes.friendly_name {
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        push(oid::FRIENDLY_NAME, &encode(tag::BMP_STRING, &[&units]));
    }
    set.sort();
    let kind = encode(tag::OBJECT_IDENTIFIER, &[kind.as_bytes()]);
    let value = encode(tag::context_constructed(0), &[value]);
    let set = if set.is_empty() {
        Vec::new()
    } else {
        encode(tag::SET, &[&set.concat()])
    };
    encode(tag::SEQUENCE, &[&kind, &value, &set])
}

/// One element of indefinite length.
fn encode_indefinite(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut out = vec![tag, 0x80];
    for part in parts {
        out.extend_from_slice(part);
    }
    out.extend_from_slice(&[0, 0]);
    out
}
