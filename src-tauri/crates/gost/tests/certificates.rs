//! Certificates: the examples of the Russian profile, and the ones of the NCA that sign themselves or
//! each other. DER is taken apart here by hand, as this crate knows none.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tanba_gost::{
    CRYPTOPRO_A, Digest, Encoding, Gost94, ParameterSet, SigningKey, Streebog256, Streebog512,
    TC26_256_A, TC26_512_A, TC26_512_B, TEST_256, TEST_512, VerifyingKey,
};

/// A parameter set, a private key as a number, and a certificate signed with it.
#[rustfmt::skip]
static EXAMPLES: [(&ParameterSet, &str, &str); 5] = [
    // Russian profile of certificates (TK 26, 2013), 256 bits
    (
        &CRYPTOPRO_A,
        "BFCF1D623E5CDD3032A7C6EABB4A923C46E43D640FFEAAF2C3ED39A8FA399924",
        "\
        MIICYjCCAg+gAwIBAgIBATAKBggqhQMHAQEDAjBWMSkwJwYJKoZIhvcNAQkBFhpHb3N0UjM0MTAtMjAxMkBl\
        eGFtcGxlLmNvbTEpMCcGA1UEAxMgR29zdFIzNDEwLTIwMTIgKDI1NiBiaXQpIGV4YW1wbGUwHhcNMTMxMTA1\
        MTQwMjM3WhcNMzAxMTAxMTQwMjM3WjBWMSkwJwYJKoZIhvcNAQkBFhpHb3N0UjM0MTAtMjAxMkBleGFtcGxl\
        LmNvbTEpMCcGA1UEAxMgR29zdFIzNDEwLTIwMTIgKDI1NiBiaXQpIGV4YW1wbGUwZjAfBggqhQMHAQEBATAT\
        BgcqhQMCAiQABggqhQMHAQECAgNDAARAut/Qw1MUq9KPqkdHC2xAF3K7TugHfo9n525D2s5mFZdD5pwf90/i\
        4vF0mFmr9nfRwMYP4o0Pg1mOn5RlaXNYraOBwDCBvTAdBgNVHQ4EFgQU1fIeN1HaPbw+XWUzbkJ+kHJUT0Aw\
        CwYDVR0PBAQDAgHGMA8GA1UdEwQIMAYBAf8CAQEwfgYDVR0BBHcwdYAU1fIeN1HaPbw+XWUzbkJ+kHJUT0Ch\
        WqRYMFYxKTAnBgkqhkiG9w0BCQEWGkdvc3RSMzQxMC0yMDEyQGV4YW1wbGUuY29tMSkwJwYDVQQDEyBHb3N0\
        UjM0MTAtMjAxMiAoMjU2IGJpdCkgZXhhbXBsZYIBATAKBggqhQMHAQEDAgNBAF5bm4BbARR6hJLEoWJkOsYV\
        3Hd7kXQQjz3CdqQfmHrz6TI6Xojdh/t8ckODv/587NS5/6KsM77vc6Wh90NAT2s=",
    ),
    // The same, 512 bits
    (
        &TC26_512_B,
        "3FC01CDCD4EC5F972EB482774C41E66DB7F380528DFE9E67992BA05AEE462435757530E641077CE587B976C8EEB48C48FD33FD175F0C7DE6A44E014E6BCB074B",
        "\
        MIIC6DCCAlSgAwIBAgIBATAKBggqhQMHAQEDAzBWMSkwJwYJKoZIhvcNAQkBFhpHb3N0UjM0MTAtMjAxMkBl\
        eGFtcGxlLmNvbTEpMCcGA1UEAxMgR29zdFIzNDEwLTIwMTIgKDUxMiBiaXQpIGV4YW1wbGUwHhcNMTMxMDA0\
        MDczNjA0WhcNMzAxMDAxMDczNjA0WjBWMSkwJwYJKoZIhvcNAQkBFhpHb3N0UjM0MTAtMjAxMkBleGFtcGxl\
        LmNvbTEpMCcGA1UEAxMgR29zdFIzNDEwLTIwMTIgKDUxMiBiaXQpIGV4YW1wbGUwgaowIQYIKoUDBwEBAQIw\
        FQYJKoUDBwECAQICBggqhQMHAQECAwOBhAAEgYATGQ9VCiM5FRGCQ8MEz2F1dANqhaEuywa8CbxOnTvaGJpF\
        QVXQwkwvLFAKh7hk542vOEtxpKtTCXfGf84nRhMH/Q9bZeAc2eO/yhxrsQhTBufa1Fuou2oe/jUOaG6RAtUU\
        vRzhNTppRGGl1+EIY2vzzUua9j9Ol/gAoy/LNKQIfqOBwDCBvTAdBgNVHQ4EFgQUPcbTRXJZnHtjj+eBP7b5\
        lcTMekIwCwYDVR0PBAQDAgHGMA8GA1UdEwQIMAYBAf8CAQEwfgYDVR0BBHcwdYAUPcbTRXJZnHtjj+eBP7b5\
        lcTMekKhWqRYMFYxKTAnBgkqhkiG9w0BCQEWGkdvc3RSMzQxMC0yMDEyQGV4YW1wbGUuY29tMSkwJwYDVQQD\
        EyBHb3N0UjM0MTAtMjAxMiAoNTEyIGJpdCkgZXhhbXBsZYIBATAKBggqhQMHAQEDAwOBgQBObS7oppPTXzHy\
        VR1DtPa8b57nudJzI4czhsfeX5HDntOq45t9B/qSs8dC6eGxbhHZ9zCOSFtxWYdmg0au8XI9Xb8vTC1qdwWI\
        D7FFjMWDNQZb6lYh/J+8F2xKylvB5nIlRZqOo3eUNFkNyHJwQCk2WoOlO16zwGk2tdKH4KmD5w==",
    ),
    // RFC 9215, appendix A
    (
        &TEST_256,
        "7A929ADE789BB9BE10ED359DD39A72C11B60961F49397EEE1D19CE9891EC3B28",
        "\
        MIIBLTCB26ADAgECAgEKMAoGCCqFAwcBAQMCMBIxEDAOBgNVBAMTB0V4YW1wbGUwIBcNMDEwMTAxMDAwMDAw\
        WhgPMjA1MDEyMzEwMDAwMDBaMBIxEDAOBgNVBAMTB0V4YW1wbGUwZjAfBggqhQMHAQEBATATBgcqhQMCAiMA\
        BggqhQMHAQECAgNDAARAC9hv5djbiWaPeJtOHbqFhcVQi0XsW1nYkG3bcOJJK3/ad/+HGhD73ydm0pPF0WSv\
        uzx7lzpByIXRHXDWibTxJqMTMBEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhQMHAQEDAgNBAE1T8BL+CBd2UH1N\
        m7gfAO/bTu/Uq4O6xLrPc1Fzz6gcQaoo0vGrFIKAzZ7Vb+2kGXQFNVSkJ2e4OtBD/TncBJM=",
    ),
    // RFC 9215, appendix A
    (
        &TC26_256_A,
        // 7A92…3B28 in the RFC, which is not below the order; this is the same number modulo q.
        "3A929ADE789BB9BE10ED359DD39A72C10B87C83F80BE18B85C041F4325B62EC1",
        "\
        MIIBJTCB06ADAgECAgEKMAoGCCqFAwcBAQMCMBIxEDAOBgNVBAMTB0V4YW1wbGUwIBcNMDEwMTAxMDAwMDAw\
        WhgPMjA1MDEyMzEwMDAwMDBaMBIxEDAOBgNVBAMTB0V4YW1wbGUwXjAXBggqhQMHAQEBATALBgkqhQMHAQIB\
        AQEDQwAEQHQnldS+6ITd8oUP7APqP68YROAdnaYLZFCTpV4m38OZePWWz01NDGzx0YlD2UST0WuewKFtUS0u\
        EnzEaRpjGOKjEzARMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoUDBwEBAwIDQQAUC02pEksJyw1c6Sjuh0JzoxAS\
        lJLsDik2njt5EkhXjB0OHaW+NHxvG1JWx66sIArWSsd6b1s6DglzGOeubudp",
    ),
    // RFC 9215, appendix A
    (
        &TEST_512,
        "0BA6048AADAE241BA40936D47756D7C93091A0E8514669700EE7508E508B102072E8123B2200A0563322DAD2827E2714A2636B7BFD18AADFC62967821FA18DD4",
        "\
        MIIBqjCCARagAwIBAgIBCzAKBggqhQMHAQEDAzASMRAwDgYDVQQDEwdFeGFtcGxlMCAXDTAxMDEwMTAwMDAw\
        MFoYDzIwNTAxMjMxMDAwMDAwWjASMRAwDgYDVQQDEwdFeGFtcGxlMIGgMBcGCCqFAwcBAQECMAsGCSqFAwcB\
        AgECAAOBhAAEgYDh7zDVLGEz3dmdHVxBRVz3302LTJJbvGmvFDPRVlhRWt0hRoUMMlxbgcEzvmVaqMTUQOe5\
        io1ZSHsMdpa8xV0R7L53NqnsNX/y/TmTH04RTLjNo1knCsfw5/9D2UGUGeph/Sq3f12fY1I9O1CgT2PioM9R\
        t8E63CFWDwvUDMnHN6MTMBEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhQMHAQEDAwOBgQBBVwPYkvGl8/aMQ1MY\
        mn7iB7gLVjHvnUlSmk1rVCws+hWqLqzxH0cP3n2VSFaQPDX9j5Ve8wDZXHdTSnJKDu5wL4b6YKCBCRoj3Xle\
        HjxonuUSo8gu4NzCZDx47qj8rNNUklWEhrIPHJ7Bl8kGmYUCYMk7y82cXDMX4ZNE4XOuNg==",
    ),
];

