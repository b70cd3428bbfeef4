# app

date-unreadable = Tätä en osaa lukea päiväksi. Kirjoita esimerkiksi 15.3., ma, huomenna tai +2vk.
date-no-such-day = Sellaista päivää ei ole.
date-other-weekday = Viikonpäivä ja päivämäärä eivät täsmää.
date-far-away = Vuosi on liian kaukana. Tarkista se.
time-unreadable = Tätä en osaa lukea kellonajaksi. Kirjoita esimerkiksi 9 tai 9.30.
time-no-such-time = Sellaista kellonaikaa ei ole.
