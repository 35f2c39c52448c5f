//! Regions and their main cities by the classifier of administrative-territorial objects (KATO,
//! NK RK 11): the seventeen regions, the three cities of republican significance. A city belongs to the
//! region whose code begins with the same two digits.

use tanba_protocol::authority::{City, Region, Words};

/// Code, and the name in Kazakh, Russian and English.
type Place = (&'static str, &'static str, &'static str, &'static str);

/// Every region, in the classifier's order.
#[must_use]
pub fn regions() -> Vec<Region> {
    REGIONS
        .iter()
        .map(|region| Region {
            code: region.0.to_owned(),
            name: words(region),
            cities: CITIES
                .iter()
                .filter(|city| belongs(city.0, region.0))
                .map(|city| City {
                    code: city.0.to_owned(),
                    name: words(city),
                })
                .collect(),
        })
        .collect()
}

/// The names of a region and of a city of it; `None` unless both are in the classifier and belong together.
#[must_use]
pub fn place(region: &str, city: &str) -> Option<(Words, Words)> {
    let region = REGIONS.iter().find(|known| known.0 == region)?;
    let city = CITIES.iter().find(|known| known.0 == city)?;
    belongs(city.0, region.0).then(|| (words(region), words(city)))
}

fn belongs(city: &str, region: &str) -> bool {
    city.get(..2) == region.get(..2)
}

fn words(place: &Place) -> Words {
    Words {
        kk: place.1.to_owned(),
        ru: place.2.to_owned(),
        en: place.3.to_owned(),
    }
}

#[rustfmt::skip]
const REGIONS: &[Place] = &[
    ("100000000", "Абай облысы", "область Абай", "Abai Region"),
    ("110000000", "Ақмола облысы", "Акмолинская область", "Akmola Region"),
    ("150000000", "Ақтөбе облысы", "Актюбинская область", "Aktobe Region"),
    ("190000000", "Алматы облысы", "Алматинская область", "Almaty Region"),
    ("230000000", "Атырау облысы", "Атырауская область", "Atyrau Region"),
    ("270000000", "Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan Region"),
    ("310000000", "Жамбыл облысы", "Жамбылская область", "Zhambyl Region"),
    ("330000000", "Жетісу облысы", "область Жетісу", "Zhetisu Region"),
    ("350000000", "Қарағанды облысы", "Карагандинская область", "Karaganda Region"),
    ("390000000", "Қостанай облысы", "Костанайская область", "Kostanay Region"),
    ("430000000", "Қызылорда облысы", "Кызылординская область", "Kyzylorda Region"),
    ("470000000", "Маңғыстау облысы", "Мангистауская область", "Mangystau Region"),
    ("550000000", "Павлодар облысы", "Павлодарская область", "Pavlodar Region"),
    ("590000000", "Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan Region"),
    ("610000000", "Түркістан облысы", "Туркестанская область", "Turkistan Region"),
    ("620000000", "Ұлытау облысы", "область Ұлытау", "Ulytau Region"),
    ("630000000", "Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan Region"),
    ("710000000", "Астана қаласы", "город Астана", "Astana City"),
    ("750000000", "Алматы қаласы", "город Алматы", "Almaty City"),
    ("790000000", "Шымкент қаласы", "город Шымкент", "Shymkent City"),
];

