"""Assignments a second on one core, with many people known and names that thousands bear.

    python benchmarks/identity.py --people 50000 --sightings 10000

Names are put together from syllables, family names as unevenly spread as real ones (Zipf), so that some
blocks are over their cap. Time is that of the processor.
"""

from __future__ import annotations

import argparse
import gc
import random
import time

from onrecord.ledger.identity import assign
from onrecord.ledger.keys import PeopleIndex
from onrecord.ledger.people import Outcome, Sighting, first_seen
from onrecord.records import SpeakerKind

SYLLABLES = (
    *("ba", "ko", "ri", "men", "tal", "dor", "vi", "sha", "nu", "el", "gar", "pin", "zo", "chu", "lam", "fe"),
    *("ish", "tor", "an", "yu", "brand", "scho", "wick", "quar", "most", "del", "hux", "jen", "strav", "plo"),
)
ROLES = ("minister", "footballer", "judge", "teacher", "singer", None, None)


def words(rng: random.Random, number: int) -> list[str]:
    made = {"".join(rng.choices(SYLLABLES, k=rng.choice((2, 3)))).title() for _ in range(number * 2)}
    return sorted(made)[:number]


def sightings(number: int, seed: int) -> list[Sighting]:
    rng = random.Random(seed)
    given, family = words(rng, 2000), words(rng, 4000)
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
    started = time.process_time()
    # One person a name: sightings of one name are mostly of one person already.
    people = {sighting.name: sighting for sighting in known}
    index = PeopleIndex(first_seen(sighting, n) for n, sighting in enumerate(people.values()))
    print(f"{len(people)} people kept in {time.process_time() - started:.1f} s")
    gc.freeze()  # a ledger keeps them on disk; walking through them again and again is no part of assigning
    outcomes = dict.fromkeys(Outcome, 0)
    compared, started, slowest = 0, time.process_time(), 0.0
    for sighting in new:
        begun = time.process_time()
        candidates = index.near(sighting)
        compared += len(candidates)
        outcomes[assign(sighting, candidates).outcome] += 1
        slowest = max(slowest, time.process_time() - begun)
    took = time.process_time() - started
    rate = f"{len(new) / took:.0f} assignments a second, {compared / len(new):.1f} candidates each"
    told = ", ".join(f"{outcome}: {n}" for outcome, n in outcomes.items())
    print(f"{rate}, the slowest {1000 * slowest:.1f} ms; {told}")


if __name__ == "__main__":
    main()
