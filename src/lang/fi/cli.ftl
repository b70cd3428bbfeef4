# Komentorivi ja tapaaminen riveinä.
ask-again = Sama uudelleen:
ask-new-passphrase = Holvin uusi tunnuslause (vähintään 12 merkkiä):
ask-passphrase = Tunnuslause:
backup-counts = Varmuuskopio on tehty ja tarkistettu: { $entries } merkintää, { $clients } asiakasta, { $sessions } tapaamista, { $answers } vastausta.
client-lines-ask = Numero avaa tapaamisen tai aloittaa uuden, :move NUMERO KOODI siirtää tapaamisen toiselle asiakkaalle, :journey näyttää matkan, :find SANAT hakee, :back palaa, :quit lopettaa. Uuden numeron perään voi kirjoittaa tavan, kielen, tulkin ja minuutit, esimerkiksi: 3 phone sv interpreter 30
client-sessions =
    { $count ->
         [one] 1 tapaaminen
        *[other] { $count } tapaamista
    }
client-unknown = Asiakasta { $code } ei ole. Luettelon näyttää: kohtaa client list
demo-misfit = Esimerkkihenkilöiden tiedot eivät sovi lomakkeisiin: { $place }
demo-user = Esimerkkiohjaaja
doctor-network = { $file } on verkkolevyllä. Holvi voi siellä vaurioitua: pidä se tämän koneen omalla levyllä.
doctor-no-backup = Varmuuskopiota ei ole. Sen tekee: kohtaa vault backup
doctor-open-file = Muutkin tämän koneen käyttäjät voivat avata tiedoston { $file }. Sulje se: chmod 600
doctor-open-folder = Muutkin tämän koneen käyttäjät voivat avata kansion { $file }. Sulje se: chmod 700
export-ask-again = Tiedoston tunnuslause uudelleen:
export-ask-passphrase = Tunnuslause, jolla tiedosto salataan:
export-plain = { $file } on kirjoitettu ILMAN salausta. Vie se turvaan ja poista, kun et enää tarvitse sitä.
export-seal-fault = Tiedostoa ei saatu salattua, joten sitä ei kirjoitettu: { $fault }
export-sealed = { $file } on kirjoitettu ja salattu. Sen avaa age-ohjelma samalla tunnuslauseella.
file-fault = Tiedostoa { $file } ei voi käyttää: { $fault }
fill-practice = Harjoitus: mitään ei tallenneta. Asiakkaan kanssa: --client KOODI.
fill-resumed = Jatketaan kesken jäänyttä tapaamista.
form-checked = Tiedostoja { $files }, virheitä { $errors }, varoituksia { $warnings }.
form-is-faulty = Lomake { $file } ei ole kunnossa. Syyt näyttää: kohtaa form check
form-items =
    { $count ->
         [one] 1 kohta
        *[other] { $count } kohtaa
    }
