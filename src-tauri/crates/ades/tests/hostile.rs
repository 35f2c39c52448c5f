//! CMS that was made to do harm, and CMS in every shape that BER allows.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use support::world::World;
use support::{Key, NOW, Signer};
use tanba_ades::cms;
use tanba_ades::{Error, ParsedSignature, fuzzing};
use tanba_pki::tlv::{Cursor as Elements, encode, tag};
use tanba_testkit::fuzz;

const CONTENT: &[u8] = b"some content";

fn parse(cms: &[u8]) -> Result<Vec<ParsedSignature>, Error> {
    cms::parse(&mut Cursor::new(cms), None, &[])
}

/// The parts of a SignedData: up to the content, the content, and from the certificates on.
struct Parts {
    head: Vec<u8>,
    content_type: Vec<u8>,
    content: Vec<u8>,
    certificates: Vec<u8>,
    signer_infos: Vec<Vec<u8>>,
}

impl Parts {
    fn of(cms: &[u8]) -> Self {
        let mut info = Elements::new(cms).sequence().unwrap();
        info.any().unwrap();
        let mut body = info.any().unwrap().children().sequence().unwrap();
        let head = [body.any().unwrap().raw, body.any().unwrap().raw].concat();
        let mut encapsulated = body.sequence().unwrap();
        let content_type = encapsulated.any().unwrap().raw.to_vec();
        let content = encapsulated
            .any()
            .unwrap()
            .children()
            .octet_string()
            .unwrap();
        let certificates = body.any().unwrap().raw.to_vec();
        let mut set = body.set().unwrap();
        let mut signer_infos = Vec::new();
        while !set.is_empty() {
            signer_infos.push(set.any().unwrap().raw.to_vec());
        }
        Self {
            head,
            content_type,
            content: content.to_vec(),
            certificates,
            signer_infos,
        }
    }

    /// Writes it with `wrap` for every element around the content and `octets` for the content.
    fn write(&self, wrap: fn(u8, &[&[u8]]) -> Vec<u8>, octets: &[u8]) -> Vec<u8> {
        let content = wrap(0xa0, &[octets]);
        let encapsulated = wrap(tag::SEQUENCE, &[&self.content_type, &content]);
        let signer_infos: Vec<_> = self.signer_infos.iter().map(Vec::as_slice).collect();
        let signer_infos = wrap(tag::SET, &signer_infos);
        let parts = [
            &self.head[..],
            &encapsulated,
            &self.certificates,
            &signer_infos,
        ];
        let body = wrap(tag::SEQUENCE, &parts);
        let oid = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
        wrap(tag::SEQUENCE, &[&oid, &wrap(0xa0, &[&body])])
    }
}

fn indefinite(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    [&[tag, 0x80][..], &parts.concat(), &[0, 0]].concat()
}

