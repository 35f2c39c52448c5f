//! `GET /applications/{number}/form`: the application on paper.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use sha2::{Digest as _, Sha256};
use tanba_authority::registry::kato;
use tanba_authority::{ApplicationKey, ApplicationRecord, Applications as _, Title, day, words};
use tanba_paper::sheet::{Qr, Row, Section, Sheet, Tone};
use tanba_protocol::authority as wire;
use tanba_protocol::authority::Language;

use super::Door;
use super::apply::own;
use super::problem::{Problem, answer};

#[utoipa::path(
    get,
    path = "/applications/{number}/form",
    tag = "applications",
    params(
        ("number" = String, Path, description = "Number of the application"),
        ("Idempotency-Key" = String, Header, description = "A UUID of the client's"),
        ("language" = Option<String>, Query, description = "kk, ru or en"),
    ),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/pdf"),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn form(
    State(door): State<Door>,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let record = own(&door, &number, &headers).await?;
    // `?language=kk`; the applicant's own otherwise.
    let query = query.unwrap_or_default();
    let language = url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "language")
        .and_then(|(_, language)| Language::parse(&language))
        .unwrap_or(record.language);
    let keys = door.authority.storage().application_keys(&record.number);
    let sheet = sheet(
        &record,
        &keys.await?,
        door.authority.site().title(),
        language,
    );
    // Setting a page takes long enough to hold up others.
    let pdf = tokio::task::spawn_blocking(move || sheet.to_pdf()).await;
    let pdf = pdf.map_err(|error| Problem::internal(&error))?;
    let pdf = pdf.map_err(|error| Problem::internal(&error))?;
    Ok(answer(StatusCode::OK, "application/pdf", pdf))
}

fn sheet(
    record: &ApplicationRecord,
    keys: &[ApplicationKey],
    title: &Title,
    language: Language,
) -> Sheet {
    let say = |id: &str| words(id).of(language).to_owned();
    let row = |id: &str, value: String| Row::new(say(id), value);
    let own = |id: &str, value: &Option<String>| value.clone().map(|value| row(id, value));
    let section = |id: &str, rows: Vec<Option<Row>>, notes: Vec<String>| Section {
        heading: say(id),
        rows: rows.into_iter().flatten().collect(),
        notes,
    };
    let identity = &record.identity;
    let number = record.number.to_string();
    let place = record.place.as_ref();
    let place = place.and_then(|(region, city)| kato::place(region, city));
    let place =
        place.map(|(region, city)| format!("{}, {}", region.of(language), city.of(language)));
    let digests = keys
        .iter()
        .map(|key| row("form-digest", derive_digest(&key.request)));
    let template = say(&format!("template-{}", identity.template.as_str()));
    let next = match record.needs_head() {
        true => say("form-head"),
        false => say("form-bring"),
    };
    Sheet {
        title: say("form-title"),
        lead: number.clone(),
        tone: Tone::Caution,
        sections: vec![
            section(
                "form-application",
                vec![
                    Some(row("form-number", number.clone())),
                    Some(row("form-submitted", day(record.submitted_at))),
                    Some(row("form-until", day(record.expires_at))),
                    record
                        .agreement
                        .clone()
                        .map(|version| row("form-agreement", version)),
                ],
                vec![next],
            ),
            section(
                "form-organisation",
                vec![
                    identity
                        .organisation
                        .clone()
                        .map(|name| row("form-name", name)),
                    identity.bin.clone().map(|bin| row("form-bin", bin)),
                    place.map(|place| row("form-place", place)),
                ],
                Vec::new(),
            ),
            section(
                "form-applicant",
                vec![
                    Some(row(
                        match identity.template.is_system() {
                            true => "form-system-name",
                            false => "form-person",
                        },
                        identity.common_name.clone(),
                    )),
                    identity.iin.clone().map(|iin| row("form-iin", iin)),
                    Some(row("form-template", template)),
                    own("form-treasury-role", &identity.treasury_role),
                    own("form-treasury-code", &identity.treasury_code),
                    own("form-system-id", &identity.system_id),
                    record.email.clone().map(|email| row("form-email", email)),
                ],
                Vec::new(),
            ),
            section(
                "form-keys",
                std::iter::once(row(
                    "form-storage",
                    say(&format!("storage-{}", record.storage.as_str())),
                ))
                .chain(digests)
                .map(Some)
                .collect(),
                vec![say("form-signature")],
            ),
        ],
        qr: vec![Qr {
            caption: say("form-qr"),
            payload: number.into_bytes(),
        }],
        footer: match title.is_practice() {
            true => say("form-footer"),
            false => title.as_str().to_owned(),
        },
        language: language.as_str().to_owned(),
        made_at: record.submitted_at,
    }
}

/// SHA-256 in groups that can be compared by eye.
fn derive_digest(request: &[u8]) -> String {
    let hex = hex::encode(Sha256::digest(request));
    let groups: Vec<&str> = (0..hex.len())
        .step_by(8)
        .filter_map(|at| hex.get(at..at + 8))
        .collect();
    groups.join(" ")
}