form-new-exists = Tiedosto { $file } on jo olemassa. Siihen ei koskettu.
form-new-no-id = { $id } ei kelpaa tunnukseksi: pieniä kirjaimia a–z, numeroita ja _, ensin kirjain.
form-new-written = Kokeile: kohtaa form preview { $file }
form-no-version = Versiota { $form } ei ole: anna tiedosto, lomakkeen tunnus tai version alku, vähintään 6 merkkiä. Holvin versiot: --vault.
form-none = Lomaketta { $form } ei ole. Luettelon näyttää: kohtaa form list
form-versions = { $form } on monen version alku: anna lisää merkkejä.
given-up = Keskeytetty. Mitään ei muutettu.
help-arguments = Mitä
help-bench = Mittaa ohjelman nopeuden tällä koneella
help-bench-answers = Vastausten määrä yhteensä; ellei sanota, 30 tapaamista kohti
help-bench-form = Mittaa, kauanko lomakkeen lataaminen ja vastaaminen kestävät ja paljonko ne vähintään kestäisivät
help-bench-form-which = Lomakkeen tunnus tai tiedosto
help-bench-items = Tehdyn lomakkeen kysymysten määrä
help-bench-sessions = Tapaamisten määrä
help-bench-shape = Mitataan tehty lomake: chain (kysymys tulee esiin edellisen vastauksesta) tai fan-in (kaikki summataan)
help-bench-vault = Rakentaa keksittyjen tapaamisten holvin ja mittaa sen samoin salattujen tavallisten taulujen rinnalla
help-client = Asiakkaat
help-client-add = Lisää asiakkaan ja antaa hänelle koodin
help-client-language = Asiakkaan kieli
help-client-list = Luettelee asiakkaat
help-client-name = Nimi, jota näytöllä käytetään; ei henkilötunnusta eikä osoitetta
help-client-practice = Keksitty asiakas harjoitteluun
help-client-show = Näyttää asiakkaan: mitä on sovittu ja tapaamiset
help-code = Asiakkaan koodi, esimerkiksi A-7K3Q
help-commands = Komennot
help-completions = Tulostaa komentotulkin täydennykset
help-config = Asetukset
help-config-default = Tulostaa asetustiedoston pohjan
help-demo = Avaa kokeiltavaksi holvin, jossa on keksittyjä asiakkaita
help-demo-keep = Säilyttää holvin tässä kansiossa; tunnuslause on demo
help-doctor = Kertoo ohjelman ympäristöstä ongelmien selvittämiseksi, ei mitään asiakkaista
help-export = Vie tapaamisia tiedostoon tai näytölle
help-export-all = Kaikki tapaamiset
help-export-format = Muoto
help-export-out = Uusi tiedosto, joka salataan tunnuslauseella
help-export-passphrase = Lukee tiedoston tunnuslauseen tästä tiedostosta
help-export-plain-file = Tiedostoa ei salata
help-fill = Täyttää yhden lomakkeen rivi kerrallaan; ilman asiakasta harjoitus
help-fill-client = Asiakkaan koodi; ilman sitä mitään ei tallenneta
help-fill-form = Lomakkeen tai reitin tunnus
help-fill-interpreter = Tulkki on mukana
help-fill-language = Kysymysten kieli; muuten asiakkaan kieli
help-fill-mode = Tapaamisen tapa
help-form = Lomakkeet
help-form-check = Tarkistaa lomaketiedostot ja näyttää kaikki virheet
help-form-check-against = Aiempi versio, johon verrataan: tiedosto, tunnus tai version alku
help-form-check-path = Tiedostoja tai kansioita; ilman niitä kaikki käytössä olevat lomakkeet
help-form-check-vault = Vertaa myös holvissa täytettyihin versioihin
help-form-diff = Näyttää, mikä lomakkeessa muuttui ja miten se koskee vastauksia
help-form-diff-new = Uudempi: samoin
help-form-diff-old = Vanhempi: tiedosto, tunnus tai version alku
help-form-diff-vault = Kertoo myös, mitä holvissa täytettyjä lomakkeita muutos koskee
help-form-schema = Kirjoittaa lomaketiedostojen JSON-skeeman muokkausohjelmia varten
help-form-schema-out = Tiedosto, johon skeema kirjoitetaan; ilman sitä tulosteeseen
help-form-list = Luettelee lomakkeet
help-form-new = Kirjoittaa uuden lomakkeen alun selityksineen
help-form-new-file = Uusi tiedosto; ilman sitä TUNNUS.toml
help-form-new-id = Lomakkeen tunnus; ilman sitä tiedoston nimi
help-form-new-kind = Keskustelu vai kysely
help-form-or-file = Lomakkeen tunnus tai tiedosto
help-form-preview = Kokeilee lomaketta tallentamatta mitään; lukee tiedoston uudelleen, kun se tallennetaan
help-form-show = Näyttää lomakkeen osat ja kohdat
help-help = Näyttää tämän ohjeen
help-init-controller = self: organisaatio on antanut kirjallisen luvan pitää holvia yksin
help-init-organisation = Organisaation julkinen avain, age1…
help-init-recovery = Kirjoittaa palautusavaimen tähän uuteen tiedostoon eikä näytölle
help-init-role = Tehtäväsi
help-init-user = Nimesi, joka tulee merkintöihin
help-json = Tulos JSON-muodossa ohjelmille
help-keys = Luettelee näppäimet
help-lang = Ohjelman kieli
help-man = Tulostaa man-sivun
help-markdown = Taulukkona Markdown-muodossa
help-options = Valinnat
help-passphrase-file = Lukee tunnuslauseen tiedoston ensimmäiseltä riviltä
help-plain = Rivi kerrallaan ilman näytön piirtämistä, esimerkiksi ruudunlukijalle
help-program = Kohtaamisia ja työkyvyn arviointia: haastattelut ja lomakkeet salattuun holviin
help-session = Tapaamiset
help-session-id = Tapaamisen tunnus tai sen alku, vähintään 8 merkkiä
help-session-list = Luettelee tapaamiset
help-session-show = Näyttää tapaamisen sellaisena kuin se kysyttiin
help-shell = Komentotulkki
help-theme = Värit: default, light, dark, contrast, mono
help-usage = Käyttö
help-vault = Salattu holvi
help-vault-backup = Tekee ja tarkistaa varmuuskopion
help-vault-init = Tekee uuden holvin
help-vault-verify = Tarkistaa, että kaikki on tallessa eikä mitään ole muutettu
help-version = Näyttää version
home-lines-ask = Numero tai koodi avaa, :names näyttää nimet ja sen jälkeen :find SANAT hakee kaikista, :quit lopettaa.
init-done = Holvi on valmis: { $place }
init-how = Uuden holvin tekee: kohtaa vault init
init-recovery = Palautusavain. Se näytetään vain nyt: kirjoita se paperille ja vie lukittuun paikkaan.
init-recovery-in = Palautusavain on tiedostossa { $file }. Siirrä se tältä koneelta turvaan ja poista tiedosto.
keys-does = Mitä tekee
keys-keys = Näppäimet
keys-place = Missä
no-terminal = Tunnuslausetta ei voi kysyä, koska päätettä ei ole. Anna se tiedostossa: --passphrase-file TIEDOSTO
not-text = Tunnuslause ei ole UTF-8-tekstiä.
output-fault = Tulosta ei voi kirjoittaa: { $fault }
paths-unknown = Kotikansiota ei löydy. Kerro ohjelmalle paikka: KOHTAA_HOME=/polku
plain-aside =
    { $count ->
         [one] 1 vastaus on nyt piilossa
        *[other] { $count } vastausta on nyt piilossa
    }. :undo palauttaa.
