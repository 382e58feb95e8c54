"""The fetcher of each kind of thin source, as a table."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from shared.feedback.models import FetchOrder
from shared.feedback.view import View
from shared.fetching import google_business, qualtrics, surveymonkey
from shared.fetching.api import Api

type Fetch = Callable[[FetchOrder, dict[str, str], Api], View | None]

FETCHERS: Mapping[str, Fetch] = MappingProxyType(
    {
        "surveymonkey": surveymonkey.fetch,
        "qualtrics": qualtrics.fetch,
        "google_business": google_business.fetch,
    }
)
