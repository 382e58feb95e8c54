"""Numbers that nobody who works a case needs, masked before a feedback is kept: bank cards and accounts always,
telephone numbers when the source asks for it (B37). The raw body keeps what came, out of people's sight."""

import re

_CARD = re.compile(r"(?<![\dA-Za-z])\d(?:[ -]?\d){12,18}(?![\dA-Za-z])")
_IBAN = re.compile(
    r"(?<![\dA-Za-z])[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?(?![\dA-Za-z])"
)
_PHONE = re.compile(r"(?<![\w+])\+?\(?\d(?:[ .()/-]{0,2}\d){8,14}(?!\w)")
_HIDDEN = "•"


def masked(text: str, *, phones: bool = False) -> str:
    """The text with the letters and digits of such numbers replaced, so that the others keep their place.
    Cards are those with a right check digit (ISO/IEC 7812-1), accounts those with a right IBAN (ISO 13616)."""
    if not any(char.isdigit() for char in text):
        return text
    text = _IBAN.sub(lambda found: _hide(found[0]) if _is_iban(found[0]) else found[0], text)
    text = _CARD.sub(lambda found: _hide(found[0]) if _is_card(found[0]) else found[0], text)
    return _PHONE.sub(lambda found: _hide(found[0]), text) if phones else text


def _hide(number: str) -> str:
    return "".join(_HIDDEN if char.isalnum() else char for char in number)


def _is_card(number: str) -> bool:
    """Whether the last digit checks the others (Luhn)."""
    digits = [int(char) for char in number if char.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_iban(number: str) -> bool:
    """Whether the two check digits are right: the rest of a division by 97 is 1."""
    plain = number.replace(" ", "").upper()
    turned = plain[4:] + plain[:4]
    return 15 <= len(plain) <= 34 and int("".join(str(int(char, 36)) for char in turned)) % 97 == 1
