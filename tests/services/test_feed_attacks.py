"""Forged, damaged and hostile feeds: each refused in one plain sentence, the library as it was."""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, Root

from panel_app.bundles import model, signing
from panel_app.bundles.keys import Keys, fingerprint, new_keys
from panel_app.bundles.model import Bundle, FeedIndex, as_bytes, bundle_from, reading_bytes, sha256
from panel_app.domain.errors import BundleRefusedError, UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.services.feed_sources import FileSource, FolderSource, write_paneldesk
from tests.feed_fixtures import NOW, PACK_ID, Clock, library_state, panel_in


@dataclass
class Forge:
    """A feed whose keys the test has, and a member who trusts it and has taken in its first version."""

    folder: Path
    keys: Keys
    roots: dict[int, bytes]
    index: FeedIndex
    files: dict[str, bytes]
    member: Desk
    clock: Clock
    version: int = 1

    @property
    def feed(self) -> Path:
        return self.folder / "forged"

    @property
    def bundle(self) -> Bundle:
        identity = next(iter(self.index.bundles))
        return bundle_from(self.files[self.index.bundles[identity]], identity)

    def put(self, data: bytes) -> str:
        self.files[sha256(data)] = data
        return sha256(data)

    def with_bundle(self, bundle: Bundle | bytes) -> None:
        """Sign another bundle in the place of the pack's meeting."""
        data = bundle if isinstance(bundle, bytes) else as_bytes(bundle)
        identity = next(iter(self.index.bundles))
        self.index = replace(self.index, bundles={identity: self.put(data)})

    def publish(self, *, index: bytes | None = None, sizes: dict[str, int] | None = None) -> None:
        """Write the feed with valid signatures over whatever it holds now."""
        self.version += 1
        data = as_bytes(self.index) if index is None else index
        index_sha = self.put(data)
        real = {sha: len(content) for sha, content in self.files.items()}
        lists = signing.signed_lists(self.keys, index_sha, real | (sizes or {}), self.version, NOW)
        lists |= {f"{n}.root.json": root for n, root in self.roots.items()}
        for name, content in lists.items():
            _write(self.feed / "metadata" / name, content)
        for sha, content in self.files.items():
            _write(self.feed / "targets" / sha, content)

    def refused(self, address: Path | None = None) -> str:
        """Take the feed in; it must be refused in one sentence with the library untouched."""
        before = library_state(self.member)
        with pytest.raises(UserFacingError) as refusal:
            self.member.updating.update(str(address or self.feed))
        assert isinstance(refusal.value, BundleRefusedError), refusal.value
        assert library_state(self.member) == before
        sentence = str(refusal.value)
        assert sentence[0].isupper() or sentence[0] == "“"
        assert sentence.endswith(".") and "\n" not in sentence and "Error" not in sentence
        return sentence

    def one_file(self) -> dict[str, bytes]:
        """The feed by the names of its files."""
        files = [path for path in self.feed.rglob("*") if path.is_file()]
        return {path.relative_to(self.feed).as_posix(): path.read_bytes() for path in files}

    def newest(self, role: str) -> Path:
        return self.feed / "metadata" / f"{self.version}.{role}.json"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[FeedIndex, dict[str, bytes]]:
    """What an officer published, to be signed again by the forge's keys."""
    folder = tmp_path_factory.mktemp("panel")
    with panel_in(folder) as panel:
        files = {path.name: path.read_bytes() for path in (panel.feed / "targets").iterdir()}
    (index,) = [data for data in files.values() if b'"bundles":' in data]
    return model.index_from(index), {sha: data for sha, data in files.items() if data != index}


@pytest.fixture
def forge(tmp_path: Path, published: tuple[FeedIndex, dict[str, bytes]]) -> Iterator[Forge]:
    keys = new_keys()
    root = signing.first_root(keys, NOW)
    clock = Clock()
    member = Desk(Home(tmp_path / "home"), clock=clock)
    forge = Forge(tmp_path, keys, {1: root}, published[0], dict(published[1]), member, clock)
    forge.publish()
    member.updating.trust(str(forge.feed), fingerprint(root))
    assert [p.id for p in member.updating.update().new] == [PACK_ID]
    yield forge
    member.close()


