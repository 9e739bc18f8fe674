"""What may weaken a question, said while it is written. A wrong remark costs more than none."""

from __future__ import annotations

import re
from enum import StrEnum

MOST_WORDS = 60
_AUXILIARY = (
    "is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|isn['’]t|aren['’]t|wasn['’]t"
    "|weren['’]t|don['’]t|doesn['’]t|didn['’]t|hasn['’]t|haven['’]t|can['’]t|won['’]t"
)
_ASKING = "what|why|how|when|where|which|who|whose|whom|whether"
_SUBJECT = (
    "the|this|that|these|those|there|it|he|she|they|we|you|your|his|her|their|our|any|all|victims?|officers?"
    "|police|west|pcc"
)
_YES_OR_NO = re.compile(rf"(?:^|[,;:–—]\s+)(?:{_AUXILIARY})\s+(?:{_SUBJECT})\b", re.IGNORECASE)
_ASKS_OPENLY = re.compile(
    rf"\b(?:{_ASKING})\b|\b(?:explain|describe|set out|list|give|provide|share|tell|say|outline|publish"
    r"|or)\b",
    re.IGNORECASE,
)
_ASKED_AGAIN = re.compile(
    rf"\b(?:and|or) (?:what|why|how|when|where|which|who) (?:{_AUXILIARY})\b"
    rf"|\band (?:is|are|was|were|does|did|has|have|can|will|would) (?:the|this|that|it|they|he|she|you)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    rf"^\W*(?:(?:and|but|so|or)\s+)?(?:[^?]{{0,120}}?[,;:]\s+)?(?:{_ASKING}|{_AUXILIARY})\b", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_POLICE = (
    r"(?:the )?(?:police|force|chief constable|(?:neighbourhood |response |local |more )?officers?|pcsos?)"
)
_RUNS = (
    r"attend|arrest|patrol|deploy|respond|charge|investigate|stop and search|stop|use|send|go|come|visit|post"
)
_RUNNING = re.compile(
    rf"\b(?:did|do|does|will|would|can|could|should|have|has|are|were|is|was)(?:n['’]t| not)? {_POLICE}"
    rf"(?: not)? (?:be(?:en)? )?(?:{_RUNS}|sent|deployed|posted|arrested|patrolling|attending)\b",
    re.IGNORECASE,
)
_OVERSIGHT = re.compile(
    r"\b(?:pcc|commissioner|mayor|you|your|panel|hold(?:s|ing)? .{0,40}to account|oversight|oversee\w*"
    r"|assur\w+"
    r"|satisf\w+|monitor\w*|scrutin\w*|challeng\w*|plan|priorit\w+|budget|precept|fund\w*)\b",
    re.IGNORECASE,
)


class Remark(StrEnum):
    """The remarks, in the order in which the first that holds is shown; the value is the sentence."""

    LONG = "More than 60 words: a shorter question is harder to slip past."
    TWO_IN_ONE = "This may be two questions: the easier one tends to be answered."
    RUNS_THE_FORCE = (
        "This asks how the force is run. The panel’s subject is how the commissioner oversees it: perhaps "
        "“How is the commissioner assured that…?”"
    )
    YES_OR_NO = "This can be answered with yes or no: perhaps ask how, why or by when."
    NO_EVIDENCE = "No evidence is linked yet: select words in a paper and press Q."


def remark_on(text: str, *, has_evidence: bool) -> Remark | None:
    """The one thing to say of a question as it stands; None while it is being written or nothing is wrong.

    Nothing but length is said before the question mark stands.
    """
    words = text.split()
    if len(words) > MOST_WORDS:
        return Remark.LONG
    own = _QUOTED.sub("“”", text).strip()
    if not own.endswith("?"):
        return None
    asked = [one.strip() for one in re.findall(r"[^.?!]*\?", own)]
    last = asked[-1] if asked else own
    if len([one for one in asked if _OPENS.match(one)]) > 1 or _asks_again(last):
        return Remark.TWO_IN_ONE
    if _RUNNING.search(last) and not _OVERSIGHT.search(own):
        return Remark.RUNS_THE_FORCE
    if len(asked) == 1 and _YES_OR_NO.search(last) and not _ASKS_OPENLY.search(last):
        return Remark.YES_OR_NO
    return None if has_evidence else Remark.NO_EVIDENCE


def _asks_again(sentence: str) -> bool:
    found = _ASKED_AGAIN.search(sentence)
    return found is not None and _OPENS.match(sentence[: found.start()]) is not None
