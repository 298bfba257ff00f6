//! Countries: ISO 3166-1 codes of two letters, short English names and the names that people write instead.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold::fold;

/// The code of a country, from its code in any case or one of its names; `None` for what is no country.
pub fn code(text: &str) -> Option<&'static str> {
    static BY_NAME: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        let names = COUNTRIES.iter().flat_map(|&(code, names)| {
            std::iter::once(code).chain(names.split('|')).map(move |name| (plain(name), code))
        });
        names.collect()
    });
    by_name.get(&plain(text)).copied()
}

/// The short English name of a country, from its code in any case.
pub fn name(code: &str) -> Option<&'static str> {
    let (_, names) = COUNTRIES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code))?;
    names.split('|').next()
}

/// The short English names of all countries.
pub fn names() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().filter_map(|(_, names)| names.split('|').next())
}

/// Folded, and without the article.
fn plain(text: &str) -> String {
    let folded = fold(text);
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
}

/// The code, and the names: the short English one first.
const COUNTRIES: [(&str, &str); 250] = [
    ("AF", "Afghanistan"),
    ("AX", "Åland Islands"),
    ("AL", "Albania"),
    ("DZ", "Algeria|Algérie|الجزائر"),
    ("AS", "American Samoa"),
    ("AD", "Andorra"),
    ("AO", "Angola"),
    ("AI", "Anguilla"),
    ("AQ", "Antarctica"),
    ("AG", "Antigua and Barbuda"),
    ("AR", "Argentina"),
    ("AM", "Armenia"),
    ("AW", "Aruba"),
    ("AU", "Australia"),
    ("AT", "Austria|Österreich"),
    ("AZ", "Azerbaijan"),
    ("BS", "Bahamas"),
    ("BH", "Bahrain|البحرين"),
    ("BD", "Bangladesh"),
    ("BB", "Barbados"),
    ("BY", "Belarus"),
    ("BE", "Belgium|Belgique|België"),
    ("BZ", "Belize"),
    ("BJ", "Benin|Bénin"),
    ("BM", "Bermuda"),
    ("BT", "Bhutan"),
    ("BO", "Bolivia|Bolivia (Plurinational State of)|Plurinational State of Bolivia"),
    ("BQ", "Bonaire, Sint Eustatius and Saba"),
    ("BA", "Bosnia and Herzegovina|Bosnia"),
    ("BW", "Botswana"),
    ("BV", "Bouvet Island"),
    ("BR", "Brazil|Brasil"),
    ("IO", "British Indian Ocean Territory"),
    ("BN", "Brunei Darussalam|Brunei"),
    ("BG", "Bulgaria"),
    ("BF", "Burkina Faso"),
    ("BI", "Burundi"),
    ("CV", "Cabo Verde|Cape Verde"),
    ("KH", "Cambodia"),
    ("CM", "Cameroon|Cameroun"),
    ("CA", "Canada"),
    ("KY", "Cayman Islands"),
    ("CF", "Central African Republic"),
    ("TD", "Chad|Tchad"),
    ("CL", "Chile"),
    ("CN", "China|People's Republic of China|PRC|中国"),
    ("CX", "Christmas Island"),
    ("CC", "Cocos (Keeling) Islands"),
    ("CO", "Colombia"),
    ("KM", "Comoros"),
    ("CG", "Congo|Republic of the Congo|Congo-Brazzaville"),
    ("CD", "Democratic Republic of the Congo|Congo, Democratic Republic of the|DRC|DR Congo|Congo-Kinshasa"),
    ("CK", "Cook Islands"),
    ("CR", "Costa Rica"),
    ("CI", "Côte d'Ivoire|Ivory Coast"),
    ("HR", "Croatia"),
    ("CU", "Cuba"),
    ("CW", "Curaçao"),
    ("CY", "Cyprus"),
    ("CZ", "Czechia|Czech Republic"),
    ("DK", "Denmark"),
    ("DJ", "Djibouti"),
    ("DM", "Dominica"),
    ("DO", "Dominican Republic"),
    ("EC", "Ecuador"),
    ("EG", "Egypt|مصر"),
    ("SV", "El Salvador"),
    ("GQ", "Equatorial Guinea"),
    ("ER", "Eritrea"),
    ("EE", "Estonia"),
    ("SZ", "Eswatini|Swaziland"),
    ("ET", "Ethiopia"),
    ("FK", "Falkland Islands (Malvinas)|Falkland Islands"),
    ("FO", "Faroe Islands"),
    ("FJ", "Fiji"),
    ("FI", "Finland"),
    ("FR", "France"),
    ("GF", "French Guiana"),
    ("PF", "French Polynesia"),
    ("TF", "French Southern Territories"),
    ("GA", "Gabon"),
    ("GM", "Gambia"),
    ("GE", "Georgia"),
    ("DE", "Germany|Deutschland|Allemagne"),
    ("GH", "Ghana"),
    ("GI", "Gibraltar"),
    ("GR", "Greece"),
    ("GL", "Greenland"),
    ("GD", "Grenada"),
    ("GP", "Guadeloupe"),
    ("GU", "Guam"),
    ("GT", "Guatemala"),
    ("GG", "Guernsey"),
    ("GN", "Guinea"),
    ("GW", "Guinea-Bissau"),
    ("GY", "Guyana"),
    ("HT", "Haiti"),
    ("HM", "Heard Island and McDonald Islands"),
    ("VA", "Holy See|Vatican City|Vatican"),
    ("HN", "Honduras"),
    ("HK", "Hong Kong|Hong Kong SAR"),
    ("HU", "Hungary"),
    ("IS", "Iceland"),
    ("IN", "India"),
    ("ID", "Indonesia"),
    ("IR", "Iran|Iran (Islamic Republic of)|Islamic Republic of Iran"),
    ("IQ", "Iraq|العراق"),
    ("IE", "Ireland"),
    ("IM", "Isle of Man"),
    ("IL", "Israel"),
    ("IT", "Italy|Italia"),
    ("JM", "Jamaica"),
    ("JP", "Japan|日本"),
    ("JE", "Jersey"),
    ("JO", "Jordan|الأردن"),
    ("KZ", "Kazakhstan"),
    ("KE", "Kenya"),
    ("KI", "Kiribati"),
    ("KP", "Democratic People's Republic of Korea|North Korea|DPRK"),
    ("KR", "Republic of Korea|South Korea|Korea, Republic of|Korea (Republic of)|Korea"),
    ("KW", "Kuwait|الكويت"),
    ("KG", "Kyrgyzstan"),
    ("LA", "Lao People's Democratic Republic|Laos|Lao PDR"),
    ("LV", "Latvia"),
    ("LB", "Lebanon|لبنان"),
    ("LS", "Lesotho"),
    ("LR", "Liberia"),
    ("LY", "Libya|ليبيا"),
    ("LI", "Liechtenstein"),
    ("LT", "Lithuania"),
    ("LU", "Luxembourg"),
    ("MO", "Macao|Macau"),
    ("MG", "Madagascar"),
    ("MW", "Malawi"),
    ("MY", "Malaysia"),
    ("MV", "Maldives"),
    ("ML", "Mali"),
    ("MT", "Malta"),
    ("MH", "Marshall Islands"),
    ("MQ", "Martinique"),
    ("MR", "Mauritania"),
    ("MU", "Mauritius"),
    ("YT", "Mayotte"),
    ("MX", "Mexico|México"),
    ("FM", "Micronesia (Federated States of)|Micronesia"),
    ("MD", "Republic of Moldova|Moldova"),
    ("MC", "Monaco"),
    ("MN", "Mongolia"),
    ("ME", "Montenegro"),
    ("MS", "Montserrat"),
    ("MA", "Morocco|Maroc|المغرب"),
    ("MZ", "Mozambique"),
    ("MM", "Myanmar|Burma"),
    ("NA", "Namibia"),
    ("NR", "Nauru"),
    ("NP", "Nepal"),
    ("NL", "Netherlands|Netherlands (Kingdom of the)|Kingdom of the Netherlands|Holland"),
    ("NC", "New Caledonia"),
    ("NZ", "New Zealand"),
    ("NI", "Nicaragua"),
    ("NE", "Niger"),
    ("NG", "Nigeria"),
    ("NU", "Niue"),
    ("NF", "Norfolk Island"),
    ("MK", "North Macedonia|Macedonia"),
    ("MP", "Northern Mariana Islands"),
    ("NO", "Norway"),
    ("OM", "Oman"),
    ("PK", "Pakistan"),
    ("PW", "Palau"),
    ("PS", "State of Palestine|Palestine"),
    ("PA", "Panama"),
    ("PG", "Papua New Guinea"),
    ("PY", "Paraguay"),
    ("PE", "Peru|Perú"),
    ("PH", "Philippines"),
    ("PN", "Pitcairn"),
    ("PL", "Poland"),
    ("PT", "Portugal"),
    ("PR", "Puerto Rico"),
    ("QA", "Qatar|قطر"),
    ("RE", "Réunion"),
    ("RO", "Romania"),
    ("RU", "Russian Federation|Russia|Россия|Российская Федерация"),
    ("RW", "Rwanda"),
    ("BL", "Saint Barthélemy"),
    ("SH", "Saint Helena, Ascension and Tristan da Cunha|Saint Helena"),
    ("KN", "Saint Kitts and Nevis"),
    ("LC", "Saint Lucia"),
    ("MF", "Saint Martin (French part)"),
    ("PM", "Saint Pierre and Miquelon"),
    ("VC", "Saint Vincent and the Grenadines"),
    ("WS", "Samoa"),
    ("SM", "San Marino"),
    ("ST", "Sao Tome and Principe"),
    ("SA", "Saudi Arabia|Kingdom of Saudi Arabia|KSA|السعودية|المملكة العربية السعودية"),
    ("SN", "Senegal|Sénégal"),
    ("RS", "Serbia"),
    ("SC", "Seychelles"),
    ("SL", "Sierra Leone"),
    ("SG", "Singapore"),
    ("SX", "Sint Maarten (Dutch part)"),
    ("SK", "Slovakia"),
    ("SI", "Slovenia"),
    ("SB", "Solomon Islands"),
    ("SO", "Somalia"),
    ("ZA", "South Africa"),
    ("GS", "South Georgia and the South Sandwich Islands"),
    ("SS", "South Sudan"),
    ("ES", "Spain|España"),
    ("LK", "Sri Lanka"),
    ("SD", "Sudan|السودان"),
    ("SR", "Suriname"),
    ("SJ", "Svalbard and Jan Mayen"),
    ("SE", "Sweden"),
    ("CH", "Switzerland|Suisse|Schweiz|Swiss Confederation"),
    ("SY", "Syrian Arab Republic|Syria|سوريا"),
    ("TW", "Taiwan"),
    ("TJ", "Tajikistan"),
    ("TZ", "United Republic of Tanzania|Tanzania"),
    ("TH", "Thailand"),
    ("TL", "Timor-Leste|East Timor"),
    ("TG", "Togo"),
    ("TK", "Tokelau"),
    ("TO", "Tonga"),
    ("TT", "Trinidad and Tobago"),
    ("TN", "Tunisia|Tunisie|تونس"),
    ("TR", "Türkiye|Turkey"),
    ("TM", "Turkmenistan"),
    ("TC", "Turks and Caicos Islands"),
    ("TV", "Tuvalu"),
    ("UG", "Uganda"),
    ("UA", "Ukraine"),
    ("AE", "United Arab Emirates|UAE|الإمارات|الإمارات العربية المتحدة"),
    ("GB", "United Kingdom|United Kingdom of Great Britain and Northern Ireland|UK|Great Britain|Britain"),
    ("UM", "United States Minor Outlying Islands"),
    ("US", "United States of America|United States|USA|U.S.A.|U.S."),
    ("UY", "Uruguay"),
    ("UZ", "Uzbekistan"),
    ("VU", "Vanuatu"),
    ("VE", "Venezuela|Venezuela (Bolivarian Republic of)|Bolivarian Republic of Venezuela"),
    ("VN", "Viet Nam|Vietnam"),
    ("VG", "British Virgin Islands|Virgin Islands (British)"),
    ("VI", "United States Virgin Islands|Virgin Islands (U.S.)"),
    ("WF", "Wallis and Futuna"),
    ("EH", "Western Sahara"),
    ("YE", "Yemen|اليمن"),
    ("ZM", "Zambia"),
    ("ZW", "Zimbabwe"),
    ("XK", "Kosovo"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_lead_to_the_code() {
        for (text, expected) in [
            ("CH", "CH"),
            ("ch", "CH"),
            ("Switzerland", "CH"),
            ("the Netherlands", "NL"),
            ("Cote d’Ivoire", "CI"),
            ("Russia", "RU"),
            ("Russian Federation", "RU"),
            ("USA", "US"),
            ("中国", "CN"),
            ("España", "ES"),
            ("مصر", "EG"),
            ("UK", "GB"),
            ("Turkey", "TR"),
            ("Россия", "RU"),
        ] {
            assert_eq!(code(text), Some(expected), "{text}");
        }
        assert_eq!(code("Atlantis"), None);
        assert_eq!(code(""), None);
        assert_eq!(name("ci"), Some("Côte d'Ivoire"));
    }

    #[test]
    fn every_code_is_there_once_and_no_name_stands_for_two() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (code, names) in COUNTRIES {
            assert!(code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()), "{code}");
            for text in std::iter::once(code).chain(names.split('|')) {
                let before = seen.insert(plain(text), code);
                assert!(before.is_none_or(|other| other == code), "{text}: {before:?} and {code}");
            }
        }
    }
}