def _changed_pack(forge: Forge) -> str:
    """Publish the pack with another title; the SHA-256 of its bundle."""
    one = forge.bundle.papers[0]
    forge.with_bundle(
        replace(forge.bundle, papers=(replace(one, paper=replace(one.paper, title="Another")),))
    )
    forge.publish()
    return next(iter(forge.index.bundles.values()))


def test_the_forge_itself_can_publish(forge: Forge) -> None:
    """Else every refusal below would prove nothing."""
    _changed_pack(forge)
    report = forge.member.updating.update()
    assert report.changes.papers is False or report.new == ()
    assert forge.member.papers.get(PaperId(PACK_ID)).title == "Another"


ROLES = ["timestamp", "snapshot", "targets", "root"]


def _list_file(forge: Forge, role: str) -> Path:
    if role == "timestamp":
        return forge.feed / "metadata" / "timestamp.json"
    if role == "root":
        forge.roots[2] = signing.next_root(forge.roots[1], forge.keys, NOW)
        forge.publish()
        return forge.feed / "metadata" / "2.root.json"
    return forge.newest(role)


@pytest.mark.parametrize("place", ["first byte", "signature", "middle", "last byte"])
@pytest.mark.parametrize("role", ROLES)
def test_a_flipped_byte_in_a_signed_list(forge: Forge, role: str, place: str) -> None:
    _changed_pack(forge)
    path = _list_file(forge, role)
    data = bytearray(path.read_bytes())
    at = {
        "first byte": 0,
        "signature": data.rindex(b'sig"') + 12,
        "middle": data.index(b'"version"') + 2,
        "last byte": len(data) - 1,
    }[place]
    data[at] ^= 1
    path.write_bytes(data)
    forge.refused()


@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("kind", ["index", "bundle", "pdf", "reading"])
def test_a_flipped_byte_in_a_published_file(forge: Forge, kind: str, place: float) -> None:
    one = forge.bundle.papers[0]
    text = "A further page of the same words"
    reading = model.reading_from(forge.files[one.reading], one.paper.page_count)
    pages = (replace(reading.structure.pages[0], text=text), *reading.structure.pages[1:])
    changed = replace(reading, structure=replace(reading.structure, pages=pages))
    pdf = forge.files[one.content] + b"\n% again"
    paper = replace(one, content=forge.put(pdf), reading=forge.put(reading_bytes(changed)))
    forge.with_bundle(replace(forge.bundle, papers=(paper,)))
    forge.publish()
    sha = {
        "index": sha256(as_bytes(forge.index)),
        "bundle": next(iter(forge.index.bundles.values())),
        "pdf": paper.content,
        "reading": paper.reading,
    }[kind]
    path = forge.feed / "targets" / sha
    data = bytearray(path.read_bytes())
    data[int(place * (len(data) - 1))] ^= 1
    path.write_bytes(data)
    assert "damaged or changed on the way" in forge.refused()


@pytest.mark.parametrize("left", [0.0, 0.5, 0.99])
@pytest.mark.parametrize("kind", ["timestamp", "snapshot", "targets", "bundle"])
def test_a_truncated_feed(forge: Forge, kind: str, left: float) -> None:
    sha = _changed_pack(forge)
    path = forge.feed / "targets" / sha if kind == "bundle" else _list_file(forge, kind)
    data = path.read_bytes()
    path.write_bytes(data[: int(left * len(data))])
    forge.refused()


@pytest.mark.parametrize("left", [0, 1, 0.3, 0.9, 0.999])
def test_a_truncated_paneldesk_file(forge: Forge, left: float) -> None:
    _changed_pack(forge)
    whole = write_paneldesk(forge.one_file())
    path = forge.folder / "cut.paneldesk"
    path.write_bytes(whole[: int(left * len(whole)) if left != 1 else 1])
    forge.refused(path)


