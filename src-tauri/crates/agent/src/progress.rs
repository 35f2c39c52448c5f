//! A file that tells how far it has been read.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use tanba_protocol::{Event, Progress, Stage};

use crate::shell::{Cancelled, Shell};

/// Bytes between two reports: a hundredth of a second of hashing.
const STEP: u64 = 8 << 20;
/// Files smaller than this are read before anybody could look.
const WORTH_SHOWING: u64 = 32 << 20;

/// Reads a file and reports progress of long ones.
pub(crate) struct Watched<'a> {
    file: File,
    total: u64,
    done: u64,
    reported: u64,
    stage: Stage,
    shell: &'a dyn Shell,
}

impl<'a> Watched<'a> {
    pub(crate) fn new(file: File, stage: Stage, shell: &'a dyn Shell) -> Self {
        let total = file.metadata().map_or(0, |metadata| metadata.len());
        Self {
            file,
            total,
            done: 0,
            reported: 0,
            stage,
            shell,
        }
    }

    fn report(&mut self) {
        self.reported = self.done;
        self.shell.event(Event::Progress(Progress {
            stage: self.stage,
            bytes_done: self.done.min(self.total),
            bytes_total: Some(self.total),
        }));
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.shell.is_cancelled() {
            return Err(io::Error::other(Cancelled));
        }
        let count = self.file.read(buffer)?;
        self.done = self
            .done
            .saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        let due = self.done.saturating_sub(self.reported) >= STEP || count == 0;
        if self.total >= WORTH_SHOWING && due && self.done != self.reported {
            self.report();
        }
        Ok(count)
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.done = self.file.seek(to)?;
        self.reported = self.reported.min(self.done);
        Ok(self.done)
    }
}