#[rustfmt::skip]
const CITIES: &[Place] = &[
    ("101010000", "Семей", "Семей", "Semey"),
    ("101810000", "Курчатов", "Курчатов", "Kurchatov"),
    ("103620100", "Аягөз", "Аягоз", "Ayagoz"),
    ("111010000", "Көкшетау", "Кокшетау", "Kokshetau"),
    ("111610000", "Қосшы", "Косшы", "Kosshy"),
    ("111810000", "Степногор", "Степногорск", "Stepnogorsk"),
    ("117020100", "Щучинск", "Щучинск", "Shchuchinsk"),
    ("151010000", "Ақтөбе", "Актобе", "Aktobe"),
    ("154820100", "Қандыағаш", "Кандыагаш", "Kandyagash"),
    ("156020100", "Хромтау", "Хромтау", "Khromtau"),
    ("191010000", "Қонаев", "Қонаев", "Qonaev"),
    ("191810000", "Алатау", "Алатау", "Alatau"),
    ("195220100", "Қаскелең", "Каскелен", "Kaskelen"),
    ("196220100", "Талғар", "Талгар", "Talgar"),
    ("231010000", "Атырау", "Атырау", "Atyrau"),
    ("233620100", "Құлсары", "Кульсары", "Kulsary"),
    ("271010000", "Орал", "Уральск", "Oral"),
    ("273620100", "Ақсай", "Аксай", "Aksai"),
    ("311010000", "Тараз", "Тараз", "Taraz"),
    ("316621100", "Шу", "Шу", "Shu"),
    ("331010000", "Талдықорған", "Талдыкорган", "Taldykorgan"),
    ("331810000", "Текелі", "Текели", "Tekeli"),
    ("334620100", "Жаркент", "Жаркент", "Zharkent"),
    ("351010000", "Қарағанды", "Караганда", "Karaganda"),
    ("351610000", "Балқаш", "Балхаш", "Balkhash"),
    ("352410000", "Теміртау", "Темиртау", "Temirtau"),
    ("352810000", "Шахтинск", "Шахтинск", "Shakhtinsk"),
    ("391010000", "Қостанай", "Костанай", "Kostanay"),
    ("391610000", "Арқалық", "Аркалык", "Arkalyk"),
    ("392410000", "Рудный", "Рудный", "Rudny"),
    ("431010000", "Қызылорда", "Кызылорда", "Kyzylorda"),
    ("431910000", "Байқоңыр", "Байконыр", "Baikonur"),
    ("471010000", "Ақтау", "Актау", "Aktau"),
    ("471810000", "Жаңаөзен", "Жанаозен", "Zhanaozen"),
    ("551010000", "Павлодар", "Павлодар", "Pavlodar"),
    ("551610000", "Ақсу", "Аксу", "Aksu"),
    ("552210000", "Екібастұз", "Экибастуз", "Ekibastuz"),
    ("591010000", "Петропавл", "Петропавловск", "Petropavl"),
    ("596020100", "Тайынша", "Тайынша", "Taiynsha"),
    ("611010000", "Түркістан", "Туркестан", "Turkistan"),
    ("611610000", "Арыс", "Арысь", "Arys"),
    ("612010000", "Кентау", "Кентау", "Kentau"),
    ("615420100", "Сарыағаш", "Сарыагаш", "Saryagash"),
    ("621010000", "Жезқазған", "Жезказган", "Zhezkazgan"),
    ("621810000", "Қаражал", "Каражал", "Karazhal"),
    ("622010000", "Сәтбаев", "Сатпаев", "Satbayev"),
    ("631010000", "Өскемен", "Усть-Каменогорск", "Oskemen"),
    ("632410000", "Риддер", "Риддер", "Ridder"),
    ("634820100", "Алтай", "Алтай", "Altai"),
    ("710000000", "Астана", "Астана", "Astana"),
    ("750000000", "Алматы", "Алматы", "Almaty"),
    ("790000000", "Шымкент", "Шымкент", "Shymkent"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_city_has_its_region_and_every_region_a_city() {
        let regions = regions();
        assert_eq!(regions.len(), 20);
        let cities: usize = regions.iter().map(|region| region.cities.len()).sum();
        assert_eq!(cities, CITIES.len());
        assert!(regions.iter().all(|region| !region.cities.is_empty()));
        assert!(place("310000000", "311010000").is_some());
        assert!(place("310000000", "391010000").is_none());
        assert!(place("311010000", "311010000").is_none());
        assert!(place("", "").is_none());
    }
}
