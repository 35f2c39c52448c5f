//! The practice authority, started as the window starts it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::process::{read, shown};
use crate::{Result, build};

/// One page with nothing on it.
pub(super) const PDF: &str = "%PDF-1.7
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>
endobj
xref
0 4
0000000000 65535 f\u{20}
0000000009 00000 n\u{20}
0000000058 00000 n\u{20}
0000000115 00000 n\u{20}
trailer
<< /Size 4 /Root 1 0 R >>
startxref
186
%%EOF
";

/// A running authority; it ends with this value.
#[derive(Debug)]
pub(super) struct Practice {
    child: Child,
    /// Closed, it tells the authority to end.
    input: Option<ChildStdin>,
    address: String,
    folder: PathBuf,
}

impl Practice {
    /// Serves the authority of a folder; the first time it is made.
    pub(super) fn start(folder: &Path) -> Result<Self> {
        let mut command = Command::new(build::authority(false));
        command
            .args(["serve", "--exit-with-stdin", "--practice"])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        println!("$ {}", shown(&command));
        let mut child = command
            .spawn()
            .map_err(|error| format!("tanba-authority: {error}"))?;
        let output = child.stdout.take().ok_or("it has no output")?;
        let mut practice = Self {
            input: child.stdin.take(),
            child,
            address: String::new(),
            folder: folder.to_owned(),
        };
        for line in BufReader::new(output).lines() {
            let line = line.map_err(|error| error.to_string())?;
            println!("{line}");
            if let Some(address) = line.strip_prefix("listening on ") {
                practice.address = address.trim().to_owned();
                return Ok(practice);
            }
        }
        Err("tanba-authority ended before it listened".into())
    }

    /// Its address.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// A one-time token for one certificate.
    pub(super) fn invite(&self) -> Result<String> {
        let mut command = Command::new(build::authority(false));
        command.arg("invite").arg(&self.folder);
        println!("$ {}", shown(&command));
        read(&mut command).map(|text| text.trim().to_owned())
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}
