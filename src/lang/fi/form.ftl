# Lomaketiedostojen viat tekijälleen.

# Vakavuus
form-level-error = virhe
form-level-warning = huomautus
form-level-help = ohje

# Mitä jokin on
form-type-array = luettelo
form-type-boolean = true tai false
form-type-code = vaihtoehdon koodi
form-type-codes = monivalinta
form-type-condition = ehto
form-type-date = päivämäärä
form-type-integer = kokonaisluku
form-type-number = luku
form-type-ref = rekisterin merkintä
form-type-string = teksti lainausmerkeissä
form-type-table = taulukko aaltosulkeissa
form-type-text = teksti
form-type-time = kellonaika

# Tiedosto
form-toml = Tämä ei ole kelvollista TOMLia: { $fault }
form-no-text = Tiedosto ei ole UTF-8-tekstiä.
form-file-too-large = Tiedosto on liian suuri: enintään { $most } Mt.
form-file-too-crowded = Tiedostossa on liikaa rivejä, sulkeita ja pilkkuja: yhteensä enintään { $most }.
form-unreadable = Tiedostoa ei voitu lukea: { $reason }
form-same-id = Lomake { $id } on jo tiedostossa { $file }.
form-missing-key = Avain { $key } puuttuu.
form-unknown-key = Avainta { $key } ei tunneta tässä.
form-wrong-type = Tässä pitäisi olla { $expected }, mutta on { $found }.
form-unknown-word = Sana { $word } ei käy tähän. Mahdollisia: { $known }
form-out-of-range = Luvun pitää olla { $least }–{ $most }.
form-bad-number = Lukua ei voi esittää tarkasti.
form-bad-id = Tunnus { $id } ei kelpaa: pieniä kirjaimia a–z, numeroita ja alaviivoja, alussa kirjain.
form-reserved-id = Sanalla { $id } on lausekkeissa oma merkitys, joten se ei käy tunnukseksi.
form-duplicate = { $name } on annettu kahdesti.
form-too-many = Liian monta: enintään { $most }.
form-too-many-cells = Taulukoissa on liian monta solua: yhteensä enintään { $most }.
form-too-costly = Lomake olisi liian raskas laskea: siinä on liikaa lausekkeita, rivejä tai toistoja.
form-too-long = Teksti on liian pitkä: enintään { $most } tavua.
form-empty-text = Teksti on tyhjä.
form-empty-list = Luettelo on tyhjä.
form-forbidden-character = Tekstissä on näkymätön merkki { $code }.
form-unknown-language = Kieltä tai avainta { $language } ei tunneta.
form-language-missing = Tekstistä puuttuu kieli: { $languages }
form-toml-open-array = Luettelo jää sulkematta: ] puuttuu.
form-toml-open-table = Aaltosulkeet jäävät auki: {"}"} puuttuu.
form-toml-open-heading = Otsikko jää sulkematta: ] puuttuu.
form-toml-no-value = Avaimelta puuttuu arvo. Kirjoita: avain = arvo.
form-toml-open-string = Teksti jää ilman loppulainausmerkkiä tai siinä on merkki, joka ei käy. Monirivinen teksti kirjoitetaan kolmen lainausmerkin väliin.
form-toml-twice = Sama avain on tässä taulukossa kahdesti.
form-toml-unquoted = Teksti kirjoitetaan lainausmerkkeihin.
form-toml-equals = Tässä on yksi = liikaa.
form-toml-comma = Luettelon osien välistä puuttuu pilkku.
form-toml-line = Rivillä on jotain liikaa: kirjoita yksi avain ja arvo riville.
form-toml-key = Avaimessa on merkki, joka ei käy: kirjaimia a–z, numeroita ja alaviivoja.
form-toml-escape = Kenoviivan jälkeen puuttuu merkki. Itse kenoviiva kirjoitetaan kahdesti tai teksti puolilainausmerkkeihin.

