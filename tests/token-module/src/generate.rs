//! Making keys.

use cryptoki_sys::*;
use openssl::bn::BigNumContext;
use openssl::ec::{EcGroup, EcKey, PointConversionForm};
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use rand_core::OsRng;
use tanba_gost::{ParameterSet, SigningKey, TC26_256_A, TC26_512_A};

use crate::Answer;
use crate::mechanism::{CKK_GOSTR3410_512, CKM_GOSTR3410_512_KEY_PAIR_GEN};
use crate::object::{SECRET, number};
use crate::token_file::{Attributes, Bytes};

/// Named curves as `CKA_EC_PARAMS` has them: the OID, in DER.
const CURVES: &[(&[u8], Nid)] = &[
    (
        &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
        Nid::X9_62_PRIME256V1,
    ),
    (&[0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22], Nid::SECP384R1),
];
/// id-tc26-gost-3410-2012-256-paramSetA, 1.2.643.7.1.2.1.1.1.
const GOST_256_A: &[u8] = &[
    0x06, 0x09, 0x2a, 0x85, 0x03, 0x07, 0x01, 0x02, 0x01, 0x01, 0x01,
];
/// id-tc26-gost-3410-12-512-paramSetA, 1.2.643.7.1.2.1.2.1.
const GOST_512_A: &[u8] = &[
    0x06, 0x09, 0x2a, 0x85, 0x03, 0x07, 0x01, 0x02, 0x01, 0x02, 0x01,
];

/// A pair as it goes onto the token: the public key, the private key.
pub(crate) type Pair = (Attributes, Attributes);

/// Makes a pair. Templates add to what a key is by nature, and do not replace it.
pub(crate) fn generate(
    mechanism: CK_MECHANISM_TYPE,
    public: Attributes,
    private: Attributes,
    always_authenticate: bool,
) -> Answer<Pair> {
    let made = match mechanism {
        CKM_RSA_PKCS_KEY_PAIR_GEN => rsa(number(&public, CKA_MODULUS_BITS)?)?,
        CKM_EC_KEY_PAIR_GEN => elliptic(&public)?,
        CKM_GOSTR3410_KEY_PAIR_GEN => gost(&public, &TC26_256_A, GOST_256_A, CKK_GOSTR3410)?,
        CKM_GOSTR3410_512_KEY_PAIR_GEN => {
            gost(&public, &TC26_512_A, GOST_512_A, CKK_GOSTR3410_512)?
        }
        _ => return Err(CKR_MECHANISM_INVALID),
    };
    let common = [
        (CKA_KEY_TYPE, Bytes::number(made.kind)),
        (CKA_TOKEN, Bytes::flag(true)),
        (CKA_LOCAL, Bytes::flag(true)),
        (CKA_KEY_GEN_MECHANISM, Bytes::number(mechanism)),
    ];
    let mut of_public = Attributes::from([
        (CKA_CLASS, Bytes::number(CKO_PUBLIC_KEY)),
        (CKA_PRIVATE, Bytes::flag(false)),
        (CKA_VERIFY, Bytes::flag(true)),
        (CKA_MODIFIABLE, Bytes::flag(true)),
        (CKA_LABEL, Bytes::default()),
        (CKA_ID, Bytes::default()),
    ]);
    of_public.extend(public);
    of_public.extend(common.clone());
    of_public.extend(made.public);
    let mut of_private = Attributes::from([
        (CKA_CLASS, Bytes::number(CKO_PRIVATE_KEY)),
        (CKA_PRIVATE, Bytes::flag(true)),
        (CKA_SENSITIVE, Bytes::flag(true)),
        (CKA_EXTRACTABLE, Bytes::flag(false)),
        (CKA_SIGN, Bytes::flag(true)),
        (CKA_ALWAYS_AUTHENTICATE, Bytes::flag(false)),
        (CKA_MODIFIABLE, Bytes::flag(true)),
        (CKA_LABEL, Bytes::default()),
        (CKA_ID, Bytes::default()),
    ]);
    of_private.extend(private);
    of_private.extend(common);
    of_private.extend(made.private);
    for (now, always) in [
        (CKA_SENSITIVE, CKA_ALWAYS_SENSITIVE),
        (CKA_EXTRACTABLE, CKA_NEVER_EXTRACTABLE),
    ] {
        let set = crate::object::is(&of_private, now);
        let value = if always == CKA_NEVER_EXTRACTABLE {
            !set
        } else {
            set
        };
        of_private.insert(always, Bytes::flag(value));
    }
    if always_authenticate {
        of_private.insert(CKA_ALWAYS_AUTHENTICATE, Bytes::flag(true));
    }
    Ok((of_public, of_private))
}

