//! The domain over the real database, at times of the test's choosing.

use std::collections::HashMap;
use std::io;
use std::sync::Mutex;

use rand_core::OsRng;
use secrecy::SecretString;
use tanba_authority::{
    Authority, Duties, Error, Invitation, KeyFolder, Keys, Office, Place, Refusal, Site,
    Storage as _, Token, found,
};
use tempfile::TempDir;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::purpose::Purpose;
use crate::storage::Database;

const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);
/// Made by `openssl req -newkey rsa:2048 -subj "/CN=Practice test"`.
const REQUEST: &[u8] = include_bytes!("../tests/request.der");
const OTHER_REQUEST: &[u8] = include_bytes!("../tests/other-request.der");

/// Keys in memory, and which were taken out.
#[derive(Debug, Default)]
struct Drawer(Mutex<HashMap<String, Vec<u8>>>, Mutex<Vec<String>>);

impl KeyFolder for Drawer {
    fn save(&self, place: Place, name: &str, sealed: &[u8]) -> io::Result<()> {
        let mut keys = self.0.lock().unwrap();
        match keys.insert(format!("{place:?} {name}"), sealed.to_vec()) {
            None => Ok(()),
            Some(_) => Err(io::ErrorKind::AlreadyExists.into()),
        }
    }

    fn load(&self, place: Place, name: &str) -> io::Result<Vec<u8>> {
        let keys = self.0.lock().unwrap();
        let sealed = keys.get(&format!("{place:?} {name}")).cloned();
        if sealed.is_some() {
            self.1.lock().unwrap().push(name.to_owned());
        }
        sealed.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// An authority that can be opened again and again.
struct World {
    folder: TempDir,
    drawer: Drawer,
    passphrase: SecretString,
    database: Database,
}

impl World {
    async fn make() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("authority.sqlite");
        let database = Database::open(&path, true).await.unwrap();
        database
            .settle("127.0.0.1:24680", Purpose::Practice, None)
            .await
            .unwrap();
        let world = Self {
            folder,
            drawer: Drawer::default(),
            passphrase: "a passphrase for tests".into(),
            database,
        };
        found(&world.database, &world.keys(), &site(), NOW, &mut OsRng)
            .await
            .unwrap();
        world
    }

    fn keys(&self) -> Keys<'_> {
        Keys::new(&self.drawer, &self.passphrase, 1000)
    }

    async fn open(&self, now: OffsetDateTime) -> Authority<Database> {
        let (database, keys) = (self.database.clone(), self.keys());
        Authority::open(database, &keys, site(), Duties::ALL, now, &mut OsRng)
            .await
            .unwrap()
    }

    async fn invite(&self) -> Token {
        let token = Token::make(&mut OsRng);
        let until = NOW + Duration::hours(1);
        let (record, event) = Invitation::practice(&token, NOW, until).unwrap().record();
        self.database.invite(&record, &event).await.unwrap();
        token
    }

    /// Changes the records as no version of the program would.
    async fn tamper(&self, statement: &'static str) {
        let path = self.folder.path().join("authority.sqlite");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        for statement in ["DROP TRIGGER IF EXISTS certificate_stays", statement] {
            sqlx::query(statement).execute(&pool).await.unwrap();
        }
        pool.close().await;
    }
}

fn site() -> Site {
    Site::new("http://127.0.0.1:24680")
}