# Kohdat
form-unknown-section = Osaa { $name } ei ole.
form-unknown-choices = Vaihtoehtoluetteloa { $name } ei ole.
form-unknown-parent = Aiempaa kohtaa { $name } ei ole.
form-parent-holds-nothing = Kohta { $name } ei voi sisältää muita: se ei ole list, table eikä group.
form-parent-elsewhere = Kohta { $name } on toisessa osassa.
form-row-holds-rows = Kohdan { $name } rivillä voi olla vain yksittäisiä kysymyksiä.
form-key-not-for-kind = Avain { $key } ei kuulu tällaiseen kohtaan.
form-choices-twice = Anna joko choices tai options, ei molempia.
form-bad-key = Näppäimen pitää olla yksi merkki.
form-bad-scale = Asteikon ylin arvo on alinta suurempi ja portaita on enintään { $most }.
form-bad-rows = Rivejä pitää mahtua vähintään yksi eikä vähimmäismäärä saa ylittää enimmäismäärää.
form-bad-limits = Suurimman arvon on oltava vähintään pienin.
form-bad-attribute = Ominaisuuden nimi { $name } ei kelpaa: pieniä kirjaimia a–z, numeroita ja alaviivoja, ei code eikä score.
form-attribute-type = Ominaisuus { $name } on muissa vaihtoehdoissa toista tyyppiä.
form-unknown-attribute = Vaihtoehdoilla ei ole ominaisuutta { $name }.
form-option-elsewhere = Vaihtoehdon ominaisuudet (option.) käyvät vain avaimeen filter.
form-filter-too-large = Ehto on vaihtoehtojen määrään nähden liian pitkä: osia enintään { $most }.
form-other-id = Vaihtoehdon tarkennus saisi tunnuksen { $name }, joka ei kelpaa tai on jo käytössä.
form-bands-order = Rajojen pitää nousta alimmasta ylimpään.
form-band-codes = Anna code kaikille luokille tai ei yhdellekään.
form-bad-icf = { $code } ei ole ICF-koodi.
form-role-kind = Tämä rooli ei sovi tällaiseen kohtaan.
form-about-itself = Kohta ei voi koskea itseään.
form-embed-in-standing = Pysyvän lomakkeen sisällä ei voi näyttää toista.
form-unknown-form = Lomaketta { $id } ei ole.
form-not-standing = Lomake { $id } ei ole pysyvä (standing), joten sitä ei voi näyttää toisen sisällä.
form-unknown-embedded = Lomakkeessa { $form } ei ole tähän sopivaa kohtaa { $name }.
form-circle = Kohdat odottavat toisiaan kehässä (rivit suluissa): { $names }
form-circle-itself = Kohta { $name } odottaa itseään.
form-licensed-instrument = Teksti nimeää mittarin { $name }, jonka oikeudet ovat muilla ({ $holder }). Kerro lupa avaimella permission tai jätä nimi pois.

