"""Places, from the street to the country, with their usual English form."""

from random import Random

from training.corpora import Pair
from training.examples.tables import choose, table


def _place(rng: Random, kind: str) -> Pair:
    return choose(table("places.toml")[kind], rng)


def city_name(rng: Random) -> Pair:
    return _place(rng, "cities")


def regency_name(rng: Random) -> Pair:
    return _place(rng, "regencies")


def place(rng: Random) -> Pair:
    kind = rng.random()
    if kind < 0.35:
        return city_name(rng)
    if kind < 0.45:
        return _place(rng, "jakarta")
    if kind < 0.6:
        name = regency_name(rng)
        return Pair(f"Kabupaten {name.source}", f"{name.target} Regency")
    if kind < 0.68:
        name = city_name(rng)
        return Pair(f"Kota {name.source}", f"{name.target} City")
    name, province = rng.choice((city_name, regency_name))(rng), _place(rng, "provinces")
    return Pair(f"{name.source}, {province.source}", f"{name.target}, {province.target}")


def town(rng: Random) -> Pair:
    return city_name(rng) if rng.random() < 0.6 else regency_name(rng)


def locality(rng: Random) -> Pair:
    """From the village up to the regency."""
    regency, district, village = (_place(rng, kind) for kind in ("regencies", "districts", "villages"))
    form = rng.randrange(4)
    if form == 0:
        return Pair(
            f"Kecamatan {district.source}, Kabupaten {regency.source}",
            f"{district.target} District, {regency.target} Regency",
        )
    if form == 1:
        city = city_name(rng)
        return Pair(
            f"Kelurahan {village.source}, Kecamatan {district.source}, Kota {city.source}",
            f"{village.target} Subdistrict, {district.target} District, {city.target} City",
        )
    if form == 2:
        return Pair(
            f"Desa {village.source}, Kecamatan {district.source}, Kabupaten {regency.source}",
            f"{village.target} Village, {district.target} District, {regency.target} Regency",
        )
    return Pair(
        f"Desa {village.source}, Kecamatan {district.source}", f"{village.target} Village, {district.target} District"
    )


def village(rng: Random) -> Pair:
    return _place(rng, "villages")


def street(rng: Random) -> Pair:
    name = _place(rng, "streets")
    written = rng.choice(("Jalan", "Jl."))
    return Pair(f"{written} {name.source}", f"{written} {name.target}")


def province(rng: Random) -> Pair:
    return _place(rng, "provinces")


def country(rng: Random) -> Pair:
    return _place(rng, "countries")


def district(rng: Random) -> Pair:
    return _place(rng, "districts")


def world_city(rng: Random) -> Pair:
    return _place(rng, "world_cities")


def mountain(rng: Random) -> Pair:
    return _place(rng, "mountains")


def water(rng: Random) -> Pair:
    return _place(rng, "rivers")