plain-date = päivä, esim. 15.3. tai +2vk
plain-deck = numerot niistä, jotka sanoit
plain-draft = Luonnos; :draft ottaa sen tekstiksi
plain-end = Kaikki on käyty läpi
plain-help = Rivi vastaa, tyhjä rivi ohittaa. :na ei koske, :declined ei halua vastata, :unknown ei tiedä, :notasked ei kysytty, :later tähän palataan, :clear tyhjennä, :note TEKSTI muistio, :back takaisin, :goto ID siirry, :add uusi rivi, :end luettelo loppuu, :end TILA tapaaminen päättyy muuten, :mark merkki, :unmark merkki pois, :quote SANAT lainaus, :off-record ei kirjata nyt, :remove poista rivi, :up rivi ylemmäs, :down rivi alemmas, :sort järjestä rivit tämän kohdan mukaan (:sort ID toisen kohdan mukaan, perään down: lopusta alkuun), :undo peru, :redo tee uudelleen, :form ota lomake mukaan, :version lomakkeen uusi versio, :more osan muut kohdat, :draft ota luonnos, :why miksi kysytään, :forget unohda kokonaan, :finish valmis, :quit jätä kesken.
plain-identity = Tässä on henkilötunnus, eikä sitä tallenneta: { $text } Kirjoita vastaus ilman sitä. Jos se ei ole henkilötunnus: :notid, ja vastaus uudelleen.
plain-left-open =
    { $count ->
         [one] 1 kohta jää auki.
        *[other] { $count } kohtaa jää auki.
    }
plain-mend-first = Korjaa ensin nämä. Mitään ei ole hukassa.
plain-more =    Osassa on muitakin kohtia: :more
plain-new-row = { $list } ({ $count ->
         [one] 1 rivi
        *[other] { $count } riviä
    })
