//! Nations by the codes and names that providers give them.
//!
//! tidy: a table of constants

use std::{collections::HashMap, sync::OnceLock};

use crate::identity::fold_name;

/// A nation that players play for: what FIFA counts as one, and some that only a passport does.
#[derive(Clone, Copy, Debug)]
pub struct Nation(&'static Entry);

#[derive(Debug)]
struct Entry {
    /// FIFA's code, or the one that statistics sites use where FIFA has none.
    code: &'static str,
    /// The name people read.
    name: &'static str,
    /// Other codes (ISO 3166-1) and names in use.
    others: &'static [&'static str],
}

impl Nation {
    /// The nation that a cell names: `FRA`, `fr FRA`, `France`, `Cote d'Ivoire`, in capitals or not and
    /// with accents or without. `None` for a word that is no nation of ours.
    pub fn read(text: &str) -> Option<Self> {
        let called = called(text);
        if let Some(entry) = by_name().get(called.as_str()) {
            return Some(Self(entry));
        }
        // A flag before the code: `fr FRA`, `eng ENG`.
        let (flag, code) = called.split_once(' ')?;
        (matches!(flag.len(), 2 | 3) && code.len() == 3)
            .then(|| by_name().get(code).copied().map(Self))
            .flatten()
    }

    /// FIFA's code: `FRA`.
    pub const fn code(self) -> &'static str {
        self.0.code
    }

    /// The name people read: `France`.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// Whether somebody of the one may be said to be of the other: the same nation, or the United
    /// Kingdom and one of its four.
    pub fn agrees_with(self, other: Self) -> bool {
        let of_the_kingdom = |nation: Self| matches!(nation.code(), "ENG" | "SCO" | "WAL" | "NIR");
        self == other
            || self.code() == "GBR" && of_the_kingdom(other)
            || other.code() == "GBR" && of_the_kingdom(self)
    }
}

