//! Tries with pauses of random length, so that many callers of a service that
//! fell over do not come back all at once.

use std::time::Duration;

use rand_core::RngCore;

use crate::settings::Settings;

/// The pause after try `tried` (from 1): a random part, at least half, of the
/// doubled and capped pause.
pub(crate) fn pause(
    settings: &Settings,
    tried: u32,
    rng: &mut (impl RngCore + ?Sized),
) -> Duration {
    let doubled = settings.pause.saturating_mul(
        1u32.checked_shl(tried.saturating_sub(1))
            .unwrap_or(u32::MAX),
    );
    let capped = doubled.min(settings.longest_pause);
    let half = capped / 2;
    half + half.mul_f64(f64::from(rng.next_u32()) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(u32);

    impl RngCore for Fixed {
        fn next_u32(&mut self) -> u32 {
            self.0
        }
        fn next_u64(&mut self) -> u64 {
            self.0.into()
        }
        fn fill_bytes(&mut self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
            bytes.fill(0);
            Ok(())
        }
    }

    #[test]
    fn pauses_double_up_to_the_cap_and_vary_by_half() {
        let settings = Settings::default();
        let millis = |tried, random| pause(&settings, tried, &mut Fixed(random)).as_millis();
        assert_eq!((millis(1, 0), millis(1, u32::MAX)), (250, 500));
        assert_eq!((millis(2, 0), millis(2, u32::MAX)), (500, 1_000));
        assert_eq!((millis(9, 0), millis(9, u32::MAX)), (2_500, 5_000));
        assert_eq!(millis(u32::MAX, u32::MAX), 5_000);
    }
}
