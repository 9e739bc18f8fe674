"""Publishing and taking in, as an officer and members do it."""

from __future__ import annotations

import http.server
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pypdf import PdfReader

from panel_app.bundles.keys import new_keys, recovery_code, root_from_code
from panel_app.domain.errors import BundleRefusedError, UserFacingError
from panel_app.domain.ids import MeasureId, PaperId
from panel_app.domain.marks import Anchor, MarkKind
from panel_app.domain.measures import Better, Measure, MeasureTarget, Observation, Series
from panel_app.domain.papers import Box
from panel_app.domain.periods import PeriodKind, period_from
from panel_app.domain.questions import QuestionStatus
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.services.feed_sources import FolderSource, WebSource
from panel_app.storage.measures import MeasureRepository
from tests.feed_fixtures import (
    EXEMPT,
    MEETING,
    NOW,
    PACK,
    PACK_ID,
    PASSPHRASE,
    REPORT,
    SECRET,
    Panel,
    panel_in,
)

REPORT_ID = "nspcp/2026-06-05/settlement-with-a-contractor"


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    with panel_in(tmp_path) as made:
        yield made


def _publish(panel: Panel, **options: object) -> str:
    return panel.officer.publishing.publish(panel.feed, PASSPHRASE, **options).sentence  # type: ignore[arg-type]


def test_what_is_published_is_what_a_member_reads(panel: Panel) -> None:
    member = panel.member()
    report = member.updating.update()
    assert report.sentence == "Papers for 5 June 2026: 1 new. Published today."
    paper, theirs = PaperId(PACK_ID), panel.officer.papers
    assert member.papers.pdf(paper) == theirs.pdf(paper)
    for reads in ("pages", "passages", "outline", "tables", "records"):
        assert getattr(member.papers, reads)(paper) == getattr(theirs, reads)(paper), reads
    assert member.papers.thumbnail(paper, 1) == theirs.thumbnail(paper, 1) != b""
    assert member.meetings.items(MEETING) == panel.officer.meetings.items(MEETING)
    assert member.meetings.next_meeting() == panel.officer.meetings.next_meeting()
    assert [hit.page for hit in member.search.search("satisfaction")] == [1]
    assert list(member.news.news()) == [paper]


def test_only_what_changed_is_sent(panel: Panel) -> None:
    before = {p.name for p in (panel.feed / "targets").iterdir()}
    panel.clock.now += timedelta(days=1)
    assert panel.officer.publishing.publish(panel.feed, PASSPHRASE).files == 1  # the index, with its day
    panel.bring(REPORT, "report.md")
    _publish(panel)
    after = {p.name for p in (panel.feed / "targets").iterdir()}
    assert len(before & after) == 2  # the pack's PDF and its reading
    member, read = panel.member(), []
    member.updating.update()
    panel.bring(PACK, word="85%")
    _publish(panel)

    class Watched(FolderSource):
        def read(self, name: str, limit: int) -> bytes | None:
            read.append(name.split("/")[0])
            return super().read(name, limit)

    report = member.updating.update_from(Watched(panel.feed))
    assert [p.id for p in report.replaced] == [PACK_ID] and not report.new
    assert read.count("targets") == 4  # index, bundle, the new PDF and its reading
    read.clear()
    assert member.updating.update_from(Watched(panel.feed)).sentence == "Nothing new. Published today."
    assert read.count("targets") == 1


def test_a_replaced_paper_keeps_its_notes(panel: Panel) -> None:
    member = panel.member()
    member.updating.update()
    anchor = Anchor(1, (Box(72, 100, 300, 112),), "satisfaction rose")
    member.marks.add(PaperId(PACK_ID), MarkKind.NOTE, anchor, note="Ask why")
    panel.bring(PACK, word="85%")
    _publish(panel)
    member.updating.update()
    assert [r.number for r in member.versions.all(PaperId(PACK_ID))] == [1, 2]
    assert [mark.note for mark in member.marks.all()] == ["Ask why"]


def test_a_corrected_title_makes_no_new_version(panel: Panel) -> None:
    member = panel.member()
    member.updating.update()
    with panel.officer.library.writing() as db:
        db.execute("UPDATE papers SET title = 'Pack for June'")
    _publish(panel)
    report = member.updating.update()
    assert report.changes.papers is False or not report.replaced
    found = member.papers.get(PaperId(PACK_ID))
    assert (found.title, found.revisions) == ("Pack for June", 1)
    assert [hit.page for hit in member.search.search("satisfaction")] == [1]


