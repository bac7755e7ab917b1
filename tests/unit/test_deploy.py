"""The recipes for JupyterHub: what they set, that the hubs' own settings stay, and that their files can be read."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import yaml
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from nastava.grading.links import account_number

DEPLOY = Path(__file__).parents[2] / "deploy"
VALUES = yaml.safe_load((DEPLOY / "kubernetes" / "values.yaml").read_text(encoding="utf-8"))
_FILE = {"mountPath": str}
_RULES = ("cloudMetadataServer", "dnsPortsCloudMetadataServer", "dnsPortsKubeSystemNamespace", "dnsPortsPrivateIPs", "nonPrivateIPs", "privateIPs")  # fmt: skip
#: The part of the chart's values.schema.yaml that is used here, as it was in version 4 of the chart. The chart
#: refuses keys that it does not know, except below `custom`.
KNOWN: dict[str, Any] = {
    "custom": dict,
    "hub": {
        "extraFiles": {"nastavaHub": _FILE, "students": _FILE},
        "extraConfig": dict,
        "networkPolicy": {"enabled": bool},
    },
    "proxy": {"chp": {"networkPolicy": {"enabled": bool}}},
    "singleuser": {
        "image": {"name": str, "tag": str},
        "cmd": str,
        "uid": int,
        "fsGid": int,
        "allowPrivilegeEscalation": bool,
        "cpu": {"limit": float, "guarantee": float},
        "memory": {"limit": str, "guarantee": str},
        "startTimeout": int,
        "storage": {
            "type": str,
            "capacity": str,
            "homeMountPath": str,
            "extraVolumes": list,
            "extraVolumeMounts": list,
        },
        "networkPolicy": {"enabled": bool, "egressAllowRules": dict.fromkeys(_RULES, bool)},
    },
    "cull": {"enabled": bool, "timeout": int, "every": int, "maxAge": int},
    "prePuller": {"hook": {"enabled": bool}, "continuous": {"enabled": bool}},
}


@pytest.fixture(scope="module")
def hub() -> ModuleType:
    """The hub's part of a course, as its own environment imports it."""
    spec = importlib.util.spec_from_file_location("nastava_hub", DEPLOY / "jupyterhub" / "nastava_hub.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def started(c: Config, name: str) -> SimpleNamespace:
    """Return a spawner after its hook has run."""
    spawner = SimpleNamespace(user=SimpleNamespace(name=name), environment={"KEPT": "1"}, uid=None, gid=None, fs_gid=None)  # fmt: skip
    asyncio.run(c.Spawner.pre_spawn_hook(spawner))
    return spawner


def test_students_and_graders_get_settings_of_their_own(hub: ModuleType):
    """The course's account alone gets the graders' settings; an instructor's own server is a student's."""
    c = Config()
    hub.configure(c, course="trial", instructors=["Ana "], students=["ben"], settings="/etc/nastava")
    roles = {name: started(c, name).environment for name in ("course-trial", "ana", "ben")}
    assert {name: Path(each["JUPYTER_CONFIG_PATH"]).name for name, each in roles.items()} == {
        "course-trial": "graders",
        "ana": "students",
        "ben": "students",
    }
    assert started(c, "course-trial").default_url == "/formgrader"
    assert started(c, "ana").default_url == "/lab/tree/en/00-start.ipynb"
    assert roles["ben"]["KEPT"] == "1" and roles["ben"]["NASTAVA_COURSE"] == "trial"
    (role,) = c.JupyterHub.load_roles.get_value([])
    assert role["users"] == ["ana"] and "access:servers!user=course-trial" in role["scopes"]
    assert all("course-trial" in scope for scope in role["scopes"])


def test_a_hook_that_was_there_is_run_too(hub: ModuleType):
    """Both kinds: one that returns at once and one that has to be waited for."""
    seen = []

    async def waited_for(spawner: Any) -> None:
        seen.append(spawner.user.name)

    for hook in (lambda spawner: seen.append(spawner.user.name), waited_for):
        c = Config()
        c.Spawner.pre_spawn_hook = hook
        hub.configure(c, course="trial", instructors=["ana"])
        started(c, "ben")
    assert seen == ["ben", "ben"]


def test_nobody_logs_in_as_the_courses_account(hub: ModuleType):
    """Whatever the authenticator says of it; others come through, and no list may name it."""
    from tornado.web import HTTPError

    c = Config()
    hub.configure(c, course="trial", instructors=["ana"])
    ask = c.Authenticator.post_auth_hook
    assert asyncio.run(ask(None, None, {"name": "ana"})) == {"name": "ana"}
    with pytest.raises(HTTPError, match="no person's account"):
        asyncio.run(ask(None, None, {"name": "course-trial"}))
    with pytest.raises(ValueError, match="nobody may have that name"):
        hub.configure(Config(), course="trial", instructors=["course-trial"])


def test_each_pod_has_a_number_that_grading_knows(hub: ModuleType, monkeypatch: pytest.MonkeyPatch):
    """The same by the hub's reckoning and the grader's; two people with one number are refused."""
    c = Config()
    hub.configure(c, course="trial", instructors=["ana"], numbers=True)
    ben = started(c, "ben")
    assert ben.uid == ben.gid == ben.fs_gid == account_number("ben") != account_number("ana")
    assert started(c, "course-trial").uid == 1000
    numbers = [account_number(f"student-{n}") for n in range(5000)]
    assert min(numbers) >= 2**20 and max(numbers) < 2**31 - 1
    monkeypatch.setattr(hub, "account_number", lambda _name: 7)
    with pytest.raises(ValueError, match="ana and ben would get the same number"):
        hub.configure(Config(), course="trial", instructors=["ana"], students=["ben"], numbers=True)


def test_the_littlest_jupyterhub_keeps_its_own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The recipe's file is read below the hub's own, as that does it: names and roles are added, not replaced."""
    students = tmp_path / "students.txt"
    students.write_text("ben\n\neva\n", encoding="utf-8")
    text = (DEPLOY / "tljh" / "nastava.py").read_text(encoding="utf-8").replace("@COURSE@", "trial")
    text = text.replace("/opt/tljh/config", str(DEPLOY / "jupyterhub")).replace(
        "instructors=[]", "instructors=['ana']"
    )
    (tmp_path / "nastava.py").write_text(
        text.replace("/srv/nastava/students.txt", str(students)), encoding="utf-8"
    )
    (tmp_path / "main.py").write_text(
        "c = get_config()\nc.Authenticator.allowed_users = {'head'}\nc.FirstUseAuthenticator.allow_all = True\n"
        "c.JupyterHub.load_roles = [{'name': 'own'}]\nload_subconfig('nastava.py')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(sys, "path", sys.path[:])
    c = PyFileConfigLoader("main.py", str(tmp_path)).load_config()
    assert c.Authenticator.allowed_users == {"head", "ana", "ben", "eva"}
    assert [role["name"] for role in c.JupyterHub.load_roles] == ["own", "grade-trial"]
    assert c.FirstUseAuthenticator.allow_all is False


def test_values_have_keys_that_the_chart_knows():
    """Keys and kinds of values are those of the chart's schema."""

    def look(values: dict[str, Any], known: dict[str, Any], place: str) -> None:
        for key, value in values.items():
            assert key in known, f"{place}{key}"
            if isinstance(known[key], dict):
                look(value, known[key], f"{place}{key}.")
            else:
                wanted = (int, float) if known[key] is float else known[key]
                assert isinstance(value, wanted), f"{place}{key}"

    look(VALUES, KNOWN, "")
    assert not any(VALUES["singleuser"]["networkPolicy"]["egressAllowRules"][rule] for rule in ("nonPrivateIPs", "privateIPs"))  # fmt: skip


def test_the_charts_configuration_enters_the_course(monkeypatch: pytest.MonkeyPatch):
    """The Python in the values runs with what the hub's image offers it."""
    custom = {"custom.nastava.course": "trial", "custom.nastava.instructors": ["ana"]}
    monkeypatch.setitem(sys.modules, "z2jh", SimpleNamespace(get_config=custom.get))  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "path", [str(DEPLOY / "jupyterhub"), *sys.path])
    c = Config()
    c.JupyterHub.load_roles = [{"name": "jupyterhub-idle-culler"}]
    c.Authenticator.allowed_users = ["head"]
    exec(VALUES["hub"]["extraConfig"]["nastava"], {"c": c})
    assert c.Authenticator.allowed_users == {"head", "ana"}
    assert [role["name"] for role in c.JupyterHub.load_roles] == ["jupyterhub-idle-culler", "grade-trial"]
    assert started(c, "ben").environment["NASTAVA_OWNERS"] == "number"