plain-no-such-item = Kohtaa { $name } ei ole nyt näkyvissä.
plain-not-here = Tässä se ei tee mitään. :help näyttää komennot.
plain-not-identity = Selvä. Kirjoita vastaus uudelleen.
plain-note = tekstiä, lopuksi rivi jolla on vain piste
plain-nothing-to-undo = Ei ole mitään peruttavaa.
plain-number = luku
plain-several = useita pilkulla, 0 ei mikään
plain-sorted = Rivit on järjestetty. :undo palauttaa.
plain-text = tekstiä
plain-time = kellonaika, esim. 9.30
plain-typed = Kesken jäänyt teksti; :draft ottaa sen vastaukseksi
plain-undone = Peruttu.
plain-unknown = Komentoa { $command } ei ole. :help näyttää komennot. Vastaus, joka alkaa kaksoispisteellä, kirjoitetaan kahdella.
plain-version-how = :version move siirtää, :undo palauttaa.
plain-version-newer = Lomakkeesta { $form } on uusi versio. :version kertoo, mitä siirto muuttaisi.
plain-version-none = Uudempaa versiota ei ole.
show-band-from = { $from } tai enemmän
show-codes = Koodit
show-error = Virhe, ellei
show-exclusive = yksin
show-free = vapaa järjestys
show-instead = Tai sanotaan
show-kept = sama luettelo kuin edellä
show-list = Vaihtoehdot
show-lookups = Hakutaulukot
show-more = lisää
show-offered-when = Tarjotaan, kun
show-rows = Rivit
show-scores = Pisteet
show-shown-when = Näkyy, kun
show-suggested-when = Kun
show-suggestions = Ehdotukset ohjaajalle
show-used-by = Käyttävät
show-warning = Huomautus, ellei
show-worked-out = Lasketaan
terminal-fault = Päätettä ei voi käyttää: { $fault }
usage-conflict = { $argument } ja { $other } eivät sovi yhteen.
usage-missing = Puuttuu: { $argument }
usage-nearest = Tarkoititko: { $known }
usage-see-help = Ohje: kohtaa --help
usage-unknown = Tuntematon: { $argument }
usage-unknown-command = Komentoa { $command } ei ole.
usage-value = Tämä ei kelpaa: { $argument } { $value }
verify-behind = Holvin tiedosto on vanhempi kuin se, joka tällä koneella viimeksi oli. Joku on ehkä palauttanut vanhan kopion. Puuttuvaa ei ole tässä tiedostossa: etsi uudempi.
verify-chain = Merkintä { $row } ei ole sellainen kuin se kirjoitettiin: { $reason }. Sitä edeltävät ovat kunnossa. Ota kopio talteen ja palauta varmuuskopio.
verify-differs = Taulu { $table } ei vastaa merkintöjä. Merkinnät ovat kunnossa.
verify-pages = Tiedoston sivuja on muutettu ohjelman ulkopuolella: { $pages }
verify-sound = Kaikki on kunnossa: { $entries } merkintää.
verify-structure = Tiedoston rakenteessa on vikaa: { $found }
config-bad-key = Näppäintä ”{ $key }” ei ole. Kirjoita esimerkiksi "ctrl-n", "f4" tai "+".
config-bad-value = Asetuksen { $key } arvo voi olla: { $allowed }.
config-clash = Näppäimellä { $key } olisi kaksi merkitystä yhtä aikaa: { $first } ja { $second }. Anna toiselle toinen näppäin.
config-fault = { $place }: { $fault }
config-how = Korjaa asetustiedosto tai poista se. Pohjan tulostaa: kohtaa config --default
config-needs-key = Komennolle { $command } tarvitaan näppäin: muuta tietä siihen ei ole.
config-syntax = Tämä ei ole TOML-tiedoston rivi: { $fault }
config-unknown-command = Komentoa ”{ $command }” ei ole. Komennot luettelee: kohtaa keys --json
config-unknown-key = Asetusta ”{ $key }” ei ole.
plain-duration = kesto, esim. 45 min tai 1 h 30 min
plain-ranked = järjestyksessä pilkuin, tärkein ensin
plain-ranked-most = järjestyksessä pilkuin, tärkein ensin, enintään { $most }
plain-tally = määrä; + yksi lisää, - yksi pois
plain-ref-none = rekisterissä ei ole vielä mitään valittavaa
plain-ref-more = loput nimellä
plain-nothing-to-redo = Ei ole mitään tehtävää uudelleen.
plain-redone = Tehty uudelleen.
plain-forms = Mukaan voi ottaa (:form ID):
plain-forms-none = Muita lomakkeita ei ole.
plain-form-unknown = Lomaketta { $form } ei voi ottaa mukaan. Nämä voi:
ask-recovery = Palautusavain:
backups-open-as-before = Aiemmat varmuuskopiot ({ $count }) aukeavat yhä sillä tunnuslauseella ja palautusavaimella, joilla ne tehtiin. Ne poistuvat vanhetessaan. Jos salaisuus on voinut vuotaa, poista ne, kun uusi kopio on tehty.
help-new-passphrase-file = Lukee uuden tunnuslauseen tiedoston ensimmäiseltä riviltä
help-organisation-remove = Poistaa organisaation avaimen
help-recover-check = Kokeilee vain, avaako palautusavain holvin
help-vault-backup-to = Kansio, johon kopio tehdään; muuten holvin oma kansio backups
help-vault-organisation = Vaihtaa organisaation avaimen tai poistaa sen
help-vault-passphrase = Vaihtaa tunnuslauseen
help-vault-recover = Avaa holvin palautusavaimella ja asettaa uuden tunnuslauseen
help-vault-rekey = Salaa koko holvin uudella avaimella, jos vanha on voinut vuotaa
organisation-added = Organisaation avain on vaihdettu. Organisaatio voi nyt avata holvin, ja holviin voi lisätä oikeita asiakkaita.
organisation-removed = Organisaation avain on poistettu. Uusia oikeita asiakkaita ei voi lisätä ilman sitä. Jos organisaatio on jo avannut holvin, se voi tuntea holvin avaimen: silloin aja kohtaa vault rekey.
passphrase-changed = Tunnuslause on vaihdettu. Palautusavain on sama kuin ennen.
recovery-opens = Palautusavain avaa holvin. Mitään ei muutettu.
rekey-done = Koko holvi on salattu uudella avaimella ja tarkistettu. Vanha tunnuslause ja vanha palautusavain eivät enää avaa sitä.
plain-move-how = Siirto: sama komento ja perään yes.
plain-move-same = Tapaaminen on jo tällä asiakkaalla.
plain-move-usage = Anna tapaamisen numero ja asiakkaan koodi, esimerkiksi :move 2 A-7K3Q
certificate-anonymised = Asiakkaan { $code } tiedot on tehty tunnistamattomiksi { $date }. Tekijä: { $user }. Poistettiin nimi, koodi, päivät, { $meetings ->
     [one] 1 tapaaminen
    *[other] { $meetings } tapaamista
 }, vastaukset, muistiot, luonnokset ja haku.
