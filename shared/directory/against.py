"""A directory file against the account as it is: reads what a plan has to know."""

from shared.directory.people import plan_users
from shared.directory.places import Known, plan_groups, plan_places
from shared.directory.plan import Plan
from shared.directory.sheet import Kind, rows
from shared.scope.people import User, fold_email
from shared.storage.config import Config
from shared.storage.people import People

_PAGE = 100


def planned(kind: Kind, content: str, config: Config, people: People, by: str) -> Plan:
    """What the file of a kind changes for ``by``, the id of who sent it. Raises BadFile."""
    found, faults = rows(kind, content)
    if kind == "users":
        plan = plan_users(found, everybody(people), config.tree, config.departments, by)
    elif kind == "groups":
        plan = plan_groups(found, config.tree, lambda group: _used(group, people))
    else:
        known = {fold_email(user.email): user for user in everybody(people)}
        plan = plan_places(found, config.tree, Known(config.calendars, known))
    errors = sorted((*faults, *plan.errors), key=lambda one: one.line)
    return plan._replace(lines=plan.lines + len(faults), errors=errors)


def everybody(people: People) -> list[User]:
    """All people of the account."""
    page = people.everybody(limit=_PAGE)
    users = page.users
    while page.after is not None:
        page = people.everybody(page.after, _PAGE)
        users += page.users
    return users


def _used(group: str, people: People) -> bool:
    return any(group in user.groups for user in people.around([group]))
