//! A small PDF writer of the tests' own, independent of the one under test.

use miniz_oxide::deflate::compress_to_vec_zlib;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Table,
    /// Cross-reference stream with the objects in an object stream, deflated with a PNG predictor.
    Streams,
    /// A table, with some objects hidden in an object stream that only the `/XRefStm` knows.
    Hybrid,
}

/// A document as text, object by object.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) layout: Layout,
    pub(super) version: &'static str,
    pub(super) eol: &'static str,
    /// Bytes before the header, which offsets do not count.
    pub(super) junk: &'static str,
    pub(super) objects: Vec<(u32, String)>,
    pub(super) trailer: String,
}

pub(super) const CONTENT: &str = "BT /F1 24 Tf 72 700 Td (Tanba) Tj ET";

impl Sample {
    /// Two pages, no form.
    pub(super) fn plain() -> Self {
        let stream =
            |text: &str| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
        let page = |content: u32| {
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R \
                 /Resources << /Font << /F1 7 0 R >> >> >>"
            )
        };
        Self {
            layout: Layout::Table,
            version: "1.7",
            eol: "\n",
            junk: "",
            objects: vec![
                (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
                (
                    2,
                    "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_owned(),
                ),
                (3, page(5)),
                (4, page(6)),
                (5, stream(CONTENT)),
                (6, stream("% second page")),
                (
                    7,
                    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
                ),
            ],
            trailer: String::new(),
        }
    }

    pub(super) fn with(mut self, number: u32, body: &str) -> Self {
        self.objects.retain(|(known, _)| *known != number);
        self.objects.push((number, body.to_owned()));
        self.objects.sort();
        self
    }

