//! Signing.

use cryptoki_sys::*;
use openssl::bn::BigNumRef;
use openssl::ecdsa::EcdsaSig;
use openssl::hash::{MessageDigest, hash};
use openssl::md::{Md, MdRef};
use openssl::pkey::{PKey, Private};
use openssl::pkey_ctx::PkeyCtx;
use openssl::rsa::Padding;
use openssl::sign::RsaPssSaltlen;
use rand_core::OsRng;
use tanba_gost::{Digest as _, Encoding, ParameterSet, SigningKey, Streebog512};
use tanba_gost::{TC26_256_A, TC26_512_A};

use crate::Answer;
use crate::mechanism::{
    CKK_GOSTR3410_512, CKM_GOSTR3410_512, CKM_GOSTR3410_WITH_GOSTR3411_2012_512,
};
use crate::object::{SECRET, is, number};
use crate::token_file::{Object, TokenFile};

/// A signature that was begun.
#[derive(Debug)]
pub(crate) struct Signing {
    mechanism: Mechanism,
    key: CK_OBJECT_HANDLE,
    /// Whether the PIN must be given once more before it is made.
    pub(crate) asks_for_pin: bool,
    /// What came in parts.
    pub(crate) data: Vec<u8>,
    /// Made when its length was asked for.
    pub(crate) made: Option<Vec<u8>>,
}

/// A mechanism with its parameter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mechanism {
    pub(crate) which: CK_MECHANISM_TYPE,
    pub(crate) pss: Option<CK_RSA_PKCS_PSS_PARAMS>,
}

impl Signing {
    pub(crate) fn begin(
        token: &TokenFile,
        mechanism: Mechanism,
        handle: CK_OBJECT_HANDLE,
    ) -> Answer<Self> {
        token.offers(mechanism.which, CKF_SIGN)?;
        let key = token.object(handle).map_err(|_| CKR_KEY_HANDLE_INVALID)?;
        if key.class()? != CKO_PRIVATE_KEY || !is(&key.attributes, CKA_SIGN) {
            return Err(CKR_KEY_FUNCTION_NOT_PERMITTED);
        }
        let fits = match number(&key.attributes, CKA_KEY_TYPE)? {
            CKK_RSA => matches!(
                mechanism.which,
                CKM_RSA_PKCS
                    | CKM_RSA_PKCS_PSS
                    | CKM_SHA256_RSA_PKCS
                    | CKM_SHA384_RSA_PKCS
                    | CKM_SHA512_RSA_PKCS
            ),
            CKK_EC => matches!(
                mechanism.which,
                CKM_ECDSA | CKM_ECDSA_SHA256 | CKM_ECDSA_SHA384
            ),
            CKK_GOSTR3410 => mechanism.which == CKM_GOSTR3410,
            CKK_GOSTR3410_512 => matches!(
                mechanism.which,
                CKM_GOSTR3410_512 | CKM_GOSTR3410_WITH_GOSTR3411_2012_512
            ),
            _ => false,
        };
        if !fits {
            return Err(CKR_KEY_TYPE_INCONSISTENT);
        }
        Ok(Self {
            mechanism,
            key: handle,
            asks_for_pin: is(&key.attributes, CKA_ALWAYS_AUTHENTICATE),
            data: Vec::new(),
            made: None,
        })
    }

    /// The signature over the data.
    pub(crate) fn make(&self, token: &TokenFile, data: &[u8]) -> Answer<Vec<u8>> {
        if self.asks_for_pin {
            return Err(CKR_USER_NOT_LOGGED_IN);
        }
        let key = token.object(self.key).map_err(|_| CKR_KEY_HANDLE_INVALID)?;
        match self.mechanism.which {
            CKM_RSA_PKCS => rsa(key, Padding::PKCS1, None, data),
            CKM_RSA_PKCS_PSS => rsa(key, Padding::PKCS1_PSS, self.mechanism.pss, data),
            CKM_SHA256_RSA_PKCS => hashed_rsa(key, MessageDigest::sha256(), data),
            CKM_SHA384_RSA_PKCS => hashed_rsa(key, MessageDigest::sha384(), data),
            CKM_SHA512_RSA_PKCS => hashed_rsa(key, MessageDigest::sha512(), data),
            CKM_ECDSA => ecdsa(key, data),
            CKM_ECDSA_SHA256 => ecdsa(key, &digest(MessageDigest::sha256(), data)?),
            CKM_ECDSA_SHA384 => ecdsa(key, &digest(MessageDigest::sha384(), data)?),
            CKM_GOSTR3410 => gost(key, &TC26_256_A, data),
            CKM_GOSTR3410_512 => gost(key, &TC26_512_A, data),
            CKM_GOSTR3410_WITH_GOSTR3411_2012_512 => {
                gost(key, &TC26_512_A, &Streebog512::digest(data))
            }
            _ => Err(CKR_MECHANISM_INVALID),
        }
    }
}

