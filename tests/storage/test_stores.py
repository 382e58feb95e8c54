"""The promises of the stores on the emulated DynamoDB."""

from tests.support.feedback_contract import FeedbackContract
from tests.support.store_contract import StoreContract
from tests.support.words_contract import WordsContract


class TestStores(StoreContract):
    """Every case of the contract; the ``table`` fixture is the emulator's."""


class TestFeedback(FeedbackContract):
    """The same of the stores of feedback."""


class TestWords(WordsContract):
    """And of the store of words."""
