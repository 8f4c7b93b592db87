"""Institutions, companies, schools and parties, with their usual English form."""

from functools import cache
from random import Random
from typing import NamedTuple

from training.corpora import Pair
from training.examples.places import city_name, regency_name
from training.examples.tables import choose, rows, same, table


class Institution(NamedTuple):
    short: str
    source: str
    target: str


@cache
def institutions() -> tuple[Institution, ...]:
    return tuple(Institution(*row) for row in rows("institutions.tsv"))


def institution(rng: Random) -> Pair:
    """In full, in full with the short form, or the short form alone, which English spells out for its readers."""
    chosen = rng.choice(institutions())
    if chosen.source == chosen.target or chosen.short in chosen.target or rng.random() < 0.3:
        return Pair(chosen.source, chosen.target)
    if rng.random() < 0.5:
        return Pair(f"{chosen.source} ({chosen.short})", f"{chosen.target} ({chosen.short})")
    return Pair(chosen.short, f"{chosen.target} ({chosen.short})")


def acronym(rng: Random) -> Pair:
    """For headlines: the short form is copied."""
    return same(rng.choice(institutions()).short)


def company(rng: Random) -> Pair:
    words = table("choices.toml")["company"]
    name = f"{rng.choice(words['first'])} {rng.choice(words['second'])}"
    form = rng.choice(("PT {} Tbk", "PT {}", "CV {}", "PT {} Indonesia", "PT {} (Persero)"))
    return same(form.format(name))


def university(rng: Random) -> Pair:
    if rng.random() < 0.6:
        return choose(table("choices.toml")["university"], rng)
    city = city_name(rng)
    if rng.random() < 0.5:
        return Pair(f"Universitas Muhammadiyah {city.source}", f"the Muhammadiyah University of {city.target}")
    return Pair(f"Universitas Negeri {city.source}", f"{city.target} State University")


def school(rng: Random) -> Pair:
    city, value = city_name(rng), rng.randint(1, 98)
    return rng.choice((
        Pair(f"SMA Negeri {value} {city.source}", f"SMA Negeri {value} {city.target} senior high school"),
        Pair(f"SMPN {value} {city.source}", f"SMPN {value} {city.target} junior high school"),
        Pair(f"SDN {value} {city.source}", f"SDN {value} {city.target} elementary school"),
        Pair(f"SMK Negeri {value} {city.source}", f"SMK Negeri {value} {city.target} vocational high school"),
    ))  # fmt: skip


def hospital(rng: Random) -> Pair:
    if rng.random() < 0.4:
        return choose(table("choices.toml")["hospital"], rng)
    town = rng.choice((city_name, regency_name))(rng)
    if rng.random() < 0.5:
        return Pair(f"RSUD {town.source}", f"{town.target} Regional General Hospital")
    source = f"Rumah Sakit Umum Daerah (RSUD) {town.source}"
    return Pair(source, f"{town.target} Regional General Hospital (RSUD)")