#[test]
fn numbers_beyond_the_limits_are_refused() {
    let cms = Signer::alone("one", Key::gost512(3)).attached(CONTENT);
    let mut parts = Parts::of(&cms);
    let octets = encode(tag::OCTET_STRING, &[CONTENT]);
    assert_eq!(parts.write(encode, &octets), cms);

    let begun = Instant::now();
    parts.signer_infos = vec![parts.signer_infos[0].clone(); 100_000];
    let refused = parse(&parts.write(encode, &octets));
    assert!(matches!(refused, Err(Error::TooLarge(_))));

    parts.signer_infos.truncate(1);
    let certificate = Elements::new(&parts.certificates)
        .any()
        .unwrap()
        .contents
        .to_vec();
    let many = certificate.repeat(20_000);
    parts.certificates = encode(0xa0, &[&many]);
    let refused = parse(&parts.write(encode, &octets));
    assert!(matches!(refused, Err(Error::TooLarge(_))));
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn lengths_and_depths_are_bounded() {
    let oid = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
    for bad in [
        vec![0x30],
        vec![0x30, 0x80],
        vec![0x30, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![0x30, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        [
            &[0x30, 0x80][..],
            &oid,
            &[0xa0, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x30, 0x80],
        ]
        .concat(),
        [
            &[0x30, 0x80][..],
            &oid,
            &[0xa0, 0x80, 0x30, 0x80, 2, 0x84, 0x7f, 0xff, 0xff, 0xff],
        ]
        .concat(),
        [
            &[0x30, 0x80][..],
            &oid,
            &[0xa0, 0x80],
            &[0x30, 0x80].repeat(100_000),
        ]
        .concat(),
    ] {
        assert!(parse(&bad).is_err());
    }
    // Octet strings within octet strings, without end.
    let cms = Signer::alone("one", Key::gost512(3)).attached(CONTENT);
    let parts = Parts::of(&cms);
    let nested = parts.write(indefinite, &[0x24, 0x80].repeat(100_000));
    assert!(matches!(parse(&nested), Err(Error::TooLarge(_))));
    // A certificate that goes on for ever is not read for ever.
    struct Endless(Vec<u8>, u64);
    impl Read for Endless {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let unit = [&[4, 0x83, 0, 0xff, 0xfb][..], &[7; 0xfffb]].concat();
            for byte in out.iter_mut() {
                let at = usize::try_from(self.1).unwrap();
                *byte = match at.checked_sub(self.0.len()) {
                    None => self.0[at],
                    Some(after) => unit[after % unit.len()],
                };
                self.1 += 1;
            }
            Ok(out.len())
        }
    }
    impl Seek for Endless {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            let SeekFrom::Start(at) = to else {
                unreachable!()
            };
            self.1 = at;
            Ok(at)
        }
    }
    let mut head = [
        &[0x30, 0x80][..],
        &oid,
        &[0xa0, 0x80, 0x30, 0x80],
        &parts.head,
    ]
    .concat();
    head.extend(encode(tag::SEQUENCE, &[&parts.content_type]));
    head.extend([0xa0, 0x80, 0x30, 0x80]);
    let refused = cms::parse(&mut Endless(head, 0), None, &[]);
    assert!(matches!(refused, Err(Error::TooLarge(_))), "{refused:?}");
}

#[test]
fn bytes_after_the_end_are_refused_but_for_padding() {
    let cms = Signer::alone("one", Key::gost512(3)).attached(CONTENT);
    assert!(parse(&[&cms[..], &[0; 100]].concat()).is_ok());
    assert!(parse(&[&cms[..], b"\r\n"].concat()).is_ok());
    assert!(parse(&[&cms[..], &[0, 1]].concat()).is_err());
    assert!(parse(&[&cms[..], &cms].concat()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn content_in_pieces_is_the_same_content(
        content in proptest::collection::vec(any::<u8>(), 0..5000),
        piece in 1_usize..2000,
        is_nested in any::<bool>(),
    ) {
        let cms = Signer::alone("one", Key::gost256(3)).attached(&content);
        let parts = Parts::of(&cms);
        let pieces: Vec<u8> = content
            .chunks(piece)
            .flat_map(|piece| encode(tag::OCTET_STRING, &[piece]))
            .collect();
        let mut octets = indefinite(0x24, &[&pieces]);
        if is_nested {
            octets = encode(0x24, &[&octets]);
        }
        let ber = parts.write(indefinite, &octets);
        let found = parse(&ber).unwrap();
        prop_assert!(found[0].integrity.is_ok());
        // Written again it is the DER that it came from.
        let mut again = Vec::new();
        cms::extend(&mut Cursor::new(&ber), &[], &mut again).unwrap();
        prop_assert_eq!(again, cms);
        prop_assert_eq!(parts.content, content);
    }
}

#[test]
fn fuzz_bodies_hold() {
    let world = World::new();
    let signer = Signer::alone("one", Key::p256());
    let cms = [
        signer.attached(CONTENT),
        signer.detached(b"content"),
        world.sign(b"content", NOW, Some(NOW)),
        Parts::of(&signer.attached(CONTENT)).write(indefinite, &indefinite(0x24, &[&[4, 1, 7]])),
    ];
    let tokens = [world.time_stamp(b"value", NOW)];
    for (name, body) in fuzzing::BODIES {
        match *name {
            "cms" => fuzz::run(name, *body, &cms),
            "time_stamp_token" => fuzz::run(name, *body, &tokens),
            _ => {}
        }
    }
}
