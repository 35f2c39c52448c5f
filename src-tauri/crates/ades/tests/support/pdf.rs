//! Documents to sign.

/// One page, nothing else; a classic cross-reference table.
pub const PLAIN: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
    2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
    3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << >> >>\nendobj\n\
    xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n0000000115 00000 n \n\
    trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n203\n%%EOF\n";

/// The same page in an object stream, found by a cross-reference stream.
pub fn streams() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << >> >>",
    ];
    let (mut index, mut data) = (String::new(), String::new());
    for (number, object) in (1..).zip(objects) {
        index.push_str(&format!("{number} {} ", data.len()));
        data.push_str(&format!("{object} "));
    }
    let container = format!(
        "<< /Type /ObjStm /N 3 /First {} /Length {} >>\nstream\n{index}{data}\nendstream",
        index.len(),
        index.len() + data.len(),
    );
    let mut out = b"%PDF-1.6\n".to_vec();
    let container_at = out.len();
    out.extend(format!("4 0 obj\n{container}\nendobj\n").into_bytes());
    let own_at = out.len();
    let mut rows = vec![0, 0, 0, 0];
    rows.extend([2, 0, 4, 0, 2, 0, 4, 1, 2, 0, 4, 2]);
    for at in [container_at, own_at] {
        let [high, low] = u16::try_from(at).unwrap().to_be_bytes();
        rows.extend([1, high, low, 0]);
    }
    let dictionary = format!(
        "<< /Type /XRef /Size 6 /Root 1 0 R /W [1 2 1] /Length {} >>",
        rows.len()
    );
    out.extend(format!("5 0 obj\n{dictionary}\nstream\n").into_bytes());
    out.extend(rows);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{own_at}\n%%EOF\n").into_bytes());
    out
}