/// What a key is by nature.
struct Made {
    kind: CK_KEY_TYPE,
    public: Attributes,
    private: Attributes,
}

fn failed(_: ErrorStack) -> CK_RV {
    CKR_FUNCTION_FAILED
}

fn rsa(bits: CK_ULONG) -> Answer<Made> {
    if !(2048..=4096).contains(&bits) {
        return Err(CKR_ATTRIBUTE_VALUE_INVALID);
    }
    let key = Rsa::generate(bits as u32).map_err(failed)?;
    let public = Attributes::from([
        (CKA_MODULUS, Bytes(key.n().to_vec())),
        (CKA_PUBLIC_EXPONENT, Bytes(key.e().to_vec())),
        (CKA_MODULUS_BITS, Bytes::number(bits)),
    ]);
    let mut private = public.clone();
    private.remove(&CKA_MODULUS_BITS);
    let pkey = PKey::from_rsa(key).map_err(failed)?;
    let secret = pkey.private_key_to_pkcs8().map_err(failed)?;
    private.insert(SECRET, Bytes(secret));
    Ok(Made {
        kind: CKK_RSA,
        public,
        private,
    })
}

fn elliptic(template: &Attributes) -> Answer<Made> {
    let parameters = template
        .get(&CKA_EC_PARAMS)
        .ok_or(CKR_TEMPLATE_INCOMPLETE)?;
    let curve = CURVES.iter().find(|(oid, _)| parameters.0 == *oid);
    let (_, nid) = curve.ok_or(CKR_CURVE_NOT_SUPPORTED)?;
    let make = || {
        let group = EcGroup::from_curve_name(*nid)?;
        let key = EcKey::generate(&group)?;
        let mut context = BigNumContext::new()?;
        let form = PointConversionForm::UNCOMPRESSED;
        let point = key.public_key().to_bytes(&group, form, &mut context)?;
        let secret = PKey::from_ec_key(key)?.private_key_to_pkcs8()?;
        Ok((point, secret))
    };
    let (point, secret) = make().map_err(failed)?;
    // DER of an OCTET STRING; a point of either curve is shorter than 128 bytes.
    let mut wrapped = vec![0x04, point.len() as u8];
    wrapped.extend(point);
    Ok(Made {
        kind: CKK_EC,
        public: Attributes::from([
            (CKA_EC_PARAMS, parameters.clone()),
            (CKA_EC_POINT, Bytes(wrapped)),
        ]),
        private: Attributes::from([(CKA_EC_PARAMS, parameters.clone()), (SECRET, Bytes(secret))]),
    })
}

fn gost(
    template: &Attributes,
    set: &'static ParameterSet,
    oid: &[u8],
    kind: CK_KEY_TYPE,
) -> Answer<Made> {
    let parameters = template
        .get(&CKA_GOSTR3410_PARAMS)
        .ok_or(CKR_TEMPLATE_INCOMPLETE)?;
    if parameters.0 != oid {
        return Err(CKR_ATTRIBUTE_VALUE_INVALID);
    }
    let key = SigningKey::random(set, &mut OsRng).map_err(|_| CKR_FUNCTION_FAILED)?;
    Ok(Made {
        kind,
        public: Attributes::from([
            (CKA_GOSTR3410_PARAMS, parameters.clone()),
            (CKA_VALUE, Bytes(key.verifying_key().to_bytes())),
        ]),
        private: Attributes::from([
            (CKA_GOSTR3410_PARAMS, parameters.clone()),
            (SECRET, Bytes(key.to_bytes().to_vec())),
        ]),
    })
}
