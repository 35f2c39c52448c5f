//! Addresses of mail, as applicants give them.

/// Whether it looks like an address that mail can be sent to; whether it can be is found out by sending.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let plain = text.chars().all(|c| {
        !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c) || c == '@'
    });
    let label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    plain
        && (1..=64).contains(&local.len())
        && !local.contains('@')
        && !local.starts_with('.')
        && !local.ends_with('.')
        && text.len() <= 254
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn addresses_look_like_addresses() {
        for good in [
            "a@b.kz",
            "ulzhan.abdi+eds@mail.example.kz",
            "пошта@мысал.қаз",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@b.kz",
            "a@b",
            "a b@c.kz",
            "a@b..kz",
            "a@b@c.kz",
            "a@-b.kz",
            "a\r\nBcc: x@y.kz",
            "<a@b.kz>",
            ".a@b.kz",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
