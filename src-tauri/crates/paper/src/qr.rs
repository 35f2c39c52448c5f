//! QR codes (ISO/IEC 18004) as vector drawings.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcode::{Color, EcLevel, QrCode};

use crate::Error;

/// The white margin around a symbol, in modules.
pub(crate) const QUIET_ZONE: u16 = 4;

/// A symbol: its dark modules.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    /// Modules on each side.
    side: u16,
    dark: Vec<bool>,
}

impl Symbol {
    /// The symbol for `payload`, with as much error correction as its length leaves room for up to
    /// level M.
    pub(crate) fn new(payload: &[u8]) -> Result<Self, Error> {
        let code = QrCode::with_error_correction_level(payload, EcLevel::M)
            .or_else(|_| QrCode::with_error_correction_level(payload, EcLevel::L))
            .map_err(|_| Error::QrTooLong)?;
        Ok(Self {
            side: u16::try_from(code.width()).map_err(|_| Error::QrTooLong)?,
            dark: code
                .into_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect(),
        })
    }

    /// Modules on each side, the quiet zone included.
    pub(crate) fn modules(&self) -> u16 {
        self.side + 2 * QUIET_ZONE
    }

    /// The dark modules, each a square of side 1, runs of a row joined.
    pub(crate) fn path(&self) -> Option<Path> {
        let mut path = PathBuilder::new();
        for (row, line) in (QUIET_ZONE..).zip(self.dark.chunks(usize::from(self.side))) {
            let mut column = QUIET_ZONE;
            for run in line.chunk_by(|left, right| left == right) {
                let length = u16::try_from(run.len()).unwrap_or(0);
                let [x, y, width] = [column, row, length].map(f32::from);
                if run.first() == Some(&true)
                    && let Some(rect) = Rect::from_xywh(x, y, width, 1.)
                {
                    path.push_rect(rect);
                }
                column += length;
            }
        }
        path.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_has_its_finders_and_every_dark_module() {
        let symbol = Symbol::new(b"https://example.kz").unwrap();
        let row = |index: usize| &symbol.dark[index * 25..][..25];
        assert_eq!(symbol.modules(), 33);
        assert_eq!(
            row(0)[..8],
            [true, true, true, true, true, true, true, false]
        );
        assert_eq!(row(24)[..8], row(0)[..8]);
        assert!(symbol.path().is_some());
        assert_eq!(Symbol::new(&[0; 2954]).unwrap_err(), Error::QrTooLong);
    }
}