def test_a_feed_with_a_missing_file(forge: Forge) -> None:
    sha = _changed_pack(forge)
    (forge.feed / "targets" / sha).unlink()
    assert "may still be being copied" in forge.refused()


def test_an_older_version(forge: Forge) -> None:
    older = forge.folder / "older.paneldesk"
    older.write_bytes(write_paneldesk(forge.one_file()))
    _changed_pack(forge)
    forge.member.updating.update()
    assert "older than what you already have" in forge.refused(older)


@pytest.mark.parametrize("role", ["snapshot", "targets"])
def test_mixed_versions(forge: Forge, role: str) -> None:
    old = forge.newest(role).read_bytes()
    _changed_pack(forge)
    forge.newest(role).write_bytes(old)
    forge.refused()


def test_an_expired_feed(forge: Forge) -> None:
    forge.clock.now += signing.EXPIRES_AFTER + timedelta(days=1)
    assert "so long ago" in forge.refused()


def test_another_key(forge: Forge) -> None:
    forge.keys = replace(new_keys(), root=forge.keys.root)
    forge.publish()
    assert "not signed by your panel" in forge.refused()


def test_a_root_that_the_panel_did_not_sign(forge: Forge) -> None:
    stranger = new_keys()
    root: Root = Metadata[Root].from_bytes(signing.first_root(stranger, NOW)).signed
    root.version = 2
    forged = Metadata(root)
    forged.sign(stranger.root_signer)
    forge.roots[2], forge.keys = forged.to_bytes(), stranger
    forge.publish()
    assert "not signed by your panel" in forge.refused()


def test_an_unknown_key_type(forge: Forge) -> None:
    """A root signed by the panel itself that names a kind of key which nobody can check."""
    root: Root = Metadata[Root].from_bytes(signing.next_root(forge.roots[1], forge.keys, NOW)).signed
    for identity in root.roles["timestamp"].keyids:
        root.keys[identity].keytype, root.keys[identity].scheme = "quantum", "quantum-1"
    signed = Metadata(root)
    signed.sign(forge.keys.root_signer)
    forge.roots[2] = signed.to_bytes()
    forge.publish()
    forge.refused()


EVIL_NAMES = [
    "../evil",
    "targets/../../evil",
    "/etc/evil",
    "C:\\evil",
    "metadata\\timestamp.json",
    "targets/short",
    "metadata/",
    "metadata/..json",
]


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_a_file_with_a_name_that_leads_elsewhere(forge: Forge, name: str) -> None:
    _changed_pack(forge)
    path = forge.folder / "evil.paneldesk"
    path.write_bytes(write_paneldesk(forge.one_file() | {name: b"evil"}))
    assert "holds other things" in forge.refused(path)
    assert not list(forge.folder.rglob("evil"))


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_no_source_reads_a_name_that_leads_elsewhere(forge: Forge, name: str) -> None:
    (forge.folder / "evil").write_bytes(b"secret")
    with pytest.raises(BundleRefusedError):
        FolderSource(forge.feed).read(name, 100)


@pytest.mark.parametrize(
    "identity", ["../evil", "/etc/evil", "nspcp/../../evil", "NSPCP", "a\nb", "", "nspcp//x"]
)
def test_a_paper_whose_id_leads_elsewhere(forge: Forge, identity: str) -> None:
    one = forge.bundle.papers[0]
    paper = replace(one, paper=replace(one.paper, id=PaperId(identity)))
    forge.with_bundle(replace(forge.bundle, papers=(paper,)))
    forge.publish()
    forge.refused()


@pytest.mark.parametrize("place", ["list", "file", "folder"])
def test_symbolic_links_in_a_folder(forge: Forge, place: str) -> None:
    sha = _changed_pack(forge)
    path = {
        "list": forge.feed / "metadata" / "timestamp.json",
        "file": forge.feed / "targets" / sha,
        "folder": forge.feed / "targets",
    }[place]
    elsewhere = forge.folder / "elsewhere"
    shutil.move(path, elsewhere)
    path.symlink_to(elsewhere)
    assert "holds other things" in forge.refused()


