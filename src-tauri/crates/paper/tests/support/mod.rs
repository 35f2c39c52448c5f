//! What the tests of this crate share.

#![allow(dead_code, reason = "not every test file uses everything")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// A folder that goes with the test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        Self(tempfile::Builder::new().prefix(name).tempdir().unwrap())
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

/// A document of one page, 100 points square, with this content.
pub(crate) fn pdf(content: &str) -> Vec<u8> {
    pdf_with(content, &[], "")
}

/// As [`pdf`], with further objects, or others in place of those up to 5, and resources.
pub(crate) fn pdf_with(content: &str, more: &[(u32, &[u8])], resources: &str) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R \
         /Resources << /Font << /F 5 0 R >> {resources} >> >>"
    );
    let content = stream("", content.as_bytes());
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    let mut objects = BTreeMap::from([
        (1, b"<< /Type /Catalog /Pages 2 0 R >>".as_slice()),
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, page.as_bytes()),
        (4, &content),
        (5, font.as_bytes()),
    ]);
    objects.extend(more.iter().copied());
    let mut document = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (number, body) in &objects {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", document.len()));
        document.extend(format!("{number} 0 obj\n").bytes());
        document.extend(*body);
        document.extend(b"\nendobj\n");
    }
    let start = document.len();
    let size = objects.keys().max().map_or(1, |highest| highest + 1);
    document.extend(
        format!(
            "xref\n0 1\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n\
             startxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    document
}

/// A stream with these entries besides its length.
pub(crate) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {entries} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// The checksum of a PNG chunk (ISO/IEC 15948 annex D).
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}