# Lausekkeet
form-unknown-name = Kohtaa { $name } ei ole.
form-unknown-code = Koodia { $code } ei ole vaihtoehdoissa.
form-unknown-function = Funktiota { $name } ei ole.
form-expr-sign = Merkki { $sign } ei kuulu lausekkeisiin.
form-expr-open-quote = Lainausmerkki jää sulkematta.
form-expr-unexpected = Tätä ei odotettu tässä.
form-expr-ends = Lauseke loppuu kesken.
form-expr-chained = Vertaa kahta kerrallaan ja yhdistä sanalla and.
form-expr-too-deep = Liian monta sisäkkäistä tai peräkkäistä osaa: enintään { $most }.
form-expr-too-long = Lausekkeessa on liian monta osaa: enintään { $most }.
form-expr-type = Tässä pitäisi olla { $expected }, mutta on { $found }.
form-expr-incomparable = Näitä ei voi verrata: { $left } ja { $right }.
form-expr-list = Luettelo ei käy tähän.
form-expr-code-wanted = Tässä pitäisi olla koodi puolilainausmerkeissä.
form-expr-name-wanted = Tässä pitäisi olla kohdan tunnus.
form-expr-no-value = Kohdalla { $name } ei ole arvoa, jota tässä voisi käyttää.
form-expr-other-row = Kohta { $name } on luettelon { $list } rivillä eikä näy tänne.
form-expr-no-column = Kohta { $name } ei ole taulukon sarake.
form-expr-no-scores = Vaihtoehdoilla ei ole pisteitä, joten niillä ei voi laskea.
form-expr-bad-date = { $text } ei ole päivämäärä muotoa vvvv-kk-pp.
form-expr-arguments = Funktiolle { $name } annetaan vähintään { $least } arvo(a), tässä { $found }.
form-expr-no-option = Valitsinta { $name } ei ole.
form-expr-digits = Pyöristyksen desimaalit ovat luku 0–10.
form-expr-previous = Edellinen vastaus on vain kysymyksillä, jotka eivät ole luettelon rivillä eivätkä laskettuja.
form-expr-twice = Sama kohta on luettelossa kahdesti.
form-expr-empty-list = Luettelossa ei ole yhtään kohtaa.
form-expr-no-items = Anna ensin kohdat: scale([a, b], …).
form-expr-no-minimum = Kerro, montako vastausta vähintään tarvitaan: min_answered = 60%.
form-expr-minimum = Vähimmäismäärä on osuus (60%) tai kokonaisluku vähintään 1.
form-expr-minimum-too-high = Vastauksia vaaditaan { $wanted }, mutta kohtia on { $have }.
form-expr-total = total on 'sum' tai 'mean'.
form-expr-prorate = prorate käy vain, kun total = 'sum'.
form-expr-reverse-other = Käännettävä kohta ei ole laskettavien joukossa.
form-expr-reverse-kind = Tätä kohtaa ei voi kääntää: siinä ei ole asteikkoa eikä kokonaislukupisteitä.
form-lookup-keys = Hakutaulussa on 1–{ $most } avainta: keys = ["exact", "from"].
form-lookup-row = Rivillä pitää olla { $wanted } arvoa: avaimet ja sitten luku.
form-lookup-mixed = Samassa avaimessa on sekä lukuja että sanoja.
form-lookup-twice = Samat avaimet ovat kahdesti.
form-unknown-lookup = Hakutaulua { $name } ei ole.
form-lookup-arguments = Hakutaulussa { $name } on { $wanted } avainta, tässä { $found }.
form-expr-lookup-wanted = Anna ensin hakutaulun tunnus: lookup('tunnus', x).
form-expr-recode-list = Anna kaksi luetteloa: recode(x, [1, 2], [0, 4]).
form-expr-recode-length = Luetteloissa pitää olla yhtä monta arvoa, nyt { $from } ja { $to }.
form-expr-recode-key = Tähän ei käy tämä arvo: kohta antaa tyypin { $expected }.
form-expr-scale-member = Tässä pitäisi olla kohta sellaisenaan tai reverse, recode, lookup tai kerroin.
form-expr-two-lists = Lauseke ottaa rivejä kahdesta luettelosta: { $one } ja { $other }.
form-expr-no-rows = Ehto ei nimeä yhtään luettelon tai taulukon kohtaa.
form-expr-gas = Taso ja paino ovat saman luettelon rivillä: gas_t(level, weight).
form-expr-minimum-groups = Ryhmiä on { $wanted }, mutta vähimmäismääriä { $found }.
form-expr-minimum-twice = Anna joko min_answered tai most_missing, ei molempia.
form-expr-most-missing = Puuttuvien enimmäismäärä on kokonaisluku.
form-expr-rater = Anna arvioijan rooli puolilainausmerkeissä: rated(x, 'counsellor').
form-expr-rated = Toisen arvio on vain kysymyksillä, jotka eivät ole luettelon rivillä eivätkä laskettuja.
form-expr-band = Tällä kohdalla ei ole bands-luokkia, joilla olisi code.
form-expr-rank = Sijan voi kysyä vain järjestettävästä kohdasta (rank).
form-expr-pattern-wanted = Anna malli puolilainausmerkeissä: matches(x, '[0-9]+').
form-expr-pattern = Malli ei ole kelvollinen säännöllinen lauseke: { $fault }
form-expr-pattern-too-large = Malli on liian suuri: vähennä toistoja.

