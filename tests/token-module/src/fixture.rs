//! What tests lay out for the module.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::token_file::Locked;
use crate::{Behaviour, TokenFile};

/// A module of its own with one slot, in a folder.
#[derive(Clone, Debug)]
pub struct TestToken {
    folder: PathBuf,
}

impl TestToken {
    /// Copies the module into the folder; its slot is empty.
    ///
    /// # Errors
    /// When the module was not built beside the test, or cannot be copied.
    pub fn new(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder.join("tokens"))?;
        let this = Self {
            folder: folder.to_owned(),
        };
        fs::copy(built()?, this.module())?;
        Ok(this)
    }

    /// The module, to be loaded.
    #[must_use]
    pub fn module(&self) -> PathBuf {
        self.folder.join(file_name())
    }

    /// Where everything lies.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a token, which is not inserted by that.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, token: &TokenFile) -> io::Result<()> {
        self.change(&token.serial, |file| *file = token.clone())
    }

    /// Reads a token.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, serial: &str) -> io::Result<TokenFile> {
        Ok(Locked::open(&self.folder, serial)?.token)
    }

    /// Changes a token, in its slot or out of it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn change(&self, serial: &str, change: impl FnOnce(&mut TokenFile)) -> io::Result<()> {
        let mut locked = Locked::open(&self.folder, serial)?;
        change(&mut locked.token);
        locked.save()
    }

    /// Puts a token into the slot, in place of the one that may be there. One that was never
    /// [`put`](Self::put) is a new one.
    ///
    /// # Errors
    /// When the file of the slot cannot be written.
    pub fn insert(&self, serial: &str) -> io::Result<()> {
        let beside = self.folder.join("slot.new");
        fs::write(&beside, serial)?;
        fs::rename(beside, self.slot())
    }

    /// Pulls the token out.
    ///
    /// # Errors
    /// When there is none.
    pub fn remove(&self) -> io::Result<()> {
        fs::remove_file(self.slot())
    }

    /// Has exactly these things go wrong from now on; with none, what hangs comes back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn behave(&self, behaviours: &[Behaviour]) -> io::Result<()> {
        let lines = behaviours.iter().map(|behaviour| format!("{behaviour}\n"));
        let beside = self.folder.join("behaviour.new");
        fs::write(&beside, lines.collect::<String>())?;
        fs::rename(beside, self.folder.join("behaviour"))
    }

    /// Counts calls from now on.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn count_calls(&self) -> io::Result<()> {
        fs::write(self.folder.join("calls"), "")
    }

    /// How often a function was called since.
    ///
    /// # Errors
    /// When nobody counts.
    pub fn calls(&self, function: &str) -> io::Result<usize> {
        let text = fs::read_to_string(self.folder.join("calls"))?;
        Ok(text.lines().filter(|line| *line == function).count())
    }

    fn slot(&self) -> PathBuf {
        self.folder.join("slot")
    }
}

fn file_name() -> String {
    format!(
        "{}token_module{}",
        env::consts::DLL_PREFIX,
        env::consts::DLL_SUFFIX
    )
}

/// Where cargo put the module: beside the program of the test or, when that one is no test, below it.
fn built() -> io::Result<PathBuf> {
    let program = env::current_exe()?;
    let beside = program.parent().unwrap_or(&program);
    let places = [
        beside.join(file_name()),
        beside.join("deps").join(file_name()),
    ];
    places
        .into_iter()
        .find(|path| path.is_file())
        .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "the module is not built"))
}
