"""Dates set by law: each rule's next day while the rule is in force."""

from __future__ import annotations

from datetime import date

import pytest

from panel_app.domain.calendar import StatutoryRule, rule_from, statutory_dates, votes_to_veto
from panel_app.domain.institutions import Title


def rule(month: int = 2, day: int = 1, **more: object) -> StatutoryRule:
    return StatutoryRule(month, day, "PCC", "proposes the precept", "PRSRA Sch 5", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2020, 11, 22), date(2021, 2, 1)),
        (date(2021, 1, 31), date(2021, 2, 1)),
        (date(2021, 2, 1), date(2021, 2, 1)),
        (date(2021, 2, 2), date(2022, 2, 1)),
    ],
)
def test_the_next_day_counts_today(today: date, expected: date) -> None:
    assert rule().next_from(today) == expected


def test_a_rule_holds_only_while_it_is_valid() -> None:
    ends = rule(valid_to=date(2028, 5, 6))
    assert ends.next_from(date(2027, 6, 1)) == date(2028, 2, 1)
    assert ends.next_from(date(2028, 2, 2)) is None
    begins = rule(valid_from=date(2012, 11, 22))
    assert begins.next_from(date(2012, 1, 1)) == date(2013, 2, 1)


def test_dates_come_soonest_first() -> None:
    found = statutory_dates(date(2021, 2, 9), [rule(2, 1), rule(2, 8), rule(2, 15), rule(3, 1)])
    assert [one.date for one in found] == [
        date(2021, 2, 15),
        date(2021, 3, 1),
        date(2022, 2, 1),
        date(2022, 2, 8),
    ]


def test_whoever_holds_the_role_on_the_day_is_named() -> None:
    titles = (
        Title(
            "commissioner",
            "Police and Crime Commissioner",
            "PCC",
            "s.1",
            date(2012, 11, 22),
            date(2028, 5, 7),
        ),
        Title("commissioner", "Mayor", "Mayor", "an Act to come", date(2028, 5, 8)),
    )
    proposes = StatutoryRule(2, 1, "commissioner", "proposes the precept", "PRSRA Sch 5")
    (before,) = statutory_dates(date(2027, 11, 1), [proposes], titles)
    (after,) = statutory_dates(date(2028, 11, 1), [proposes], titles)
    assert (before.sentence, after.sentence) == ("PCC proposes the precept", "Mayor proposes the precept")


@pytest.mark.parametrize(
    ("members", "votes"), [(10, 7), (12, 8), (13, 9), (14, 10), (15, 10), (20, 14), (1, 1)]
)
def test_two_thirds_of_the_members_are_whole_votes(members: int, votes: int) -> None:
    assert votes_to_veto(members) == votes
    assert votes * 3 >= members * 2 > (votes - 1) * 3


def test_a_record_without_a_source_is_refused() -> None:
    with pytest.raises(KeyError):
        rule_from({"by": "02-01", "who": "PCC", "what": "proposes"})
