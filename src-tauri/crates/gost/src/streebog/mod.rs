//! Streebog: GOST R 34.11-2012, RFC 6986.

mod compress;
mod tables;

use std::fmt;

use digest::block_buffer::Eager;
use digest::core_api::{
    AlgorithmName, Block, BlockSizeUser, Buffer, BufferKindUser, CoreWrapper,
    CtVariableCoreWrapper, OutputSizeUser, TruncSide, UpdateCore, VariableOutputCore,
};
use digest::typenum::{U32, U64};
use digest::{HashMarker, InvalidOutputSize, Output};

use crate::arithmetic::words;
use compress::compress;

/// Streebog with 512 bits (RFC 6986): the hash of GOST 34.10-2015/512 signatures.
///
/// The time it takes depends, through the processor's caches, on the message: not for secrets
/// that an attacker on the same machine may not learn.
pub type Streebog512 = CoreWrapper<CtVariableCoreWrapper<StreebogCore, U64>>;

/// Streebog with 256 bits (RFC 6986); see [`Streebog512`].
pub type Streebog256 = CoreWrapper<CtVariableCoreWrapper<StreebogCore, U32>>;

/// The state between blocks; used through [`Streebog512`] and [`Streebog256`].
#[derive(Clone)]
pub struct StreebogCore {
    h: [u64; 8],
    /// Bits of the message so far, modulo 2^512.
    n: [u64; 8],
    /// The sum of the message's blocks, modulo 2^512.
    sigma: [u64; 8],
}

impl StreebogCore {
    #[inline]
    fn absorb(&mut self, block: &[u8; 64], bits: u64) {
        let message: [u64; 8] = words::from_le_bytes(block);
        compress(&mut self.h, &self.n, &message);
        self.n = words::add(&self.n, &[bits, 0, 0, 0, 0, 0, 0, 0]).0;
        self.sigma = words::add(&self.sigma, &message).0;
    }
}

impl HashMarker for StreebogCore {}

impl BlockSizeUser for StreebogCore {
    type BlockSize = U64;
}

impl BufferKindUser for StreebogCore {
    type BufferKind = Eager;
}

impl OutputSizeUser for StreebogCore {
    type OutputSize = U64;
}

impl UpdateCore for StreebogCore {
    #[inline]
    fn update_blocks(&mut self, blocks: &[Block<Self>]) {
        for block in blocks {
            self.absorb(block.as_ref(), 512);
        }
    }
}

impl VariableOutputCore for StreebogCore {
    const TRUNC_SIDE: TruncSide = TruncSide::Right;

    fn new(output_size: usize) -> Result<Self, InvalidOutputSize> {
        let h = match output_size {
            32 => [0x0101_0101_0101_0101; 8],
            64 => [0; 8],
            _ => return Err(InvalidOutputSize),
        };
        Ok(Self {
            h,
            n: [0; 8],
            sigma: [0; 8],
        })
    }

    fn finalize_variable_core(&mut self, buffer: &mut Buffer<Self>, out: &mut Output<Self>) {
        let position = buffer.get_pos();
        let block = buffer.pad_with_zeros();
        let mut padded = [0; 64];
        padded.copy_from_slice(block);
        padded[position] = 1;
        self.absorb(&padded, 8 * position as u64);
        compress(&mut self.h, &[0; 8], &self.n);
        compress(&mut self.h, &[0; 8], &self.sigma);
        words::write_le_bytes(&self.h, out);
    }
}

impl AlgorithmName for StreebogCore {
    fn write_alg_name(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Streebog")
    }
}

impl fmt::Debug for StreebogCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreebogCore").finish_non_exhaustive()
    }
}
