//! What certificates of the Treasury's users and of information systems name besides a person or a program.

/// Whether it is a role of the Treasury's system: `ROLE` and two digits, from `ROLE01` on. Certificates have it as
/// `DC`.
#[must_use]
pub fn is_treasury_role(text: &str) -> bool {
    text.strip_prefix("ROLE")
        .is_some_and(|digits| is_number(digits, 2))
}

/// Whether it is a code of the Treasury's: `KS` and four digits, from `KS0001` on. Certificates have it as
/// `businessCategory`.
#[must_use]
pub fn is_treasury_code(text: &str) -> bool {
    text.strip_prefix("KS")
        .is_some_and(|digits| is_number(digits, 4))
}

/// So many digits, of which not all are zeros: nobody has the number 0.
fn is_number(digits: &str, length: usize) -> bool {
    digits.len() == length
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.bytes().any(|byte| byte != b'0')
}

/// Whether it is the object identifier of an information system in dotted form (RFC 4512 §1.4, `numericoid`):
/// three to twenty arcs, at most 64 characters. Certificates have it as `UID`.
#[must_use]
pub fn is_system_id(text: &str) -> bool {
    let arcs: Vec<&str> = text.split('.').collect();
    let is_arc = |arc: &&str| {
        !arc.is_empty()
            && arc.bytes().all(|byte| byte.is_ascii_digit())
            && (arc.len() == 1 || !arc.starts_with('0'))
    };
    // X.660: 0, 1 and 2 stand at the top, and below the first two there are forty.
    let top = match arcs.as_slice() {
        ["0" | "1", second, ..] => second.parse().is_ok_and(|arc: u8| arc < 40),
        ["2", ..] => true,
        _ => false,
    };
    text.len() <= 64 && (3..=20).contains(&arcs.len()) && arcs.iter().all(is_arc) && top
}

/// Whether what belongs to some templates alone is told as it may be: rightly where it applies, and not at all
/// where it does not. Who does not know it leaves it out, and the certificate does not name it.
pub fn may_tell(applies: bool, told: Option<&str>, is_right: impl FnOnce(&str) -> bool) -> bool {
    told.is_none_or(|told| applies && is_right(told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_treasury_has_roles_and_codes() {
        for good in ["ROLE01", "ROLE02", "ROLE10", "ROLE99"] {
            assert!(is_treasury_role(good), "{good}");
        }
        for bad in [
            "", "ROLE", "ROLE00", "ROLE2", "ROLE002", "role02", "ROLE0x", "ROLE٠٢", " ROLE02",
        ] {
            assert!(!is_treasury_role(bad), "{bad}");
        }
        for good in ["KS0001", "KS1234", "KS9999"] {
            assert!(is_treasury_code(good), "{good}");
        }
        for bad in [
            "", "KS", "KS0000", "KS123", "KS12345", "ks1234", "КS1234", "KS1234 ",
        ] {
            assert!(!is_treasury_code(bad), "{bad}");
        }
    }

    #[test]
    fn a_system_has_an_object_identifier() {
        let uuid = "2.25.329800735698586629295641978511506172918";
        for good in ["1.2.398.3.20.1", "0.39.0", "1.39.5", "2.999.1", uuid] {
            assert!(is_system_id(good), "{good}");
        }
        let long = format!("1.2.{}", "9".repeat(61));
        let deep = ["1"; 21].join(".");
        for bad in [
            "", "1", "1.2", "1.40.1", "3.1.1", "1.2.", ".1.2.3", "1..2", "1.2.03", "1.2.a",
            "1.2.3 ", "1.2.-3", "1.+2.3", &long, &deep,
        ] {
            assert!(!is_system_id(bad), "{bad}");
        }
    }
}
