"""`publish`, `update` and `exempt` as an officer and a member use them."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from panel_app import cli
from panel_app.paths import Home
from panel_app.services.desk import Desk
from tests.feed_fixtures import MEETING, PACK, PACK_ID, REPORT, SECRET

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PANEL_DESK_PASSPHRASE", "four plain words here")
    monkeypatch.setenv("PANEL_DESK_EXEMPT_PASSPHRASE", "only for this meeting")

    def call(who: str, *arguments: str) -> tuple[int, str, str]:
        status = cli.main(["--home", str(tmp_path / who), *arguments])
        out = capsys.readouterr()
        return status, out.out, out.err

    return call


def test_a_panel_from_set_up_to_a_members_papers(run: Run, tmp_path: Path) -> None:
    feed, sheet, mail = tmp_path / "feed", tmp_path / "sheet.pdf", tmp_path / "june.paneldesk"
    (tmp_path / "pack.md").write_text(PACK, "utf-8")
    (tmp_path / "report.md").write_text(REPORT, "utf-8")
    assert run("officer", "import", str(tmp_path / "pack.md"), str(tmp_path / "report.md"))[0] == 0
    assert "--set-up" in run("officer", "publish", str(feed))[2]
    assert "--sheet" in run("officer", "publish", str(feed), "--set-up", "North Shire")[2]
    made = run("officer", "publish", str(feed), "--set-up", "North Shire", "--sheet", str(sheet), "--json")
    assert made[0] == 0, made[2]
    published = json.loads(made[1])
    assert published["changed"] == [MEETING] and published["exempt"] == 0
    assert "Recovery code" in PdfReader(sheet).pages[0].extract_text()
    assert "already publishes" in run("officer", "publish", str(feed), "--set-up", "N", "--sheet", "x")[2]

    refused = run("member", "update", str(feed))
    assert refused[0] == 1 and published["fingerprint"] in refused[2]
    first = run("member", "update", str(feed), "--fingerprint", published["fingerprint"])
    assert first[:2] == (0, "North Shire: Papers for 5 June 2026: 2 new. Published today.\n")
    assert run("member", "update")[1] == "North Shire: Nothing new. Published today.\n"

    report = f"{MEETING}/settlement-with-a-contractor"
    args = ("publish", str(feed), "--withdraw", report, "--meeting", MEETING, "--file", str(mail))
    assert run("officer", *args)[0] == 0
    told = json.loads(run("member", "update", str(mail), "--json")[1])
    assert told["withdrawn"] == [report] and told["new"] == told["replaced"] == []
    listed = json.loads(run("member", "papers", "--json")[1])["papers"]
    assert {p["id"]: p["withdrawn"] for p in listed} == {PACK_ID: False, report: True}


def test_exempt_papers_are_shown_and_given_back(run: Run, tmp_path: Path) -> None:
    feed = tmp_path / "feed"
    (tmp_path / "report.md").write_text(REPORT, "utf-8")
    run("officer", "import", str(tmp_path / "report.md"))
    desk = Desk(Home(tmp_path / "officer"))
    with desk.library.writing() as db:
        db.execute("UPDATE papers SET exempt = 1")
    desk.close()
    made = run("officer", "publish", str(feed), "--set-up", "N", "--sheet", str(tmp_path / "s.pdf"), "--json")
    mark = json.loads(made[1])["fingerprint"]
    assert json.loads(made[1])["exempt"] == 1
    assert run("member", "update", str(feed), "--fingerprint", mark)[0] == 0
    shown = run("member", "exempt", MEETING)
    assert shown[0] == 0 and SECRET in shown[1]
    assert json.loads(run("member", "exempt", MEETING, "--json")[1])[0]["exempt"] is True
    assert run("member", "exempt", MEETING, "--remove")[0] == 0
    assert "taken back" in run("member", "exempt", MEETING)[2]


def test_without_a_terminal_a_passphrase_must_be_given(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PANEL_DESK_PASSPHRASE")
    status, out, err = run("officer", "publish", str(tmp_path / "f"), "--set-up", "N", "--sheet", "s.pdf")
    assert (status, out) == (1, "") and "PANEL_DESK_PASSPHRASE" in err
    assert not (tmp_path / "f").exists()


def test_a_feed_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    args = ("--set-up", "N", "--sheet", str(tmp_path / "s.pdf"))
    status, _, err = run("officer", "publish", str(tmp_path / "file" / "feed"), *args)
    assert status == 1 and err.count("\n") == 1 and "cannot be written" in err
    assert stat.S_ISREG((tmp_path / "file").stat().st_mode)