# Tekstien aukot
form-template-brace = Aaltosulje ilman paria. Kirjoita {"{{"} tai {"}}"}, jos tarkoitat itse merkkiä.
form-template-end = Tässä ei ole mitään suljettavaa.
form-template-open = Tältä puuttuu {"{end}"}.
form-template-each = Kirjoita {"{each LIST}"}, {"{each LIST if EXPR}"} tai {"{each EMBED.LIST}"}.
form-template-no-list = Kohta { $name } ei ole luettelo (list).
form-template-no-embed = Kohta { $name } ei näytä toista lomaketta (embed).
form-template-embedded = Toisen lomakkeen rivillä käyvät vain {"{kohta}"} ja {"{if answered(kohta)}"}.
form-template-too-deep = Liian monta ehtoa tai toistoa sisäkkäin.

# Neuvot
form-help-nearest = Tarkoititko { $name }?
form-help-use = Käytä merkintää { $right }.
form-help-cell = Yhden solun saa näin: sarake[rivi].
form-help-total = Rivien arvot saa yhteen: sum, mean, min, max, count.
form-help-list = Luettelo käy sanan in jälkeen ja kokoaville funktioille.
form-help-code = Vertaa vaihtoehtoa koodiin puolilainausmerkeissä.
form-help-in = Kysy, onko koodi valittu: 'koodi' in kohta.
form-help-computed = Tee lausekkeesta oma laskettu kohta (computed) ja nimeä se tässä.
form-help-rows = count_if laskee rivejä: nimeä ehdossa luettelon kohtia.
form-help-itself = Vastauksen rajat kuuluvat kohtaan constraint, jossa kohta saa nimetä itsensä. Edellisen vastauksen antaa previous(kohta).

# Huomautukset
form-alternative-unreachable = Tätä ei sanota koskaan: edellisellä vaihtoehdolla ei ole ehtoa.
form-emoji = Tekstissä on emoji, jonka leveys vaihtelee päätteittäin.
form-long-word = Helpon kielen tekstissä on pitkä sana: { $word }
form-wide-line = Teksti ei mahdu riville: enintään { $most } merkkiä.
form-constant-condition = Ehto ei riipu mistään vastauksesta.
form-score-no-minimum = Pistemäärä lasketaan vajaastakin: käytä scale(…, min_answered = …).
form-score-plus = Plussa ei anna pisteitä, jos { $left } tai { $right } jää tyhjäksi: käytä scale(…, min_answered = …) tai coalesce(…).
form-unused-choices = Vaihtoehtoluetteloa { $name } ei käytä mikään kohta.

