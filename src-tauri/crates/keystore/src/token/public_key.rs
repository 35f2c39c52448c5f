//! Public keys from the attributes of objects.

use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectHandle};
use cryptoki::session::Session;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey, EcPoint};
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use tanba_gost::VerifyingKey;
use tanba_pki::PublicKey;
use tanba_pki::algorithm::GostSize;

use super::attributes::Attributes;
use super::profile::{GostMechanisms, PointOrder, VendorProfile};
use crate::Error;

/// DER of the object identifiers of the curves, with the length of a coordinate.
pub(super) const CURVES: [(&[u8], Nid, usize); 3] = [
    (
        &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
        Nid::X9_62_PRIME256V1,
        32,
    ),
    (
        &[0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22],
        Nid::SECP384R1,
        48,
    ),
    (
        &[0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23],
        Nid::SECP521R1,
        66,
    ),
];

/// Reads the public key from a public key object, or from a private one that carries it.
pub(super) fn read(
    session: &Session,
    object: ObjectHandle,
    profile: Option<&'static VendorProfile>,
) -> Result<PublicKey, Error> {
    let wanted = [
        AttributeType::KeyType,
        AttributeType::Modulus,
        AttributeType::PublicExponent,
        AttributeType::EcParams,
        AttributeType::EcPoint,
    ];
    let attributes = Attributes::read(session, object, &wanted)?;
    let key_type = attributes.find(|attribute| match attribute {
        Attribute::KeyType(key_type) => Some(*key_type),
        _ => None,
    });
    match key_type {
        Some(KeyType::RSA) => rsa(&attributes),
        Some(KeyType::EC) => elliptic(&attributes),
        Some(other) => {
            let all = profile.map_or(&[][..], |profile| profile.gost);
            let gost = all.iter().find(|gost| *other == gost.key_type);
            let gost = gost.ok_or_else(incomplete)?;
            // Never of a private key, whose CKA_VALUE is the secret itself; a public object is asked.
            let attributes = Attributes::read(session, object, &[AttributeType::Value])?;
            gost_key(gost, attributes.value().ok_or_else(incomplete)?)
        }
        None => Err(incomplete()),
    }
}

/// Whether a public key can be the other half of a private one, by what that one says of itself.
pub(super) fn fits(key: &PublicKey, key_type: Option<KeyType>, curve: Option<&[u8]>) -> bool {
    let number = match key {
        PublicKey::Rsa(_) => return key_type.is_none_or(|it| it == KeyType::RSA),
        PublicKey::P256(_) => 0,
        PublicKey::P384(_) => 1,
        PublicKey::P521(_) => 2,
        _ => return key_type.is_none_or(|it| it != KeyType::RSA && it != KeyType::EC),
    };
    let (der, _, _) = CURVES[number];
    key_type.is_none_or(|it| it == KeyType::EC) && curve.is_none_or(|curve| curve == der)
}

fn incomplete() -> Error {
    Error::ModuleFailed {
        function: "C_GetAttributeValue".into(),
        reason: "the object gives no public key".into(),
    }
}

fn rsa(attributes: &Attributes) -> Result<PublicKey, Error> {
    let number = |pick: fn(&Attribute) -> Option<&Vec<u8>>| {
        let bytes = attributes.find(|attribute| pick(attribute).cloned());
        let bytes = bytes.filter(|bytes| !bytes.is_empty());
        Ok::<_, Error>(BigNum::from_slice(&bytes.ok_or_else(incomplete)?)?)
    };
    let modulus = number(|attribute| match attribute {
        Attribute::Modulus(bytes) => Some(bytes),
        _ => None,
    })?;
    let exponent = number(|attribute| match attribute {
        Attribute::PublicExponent(bytes) => Some(bytes),
        _ => None,
    })?;
    let key = PKey::from_rsa(Rsa::from_public_components(modulus, exponent)?)?;
    Ok(PublicKey::from_spki_der(&key.public_key_to_der()?)?)
}

fn elliptic(attributes: &Attributes) -> Result<PublicKey, Error> {
    let parameters = attributes.find(|attribute| match attribute {
        Attribute::EcParams(der) => Some(der.clone()),
        _ => None,
    });
    let point = attributes.find(|attribute| match attribute {
        Attribute::EcPoint(bytes) => Some(bytes.clone()),
        _ => None,
    });
    let (parameters, point) = (
        parameters.ok_or_else(incomplete)?,
        point.ok_or_else(incomplete)?,
    );
    let curve = CURVES.iter().find(|(der, _, _)| *der == parameters);
    let (_, curve, size) = curve.ok_or_else(incomplete)?;
    let group = EcGroup::from_curve_name(*curve)?;
    let mut context = BigNumContext::new()?;
    let point = EcPoint::from_bytes(&group, unwrapped(&point, *size), &mut context)
        .map_err(|_| incomplete())?;
    let key = PKey::from_ec_key(EcKey::from_public_key(&group, &point)?)?;
    Ok(PublicKey::from_spki_der(&key.public_key_to_der()?)?)
}

/// The point without the OCTET STRING that the standard puts around it and some modules leave out.
fn unwrapped(point: &[u8], coordinate: usize) -> &[u8] {
    let is_point = |bytes: &[u8]| match bytes {
        [0x04, rest @ ..] => rest.len() == 2 * coordinate,
        [0x02 | 0x03, rest @ ..] => rest.len() == coordinate,
        _ => false,
    };
    if is_point(point) {
        return point;
    }
    match point {
        [0x04, 0x81, length, inner @ ..] | [0x04, length, inner @ ..]
            if usize::from(*length) == inner.len() && is_point(inner) =>
        {
            inner
        }
        _ => point,
    }
}

fn gost_key(gost: &GostMechanisms, value: &[u8]) -> Result<PublicKey, Error> {
    let size = match gost.size {
        GostSize::Bits256 => 32,
        GostSize::Bits512 => 64,
    };
    let set = match gost.size {
        GostSize::Bits256 => &tanba_gost::TC26_256_A,
        GostSize::Bits512 => &tanba_gost::TC26_512_A,
    };
    // Some vendors put an OCTET STRING around it.
    let value = match value {
        [0x04, 0x81, length, inner @ ..] | [0x04, length, inner @ ..]
            if value.len() != 2 * size && usize::from(*length) == inner.len() =>
        {
            inner
        }
        _ => value,
    };
    if value.len() != 2 * size {
        return Err(incomplete());
    }
    let mut point = value.to_vec();
    match gost.point_order {
        PointOrder::LittleXy => {}
        PointOrder::BigXy => point.chunks_mut(size).for_each(<[u8]>::reverse),
        PointOrder::BigYx => point.reverse(),
    }
    let key = VerifyingKey::from_bytes(set, &point).map_err(|_| incomplete())?;
    Ok(PublicKey::Gost(Box::new(key), gost.dialect))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_with_and_without_their_wrapping() {
        let mut raw = vec![0x04];
        raw.extend([7; 64]);
        let mut wrapped = vec![0x04, 0x41];
        wrapped.extend(&raw);
        assert_eq!(unwrapped(&raw, 32), raw);
        assert_eq!(unwrapped(&wrapped, 32), raw);
        let mut large = vec![0x04];
        large.extend([7; 132]);
        let mut wrapped = vec![0x04, 0x81, 0x85];
        wrapped.extend(&large);
        assert_eq!(unwrapped(&wrapped, 66), large);
        assert_eq!(unwrapped(&[], 32), &[] as &[u8]);
        assert_eq!(unwrapped(&[4, 2, 1], 32), &[4, 2, 1]);
    }
}
