"""Raw bodies packed against the model beside them."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.storage import codec
from tests.support import hooks
from tests.support.builders import feedback


@given(raw=st.binary(max_size=2000), beside=st.text(max_size=500))
def test_the_exact_bytes_come_back(raw: bytes, beside: str) -> None:
    assert codec.decompress(codec.compress(raw, beside), beside) == raw


@given(raw=st.binary(max_size=500), beside=st.text(max_size=100))
def test_what_was_packed_alone_needs_nothing_beside_it(raw: bytes, beside: str) -> None:
    """Parts of large bodies, and bodies of the release before."""
    assert codec.decompress(zlib.compress(raw, 6), beside) == raw


def test_another_text_beside_it_is_refused_and_never_a_wrong_body() -> None:
    stored = codec.compress(b"hello hello", "hello")
    with pytest.raises(zlib.error):
        codec.decompress(stored, "other")


def test_what_the_model_says_is_not_said_again() -> None:
    model = codec.encode(feedback())
    raw = hooks.raw(hooks.native_body(comment=feedback().comment, externalId=feedback().response_id))
    assert len(codec.compress(raw, model)) < 0.7 * len(zlib.compress(raw, 9))
