"""What happens to an account, in the product and in the oracle alike."""

from tests.oracle.product import Product
from tests.oracle.strategies import Change, path, pick
from tests.oracle.world import Account, Case

_LEVELS = 5


class Story:
    """Applies changes to both. What cannot happen in this account does not happen."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.account: Account = product.account
        self._version = 1

    def happens(self, change: Change) -> None:
        """One change."""
        getattr(self, f"_{change.kind}")(change.what, change.where)

    def _move(self, what: int, where: int) -> None:
        above = self.account.above
        place, under = pick(list(above), what), pick([*above, None], where)
        tree = {**above, place: under}
        if not self._fits(tree, place, under):
            return
        above[place] = under
        self.product.place(place)

    def _fits(self, tree: dict[str, str | None], place: str, under: str | None) -> bool:
        if under is not None and place in path(self.account.above, under):
            return False
        return all(len(path(tree, one)) <= _LEVELS for one in tree)

    def _remove(self, what: int, _where: int) -> None:
        above = self.account.above
        alone = [one for one in above if one not in above.values()]
        place = pick(alone, what)
        if place is not None and len(above) > 1:
            del above[place]
            self.product.place(place)

    def _job(self, _what: int, _where: int) -> None:
        """The cases follow their places: keys are written anew; those of a removed one go to what was above it."""
        self._version += 1
        for case in self.account.cases:
            here = [one for one in (case.place, *reversed(case.keyed)) if one in self.account.above]
            if case.place is not None and case.keyed != self.account.path(case.place):
                case.place = here[0] if here else None
                case.keyed = self.account.path(case.place)
                self.product.put(case, self._version)

    def _person_moves(self, what: int, where: int) -> None:
        person = pick(list(self.account.people.values()), what)
        place = pick([*self.account.above, None], where)
        person.nodes = (place,) if place else ()
        self.product.save(person)

    def _person_goes(self, what: int, _where: int) -> None:
        person = pick(list(self.account.people.values()), what)
        person.gone = not person.gone
        self.product.save(person)

    def _give(self, what: int, where: int) -> None:
        case: Case | None = pick([one for one in self.account.cases if one.state != "done"], what)
        if case is not None:
            case.given_to = (pick(list(self.account.people), where),)
            self._version += 1
            self.product.put(case, self._version)

    def _regroup(self, what: int, where: int) -> None:
        group, place = pick(list(self.account.groups), what), pick(list(self.account.above), where)
        if group is not None:
            self.account.groups[group] = (place,)
            self.product.group(group)
