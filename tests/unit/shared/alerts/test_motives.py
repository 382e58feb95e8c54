"""The motive a feedback names, and who deals with it."""

from typing import Any

import pytest

from shared.account.models import Department, Motive
from shared.alerts.motives import department_of, motive_of
from tests.support.builders import feedback


def motive(motive_id: str, fr: str, en: str, **more: Any) -> Motive:
    return Motive(motive_id, {"fr": fr, "en": en}, **more)


MOTIVES = {
    one.id: one
    for one in (
        motive("m-staff", "Personnel", "Staff", codes=("STF", "rh"), department="hr"),
        motive("m-rude", "Impolitesse", "Rudeness", parent="m-staff"),
        motive("m-product", "Produit", "Product", department="quality"),
        motive("m-other", "Autre", "Other", parent="m-product", department="care"),
        motive("a-other", "Autre", "Other", parent="m-staff"),
        motive("m-gone", "Parking", "Car park", archived=True),
        motive("m-free", "Félicitations", "Praise"),
        motive("m-lost", "Perdu", "Lost", department="dissolved"),
    )
}
DEPARTMENTS = {
    one.id: one
    for one in (
        Department("hr", "Human resources", restricted=True),
        Department("quality", "Quality"),
        Department("care", "Care"),
    )
}


@pytest.mark.parametrize(
    ("motives", "sub_motive", "found", "department", "why"),
    [
        (("m-staff",), None, "m-staff", "hr", "by id"),
        (("STAFF",), None, "m-staff", "hr", "by its English label"),
        ((" personnel ",), None, "m-staff", "hr", "by its French label, with spaces"),
        (("félicitations",), None, "m-free", None, "nobody deals with it"),
        (("FELICITATIONS",), None, "m-free", None, "without the accent"),
        (("RH",), None, "m-staff", "hr", "by a code"),
        (("nothing", "produit"), None, "m-product", "quality", "the first that is known"),
        (("product", "staff"), None, "m-product", "quality", "the first of two"),
        (("staff",), "rudeness", "m-rude", "hr", "the sub-motive, with the department above it"),
        ((), "rudeness", "m-rude", "hr", "the sub-motive alone"),
        (("staff",), "other", "a-other", "hr", "of two of a name the one below the motive"),
        (("product",), "other", "m-other", "care", "with a department of its own"),
        (("product",), "nothing", "m-product", "quality", "a sub-motive that is not known"),
        (("parking",), None, None, None, "an archived one is no longer used"),
        (("lost",), None, "m-lost", None, "a department that is no more"),
        (("",), "", None, None, "empty names"),
        ((), None, None, None, "none"),
    ],
)
def test_what_a_feedback_names(
    motives: tuple[str, ...], sub_motive: str | None, found: str | None, department: str | None, why: str
) -> None:
    named = motive_of(feedback(motives=motives, sub_motive=sub_motive), MOTIVES)
    assert (named.id if named else None) == found, why
    dealing = department_of(named, MOTIVES, DEPARTMENTS)
    assert (dealing.id if dealing else None) == department, why
