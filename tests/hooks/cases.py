"""The bad-input table of webhooks, B01 to B34, as one."""

from tests.hooks.kept import KEPT
from tests.hooks.kit import Case
from tests.hooks.refused import REFUSED

CASES: tuple[Case, ...] = REFUSED + KEPT