def test_the_exchange_is_the_volume_that_pods_mount():
    """Claim, path, image and number are the same in both files."""
    volume, claim, job = yaml.safe_load_all(
        (DEPLOY / "kubernetes" / "exchange.yaml").read_text(encoding="utf-8")
    )
    single = VALUES["singleuser"]
    (mounted,), (where,) = single["storage"]["extraVolumes"], single["storage"]["extraVolumeMounts"]
    pod = job["spec"]["template"]["spec"]
    (rights,) = pod["containers"]
    assert claim["spec"]["volumeName"] == volume["metadata"]["name"]
    assert claim["spec"]["accessModes"] == volume["spec"]["accessModes"] == ["ReadWriteMany"]
    assert mounted["persistentVolumeClaim"]["claimName"] == claim["metadata"]["name"]
    assert pod["volumes"][0]["persistentVolumeClaim"]["claimName"] == claim["metadata"]["name"]
    assert rights["volumeMounts"][0]["mountPath"] == where["mountPath"] == rights["command"][3]
    assert rights["command"][4:] == [VALUES["custom"]["nastava"]["course"], str(single["uid"])]
    assert rights["image"] == f"{single['image']['name']}:{single['image']['tag']}"


def test_the_image_copies_what_is_there():
    """Each file that the Dockerfile takes from the checkout exists, and the keys stay in a stage of their own."""
    lines = (DEPLOY / "kubernetes" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    taken = [(n, line.split()[1]) for n, line in enumerate(lines) if line.startswith("COPY ") and "--from" not in line]  # fmt: skip
    assert all((DEPLOY.parent / source).exists() for _n, source in taken)
    last = max(n for n, line in enumerate(lines) if line.startswith("FROM "))
    assert all(source.startswith("deploy/") for n, source in taken if n > last)


@pytest.mark.parametrize("script", sorted(DEPLOY.rglob("*.sh")), ids=lambda path: path.name)
def test_scripts_can_be_read_by_a_plain_shell(script: Path):
    """No mistake of syntax."""
    subprocess.run(["sh", "-n", str(script)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="install(1) of Linux")
def test_the_layout_is_made_again_without_harm(tmp_path: Path):
    """Settings are written anew; the exchange keeps what is in it, with its rights."""
    settings, exchange = tmp_path / "settings", tmp_path / "srv" / "exchange"
    command = [
        "sh",
        str(DEPLOY / "jupyterhub" / "lay.sh"),
        str(settings),
        str(exchange),
        "trial",
        str(os.getuid()),
    ]
    subprocess.run(command, check=True)
    kept = exchange / "trial" / "outbound"
    kept.mkdir()
    (settings / "students" / "nbgrader_config.py").write_text("", encoding="utf-8")
    subprocess.run(command, check=True)
    assert kept.is_dir()
    assert stat.S_IMODE(exchange.stat().st_mode) == 0o1777
    assert stat.S_IMODE((exchange / "trial").stat().st_mode) == 0o755
    laid = {
        path.relative_to(settings).as_posix(): path.read_bytes()
        for path in settings.rglob("*")
        if path.is_file()
    }
    source = DEPLOY / "jupyterhub"
    assert laid == {name: (source / name).read_bytes() for name in laid} and len(laid) == 7


def test_students_settings_turn_off_what_is_the_instructors():
    """Both halves of the formgrader, the page and the menu."""
    folder = DEPLOY / "jupyterhub" / "students"
    server = json.loads((folder / "jupyter_server_config.json").read_text(encoding="utf-8"))
    page = json.loads((folder / "labconfig" / "page_config.json").read_text(encoding="utf-8"))
    assert server["ServerApp"]["jpserver_extensions"]["nbgrader.server_extensions.formgrader"] is False
    assert page["disabledExtensions"]["@jupyter/nbgrader:formgrader"] is True
