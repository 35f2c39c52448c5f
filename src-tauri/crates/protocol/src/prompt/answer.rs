//! Reading an [`Answer`]. What serde derives for a tagged enum keeps every value in a buffer until
//! the tag is known, and forgets the buffer without wiping it; here the secret goes straight into
//! its wiping type.

use std::fmt;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::Answer;

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Answer;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an answer")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answer, A::Error> {
        let (mut answer, mut key, mut secret) = (None::<String>, None, None);
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "answer" => answer = Some(map.next_value()?),
                "key" => key = map.next_value()?,
                "secret" => secret = Some(map.next_value::<Secret>()?.0),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match answer.as_deref() {
            Some("confirm") => Ok(Answer::Confirm {
                key,
                secret: secret.ok_or_else(|| A::Error::missing_field("secret"))?,
            }),
            Some("cancel") => Ok(Answer::Cancel),
            Some(other) => Err(A::Error::unknown_variant(other, &["confirm", "cancel"])),
            None => Err(A::Error::missing_field("answer")),
        }
    }
}

/// A text that is wiped wherever it is held.
struct Secret(SecretString);

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text)
    }
}

struct Text;

impl Visitor<'_> for Text {
    type Value = Secret;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret(text.into()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Secret, E> {
        let text = Zeroizing::new(text);
        // A copy of its own: giving the text away could move it and leave the old place as it was.
        Ok(Secret(text.as_str().into()))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use secrecy::ExposeSecret as _;
    use serde::de::value::{Error, MapDeserializer};
    use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
    use serde::forward_to_deserialize_any;

    use super::Answer;

    thread_local! {
        static BUFFERED: Cell<bool> = const { Cell::new(false) };
    }

    /// A text that notices when it is read into a buffer of any type.
    struct Noticing(&'static str);

    impl<'de> Deserializer<'de> for Noticing {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            BUFFERED.set(true);
            visitor.visit_str(self.0)
        }

        fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_string(self.0.to_owned())
        }

        fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_string(self.0.to_owned())
        }

        fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_some(self)
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit
            unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
            ignored_any
        }
    }

    impl IntoDeserializer<'_, Error> for Noticing {
        type Deserializer = Self;

        fn into_deserializer(self) -> Self {
            self
        }
    }

    #[test]
    fn a_secret_is_never_buffered_wherever_the_tag_stands() {
        for order in [["answer", "secret"], ["secret", "answer"]] {
            let fields = order.map(|name| {
                let value = if name == "secret" {
                    "Hidden1"
                } else {
                    "confirm"
                };
                (name, Noticing(value))
            });
            let map = MapDeserializer::<_, Error>::new(fields.into_iter());
            let Answer::Confirm { secret, .. } = Answer::deserialize(map).unwrap() else {
                panic!("not confirmed")
            };
            assert_eq!(secret.expose_secret(), "Hidden1");
            assert!(!BUFFERED.get());
        }
    }

    #[test]
    fn what_is_no_answer_is_refused_without_naming_the_secret() {
        for json in [
            r#"{"answer":"confirm"}"#,
            r#"{"secret":"Hidden1"}"#,
            r#"{"answer":"maybe","secret":"Hidden1"}"#,
            r#"{"answer":"confirm","secret":["Hidden1"]}"#,
        ] {
            let error = serde_json::from_str::<Answer>(json).unwrap_err();
            assert!(!error.to_string().contains("Hidden1"), "{error}");
        }
        let json = r#"{"answer":"cancel","secret":"Hidden1","other":{"a":[1]}}"#;
        assert!(matches!(
            serde_json::from_str::<Answer>(json),
            Ok(Answer::Cancel)
        ));
    }
}
