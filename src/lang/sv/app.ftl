# app

date-unreadable = Det går inte att läsa som ett datum. Skriv till exempel 15.3., mån, i morgon eller +2 veckor.
date-no-such-day = Det finns ingen sådan dag eller tid.
date-other-weekday = Veckodagen och datumet hör inte ihop.
date-far-away = Året ligger för långt borta. Kontrollera det.
