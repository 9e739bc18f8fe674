"""Small papers with one true statement each, in many wordings, and the same with one figure altered.

Figures stand in ⟦ ⟧ in a statement, so that one of them can be changed. What the papers are about is ours.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Rows = list[list[str]]

MEASURES = [
    *("Bicycle theft", "Arson", "Shoplifting", "Hate crime", "Fly tipping", "Nuisance calls", "Robbery"),
    *(
        "Road collisions",
        "Missing person reports",
        "Fraud",
        "Criminal damage",
        "Online reports",
        "Drug offences",
    ),
    *(
        "Complaints",
        "Stop and search",
        "Library visits",
        "Referrals",
        "Public order",
        "Dog attacks",
        "Arrests",
    ),
]
AREAS = ["North Shire", "South Shire", "Eastham", "Westerly", "Midvale", "Upper Towns"]
_UP = ("rose", "increased", "went up", "grew", "has increased", "have risen", "climbed")
_DOWN = ("fell", "decreased", "went down", "dropped", "has reduced", "have fallen", "declined")


@dataclass(frozen=True)
class Statement:
    """A paper's parts and where its statement stands among them."""

    kind: str
    parts: tuple[str | Rows, ...]
    at: int

    def true(self) -> list[str | Rows]:
        return [re.sub("[⟦⟧]", "", part) if isinstance(part, str) else part for part in self.parts]

    def altered(self, chance: random.Random) -> list[str | Rows]:
        """The same with another digit in one figure."""
        text = self.parts[self.at]
        assert isinstance(text, str)
        figures = list(re.finditer(r"⟦(.+?)⟧", text))
        figure = chance.choice(figures)
        places = [i for i in range(*figure.span()) if text[i].isdigit()]
        place = chance.choice(places)
        digits = [d for d in "0123456789" if d != text[place] and not (place == places[0] and d == "0")]
        changed = text[:place] + chance.choice(digits) + text[place + 1 :]
        parts = [*self.parts[: self.at], changed, *self.parts[self.at + 1 :]]
        return [re.sub("[⟦⟧]", "", part) if isinstance(part, str) else part for part in parts]


