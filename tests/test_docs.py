"""The documents tell the truth: every command, option and JSON key is in docs/cli.md."""

from __future__ import annotations

import argparse
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from panel_app import cli
from panel_app.domain import records

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = (ROOT / "docs" / "cli.md").read_text("utf-8")


def _commands() -> dict[str, argparse.ArgumentParser]:
    for action in cli.parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the parser has no commands")


def _section(command: str) -> str:
    found = re.search(rf"^## `panel-desk {command}\b.*?(?=^## |\Z)", DOCUMENT, re.DOTALL | re.MULTILINE)
    assert found, f"docs/cli.md has no section for “{command}”"
    return found.group(0)


@pytest.mark.parametrize("command", sorted(_commands()))
def test_every_command_and_option_is_documented(command: str) -> None:
    section = _section(command)
    for action in _commands()[command]._actions:
        for option in action.option_strings:
            if option not in ("-h", "--help"):
                assert f"`{option}" in DOCUMENT or f" {option} " in section, f"{command} {option}"


def test_no_command_is_documented_that_is_not_there() -> None:
    documented = set(re.findall(r"^## `panel-desk ([a-z-]+)", DOCUMENT, re.MULTILINE))
    assert documented == set(_commands())


def test_every_json_key_is_documented() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "panel_app" / "cli").glob("*.py"))
    keys = set(re.findall(r'^\s*\{?"([a-z_]+)": ', source, re.MULTILINE)) | set(
        re.findall(r'[{,] ?"([a-z_]+)": ', source)
    )
    assert len(keys) > 30
    for kind in vars(records).values():
        if is_dataclass(kind):
            keys |= {one.name for one in fields(kind)}
    missing = {key for key in keys if f"`{key}`" not in DOCUMENT}
    assert not missing


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_file_that_a_document_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    paths = re.findall(
        r"`((?:panel_app|resources|data|docs|tests|packaging)/[\w./-]*[\w/])`|\]\(((?!http)[\w./-]+)\)", text
    )
    for found in paths:
        path = found[0] or found[1]
        assert (ROOT / path).exists(), f"{name} names {path}"


def test_the_lock_keeps_to_the_bounds() -> None:
    import tomllib

    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [Requirement(r) for r in project["dependencies"]]
    wanted += [Requirement(r) for r in project["optional-dependencies"]["dev"]]
    locked: dict[str, str] = {}
    for name in ("requirements.lock", "requirements-dev.lock"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            if "==" in line:
                package, version = line.split("==")
                locked[re.sub(r"[-_.]+", "-", package).lower()] = version
    for requirement in wanted:
        version = locked[re.sub(r"[-_.]+", "-", requirement.name).lower()]
        assert requirement.specifier.contains(version), requirement
