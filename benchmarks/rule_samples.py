"""Rules and feedbacks as a network of shops has them, from a seed: about 2 % of rules fire on a feedback.

A rule has three to five conditions on places, scores, channels, answers and words of the comment, in groups of
AND, OR and NOT. Comments are French or English, 5 to 120 words; keyword lists hold 5 to 40 words."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.feedback.models import Answer, Feedback, Respondent, Scalar, Score
from shared.rules.fields import Subject
from shared.rules.models import Rule

_TOPICS = """
attente attendu file caisse minutes heure longue patience lenteur | waiting waited line checkout slow delay hours
accueil sourire bonjour aimable impoli arrogant froid | welcome smile rude polite friendly
livraison colis livreur transporteur retard perdu endommage suivi relais | delivery parcel courier late lost
rembourse remboursement avoir carte debit double facture ticket erreur | refund refunded charged invoice twice bank
casse abime defectueux panne fissure raye fuite tordu | broken damaged faulty cracked scratched leaking bent
prix cher promotion remise etiquette affiche solde arnaque | price expensive discount label sale scam overpriced
rupture rayon vide indisponible introuvable commande | stock empty shelf unavailable missing
propre sale odeur toilettes poussiere dechets sol | clean dirty smell toilets dust rubbish floor
vendeur conseil competent incompetent renseigne explique equipe | seller advice helpful clueless staff team
telephone appel rappel injoignable repondeur message mail | phone call callback unreachable voicemail email answer
site internet application bug connexion compte mot passe | website app crash login account password online
danger blesse chute allergie intoxication brulure securite | unsafe injured fell allergy poisoning burnt security
echange retour garantie reparation sav technicien atelier | exchange return warranty repair workshop engineer
parking acces fauteuil ascenseur escalier poussette handicap | parking access wheelchair lift stairs stroller
fidelite points bon cadeau avantage programme carte membre | loyalty points voucher gift benefits member
qualite tissu couture taille couleur lavage matiere | quality fabric seam size colour washing material
avocat plainte tribunal police association presse | lawyer complaint court police newspaper
merci parfait excellent ravie recommande bravo satisfait | thanks perfect excellent delighted recommend great
"""
_FILLERS = """
je vous ai suis une un le la les des dans avec pour mais plus jamais tres bien encore toujours mon ma mes ce
cette qui que quand puis donc alors chez au aux du de et ou ne pas tout tous rien fois jour semaine samedi
matin soir magasin produit client personne on nous il elle ils ete avait sont sera faire fait dit venir venu
acheter achat demande the a an i we was were is my our your this that with for but not never very still always
again when then so at in on to from and or all nothing time day week saturday morning evening shop store
product customer nobody they she he been had have will do did said come came buy bought asked
"""
TOPICS = [line.replace("|", " ").split() for line in _TOPICS.strip().splitlines()]
_HALVES = [[half.split() for half in line.split("|")] for line in _TOPICS.strip().splitlines()]
FILLERS = _FILLERS.split()
_FRENCH, _ENGLISH = FILLERS[: FILLERS.index("the")], FILLERS[FILLERS.index("the") :]

REGIONS = [f"r{number}" for number in range(12)]
STORES = [f"s{number}" for number in range(240)]
_CHANNELS = ["email", "sms", "web", "kiosk", "app", "qr"]
_SOURCES = [f"src{number}" for number in range(8)]
_CAMPAIGNS = [f"camp{number}" for number in range(10)]
_TIERS = ["bronze", "silver", "gold", "platinum"]
_MOTIVES = [f"motif{number}" for number in range(14)]
_TAGS = [f"tag{number}" for number in range(20)]
_CHOICES = {
    "answer.purchase": ["online", "store", "phone", "partner"],
    "answer.department": [f"dept{number}" for number in range(16)],
    "answer.payment": ["card", "cash", "transfer", "voucher"],
    "answer.visit": ["first", "monthly", "weekly", "yearly"],
    "answer.resolved": ["yes", "no", "partly"],
    "respondent.segment": [f"seg{number}" for number in range(9)],
    "respondent.country": ["fr", "be", "ch", "lu", "ca"],
    "respondent.brand": [f"brand{number}" for number in range(6)],
    "respondent.gender": ["f", "m", "x"],
}
_FIGURES = {"answer.basket": 400, "answer.items": 12, "respondent.orders": 40, "respondent.age": 80}
_ANSWERED = 0.8
_START = datetime(2026, 1, 5, tzinfo=UTC)


def rules(count: int, seed: int) -> list[Rule]:
    """Rules by id."""
    dice = random.Random(seed)
    return [
        Rule(
            f"rule-{number:05d}",
            1,
            f"Rule {number}",
            "alert",
            "P2",
            172_800,
            notify=True,
            criteria=_criteria(dice),
        )
        for number in range(count)
    ]


def subjects(count: int, seed: int) -> list[Subject]:
    """Feedbacks as rules see them, new ones each time, so that nothing is remembered of an earlier round."""
    dice = random.Random(seed)
    return [subject(_feedback(dice, number), dice) for number in range(count)]


def subject(feedback: Feedback, dice: random.Random) -> Subject:
    """A feedback in its place: network, region, store and perhaps a group."""
    store = dice.randrange(len(STORES))
    group = (f"g{store % 7}",) if dice.random() < 0.5 else ()
    return Subject(feedback, ("net", REGIONS[store % len(REGIONS)], STORES[store], *group))


def _feedback(dice: random.Random, number: int) -> Feedback:
    rating = min(10, max(0, round(dice.gauss(7.2, 2.6))))
    french = dice.random() < 0.65
    moment = _START + timedelta(minutes=dice.randrange(200_000))
    given: dict[str, Scalar] = {
        name: dice.choice(values) for name, values in _CHOICES.items() if dice.random() < _ANSWERED
    }
    given |= {name: dice.randrange(top) for name, top in _FIGURES.items() if dice.random() < _ANSWERED}
    return Feedback(
        id=f"f{number}",
        source_id=dice.choice(_SOURCES),
        source_kind="typeform",
        response_id=str(number),
        delivery_id=str(number),
        kind="survey",
        submitted_at=moment,
        received_at=moment,
        channel=dice.choice(_CHANNELS),
        campaign=dice.choice(_CAMPAIGNS),
        language="fr" if french else "en",
        score=Score(rating, 0, 10, "nps") if dice.random() < 0.95 else None,
        scores={key: Score(dice.randint(1, 5), 1, 5, "rating") for key in ("csat", "ces") if dice.random() < 0.6},
        comment=_comment(dice, french) if dice.random() < 0.9 else None,
        contact_requested=dice.choice([True, False, None]),
        motives=tuple(dice.sample(_MOTIVES, dice.choice([0, 1, 1, 2]))),
        sub_motive=dice.choice([None, *_MOTIVES]),
        tags=tuple(dice.sample(_TAGS, dice.choice([0, 0, 1, 2]))),
        answers=tuple(Answer(key, key, value) for key, value in _under("answer.", given)),
        respondent=Respondent(
            id=str(number),
            tier=dice.choice([*_TIERS, None]),
            attributes=dict(_under("respondent.", given)),
        ),
    )


def _under(family: str, given: dict[str, Scalar]) -> list[tuple[str, Scalar]]:
    return [(name.removeprefix(family), value) for name, value in given.items() if name.startswith(family)]


def _comment(dice: random.Random, french: bool) -> str:
    fillers = _FRENCH if french else _ENGLISH
    topics = [dice.choice(_HALVES)[0 if french else 1] for _ in range(2)]
    size = min(120, max(5, int(dice.lognormvariate(3.2, 0.7))))
    words = [
        dice.choice(dice.choice(topics)) if dice.random() < 0.12 else dice.choice(fillers) for _ in range(size)
    ]
    words[0] = words[0].capitalize()
    return " ".join(f"{word}{dice.choice(',.!')}" if dice.random() < 0.1 else _accented(word) for word in words)


def _accented(word: str) -> str:
    return {"tres": "très", "casse": "cassé", "ete": "été", "rembourse": "remboursé"}.get(word, word)


def _criteria(dice: random.Random) -> dict[str, Any]:
    kinds = dice.sample(_KINDS, 2) + ([_words] if dice.random() < 0.75 else [_place])
    parts = [kind(dice) for kind in kinds]
    shape = dice.random()
    if shape < 0.15:
        parts.append(_group("or", [dice.choice(_NARROW)(dice), _words(dice)]))
    elif shape < 0.25:
        parts.append(_group("and", [dice.choice(_NARROW)(dice)], turned=True))
    elif shape < 0.6:
        parts.append(dice.choice(_KINDS)(dice))
    return _group("and", parts)


def _group(combinator: str, parts: list[dict[str, Any]], *, turned: bool = False) -> dict[str, Any]:
    return {"combinator": combinator, "rules": parts, "not": turned}


def _is(name: str, operator: str, value: Any) -> dict[str, Any]:
    return {"field": name, "operator": operator, "value": value}


def _words(dice: random.Random) -> dict[str, Any]:
    pool = sorted({word for topic in dice.sample(TOPICS, 4) for word in topic})
    return _is("comment", "mentions", dice.sample(pool, dice.randint(5, 40)))


def _no_words(dice: random.Random) -> dict[str, Any]:
    return _is("comment", "doesNotMention", dice.sample(dice.choice(TOPICS), 5))


def _place(dice: random.Random) -> dict[str, Any]:
    return _is(
        "place",
        "within",
        dice.sample(REGIONS, dice.randint(1, 3)) if dice.random() < 0.7 else dice.sample(STORES, 12),
    )


def _score(dice: random.Random) -> dict[str, Any]:
    return dice.choice(
        [
            _is("score", "<=", dice.choice([2, 4, 6, 7])),
            _is("score.class", "=", dice.choice(["low", "middle", "high"])),
            _is("score.percent", "<", dice.choice([30, 50, 65, 75])),
            _is("score", "between", [dice.choice([0, 3]), dice.choice([6, 8])]),
            _is("score.csat", "<=", dice.choice([2, 3])),
            _is("score.ces", ">=", dice.choice([3, 4])),
        ]
    )


def _choice(dice: random.Random) -> dict[str, Any]:
    name, values = dice.choice(list(_CHOICES.items()))
    some = dice.sample(values, max(1, len(values) // 2))
    return dice.choice([_is(name, "=", dice.choice(values)), _is(name, "in", some), _is(name, "notIn", some)])


def _figure(dice: random.Random) -> dict[str, Any]:
    name, top = dice.choice(list(_FIGURES.items()))
    return _is(name, dice.choice(["<", ">", ">="]), dice.randrange(top))


def _about(dice: random.Random) -> dict[str, Any]:
    return dice.choice(
        [
            _is("channel", "in", dice.sample(_CHANNELS, 3)),
            _is("channel", "!=", dice.choice(_CHANNELS)),
            _is("source", "in", dice.sample(_SOURCES, 4)),
            _is("campaign", "in", dice.sample(_CAMPAIGNS, 5)),
            _is("language", "=", dice.choice(["fr", "en"])),
            _is("contact_requested", "=", dice.choice([True, False])),
            _is("comment.length", ">", dice.randrange(300)),
            _is("motive", "in", dice.sample(_MOTIVES, 5)),
            _is("sub_motive", "in", dice.sample(_MOTIVES, 6)),
            _is("tags", "in", dice.sample(_TAGS, 6)),
            _is("respondent.tier", "in", dice.sample(_TIERS, 2)),
            _is("respondent.tier", "null", None),
            _is("submitted_at.hour", "between", [dice.randrange(12), 12 + dice.randrange(12)]),
            _is("submitted_at.weekday", "in", dice.sample(range(1, 8), 3)),
        ]
    )


type _Kind = Callable[[random.Random], dict[str, Any]]
_KINDS: list[_Kind] = [_place, _score, _score, _choice, _choice, _figure, _about, _about, _no_words]
_NARROW: list[_Kind] = [_choice, _about, _figure]
