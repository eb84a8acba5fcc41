"""Small texts for the tests of reading.

CO_BRANDING and RENEWING are excerpts, shortened, from CUAD v1 (The Atticus Project, CC BY 4.0): the first from
`EdietsComInc_20001030_10QSB_EX-10.4` (co-branding agreement), the second from `SIBANNAC,INC_12_04_2017-EX-2.1`
(strategic alliance agreement). ALLIANCE is invented.
"""

from pathlib import Path

from paripassu.reading import Draft, read

EXAMPLES = Path(__file__).parents[2] / "examples" / "agreements"

CO_BRANDING = """EXHIBIT 10.4

                              CO-BRANDING AGREEMENT

         THIS CO-BRANDING AGREEMENT (the "Agreement") is made as of May 22, 2000 (the "Effective Date"), by and between
WOMEN.COM NETWORKS, INC., a Delaware corporation having a place of business at 1820 Gateway Drive Suite 150, San
Mateo, CA 94404 ("Women.com"), and EDIETS.COM, INC., a Delaware corporation, having its principal place of business at
3467 West Hillsboro Boulevard, Suite 2, Deerfield Beach, Florida 33442 ("eDiets").

         WHEREAS, eDiets maintains a site on the Internet that provides personalized diet and counseling on-line;

         NOW THEREFORE, the parties hereby agree as follows:

1.       THE DIET CENTER.

         1.2 Women.com shall store and maintain the Gateway Page on server(s) located on Women.com's premises. Effective
one week from the

                                       1

Launch Date, eDiets shall include a back button to the Women.com Site on all pages of the Diet Center.

         2.2 Delivery of Content. eDiets agrees to deliver to Women.com, by no later than fifteen (15) days after the
Effective Date, the initial eDiets Content. eDiets may not directly link from the Gateway Page to any other site.
Women.com reserves the right to reject any content.

         3.1 This Agreement will become effective as of the Effective Date and shall remain effective for two (2) years
from and after the Effective Date (the "Initial Term"). This agreement shall automatically renew for additional
successive terms of twelve (12) months each at the end of the Initial Term ("Renewal Terms"), unless either party
notifies the other in writing at least sixty (60) days prior to the end of the Initial Term.

         9.4 Neither party will make any public statement relating to the terms of this Agreement without the prior
written consent of the other party.

         12.1 This Agreement shall be interpreted and enforced in accordance with the laws of the State of California.
"""

RENEWING = """Strategic Alliance Agreement

This agreement is made and entered into this 30th day of November, 2017 by and between Bravatek Solutions, Inc., a
corporation organized under the laws of the State of Colorado, ("Bravatek"), and Sibannac, Inc. ("COMPANY"), a
corporation organized under the laws of Nevada.

Whereas, Bravatek is a corporation, which has technical expertise in security-related software.

Bravatek agrees to serve as a non-exclusive project sales lead finder for COMPANY. COMPANY shall indemnify Bravatek for
any damages.

The term of this Agreement is twelve (12) months from the date hereof, and will be automatically renewed for one (1)
additional twelve month period unless either party shall notify the other in writing of its intention not to renew. Such
notice must be given ninety (90) days prior to expiration of the original term.

This Agreement shall be interpreted according to the laws of the State of Texas.
"""

ALLIANCE = """STRATEGIC ALLIANCE AGREEMENT

This Strategic Alliance Agreement is entered into as of March 3, 2021 (the "Effective Date") by and between {ada}, a
corporation ("{a}"), and {bo}, a corporation ("{b}").

WHEREAS, the parties wish to work together;

NOW, THEREFORE, the parties agree as follows:

1. Duties

1.1 {a} shall deliver the samples to {b} within thirty (30) days after the Effective Date.

1.2 {b} may not disclose the samples unless {a} agrees in writing. {b} is entitled to visit the laboratory of {a}.

1.3 Each party shall bear its own costs. The invoices shall be paid by {b} no later than June 1, 2022.

1.4 {a} may use the laboratory, and shall keep it clean.

2. Term

The term of this Agreement shall be for a period of five (5) years from the Effective Date.

3. Law

This Agreement shall be governed by the laws of England.
"""


def alliance(ada: str = "Ada Robotics, Inc.", a: str = "Ada", bo: str = "Bo Optics Ltd.", b: str = "Bo") -> str:
    """The invented agreement between two organisations."""
    return ALLIANCE.format(ada=ada, a=a, bo=bo, b=b)


def drafted(text: str) -> Draft:
    """The draft of a text."""
    return read("agreement.txt", text.encode())


def value(draft: Draft, term: str) -> str | None:
    """The value of a single term, or None."""
    found = getattr(draft, term)
    return found.value if found else None