#[tokio::test]
async fn a_token_has_its_time() {
    let world = World::make().await;
    let authority = world.open(NOW).await;
    let token = world.invite().await;
    let at = |hours| NOW + Duration::hours(hours);
    let late = authority.enrol(token.expose(), REQUEST, at(1)).await;
    assert!(matches!(late, Err(Refusal::TokenExpired(until)) if until == at(1)));
    let in_time = at(1) - Duration::seconds(1);
    let issued = authority
        .enrol(token.expose(), REQUEST, in_time)
        .await
        .unwrap();
    assert_eq!(issued.chain.len(), 2);
    // What was issued in time is still handed out to the same request, and to no other.
    let again = authority.enrol(token.expose(), REQUEST, at(9)).await;
    assert_eq!(again.unwrap(), issued);
    let other = authority.enrol(token.expose(), OTHER_REQUEST, at(9)).await;
    assert!(matches!(other, Err(Refusal::TokenUsed)));
    let unknown = authority.enrol("guessed", REQUEST, NOW).await;
    assert!(matches!(unknown, Err(Refusal::TokenUnknown)));
}

#[tokio::test]
async fn cut_off_between_storing_and_signing_the_same_tbs_is_signed() {
    let world = World::make().await;
    let token = world.invite().await;
    let authority = world.open(NOW).await;
    let issued = authority.enrol(token.expose(), REQUEST, NOW).await.unwrap();
    // As the records are after the first step, and before the third.
    for cut in [
        "UPDATE certificate SET published_at = NULL, der = NULL WHERE office = 'person'",
        "UPDATE certificate SET published_at = NULL WHERE office = 'person'",
    ] {
        world.tamper(cut).await;
        assert_eq!(world.database.dangling().await.unwrap().len(), 1);
        let later = NOW + Duration::hours(5);
        let authority = world.open(later).await;
        assert_eq!(world.database.dangling().await.unwrap(), []);
        let again = authority.enrol(token.expose(), REQUEST, later).await;
        // RSA signs deterministically: the same TBSCertificate gives the same certificate.
        assert_eq!(again.unwrap(), issued);
    }
    let people = world.database.certificates(Some(Office::Person)).await;
    assert_eq!(people.unwrap().len(), 1);

    // Without a start in between, the applicant's second try completes it as well.
    world
        .tamper("UPDATE certificate SET published_at = NULL, der = NULL WHERE office = 'person'")
        .await;
    let again = authority.enrol(token.expose(), REQUEST, NOW).await;
    assert_eq!(again.unwrap(), issued);
}

#[tokio::test]
async fn what_linting_refuses_is_never_signed() {
    let world = World::make().await;
    let token = world.invite().await;
    let authority = world.open(NOW).await;
    authority.enrol(token.expose(), REQUEST, NOW).await.unwrap();
    // The stored TBSCertificate now names the OCSP address of somebody else.
    world
        .tamper(
            "UPDATE certificate SET published_at = NULL, der = NULL, tbs = \
             CAST(unhex(replace(hex(tbs), hex('127.0.0.1:24680/ocsp'), hex('127.0.0.9:24680/ocsp'))) AS BLOB) \
             WHERE office = 'person'",
        )
        .await;
    let authority = world.open(NOW).await;
    assert_eq!(world.database.dangling().await.unwrap(), []);
    let people = world.database.certificates(Some(Office::Person)).await;
    let people = people.unwrap();
    assert!(people[0].refused_at.is_some() && people[0].der.is_none());
    let again = authority.enrol(token.expose(), REQUEST, NOW).await;
    assert!(matches!(again, Err(Refusal::Linted)));
    let log = world.database.audit(1, 1000).await.unwrap();
    let refused = log.iter().find(|entry| entry.kind == "certificate-refused");
    assert!(
        refused
            .unwrap()
            .detail
            .contains("authority-information-access")
    );
}