# Säännöt sanoin
say-and = { $one } ja { $two }
say-or = { $one } tai { $two }
say-not = ei niin, että { $one }
say-equal = { $one } on { $two }
say-not-equal = { $one } ei ole { $two }
say-less = { $one } on alle { $two }
say-at-most = { $one } on enintään { $two }
say-greater = { $one } on yli { $two }
say-at-least = { $one } on vähintään { $two }
say-ticked = kohdassa { $two } on valittu { $one }
say-not-ticked = kohdassa { $two } ei ole valittu { $one }
say-one-of = { $one } on jokin näistä: { $two }
say-none-of = { $one } ei ole mikään näistä: { $two }
say-answered = kohtaan { $one } on vastattu
say-unanswered = kohtaan { $one } ei ole vastattu
say-is-yes = { $one }: kyllä
say-is-no = { $one }: ei
say-yes = kyllä
say-no = ei
say-quoted = ”{ $one }”
say-more = ja { $count } muuta
say-today = tämä päivä
say-first-session = ensimmäinen tapaaminen
say-interpreter = tulkki on mukana
say-mode = tapaamisen muoto
say-practice = harjoitus
say-previous = edellisen kerran vastaus kohtaan { $one }
say-sum = näiden summa: { $all }
say-mean = näiden keskiarvo: { $all }
say-min = pienin näistä: { $all }
say-max = suurin näistä: { $all }
say-count = kuinka moneen näistä on vastattu: { $all }
say-count-if = kuinka monella rivillä { $one }
say-shown = kuinka moni näistä on näkyvissä: { $all }
say-if = { $two }, jos { $one }, muuten { $three }
say-coalesce = ensimmäinen näistä, johon on vastattu: { $all }
say-round = { $one } pyöristettynä kokonaisluvuksi
say-round-to = { $one } pyöristettynä, desimaaleja { $two }
say-abs = { $one } ilman etumerkkiä
say-days = päivinä { $one } – { $two }
say-years = täysinä vuosina { $one } – { $two }
say-months = täysinä kuukausina { $one } – { $two }
say-minutes = minuutteina { $one } – { $two }
say-add-days = { $one } ja siitä { $two } päivää
say-length = merkkejä vastauksessa { $one }
say-recode = { $one } muunnettuna, { $two } on nyt { $three }
say-reverse = { $one } käännettynä
say-lookup = taulukosta haettuna: { $all }
say-percent = { $one } prosentteina luvusta { $two }
say-gap = { $one } miinus { $two }
say-rated = toisen arvioijan ({ $two }) vastaus kohtaan { $one }
say-gas = GAS-menetelmän T-pisteet: { $all }
say-sqrt = neliöjuuri: { $one }
say-floor = { $one } alaspäin pyöristettynä
say-ceil = { $one } ylöspäin pyöristettynä
say-contains = { $one } sisältää sanat { $two }
say-starts = { $one } alkaa sanoilla { $two }
say-matches = { $one } on muotoa { $two }
say-size = kuinka monta on valittu kohdassa { $one }
say-place = monentenako { $two } on kohdassa { $one }
say-band = mihin luokkaan { $one } kuuluu
say-enough = vastattava vähintään { $one }
say-most-missing = enintään { $one } saa puuttua
say-overall = kaikista vastattava vähintään { $one }
say-prorate = puuttuva lasketaan keskiarvona
say-reversed = käännettynä { $one }
say-rounded = desimaaleja { $one }
say-before = { $one } on aikaisempi kuin { $two }
say-until = { $one } on viimeistään { $two }
say-after = { $one } on myöhemmin kuin { $two }
say-from = { $one } on aikaisintaan { $two }

# Versiot
form-renamed-without-was = Kohta { $from } on poissa, ja uusi kohta { $to } näyttää samalta. Ilman tietoa entisestä tunnuksesta vanhat vastaukset eivät löydä perille.
form-help-was = Jos kyse on samasta kohdasta, kirjoita uuteen: was = ["{ $from }"]
form-help-new-id = Anna uudelle kysymykselle uusi tunnus: silloin kohdan { $id } vastaukset pysyvät omassa versiossaan.
form-kind-changed = Kohdan { $id } laji on toinen kuin ennen, eivätkä aiemmat vastaukset sovi siihen (täytettyjä lomakkeita, joita tämä koskee: { $responses }).
form-codes-changed = Listasta { $id } on poistettu koodeja, joilla on voitu vastata: { $codes } (täytettyjä lomakkeita, joita tämä koskee: { $responses }).
form-range-narrowed = Kohta { $id } ottaa vähemmän lukuja kuin ennen (täytettyjä lomakkeita, joiden vastaus jää ulos: { $responses }).
form-place-changed = Kohta { $id } on eri luettelossa kuin ennen, joten sen vastaukset eivät siirry mukana (täytettyjä lomakkeita, joita tämä koskee: { $responses }).
form-answers-left = Kohta { $id } on poissa. Sen vastaukset jäävät vanhaan versioon (täytettyjä lomakkeita, joita tämä koskee: { $responses }).
diff-same = Versiot ovat samat.
diff-part-form = Lomake
diff-part-section = Osa { $id }
diff-part-choices = Vaihtoehdot { $id }
diff-part-score = Pistemäärä { $id }
diff-part-suggestion = Ehdotukset
diff-part-other = Muuta: { $id }
diff-added = Uusi.
diff-removed = Poistettu.
diff-renamed = Tunnus oli { $from }.
diff-moved = Paikka on toinen.
diff-kind = Laji on muuttunut: { $from } → { $to }.
diff-range = Pienin tai suurin luku tai yksikkö on muuttunut.
diff-ends = Asteikon päiden sanat ovat muuttuneet: { $languages }.
diff-options-added = Uusia vaihtoehtoja: { $codes }.
diff-options-removed = Poistettuja vaihtoehtoja: { $codes }.
diff-scores = Pisteet ovat muuttuneet: { $codes }.
diff-texts = Tekstit ovat muuttuneet: { $languages }.
diff-condition = Ehto on muuttunut.
diff-rule = Laskusääntö on muuttunut.
diff-bands = Pistealueet ovat muuttuneet.
diff-constraints = Tarkistukset ovat muuttuneet.
diff-role = Merkitys ohjelmalle on muuttunut.
diff-codes = Koodit muualla ovat muuttuneet.
diff-key = Avain { $key } on muuttunut.
diff-nothing = Vastauksia tämä ei koske.
diff-kept = Vastaukset pysyvät.
diff-kept-as = Vastaukset siirtyvät uuden tunnuksen alle.
diff-unfit-kind = Ei sovi uuteen versioon: vastaus on toista lajia.
diff-unfit-options = Ei sovi uuteen versioon: vaihtoehtoa ei enää ole.
diff-unfit-range = Ei sovi uuteen versioon: luku voi olla liian pieni tai suuri.
diff-unfit-place = Ei sovi uuteen versioon: kohta on toisessa luettelossa.
diff-lost = Uusi versio ei kysy tätä; vastaukset jäävät vanhaan versioon.
diff-standing = ilman tapaamista
diff-status-open = kesken
diff-status-completed = valmis
diff-status-amended = korjattu
diff-answers =
    { $count ->
         [one] 1 vastaus
        *[other] { $count } vastausta
    }