fn digest(of: MessageDigest, data: &[u8]) -> Answer<Vec<u8>> {
    let digest = hash(of, data).map_err(|_| CKR_FUNCTION_FAILED)?;
    Ok(digest.to_vec())
}

fn secret(key: &Object) -> Answer<&[u8]> {
    let secret = key.attributes.get(&SECRET);
    Ok(&secret.ok_or(CKR_KEY_HANDLE_INVALID)?.0)
}

fn openssl_key(key: &Object) -> Answer<PKey<Private>> {
    PKey::private_key_from_pkcs8(secret(key)?).map_err(|_| CKR_FUNCTION_FAILED)
}

/// Signs what is padded and not hashed: of PKCS#1 v1.5 that is the DigestInfo, of PSS the digest.
fn rsa(
    key: &Object,
    padding: Padding,
    pss: Option<CK_RSA_PKCS_PSS_PARAMS>,
    data: &[u8],
) -> Answer<Vec<u8>> {
    let key = openssl_key(key)?;
    if padding == Padding::PKCS1 && data.len() + 11 > key.size() {
        return Err(CKR_DATA_LEN_RANGE);
    }
    let md = pss.map(|pss| md(pss.hashAlg)).transpose()?;
    let make = || {
        let mut context = PkeyCtx::new(&key)?;
        context.sign_init()?;
        context.set_rsa_padding(padding)?;
        if let (Some(pss), Some(md)) = (pss, md) {
            context.set_rsa_pss_saltlen(RsaPssSaltlen::custom(pss.sLen as i32))?;
            context.set_rsa_mgf1_md(md)?;
            context.set_signature_md(md)?;
        }
        let mut value = Vec::new();
        context.sign_to_vec(data, &mut value)?;
        Ok::<_, openssl::error::ErrorStack>(value)
    };
    make().map_err(|_| CKR_DATA_INVALID)
}

fn md(hash: CK_MECHANISM_TYPE) -> Answer<&'static MdRef> {
    match hash {
        CKM_SHA256 => Ok(Md::sha256()),
        CKM_SHA384 => Ok(Md::sha384()),
        CKM_SHA512 => Ok(Md::sha512()),
        _ => Err(CKR_MECHANISM_PARAM_INVALID),
    }
}

fn hashed_rsa(key: &Object, of: MessageDigest, data: &[u8]) -> Answer<Vec<u8>> {
    let key = openssl_key(key)?;
    let make = || openssl::sign::Signer::new(of, &key)?.sign_oneshot_to_vec(data);
    make().map_err(|_| CKR_FUNCTION_FAILED)
}

/// r ‖ s, each as long as the curve's order (§6.3.1).
fn ecdsa(key: &Object, digest: &[u8]) -> Answer<Vec<u8>> {
    let key = openssl_key(key)?
        .ec_key()
        .map_err(|_| CKR_FUNCTION_FAILED)?;
    let length = key.group().degree().div_ceil(8);
    let signature = EcdsaSig::sign(digest, &key).map_err(|_| CKR_DATA_LEN_RANGE)?;
    let fixed = |number: &BigNumRef| {
        let bytes = number.to_vec_padded(length as i32);
        bytes.map_err(|_| CKR_FUNCTION_FAILED)
    };
    Ok([fixed(signature.r())?, fixed(signature.s())?].concat())
}

/// s ‖ r, each big-endian, as RFC 9215 has it too.
fn gost(key: &Object, set: &'static ParameterSet, digest: &[u8]) -> Answer<Vec<u8>> {
    let key = SigningKey::from_bytes(set, secret(key)?).map_err(|_| CKR_FUNCTION_FAILED)?;
    key.sign_digest(digest, Encoding::Rfc9215, &mut OsRng)
        .map_err(|_| CKR_DATA_LEN_RANGE)
}
