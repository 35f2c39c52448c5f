//! Making keys on a token.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use cryptoki::error::{Error as Cryptoki, RvError as Rv};
use cryptoki::mechanism::vendor_defined::VendorDefinedMechanism;
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectHandle};
use rand_core::RngCore;
use secrecy::SecretString;
use tanba_pki::algorithm::GostSize;

use super::error::{nonsense, refused};
use super::key::TokenKey;
use super::objects::{self, named};
use super::pin::PinKind;
use super::profile::{GostMechanisms, VendorProfile};
use super::public_key::{self, CURVES};
use super::session::Entered;
use super::{Token, listing};
use crate::software::KeyAlgorithm;
use crate::{Error, SystemRandom};

/// The longest that a token may take to make a key: the slowest known need five minutes for RSA-4096.
const LIMIT: Duration = Duration::from_mins(8);

/// How often progress is told.
const BEAT: Duration = Duration::from_millis(100);

/// The kinds of keys that are made here, in the order in which they are offered.
const KINDS: [KeyAlgorithm; 7] = [
    KeyAlgorithm::Gost512,
    KeyAlgorithm::Gost256,
    KeyAlgorithm::Rsa(2048),
    KeyAlgorithm::Rsa(3072),
    KeyAlgorithm::Rsa(4096),
    KeyAlgorithm::P256,
    KeyAlgorithm::P384,
];

/// Tells a long work to stop. Clones are the same.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicU8>);

// What became of it.
const UNDER_WAY: u8 = 0;
const CANCELLED: u8 = 1;
const DONE: u8 = 2;

impl Cancellation {
    /// Stops the work, unless it is done.
    pub fn cancel(&self) {
        let _ = self.settle(CANCELLED);
    }

    /// Whether it was stopped.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire) == CANCELLED
    }

    /// `false` when it came to the other end first.
    fn settle(&self, end: u8) -> bool {
        self.0
            .compare_exchange(UNDER_WAY, end, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }
}

impl Token {
    /// The kinds of keys that can be made on the token.
    ///
    /// # Errors
    /// [`Error::TokenRemoved`] and what the module reports.
    pub fn algorithms(&self) -> Result<Vec<KeyAlgorithm>, Error> {
        let id = self.id.clone();
        self.module.call(move |inside| {
            let (slot, info) = inside.locate(&id)?;
            let list = listing::offered(&inside.pkcs11, slot, info.profile)?;
            let offered = |algorithm: &KeyAlgorithm| {
                let Some(kind) = Kind::of(*algorithm, info.profile) else {
                    return false;
                };
                let Ok(mechanism) = kind.mechanism() else {
                    return false;
                };
                let mechanism = mechanism.mechanism_type();
                list.contains(&mechanism)
                    && kind.fits(inside.pkcs11.get_mechanism_info(slot, mechanism).ok())
            };
            Ok(KINDS.into_iter().filter(offered).collect())
        })
    }

    /// Makes a key that cannot leave the token. CKA_ID is `id`, or else derived from the public key as its key
    /// identifier. A key that bears `id` already is returned instead of making another, so that a work that
    /// was broken off is taken up where it stood.
    ///
    /// `progress` is told every now and then how long it has taken. No token can be stopped while it makes a
    /// key: when `cancel` is called this returns at once, the token goes on in the background, and the key is
    /// deleted as soon as it is there. A cancellation serves one call. A key that was done before the cancellation
    /// came is returned.
    ///
    /// # Errors
    /// [`Error::AlgorithmNotOnToken`], [`Error::Cancelled`], [`Error::TokenFull`], [`Error::KeyIdTaken`],
    /// [`Error::TokenWriteProtected`], and as [`Token::log_in`].
    pub fn generate(
        &self,
        pin: &SecretString,
        algorithm: KeyAlgorithm,
        id: Option<&[u8]>,
        label: &str,
        cancel: &Cancellation,
        progress: impl Fn(Duration),
    ) -> Result<TokenKey, Error> {
        let begun = Instant::now();
        let order = Order {
            algorithm,
            id: id.map(<[u8]>::to_vec),
            label: label.to_owned(),
            cancel: cancel.clone(),
        };
        let (token, pin) = (self.id.clone(), pin.clone());
        let queued = self.module.post(LIMIT, move |inside| {
            inside.logged_in(&token, PinKind::User, &pin, true, |entered| {
                order.make(entered)
            })
        })?;
        loop {
            if let Some(answer) = self.module.wait(&queued, BEAT) {
                return answer;
            }
            if cancel.is_cancelled() {
                queued.give_up();
                return Err(Error::Cancelled);
            }
            progress(begun.elapsed());
        }
    }
}

