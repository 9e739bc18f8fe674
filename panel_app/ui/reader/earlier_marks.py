"""When a paper was replaced: its marks are placed in the new version, in the background."""

from __future__ import annotations

from collections.abc import Callable

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.ids import PaperId
from panel_app.ui.workspace import Workspace


def place_earlier_marks(workspace: Workspace, paper: PaperId, say: Callable[[PaperId, str], None]) -> None:
    """Place the marks that were made on an earlier version; `say` tells of those whose words are not here."""
    placing = workspace.desk.placing
    if not placing.waits(paper):
        _say_left(workspace, paper, say)
        return

    def place(progress: ProgressCallback, cancel: CancelToken) -> Changes:
        return placing.place_again(paper, progress, cancel)

    def on_placed(changes: Changes) -> None:
        workspace.announce(changes)
        _say_left(workspace, paper, say)

    workspace.tasks.run("Placing your marks in the new version", place, on_success=on_placed)


def _say_left(workspace: Workspace, paper: PaperId, say: Callable[[PaperId, str], None]) -> None:
    left = len(workspace.desk.placing.elsewhere(paper))
    if left:
        say(paper, left_words(left))


def left_words(left: int) -> str:
    """What is said of the marks that could not be placed."""
    which = "One of your marks was" if left == 1 else f"{left:,} of your marks were"
    its, it, has = ("Its", "it is", "its") if left == 1 else ("Their", "they are", "their")
    return (
        f"{which} made on an earlier version of this paper. {its} words have changed, so {it} not shown on "
        f"the page; {has} notes are kept, and search finds them."
    )