certificate-erased = Asiakkaan { $code } tiedot on poistettu { $date }. Tekijä: { $user }. Poistettiin nimi, koodi, { $meetings ->
     [one] 1 tapaaminen
    *[other] { $meetings } tapaamista
 }, vastaukset, muistiot, luonnokset, historia ja haku.
certificate-backups = Ohjelman varmuuskopioissa tietoja ei ole viimeistään { $date }.
certificate-outside = Tämä ei koske virallista asiakastietojärjestelmää eikä tiedostoja ja papereita, jotka ohjelmasta on viety.
certificate-stays = Jäljelle jää tieto siitä, että jotain poistettiin ja milloin. Siitä ei näe, kenestä tai mitä.
certificate-title = Todistus tietojen poistamisesta
due-how = Tarkista ensin, onko tiedot siirretty viralliseen järjestelmään. Lopullinen poisto: kohtaa vault erase KOODI. Lisää --anonymise, jos pisteet saavat jäädä ilman henkilöä.
due-none = Kenenkään tietojen säilytysaika ei ole päättynyt.
erase-ask = Asiakkaan { $code } kaikki tiedot poistetaan lopullisesti ({ $meetings ->
     [one] 1 tapaaminen
    *[other] { $meetings } tapaamista
 }). Tätä ei voi perua. Kirjoita asiakkaan koodi, jos haluat jatkaa:
erase-ask-anonymise = Asiakkaan { $code } tiedot tehdään tunnistamattomiksi ({ $meetings ->
     [one] 1 tapaaminen
    *[other] { $meetings } tapaamista
 }). Vain pisteet, vuosi ja ikäryhmä jäävät. Tätä ei voi perua. Kirjoita asiakkaan koodi, jos haluat jatkaa:
