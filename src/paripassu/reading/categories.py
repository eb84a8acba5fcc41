"""The 33 categories of clauses of CUAD (The Atticus Project): by which words each is looked for.

Each category has cues (words one of which must stand in the sentence, looked up fast) and a pattern, one of the
features by which a trained model judges the sentence (`clauses.py`).
"""

import re
from typing import NamedTuple


class Category(NamedTuple):
    """How one category is recognised; `unless` marks sentences that only look like it."""

    name: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


def category(name: str, cues: str, pattern: str, unless: str = "") -> Category:
    """A category from its words; `cues` are apart by a vertical bar, patterns run over small letters."""
    return Category(name, tuple(cues.split("|")), re.compile(pattern), re.compile(unless) if unless else None)


GRANT = r"\b(?:grant|licen[sc]e|sublicen[sc]e)"
CATEGORIES = (
    category(
        "Most Favored Nation",
        "most favored|favorable",
        r"most[\s-]+favou?red|(?:no|not)\s+less\s+favou?rable\s+(?:than|to)[^.]{0,120}(?:other|third|any)"
        r"|(?:more|most)\s+favou?rable\s+(?:terms|pric|rate|condition)[^.]{0,160}(?:other|third|any)",
        r"tax|court",
    ),
    category(
        "Competitive Restriction Exception",
        "notwithstanding|except|other than|provided|nothing in",
        r"(?:notwithstanding|except|other\s+than|provided|nothing\s+in)[^.]{0,300}(?:exclusiv|compet(?:e|ing"
        r"|itor|itive)|non-?compet)",
        r"competitive\s+harm|competent",
    ),
    category(
        "Non-Compete",
        "compet",
        r"(?:shall|will|may|agrees?)\s+(?:not|neither)[^.]{0,400}\bcompet(?:e\b|es\b|ing|itor|itive)"
        r"|non-?compet(?:e|ition)\b|(?:refrain|neither|not\s+to)[^.]{0,200}\bcompet(?:e\b|ing|itor)",
        r"competitive\s+harm|competitive\s+bid|competent",
    ),
    category(
        "Exclusivity",
        "exclusiv|sole ",
        r"(?<!non-)(?<!non)(?<!non\s)\bexclusiv(?:e|ely|ity)\b[^.]{0,120}(?:right|licen|distribut|suppl|provider"
        r"|partner|basis|period|agent|territor|manufactur|relationship|appoint)|(?:shall"
        r"|will)[^.]{0,60}\bexclusively\s+(?:purchas|us|distribut|promot|sell|offer|deal|suppl|work)"
        r"|\bexclusivity\b|appoints?[^.]{0,100}(?<!non-)\bexclusive\b",
        r"exclusive\s+(?:jurisdiction|remed|venue|forum)|exclusively\s+in\s+the\s+courts",
    ),
    category(
        "No-Solicit Of Customers",
        "solicit|divert",
        r"(?:not|neither|no)\b[^.]{0,250}(?:solicit|divert|entice)[^.]{0,200}(?:customer|client|advertiser|user"
        r"|subscriber|account)",
        r"solicit[^.]{0,40}(?:employee|proxies|proxy)(?![^.]{0,120}(?:customer|client))",
    ),
    category(
        "No-Solicit Of Employees",
        "solicit|hire|recruit|induce",
        r"(?:not|neither|no)\b[^.]{0,300}(?:solicit|hire|recruit|induce|entice|employ)\b[^.]{0,250}(?:employ"
        r"|personnel|staff|officer|worker)",
        r"withhold|workers'\s+compensation",
    ),
    category(
        "Non-Disparagement",
        "disparag|defam|derogatory|criticiz",
        r"disparag|derogatory|(?:not|neither)[^.]{0,100}(?:defam|criticiz)",
    ),
    category(
        "Termination For Convenience",
        "terminat|cancel",
        r"terminat\w*[^.]{0,140}(?:without\s+(?:any\s+)?cause|for\s+(?:its\s+|any\s+)?convenience"
        r"|for\s+any\s+reason|(?:with\s+or\s+without|or\s+no)\s+(?:cause|reason)"
        r"|at\s+its\s+(?:sole\s+)?discretion|at\s+will)|(?:without\s+cause|for\s+any\s+reason|for\s+convenience"
        r"|at\s+any\s+time)[^.]{0,120}terminat|(?:may|right\s+to|entitled\s+to|can)\s+(?:be\s+)?(?:terminat"
        r"|cancel)\w*\s+(?:this|the)\s+agreement[^.;,]{0,40}\b(?:at\s+any\s+time|(?:by|upon|on|with"
        r"|by\s+giving)\s+(?:(?:at\s+least|not\s+less\s+than|giving|a"
        r"|the\s+other\s+party)\s+)*(?:\w+\s+)?\(?\d+\)?[^.;]{0,40}(?:notice))",
        r"\b(?:breach|default|insolven|bankrupt|fails?\s+to|material)[^.]{0,200}terminat"
        r"|terminat[^.]{0,140}(?:breach|default|insolven|bankrupt|if\s+the\s+other)",
    ),
    category(
        "Rofr/Rofo/Rofn",
        "first refusal|first offer|first negotiat|first right|right of first|preferential right|matching "
        "right|first option|first opportunity",
        r"right\s+of\s+first\s+(?:refusal|offer|negotiat)|(?:first\s+right|first\s+option|right\s+of\s+first"
        r"|first\s+opportunity)|matching\s+right|preferential\s+right",
    ),
    category(
        "Change Of Control",
        "control|merger|acquisition|acquire|substantially all",
        r"change\s+(?:of|in)\s+(?:the\s+)?(?:\w+\s+)?control|(?:merger|consolidat|acqui\w+"
        r"|sale\s+of\s+all\s+or\s+substantially)[^.]{0,300}(?:may\s+terminat|right\s+to\s+terminat"
        r"|terminate\s+this)|terminat[^.]{0,200}(?:merger|acquired\s+by|change\s+of\s+control)",
        r'"change\s+(?:of|in)\s+control"\s+means',
    ),
    category(
        "Anti-Assignment",
        "assign|transfer",
        r"(?:not|neither|no|nor)\b[^.]{0,200}\b(?:assign|transfer|delegate)\w*\b[^.]{0,260}(?:consent|agreement"
        r"|obligation|right|approval|permission)|(?:assign|transfer)\w*[^.]{0,160}(?:without|only\s+with"
        r"|prior\s+written)\s+(?:the\s+)?(?:prior\s+)?(?:express\s+)?(?:written\s+)?(?:consent|approval"
        r"|permission)|(?:not|non-?)\s*(?:be\s+)?assignable",
    ),
    category(
        "Revenue/Profit Sharing",
        "revenue|profit|royalt|commission|percent|%|net sales",
        r"(?:shar(?:e|es|ed|ing)|split|portion|percent(?:age)?|\d\s*%|\[?\*+\]?%?)[^.]{0,120}(?:revenue|profit"
        r"|net\s+sales|gross\s+sales|proceeds|net\s+income|gross\s+margin)|(?:revenue|profit)s?[\s-]+shar"
        r"|(?:shall|will)\s+pay[^.]{0,150}(?:royalt|commission|percent\s+of|%)|royalt(?:y"
        r"|ies)[^.]{0,100}(?:net\s+sales|\d\s*%)|(?:revenue|profit)s?[^.]{0,80}\b(?:shared|divided|split|distributed)",
        r"outstanding\s+(?:voting|shares|common)|late\s+payment|interest\s+(?:at|rate)|consult|prime\s+rate",
    ),
    category(
        "Price Restrictions",
        "price",
        r"(?:shall|will|may)\s+not[^.]{0,120}(?:increase|raise|reduce|lower|change)\w*[^.]{0,60}price"
        r"|price[^.]{0,100}(?:shall|will|may)\s+not\s+(?:be\s+)?(?:increase|raise|exceed|change)"
        r"|minimum\s+(?:resale\s+)?price|maximum\s+price",
    ),
    category(
        "Minimum Commitment",
        "minimum|at least|no less than|not less than",
        r"minimum\s+(?:\w+\s+){0,3}(?:purchase|order|commitment|guarantee|quantit|volume|number|amount|payment"
        r"|royalt|fee|sales|annual|requirement|spend|inventory)|guaranteed\s+minimum|(?:shall|will"
        r"|agrees?\s+to)\s+(?:purchase|order|buy|pay|spend|deliver|provide|sell|invest)[^.]{0,120}(?:minimum"
        r"|at\s+least|(?:no|not)\s+less\s+than)\s+(?:of\s+)?[^.]{0,40}\d",
        r"insurance|days|notice|per\s+occurrence",
    ),
    category(
        "Volume Restriction",
        "exceed|maximum|in excess of|up to",
        r"(?:not|in\s+no\s+event)\s+(?:to\s+)?exceed\s+[^.]{0,40}(?:hours|units|users|seats|copies|employees|persons|per\s+(?:month|year|week)|orders|calls|samples)|maximum\s+(?:number|quantit|volume|of\s+[^.]{0,20}(?:hours|units))|in\s+excess\s+of[^.]{0,60}(?:hours|units|per\s+month|users|copies)[^.]{0,80}(?:additional|fee|charge|pay)",
        r"liabilit|percent|indemn",
    ),
    category(
        "Ip Ownership Assignment",
        "assign|own|title|work for hire|work made for hire|vest",
        r"\bassigns?\b[^.]{0,200}(?:right,?\s+title|intellectual\s+property|invention|copyright|patent|improvement)|work(?:s)?[\s-]+(?:made[\s-]+)?for[\s-]+hire|(?:shall|will)\s+(?:be\s+)?(?:solely\s+|exclusively\s+)?(?:own|the\s+(?:sole\s+)?(?:and\s+exclusive\s+)?property\s+of|owned\s+by|vest)[^.]{0,160}(?:invention|develop|work\s+product|created|improvement|result|deliverable|conceived)|(?:invention|improvement|work\s+product|deliverable|foreground)[^.]{0,160}shall\s+(?:be\s+)?(?:owned|vest|belong|become\s+the\s+(?:sole\s+)?property)",
        r"jointly|successors\s+and\s+assigns|may\s+not\s+(?:be\s+)?assign|marks",
    ),
    category(
        "Joint Ip Ownership",
        "joint",
        r"joint(?:ly)?[\s-]+(?:own|invent|patent|ip\b|intellectual|develop\w*\s+(?:ip|tech|intell)|work\s+product|program)|owned\s+jointly|joint\s+owner|jointly\s+by\s+the\s+parties[^.]{0,80}(?:own|invent)",
        r"jointly\s+owned\s+by\s+[^.]{0,40}(?:subsidiar|shareholder)",
    ),
    category(
        "License Grant",
        "grant|license|licence",
        r"\b(?:grants?|granted)\b[^.]{0,200}(?:licen[sc]e|right\s+to\s+use|right\s+(?:and\s+licen|to\s+(?:\w+,?\s+)*(?:use|market|sell|distribut|reproduce|display)))|\blicenses?\s+to\s+[^.]{0,60}(?:mark|software|technolog|patent|right)|(?:non-?exclusive|exclusive|royalty-free|limited)[^.]{0,80}\blicen[sc]e\s+(?:to|under)",
        r"(?:no|not)\s+(?:\w+\s+){0,4}licen[sc]e|nothing\s+in|without\s+granting|not\s+(?:be\s+)?(?:construed|deemed)",
    ),
    category(
        "Non-Transferable License",
        "transferable|transferrable|nonassignable|non-assignable",
        r"(?:non-?\s?transferr?able|not\s+transferr?able|nonassignable|non-assignable|untransferable)",
    ),
    category(
        "Affiliate License-Licensor",
        "affiliate",
        r"(?:and|or)\s+its\s+affiliates[^.]{0,60}\b(?:hereby\s+)?grants?|\bgrants?\b[^.]{0,200}(?:licen[sc]e|right)[^.]{0,240}(?:owned|controlled|licensed)\s+by\s+[^.]{0,60}(?:or|and)\s+its\s+affiliates|on\s+behalf\s+of\s+(?:itself|its)[^.]{0,40}affiliates[^.]{0,80}grants?",
    ),
    category(
        "Affiliate License-Licensee",
        "affiliate",
        r"\bgrants?\s+(?:and\s+\w+\s+\w+\s+)?to\s+[^.]{0,80}(?:and|or)\s+(?:to\s+)?its\s+affiliates|\bgrants?\b[^.]{0,300}licen[sc]e[^.]{0,300}(?:sublicen\w+[^.]{0,60}affiliates|(?:and|or)\s+its\s+affiliates)|affiliates[^.]{0,60}(?:shall\s+have|a)\s+[^.]{0,60}licen[sc]e",
    ),
    category(
        "Unlimited/All-You-Can-Eat-License",
        "unlimited|enterprise",
        r"unlimited\s+(?:\w+\s+){0,3}(?:licen[sc]e|use|access|number\s+of\s+(?:users|copies))|enterprise(?:-wide)?\s+licen[sc]e",
    ),
    category(
        "Irrevocable Or Perpetual License",
        "irrevocabl|perpetual",
        r"(?:irrevocabl|perpetual)\w*[^.]{0,220}(?:licen[sc]e|right\s+to\s+use|right\s+and)|(?:licen[sc]e|grant)\w*[^.]{0,220}(?:irrevocabl|perpetual)",
        r"attorney|irrevocably\s+(?:submit|consent|waive|agree)|proxy",
    ),
    category("Source Code Escrow", "escrow", r"source\s+code[^.]{0,160}escrow|escrow[^.]{0,160}source\s+code"),
    category(
        "Post-Termination Services",
        "terminat|expir",
        r"(?:after|following|upon|for\s+a\s+period\s+of|post-?)\s*[^.]{0,80}(?:terminat|expir)\w*[^.]{0,200}(?:shall|will|may|agrees?)\s+(?:continue|assist|provide|cooperat|transfer|wind|sell|complete|purchase|support|return\s+and)|wind[\s-]?down|sell[\s-]?off|transition\s+(?:service|period|assistance)|(?:terminat|expir)\w*[^.]{0,120}(?:shall|will)\s+(?:continue\s+to|have\s+the\s+right\s+to\s+(?:continue|sell)|remain\s+(?:obligated|liable)\s+to\s+pay)",
        r"confidential",
    ),
    category(
        "Audit Rights",
        "audit|inspect|examin|books",
        r"\baudit\w*[^.]{0,200}(?:book|record|right|account|compliance|report|notice|facilit|inspect)|(?:right\s+to|may|entitled\s+to|permit|allow)\s+[^.]{0,60}(?:inspect|examine|audit)|(?:inspect|examin)\w*[^.]{0,80}(?:books|records|facilit|premises)|access\s+to[^.]{0,60}(?:books|records)",
        r"audit\s+committee|audited\s+financial",
    ),
    category(
        "Uncapped Liability",
        "liabil|liable|damages",
        r"(?:except|other\s+than|exclud|not\s+apply|notwithstanding|with\s+the\s+exception|save)[^.]{0,260}(?:liable|liability|damages)[^.]{0,400}(?:indirect|consequential|special|limit|exceed|aggregate)|(?:limitation|exclusion)s?\s+(?:of\s+liability|set\s+forth|in\s+this)[^.]{0,120}(?:not\s+apply|not\s+limit)|unlimited\s+liability|liable[^.]{0,400}(?:consequential|indirect|punitive)[^.]{0,300}(?:except|provided,?\s+(?:however,?\s+)?that|shall\s+not\s+(?:apply|limit))",
    ),
    category(
        "Cap On Liability",
        "liabil|liable|damages",
        r"(?:consequential|indirect|punitive|incidental|exemplary)[^.]{0,120}(?:damage|loss)|(?:aggregate|total|maximum|cumulative|entire)\s+(?:\w+\s+){0,3}liabilit\w*|liabilit\w*[^.]{0,160}(?:limited\s+to|shall\s+not\s+exceed|exceed\s+the|be\s+limited)|(?:in\s+)?no\s+event[^.]{0,120}(?:liable|liabilit)",
    ),
    category(
        "Liquidated Damages",
        "liquidated|termination fee|break|penalt",
        r"liquidated\s+damages|termination\s+(?:fee|payment)|break-?up\s+fee|as\s+a\s+penalty|(?:pay|subject\s+to)[^.]{0,80}\bpenalt(?:y|ies)\b",
        r"not\s+(?:as\s+)?a\s+penalty\s+and\s+without",
    ),
    category(
        "Warranty Duration",
        "warrant",
        r"warrant(?:y|ies|s)?[^.]{0,160}(?:for\s+(?:a\s+)?(?:period\s+of\s+)?|period\s+of\s+)[^.]{0,30}\b(?:days|months?|years?)\b|warranty\s+period|(?:\d+\)?|year|month)[\s-]+warranty",
        r"surviv|prior\s+notice",
    ),
    category(
        "Insurance",
        "insurance",
        r"(?:shall|will|must|agrees?\s+to|at\s+its\s+own)[^.]{0,160}(?:maintain|carry|obtain|procure|keep|provide|purchase|secure)[^.]{0,120}insurance|insurance\s+(?:polic|coverage|certificate)[^.]{0,140}(?:shall|maintain|name|limits)|certificates?\s+of\s+insurance|additional\s+insured",
        r"insurance\s+(?:product|business|compan(?:y|ies)\s+law)",
    ),
    category(
        "Covenant Not To Sue",
        "sue|challeng|contest|attack|claim|covenant not",
        r"covenants?\s+not\s+to\s+(?:sue|assert|bring)|(?:shall|will|agrees?)\s+(?:that\s+it\s+(?:shall|will)\s+)?(?:not|never)[^.]{0,160}(?:challeng|contest|attack|dispute|oppose)\w*[^.]{0,160}(?:validity|ownership|title|right|mark|patent|enforceab)|(?:shall|will)\s+not[^.]{0,60}(?:institute|initiate|bring|commence|assert)[^.]{0,100}(?:suit|claim|action|litigation|proceeding)|release[sd]?\s+and\s+(?:forever\s+)?discharge",
    ),
    category(
        "Third Party Beneficiary",
        "third party benefic|third-party benefic|beneficiar",
        r"(?:is|are|shall\s+be|as|be)\s+(?:an?\s+)?(?:express\s+|intended\s+|express\s+and\s+intended\s+)*third[\s-]+party\s+beneficiar|beneficiar[^.]{0,60}(?:may|shall|entitled)\s+(?:directly\s+)?enforce",
        r"\bno\s+(?:\w+\s+){0,3}third|not\s+(?:\w+\s+){0,4}third|nothing",
    ),
)
