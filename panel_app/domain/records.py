"""What was recognised in a paper: minutes, actions, commitments, priorities and the like, each with its page.

Pages are indexes into the paper's file, from 0. Texts are the paper's own words.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Presence(StrEnum):
    """How a person is named in the notes of a meeting."""

    CHAIR = "chair"
    PRESENT = "present"
    ATTENDING = "in attendance"
    APOLOGIES = "apologies"


class ActionOrigin(StrEnum):
    """How the paper states an action: on an "Action:" line, in a log, or in the words of the discussion."""

    ACTION_LINE = "action line"
    LOG = "action log"
    UNDERTAKING = "undertaking"
    RESOLUTION = "resolution"


class Priority(StrEnum):
    """The national priorities for policing (the 2021 Order's statement is about these)."""

    HOMICIDE = "Reduce murder and other homicide"
    SERIOUS_VIOLENCE = "Reduce serious violence"
    DRUGS = "Disrupt drugs supply and county lines"
    NEIGHBOURHOOD = "Reduce neighbourhood crime"
    CYBER = "Tackle cyber crime"
    VICTIMS = "Improve satisfaction among victims, with a particular focus on victims of domestic abuse"


class FindingKind(StrEnum):
    """What an inspectorate's finding is called."""

    RECOMMENDATION = "recommendation"
    AREA_FOR_IMPROVEMENT = "area for improvement"
    CAUSE_OF_CONCERN = "cause of concern"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a meeting or excused from it, with the initials by which the notes call them."""

    name: str
    role: str = ""
    organisation: str = ""
    initials: str = ""
    presence: Presence = Presence.PRESENT


@dataclass(frozen=True, slots=True)
class MinuteItem:
    """A numbered item of minutes: what was said, what was resolved and what was asked for."""

    number: str
    subject: str
    page: int
    last_page: int
    points: tuple[str, ...] = ()
    resolutions: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody undertook or was told to do; `owner` and `due` as printed, "" where not said."""

    text: str
    page: int
    owner: str = ""
    due: str = ""
    item: str = ""
    """The number or heading of the item under which it stands."""
    origin: ActionOrigin = ActionOrigin.ACTION_LINE
    status: str = ""
    """How far it is, as a log prints it: "On track", "Complete"."""


@dataclass(frozen=True, slots=True)
class NotedTopic:
    """A topic of holding-to-account notes, and the sentences in which assurance was sought."""

    title: str
    page: int
    assurance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting as notes announce it."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity under a commitment (A2.1) with this paper's update; the number may be missing in print."""

    number: str
    text: str
    update: str
    page: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """A numbered line of the delivery plan (A2) under its section, for the period of the update."""

    number: str
    text: str
    section: str
    period: str
    page: int
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorityReport:
    """What a statement says on one national priority, paragraph by paragraph."""

    priority: Priority
    heading: str
    page: int
    performance: tuple[str, ...] = ()
    reflections: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    """Paragraphs that stand under none of the three headings."""


@dataclass(frozen=True, slots=True)
class Applicability:
    """Where a statement says which priorities apply in the area and why (the 2021 Order asks for it)."""

    text: str
    page: int
    gives_reasons: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a performance report's scorecard ("1.1 Delivering victim satisfaction")."""

    number: str
    title: str
    page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Target:
    """What "good looks like" for a measure: the wanted value or direction, as printed."""

    measure: str
    text: str
    section: str
    page: int


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """A line of a work programme: when (as printed; "" for a meeting date alone), what, and its notes."""

    when: str
    subject: str
    page: int
    date: str = ""
    """ISO date of the meeting where the paper gives a day, ISO month where it gives a month."""
    last_report: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class AreaFindings:
    """A survey's results in one area: how many answered, and what they said."""

    area: str
    responses: str
    page: int
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranked list of a survey, the first place first."""

    title: str
    page: int
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplaintCount:
    """A count of complaints as printed: what was counted, how many, in which period."""

    label: str
    count: str
    period: str
    page: int


@dataclass(frozen=True, slots=True)
class Finding:
    """An inspectorate's recommendation, area for improvement or cause of concern, with what was done."""

    kind: FindingKind
    number: str
    text: str
    page: int
    report: str = ""
    """The inspection it comes from, as named."""
    status: str = ""
    """How far it is: "closed", "open", as printed."""
    progress: str = ""
    """What was done about it."""


@dataclass(frozen=True, slots=True)
class Objective:
    """A numbered objective of an older police and crime plan with the activity reported under it."""

    number: str
    text: str
    page: int
    updates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of a topic table: what the data shows and what is done about it, under its aim."""

    topic: str
    data: str
    activity: str
    aim: str
    page: int


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form that a paper defines itself: "most similar group (MSG)"."""

    short: str
    long: str
    page: int


@dataclass(frozen=True, slots=True)
class Records:
    """All that was recognised in a paper; a list that the paper does not have is empty."""

    people: tuple[Person, ...] = ()
    minutes: tuple[MinuteItem, ...] = ()
    actions: tuple[Action, ...] = ()
    noted_topics: tuple[NotedTopic, ...] = ()
    next_meetings: tuple[NextMeeting, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    priorities: tuple[PriorityReport, ...] = ()
    applicability: tuple[Applicability, ...] = ()
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()
    programme: tuple[ProgrammeEntry, ...] = ()
    area_findings: tuple[AreaFindings, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    complaints: tuple[ComplaintCount, ...] = ()
    findings: tuple[Finding, ...] = ()
    objectives: tuple[Objective, ...] = ()
    topics: tuple[Topic, ...] = ()
    acronyms: tuple[Acronym, ...] = ()

    def with_more(self, other: Records) -> Records:
        """These records followed by others, list by list."""
        return Records(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def filled_up(self, other: Records) -> Records:
        """These records, and those lists of the other that are empty here."""
        return Records(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))


NO_RECORDS = Records()
