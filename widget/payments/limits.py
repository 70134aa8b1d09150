"""How long customers have, and how much of something may be open at once."""

from datetime import timedelta

from widget.core.clock import SKEW

#: How long a customer has on the gateway's pages.
CUSTOMER_HAS = timedelta(minutes=30)

#: So long a customer is likely to come back from the gateway's pages.
JUST_BEGUN = timedelta(minutes=5)

#: After so long a gateway that never heard of an attempt won't any more: it is longer than the
#: client waits for an answer, also where another machine's clock says when it began. Should it hear
#: all the same, it knows the attempt as cancelled. An adapter's calls must end within it.
ON_ITS_WAY = timedelta(minutes=1) + SKEW

#: So many payments without an invoice may be unfinished at once.
MOST_UNFINISHED = 5

#: So many pages for payment methods may be open at once, each for as long as a customer has.
MOST_OPEN = 20