def test_a_symbolic_link_in_a_paneldesk_file(forge: Forge) -> None:
    _changed_pack(forge)
    path = forge.folder / "link.paneldesk"
    with zipfile.ZipFile(path, "w") as file:
        for name, data in forge.one_file().items():
            info = zipfile.ZipInfo(name)
            if name == "metadata/timestamp.json":
                info.external_attr, data = 0o120777 << 16, b"/etc/passwd"
            file.writestr(info, data)
    assert "holds other things" in forge.refused(path)


def test_a_paneldesk_file_that_unfolds(forge: Forge) -> None:
    path = forge.folder / "bomb.paneldesk"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("metadata/timestamp.json", b"\0" * 50_000_000)
    assert path.stat().st_size < 100_000
    assert "holds other things" in forge.refused(path)


def test_a_signed_reading_that_unfolds(forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MAX_UNFOLDED", 1_000_000)
    one = replace(forge.bundle.papers[0], reading=forge.put(zlib.compress(b" " * 50_000_000)))
    forge.with_bundle(replace(forge.bundle, papers=(one,)))
    forge.publish()
    forge.refused()


def test_a_signed_claim_of_four_gigabytes(forge: Forge) -> None:
    one = forge.bundle.papers[0]
    sha = forge.put(forge.files[one.content] + b"\n% more")
    forge.with_bundle(replace(forge.bundle, papers=(replace(one, content=sha),)))
    forge.publish(sizes={sha: 4_000_000_000})
    assert "larger than any paper" in forge.refused()


def test_a_paneldesk_file_that_claims_four_gigabytes(forge: Forge) -> None:
    _changed_pack(forge)
    data = bytearray(write_paneldesk(forge.one_file()))
    at = data.index(b"PK\x01\x02")
    data[at + 20 : at + 28] = struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0)
    path = forge.folder / "claim.paneldesk"
    path.write_bytes(data)
    forge.refused(path)


