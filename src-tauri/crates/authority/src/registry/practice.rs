//! People and companies to practise with. They are made up, always the same, and never anybody's: the
//! people are not born yet, and no number stands behind their phones.

use tanba_pki::profile::check_digit_holds;
use time::{Date, Month};

use super::{Individual, LegalEntity, MobileCitizen};

/// Companies; each has a head and two employees.
const COMPANIES: &[&str] = &[
    "«ҮЛГІ САУДА» ЖШС",
    "«СЫНАМА ҚҰРЫЛЫС» ЖШС",
    "«ТӘЖІРИБЕ ЛОГИСТИКА» ЖШС",
    "«ЖАТТЫҒУ АГРО» ЖШС",
    "«МЫСАЛ МЕДИА» АҚ",
    "«ПРИМЕР ЭНЕРГО» ТОО",
    "«УЧЕБНЫЙ ДОМ» ТОО",
    "«ПРАКТИКА СЕРВИС» ТОО",
];

const SURNAMES: &[&str] = &[
    "ҮЛГІБЕКОВ",
    "СЫНАҚБАЕВ",
    "ТӘЖІРБЕКОВ",
    "МЫСАЛОВ",
    "ЖАТТЫҚБАЕВ",
    "ПРАКТИКОВ",
    "УЧЕБНЫЙ",
    "ПРОБНЫЙ",
];
const NAMES: &[&str] = &["АЛДИЯР", "ЕРНҰР", "САНЖАР", "ДӘУРЕН", "ИЛЬЯС", "ТИМУР"];
const PATRONYMICS: &[&str] = &["ҮЛГІҰЛЫ", "СЫНАҚҰЛЫ", "МЫСАЛҰЛЫ", "ПРИМЕРОВИЧ"];

/// The generated registries: individuals, legal entities, mobile citizens.
#[must_use]
pub fn registry() -> (Vec<Individual>, Vec<LegalEntity>, Vec<MobileCitizen>) {
    let people: Vec<Individual> = (0..COMPANIES.len() * 3).map(individual).collect();
    let phones = people
        .iter()
        .enumerate()
        .map(|(index, person)| MobileCitizen {
            iin: person.iin.clone(),
            // No subscriber has a number that begins with 000.
            phone: format!("+7700000{:04}", index + 1),
        });
    let phones = phones.collect();
    let heads = people.iter().step_by(3);
    let companies = COMPANIES.iter().zip(heads).enumerate();
    let companies = companies.map(|(index, (name, head))| LegalEntity {
        // Registered in a month of 2090; 4: a resident, 0: not a branch.
        bin: with_check_digit(&format!("90{:02}40", index % 12 + 1), 5, index),
        name: (*name).to_owned(),
        head_iin: Some(head.iin.clone()),
    });
    let companies = companies.collect();
    (people, companies, phones)
}

fn individual(index: usize) -> Individual {
    let of = |list: &[&str], step: usize| {
        let place = (index / step + index) % list.len();
        list.get(place).copied().unwrap_or_default().to_owned()
    };
    let (month, day) = (index % 12 + 1, index % 28 + 1);
    let month = u8::try_from(month)
        .ok()
        .and_then(|month| Month::try_from(month).ok());
    let day = u8::try_from(day).unwrap_or(1);
    let month = month.unwrap_or(Month::January);
    Individual {
        // 5: a man of the twenty-first century.
        iin: with_check_digit(&format!("90{:02}{day:02}5", u8::from(month)), 4, index),
        surname: of(SURNAMES, 1),
        name: of(NAMES, 3),
        patronymic: Some(of(PATRONYMICS, 5)),
        birth_date: Date::from_calendar_date(2090, month, day).unwrap_or(Date::MAX),
    }
}

/// `prefix`, so many digits of a running number from `from` on, and the check digit: the first that has one.
fn with_check_digit(prefix: &str, digits: usize, from: usize) -> String {
    (from + 1..)
        .flat_map(|number| (0..10).map(move |check| format!("{prefix}{number:0digits$}{check}")))
        .find(|number| check_digit_holds(number))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nobody_is_born_yet_and_every_number_is_in_order() {
        let (people, companies, phones) = registry();
        let numbers: HashSet<&str> = people
            .iter()
            .map(|person| person.iin.as_str())
            .chain(companies.iter().map(|company| company.bin.as_str()))
            .collect();
        assert_eq!(numbers.len(), people.len() + companies.len());
        for person in &people {
            assert_eq!(person.check(), Ok(()));
            assert_eq!(person.birth_date.year(), 2090);
            let date = person.birth_date;
            let digits = format!("90{:02}{:02}", u8::from(date.month()), date.day());
            assert!(person.iin.starts_with(&digits));
        }
        for company in &companies {
            assert_eq!(company.check(), Ok(()));
            let head = company.head_iin.as_ref().unwrap();
            assert!(people.iter().any(|person| person.iin == *head));
        }
        assert!(phones.iter().all(|phone| phone.check() == Ok(())));
    }
}