#[test]
fn example_certificates_of_rfc_9215_and_before() {
    for (set, private, certificate) in EXAMPLES {
        let certificate = Certificate::parse(&STANDARD.decode(certificate).unwrap());
        let digest = match set.size() {
            32 => Streebog256::digest(&certificate.signed).to_vec(),
            _ => Streebog512::digest(&certificate.signed).to_vec(),
        };
        certificate.verify(&certificate, set, &digest, Encoding::Rfc9215);
        let mut octets = hex::decode(private).unwrap();
        octets.reverse();
        let key = SigningKey::from_bytes(set, &octets).unwrap();
        assert_eq!(key.verifying_key().to_bytes(), certificate.key);
    }
}

#[test]
fn roots_and_issuing_cas_of_the_nca() {
    let name = "roots_and_issuing_cas_of_the_nca";
    for (folder, root, issuing) in [
        (
            "nca-prod-ca",
            "root_gost_2022.pem",
            Some("nca_gost_2022.pem"),
        ),
        ("nca-prod-ca", "root_gost_2020.cer", None),
        (
            "nca-test",
            "root_test_gost_2022.cer",
            Some("nca_gost2022_test.cer"),
        ),
    ] {
        let Some(folder) = tanba_testkit::shared_or_skip(name, &format!("data/{folder}")) else {
            return;
        };
        let root = Certificate::read(&folder.join(root));
        let subjects = [
            Some(root.clone()),
            issuing.map(|file| Certificate::read(&folder.join(file))),
        ];
        for subject in subjects.into_iter().flatten() {
            let (set, digest): (_, Vec<u8>) = match root.key.len() {
                128 => (&TC26_512_A, Streebog512::digest(&subject.signed).to_vec()),
                _ => (&CRYPTOPRO_A, Gost94::digest(&subject.signed).to_vec()),
            };
            subject.verify(&root, set, &digest, Encoding::Kazakh);
        }
    }
}