def test_a_withdrawn_paper_stays_with_its_notes_and_is_said_to_be(panel: Panel) -> None:
    panel.bring(REPORT, "report.md")
    _publish(panel)
    member = panel.member()
    member.updating.update()
    anchor = Anchor(0, (Box(72, 100, 300, 112),), "The sum of the")
    member.marks.add(PaperId(REPORT_ID), MarkKind.NOTE, anchor, note="Mine")
    panel.officer.publishing.withdraw(PaperId(REPORT_ID))
    _publish(panel)
    report = member.updating.update()
    assert report.sentence == "Papers for 5 June 2026: 1 withdrawn. Published today."
    assert member.papers.get(PaperId(REPORT_ID)).withdrawn
    assert [mark.note for mark in member.marks.all()] == ["Mine"]
    assert REPORT_ID not in [p.id for p in _new_member(panel).updating.update().new]
    panel.bring(REPORT.replace("members only", "members alone"), "report.md")
    _publish(panel)
    member.updating.update()
    assert not member.papers.get(PaperId(REPORT_ID)).withdrawn


def _new_member(panel: Panel) -> Desk:
    return panel.member(f"member-{len(panel.members)}")


def test_one_file_for_an_email_holds_one_meeting(panel: Panel, tmp_path: Path) -> None:
    panel.bring(PACK.replace("2026-06-05", "2026-09-04").replace("83%", "84%"), "september.md")
    file = tmp_path / "june.paneldesk"
    _publish(panel)
    _publish(panel, meetings=[MEETING], file=file)
    member = panel.member("by e-mail", trusts=False)
    mark = panel.officer.publishing.fingerprint
    assert member.updating.offered(str(file)) == mark
    member.updating.trust(str(file), mark.lower().replace(" ", ""))
    assert member.updating.address == ""
    assert [p.id for p in member.updating.update(str(file)).new] == [PACK_ID]
    member.updating.trust(str(panel.feed), mark)
    assert [p.id for p in member.updating.update().new] == ["nspcp/2026-09-04/agenda-pack"]


def test_a_feed_that_the_installer_brought_needs_no_question(panel: Panel, tmp_path: Path) -> None:
    member = panel.member("installed", trusts=False)
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "root.json").write_bytes((panel.feed / "metadata" / "1.root.json").read_bytes())
    (shipped / "address.txt").write_text(f"{panel.feed}\n", "utf-8")
    member.updating._shipped = shipped
    assert [p.id for p in member.updating.update().new] == [PACK_ID]


def test_how_old_the_papers_are_is_said(panel: Panel) -> None:
    panel.clock.now += timedelta(days=40)
    assert "Published 40 days ago." in panel.member().updating.update().sentence


def test_measures_come_as_they_are(panel: Panel) -> None:
    quarter = period_from(PeriodKind.QUARTER, datetime(2026, 1, 1).date())
    measure = Measure(MeasureId("burglary"), "Burglary", "offences", Better.FEWER, source="Report")
    target = MeasureTarget("below 300", Decimal(300))
    printings = (Observation(quarter, "312", Decimal(312)), Observation(quarter, "310", Decimal("310.5")))
    officer = MeasureRepository(panel.officer.library)
    officer.put(measure, [Series(measure, "North Shire", "force", printings)])
    officer.put_target(measure.id, target)
    _publish(panel)
    member = panel.member()
    report = member.updating.update()
    assert report.measures and "The figures were brought up to date." in report.sentence
    theirs = member.measures.series(measure.id, "North Shire")
    ours = panel.officer.measures.series(measure.id, "North Shire")
    assert (theirs, theirs.targets) == (ours, ours.targets)
    assert theirs.targets == (target,) and theirs.observations