/// A name of a nation as it is looked up: folded, and without the words that some leave out.
fn called(text: &str) -> String {
    let folded = fold_name(text);
    let words: Vec<&str> = folded.split(' ').collect();
    if let [only] = words[..] {
        // Andorra's code is `AND`.
        return only.to_owned();
    }
    words
        .into_iter()
        .filter(|word| !matches!(*word, "and" | "the"))
        .map(|word| if word == "st" { "saint" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Every code and name, as it is looked up.
fn by_name() -> &'static HashMap<String, &'static Entry> {
    static BY_NAME: OnceLock<HashMap<String, &'static Entry>> = OnceLock::new();
    BY_NAME.get_or_init(|| {
        NATIONS
            .iter()
            .flat_map(|entry| {
                let names =
                    [entry.code, entry.name].into_iter().chain(entry.others.iter().copied());
                names.map(move |name| (called(name), entry))
            })
            .collect()
    })
}

impl PartialEq for Nation {
    fn eq(&self, other: &Self) -> bool {
        self.0.code == other.0.code
    }
}

impl Eq for Nation {}

const fn nation(code: &'static str, name: &'static str, others: &'static [&'static str]) -> Entry {
    Entry { code, name, others }
}

const NATIONS: &[Entry] = &[
    nation("AFG", "Afghanistan", &[]),
    nation("ALB", "Albania", &[]),
    nation("ALG", "Algeria", &["DZA"]),
    nation("AND", "Andorra", &[]),
    nation("ANG", "Angola", &["AGO"]),
    nation("AIA", "Anguilla", &[]),
    nation("ATG", "Antigua and Barbuda", &[]),
    nation("ARG", "Argentina", &[]),
    nation("ARM", "Armenia", &[]),
    nation("ARU", "Aruba", &["ABW"]),
    nation("AUS", "Australia", &[]),
    nation("AUT", "Austria", &[]),
    nation("AZE", "Azerbaijan", &[]),
    nation("BAH", "Bahamas", &["BHS"]),
    nation("BHR", "Bahrain", &[]),
    nation("BAN", "Bangladesh", &["BGD"]),
    nation("BRB", "Barbados", &[]),
    nation("BLR", "Belarus", &[]),
    nation("BEL", "Belgium", &[]),
    nation("BLZ", "Belize", &[]),
    nation("BEN", "Benin", &[]),
    nation("BER", "Bermuda", &["BMU"]),
    nation("BHU", "Bhutan", &["BTN"]),
    nation("BOL", "Bolivia", &[]),
    nation("BOE", "Bonaire", &["BES"]),
    nation("BIH", "Bosnia and Herzegovina", &[]),
    nation("BOT", "Botswana", &["BWA"]),
    nation("BRA", "Brazil", &[]),
    nation("VGB", "British Virgin Islands", &[]),
    nation("BRU", "Brunei", &["BRN", "Brunei Darussalam"]),
    nation("BUL", "Bulgaria", &["BGR"]),
    nation("BFA", "Burkina Faso", &[]),
    nation("BDI", "Burundi", &[]),
    nation("CAM", "Cambodia", &["KHM"]),
    nation("CMR", "Cameroon", &[]),
    nation("CAN", "Canada", &[]),
    nation("CPV", "Cape Verde", &["Cabo Verde"]),
    nation("CAY", "Cayman Islands", &["CYM"]),
    nation("CTA", "Central African Republic", &["CAF"]),
    nation("CHA", "Chad", &["TCD"]),
    nation("CHI", "Chile", &["CHL"]),
    nation("CHN", "China", &["China PR"]),
    nation("TPE", "Chinese Taipei", &["TWN", "Taiwan", "Chinese Taipei (Taiwan)"]),
    nation("COL", "Colombia", &[]),
    nation("COM", "Comoros", &[]),
    nation("CGO", "Congo", &["COG", "Congo Republic", "Republic of the Congo"]),
    nation("COK", "Cook Islands", &[]),
    nation("CRC", "Costa Rica", &["CRI"]),
    nation("CRO", "Croatia", &["HRV"]),
    nation("CUB", "Cuba", &[]),
    nation("CUW", "Curacao", &[]),
    nation("CYP", "Cyprus", &[]),
    nation("CZE", "Czech Republic", &["Czechia"]),
    nation("DEN", "Denmark", &["DNK"]),
    nation("DJI", "Djibouti", &[]),
    nation("DMA", "Dominica", &[]),
    nation("DOM", "Dominican Republic", &[]),
    nation("COD", "DR Congo", &["Democratic Republic of the Congo", "Congo DR", "Zaire"]),
    nation("TLS", "East Timor", &["Timor-Leste"]),
    nation("ECU", "Ecuador", &[]),
    nation("EGY", "Egypt", &[]),
    nation("SLV", "El Salvador", &[]),
    nation("ENG", "England", &[]),
    nation("EQG", "Equatorial Guinea", &["GNQ"]),
    nation("ERI", "Eritrea", &[]),
    nation("EST", "Estonia", &[]),
    nation("SWZ", "Eswatini", &["Swaziland"]),
    nation("ETH", "Ethiopia", &[]),
    nation("FRO", "Faroe Islands", &[]),
    nation("FIJ", "Fiji", &["FJI"]),
    nation("FIN", "Finland", &[]),
    nation("FRA", "France", &[]),
    nation("GUF", "French Guiana", &[]),
    nation("GAB", "Gabon", &[]),
    nation("GAM", "Gambia", &["GMB"]),
    nation("GEO", "Georgia", &[]),
    nation("GER", "Germany", &["DEU"]),
    nation("GHA", "Ghana", &[]),
    nation("GIB", "Gibraltar", &[]),
    nation("GRE", "Greece", &["GRC"]),
    nation("GRN", "Grenada", &["GRD"]),
    nation("GLP", "Guadeloupe", &[]),
    nation("GUM", "Guam", &[]),
    nation("GUA", "Guatemala", &["GTM"]),
    nation("GUI", "Guinea", &["GIN"]),
    nation("GNB", "Guinea-Bissau", &[]),
    nation("GUY", "Guyana", &[]),
    nation("HAI", "Haiti", &["HTI"]),
    nation("HON", "Honduras", &["HND"]),
    nation("HKG", "Hong Kong", &["Hongkong"]),
    nation("HUN", "Hungary", &[]),
    nation("ISL", "Iceland", &[]),
    nation("IND", "India", &[]),
    nation("IDN", "Indonesia", &[]),
    nation("IRN", "Iran", &["IR Iran"]),
    nation("IRQ", "Iraq", &[]),
    nation("IRL", "Ireland", &["Republic of Ireland"]),
    nation("IOM", "Isle of Man", &["IMN"]),
    nation("ISR", "Israel", &[]),
    nation("ITA", "Italy", &[]),
    nation("CIV", "Ivory Coast", &["Cote d'Ivoire"]),
    nation("JAM", "Jamaica", &[]),
    nation("JPN", "Japan", &[]),
    nation("JEY", "Jersey", &[]),
    nation("JOR", "Jordan", &[]),
    nation("KAZ", "Kazakhstan", &[]),
    nation("KEN", "Kenya", &[]),
    nation("KVX", "Kosovo", &["XKX", "KOS"]),
    nation("KUW", "Kuwait", &["KWT"]),
    nation("KGZ", "Kyrgyzstan", &["Kyrgyz Republic"]),
    nation("LAO", "Laos", &[]),
    nation("LVA", "Latvia", &[]),
    nation("LBN", "Lebanon", &["LIB"]),
    nation("LES", "Lesotho", &["LSO"]),
    nation("LBR", "Liberia", &[]),
    nation("LBY", "Libya", &[]),
    nation("LIE", "Liechtenstein", &[]),
    nation("LTU", "Lithuania", &[]),
    nation("LUX", "Luxembourg", &[]),
    nation("MAC", "Macao", &["Macau"]),
    nation("MAD", "Madagascar", &["MDG"]),
    nation("MWI", "Malawi", &[]),
    nation("MAS", "Malaysia", &["MYS"]),
    nation("MDV", "Maldives", &[]),
    nation("MLI", "Mali", &[]),
    nation("MLT", "Malta", &[]),
    nation("MTQ", "Martinique", &[]),
    nation("MTN", "Mauritania", &["MRT"]),
    nation("MRI", "Mauritius", &["MUS"]),
    nation("MEX", "Mexico", &[]),
    nation("MDA", "Moldova", &[]),
    nation("MCO", "Monaco", &["MON"]),
    nation("MNG", "Mongolia", &["MGL"]),
    nation("MNE", "Montenegro", &[]),
    nation("MSR", "Montserrat", &[]),
    nation("MAR", "Morocco", &[]),
    nation("MOZ", "Mozambique", &[]),
    nation("MYA", "Myanmar", &["MMR", "Burma"]),
    nation("NAM", "Namibia", &[]),
    nation("NEP", "Nepal", &["NPL"]),
    nation("NED", "Netherlands", &["NLD", "Holland"]),
    nation("NCL", "New Caledonia", &["Neukaledonien"]),
    nation("NZL", "New Zealand", &[]),
    nation("NCA", "Nicaragua", &["NIC"]),
    nation("NIG", "Niger", &["NER"]),
    nation("NGA", "Nigeria", &[]),
    nation("PRK", "North Korea", &["Korea, North", "Korea DPR"]),
    nation("MKD", "North Macedonia", &["Macedonia"]),
    nation("NIR", "Northern Ireland", &[]),
    nation("NOR", "Norway", &[]),
    nation("OMA", "Oman", &["OMN"]),
    nation("PAK", "Pakistan", &[]),
    nation("PLE", "Palestine", &["PSE", "Palastina"]),
    nation("PAN", "Panama", &[]),
    nation("PNG", "Papua New Guinea", &[]),
    nation("PAR", "Paraguay", &["PRY"]),
    nation("PER", "Peru", &[]),
    nation("PHI", "Philippines", &["PHL"]),
    nation("POL", "Poland", &[]),
    nation("POR", "Portugal", &["PRT"]),
    nation("PUR", "Puerto Rico", &["PRI"]),
    nation("QAT", "Qatar", &[]),
    nation("REU", "Reunion", &[]),
    nation("ROU", "Romania", &["ROM"]),
    nation("RUS", "Russia", &[]),
    nation("RWA", "Rwanda", &[]),
    nation("SKN", "Saint Kitts and Nevis", &["KNA"]),
    nation("LCA", "Saint Lucia", &[]),
    nation("VIN", "Saint Vincent and the Grenadines", &["VCT"]),
    nation("SAM", "Samoa", &["WSM"]),
    nation("SMR", "San Marino", &[]),
    nation("STP", "Sao Tome and Principe", &[]),
    nation("KSA", "Saudi Arabia", &["SAU"]),
    nation("SCO", "Scotland", &[]),
    nation("SEN", "Senegal", &[]),
    nation("SRB", "Serbia", &[]),
    nation("SEY", "Seychelles", &["SYC"]),
    nation("SLE", "Sierra Leone", &[]),
    nation("SIN", "Singapore", &["SGP"]),
    nation("SMN", "Sint Maarten", &["SXM"]),
    nation("SVK", "Slovakia", &[]),
    nation("SVN", "Slovenia", &[]),
    nation("SOL", "Solomon Islands", &["SLB"]),
    nation("SOM", "Somalia", &[]),
    nation("RSA", "South Africa", &["ZAF"]),
    nation("KOR", "South Korea", &["Korea, South", "Korea Republic"]),
    nation("SSD", "South Sudan", &["Southern Sudan"]),
    nation("ESP", "Spain", &[]),
    nation("SRI", "Sri Lanka", &["LKA"]),
    nation("SUD", "Sudan", &["SDN"]),
    nation("SUR", "Suriname", &[]),
    nation("SWE", "Sweden", &[]),
    nation("SUI", "Switzerland", &["CHE"]),
    nation("SYR", "Syria", &[]),
    nation("TAH", "Tahiti", &["PYF", "French Polynesia"]),
    nation("TJK", "Tajikistan", &[]),
    nation("TAN", "Tanzania", &["TZA"]),
    nation("THA", "Thailand", &[]),
    nation("TOG", "Togo", &["TGO"]),
    nation("TGA", "Tonga", &["TON"]),
    nation("TRI", "Trinidad and Tobago", &["TTO"]),
    nation("TUN", "Tunisia", &[]),
    nation("TUR", "Turkey", &["Turkiye"]),
    nation("TKM", "Turkmenistan", &[]),
    nation("TCA", "Turks and Caicos Islands", &[]),
    nation("UGA", "Uganda", &[]),
    nation("UKR", "Ukraine", &[]),
    nation("UAE", "United Arab Emirates", &["ARE"]),
    nation("GBR", "United Kingdom", &["Great Britain"]),
    nation("USA", "United States", &["United States of America"]),
    nation("URU", "Uruguay", &["URY"]),
    nation("UZB", "Uzbekistan", &[]),
    nation("VAN", "Vanuatu", &["VUT"]),
    nation("VEN", "Venezuela", &[]),
    nation("VIE", "Vietnam", &["VNM"]),
    nation("WAL", "Wales", &[]),
    nation("YEM", "Yemen", &[]),
    nation("ZAM", "Zambia", &["ZMB"]),
    nation("ZIM", "Zimbabwe", &["ZWE"]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_nations_share_a_code_or_a_name() {
        let mut words = BTreeSet::new();
        for entry in NATIONS {
            for word in [entry.code, entry.name].iter().chain(entry.others) {
                assert!(words.insert(called(word)), "{word}");
            }
        }
    }

    #[test]
    fn a_nation_is_read_however_a_provider_calls_it() {
        for (text, code) in [
            ("FRA", "FRA"),
            ("fr FRA", "FRA"),
            ("eng ENG", "ENG"),
            ("Côte d'Ivoire", "CIV"),
            ("Cote d’Ivoire", "CIV"),
            ("bosnia & herzegovina", "BIH"),
            ("Bosnia-Herzegovina", "BIH"),
            ("Korea, South", "KOR"),
            ("USA", "USA"),
            ("Türkiye", "TUR"),
            ("Réunion", "REU"),
            ("St. Kitts & Nevis", "SKN"),
            ("Congo DR", "COD"),
            ("DEU", "GER"),
        ] {
            assert_eq!(Nation::read(text).map(Nation::code), Some(code), "{text}");
        }
        for text in ["", "N/A", "Atlantis", "France Spain", "to MAR EUR"] {
            assert_eq!(Nation::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_united_kingdom_is_its_four_nations_and_they_are_not_each_other() {
        let nation = |code| Nation::read(code).unwrap();

        assert!(nation("GBR").agrees_with(nation("WAL")));
        assert!(nation("SCO").agrees_with(nation("GBR")));
        assert!(!nation("SCO").agrees_with(nation("ENG")));
        assert!(!nation("IRL").agrees_with(nation("GBR")));
    }
}
