"""Short forms and what they stand for."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.glossary import Glossary, ShortForms, Term
from panel_app.domain.records import Acronym
from panel_app.paths import resources_dir
from panel_app.services.search import load_glossary

GLOSSARY = Glossary((Term("MSG", ("most similar group",)), Term("SOC", ("serious and organised crime",))))


def test_both_ways_and_within_other_words() -> None:
    assert GLOSSARY.alternatives(["our", "msg", "rate"]) == {(1, 2): ("most similar group",)}
    assert GLOSSARY.alternatives(["Most", "similar", "group", "SOC"]) == {
        (0, 3): ("MSG",),
        (3, 4): ("serious and organised crime",),
    }
    assert GLOSSARY.alternatives(["similar", "group"]) == {}


@given(st.lists(st.text(max_size=8), max_size=12))
def test_spans_lie_within_the_words_and_apart(words: list[str]) -> None:
    spans = sorted(GLOSSARY.alternatives(words))
    assert all(0 <= first < after <= len(words) for first, after in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_the_glossary_of_the_program_is_sound() -> None:
    glossary = load_glossary(resources_dir() / "glossary.toml")
    shorts = [term.short for term in glossary.terms]
    assert len(shorts) == len(set(shorts)) > 70
    assert "HMICFRS" in {t.short: t.longs for t in glossary.terms}["HMIC"]
    assert all(len(term.short) > 2 and term.longs[0][:1].isalpha() for term in glossary.terms)


DEFINED = (Acronym("ASB", "anti-social behaviour", 8), Acronym("MSG", "my special group", 3))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MSG rates", [("MSG", "my special group", 3)]),
        ("the SOCs of", [("SOC", "serious and organised crime", None)]),
        ("soc and msg in small letters", []),
        ("ASB/SOC", [("ASB", "anti-social behaviour", 8), ("SOC", "serious and organised crime", None)]),
        ("SOCIAL and MSGX", []),
        ("(ASB’s)", [("ASB", "anti-social behaviour", 8)]),
    ],
)
def test_short_forms_in_a_text(text: str, found: list[tuple[str, str, int | None]]) -> None:
    forms = ShortForms(GLOSSARY, DEFINED)
    assert [(one.short, one.long, one.page) for one in forms.within(text)] == found


@given(st.text(alphabet="MSGOCABS /s.’x", max_size=40))
def test_a_short_form_is_found_at_each_of_its_letters(text: str) -> None:
    forms = ShortForms(GLOSSARY, DEFINED)
    for one in forms.within(text):
        assert text[one.start : one.end].removesuffix("s") == one.short.removesuffix("s")
        assert all(forms.at(text, at) == one for at in range(one.start, one.end))
