//! Objects and their attributes.

use cryptoki_sys::*;

use crate::Answer;
use crate::token_file::{Attributes, Bytes, Object, TokenFile};

/// Where a private key keeps itself: PKCS#8 or, of GOST, the scalar. Nobody is told.
pub(crate) const SECRET: CK_ATTRIBUTE_TYPE = CKA_VENDOR_DEFINED | 0x5445_5354;

/// Components of private keys, which a sensitive key does not tell.
const SENSITIVE: &[CK_ATTRIBUTE_TYPE] = &[
    CKA_PRIVATE_EXPONENT,
    CKA_PRIME_1,
    CKA_PRIME_2,
    CKA_EXPONENT_1,
    CKA_EXPONENT_2,
    CKA_COEFFICIENT,
];

impl Bytes {
    pub(crate) fn flag(value: bool) -> Self {
        Self(vec![value.into()])
    }

    pub(crate) fn number(value: CK_ULONG) -> Self {
        Self(value.to_ne_bytes().to_vec())
    }

    pub(crate) fn as_number(&self) -> Answer<CK_ULONG> {
        let bytes = self.0.as_slice().try_into();
        let bytes = bytes.map_err(|_| CKR_ATTRIBUTE_VALUE_INVALID)?;
        Ok(CK_ULONG::from_ne_bytes(bytes))
    }
}

/// Whether a flag is set.
pub(crate) fn is(attributes: &Attributes, flag: CK_ATTRIBUTE_TYPE) -> bool {
    attributes.get(&flag).is_some_and(|value| value.0 == [1])
}

/// The number that an attribute must have.
pub(crate) fn number(attributes: &Attributes, which: CK_ATTRIBUTE_TYPE) -> Answer<CK_ULONG> {
    attributes
        .get(&which)
        .ok_or(CKR_TEMPLATE_INCOMPLETE)?
        .as_number()
}

impl Object {
    pub(crate) fn class(&self) -> Answer<CK_ULONG> {
        number(&self.attributes, CKA_CLASS)
    }

    /// Whether only the user sees it.
    pub(crate) fn is_private(&self) -> bool {
        is(&self.attributes, CKA_PRIVATE)
    }

    /// What it tells of itself.
    pub(crate) fn tell(&self, which: CK_ATTRIBUTE_TYPE) -> Answer<Vec<u8>> {
        let is_private_key = self.class() == Ok(CKO_PRIVATE_KEY);
        if is_private_key && (SENSITIVE.contains(&which) || which == CKA_VALUE) {
            return Err(CKR_ATTRIBUTE_SENSITIVE);
        }
        match self.attributes.get(&which) {
            Some(value) if which != SECRET => Ok(value.0.clone()),
            _ => Err(CKR_ATTRIBUTE_TYPE_INVALID),
        }
    }

    fn fits(&self, template: &Attributes) -> bool {
        let fits = |(which, value): (_, &Bytes)| self.tell(which).is_ok_and(|own| own == value.0);
        template.iter().all(|(which, value)| fits((*which, value)))
    }
}

impl TokenFile {
    /// Handles of the objects that a template describes, of those that are seen.
    pub(crate) fn find(&self, template: &Attributes, as_user: bool) -> Vec<CK_OBJECT_HANDLE> {
        self.objects
            .iter()
            .filter(|object| as_user || !object.is_private())
            .filter(|object| object.fits(template))
            .map(|object| object.handle)
            .collect()
    }

    /// Keeps a certificate or another thing of public data.
    pub(crate) fn create(&mut self, mut template: Attributes) -> Answer<CK_OBJECT_HANDLE> {
        match number(&template, CKA_CLASS)? {
            CKO_CERTIFICATE if !template.contains_key(&CKA_VALUE) => {
                return Err(CKR_TEMPLATE_INCOMPLETE);
            }
            CKO_CERTIFICATE | CKO_DATA | CKO_PUBLIC_KEY => {}
            // Its keys are made on it.
            _ => return Err(CKR_TEMPLATE_INCONSISTENT),
        }
        for (flag, value) in [
            (CKA_TOKEN, true),
            (CKA_PRIVATE, false),
            (CKA_MODIFIABLE, true),
        ] {
            template.entry(flag).or_insert(Bytes::flag(value));
        }
        for text in [CKA_LABEL, CKA_ID] {
            template.entry(text).or_default();
        }
        self.add(template)
    }
}
