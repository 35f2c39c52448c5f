//! Where things lie on this computer.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Where things lie. A test has them below a folder of its own.
#[derive(Clone, Debug)]
pub struct Places {
    /// `/`, or the folder that stands for it.
    pub root: PathBuf,
    /// The folder of the user's settings, `~/.config`.
    pub settings: Option<PathBuf>,
    /// `$TANBA_PKCS11_MODULES`: further modules, separated as in `PATH`.
    pub modules: Option<OsString>,
    /// `$SNAP_NAME`: the snap that this program runs in.
    pub snap: Option<String>,
    /// The name of this program, as p11-kit's configuration calls it.
    pub program: String,
}

impl Places {
    /// This computer.
    pub fn here() -> Self {
        let settings = env::var_os("XDG_CONFIG_HOME")
            .filter(|folder| !folder.is_empty())
            .map(PathBuf::from)
            .or_else(|| Some(env::home_dir()?.join(".config")));
        let program = env::current_exe().ok();
        let program = program.as_deref().and_then(Path::file_stem);
        Self {
            root: "/".into(),
            settings,
            modules: env::var_os("TANBA_PKCS11_MODULES"),
            snap: env::var("SNAP_NAME").ok().filter(|name| !name.is_empty()),
            program: program.map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        }
    }

    /// A computer of which nothing is known but its files.
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            settings: None,
            modules: None,
            snap: None,
            program: "tanba".into(),
        }
    }

    /// An absolute path of that computer.
    pub(super) fn path(&self, absolute: impl AsRef<Path>) -> PathBuf {
        let absolute = absolute.as_ref();
        let below = absolute.strip_prefix("/").unwrap_or(absolute);
        self.root.join(below)
    }

    /// Where a module may lie that is told by name alone, or the one place that an absolute path names.
    pub(super) fn candidates(&self, library: &str) -> Vec<PathBuf> {
        if Path::new(library).is_absolute() {
            return vec![self.path(library)];
        }
        self.library_folders()
            .into_iter()
            .map(|folder| folder.join(library))
            .collect()
    }

    /// Where libraries are installed.
    fn library_folders(&self) -> Vec<PathBuf> {
        if cfg!(windows) {
            let windows = env::var_os("SystemRoot").unwrap_or_else(|| r"C:\Windows".into());
            return vec![Path::new(&windows).join("System32")];
        }
        if cfg!(target_os = "macos") {
            return ["/usr/local/lib", "/opt/homebrew/lib"]
                .map(|folder| self.path(folder))
                .to_vec();
        }
        // As Debian and its kin call it; elsewhere there is no such folder.
        let triple = format!("/usr/lib/{}-linux-gnu", env::consts::ARCH);
        let folders = [triple.as_str(), "/usr/lib64", "/usr/lib", "/usr/local/lib"];
        folders
            .iter()
            .flat_map(|folder| [format!("{folder}/pkcs11"), (*folder).to_owned()])
            .map(|folder| self.path(folder))
            .collect()
    }
}
