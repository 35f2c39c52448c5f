//! Lists in memory and lists in files say the same.

use crate::make::{CrlMaker, directory, extension, reason, sequence};
use crate::world::pair;
use std::io::Read;
use std::sync::Arc;
use tanba_pki::crl::{Crl, CrlReason, ScanError, scan};
use tanba_pki::indication::SubIndication as Sub;

#[test]
fn a_scanned_list_answers_for_what_was_asked() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let serials = [leaf.serial_number().to_vec()];
    for (crl, revoked) in [
        (pair.ca.crl(), false),
        (
            pair.ca
                .crl()
                .entry(&[9], "150101083000Z", &[])
                .revoke(&leaf),
            true,
        ),
    ] {
        let scanned = scan(&crl.der()[..], &serials).unwrap();
        assert!(scanned.der().is_none());
        assert!(scanned.find(&[1, 2, 3]).is_err());
        assert_eq!(
            scanned.find(leaf.serial_number()).unwrap().entry.is_some(),
            revoked
        );
        let case = pair.case();
        let case = crate::world::Case {
            evidence: Default::default(),
            ..case
        };
        let case = case
            .certificate(&pair.ca_certificate)
            .crl(&crate::world::anchor().crl());
        // The anchor's list was not scanned for the leaf; it does not speak about it.
        let case = case.list(&Arc::new(scanned));
        if revoked {
            case.fails_as(&leaf, Sub::Revoked);
        } else {
            case.passes(&leaf);
        }
        let other = scan(&crl.der()[..], &[vec![1, 2, 3]]).unwrap();
        let mut blind = pair.case();
        blind.evidence.crls.pop();
        blind.list(&Arc::new(other)).fails_as(&leaf, Sub::TryLater);
        let damaged = scan(&crl.clone().damaged().der()[..], &serials).unwrap();
        let mut blind = pair.case();
        blind.evidence.crls.pop();
        blind
            .list(&Arc::new(damaged))
            .fails_as(&leaf, Sub::TryLater);
    }
}

#[test]
fn reasons_and_issuers_come_through() {
    let pair = pair();
    let other = crate::make::Party::new("Another");
    let issuer = extension("2.5.29.29", true, &sequence(&[&directory(&other.name)]));
    let crl = pair
        .ca
        .crl()
        .entry(&[1], "150101083000Z", &[reason(1)])
        .entry(&[2], "150101083000Z", &[reason(6), issuer])
        .entry(&[3], "150101083000Z", &[]);
    let der = crl.der();
    let whole = Crl::from_der(&der).unwrap();
    let scanned = scan(&der[..], &[vec![1], vec![2], vec![3]]).unwrap();
    for serial in [1_u8, 2, 3] {
        assert_eq!(
            whole.find(&[serial]).unwrap(),
            scanned.find(&[serial]).unwrap()
        );
    }
    assert_eq!(
        whole.find(&[1]).unwrap().entry.unwrap().reason,
        Some(CrlReason::KeyCompromise)
    );
    // From the second entry on the certificates are another's.
    assert!(whole.find(&[3]).unwrap().entry.is_none());
    assert_eq!(whole.entries().unwrap().count(), 3);
}

#[test]
fn truncated_and_lengthened_lists_are_refused_by_both() {
    let pair = pair();
    let der = pair
        .ca
        .crl()
        .entry(&[1], "150101083000Z", &[reason(1)])
        .der();
    for end in 0..der.len() {
        assert!(Crl::from_der(&der[..end]).is_err());
        assert!(
            matches!(scan(&der[..end], &[]), Err(ScanError::Malformed(_))),
            "{end}"
        );
    }
    let longer = [&der[..], &[0]].concat();
    assert!(Crl::from_der(&longer).is_err());
    assert!(scan(&longer[..], &[]).is_err());
}

#[test]
fn a_source_that_fails_says_so() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("broken"))
        }
    }
    assert!(matches!(scan(Broken, &[]), Err(ScanError::Io(_))));
    let endless = std::io::repeat(0x30);
    assert!(scan(endless, &[]).is_err());
}

/// Gives out a list of many entries without ever holding it.
struct Large {
    pieces: Box<dyn Iterator<Item = Vec<u8>>>,
    current: std::io::Cursor<Vec<u8>>,
}

impl Read for Large {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let count = self.current.read(into)?;
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            match self.pieces.next() {
                Some(piece) => self.current = std::io::Cursor::new(piece),
                None => return Ok(0),
            }
        }
    }
}

#[test]
fn a_long_list_is_read_in_flat_memory() {
    // 100 000 entries of the NCA's size; neither the list nor its entries are ever whole in memory.
    let count = 100_000_u32;
    let entry = |n: u32| {
        let serial = [&[0x11; 16][..], &n.to_be_bytes()].concat();
        CrlMaker::entry(pair().ca.crl(), &serial, "150101083000Z", &[reason(3)])
            .entries
            .remove(0)
    };
    let template = entry(0);
    let at = template
        .windows(4)
        .position(|window| window == [0, 0, 0, 0])
        .unwrap();
    let make = move |n: u32| {
        let mut piece = template.clone();
        piece[at..at + 4].copy_from_slice(&n.to_be_bytes());
        piece
    };
    let length = make(0).len() * count as usize;
    let plain = pair().ca.crl().entry(&[1], "150101083000Z", &[]).der();
    // Header of the real list, with the lengths put right.
    let tbs_start = tanba_pki::tlv::Cursor::new(&plain)
        .any()
        .unwrap()
        .contents
        .to_vec();
    let mut outer = tanba_pki::tlv::Cursor::new(&tbs_start);
    let tbs = outer.any().unwrap();
    let rest = outer.rest().to_vec();
    let mut fields = tbs.children();
    let mut front = Vec::new();
    for _ in 0..5 {
        front.extend_from_slice(fields.any().unwrap().raw);
    }
    fields.any().unwrap();
    let back = fields.rest().to_vec();
    let header = |length: usize| {
        let octets = (length as u32).to_be_bytes();
        let significant: Vec<u8> = octets.into_iter().skip_while(|octet| *octet == 0).collect();
        [&[0x30, 0x80 | significant.len() as u8][..], &significant].concat()
    };
    let list = header(length);
    let tbs_length = front.len() + list.len() + length + back.len();
    let tbs_header = header(tbs_length);
    let whole = tbs_header.len() + tbs_length + rest.len();
    let start = [header(whole), tbs_header, front, list].concat();
    let end = [back, rest].concat();
    let pieces = std::iter::once(start)
        .chain((0..count).map(make))
        .chain(std::iter::once(end));
    let large = Large {
        pieces: Box::new(pieces),
        current: std::io::Cursor::default(),
    };
    let wanted = [&[0x11; 16][..], &77_777_u32.to_be_bytes()].concat();
    let crl = scan(large, &[wanted.clone(), vec![5]]).unwrap();
    assert!(crl.find(&wanted).unwrap().entry.is_some());
    assert!(crl.find(&[5]).unwrap().entry.is_none());
    assert!(
        crl.verify_signed_by(&tanba_pki::PublicKey::from_spki_der(&pair().ca.key.spki()).unwrap())
            .is_err()
    );
}
