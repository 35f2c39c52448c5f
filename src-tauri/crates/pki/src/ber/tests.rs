use hex_literal::hex;
use proptest::prelude::*;

use super::*;

fn der(input: &[u8]) -> Result<Vec<u8>, Error> {
    to_der(input, &Limits::default()).map(Cow::into_owned)
}

#[test]
fn der_is_not_copied() {
    let input = hex!("300a 0201 01 3100 a003 0401 aa");
    let input = &input[..];
    // SEQUENCE of ten bytes: fix the length to what follows.
    let input = [&[0x30, 10][..], &input[2..]].concat();
    assert!(matches!(
        to_der(&input, &Limits::default()),
        Ok(Cow::Borrowed(same)) if same == input
    ));
}

#[test]
fn indefinite_lengths_and_pieces_are_rewritten() {
    assert_eq!(
        der(&hex!("3080 a080 2480 0402 0102 0401 03 0000 0000 0000")).unwrap(),
        hex!("3007 a005 0403 010203")
    );
    // Definite constructed string, nested pieces.
    assert_eq!(
        der(&hex!("240a 2405 0401 01 0400 0401 02")).unwrap(),
        hex!("0402 0102")
    );
    // BIT STRING: unused bits of the last piece only.
    assert_eq!(
        der(&hex!("2380 0303 00 0102 0302 04 f0 0000")).unwrap(),
        hex!("0304 04 0102f0")
    );
    assert!(der(&hex!("2380 0302 04 f0 0302 00 01 0000")).is_err());
    // Lengths that are not minimal, with an untouched neighbour on either side.
    assert_eq!(
        der(&hex!("300c 0500 3081 02 0500 0500 0481 01 aa")).unwrap_err(),
        Error::Syntax(tlv::Error::Truncated)
    );
    assert_eq!(
        der(&hex!("300d 0500 3081 02 0500 0500 0481 01 aa")).unwrap(),
        hex!("300b 0500 3002 0500 0500 0401 aa")
    );
    // An empty indefinite element.
    assert_eq!(der(&hex!("3080 0000")).unwrap(), hex!("3000"));
    // Tag numbers above 30.
    assert_eq!(
        der(&hex!("bf81 0180 0500 0000")).unwrap(),
        hex!("bf8101 02 0500")
    );
}

#[test]
fn implicit_strings_are_joined_by_their_reader() {
    let bytes = der(&hex!("a080 0401 01 2480 0401 02 0000 0000")).unwrap();
    let element = tlv::Cursor::new(&bytes).any().unwrap();
    assert_eq!(&*implicit_octet_string(&element).unwrap(), [1, 2]);
    let element = tlv::Cursor::new(&[0x80, 1, 7]).any().unwrap();
    assert_eq!(&*implicit_octet_string(&element).unwrap(), [7]);
}

#[test]
fn bytes_after_the_element_are_returned_or_refused() {
    let input = hex!("3080 0000 0000");
    let (bytes, rest) = first_to_der(&input, &Limits::default()).unwrap();
    assert_eq!((&*bytes, rest), (&[0x30, 0][..], &[0, 0][..]));
    assert_eq!(der(&input), Err(tlv::Error::TrailingData.into()));
}

#[test]
fn hostile_input_is_refused() {
    for bad in [
        &hex!("")[..],
        &hex!("30"),
        &hex!("3080"),
        &hex!("3080 00"),
        &hex!("3080 0001 0000"),
        &hex!("0480 0000"),
        &hex!("0000"),
        &hex!("3003 0402 01"),
        &hex!("2480 0201 01 0000"),
        &hex!("30ff"),
        &hex!("3088 ffffffffffffffff 00"),
        &hex!("1fffffffffff01"),
    ] {
        assert!(der(bad).is_err(), "{}", hex::encode(bad));
    }
    let nested = [0x30, 0x80].repeat(100_000);
    assert_eq!(der(&nested), Err(Error::TooDeep));
    let nested = [0x24, 0x80].repeat(100_000);
    assert_eq!(der(&nested), Err(Error::TooDeep));
    let limits = Limits {
        rewritten: 10,
        ..Limits::default()
    };
    let wide = [&[0x30, 0x80][..], &[0x30, 0x80, 0, 0].repeat(20), &[0, 0]].concat();
    assert_eq!(to_der(&wide, &limits).err(), Some(Error::TooLarge));
    let limits = Limits {
        size: 4,
        ..Limits::default()
    };
    assert_eq!(to_der(&[0; 5], &limits).err(), Some(Error::TooLarge));
}

/// A tree of elements, written in DER and in a BER chosen by the bytes of `choices`.
#[derive(Clone, Debug)]
enum Tree {
    Leaf(Vec<u8>),
    Branch(u8, Vec<Tree>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = proptest::collection::vec(any::<u8>(), 0..200).prop_map(Tree::Leaf);
    leaf.prop_recursive(5, 40, 6, |inner| {
        (
            prop_oneof![Just(0x30), Just(0x31), Just(0xa0), Just(0x61)],
            proptest::collection::vec(inner, 0..6),
        )
            .prop_map(|(tag, children)| Tree::Branch(tag, children))
    })
}

fn write_tree(tree: &Tree, ber: bool, choice: &mut impl FnMut() -> u8) -> Vec<u8> {
    let (tag, contents) = match tree {
        Tree::Leaf(bytes) if ber && choice().is_multiple_of(2) => {
            let middle = bytes.len() / 2;
            let pieces = [
                tlv::encode(4, &[&bytes[..middle]]),
                tlv::encode(4, &[&bytes[middle..]]),
            ];
            (0x24, pieces.concat())
        }
        Tree::Leaf(bytes) => (4, bytes.clone()),
        Tree::Branch(tag, children) => {
            let parts: Vec<_> = children
                .iter()
                .map(|child| write_tree(child, ber, choice))
                .collect();
            (*tag, parts.concat())
        }
    };
    match choice() % 3 {
        0 if ber && tag & 0x20 != 0 => [&[tag, 0x80][..], &contents, &[0, 0]].concat(),
        1 if ber => {
            let length = u32::try_from(contents.len()).unwrap().to_be_bytes();
            [&[tag, 0x84][..], &length, &contents].concat()
        }
        _ => tlv::encode(tag, &[&contents]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_ber_comes_out_as_the_der_of_the_same_tree(tree in tree(), seed in any::<u64>()) {
        let mut state = seed | 1;
        let mut choice = || {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            (state >> 40) as u8
        };
        let plain = write_tree(&tree, false, &mut choice);
        let ber = write_tree(&tree, true, &mut choice);
        prop_assert_eq!(der(&plain).unwrap(), plain.clone());
        prop_assert_eq!(der(&ber).unwrap(), plain);
    }
}