diff-responses =
    { $count ->
         [one] Koskee 1 täytettyä lomaketta.
        *[other] Koskee { $count } täytettyä lomaketta.
    }
diff-stored =
    { $count ->
         [0] Vanhalla versiolla ei ole holvissa täytettyjä lomakkeita.
        *[other] Vanhalla versiolla täytetyt lomakkeet holvissa: { $count }
    }
form-always-true = Ehto on aina tosi, joten sen voi jättää pois.
form-never-shown = Kohtaa { $name } ei näytetä koskaan: ehto ei voi olla tosi.
form-section-never-shown = Osaa { $name } ei näytetä koskaan, eikä siis sen kohtia ({ $count }): ehto ei voi olla tosi.
form-never-said = Tätä ei sanota koskaan: ehto ei voi olla tosi.
form-constraint-never-fails = Tarkistus ei voi koskaan huomata virhettä: ehto ei voi olla epätosi.
form-constraint-always-fails = Tarkistus hylkää jokaisen vastauksen: ehto ei voi olla tosi.
form-many-lines = Teksti vie { $lines } riviä: tilaa on { $most } riville.
form-long-sentence = Helpon kielen virkkeessä on { $words } sanaa: enintään { $most }.
form-holes-differ = Muilla kielillä tekstissä on myös { $holes }.
form-language-partial = Kieltä { $language } on vain osassa teksteistä ({ $count }/{ $all }). Lisää se avaimeen languages tai täydennä tekstit.
form-same-text = Vaihtoehdolla { $code } on sama teksti.
form-key-by-place = Näppäin { $key } valitsee jo luettelon { $place }. vaihtoehdon.
form-bands-no-source = Kerro, mistä rajat ovat peräisin: bands_source = "…".
form-bands-gap = Tulos voi olla { $least }, mutta alin raja on { $from }.
form-band-beyond = Tulos ei yllä tähän: se on enintään { $most }.
form-band-below = Tulos ei alitu tähän: se on vähintään { $least }.
route-same-id = Reitti { $id } on jo tiedostossa { $file }.
route-unfit-form = Lomaketta { $id } ei voi täyttää tämän reitin tapaamisessa: se on pysyvä (standing) tai koskee muuta (subject).
