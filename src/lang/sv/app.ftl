# app

date-unreadable = Det går inte att läsa som ett datum. Skriv till exempel 15.3., mån, i morgon eller +2 veckor.
date-no-such-day = Det finns ingen sådan dag.
date-other-weekday = Veckodagen och datumet stämmer inte överens.
date-far-away = Året ligger för långt borta. Kontrollera det.
time-unreadable = Det går inte att läsa som ett klockslag. Skriv till exempel 9 eller 9.30.
time-no-such-time = Det finns inget sådant klockslag.