def test_a_list_larger_than_any_feed_needs(forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panel_app.bundles.verifying.MAX_LIST", 100)
    assert "larger than was published" in forge.refused()


def _database(path: Path, script: str) -> bytes:
    with sqlite3.connect(path) as db:
        db.executescript(script)
    db.close()
    return path.read_bytes()


DATABASES = {
    "triggers": "CREATE TABLE papers (id); CREATE TRIGGER t AFTER INSERT ON papers BEGIN SELECT 1; END;",
    "views": "CREATE TABLE papers (id); CREATE VIEW v AS SELECT * FROM papers;",
    "extra tables": "CREATE TABLE papers (id); CREATE TABLE more (a);",
    "a newer schema": "CREATE TABLE _sqlite_migrations (name); PRAGMA user_version = 999;",
    "no integrity": "CREATE TABLE papers (id TEXT); INSERT INTO papers VALUES (hex(zeroblob(9000)));",
}


@pytest.mark.parametrize("what", DATABASES)
@pytest.mark.parametrize("where", ["the file", "the index", "a bundle", "a reading", "a paper"])
def test_a_database_in_place_of_what_is_published(forge: Forge, what: str, where: str) -> None:
    """Nothing published is ever opened as a database, signed or not."""
    data = _database(forge.folder / "evil.db", DATABASES[what])
    if what == "no integrity":
        data = data[:4096] + bytes(byte ^ 255 for byte in data[4096:8192]) + data[8192:]
    if where == "the file":
        path = forge.folder / "evil.paneldesk"
        path.write_bytes(data)
        assert "is no file of published papers" in forge.refused(path)
        return
    one = forge.bundle.papers[0]
    if where == "the index":
        forge.publish(index=data)
    else:
        sha = forge.put(data)
        forge.with_bundle(
            {
                "a bundle": lambda: data,
                "a reading": lambda: replace(forge.bundle, papers=(replace(one, reading=sha),)),
                "a paper": lambda: replace(forge.bundle, papers=(replace(one, content=sha),)),
            }[where]()
        )
        forge.publish()
    forge.refused()


@pytest.mark.parametrize("where", ["the index", "a bundle"])
def test_a_newer_format(forge: Forge, where: str) -> None:
    if where == "the index":
        forge.publish(index=as_bytes(replace(forge.index, format=model.FORMAT + 1)))
    else:
        forge.with_bundle(replace(forge.bundle, format=model.FORMAT + 1))
        forge.publish()
    assert "Install the latest version" in forge.refused()


Damage = Callable[[dict[str, object]], object]
_WRONG: dict[str, Damage] = {
    "not an object": lambda v: [v],
    "no papers": lambda v: v | {"papers": None},
    "a kind that is none": lambda v: v | {"papers": [{"paper": {"kind": "spell"}}]},
    "another meeting": lambda v: v | {"meeting": None},
    "another id": lambda v: v | {"id": "nspcp/2026-07-01"},
    "a paper twice": lambda v: v | {"papers": [*v["papers"], *v["papers"]]},  # type: ignore[misc]
    "a hash that is a path": lambda v: v | {"sealed": "../../evil"},
    "an item of a paper that is not there": lambda v: (
        v | {"items": [{**v["items"][0], "paper": "nspcp/x"}]}  # type: ignore[index]
    ),
    "more pages than it has": lambda v: (
        v | {"papers": [{**v["papers"][0], "paper": {**v["papers"][0]["paper"], "page_count": 9}}]}  # type: ignore[index]
    ),
}


@pytest.mark.parametrize("what", _WRONG)
def test_a_signed_bundle_with_wrong_values(forge: Forge, what: str) -> None:
    values = json.loads(as_bytes(forge.bundle))
    forge.with_bundle(json.dumps(_WRONG[what](values)).encode())
    forge.publish()
    forge.refused()


def test_a_reading_that_names_a_page_which_is_not_there(forge: Forge) -> None:
    one = forge.bundle.papers[0]
    reading = model.reading_from(forge.files[one.reading], one.paper.page_count)
    passages = (replace(reading.structure.passages[0], page=7),)
    wrong = replace(reading, structure=replace(reading.structure, passages=passages))
    paper = replace(one, reading=forge.put(reading_bytes(wrong)))
    forge.with_bundle(replace(forge.bundle, papers=(paper,)))
    forge.publish()
    forge.refused()


def test_one_wrong_bundle_keeps_the_others_out(forge: Forge) -> None:
    good = replace(forge.bundle, members=())
    forge.index = replace(
        forge.index,
        bundles={good.id: forge.put(as_bytes(good)), "papers": forge.put(b'{"id": "papers", "papers": 1}')},
    )
    forge.publish()
    forge.refused()


def test_a_file_from_a_feed_that_is_not_trusted(forge: Forge, tmp_path: Path) -> None:
    path = tmp_path / "new.paneldesk"
    path.write_bytes(write_paneldesk(forge.one_file()))
    stranger = Desk(Home(tmp_path / "stranger"), clock=lambda: NOW)
    try:
        with pytest.raises(BundleRefusedError, match="not trusted yet"):
            stranger.updating.update(str(path))
        wrong = stranger.updating.offered(str(path))[::-1]
        with pytest.raises(BundleRefusedError, match="another one"):
            stranger.updating.trust(str(path), wrong)
        assert stranger.papers.all() == []
    finally:
        stranger.close()


def test_a_file_is_read_where_it_is(forge: Forge) -> None:
    path = forge.folder / "good.paneldesk"
    path.write_bytes(write_paneldesk(forge.one_file()))
    assert FileSource(path).read("metadata/timestamp.json", 100_000)
    with pytest.raises(BundleRefusedError):
        FileSource(path).read("metadata/timestamp.json", 10)