help-client-flag = Merkitsee, että asiakkaan tietojen käsittelyä on rajoitettu tai että paikka ei saa näkyä
help-client-flag-off = Poistaa merkinnän
help-client-flag-which = restricted: mitään uutta ei kirjata; no-place: ei paikkaa
help-vault-due = Luettelee asiakkaat, joiden tietojen säilytysaika on päättynyt
help-vault-due-all = Kaikki asiakkaat säilytysaikoineen
help-vault-erase = Poistaa asiakkaan tiedot lopullisesti ja antaa siitä todistuksen
help-vault-erase-anonymise = Pisteet, vuosi ja ikäryhmä jäävät ilman henkilöä
help-vault-log = Kertoo, kuka on avannut, näyttänyt, vienyt tai poistanut tietoja ja milloin
help-vault-log-client = Vain tätä asiakasta koskevat
help-vault-log-user = Vain tämän käyttäjän tekemät
help-vault-restore = Palauttaa varmuuskopion holvin paikalle
help-vault-restore-which = Varmuuskopion kansio
log-backed-up = teki varmuuskopion
log-created = teki holvin
log-erased = poisti asiakkaan
log-exported = vei tietoja
log-flagged = muutti merkintää
log-locked = lukitsi
log-opened = avasi asiakkaan
log-organisation = vaihtoi organisaation avaimen
log-passphrase = vaihtoi tunnuslauseen
log-rekeyed = salasi holvin uudella avaimella
log-restored = palautti varmuuskopion
log-unlocked = avasi holvin
no-place-off = Paikkatiedot saavat taas näkyä, ja nimi näkyy.
no-place-on = Ei paikkaa: asuinpaikka, koulu, työpaikka ja palvelupaikka eivät näy missään, ja nimen tilalla on koodi.
restore-done = Varmuuskopio on tarkistettu ja palautettu: { $entries } merkintää.
restore-kept = Aiempi holvi on tallessa 7 päivää kansiossa, jonka nimi alkaa replaced.
restore-lost = Sen jälkeen oli tehty vielä { $count } merkintää. Niitä ei ole palautetussa holvissa.
restore-removed = Sen jälkeen poistettu tai unohdettu on poistettu myös palautetusta ({ $count }).
restricted-off = Tietojen käsittelyä ei enää ole rajoitettu.
restricted-on = Tietojen käsittelyä on rajoitettu: ne voi näyttää ja antaa asiakkaalle, mutta mitään uutta ei kirjata.
retention-fault = Säilytysaikojen tiedostoa ei voi käyttää: { $fault }
did-added = lisäsi asiakkaan
did-amended = korjasi
did-answered = kirjasi
did-changed = muutti nimeä tai kieltä
did-ended = päätti tapaamisen
did-filling = aloitti lomakkeen
did-finished = viimeisteli lomakkeen
did-forgot = unohti pyynnöstä
did-other = muutti
did-resumed = jatkoi tapaamista
did-started = aloitti tapaamisen
did-version = siirsi lomakkeen uuteen versioon
export-ask-first = Asiakas on pyytänyt, että häneltä kysytään ensin. Mitään ei annettu. Kun olet kysynyt: --ground asked.
export-for-one = Jollekulle toiselle voi antaa vain yhden asiakkaan tietoja kerrallaan: --client KOODI tai yksi tapaaminen.
export-for-unknown = Tällaista saajaa asiakkaan tahdossa ei ole. Ne ovat: { $known }
export-ground = Peruste: { $ground }.
export-left-out = Pois jäi: paikkatietoja { $places }, tietoja siitä, ettei vastattu, { $refusals }, toteutumattomia tapaamisia { $meetings }.
export-second-look = Ei paikkaa: lue teksti ensin (kohtaa session show) ja tarkista, ettei muistioissa tai vastauksissa kerrota, missä asiakas on. Sitten: --second-look.
export-will-no = Asiakas on sanonut, ettei tälle saa kertoa. Mitään ei annettu. Jos laki velvoittaa antamaan tiedot, kerro siitä asiakkaalle: --ground law.
export-will-unknown = Asiakkaalta ei ole kysytty, saako tälle kertoa. Mitään ei annettu. Kun olet kysynyt: --ground asked.
ground-asked = asiakkaalta on kysytty
ground-duty = virkatehtävä
ground-law = laki
ground-own-copy = asiakkaan oma kopio
ground-will = asiakkaan lupa
help-export-for = Kenelle: koodi asiakkaan tahdosta (kenelle saan kertoa); ilman tätä asiakkaan oma kopio tai virkatehtävä
help-export-ground = asked: asiakkaalta on kysytty nyt; law: laki velvoittaa
help-export-second-look = Teksti on luettu, eikä siinä kerrota paikkaa
package-accesses = Kuka on katsonut ja kenelle on annettu
package-history = Mitä on kirjattu ja milloin
package-kept-until = Tiedot poistetaan viimeistään { $date }, ellei mitään uutta kirjata.
package-standing = Voimassa olevat tiedot
package-title = Kaikki, mitä sinusta on kirjattu
plain-start-unknown = { $word } ei ole tapa (in_person, phone, remote, elsewhere), kieli (fi, fi-simple, sv, en), interpreter, alone eikä minuuttien määrä.
plain-ends = Tapaaminen voi päättyä näin (:end TILA): { $states }
help-doctor-report = Avaa holvin ja kertoo myös eheyden, avaimet ja säilytysajat, esimerkiksi tietosuojavastaavalle
journey-lines-ask = Numero avaa tapaamisen, :back palaa, :quit lopettaa.