struct Order {
    algorithm: KeyAlgorithm,
    id: Option<Vec<u8>>,
    label: String,
    cancel: Cancellation,
}

impl Order {
    /// On the module's thread.
    fn make(&self, entered: &Entered<'_>) -> Result<TokenKey, Error> {
        let (session, profile) = (entered.session, entered.info.profile);
        if let Some(id) = &self.id {
            let all = objects::read(session, profile, true)?;
            let mut same = all.into_iter().map(|found| found.key);
            let same = same.find(|key| key.id == *id && key.private == super::PrivateHalf::Present);
            if let Some(key) = same {
                return match key.algorithm == Some(self.algorithm) {
                    true => Ok(key),
                    false => Err(Error::KeyIdTaken(hex::encode(id))),
                };
            }
        }
        let absent = || Error::AlgorithmNotOnToken(self.algorithm);
        let kind = Kind::of(self.algorithm, profile).ok_or_else(absent)?;
        let mechanism = kind.mechanism()?;
        let offered = listing::offered(entered.pkcs11, entered.slot, profile)?;
        if !offered.contains(&mechanism.mechanism_type()) {
            return Err(absent());
        }
        if self.cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let id = match &self.id {
            Some(id) => id.clone(),
            // Until the public key is there to derive it from.
            None => provisional_id()?,
        };
        let (public, private) = kind.templates(&id, &self.label)?;
        let pair = session.generate_key_pair(&mechanism, &public, &private);
        let (public, private) = pair.map_err(|error| match error {
            Cryptoki::Pkcs11(
                Rv::MechanismInvalid
                | Rv::KeySizeRange
                | Rv::CurveNotSupported
                | Rv::DomainParamsInvalid,
                _,
            ) => absent(),
            other => refused(other),
        })?;
        let kept = match self.cancel.settle(DONE) {
            true => self.keep(entered, (public, private), id),
            false => Err(Error::Cancelled),
        };
        if kept.is_err() {
            for object in [private, public] {
                let _ = session.destroy_object(object);
            }
        }
        kept
    }

    fn keep(
        &self,
        entered: &Entered<'_>,
        (public, private): (ObjectHandle, ObjectHandle),
        mut id: Vec<u8>,
    ) -> Result<TokenKey, Error> {
        let (session, profile) = (entered.session, entered.info.profile);
        if self.id.is_none() {
            let key = public_key::read(session, public, profile)?;
            let derived = key.key_identifier()?.0;
            let named = [private, public]
                .map(|object| session.update_attributes(object, &[Attribute::Id(derived.clone())]));
            // A token that does not take another name keeps the one that it has, on both halves.
            match named {
                [Ok(()), Ok(())] => id = derived,
                [Ok(()), Err(_)] => {
                    let back = session.update_attributes(private, &[Attribute::Id(id.clone())]);
                    back.map_err(refused)?;
                }
                [Err(_), Ok(())] => {
                    let back = session.update_attributes(public, &[Attribute::Id(id.clone())]);
                    back.map_err(refused)?;
                }
                [Err(_), Err(_)] => {}
            }
        }
        let found = named(objects::read(session, profile, true)?, &id)?;
        match found.key.public_key {
            Some(_) => Ok(found.key),
            None => Err(nonsense("C_GenerateKeyPair")),
        }
    }
}

