//! `registry`: fills the tables that stand in for the registries of the state, and lists them.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::ExitCode;

use csv::{Position, StringRecord};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tanba_authority::registry::{Individual, LegalEntity, MobileCitizen, Unfit};

use crate::args::{
    RegistryAction, RegistryArgs, RegistryImportArgs, RegistryKind, RegistryListArgs,
};
use crate::clock;
use crate::error::Error;
use crate::folder::Folder;
use crate::storage::{Database, Rows, read_date, write_date};

pub(crate) async fn run(args: RegistryArgs, json: bool) -> Result<ExitCode, Error> {
    match args.action {
        RegistryAction::Import(args) => import(args, json).await,
        RegistryAction::List(args) => list(args, json).await,
    }
}

async fn import(args: RegistryImportArgs, json: bool) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let rows = match args.kind {
        RegistryKind::Individuals => Rows::Individuals(read(&args.csv, IndividualRow::individual)?),
        RegistryKind::LegalEntities => {
            Rows::LegalEntities(read(&args.csv, LegalEntityRow::legal_entity)?)
        }
        RegistryKind::MobileCitizens => {
            Rows::MobileCitizens(read(&args.csv, MobileCitizenRow::mobile_citizen)?)
        }
    };
    let now = clock::of(&database).await?.now();
    database.import(&rows, now).await?;
    database.close().await;
    if json {
        say!("{}", json!({ "imported": rows.count() }));
    } else {
        say!("imported: {}", rows.count());
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(args: RegistryListArgs, json: bool) -> Result<ExitCode, Error> {
    let (_, database) = Folder::open(&args.folder).await?;
    let rows = listed(&database, args.kind).await?;
    database.close().await;
    if json {
        say!("{}", Value::Array(rows));
    } else {
        for row in rows {
            let fields = row.as_object().into_iter().flat_map(|row| row.values());
            let fields: Vec<&str> = fields.map(|field| field.as_str().unwrap_or("")).collect();
            say!("{}", fields.join("\t"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn listed(database: &Database, kind: RegistryKind) -> Result<Vec<Value>, Error> {
    Ok(match kind {
        RegistryKind::Individuals => {
            let rows = database.individuals().await?.into_iter();
            rows.map(|row| {
                json!({
                    "iin": row.iin, "surname": row.surname, "name": row.name,
                    "patronymic": row.patronymic, "birth_date": write_date(row.birth_date),
                })
            })
            .collect()
        }
        RegistryKind::LegalEntities => {
            let rows = database.legal_entities().await?.into_iter();
            rows.map(|row| json!({ "bin": row.bin, "name": row.name, "head_iin": row.head_iin }))
                .collect()
        }
        RegistryKind::MobileCitizens => {
            let rows = database.mobile_citizens().await?.into_iter();
            rows.map(|row| json!({ "iin": row.iin, "phone": row.phone }))
                .collect()
        }
    })
}

/// Reads a CSV file with a header line. The first row that cannot stand in the registry ends it.
fn read<Row: DeserializeOwned, T>(
    path: &Path,
    convert: fn(Row) -> Result<T, Unfit>,
) -> Result<Vec<T>, Error> {
    let csv = |error| Error::Csv(path.to_path_buf(), error);
    let mut file = BufReader::new(File::open(path).map_err(Error::io(path))?);
    let delimiter = delimiter(file.fill_buf().map_err(Error::io(path))?);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .delimiter(delimiter)
        .from_reader(file);
    let header = reader.headers().map_err(csv)?;
    if header.iter().all(str::is_empty) {
        return Err(Error::CsvEmpty(path.to_path_buf()));
    }
    let header: StringRecord = header.iter().map(str::to_ascii_lowercase).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(csv)?;
        let line = record.position().map_or(0, Position::line);
        let row = record.deserialize(Some(&header)).map_err(csv)?;
        rows.push(convert(row).map_err(|unfit| Error::Row(path.to_path_buf(), line, unfit.0))?);
    }
    Ok(rows)
}

/// What stands between columns: what the first line has most of. Spreadsheets write semicolons where the comma
/// is that of decimals.
fn delimiter(begin: &[u8]) -> u8 {
    let line = begin.split(|byte| matches!(byte, b'\n' | b'\r')).next();
    let count = |wanted: u8| {
        line.iter()
            .flat_map(|line| line.iter())
            .filter(|byte| **byte == wanted)
            .count()
    };
    // Of equal ones the last is taken: the comma.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|byte| count(*byte))
        .unwrap_or(b',')
}

/// A row of the table, or an object of the service.
#[derive(Debug, Deserialize)]
pub(crate) struct IndividualRow {
    iin: String,
    surname: String,
    name: String,
    patronymic: Option<String>,
    birth_date: String,
}

impl IndividualRow {
    pub(crate) fn individual(self) -> Result<Individual, Unfit> {
        let individual = Individual {
            iin: self.iin,
            surname: in_one_line(&self.surname),
            name: in_one_line(&self.name),
            patronymic: self.patronymic.as_deref().map(in_one_line),
            birth_date: read_date(&self.birth_date).ok_or(Unfit("birth_date"))?,
        };
        individual.check().map(|()| individual)
    }
}

/// A row of the table, or an object of the service.
#[derive(Debug, Deserialize)]
pub(crate) struct LegalEntityRow {
    bin: String,
    name: String,
    head_iin: Option<String>,
}

impl LegalEntityRow {
    pub(crate) fn legal_entity(self) -> Result<LegalEntity, Unfit> {
        let entity = LegalEntity {
            bin: self.bin,
            name: in_one_line(&self.name),
            head_iin: self.head_iin,
        };
        entity.check().map(|()| entity)
    }
}

/// A row of the table, or an object of the service.
#[derive(Debug, Deserialize)]
pub(crate) struct MobileCitizenRow {
    iin: String,
    phone: String,
}

impl MobileCitizenRow {
    pub(crate) fn mobile_citizen(self) -> Result<MobileCitizen, Unfit> {
        let citizen = MobileCitizen {
            iin: self.iin,
            phone: self.phone,
        };
        citizen.check().map(|()| citizen)
    }
}

/// A name with single spaces: spreadsheets break lines within a cell.
fn in_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