#[tokio::test]
async fn lists_are_issued_anew_before_they_are_due() {
    let world = World::make().await;
    let authority = world.open(NOW).await;
    let list = async |name: &str, at| authority.crl(name, at).await.unwrap().unwrap();
    let base = list("ca_gost", NOW).await;
    let delta = list("ca_d_gost", NOW).await;
    assert!(delta.number > base.number);
    let soon = NOW + Duration::minutes(30);
    assert_eq!(list("ca_gost", soon).await, base);
    assert_eq!(list("ca_d_gost", soon).await, delta);
    for (name, old) in [("ca_gost", &base), ("ca_d_gost", &delta)] {
        let mut before = old.clone();
        for step in 1..40 {
            let at = NOW + Duration::hours(step);
            let list = list(name, at).await;
            assert!(list.next_update_at > at, "{name} is overdue");
            assert!(list.number >= before.number);
            before = list;
        }
        assert!(before.number > old.number);
    }
    // A clock that was set back does not make a list of the future stay.
    let past = NOW - Duration::days(2);
    assert_eq!(list("ca_gost", past).await.this_update_at, past);
    assert!(authority.crl("root_rsa", NOW).await.unwrap().is_some());
    assert!(authority.crl("ca_d_root", NOW).await.unwrap().is_none());
}

#[tokio::test]
async fn a_role_takes_out_its_own_keys_and_no_other() {
    let world = World::make().await;
    let open = async |duties| {
        world.drawer.1.lock().unwrap().clear();
        let (database, keys) = (world.database.clone(), world.keys());
        let opened = Authority::open(database, &keys, site(), duties, NOW, &mut OsRng).await;
        let mut taken = std::mem::take(&mut *world.drawer.1.lock().unwrap());
        taken.sort();
        opened.map(|authority| (authority, taken))
    };
    let none = Duties {
        issues: false,
        answers: false,
        stamps: false,
    };
    let answers = Duties {
        answers: true,
        ..none
    };
    let stamps = Duties {
        stamps: true,
        ..none
    };
    let issues = Duties {
        issues: true,
        ..none
    };
    // Who does not issue makes no officers either.
    assert!(matches!(open(answers).await, Err(Error::Missing(_))));
    open(issues).await.unwrap();
    let keys_of = async |office| {
        let all = world.database.certificates(Some(office)).await.unwrap();
        let mut keys: Vec<String> = all
            .into_iter()
            .map(|record| record.prepared.key_identifier)
            .collect();
        keys.sort();
        keys
    };
    for (duties, office) in [
        (answers, Office::Ocsp),
        (stamps, Office::Tsa),
        (issues, Office::Issuing),
    ] {
        let (authority, taken) = open(duties).await.unwrap();
        assert_eq!(taken, keys_of(office).await, "{office:?}");
        let list = authority.crl("ca_rsa", NOW).await;
        assert_eq!(list.is_ok(), duties.issues);
    }
    assert_eq!(open(none).await.unwrap().1, Vec::<String>::new());
}

#[tokio::test]
async fn officers_are_replaced_before_they_expire() {
    let world = World::make().await;
    let count = async |office| {
        let all = world.database.certificates(Some(office)).await.unwrap();
        all.len()
    };
    world.open(NOW).await;
    world.open(NOW + Duration::days(300)).await;
    assert_eq!(
        (count(Office::Ocsp).await, count(Office::Tsa).await),
        (2, 2)
    );
    world.open(NOW + Duration::days(340)).await;
    assert_eq!(
        (count(Office::Ocsp).await, count(Office::Tsa).await),
        (4, 2)
    );
}

#[tokio::test]
async fn nobody_is_appointed_who_would_not_outlast_the_one_before() {
    let world = World::make().await;
    let count = async || {
        let mut all = 0;
        for office in [Office::Ocsp, Office::Tsa] {
            all += world
                .database
                .certificates(Some(office))
                .await
                .unwrap()
                .len();
        }
        all
    };
    // The issuing authorities end after ten years, and with them whoever they appoint then.
    let late = NOW + Duration::days(10 * 365 - 7);
    let authority = world.open(late).await;
    let appointed = count().await;
    for days in 0..3 {
        let now = late + Duration::days(days);
        let (keys, mut rng) = (world.keys(), OsRng);
        let renewed = authority.renew_officers(&keys, now, &mut rng).await;
        assert_eq!(renewed.unwrap(), 0);
    }
    assert_eq!(count().await, appointed);
}