fn provisional_id() -> Result<Vec<u8>, Error> {
    let mut id = vec![0; 20];
    SystemRandom
        .try_fill_bytes(&mut id)
        .map_err(|_| Error::Randomness)?;
    Ok(id)
}

/// What a module is asked for.
enum Kind {
    Rsa(u32),
    Elliptic(&'static [u8], u32),
    Gost(&'static GostMechanisms),
}

impl Kind {
    fn of(algorithm: KeyAlgorithm, profile: Option<&'static VendorProfile>) -> Option<Self> {
        let gost = |size| profile?.gost(size).map(Self::Gost);
        match algorithm {
            KeyAlgorithm::Rsa(bits @ 2048..=8192) => Some(Self::Rsa(bits)),
            KeyAlgorithm::Rsa(_) => None,
            KeyAlgorithm::P256 => Some(Self::Elliptic(CURVES[0].0, 256)),
            KeyAlgorithm::P384 => Some(Self::Elliptic(CURVES[1].0, 384)),
            KeyAlgorithm::Gost512 => gost(GostSize::Bits512),
            KeyAlgorithm::Gost256 => gost(GostSize::Bits256),
        }
    }

    fn mechanism(&self) -> Result<Mechanism<'static>, Error> {
        Ok(match self {
            Self::Rsa(_) => Mechanism::RsaPkcsKeyPairGen,
            Self::Elliptic(..) => Mechanism::EccKeyPairGen,
            Self::Gost(gost) => {
                let number =
                    MechanismType::new_vendor_defined(gost.key_pair_gen).map_err(refused)?;
                Mechanism::VendorDefined(VendorDefinedMechanism::new::<u8>(number, None))
            }
        })
    }

    /// Whether the size is within what the module says; one that says nothing sensible is believed to do
    /// them all, and refuses in the end.
    fn fits(&self, info: Option<cryptoki::mechanism::MechanismInfo>) -> bool {
        let (Some(info), Self::Rsa(bits) | Self::Elliptic(_, bits)) = (info, self) else {
            return true;
        };
        let (min, max) = (info.min_key_size(), info.max_key_size());
        // Some modules count bytes.
        let max = if max < 1024 && matches!(self, Self::Rsa(_)) {
            max * 8
        } else {
            max
        };
        max < min || max == 0 || (min..=max).contains(&(*bits as usize))
    }

    fn templates(&self, id: &[u8], label: &str) -> Result<(Vec<Attribute>, Vec<Attribute>), Error> {
        let named = [
            Attribute::Token(true),
            Attribute::Id(id.to_vec()),
            Attribute::Label(label.as_bytes().to_vec()),
        ];
        let mut public = named.to_vec();
        public.extend([Attribute::Private(false), Attribute::Verify(true)]);
        let mut private = named.to_vec();
        private.extend([
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Sign(true),
        ]);
        match self {
            Self::Rsa(bits) => public.extend([
                Attribute::ModulusBits((*bits as usize).try_into().map_err(refused)?),
                Attribute::PublicExponent(vec![1, 0, 1]),
            ]),
            Self::Elliptic(parameters, _) => public.push(Attribute::EcParams(parameters.to_vec())),
            Self::Gost(gost) => {
                let key_type = KeyType::new_vendor_defined(gost.key_type).map_err(refused)?;
                public.push(Attribute::KeyType(key_type));
                private.push(Attribute::KeyType(key_type));
                if let Some(number) = gost.parameters_attribute {
                    let attribute = AttributeType::VendorDefined(number);
                    let value = Attribute::VendorDefined((attribute, gost.parameters.to_vec()));
                    public.push(value.clone());
                    private.push(value);
                }
            }
        }
        Ok((public, private))
    }
}
