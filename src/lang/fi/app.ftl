# app

date-unreadable = Tästä en saa päivää. Kirjoita vaikka 15.3., ma, huomenna tai +2vk.
date-no-such-day = Sellaista päivää tai kellonaikaa ei ole.
date-other-weekday = Viikonpäivä ja päivämäärä eivät osu yhteen.
date-far-away = Vuosi on liian kaukana. Tarkista se.