def share(part: int, whole: int, places: int = 0) -> str:
    """A percentage as anyone rounds it."""
    return str((Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def n(value: int) -> str:
    return f"⟦{value:,}⟧"


def p(part: int, whole: int, places: int = 0, sign: str = "%") -> str:
    return f"⟦{share(abs(part), whole, places)}⟧{sign}"


@dataclass
class World:
    """A table of quarters with what is true of it."""

    chance: random.Random

    def __post_init__(self) -> None:
        size = self.chance.choice([60, 400, 3000, 20000])
        self.names = self.chance.sample(MEASURES, self.chance.randint(2, 5))
        self.values = {
            name: [self.chance.randint(size // 2, size * 2) for _ in range(5)] for name in self.names
        }
        self.quarters = ["Q2 2023/24", "Q3 2023/24", "Q4 2023/24", "Q1 2024/25", "Q2 2024/25"]
        if self.chance.random() < 0.4:
            self.quarters = [q.replace("Q", "Qtr ").replace("20", "", 1) for q in self.quarters]

    def table(self) -> Rows:
        rows = [["", *self.quarters]]
        return rows + [[name, *(f"{v:,}" for v in self.values[name])] for name in self.names]

    def pick(self) -> tuple[str, int, int, str, bool]:
        """A measure, its value before and now, the words for before, and whether it rose."""
        name = self.chance.choice(self.names)
        values = self.values[name]
        old, base = self.chance.choice(
            [(values[3], "the previous quarter"), (values[0], "the same quarter last year")]
        )
        if old == values[4]:
            return self.pick()
        return name, old, values[4], base, values[4] > old

    def verb(self, up: bool) -> str:
        return self.chance.choice(_UP if up else _DOWN)

    def noun(self, up: bool) -> str:
        return self.chance.choice(("increase", "rise") if up else ("decrease", "reduction", "fall"))

    def places(self) -> int:
        return self.chance.choice([0, 0, 1])


Maker = Callable[[random.Random], tuple[list[str | Rows], int]]


def counted(chance: random.Random) -> tuple[list[str | Rows], int]:
    w = World(chance)
    name, old, new, base, up = w.pick()
    size, more = n(abs(new - old)), "more" if up else "fewer"
    text = chance.choice(
        [
            f"{name} {w.verb(up)} by {p(new - old, old)} ({size}) compared to {base}.",
            f"There was a {p(new - old, old)} ({size}) {w.noun(up)} in {name.lower()} on {base}.",
            f"{name} saw a {w.noun(up)} of {size} ({p(new - old, old, 1)}) compared with {base}.",
            f"{name} is {p(new - old, old)} ({size}) {'higher' if up else 'lower'} than {base}.",
            f"{n(new)} {name.lower()} were recorded, {size} {more} ({p(new - old, old)}) than {base}.",
        ]
    )
    return [f"# {name}", w.table(), text], 2


def uncounted(chance: random.Random) -> tuple[list[str | Rows], int]:
    w = World(chance)
    name, old, new, base, up = w.pick()
    change = p(new - old, old, w.places(), chance.choice(["%", "%", " per cent"]))
    text = chance.choice(
        [
            f"{name} {w.verb(up)} by {change} compared to {base}.",
            f"There was a {change} {w.noun(up)} in {name.lower()} on {base}.",
            f"Compared with {base}, {name.lower()} {w.verb(up)} by {change}.",
            f"{name} was {change} {'above' if up else 'below'} {base}.",
            f"In Quarter 2 {name.lower()} {w.verb(up)} {change} against {base}.",
            f"In {w.quarters[4]} there were {n(new)}, a {change} {w.noun(up)} on {base}.",
        ]
    )
    heading = "# Performance" if chance.random() < 0.5 else f"# {name}"
    return [heading, w.table(), text], 2


def about_a_part(chance: random.Random) -> tuple[list[str | Rows], int]:
    """True of an area, of the year so far or of a kind within the measure: nothing the table holds."""
    w = World(chance)
    name, *_ = w.pick()
    area, up = chance.choice(AREAS), chance.random() < 0.5
    old = chance.randint(20, 900)
    new = old + (chance.randint(5, 200) if up else -chance.randint(5, old - 10))
    size, change = n(abs(new - old)), p(new - old, old)
    base = chance.choice(["the previous quarter", "the same quarter last year"])
    text = chance.choice(
        [
            f"{name} in {area} {w.verb(up)} by {change} compared to {base}.",
            f"In {area}, {name.lower()} {w.verb(up)} by {change} ({size}) compared to {base}.",
            f"{name} involving young people {w.verb(up)} by {change} on {base}.",
            f"Year to date, {name.lower()} {w.verb(up)} by {change} compared to last year.",
            f"In the 12 months to May 2024 {name.lower()} {w.verb(up)} by {change} on the year before.",
            f"{area} recorded {n(new)}, {change} {'more' if up else 'fewer'} than {base}.",
            f"The rate of {name.lower()} per 1,000 people {w.verb(up)} by {change} on {base}.",
            f"Solved {name.lower()} {w.verb(up)} by {change} ({size}) against {base}.",
            f"{name} {w.verb(up)} by {change} on {base} in {area}.",
            f"{area} did much of it. {name} {w.verb(up)} by {change} on {base}.",
            f"The panel heard about {area}. There, {name.lower()} {w.verb(up)} by {change} on {base}.",
            f"In {area}, theft rose by ⟦4⟧% and {name.lower()} {w.verb(up)} by {change} on {base}.",
            f"{name} and theft together {w.verb(up)} by {change} compared to {base}.",
            f"There was a {change} {w.noun(up)} in {name.lower()} and other theft on {base}.",
            f"There was a {change} {w.noun(up)} in {name.lower()} with violence on {base}.",
            f"Repeat {name.lower()} {w.verb(up)} by {change} on {base}.",
            f"{name} on roads of {area} {w.verb(up)} by {change} ({size}) on {base}.",
        ]
    )
    return [f"# {name}", w.table(), text], 2


def from_to(chance: random.Random) -> tuple[list[str | Rows], int]:
    w = World(chance)
    name, old, new, _, up = w.pick()
    change = p(new - old, old, w.places())
    article = "an" if share(abs(new - old), old).startswith("8") else "a"
    text = chance.choice(
        [
            f"{name} {w.verb(up)} from {n(old)} to {n(new)}, {article} {change} {w.noun(up)}.",
            f"{name} {w.verb(up)} by {change} from {n(old)} to {n(new)}.",
            f"There has been {article} {change} {w.noun(up)} in {name.lower()}, from {n(old)} to {n(new)}.",
            f"{n(new)} {name.lower()} were recorded, {change} {'more' if up else 'fewer'} than the "
            f"{n(old)} of last year.",
            f"{name} stands at {n(new)}, {article} {change} {w.noun(up)} on the previous quarter ({n(old)}).",
        ]
    )
    return ["# Performance", text], 1


def part_of_whole(chance: random.Random) -> tuple[list[str | Rows], int]:
    whole = chance.randint(40, 5000)
    part = chance.randint(3, whole - 3)
    name = chance.choice(MEASURES).lower()
    ratio = p(part, whole, chance.choice([0, 0, 1]))
    text = chance.choice(
        [
            f"Of the {n(whole)} people asked, {n(part)} ({ratio}) knew about it.",
            f"{n(whole)} letters were sent, of which {n(part)} ({ratio}) were answered.",
            f"{ratio} ({n(part)}) of all victims ({n(whole)}) were offered help.",
            f"{n(part)} out of {n(whole)} calls ({ratio}) were about {name}.",
            f"{ratio} of visits were in time ({n(part)} out of {n(whole)}).",
            f"{n(part)} reviews were held, which represents {ratio} of those due ({n(whole)}).",
        ]
    )
    return [text], 0


def two_parts(chance: random.Random) -> tuple[list[str | Rows], int]:
    whole = chance.randint(100, 9000)
    part = chance.randint(10, whole - 10)
    rest = whole - part
    text = chance.choice(
        [
            f"{n(whole)} forms came back, of which {n(part)} ({p(part, whole)}) were on paper and "
            f"{n(rest)} ({p(rest, whole)}) online.",
            f"Of the {n(whole)} forms, {n(part)} were incomplete so were left out, leaving {n(rest)}.",
            f"There are {n(whole)} posts, {n(part)} of them filled and {n(rest)} vacant.",
            f"{share(part, whole)}% agreed whilst the remaining ⟦{100 - int(share(part, whole))}⟧% did not.",
            f"There were {n(whole)} visits ({n(part)} by car and {n(rest)} on foot).",
        ]
    )
    return [text], 0


def several_parts(chance: random.Random) -> tuple[list[str | Rows], int]:
    values = [chance.randint(4, 90) for _ in range(chance.randint(3, 5))]
    areas = chance.sample(AREAS, len(values))
    listed = [f"{n(value)} in {area}" for value, area in zip(values, areas, strict=True)]
    inside = ", ".join(listed[:-1]) + f" and {listed[-1]}"
    text = chance.choice(
        [
            f"{n(sum(values))} parishes answered ({inside}).",
            f"In all {n(sum(values))} schools took part: {inside}.",
            f"There are {n(sum(values))} groups, {inside}.",
        ]
    )
    return [text], 0


def points(chance: random.Random) -> tuple[list[str | Rows], int]:
    old, new = chance.sample(range(51, 970), 2)
    a, b = f"⟦{old / 10:.1f}⟧%", f"⟦{new / 10:.1f}⟧%"
    up, size = new > old, f"⟦{abs(new - old) / 10:.1f}⟧"
    noun = "increase" if up else "reduction"
    text = chance.choice(
        [
            f"The share returning was {b}, a {noun} of {size}% from the previous quarter ({a}).",
            f"Confidence {'rose' if up else 'fell'} by {size} percentage points from {a} to {b}.",
            f"Satisfaction {'increased' if up else 'decreased'} from {a} to {b}, a change of {size} "
            "percentage points.",
        ]
    )
    return [text], 0


def target(chance: random.Random) -> tuple[list[str | Rows], int]:
    value, aim = chance.sample(range(30, 100), 2)
    word = "below" if value < aim else "above"
    text = chance.choice(
        [
            f"Performance is ⟦{value}⟧%, which is {word} the target of ⟦{aim}⟧%.",
            f"⟦{value}⟧% of calls were answered in time, {word} the ⟦{aim}⟧% target.",
            f"At ⟦{value}⟧%, timeliness remains {word} the target of ⟦{aim}⟧%.",
        ]
    )
    return [text], 0


def of_so_many(chance: random.Random) -> tuple[list[str | Rows], int]:
    whole = chance.randint(12, 99)
    part = chance.randint(1, whole)
    text = f"{p(part, whole)} of the {n(whole)} {chance.choice(['cases', 'officers', 'homes'])} were visited."
    return [text], 0


def survey(chance: random.Random) -> tuple[list[str | Rows], int]:
    whole = chance.randint(300, 3000)
    up, down = chance.randint(20, whole // 2), chance.randint(20, whole // 3)
    same = whole - up - down
    text = (
        f"When asked about the last year, {p(up, whole)} perceived an increase, {p(same, whole)} no change "
        f"and {p(down, whole)} a decrease."
    )
    return [text], 0


def money(chance: random.Random) -> tuple[list[str | Rows], int]:
    rows: Rows = [["£m", "Budget", "Actual", "Variance"]]
    total = [0, 0]
    for name in chance.sample(["Local policing", "Crime", "Estates", "Chief officers", "Vehicles", "ICT"], 4):
        budget, actual = chance.randint(2000, 90000), chance.randint(2000, 90000)
        total = [total[0] + budget, total[1] + actual]
        rows.append([name, *(f"{v / 1000:.3f}" for v in (budget, actual, budget - actual))])
    rows.append(["Total", *(f"{v / 1000:.3f}" for v in (*total, total[0] - total[1]))])
    budget, actual = (f"£⟦{v / 1000:.3f}⟧m" for v in total)
    size = f"£⟦{abs(total[0] - total[1]) / 1000:.3f}⟧m"
    text = chance.choice(
        [
            f"Total spending was {actual} against a budget of {budget}, a variance of {size}.",
            f"Expenditure totalled {actual}, with a budget of {budget}.",
        ]
    )
    return ["# Budget", rows, text], 2


def breakdown(chance: random.Random) -> tuple[list[str | Rows], int]:
    values = [chance.randint(15, 900) for _ in range(4)]
    whole = sum(values)
    rows: Rows = [["Area", "Count", "%"]]
    rows += [[a, str(v), f"{share(v, whole)}%"] for a, v in zip(AREAS, values, strict=False)]
    return [f"The table below shows a breakdown of the {n(whole)} responses received.", rows], 0


def beside(chance: random.Random) -> tuple[list[str | Rows], int]:
    w = World(chance)
    name, old, new, base, up = w.pick()
    change = p(new - old, old, w.places())
    text = chance.choice(
        [
            f"There were {n(new)} {name.lower()} this quarter and {n(old)} in {base}. This is a {change} "
            f"{w.noun(up)} on {base}.",
            f"{name} {w.verb(up)} by {change} on {base}. There were {n(new)}, compared with {n(old)}.",
            f"In {base} there were {n(old)} {name.lower()}. The number is now {n(new)}, a {change} "
            f"{w.noun(up)}.",
        ]
    )
    return [text], 0


def on_values(chance: random.Random) -> tuple[list[str | Rows], int]:
    w = World(chance)
    name, old, new, base, up = w.pick()
    noun, places = w.noun(up), w.places()
    change = p(new - old, old, places)
    higher = chance.randint(new // 2 + 1, new * 2)
    also = f"{'up' if new > higher else 'down'} {p(new - higher, higher, places)} from {n(higher)} a year ago"
    article = "an" if change[1] == "8" else "a"
    text = chance.choice(
        [
            f"There were {n(new)} {name.lower()}, an overall {noun} of {change} from {n(old)} in {base}.",
            f"There were {n(new)} in the year, {'up' if up else 'down'} {change} on {base} ({n(old)}).",
            f"{n(new)} were recorded, {'up' if up else 'down'} {change} from {n(old)} in {base} and {also}.",
            f"{name} had {'risen' if up else 'fallen'} by {change} ({n(old)} cases to {n(new)}).",
            f"{name} {w.verb(up)} by {change} on {base}, from {n(old)} to {n(new)}.",
            f"There were {n(new)} compared with {n(old)} in {base}, {article} {change} {noun}.",
            f"There were {n(new)} {name.lower()}. This was a {noun} of {change} on {base}, when there were "
            f"{n(old)}.",
            f"There were {n(new)} compared with {n(old)} in {base}. This is {article} {change} {noun}.",
        ]
    )
    return ["# Performance", text], 1


def differences(chance: random.Random) -> tuple[list[str | Rows], int]:
    old, new = chance.sample(range(300, 9000), 2)
    up = new > old
    name, word, noun = chance.choice(MEASURES), "above" if up else "below", "rise" if up else "fall"
    size = abs(new - old)
    million = [f"£⟦{v / 100:.2f}⟧m" for v in (new, size, old)]
    share = [f"⟦{v / 100:.2f}⟧%" for v in (new, size, old)]
    text = chance.choice(
        [
            f"Income of {million[0]} is {million[1]} {word} the {million[2]} budgeted for.",
            f"The return was {share[0]}, or {share[1]} {word} the average rate of {share[2]}.",
            f"It had {n(new)} {name.lower()}, {'up' if up else 'down'} {n(size)} from {n(old)} last year.",
            f"{name} went from {n(old)} to {n(new)} - a {noun} of {n(size)} in all.",
            f"The cost was {million[0]} compared with {million[2]} planned which is {million[1]} "
            f"{'more' if up else 'less'}.",
        ]
    )
    return [text], 0


def multiples(chance: random.Random) -> tuple[list[str | Rows], int]:
    old = chance.randint(20, 900)
    times = chance.choice([2, 3])
    word, more = "doubled" if times == 2 else "trebled", chance.randint(1, old // 4)
    name = chance.choice(MEASURES)
    text = chance.choice(
        [
            f"{name} has more than {word}, from {n(old)} to {n(times * old + more)}.",
            f"{name} {word} from {n(old)} to {n(times * old)}.",
            f"{name} almost {word} since 2019 from {n(old)} to {n(times * old - more)}.",
            f"{name} halved from {n(2 * old)} to {n(old)}.",
        ]
    )
    return [text], 0


def one_whole(chance: random.Random) -> tuple[list[str | Rows], int]:
    """A list of shares of what is counted once, and one of something else."""
    whole = chance.randint(400, 60000)
    counts = [chance.randint(whole // 20, whole - 1) for _ in range(6)]
    part = chance.randint(10, counts[0])
    lines: list[str | Rows] = [
        f"{p(counts[0], whole)} of people were thought to be young ({n(counts[0])}).",
        f"The most common reason was drugs ({n(counts[1])} stops, {p(counts[1], whole)}).",
        f"In all {n(counts[2])} ({p(counts[2], whole)}) led to an arrest.",
        f"Nothing was found in {p(counts[3], whole)} ({n(counts[3])}).",
        f"A search was made in {p(counts[4], whole)} ({n(counts[4])}).",
        f"Of those thought to be young, {p(part, counts[0])} ({n(part)}) were known.",
    ]
    chance.shuffle(lines)
    parts: list[str | Rows] = ["# Stops", f"There were {n(whole)} stops in the year.", *lines]
    return parts, chance.randrange(2, len(parts))


def made_up(chance: random.Random) -> tuple[list[str | Rows], int]:
    a, b, c = (chance.randint(20, 900) for _ in "abc")
    whole, before = n(a + b + c), n(chance.randint(100, 3000))
    share = p(a, a + b + c)
    text = chance.choice(
        [
            f"It went to {whole} fires, compared with {before} last year. This total comprised {n(a)} "
            f"primary fires, {n(b)} secondary fires and {n(c)} chimney fires.",
            f"The {whole} homes are made up of {n(a)} flats, {n(b)} houses and {n(c)} bungalows.",
            f"There were {whole} reviews. Of these, {n(a)} ({share}) were decided.",
            f"There were {whole} reviews and {before} appeals. Of these, {n(a)} ({share}) were decided.",
        ]
    )
    return [text], 0


KINDS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        *(counted, uncounted, about_a_part, from_to, part_of_whole, two_parts, several_parts, points),
        *(target, of_so_many, survey, money, breakdown, beside),
        *(on_values, differences, multiples, one_whole, made_up),
    )
}


_NOISE = [
    *(
        "In all 412 people took part in 2024.",
        "The cost was £1.2m.",
        "Page 14 says more.",
        "Of 31 actions 9 are open.",
    ),
    *(
        "There were 77 arrests in North Shire.",
        "The force has 1,204 officers.",
        "Calls take 14 minutes on average.",
    ),
    *("Last year 310 were recorded.", "It met 4 times.", "About a third (34%) agreed.", "The target is 90%."),
]


def statements(each: int, seed: int = 20240601) -> Iterator[Statement]:
    """So many of each kind, always the same for a seed; sentences about other things stand beside half."""
    for kind, maker in KINDS.items():
        chance = random.Random(f"{seed} {kind}")
        for _ in range(each):
            parts, at = maker(chance)
            text = parts[at]
            assert isinstance(text, str)
            before, after = (chance.choice(_NOISE) if chance.random() < 0.3 else "" for _ in "ab")
            parts[at] = " ".join(piece for piece in (before, text, after) if piece)
            yield Statement(kind, tuple(parts), at)