def test_questions_and_answers_come_with_a_meeting(panel: Panel) -> None:
    officer, member = panel.officer, panel.member()
    officer.settings.set_member_name("Democratic Services")
    asked, _ = officer.questions.add("Why did calls rise?", meeting=MEETING)
    officer.questions.change(asked.id, status=QuestionStatus.ASKED)
    _publish(panel)
    assert member.updating.update().questions is False and member.questions.all() == []
    _publish(panel, questions=[MEETING])
    report = member.updating.update()
    assert report.changes.questions and "Questions and answers came." in report.sentence
    assert [q.text for q in member.questions.all()] == ["Why did calls rise?"]
    officer.questions.change(asked.id, status=QuestionStatus.ANSWERED, answer="A new number.")
    assert _publish(panel) == "Nothing has changed since you last published."
    _publish(panel, questions=[MEETING])
    member.updating.update()
    assert [q.answer for q in member.questions.all()] == ["A new number."]
    assert member.updating.update().questions is False


def test_a_start_does_not_load_what_only_the_feed_needs() -> None:
    code = (
        "import sys, panel_app.services.desk, panel_app.cli; "
        "sys.exit(bool({'tuf', 'cryptography', 'pyrage'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_sample_is_never_published(panel: Panel) -> None:
    panel.officer.sample.install()
    _publish(panel)
    assert [p.id for p in panel.member().updating.update().new] == [PACK_ID]


def test_two_folders_can_be_published_to_in_turn(panel: Panel, tmp_path: Path) -> None:
    stick, member = tmp_path / "stick", panel.member()
    for feed, word in [(stick, "84%"), (panel.feed, "85%"), (stick, "86%"), (panel.feed, "87%")]:
        panel.clock.now += timedelta(minutes=1)
        panel.bring(PACK, word=word)
        panel.officer.publishing.publish(feed, PASSPHRASE)
        member.updating.update(str(feed))
        assert word in member.papers.page_text(PaperId(PACK_ID), 1)


def test_a_meeting_can_be_published_alone(panel: Panel) -> None:
    panel.bring(PACK.replace("2026-06-05", "2026-09-04"), "september.md")
    panel.bring(PACK, word="85%")
    said = _publish(panel, meetings=["nspcp/2026-09-04"])
    assert said.startswith("Published: nspcp/2026-09-04 (")
    member = panel.member()
    assert {p.id for p in member.updating.update().new} == {PACK_ID, "nspcp/2026-09-04/agenda-pack"}
    assert "83%" in member.papers.page_text(PaperId(PACK_ID), 1)


def test_nothing_that_somebody_put_into_the_folder_is_signed_again(panel: Panel) -> None:
    stamp = panel.feed / "metadata" / "timestamp.json"
    stamp.write_bytes(stamp.read_bytes().replace(b'"sig"', b'"gis"'))
    with pytest.raises(BundleRefusedError):
        _publish(panel)


def test_what_else_lies_in_the_folder_is_left_alone(panel: Panel) -> None:
    theirs = [panel.feed / "targets" / "notes.txt", panel.feed / "metadata" / "budget.json"]
    for path in theirs:
        path.write_text("theirs", "utf-8")
    (panel.feed / "targets" / "folder").mkdir()
    panel.clock.now += timedelta(days=1)
    before = set(panel.feed.rglob("*"))
    _publish(panel)
    assert all(path.read_text("utf-8") == "theirs" for path in theirs)
    gone = before - set(panel.feed.rglob("*"))
    assert len(gone) == 3  # the index and the two lists of the day before


def test_a_wrong_passphrase_publishes_nothing(tmp_path: Path) -> None:
    with panel_in(tmp_path, quick=False) as panel:
        _assert_a_wrong_passphrase_publishes_nothing(panel)


def _assert_a_wrong_passphrase_publishes_nothing(panel: Panel) -> None:
    before = {p: p.read_bytes() for p in panel.feed.rglob("*") if p.is_file()}
    panel.bring(PACK, word="85%")
    with pytest.raises(UserFacingError, match="not the passphrase"):
        panel.officer.publishing.publish(panel.feed, "another passphrase")
    assert {p: p.read_bytes() for p in panel.feed.rglob("*") if p.is_file()} == before

    keys = panel.officer.publishing._unlocked(PASSPHRASE)
    held = [path.read_bytes() for path in panel.folder.rglob("*") if path.is_file()]
    secrets = [form for seed in (keys.root, keys.feed) for form in (seed, seed.hex().encode())]
    assert not any(secret in data for data in held for secret in secrets)


def test_a_slip_in_the_recovery_code_is_noticed() -> None:
    keys = new_keys()
    code = recovery_code(keys)
    assert root_from_code(code.lower()) == keys.root
    for at, character in enumerate(code):
        if character != " ":
            with pytest.raises(UserFacingError, match="recovery sheet"):
                root_from_code(code[:at] + ("A" if character != "A" else "B") + code[at + 1 :])


def test_the_recovery_sheet_brings_a_lost_feed_back(tmp_path: Path) -> None:
    with panel_in(tmp_path) as panel:
        member = panel.member()
        member.updating.update()
        made = Desk(Home(tmp_path / "sheet"), clock=panel.clock)
        sheet = made.publishing.set_up("Another panel", PASSPHRASE).sheet
        made.close()
        text = PdfReader(_file(tmp_path / "sheet.pdf", sheet)).pages[0].extract_text()
        assert "Another panel" in text and "Recovery code" in text
        keys = panel.officer.publishing._unlocked(PASSPHRASE)
        again = Desk(Home(tmp_path / "new-laptop"), clock=panel.clock)
        try:
            name, code = "North Shire Police and Crime Panel", recovery_code(keys)
            with pytest.raises(UserFacingError, match="another feed"):
                again.publishing.recover(panel.feed, name, recovery_code(new_keys()), PASSPHRASE)
            mark = again.publishing.recover(panel.feed, name, code, PASSPHRASE).fingerprint
            assert mark == panel.officer.publishing.fingerprint
            (tmp_path / "july.md").write_text(PACK.replace("2026-06-05", "2026-07-03"), "utf-8")
            again.importing.import_paths([tmp_path / "july.md"])
            panel.clock.now += timedelta(minutes=1)
            again.publishing.publish(panel.feed, PASSPHRASE)
            assert [p.id for p in member.updating.update().new] == ["nspcp/2026-07-03/agenda-pack"]
            panel.clock.now += timedelta(minutes=1)
            panel.bring(PACK, word="1%")
            with pytest.raises(UserFacingError, match="count no more"):
                panel.officer.publishing.publish(panel.feed, PASSPHRASE)
            # The lost computer's key counts no more where it cannot know that either.
            panel.officer.publishing.publish(tmp_path / "stolen", PASSPHRASE)
            with pytest.raises(BundleRefusedError):
                member.updating.update(str(tmp_path / "stolen"))
        finally:
            again.close()


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _exempt_member(panel: Panel) -> Desk:
    panel.bring(REPORT, "report.md")
    panel.make_exempt(REPORT_ID)
    said = _publish(panel, exempt={MEETING: EXEMPT})
    assert "1 exempt paper is encrypted" in said
    member = panel.member()
    report = member.updating.update()
    assert "Exempt papers for 5 June 2026 came" in report.sentence
    return member


def _files_with(folder: Path, *words: str) -> list[Path]:
    wanted = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
    wanted += [word.upper().encode() for word in words]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in wanted)]


