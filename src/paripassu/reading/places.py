"""States and countries by name, and the words by which their law is called."""

import re
from collections.abc import Iterable

STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho"
    "|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi"
    "|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota"
    "|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont"
    "|Virginia|Washington|West Virginia|Wisconsin|Wyoming|District of Columbia|Puerto Rico|Ontario|Quebec|Québec"
    "|Alberta|British Columbia|Manitoba|Saskatchewan|Nova Scotia|New Brunswick|Newfoundland and Labrador"
    "|Newfoundland|Prince Edward Island|Yukon|Northwest Territories|Nunavut|Guam|U.S. Virgin Islands"
    "|American Samoa"
)
COUNTRIES = (
    "England and Wales|England & Wales|England|Wales|Scotland|Northern Ireland|Great Britain|United Kingdom"
    "|Ireland|Germany|France|Switzerland|Austria|Liechtenstein|Italy|Spain|Portugal|Belgium|Netherlands"
    "|Luxembourg|Monaco|Andorra|Denmark|Sweden|Norway|Finland|Iceland|Greenland|Estonia|Latvia|Lithuania|Poland"
    "|Czech Republic|Czechia|Slovakia|Hungary|Romania|Bulgaria|Slovenia|Croatia|Serbia|Montenegro"
    "|Bosnia and Herzegovina|North Macedonia|Albania|Greece|Cyprus|Malta|Gibraltar|Jersey|Guernsey|Isle of Man"
    "|San Marino|Turkey|Türkiye|Russia|Russian Federation|Ukraine|Belarus|Moldova|Armenia|Azerbaijan|Kazakhstan"
    "|Uzbekistan|Kyrgyzstan|Mongolia|Israel|Jordan|Lebanon|Iraq|Kuwait|Bahrain|Qatar|Oman|Saudi Arabia"
    "|United Arab Emirates|UAE|Dubai|Abu Dhabi|Dubai International Financial Centre|India|Pakistan|Bangladesh"
    "|Sri Lanka|Nepal|Maldives|Japan|Singapore|Malaysia|Indonesia|Thailand|Vietnam|Cambodia|Laos|Myanmar"
    "|Philippines|Brunei|Taiwan|Korea|South Korea|Hong Kong|Macau|Macao|China|Australia|New South Wales|Victoria"
    "|Queensland|Western Australia|South Australia|Tasmania|Northern Territory|Australian Capital Territory"
    "|New Zealand|Papua New Guinea|Fiji|Samoa|Vanuatu|Marshall Islands|Cook Islands|Canada|Mexico|Guatemala"
    "|Belize|Honduras|El Salvador|Nicaragua|Costa Rica|Panama|Cuba|Jamaica|Haiti|Dominican Republic|Bahamas"
    "|Barbados|Trinidad and Tobago|Antigua and Barbuda|Saint Lucia|St. Kitts and Nevis|Nevis|Anguilla|Bermuda"
    "|Cayman Islands|British Virgin Islands|Turks and Caicos Islands|Aruba|Curacao|Curaçao|Netherlands Antilles"
    "|Brazil|Argentina|Chile|Uruguay|Paraguay|Bolivia|Peru|Ecuador|Colombia|Venezuela|Guyana|Suriname|Egypt"
    "|Morocco|Algeria|Tunisia|Libya|South Africa|Nigeria|Ghana|Kenya|Uganda|Tanzania|Rwanda|Ethiopia|Zambia"
    "|Zimbabwe|Botswana|Namibia|Mozambique|Angola|Senegal|Ivory Coast|Cameroon|Gabon|Liberia|Sierra Leone"
    "|Mauritius|Seychelles|Madagascar"
)
ADJECTIVES = {
    "English": "England", "British": "United Kingdom", "Scots": "Scotland", "Scottish": "Scotland",
    "Irish": "Ireland", "Japanese": "Japan", "German": "Germany", "Swiss": "Switzerland", "Austrian": "Austria",
    "Israeli": "Israel", "French": "France", "Italian": "Italy", "Spanish": "Spain", "Portuguese": "Portugal",
    "Belgian": "Belgium", "Chinese": "China", "Dutch": "Netherlands", "Canadian": "Canada", "Hong Kong": "Hong Kong",
    "Indian": "India", "Korean": "Korea", "Australian": "Australia", "Brazilian": "Brazil", "Mexican": "Mexico",
    "Argentine": "Argentina", "Argentinian": "Argentina", "Chilean": "Chile", "Colombian": "Colombia",
    "Peruvian": "Peru", "Venezuelan": "Venezuela", "PRC": "People's Republic of China",
    "P.R.C.": "People's Republic of China", "Taiwanese": "Taiwan", "Thai": "Thailand", "Vietnamese": "Vietnam",
    "Malaysian": "Malaysia", "Singaporean": "Singapore", "Indonesian": "Indonesia", "Philippine": "Philippines",
    "Pakistani": "Pakistan", "Turkish": "Turkey", "Russian": "Russia", "Ukrainian": "Ukraine", "Polish": "Poland",
    "Czech": "Czech Republic", "Slovak": "Slovakia", "Slovenian": "Slovenia", "Hungarian": "Hungary",
    "Romanian": "Romania", "Bulgarian": "Bulgaria", "Croatian": "Croatia", "Serbian": "Serbia", "Greek": "Greece",
    "Cypriot": "Cyprus", "Maltese": "Malta", "Estonian": "Estonia", "Latvian": "Latvia", "Lithuanian": "Lithuania",
    "Danish": "Denmark", "Swedish": "Sweden", "Norwegian": "Norway", "Finnish": "Finland", "Icelandic": "Iceland",
    "Egyptian": "Egypt", "Moroccan": "Morocco", "Nigerian": "Nigeria", "Kenyan": "Kenya",
    "South African": "South Africa", "Saudi": "Saudi Arabia", "Jordanian": "Jordan", "Lebanese": "Lebanon",
    "N.Y.": "New York", "UK": "United Kingdom", "United Mexican States": "Mexico",
}  # fmt: skip
"""How a law is called by its country: "English law" is that of England."""
KNOWN = {name.lower(): name for name in (STATES + "|" + COUNTRIES).split("|")} | {
    name.lower(): country for name, country in ADJECTIVES.items()
}


def one_of(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longest that fits; what begins alike is tried once, where `|` tries each."""
    tails: dict[str, list[str]] = {}
    for name in sorted(names):
        tails.setdefault(name[:1], []).append(name[1:])
    ends = tails.pop("", None)
    branches = [(r"\s+" if first == " " else re.escape(first)) + one_of(rest) for first, rest in tails.items()]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if ends else "") if ends or len(branches) > 1 else branches[0]


PLACE = one_of(KNOWN)
