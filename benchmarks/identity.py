"""Assignments a second on one core, with many people known and names that thousands bear.

    python benchmarks/identity.py --people 50000 --sightings 10000

Names are put together from syllables, family names as unevenly spread as real ones (Zipf), so that some
blocks are over their cap. Every sighting is new to the caches of comparisons, as far as names are.
"""

from __future__ import annotations

import argparse
import random
import time

from onrecord.ledger.identity import assign
from onrecord.ledger.keys import PeopleIndex
from onrecord.ledger.people import Outcome, Sighting, first_seen
from onrecord.records import SpeakerKind

SYLLABLES = ["ba", "ko", "ri", "men", "tal", "dor", "vi", "sha", "nu", "el", "gar", "pin", "zo", "chu", "lam", "fe", "ish", "tor", "an", "yu"]
ROLES = ("minister", "footballer", "judge", "teacher", "singer", None, None)


def words(rng: random.Random, number: int) -> list[str]:
    made = {"".join(rng.choices(SYLLABLES, k=rng.choice((2, 3)))).title() for _ in range(number * 2)}
    return sorted(made)[:number]


def sightings(number: int, seed: int) -> list[Sighting]:
    rng = random.Random(seed)
    given, family = words(rng, 400), words(rng, 4000)
    weights = [1 / (n + 1) for n in range(len(family))]
    chosen = rng.choices(family, weights, k=number)
    return [
        Sighting(n, n, f"{rng.choice(given)} {name}", SpeakerKind.PERSON, (), rng.choice(ROLES), None,
                 rng.choice(("Courier", "Times")), f"2025-{rng.randint(1, 12):02}-15", "en")
        for n, name in enumerate(chosen)
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--sightings", type=int, default=10_000)
    given = parser.parse_args()
    made = sightings(given.people + given.sightings, 1)
    known, new = made[: given.people], made[given.people :]
    started = time.perf_counter()
    index = PeopleIndex(first_seen(sighting, n) for n, sighting in enumerate(known))
    print(f"{given.people} people kept in {time.perf_counter() - started:.1f} s")
    outcomes = dict.fromkeys(Outcome, 0)
    compared, started, slowest = 0, time.perf_counter(), 0.0
    for sighting in new:
        begun = time.perf_counter()
        candidates = index.near(sighting)
        compared += len(candidates)
        outcomes[assign(sighting, candidates).outcome] += 1
        slowest = max(slowest, time.perf_counter() - begun)
    took = time.perf_counter() - started
    print(f"{len(new) / took:.0f} assignments a second, {compared / len(new):.1f} candidates each, "
          f"the slowest {1000 * slowest:.1f} ms; {', '.join(f'{o}: {n}' for o, n in outcomes.items())}")  # fmt: skip


if __name__ == "__main__":
    main()
