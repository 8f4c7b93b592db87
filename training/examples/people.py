"""People, with what they are called by: rank, office, initials."""

from collections.abc import Callable
from random import Random

from training.corpora import Pair
from training.examples import places
from training.examples.names import company, institutions, university
from training.examples.tables import choose, same, table


def bare_person(rng: Random, women: bool | None = None) -> str:
    region = rng.choices(list(table("names.toml").values()), weights=[4, 2, 2, 1, 2, 2, 1, 1, 3, 1, 1])[0]
    if women is None:
        women = rng.random() < 0.4
    given = rng.choice(region["women" if women else "men"])
    if region["order"] == "balinese":
        place = rng.choice(("Wayan", "Made", "Nyoman", "Ketut", "Gede", "Putu"))
        return f"{'Ni' if women else 'I'} {place} {given}"
    if rng.random() < 0.2 and region["order"] == "given given":
        return str(given)
    family = rng.choice(region["family"])
    if rng.random() < 0.12:
        given = f"{given} {rng.choice('ABDFHJMPRSTY')}."
    return f"{given} {family}"


def person(rng: Random) -> Pair:
    name = bare_person(rng)
    kind = rng.random()
    if kind < 0.05:
        name = f"{rng.choice(('Prof. Dr.', 'Dr.', 'Ir.', 'H.', 'Hj.', 'KH', 'Drs.'))} {name}"
    elif kind < 0.07:
        name = f"{name}, {rng.choice(('S.H.', 'S.E.', 'M.Si.', 'Ph.D.', 'S.Pd.', 'M.M.'))},"
    return same(name)


def woman(rng: Random) -> Pair:
    return same(bare_person(rng, women=True))


def man(rng: Random) -> Pair:
    return same(bare_person(rng, women=False))


def initials(rng: Random) -> Pair:
    return same("".join(rng.choice("ABDEFHIKLMNPRSTWY") for _ in range(rng.choice((1, 2, 2, 3)))))


def ranked(rng: Random) -> Pair:
    rank, english_rank = choose(table("choices.toml")["rank"], rng)
    name = bare_person(rng)
    return Pair(f"{rank} {name}", f"{english_rank} {name}")


def _office(rng: Random) -> Pair:
    """An office without the name of its holder."""
    if rng.random() < 0.4:
        return choose(table("choices.toml")["office"], rng)
    pattern = choose(table("choices.toml")["office_of"], rng)
    makers: dict[str, Callable[[Random], Pair]] = {
        "ministry": lambda rng: choose(table("choices.toml")["portfolio"], rng),
        "province": places.province,
        "city": places.city_name,
        "regency": places.regency_name,
        "town": places.town,
        "district": places.district,
        "village": places.village,
        "institution": lambda rng: same(rng.choice(institutions()).short),
        "company": company,
        "university": university,
    }
    slot = pattern.source[pattern.source.index("{") + 1 : pattern.source.index("}")]
    source, target = makers[slot](rng)
    return Pair(
        pattern.source.replace(f"{{{slot}}}", source),
        pattern.target.replace(f"{{{slot}}}", target.removeprefix("the ")),
    )


def official(rng: Random) -> Pair:
    """An office with the name of who holds it."""
    office = _office(rng)
    police = office.source.startswith(("Kapol", "Panglima"))
    name = ranked(rng) if police and rng.random() < 0.7 else same(bare_person(rng))
    return Pair(f"{office.source} {name.source}", f"{office.target} {name.target}")
