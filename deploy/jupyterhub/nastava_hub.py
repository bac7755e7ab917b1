"""JupyterHub's part of a course: who grades it, and what each person's server is started with.

Needs nothing but Python, since hubs have an environment of their own. In ``jupyterhub_config.py``::

    from nastava_hub import configure

    configure(c, course="nastava", instructors=["ana", "ben"])

The course belongs to an account of its own, ``course-nastava``, which nobody can log in as. Instructors use its server,
with the formgrader; everybody else has a server of their own without it. What a server may read is a matter of file
rights, never of these settings: who changes them in their own server gains nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

#: Numbers of accounts on Kubernetes: none of an ordinary system's own, none beyond what file systems can hold.
_FIRST, _LAST = 2**20, 2**31 - 2
#: The course's account has the number of the first ordinary account of an image.
_COURSE_NUMBER = 1000


def configure(
    c: Any,
    *,
    course: str,
    instructors: Iterable[str],
    students: Iterable[str] | Path = (),
    exchange: str = "/srv/nastava/exchange",
    settings: str = "/etc/nastava",
    owners: str = "account",
    numbers: bool = False,
    language: str = "en",
) -> None:
    """Enter a course into a hub's configuration.

    Args:
        c: the configuration, as in ``jupyterhub_config.py``.
        course: the course's id, letters, digits and hyphens; also its folder's name in the home of its account.
        instructors: who may use the server of the course's account.
        students: who else may log in; or a file with a name a line. Where the hub's own settings say so, leave it out.
        exchange: the folder through which assignments travel, the same for all.
        settings: the folder with ``students`` and ``graders``, from ``deploy/jupyterhub``.
        owners: how a submission is known to be its student's, see ``CollectWithoutLinks.owners``.
        numbers: give each person's pod a number of its own (Kubernetes), so that file rights hold between pods.
        language: of the start page that students come to, ``en`` or ``sr``; the other is a link away.
    """
    account = course_account(course)
    graders = sorted(_names(instructors))
    others = _names(students)
    if account in {*graders, *others}:
        raise ValueError(f"{account} is the course's own account; nobody may have that name.")
    if numbers:
        _check_numbers({*graders, *others})
    # Added to what is set elsewhere, before or after: The Littlest JupyterHub reads this as a file of its own.
    if graders or others:
        _allow(c, {*graders, *others})
    # A group makes the account known to the hub, under the name that nbgrader's own plugin looks for.
    c.JupyterHub.load_groups.update({f"formgrade-{course}": {"users": [account]}})
    # By name, not by group: who is taken off this list loses the right at the hub's next start.
    c.JupyterHub.load_roles.append(
        {
            "name": f"grade-{course}",
            "description": f"Use the server of {account}, with the formgrader",
            "users": graders,
            "scopes": [
                f"access:servers!user={account}",
                f"servers!user={account}",
                f"read:users!user={account}",
            ],
        }
    )
    c.Authenticator.post_auth_hook = _refuse(account, c.Authenticator.get("post_auth_hook"))
    c.JupyterHub.default_url = _landing(account, graders)
    c.JupyterHub.extra_handlers.append((r"/(?:notebooks|edit|tree)/(.*)", _to_server(account)))
    common = {
        "NASTAVA_COURSE": course, "NASTAVA_EXCHANGE": exchange, "NASTAVA_OWNERS": owners, "NASTAVA_LESSONS": language,
    }  # fmt: skip
    before = c.Spawner.get("pre_spawn_hook")

    async def prepare(spawner: Any) -> None:
        if before is not None:
            waiting = before(spawner)
            if waiting is not None:
                await waiting
        name = spawner.user.name
        role = "graders" if name == account else "students"
        # As a page of its own: in a frame of JupyterLab, where its menu would open it, hubs don't let it be shown.
        spawner.default_url = "/formgrader" if name == account else f"/lab/tree/{language}/00-start.ipynb"
        spawner.environment = {
            **spawner.environment,
            **common,
            "JUPYTER_CONFIG_PATH": str(Path(settings, role)),
        }
        if numbers:
            number = _COURSE_NUMBER if name == account else account_number(name)
            spawner.uid = spawner.gid = spawner.fs_gid = number

    c.Spawner.pre_spawn_hook = prepare


def course_account(course: str) -> str:
    """Return the account that a course belongs to."""
    return f"course-{course}"


def account_number(name: str) -> int:
    """Return the number that a person's pod runs as: always the same for a name.

    ``nastava.grading.links`` computes the same, to know whose a submission is.
    """
    start = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return _FIRST + start % (_LAST - _FIRST)


def _check_numbers(names: set[str]) -> None:
    """Refuse two people with one number; among a thousand names this happens once in some four thousand lists."""
    there: dict[int, str] = {}
    for name in sorted(names):
        other = there.setdefault(account_number(name), name)
        if other != name:
            raise ValueError(f"{other} and {name} would get the same number; one of them needs another name.")


def _allow(c: Any, names: set[str]) -> None:
    there = c.Authenticator.get("allowed_users")
    if isinstance(there, (list, tuple)):  # as YAML has it
        c.Authenticator.allowed_users = {*there, *names}
    else:
        c.Authenticator.allowed_users.update(names)


def _names(people: Iterable[str] | Path) -> set[str]:
    """Return names as the hub has them, in small letters."""
    if isinstance(people, Path):
        people = people.read_text(encoding="utf-8").splitlines() if people.exists() else ()
    return {name.strip().lower() for name in people} - {""}


def _refuse(account: str, before: Any) -> Any:
    """Return a hook that lets nobody log in as the course's account, whatever the authenticator thinks of it."""

    async def refuse(authenticator: Any, handler: Any, found: Any) -> Any:
        if found and found["name"] == account:
            from tornado.web import HTTPError

            raise HTTPError(403, f"{account} is no person's account.")
        if before is None:
            return found
        result = before(authenticator, handler, found)
        return await result if hasattr(result, "__await__") else result

    return refuse


def _to_server(account: str) -> Any:
    """Return what answers links of the formgrader: as a page of its own, it takes its server for the whole site."""
    from tornado.web import RequestHandler

    class ToServer(RequestHandler):
        def get(self, path: str) -> None:
            self.redirect(f"{self.settings['base_url']}user/{account}/lab/tree/{quote(path)}")

    return ToServer


def _landing(account: str, graders: list[str]) -> Any:
    """Return where people come to after logging in: instructors to the course, others to their own server."""

    def landing(handler: Any) -> str:
        user = handler.current_user
        base = handler.hub.base_url
        if user is not None and user.name in graders:
            return f"{base}spawn/{account}"
        return f"{base}spawn" if user is not None else f"{base}login"

    return landing
