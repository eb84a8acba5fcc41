"""The words by which a sentence binds, and the words around them: patterns over the plain view of a text."""

import re

MODAL = re.compile(
    # only words that begin with one of these letters can be modals: twice as fast
    r"\b(?=[acimhprsuwHMSW])(?:(?P<entitlement>\b(?:(?i:shall|will|may|must)(?:,[^;.]{1,160},)?\s+(?:\w+\s+)?(?:be|have|remain)|is|are|has|have|(?:shall\s+|will\s+)?(?:retains?|reserves?))\s+(?:also\s+|hereby\s+)?"
    r"(?:entitled\s+to|(?:the|an?|sole|full)\s+(?:[\w,-]+\s+){0,4}?(?:right|option|opportunity|control)s?\b(?!\s+of\s+publicity)"
    r"|control\s+and\s+authority|exclusive\s+rights?\b|full\s+access)|\bwill\s+exclusively\s+control\b)"
    r"|(?P<prohibition>\b(?:shall|will|must|may|can|SHALL|WILL|MAY|MUST)\s+(?:not|NOT|never|at\s+no\s+time|no\s+longer)\b|\bcannot\b|"
    r"\b(?:shall|will)\s+(?:have\s+no\s+right|refrain|be\s+restricted\s+from)\b|\b(?:hereby\s+|irrevocably\s+)?(?:agree|undertake|covenant)s?\s+"
    r"(?:that\s+(?:it|they)\s+(?:shall|will)\s+not\b|not\s+to\b|to\s+refrain\b)|"
    r"\b(?:is|are)\s+(?:not\s+(?:permitted|allowed|authorized|entitled)|prohibited)\b|\b(?:has|have)\s+no\s+right\b)"
    r"|(?P<permission>\b(?:may|MAY)\b|\b(?:is|are|(?:shall|will)\s+be)\s+(?:\w+ly\s+|further\s+)?(?:permitted|authorized|authorised|allowed|free|able)\s+to\b)"
    r"|(?P<obligation>\b(?:shall|SHALL|must|MUST|will|WILL)\b|\b(?:hereby\s+)?(?:agrees?|undertakes?|covenants?|commits?|promises?)\s+"
    r"(?:and\s+(?:agrees?|covenants?|undertakes?)\s+)?(?:to\b|that\s+(?:it|they)\s+(?:shall|will)\b)|"
    r"\b(?:is|are)\s+(?:solely\s+|fully\s+)?(?:obligated|obliged|required|responsible)\b))"
)
NO_DUTY = re.compile(
    r"(?i)\s*(?:\w+ly\s+)?(?:be\s+)?(?:(?:fully|solely)\s+)?(?:mean|deemed|construed|considered|interpreted|liable|null|void|governed|constitute|"
    r"have\s+(?:no|any)\s+(?:further\s+)?(?:obligation|liability)|have\s+the\s+meaning|survive|be\s+binding|not\s+be\s+(?:liable|deemed|construed)|"
    r"inure|control\b|prevail|commence|terminate\s+automatically|owns?\b|owned|remain\s+(?:the|liable|at)|"
    r"the\s+(?:sole\s+|exclusive\s+|sole\s+and\s+exclusive\s+)?(?:owner|provider)|joint\s+ventur|an?\s+independent|take\s+any\s+responsib)"
)
# "ARTICLE 18 - ASSIGNMENT 18.1 " ahead of a sentence that it does not belong to.
HEADING = re.compile(
    r"(?:(?:ARTICLE|Article|SECTION|Section)\s+[\dIVXL]{1,5}(?:\.\d+)*\s*[-.:]*\s*)?"
    r"(?:[A-Z][A-Z'&,/;\s-]{2,80}[A-Z]\W*\s(?=\d|\(|[A-Z][a-z]))?(?:\d{1,2}(?:\.\d{1,3}){0,3}[.)]?\s+)?(?=[A-Z(])"
)
# A definition says what a word means, whatever it tells about a party.
DEFINITION = re.compile(
    r"[\d.\s()a-zA-Z]{0,14}?\"[^\"]{1,90}\"(?:\s*(?:,|or|and)\s*\"[^\"]{1,90}\")*\s*(?:\([^()]{0,60}\)\s*)?(?:shall\s+)?"
    r"(?:means?|(?:has|have)\s+the\s+meanings?|refers?\s+to)\b"
)
# "In no event shall Ada be liable" says how things are.
NOT_LIABLE = re.compile(r"[^.;]{1,90}?\b[Bb][Ee]\s+(?:[Hh]eld\s+)?(?:liable|LIABLE|responsible)\b")
# After a negated modal: who need not do something is not forbidden to.
NEED_NOT = re.compile(r"\s*be\s+(?:required|obligated|obliged)\b")
INVERTED = re.compile(r"(?i)\b(?:at\s+no\s+time|in\s+no\s+event|under\s+no\s+circumstances?|nor)\b[^;]*$")
GAP = re.compile(
    r"[\s-]*(?:\([^()]{0,120}\))?\s*(?:(?:seeking|encountering|invoking|obligated|who|whose|so)\b[^,;.]{1,110}\s)?"
    r"(?:,[^;]{1,200},)?\s*(?:(?:and|or)\s+(?:its|their|his)\s+[\w ,]{3,60}?)?\s*"
    r"(?:(?:also|hereby|further|each|both|mutually|jointly|then|additionally|acknowledges?|agrees?|and|that|it|they|irrevocably|severally|"
    r"unanimously|expressly|do|does|"
    r"shall|will|has|have|understands?)\b[\s,]*){0,5}"
)
BEFORE_CONDITION = re.compile(
    r"(?i)\b(?:if|in\s+the\s+event(?:\s+that)?|unless|until|whether|when|where|should|case|that|which|once|as|than|so\s+that|in\s+order\s+that|to\s+the\s+extent(?:\s+that)?)\s+"
    r"(?:(?:and\s+when|either|for\s+any\s+reason|the)\s+)?$"
)
OF_SOMEBODY = re.compile(
    r"(?<!each\s)(?<!either\s)(?<!both\s)(?<!Each\s)(?<!Either\s)\b(?:of|for|by|from|between|with|to|on)\s+$"
)
CARRIED_ON = re.compile(r"(?:,|;|\band|\bor|\bbut|\))\s*(?:(?:also|further|then|in\s+addition|it|they)\s+)?$")
PASSIVE = re.compile(
    r"\s*(?:also\s+)?(?:\w+ly\s+)?be\s+(?:\w+ly\s+)?(?!(?:determined|agreed|owned|signed|executed|selected|governed|used|required|designated|approved)\b)"
    r"(?:\w+(?:ed|en|de|id|ne|nt|ght|wn)|assignable)\b"
    r"(?:(?!\b(?:signed|executed|owned|determined|selected|agreed|agreement|approved|furnished|designated|requested|delivered|issued)\s+(?:\w+\s+)?by\b)[^.;]){0,100}?\bby\s+(?:the\s+)?$"
)
RELATIVE = re.compile(r"\b(?:as|which|that|who|than|whom)\s+$")
PRONOUN = re.compile(r"\b(?:it|they)\s+$")
PROMISES = re.compile(r"\s+(?:further\s+|hereby\s+|irrevocably\s+)*(?:agrees?|undertakes?|covenants?)\s+that\b")
NOTHING = re.compile(r"(?i)\b(?:neither|nor|no)\b[^,;.]*$")
