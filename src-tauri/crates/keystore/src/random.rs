use rand_core::{CryptoRng, RngCore};

/// The random numbers of the operating system: the one generator that real keys and signatures use. Tests
/// pass another.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl RngCore for SystemRandom {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    /// # Panics
    /// When the system has no randomness: there is nothing sensible to go on with. Callers that can report
    /// it use `try_fill_bytes`.
    #[allow(clippy::panic)]
    fn fill_bytes(&mut self, out: &mut [u8]) {
        if self.try_fill_bytes(out).is_err() {
            panic!("the operating system gives no randomness");
        }
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand_core::Error> {
        getrandom::getrandom(out).map_err(|error| {
            let code = error.code();
            rand_core::Error::from(code)
        })
    }
}

impl CryptoRng for SystemRandom {}
