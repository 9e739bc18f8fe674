"""What came since the member last looked."""

from __future__ import annotations

from pathlib import Path

from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.services.news import News


def _write(tmp_path: Path, name: str, figure: int) -> Path:
    path = tmp_path / name
    path.write_text(f"Crime summary\n\nBurglary fell by {figure}%.\n\n" + "More words. " * 40, "utf-8")
    return path


def test_a_paper_is_news_until_opened_and_again_when_replaced(tmp_path: Path) -> None:
    desk = Desk(Home(tmp_path / "home"))
    (paper,) = desk.importing.import_paths([_write(tmp_path, "Crime.txt", 4)]).imported
    assert desk.news.news() == {paper.id: News.NEW}
    assert desk.news.mark_seen([paper.id])
    assert desk.news.news() == {}
    assert not desk.news.mark_seen([paper.id])
    desk.importing.import_paths([_write(tmp_path, "Crime v2.txt", 5)])
    assert desk.news.news() == {paper.id: News.REPLACED}
    desk.close()
    again = Desk(Home(tmp_path / "home"))
    assert again.news.news() == {paper.id: News.REPLACED}
    again.close()


def test_what_came_with_the_program_is_not_news(tmp_path: Path) -> None:
    desk = Desk(Home(tmp_path / "home"))
    desk.importing.import_paths([_write(tmp_path, "Crime.txt", 4)])
    desk.close()
    (tmp_path / "home" / "notebook.db").unlink()
    fresh = Desk(Home(tmp_path / "home"))
    assert fresh.news.news() == {}
    fresh.close()


def test_the_sample_is_not_news(tmp_path: Path) -> None:
    desk = Desk(Home(tmp_path / "home"))
    path = tmp_path / "sample.md"
    path.write_text('+++\ntitle = "A"\nsample = true\n+++\n\n# A\n\nWords.\n', "utf-8")
    assert desk.importing.import_paths([path]).imported
    assert desk.news.news() == {}
    desk.close()