#[test]
fn roots_of_gost_34_310_2004() {
    let name = "roots_of_gost_34_310_2004";
    let Some(folder) = tanba_testkit::shared_or_skip(name, "data/legacy") else {
        return;
    };
    let root = Certificate::read(&folder.join("root_gost_test.crt"));
    root.verify(
        &root,
        &CRYPTOPRO_A,
        &Gost94::digest(&root.signed),
        Encoding::Kazakh,
    );
    // The issuer of this one is not among the data; its own key is read all the same.
    let issuing = Certificate::read(&folder.join("NCA_2004_GOST_CERT.cer"));
    VerifyingKey::from_bytes(&CRYPTOPRO_A, &issuing.key).unwrap();
}

#[derive(Clone)]
struct Certificate {
    /// The TBSCertificate with its header.
    signed: Vec<u8>,
    key: Vec<u8>,
    signature: Vec<u8>,
}

impl Certificate {
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        if !bytes.starts_with(b"-----") {
            return Self::parse(&bytes);
        }
        let text: String = String::from_utf8(bytes)
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with("-----"))
            .collect();
        Self::parse(
            &STANDARD
                .decode(text.replace(char::is_whitespace, ""))
                .unwrap(),
        )
    }

    fn parse(der: &[u8]) -> Self {
        let [tbs, _algorithm, signature] = elements(contents(der)).try_into().unwrap();
        let fields = elements(contents(tbs));
        // version, serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo
        let [_algorithm, key] = elements(contents(fields[6])).try_into().unwrap();
        Self {
            signed: tbs.to_vec(),
            key: contents(&contents(key)[1..]).to_vec(),
            signature: contents(signature)[1..].to_vec(),
        }
    }

    /// The signature is good; with any bit of it or of the digest changed it is not.
    fn verify(&self, issuer: &Self, set: &'static ParameterSet, digest: &[u8], encoding: Encoding) {
        let key = VerifyingKey::from_bytes(set, &issuer.key).unwrap();
        assert_eq!(key.verify_digest(digest, &self.signature, encoding), Ok(()));
        let mut other = digest.to_vec();
        other[7] ^= 0x20;
        assert!(
            key.verify_digest(&other, &self.signature, encoding)
                .is_err()
        );
        let mut other = self.signature.clone();
        other[40] ^= 1;
        assert!(key.verify_digest(digest, &other, encoding).is_err());
    }
}

/// Where the contents of the first element start, and where they end.
fn extent(der: &[u8]) -> (usize, usize) {
    match der[1] {
        length @ 0..0x80 => (2, 2 + usize::from(length)),
        long => {
            let octets = usize::from(long & 0x7f);
            let length = der[2..2 + octets]
                .iter()
                .fold(0, |n, octet| n << 8 | usize::from(*octet));
            (2 + octets, 2 + octets + length)
        }
    }
}

fn contents(der: &[u8]) -> &[u8] {
    let (start, end) = extent(der);
    &der[start..end]
}

fn elements(mut der: &[u8]) -> Vec<&[u8]> {
    let mut out = Vec::new();
    while !der.is_empty() {
        let (element, rest) = der.split_at(extent(der).1);
        out.push(element);
        der = rest;
    }
    out
}
