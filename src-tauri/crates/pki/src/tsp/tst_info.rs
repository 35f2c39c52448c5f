//! TSTInfo (RFC 3161 §2.4.2): what a time stamp states.

use der::asn1::ObjectIdentifier;
use time::{Duration, OffsetDateTime};

use super::{Error, MessageImprint};
use crate::instant;
use crate::tlv::{Cursor, encode, tag};

/// How far the true time may lie from the stated one, to either side.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Accuracy {
    /// Whole seconds.
    pub seconds: u32,
    /// Thousandths, 0 to 999.
    pub millis: u16,
    /// Millionths, 0 to 999.
    pub micros: u16,
}

impl Accuracy {
    /// As one duration.
    #[must_use]
    pub fn duration(self) -> Duration {
        Duration::seconds(self.seconds.into())
            + Duration::milliseconds(self.millis.into())
            + Duration::microseconds(self.micros.into())
    }
}

/// The statement of a time stamp authority.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TstInfo {
    /// The policy it was made under. The NCA's are `1.2.398.3.3.2.6.1` to `.4`.
    pub policy: ObjectIdentifier,
    /// What existed at the time.
    pub imprint: MessageImprint,
    /// Number of the token: contents of an INTEGER.
    pub serial_number: Vec<u8>,
    /// genTime, with fractions of a second where the authority gives them.
    pub stamped_at: OffsetDateTime,
    /// How exact genTime is; not stated when absent.
    pub accuracy: Option<Accuracy>,
    /// Whether tokens of this authority can be ordered by genTime alone.
    pub ordering: bool,
    /// The nonce of the request.
    pub nonce: Option<Vec<u8>>,
    /// A hint at the name of the authority: a GeneralName in DER.
    pub tsa: Option<Vec<u8>>,
}

impl TstInfo {
    /// Reads the encapsulated content of a token.
    ///
    /// # Errors
    /// [`Error::Structure`], and [`Error::Pki`] for an unknown digest algorithm.
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        let mut outer = Cursor::new(der);
        let mut body = outer.sequence()?;
        outer.finish()?;
        if body.unsigned()? != 1 {
            return Err(crate::tlv::Error::Value("version").into());
        }
        let policy = body.object_identifier()?;
        let imprint = MessageImprint::read(&mut body)?;
        let serial_number = body.integer()?.to_vec();
        let stamped_at = instant::read(&body.element(tag::GENERALIZED_TIME)?)?;
        let accuracy = match body.optional(tag::SEQUENCE)? {
            Some(accuracy) => Some(read_accuracy(accuracy.children())?),
            None => None,
        };
        let ordering = match body.optional(tag::BOOLEAN)? {
            Some(value) => value.contents != [0],
            None => false,
        };
        let nonce = match body.peek() {
            Some(tag::INTEGER) => Some(body.integer()?.to_vec()),
            _ => None,
        };
        let tsa = body
            .optional(tag::context_constructed(0))?
            .map(|explicit| explicit.contents.to_vec());
        body.optional(tag::context_constructed(1))?;
        body.finish()?;
        Ok(Self {
            policy,
            imprint,
            serial_number,
            stamped_at,
            accuracy,
            ordering,
            nonce,
            tsa,
        })
    }

    /// The statement in DER, as an authority signs it.
    ///
    /// # Errors
    /// Only when the encoder refuses the lengths.
    pub fn to_der(&self) -> Result<Vec<u8>, Error> {
        let optional =
            |tag: u8, value: &Option<Vec<u8>>| value.as_ref().map(|value| encode(tag, &[value]));
        let ordering: &[u8] = if self.ordering {
            &[tag::BOOLEAN, 1, 0xff]
        } else {
            &[]
        };
        Ok(encode(
            tag::SEQUENCE,
            &[
                &[tag::INTEGER, 1, 1],
                &encode(tag::OBJECT_IDENTIFIER, &[self.policy.as_bytes()]),
                &self.imprint.to_der()?,
                &encode(tag::INTEGER, &[&self.serial_number]),
                &instant::generalized(self.stamped_at),
                &self.accuracy.map(accuracy_der).unwrap_or_default(),
                ordering,
                &optional(tag::INTEGER, &self.nonce).unwrap_or_default(),
                &optional(tag::context_constructed(0), &self.tsa).unwrap_or_default(),
            ],
        ))
    }

    /// The earliest and the latest instant that the statement leaves possible.
    #[must_use]
    pub fn interval(&self) -> (OffsetDateTime, OffsetDateTime) {
        let margin = self.accuracy.unwrap_or_default().duration();
        let at = self.stamped_at;
        (
            at.checked_sub(margin).unwrap_or(at),
            at.checked_add(margin).unwrap_or(at),
        )
    }

    /// Whether this time stamp was certainly made before the other, which need not be of the same authority
    /// (RFC 3161 §2.4.2: the difference must exceed the sum of the accuracies; with ordering, genTime alone
    /// decides among tokens of one authority).
    #[must_use]
    pub fn is_certainly_before(&self, other: &Self, same_authority: bool) -> bool {
        if same_authority && self.ordering && other.ordering {
            return self.stamped_at < other.stamped_at;
        }
        self.interval().1 < other.interval().0
    }
}

fn read_accuracy(mut body: Cursor<'_>) -> Result<Accuracy, Error> {
    let bad = crate::tlv::Error::Value("accuracy");
    let mut accuracy = Accuracy::default();
    if body.peek() == Some(tag::INTEGER) {
        accuracy.seconds = u32::try_from(body.unsigned()?).map_err(|_| bad)?;
    }
    for (number, field) in [&mut accuracy.millis, &mut accuracy.micros]
        .into_iter()
        .enumerate()
    {
        let tag = tag::context(if number == 0 { 0 } else { 1 });
        if let Some(element) = body.optional(tag)? {
            let value = crate::tlv::unsigned(element.contents)?;
            *field = u16::try_from(value)
                .ok()
                .filter(|value| *value <= 999)
                .ok_or(bad)?;
        }
    }
    body.finish()?;
    Ok(accuracy)
}

fn accuracy_der(accuracy: Accuracy) -> Vec<u8> {
    let number = |tag: u8, value: u32| {
        if value == 0 {
            return Vec::new();
        }
        let bytes = u64::from(value).to_be_bytes();
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        let negative = bytes.get(zeros).is_some_and(|first| first & 0x80 != 0);
        let significant = bytes.get(zeros - usize::from(negative)..);
        encode(tag, &[significant.unwrap_or_default()])
    };
    encode(
        tag::SEQUENCE,
        &[
            &number(tag::INTEGER, accuracy.seconds),
            &number(tag::context(0), accuracy.millis.into()),
            &number(tag::context(1), accuracy.micros.into()),
        ],
    )
}
