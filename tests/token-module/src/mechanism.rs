//! What the token can do.

use cryptoki_sys::*;

use crate::token_file::TokenFile;

/// The range that TC26 gave the Russian GOST mechanisms of 2012 (recommendations R 50.1.111): the
/// Rutoken and JaCarta families use it.
const TC26: CK_ULONG = 0xD432_1000;
/// Keys of GOST R 34.10-2012 with 512 bit. The older type, `CKK_GOSTR3410`, has 256.
pub(crate) const CKK_GOSTR3410_512: CK_KEY_TYPE = TC26 | 0x003;
pub(crate) const CKM_GOSTR3410_512_KEY_PAIR_GEN: CK_MECHANISM_TYPE = TC26 | 0x005;
/// Signs a digest of 64 bytes.
pub(crate) const CKM_GOSTR3410_512: CK_MECHANISM_TYPE = TC26 | 0x006;
/// Hashes with Streebog-512 and signs.
pub(crate) const CKM_GOSTR3410_WITH_GOSTR3411_2012_512: CK_MECHANISM_TYPE = TC26 | 0x009;

type Mechanism = (CK_MECHANISM_TYPE, CK_ULONG, CK_ULONG, CK_FLAGS);

const RSA: &[Mechanism] = &[
    (CKM_RSA_PKCS_KEY_PAIR_GEN, 2048, 4096, CKF_GENERATE_KEY_PAIR),
    (CKM_RSA_PKCS, 2048, 4096, CKF_SIGN),
    (CKM_RSA_PKCS_PSS, 2048, 4096, CKF_SIGN),
];
const RSA_HASHES: &[Mechanism] = &[
    (CKM_SHA256_RSA_PKCS, 2048, 4096, CKF_SIGN),
    (CKM_SHA384_RSA_PKCS, 2048, 4096, CKF_SIGN),
    (CKM_SHA512_RSA_PKCS, 2048, 4096, CKF_SIGN),
];
const ELLIPTIC: &[Mechanism] = &[
    (CKM_EC_KEY_PAIR_GEN, 256, 384, CKF_GENERATE_KEY_PAIR),
    (CKM_ECDSA, 256, 384, CKF_SIGN),
];
const ELLIPTIC_HASHES: &[Mechanism] = &[
    (CKM_ECDSA_SHA256, 256, 384, CKF_SIGN),
    (CKM_ECDSA_SHA384, 256, 384, CKF_SIGN),
];
const GOST: &[Mechanism] = &[
    (CKM_GOSTR3410_KEY_PAIR_GEN, 256, 256, CKF_GENERATE_KEY_PAIR),
    (CKM_GOSTR3410, 256, 256, CKF_SIGN),
    (
        CKM_GOSTR3410_512_KEY_PAIR_GEN,
        512,
        512,
        CKF_GENERATE_KEY_PAIR,
    ),
    (CKM_GOSTR3410_512, 512, 512, CKF_SIGN),
];
const GOST_HASHES: &[Mechanism] = &[(CKM_GOSTR3410_WITH_GOSTR3411_2012_512, 512, 512, CKF_SIGN)];

impl TokenFile {
    /// Everything it can do, with sizes of keys in bits.
    pub(crate) fn mechanisms(&self) -> impl Iterator<Item = &'static Mechanism> {
        let when = |there: bool, mechanisms| if there { mechanisms } else { &[][..] };
        [
            RSA,
            when(self.hashes, RSA_HASHES),
            when(self.elliptic, ELLIPTIC),
            when(self.elliptic && self.hashes, ELLIPTIC_HASHES),
            when(self.gost, GOST),
            when(self.gost && self.hashes, GOST_HASHES),
        ]
        .into_iter()
        .flatten()
    }

    /// Whether it offers a mechanism for this.
    pub(crate) fn offers(&self, mechanism: CK_MECHANISM_TYPE, flag: CK_FLAGS) -> crate::Answer {
        match self
            .mechanisms()
            .any(|(its, .., flags)| *its == mechanism && flags & flag != 0)
        {
            true => Ok(()),
            false => Err(CKR_MECHANISM_INVALID),
        }
    }
}