    pub(super) fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// A text field and an empty signature field, in a form of the given shape.
    pub(super) fn form(self, indirect_form: bool, indirect_lists: bool) -> Self {
        let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R \
                    /Resources << /Font << /F1 7 0 R >> >> /Annots ANNOTS >>";
        let list = "[8 0 R 9 0 R]";
        let (fields, annots) = if indirect_lists {
            ("11 0 R", "12 0 R")
        } else {
            (list, list)
        };
        let form = format!("<< /Fields {fields} >>");
        let catalog = if indirect_form {
            "10 0 R"
        } else {
            form.as_str()
        };
        let mut sample = self
            .with(1, &format!("<< /Type /Catalog /Pages 2 0 R /AcroForm {catalog} >>"))
            .with(3, &page.replace("ANNOTS", annots))
            .with(8, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [10 10 100 30] /P 3 0 R /F 4 >>")
            .with(9, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (here) /Rect [0 0 0 0] /P 3 0 R /F 132 >>");
        if indirect_form {
            sample = sample.with(10, &form);
        }
        if indirect_lists {
            sample = sample.with(11, list).with(12, list);
        }
        sample
    }

    fn body(&self, text: &str) -> String {
        // Stream data keep their own line ends.
        match text.split_once("stream\n") {
            Some((dictionary, rest)) => {
                format!("{}stream\n{rest}", dictionary.replace('\n', self.eol))
            }
            None => text.replace('\n', self.eol),
        }
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let eol = self.eol;
        let mut out =
            format!("%PDF-{}{eol}%\u{e2}\u{e3}\u{cf}\u{d3}{eol}", self.version).into_bytes();
        let size = self.objects.last().map_or(1, |(number, _)| number + 1);
        let packs = |text: &str, number: u32| match self.layout {
            Layout::Table => false,
            Layout::Streams => !text.contains("stream\n"),
            Layout::Hybrid => number == 7,
        };
        let mut offsets: Vec<(u32, Place)> = Vec::new();
        let mut packed = Vec::new();
        for (number, text) in &self.objects {
            if packs(text, *number) {
                packed.push((*number, self.body(text)));
                continue;
            }
            offsets.push((*number, Place::At(out.len())));
            out.extend(
                format!("{number} 0 obj{eol}{}{eol}endobj{eol}", self.body(text)).into_bytes(),
            );
        }
        let (container, own) = (size, size + 1);
        if self.layout != Layout::Table {
            for (index, (number, _)) in packed.iter().enumerate() {
                offsets.push((*number, Place::Inside(container, index)));
            }
            offsets.push((container, Place::At(out.len())));
            let mut head = String::new();
            let mut data = String::new();
            for (number, text) in &packed {
                head.push_str(&format!("{number} {} ", data.len()));
                data.push_str(text);
                data.push(' ');
            }
            let deflated = compress_to_vec_zlib(format!("{head}{data}").as_bytes(), 6);
            let entry = format!("/Type /ObjStm /N {} /First {}", packed.len(), head.len());
            write_stream(&mut out, container, &entry, &deflated);
        }
        offsets.sort_by_key(|(number, _)| *number);
        let start = out.len();
        match self.layout {
            Layout::Table => self.table(&mut out, &offsets, size, ""),
            Layout::Streams => {
                offsets.push((own, Place::At(start)));
                self.xref_stream(&mut out, own, &offsets, own + 1);
            }
            Layout::Hybrid => {
                let hidden: Vec<_> = offsets
                    .iter()
                    .copied()
                    .filter(|(_, place)| matches!(place, Place::Inside(..)))
                    .collect();
                let stream_at = out.len();
                self.xref_stream(&mut out, own, &hidden, own + 1);
                let table_at = out.len();
                self.table(
                    &mut out,
                    &offsets,
                    own + 1,
                    &format!("/XRefStm {stream_at}"),
                );
                return self.end(out, table_at);
            }
        }
        self.end(out, start)
    }

    fn end(&self, mut out: Vec<u8>, start: usize) -> Vec<u8> {
        let eol = self.eol;
        out.extend(format!("startxref{eol}{start}{eol}%%EOF{eol}").into_bytes());
        [self.junk.as_bytes(), &out].concat()
    }

    fn table(&self, out: &mut Vec<u8>, offsets: &[(u32, Place)], size: u32, more: &str) {
        let eol = self.eol;
        out.extend(format!("xref{eol}0 {size}{eol}").into_bytes());
        for number in 0..size {
            let place = offsets.iter().find(|(known, _)| *known == number);
            let line = match place {
                Some((_, Place::At(offset))) => format!("{offset:010} 00000 n \n"),
                _ => "0000000000 65535 f \n".to_owned(),
            };
            out.extend(line.into_bytes());
        }
        let trailer = format!(
            "trailer{eol}<< /Size {size} /Root 1 0 R {more} {} >>{eol}",
            self.trailer
        );
        out.extend(trailer.into_bytes());
    }

    fn xref_stream(&self, out: &mut Vec<u8>, number: u32, offsets: &[(u32, Place)], size: u32) {
        let mut rows = Vec::new();
        let mut previous = [0_u8; 6];
        let mut index = String::new();
        for (number, place) in offsets {
            index.push_str(&format!("{number} 1 "));
            let (kind, second, third) = match place {
                Place::At(offset) => (1_u8, *offset as u32, 0),
                Place::Inside(container, index) => (2, *container, *index as u8),
            };
            let [a, b, c, d] = second.to_be_bytes();
            let row = [kind, a, b, c, d, third];
            rows.push(2);
            rows.extend(
                row.iter()
                    .zip(previous)
                    .map(|(byte, up)| byte.wrapping_sub(up)),
            );
            previous = row;
        }
        let entry = format!(
            "/Type /XRef /Size {size} /W [1 4 1] /Index [{index}] /Root 1 0 R {} \
             /DecodeParms << /Predictor 12 /Columns 6 >>",
            self.trailer
        );
        write_stream(out, number, &entry, &compress_to_vec_zlib(&rows, 6));
    }
}

#[derive(Clone, Copy, Debug)]
enum Place {
    At(usize),
    Inside(u32, usize),
}

fn write_stream(out: &mut Vec<u8>, number: u32, entries: &str, deflated: &[u8]) {
    let length = deflated.len();
    out.extend(
        format!("{number} 0 obj\n<< {entries} /Filter /FlateDecode /Length {length} >>\nstream\n")
            .into_bytes(),
    );
    out.extend(deflated);
    out.extend(b"\nendstream\nendobj\n");
}

/// Appends an update of plain objects with a table, as an editor or an attacker would.
pub(super) fn append_objects(document: &[u8], objects: &[(u32, &str)]) -> Vec<u8> {
    let text = String::from_utf8_lossy(document).into_owned();
    let previous: usize = text
        .rsplit("startxref")
        .next()
        .and_then(|rest| rest.split_whitespace().next())
        .unwrap()
        .parse()
        .unwrap();
    let size = document.len() as u32 / 8 + 10_000;
    let mut out = document.to_vec();
    let mut table = "xref\n".to_owned();
    for (number, body) in objects {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", out.len()));
        out.extend(format!("{number} 0 obj\n{body}\nendobj\n").into_bytes());
    }
    let start = out.len();
    out.extend(format!("{table}trailer\n<< /Size {size} /Root 1 0 R /Prev {previous} >>\nstartxref\n{start}\n%%EOF\n").into_bytes());
    out
}

/// Every shape of document the tests sign, by name.
pub(super) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let plain = Sample::plain();
    vec![
        ("plain", plain.write()),
        (
            "pdf 1.4",
            Sample {
                version: "1.4",
                ..plain.clone()
            }
            .write(),
        ),
        (
            "pdf 2.0",
            Sample {
                version: "2.0",
                ..plain.clone()
            }
            .write(),
        ),
        (
            "cr",
            Sample {
                eol: "\r",
                ..plain.clone()
            }
            .write(),
        ),
        (
            "crlf",
            Sample {
                eol: "\r\n",
                ..plain.clone()
            }
            .write(),
        ),
        (
            "junk before the header",
            Sample {
                junk: "junk of a mail gateway\n",
                ..plain.clone()
            }
            .write(),
        ),
        ("streams", plain.clone().layout(Layout::Streams).write()),
        ("hybrid", plain.clone().layout(Layout::Hybrid).write()),
        ("direct form", plain.clone().form(false, false).write()),
        ("indirect form", plain.clone().form(true, false).write()),
        ("indirect lists", plain.clone().form(true, true).write()),
        (
            "direct form, indirect lists",
            plain.clone().form(false, true).write(),
        ),
        (
            "form in streams",
            plain
                .clone()
                .form(true, true)
                .layout(Layout::Streams)
                .write(),
        ),
        ("weird white space", weird()),
    ]
}

/// Valid, if nobody would write it so.
fn weird() -> Vec<u8> {
    let mut sample = Sample::plain();
    sample.objects = vec![
        (1, "<</Type/Catalog/Pages 2 0 R%comment >> (\n/P#61geMode/Use#4eone>>".to_owned()),
        (2, "<</Kids[\t3 \u{c} 0\nR ]/Type/Pages/Count\n1>>".to_owned()),
        (3, "<</Type/Page/Parent 2 0 R/MediaBox[0.0 -.0 612. +792]/Resources<<>>/X(a\\)(b)\\\nc\\101)/Y<4 1 4>>>".to_owned()),
    ];
    sample.write()
}
