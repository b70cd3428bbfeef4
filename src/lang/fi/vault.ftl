# Holvi: mitä tapahtui, mikä on turvassa, mitä voit tehdä.

vault-exists = Kansiossa { $place } on jo holvi. Siihen ei koskettu. Avaa se tai valitse toinen kansio.
vault-missing = Kansiossa { $place } ei ole holvia. Tee uusi tai tarkista, että kansio on oikea.
vault-wrong-secret = Tunnuslause tai avain ei avaa holvia. Mitään ei muutettu. Tarkista kirjoitus ja yritä uudelleen.
vault-organisation-key = Organisaation avain ei kelpaa. Sen pitää olla julkinen age-avain, joka alkaa merkeillä »age1». Mitään ei tallennettu.
vault-in-use = Holvi on jo auki toisessa ikkunassa (prosessi { $pid }, kone { $host }, { $since } alkaen). Tiedot ovat turvassa. Jatka siinä ikkunassa tai sulje se ensin.
vault-in-use-elsewhere = Holvi on jo auki toisessa ohjelmassa. Tiedot ovat turvassa. Sulje se ensin ja yritä uudelleen.
vault-newer = Holvi on tehty uudemmalla ohjelmalla (muoto { $found }, tämä ohjelma osaa muodon { $known }). Mitään ei muutettu. Päivitä ohjelma.
vault-older = Holvi on tehty keskeneräisellä ohjelman versiolla (muoto { $found }), jota tämä ohjelma ei lue. Mitään ei muutettu. Vie tiedot sillä ohjelmalla, jolla holvi tehtiin, ja tee uusi holvi.
vault-damaged-key = Avaintiedosto { $file } puuttuu tai on vioittunut. Itse holviin ei koskettu. Avaa holvi palautusavaimella tai palauta kansio keys varmuuskopiosta.
vault-damaged = Holvin tiedosto on vioittunut: { $reason }. Mitään ei kirjoitettu sen päälle. Ota kansiosta kopio talteen, aja »kohtaa vault verify» ja palauta tarvittaessa viimeisin varmuuskopio.
vault-read-only = Levylle ei voi kirjoittaa. Aiemmat tiedot ovat turvassa ja luettavissa, mutta uutta ei voi tallentaa. Tarkista levy ja oikeudet.
vault-read-only-unfinished = Levylle ei voi kirjoittaa, ja holvin viimeiset tallennukset ovat vielä erillisessä tiedostossa. Ne ovat turvassa. Avaa holvi levyltä, jolle voi kirjoittaa.
vault-full = Levy on täynnä. Aiemmin tallennettu on turvassa, viimeisintä ei ole vielä tallennettu. Vapauta tilaa: tallennusta yritetään uudelleen.
vault-moved = Holvin tiedosto { $file } siirrettiin tai vaihdettiin ohjelman ollessa auki. Väärään tiedostoon ei kirjoiteta. Palauta tiedosto paikalleen: tallennusta yritetään uudelleen.
vault-practice-only = Tässä holvissa voi olla vain harjoitusasiakkaita, koska organisaation avain puuttuu. Mitään ei tallennettu. Tee holvi organisaation avaimella oikeita asiakkaita varten.
vault-unfit = Muutos ei sovi siihen, mitä holvissa on: { $reason }. Aiemmat tiedot ovat ennallaan. Tämä on ohjelman vika: ilmoita siitä.
vault-unknown = Tunnuksella { $name } ei löydy mitään. Tarkista tunnus; tapaamisen tunnuksesta tarvitaan vähintään kahdeksan merkkiä.
vault-ambiguous = Tunnus { $name } sopii useampaan kuin yhteen. Kirjoita siitä enemmän merkkejä.
vault-closed = Holvi on lukittu. Tallennettu on turvassa. Avaa se tunnuslauseella.
vault-disk = Levy ei ottanut tallennusta vastaan: { $reason }. Aiemmin tallennettu on turvassa. Tallennusta yritetään uudelleen; jos tämä toistuu, vaihda levyä.
vault-file = Tiedostoa { $file } ei voi käyttää: { $reason }. Tallennettu on turvassa. Tarkista kansio ja oikeudet.