def test_exempt_words_are_nowhere_on_the_disk_after_a_session(
    panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    member = _exempt_member(panel)
    (opened,) = member.exempt_papers.open(MEETING, EXEMPT)
    assert SECRET in opened.structure.pages[0].text and opened.pdf.startswith(b"%PDF-")
    assert opened.paper.title == "Settlement with a contractor"
    assert [p.id for p in member.papers.all()] == [PACK_ID]
    assert member.search.search("quicksilver") == []
    member.exempt_papers.close()
    assert member.exempt_papers.opened() == []
    # The index of words holds them by their stems.
    words = ["quicksilver", "quicksilv", "marzipan", "Settlement with", "settlement-with"]
    home = member.home.folder
    assert (home / "library.db-wal").exists()
    assert _files_with(home, *words) == []
    assert _files_with(panel.feed, *words) == []
    assert _files_with(temporary, *words) == []
    assert _files_with(panel.officer.home.folder, *words), "the scan finds what is there"


def test_another_passphrase_opens_nothing(panel: Panel) -> None:
    member = _exempt_member(panel)
    with pytest.raises(UserFacingError, match="not the passphrase"):
        member.exempt_papers.open(MEETING, "guessed")
    assert member.exempt_papers.opened() == []


def test_exempt_papers_without_a_passphrase_are_not_published(panel: Panel) -> None:
    panel.bring(REPORT, "report.md")
    panel.make_exempt(REPORT_ID)
    before = (panel.feed / "metadata" / "timestamp.json").read_bytes()
    with pytest.raises(UserFacingError, match="has exempt papers"):
        _publish(panel)
    assert (panel.feed / "metadata" / "timestamp.json").read_bytes() == before


def test_unchanged_exempt_papers_are_not_sent_again(panel: Panel) -> None:
    _exempt_member(panel)
    assert _publish(panel) == "Nothing has changed since you last published."


def test_a_pack_with_pages_of_an_exempt_item_goes_sealed_as_a_whole(panel: Panel) -> None:
    with panel.officer.library.writing() as db:
        db.execute("UPDATE agenda_items SET exempt = 1 WHERE number = '2'")
    _publish(panel, exempt={MEETING: EXEMPT})
    member = panel.member()
    member.updating.update()
    assert member.papers.all() == []
    assert member.meetings.items(MEETING)[0].subject == "Apologies"
    assert [one.paper.id for one in member.exempt_papers.open(MEETING, EXEMPT)] == [PACK_ID]


def test_a_paper_that_turns_out_to_be_exempt_is_removed_from_members(panel: Panel) -> None:
    panel.bring(REPORT, "report.md")
    _publish(panel)
    member = panel.member()
    member.updating.update()
    assert _files_with(member.home.folder, "quicksilver")
    panel.make_exempt(REPORT_ID)
    _publish(panel, exempt={MEETING: EXEMPT})
    member.updating.update()
    assert [p.id for p in member.papers.all()] == [PACK_ID]
    assert _files_with(member.home.folder, "quicksilv", "marzipan") == []
    assert _files_with(panel.feed, "quicksilv", "marzipan") == []


def test_exempt_papers_are_recalled_after_the_meeting(panel: Panel) -> None:
    member = _exempt_member(panel)
    _publish(panel, recall=[MEETING])
    assert "taken back" in member.updating.update().sentence
    with pytest.raises(UserFacingError, match="taken back"):
        member.exempt_papers.open(MEETING, EXEMPT)
    assert not any(b"age-encryption" in p.read_bytes() for p in (panel.feed / "targets").iterdir())
    _publish(panel)
    assert member.updating.update().sentence == "Nothing new. Published today."


def test_a_member_can_give_exempt_papers_back(panel: Panel) -> None:
    member = _exempt_member(panel)
    assert member.exempt_papers.meetings() == [MEETING]
    member.exempt_papers.remove(MEETING)
    assert member.exempt_papers.meetings() == []


class _Quiet(http.server.SimpleHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.startswith("/moved/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/moved"))
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _https(folder: Path) -> Iterator[tuple[str, ssl.SSLContext]]:
    """A web server of this computer with a certificate of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder.parent / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    pem.write_bytes(private + public)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = http.server.ThreadingHTTPServer(("localhost", 0), partial(_Quiet, directory=str(folder)))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}", ssl.create_default_context(cadata=public.decode())
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_feed_on_a_web_server(panel: Panel) -> None:
    with _https(panel.feed) as (address, context):
        member = panel.member()
        report = member.updating.update_from(WebSource(address, context))
        assert [p.id for p in report.new] == [PACK_ID]
        _Quiet.asked.clear()
        with pytest.raises(BundleRefusedError, match="could not be reached"):
            member.updating.update_from(WebSource(f"{address}/moved", context))
        assert _Quiet.asked and all(path.startswith("/moved/") for path in _Quiet.asked)


def test_a_server_that_is_not_who_it_says_is_not_asked(panel: Panel) -> None:
    refused = pytest.raises(BundleRefusedError, match="could not be reached")
    with _https(panel.feed) as (address, _), refused:
        panel.member().updating.update(address)


@pytest.mark.parametrize("address", ["http://localhost/feed", "ftp://localhost/feed", "file:///etc"])
def test_no_other_protocol_is_used(panel: Panel, address: str) -> None:
    with pytest.raises(BundleRefusedError, match="https://"):
        panel.member().updating.update(address)


def test_an_address_that_is_not_there(panel: Panel, tmp_path: Path) -> None:
    with pytest.raises(BundleRefusedError, match="cannot be reached"):
        panel.member().updating.update(str(tmp_path / "gone"))
    assert panel.member().clock() == NOW
