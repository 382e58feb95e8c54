"""The places and groups of the demonstration network, as admins would have entered them. Codes are what the
sources send."""

from shared.scope.places import Group, Place

ROOT_ID = "halles-verdier"
ZONE = "Europe/Paris"

_REGIONS = {
    "auvergne-rhone-alpes": "Auvergne-Rhône-Alpes",
    "ile-de-france": "Île-de-France",
    "occitanie": "Occitanie",
    "bretagne": "Bretagne",
    "hauts-de-france": "Hauts-de-France",
    "nouvelle-aquitaine": "Nouvelle-Aquitaine",
    "pays-de-la-loire": "Pays de la Loire",
    "provence": "Provence-Alpes-Côte d'Azur",
    "united-kingdom": "United Kingdom",
}
_STORES = (
    ("lyon-part-dieu", "Lyon Part-Dieu", "auvergne-rhone-alpes", "LYON-PARTDIEU"),
    ("lyon-confluence", "Lyon Confluence", "auvergne-rhone-alpes", "LYON-CONFLUENCE"),
    ("grenoble", "Grenoble Estacade", "auvergne-rhone-alpes", "GRENOBLE-01"),
    ("paris-11", "Paris 11 Oberkampf", "ile-de-france", "PARIS-11"),
    ("paris-15", "Paris 15 Convention", "ile-de-france", "PARIS-15"),
    ("toulouse", "Toulouse Capitole", "occitanie", "TOULOUSE-01"),
    ("montpellier", "Montpellier Comédie", "occitanie", "MONTPELLIER-01"),
    ("rennes", "Rennes Centre", "bretagne", "RENNES-CENTRE"),
    ("brest", "Brest Port", "bretagne", "BREST-PORT"),
    ("lille-sav", "Lille service après-vente", "hauts-de-france", "LILLE-SAV"),
    ("lille", "Lille Wazemmes", "hauts-de-france", "LILLE-01"),
    ("bordeaux-atelier", "Bordeaux Atelier", "nouvelle-aquitaine", "BORDEAUX-ATELIER"),
    ("nantes", "Nantes Talensac", "pays-de-la-loire", "NANTES-02"),
    ("marseille", "Marseille Noailles", "provence", "MARSEILLE-01"),
    ("london-borough", "London Borough", "united-kingdom", "LONDON-BOROUGH"),
    ("bristol", "Bristol Harbourside", "united-kingdom", "BRISTOL-01"),
)

PLACES: tuple[Place, ...] = (
    Place(ROOT_ID, "Halles Verdier"),
    *(Place(place_id, name, ROOT_ID) for place_id, name in _REGIONS.items()),
    *(Place(place_id, name, region, code) for place_id, name, region, code in _STORES),
)

GROUPS: tuple[Group, ...] = (
    Group("grand-ouest", "Grand Ouest", ("bretagne", "pays-de-la-loire")),
    Group("drives", "Retrait en magasin", ("lyon-confluence", "nantes", "rennes", "paris-11", "paris-15")),
)

FRENCH_CODES = tuple(code for _, _, region, code in _STORES if region != "united-kingdom")
ENGLISH_CODES = tuple(code for _, _, region, code in _STORES if region == "united-kingdom")
REPAIR_CODES = ("LILLE-SAV", "BORDEAUX-ATELIER")
