"""What is remarked on while a question is written, and above all what is not."""

from __future__ import annotations

import pytest

from panel_app.domain.remarks import Remark, remark_on


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word " * 61, Remark.LONG),
        ("How many calls were lost? And why was the target not met?", Remark.TWO_IN_ONE),
        ("When will the plan be published, and who will pay for it?", Remark.TWO_IN_ONE),
        ("Why did burglary rise and what is the Commissioner doing about it?", Remark.TWO_IN_ONE),
        ("Is the Commissioner satisfied with the 101 service?", Remark.YES_OR_NO),
        ("Burglary rose by 9 per cent. Are you content with that?", Remark.YES_OR_NO),
        ("In the light of these figures, does the Commissioner accept the risk?", Remark.YES_OR_NO),
        ("Why did officers not attend the burglary in the High Street?", Remark.RUNS_THE_FORCE),
        ("When will the police patrol our market town at night?", Remark.RUNS_THE_FORCE),
        ("Why were more officers not sent to the football match?", Remark.RUNS_THE_FORCE),
        ("How will 101 get from 27% to 80%?", Remark.NO_EVIDENCE),
    ],
)
def test_what_weakens_a_question_is_said(text: str, expected: Remark) -> None:
    assert remark_on(text, has_evidence=False) is expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "How will 101 get from",
        "Is the Commissioner",
        "How does the Commissioner know what is done and how it is paid for?",
        "How many calls were lost and how many were answered?",
        "Burglary rose, robbery fell and fraud doubled: how does the plan respond?",
        "Can the Commissioner explain how the target will be met?",
        "Will you tell the panel what has come of the bicycle scheme?",
        "Is it 615 or 556 burglaries that the next report will count?",
        "What assurance has the Commissioner had that officers attend every burglary?",
        "How do you hold the Chief Constable to account when officers do not attend?",
        "Why has the number of officers fallen?",
        "Which of the two figures is right, and on what page will it be corrected?",
        "The report asks “Is this enough? And for whom?” How would the Commissioner answer it?",
        "On 21 September 2020 the PCC promised: “last year’s figures”. What has come of it?",
        "What is the Commissioner's view of the response times, given that the standard has changed?",
        "How has the PCC challenged the force on why officers were not sent to 40 per cent of calls?",
        "Why did the police and crime plan not mention rural crime?",
        "What will be different by April, so that one victim in four reaches the advice line?",
        "word " * 60,
    ],
)
def test_a_sound_or_unfinished_question_is_left_alone(text: str) -> None:
    assert remark_on(text, has_evidence=True) is None


def test_evidence_is_only_missed_once_the_question_stands() -> None:
    assert remark_on("How will 101 improve", has_evidence=False) is None
    assert remark_on("How will 101 improve?", has_evidence=False) is Remark.NO_EVIDENCE
    assert remark_on("How will 101 improve?", has_evidence=True) is None
