# Fel i formulärfiler, för den som skriver dem.

# Allvar
form-level-error = fel
form-level-warning = varning
form-level-help = hjälp

# Vad något är
form-type-array = en lista
form-type-boolean = true eller false
form-type-code = ett alternativs kod
form-type-codes = ett flerval
form-type-condition = ett villkor
form-type-date = ett datum
form-type-integer = ett heltal
form-type-number = ett tal
form-type-ref = en post i ett register
form-type-string = en text inom citattecken
form-type-table = en tabell inom klamrar
form-type-text = en text
form-type-time = ett klockslag

# Filen
form-toml = Detta är inte giltig TOML: { $fault }
form-no-text = Filen är inte text i UTF-8.
form-file-too-large = Filen är för stor: högst { $most } MB.
form-file-too-crowded = Filen har för många rader, klamrar och kommatecken: högst { $most } tillsammans.
form-unreadable = Filen kunde inte läsas: { $reason }
form-same-id = Formuläret { $id } finns redan i filen { $file }.
form-missing-key = Nyckeln { $key } saknas.
form-unknown-key = Nyckeln { $key } är okänd här.
form-wrong-type = Här ska stå { $expected }, men det står { $found }.
form-unknown-word = Ordet { $word } duger inte här. Möjliga: { $known }
form-out-of-range = Talet ska vara { $least }–{ $most }.
form-bad-number = Talet kan inte återges exakt.
form-bad-id = Id:t { $id } duger inte: små bokstäver a–z, siffror och understreck, först en bokstav.
form-reserved-id = Ordet { $id } har en egen betydelse i uttryck och duger inte som id.
form-duplicate = { $name } har getts två gånger.
form-too-many = För många: högst { $most }.
form-too-many-cells = Tabellerna har för många celler: sammanlagt högst { $most }.
form-too-costly = Formuläret vore för tungt att räkna: det har för många uttryck, rader eller upprepningar.
form-too-long = Texten är för lång: högst { $most } byte.
form-empty-text = Texten är tom.
form-empty-list = Listan är tom.
form-forbidden-character = Texten har ett osynligt tecken { $code }.
form-unknown-language = Språket eller nyckeln { $language } är okänd.
form-language-missing = Texten saknar språk: { $languages }
form-toml-open-array = Listan stängs inte: ] saknas.
form-toml-open-table = Klamrarna stängs inte: {"}"} saknas.
form-toml-open-heading = Rubriken stängs inte: ] saknas.
form-toml-no-value = Nyckeln saknar värde. Skriv: nyckel = värde.
form-toml-open-string = Texten saknar citattecken i slutet eller har ett tecken som inte duger. En text på flera rader skrivs mellan tre citattecken.
form-toml-twice = Samma nyckel står två gånger i tabellen.
form-toml-unquoted = Text skrivs inom citattecken.
form-toml-equals = Här finns ett = för mycket.
form-toml-comma = Ett kommatecken saknas mellan listans delar.
form-toml-line = Raden har något för mycket: skriv en nyckel och ett värde per rad.
form-toml-key = Nyckeln har ett tecken som inte duger: bokstäver a–z, siffror och understreck.
form-toml-escape = Efter omvänt snedstreck saknas ett tecken. Själva strecket skrivs två gånger, eller texten inom enkla citattecken.

# Punkterna
form-unknown-section = Delen { $name } finns inte.
form-unknown-choices = Alternativlistan { $name } finns inte.
form-unknown-parent = Det finns ingen tidigare punkt { $name }.
form-parent-holds-nothing = Punkten { $name } kan inte innehålla andra: den är varken list, table eller group.
form-parent-elsewhere = Punkten { $name } finns i en annan del.
form-row-holds-rows = På en rad i { $name } kan det bara finnas enskilda frågor.
form-key-not-for-kind = Nyckeln { $key } hör inte till en sådan punkt.
form-choices-twice = Ge antingen choices eller options, inte båda.
form-bad-key = Tangenten ska vara ett enda tecken.
form-bad-scale = Skalans högsta värde är större än det lägsta och stegen är högst { $most }.
form-bad-rows = Minst en rad ska rymmas och minimum får inte överstiga maximum.
form-bad-limits = Det största värdet ska vara minst det minsta.
form-bad-attribute = Namnet { $name } duger inte för en egenskap: små bokstäver a–z, siffror och understreck, inte code eller score.
form-attribute-type = Egenskapen { $name } är av annan typ i andra alternativ.
form-unknown-attribute = Alternativen har ingen egenskap { $name }.
form-option-elsewhere = Alternativets egenskaper (option.) passar bara i nyckeln filter.
form-filter-too-large = Villkoret är för långt för så många alternativ: högst { $most } delar.
form-other-id = Alternativets precisering skulle få id { $name }, som inte duger eller redan används.
form-bands-order = Gränserna ska stiga från lägst till högst.
form-band-codes = Ge alla klasser en code, eller ingen.
form-bad-icf = { $code } är ingen ICF-kod.
form-role-kind = Rollen passar inte en sådan punkt.
form-about-itself = En punkt kan inte handla om sig själv.
form-embed-in-standing = Ett stående formulär kan inte visa ett annat i sig.
form-unknown-form = Formuläret { $id } finns inte.
form-not-standing = Formuläret { $id } är inte stående (standing) och kan inte visas i ett annat.
form-unknown-embedded = Formuläret { $form } har ingen punkt { $name } som passar här.
form-circle = Punkterna väntar på varandra i en ring (raderna inom parentes): { $names }
form-circle-itself = Punkten { $name } väntar på sig själv.
form-licensed-instrument = Texten nämner instrumentet { $name }, som andra har rätt till ({ $holder }). Ange tillståndet med nyckeln permission eller lämna bort namnet.

# Uttrycken
form-unknown-name = Punkten { $name } finns inte.
form-unknown-code = Koden { $code } finns inte bland alternativen.
form-unknown-function = Funktionen { $name } finns inte.
form-expr-sign = Tecknet { $sign } hör inte till uttryck.
form-expr-open-quote = Citattecknet avslutas inte.
form-expr-unexpected = Detta väntades inte här.
form-expr-ends = Uttrycket tar slut i förtid.
form-expr-chained = Jämför två åt gången och förena med and.
form-expr-too-deep = För många delar i eller efter varandra: högst { $most }.
form-expr-too-long = Uttrycket har för många delar: högst { $most }.
form-expr-type = Här ska stå { $expected }, men det är { $found }.
form-expr-incomparable = Dessa kan inte jämföras: { $left } och { $right }.
form-expr-list = En lista duger inte här.
form-expr-code-wanted = Här ska stå en kod inom enkla citattecken.
form-expr-name-wanted = Här ska stå en punkts id.
form-expr-no-value = Punkten { $name } har inget värde som kan användas här.
form-expr-other-row = Punkten { $name } finns på en rad i { $list } och syns inte här.
form-expr-no-column = Punkten { $name } är ingen kolumn i en tabell.
form-expr-no-scores = Alternativen har inga poäng, så de kan inte räknas med.
form-expr-bad-date = { $text } är inget datum av formen åååå-mm-dd.
form-expr-arguments = Funktionen { $name } tar minst { $least } värde(n), här { $found }.
form-expr-no-option = Valet { $name } finns inte.
form-expr-digits = Avrundningens decimaler är ett tal 0–10.
form-expr-previous = Bara frågor som varken finns på en rad eller räknas ut har ett tidigare svar.
form-expr-twice = Samma punkt finns två gånger i listan.
form-expr-empty-list = Listan har inga punkter.
form-expr-no-items = Ge först punkterna: scale([a, b], …).
form-expr-no-minimum = Ange hur många svar som minst behövs: min_answered = 60%.
form-expr-minimum = Minimum är en andel (60%) eller ett heltal från 1.
form-expr-minimum-too-high = Det krävs { $wanted } svar, men punkterna är { $have }.
form-expr-total = total är 'sum' eller 'mean'.
form-expr-prorate = prorate går bara med total = 'sum'.
form-expr-reverse-other = Den vända punkten finns inte bland dem som räknas.
form-expr-reverse-kind = Punkten kan inte vändas: den har varken skala eller poäng i heltal.
form-lookup-keys = En uppslagstabell har 1–{ $most } nycklar: keys = ["exact", "from"].
form-lookup-row = Raden ska ha { $wanted } värden: nycklarna och sedan talet.
form-lookup-mixed = Samma nyckel har både tal och ord.
form-lookup-twice = Samma nycklar finns två gånger.
form-unknown-lookup = Uppslagstabellen { $name } finns inte.
form-lookup-arguments = Uppslagstabellen { $name } har { $wanted } nycklar, här { $found }.
form-expr-lookup-wanted = Ange först uppslagstabellens id: lookup('id', x).
form-expr-recode-list = Ange två listor: recode(x, [1, 2], [0, 4]).
form-expr-recode-length = Listorna ska ha lika många värden, nu { $from } och { $to }.
form-expr-recode-key = Värdet passar inte: det som kodas om är { $expected }.
form-expr-scale-member = Här ska stå en punkt som den är, eller med reverse, recode, lookup eller en faktor.
form-expr-two-lists = Uttrycket tar rader ur två listor: { $one } och { $other }.
form-expr-no-rows = Villkoret nämner ingen punkt i en lista eller tabell.
form-expr-gas = Nivå och vikt står på samma listas rad: gas_t(level, weight).
form-expr-minimum-groups = Grupperna är { $wanted }, men minimiantalen { $found }.
form-expr-minimum-twice = Ange antingen min_answered eller most_missing, inte båda.
form-expr-most-missing = Hur många som får saknas är ett heltal.
form-expr-rater = Ange bedömarens roll inom enkla citattecken: rated(x, 'counsellor').
form-expr-rated = En annans bedömning finns bara för frågor som varken står på en listas rad eller räknas ut.
form-expr-band = Punkten har inga bands med code.
form-expr-rank = Platsen kan frågas bara om en punkt som rangordnas (rank).
form-expr-pattern-wanted = Ange mönstret inom enkla citattecken: matches(x, '[0-9]+').
form-expr-pattern = Mönstret är inget giltigt reguljärt uttryck: { $fault }
form-expr-pattern-too-large = Mönstret är för stort: minska upprepningarna.

# Luckor i texter
form-template-brace = En klammer utan par. Skriv {"{{"} eller {"}}"} om du menar själva tecknet.
form-template-end = Här finns inget att avsluta.
form-template-open = Här saknas {"{end}"}.
form-template-each = Skriv {"{each LIST}"}, {"{each LIST if EXPR}"} eller {"{each EMBED.LIST}"}.
form-template-no-list = Punkten { $name } är ingen lista (list).
form-template-no-embed = Punkten { $name } visar inget annat formulär (embed).
form-template-embedded = På det andra formulärets rad går bara {"{punkt}"} och {"{if answered(punkt)}"}.
form-template-too-deep = För många villkor eller upprepningar i varandra.

# Råd
form-help-nearest = Menade du { $name }?
form-help-use = Använd { $right }.
form-help-cell = En cell fås så här: kolumn[rad].
form-help-total = Radernas värden fås tillsammans: sum, mean, min, max, count.
form-help-list = En lista går efter in och i sammanfattande funktioner.
form-help-code = Jämför alternativet med en kod inom enkla citattecken.
form-help-in = Fråga om koden är vald: 'kod' in punkt.
form-help-computed = Gör uttrycket till en egen uträknad punkt (computed) och nämn den här.
form-help-rows = count_if räknar rader: nämn punkter i en lista i villkoret.
form-help-itself = Gränser för svaret hör till constraint, där punkten får nämna sig själv. Det tidigare svaret ges av previous(punkt).

# Varningar
form-alternative-unreachable = Detta sägs aldrig: det föregående alternativet har inget villkor.
form-emoji = Texten har en emoji vars bredd varierar mellan terminaler.
form-long-word = Texten på lätt språk har ett långt ord: { $word }
form-wide-line = Texten ryms inte på en rad: högst { $most } tecken.
form-constant-condition = Villkoret beror inte på något svar.
form-score-no-minimum = Poängen räknas också på ofullständiga svar: använd scale(…, min_answered = …).
form-score-plus = Ett plus ger ingen poäng om { $left } eller { $right } lämnas tom: använd scale(…, min_answered = …) eller coalesce(…).
form-unused-choices = Ingen punkt använder alternativlistan { $name }.

# Regler i ord
say-and = { $one } och { $two }
say-or = { $one } eller { $two }
say-not = det är inte så att { $one }
say-equal = { $one } är { $two }
say-not-equal = { $one } är inte { $two }
say-less = { $one } är under { $two }
say-at-most = { $one } är högst { $two }
say-greater = { $one } är över { $two }
say-at-least = { $one } är minst { $two }
say-ticked = i { $two } är { $one } valt
say-not-ticked = i { $two } är { $one } inte valt
say-one-of = { $one } är något av dessa: { $two }
say-none-of = { $one } är inget av dessa: { $two }
say-answered = { $one } är besvarad
say-unanswered = { $one } är inte besvarad
say-is-yes = { $one }: ja
say-is-no = { $one }: nej
say-yes = ja
say-no = nej
say-quoted = ”{ $one }”
say-more = och { $count } till
say-today = i dag
say-first-session = första mötet
say-interpreter = tolk är med
say-mode = mötesformen
say-practice = övning
say-previous = förra gångens svar på { $one }
say-sum = summan av { $all }
say-mean = medelvärdet av { $all }
say-min = det minsta av { $all }
say-max = det största av { $all }
say-count = hur många av dessa som är besvarade: { $all }
say-count-if = på hur många rader { $one }
say-shown = hur många av dessa som visas: { $all }
say-if = { $two } om { $one }, annars { $three }
say-coalesce = det första av dessa som är besvarat: { $all }
say-round = { $one } avrundat till heltal
say-round-to = { $one } avrundat till { $two } decimaler
say-abs = { $one } utan förtecken
say-days = dagar från { $one } till { $two }
say-years = fyllda år från { $one } till { $two }
say-months = hela månader från { $one } till { $two }
say-minutes = minuter från { $one } till { $two }
say-add-days = { $one } plus { $two } dagar
say-length = antal tecken i { $one }
say-recode = { $one } omkodad, { $two } blir { $three }
say-reverse = { $one } omvänd
say-lookup = uppslaget i en tabell: { $all }
say-percent = { $one } i procent av { $two }
say-gap = { $one } minus { $two }
say-rated = en annan bedömares ({ $two }) svar på { $one }
say-gas = T-poäng enligt GAS: { $all }
say-sqrt = kvadratroten ur { $one }
say-floor = { $one } avrundat nedåt
say-ceil = { $one } avrundat uppåt
say-contains = { $one } innehåller { $two }
say-starts = { $one } börjar med { $two }
say-matches = { $one } har formen { $two }
say-size = hur många som är valda i { $one }
say-place = vilken plats { $two } har i { $one }
say-band = vilken klass { $one } hör till
say-enough = minst { $one } måste vara besvarade
say-most-missing = högst { $one } får saknas
say-overall = minst { $one } av alla måste vara besvarade
say-prorate = det som saknas räknas som medelvärdet
say-reversed = omvända: { $one }
say-rounded = avrundat till { $one } decimaler
say-before = { $one } är före { $two }
say-until = { $one } är senast { $two }
say-after = { $one } är efter { $two }
say-from = { $one } är tidigast { $two }

# Versioner
form-renamed-without-was = Punkten { $from } saknas och den nya punkten { $to } ser likadan ut. Utan uppgift om det tidigare id:t hittar gamla svar inte rätt.
form-help-was = Om det är samma punkt, skriv i den nya: was = ["{ $from }"]
form-help-new-id = Ge den nya frågan ett nytt id: då blir svaren på { $id } kvar i sin egen version.
form-kind-changed = Punkten { $id } är av annat slag än förut och tidigare svar passar inte (ifyllda formulär som berörs: { $responses }).
form-codes-changed = Ur listan { $id } har tagits bort koder som kan ha använts som svar: { $codes } (ifyllda formulär som berörs: { $responses }).
form-range-narrowed = Punkten { $id } tar emot färre tal än förut (ifyllda formulär vars svar blir utanför: { $responses }).
form-place-changed = Punkten { $id } står i en annan lista än förut, så svaren följer inte med (ifyllda formulär som berörs: { $responses }).
form-answers-left = Punkten { $id } är borta. Svaren blir kvar i den gamla versionen (ifyllda formulär som berörs: { $responses }).
diff-same = Versionerna är lika.
diff-part-form = Formuläret
diff-part-section = Delen { $id }
diff-part-choices = Alternativen { $id }
diff-part-score = Poängen { $id }
diff-part-suggestion = Förslagen
diff-part-other = Annat: { $id }
diff-added = Ny.
diff-removed = Borttagen.
diff-renamed = Id:t var { $from }.
diff-moved = Platsen är en annan.
diff-kind = Slaget har ändrats: { $from } → { $to }.
diff-range = Minsta eller största tal eller enheten har ändrats.
diff-ends = Orden vid skalans ändar har ändrats: { $languages }.
diff-options-added = Nya alternativ: { $codes }.
diff-options-removed = Borttagna alternativ: { $codes }.
diff-scores = Poängen har ändrats: { $codes }.
diff-texts = Texterna har ändrats: { $languages }.
diff-condition = Villkoret har ändrats.
diff-rule = Räkneregeln har ändrats.
diff-bands = Poängområdena har ändrats.
diff-constraints = Kontrollerna har ändrats.
diff-role = Betydelsen för programmet har ändrats.
diff-codes = Koderna i andra system har ändrats.
diff-key = Nyckeln { $key } har ändrats.
diff-nothing = Inga svar berörs.
diff-kept = Svaren blir som de är.
diff-kept-as = Svaren flyttas under det nya id:t.
diff-unfit-kind = Passar inte i den nya versionen: svaret är av annat slag.
diff-unfit-options = Passar inte i den nya versionen: alternativet finns inte längre.
diff-unfit-range = Passar inte i den nya versionen: talet kan vara för litet eller stort.
diff-unfit-place = Passar inte i den nya versionen: punkten står i en annan lista.
diff-lost = Den nya versionen frågar inte detta; svaren blir kvar i den gamla.
diff-standing = utan möte
diff-status-open = på hälft
diff-status-completed = klar
diff-status-amended = rättad
diff-answers =
    { $count ->
         [one] 1 svar
        *[other] { $count } svar
    }
diff-responses =
    { $count ->
         [one] Berör 1 ifyllt formulär.
        *[other] Berör { $count } ifyllda formulär.
    }
diff-stored =
    { $count ->
         [0] Inget i valvet är ifyllt med den gamla versionen.
        *[other] Ifyllda med den gamla versionen i valvet: { $count }
    }
form-always-true = Villkoret är alltid sant och kan lämnas bort.
form-never-shown = Punkten { $name } visas aldrig: villkoret kan inte vara sant.
form-section-never-shown = Delen { $name } visas aldrig, och inte heller dess punkter ({ $count }): villkoret kan inte vara sant.
form-never-said = Detta sägs aldrig: villkoret kan inte vara sant.
form-constraint-never-fails = Kontrollen kan aldrig hitta något fel: villkoret kan inte vara falskt.
form-constraint-always-fails = Kontrollen underkänner varje svar: villkoret kan inte vara sant.
form-many-lines = Texten tar { $lines } rader: det finns plats för { $most }.
form-long-sentence = Meningen på lätt språk har { $words } ord: högst { $most }.
form-holes-differ = På andra språk har texten också { $holes }.
form-language-partial = Språket { $language } finns bara i en del av texterna ({ $count }/{ $all }). Lägg till det i nyckeln languages eller komplettera texterna.
form-same-text = Alternativet { $code } har samma text.
form-key-by-place = Tangenten { $key } väljer redan listans alternativ { $place }.
form-bands-no-source = Berätta varifrån gränserna kommer: bands_source = "…".
form-bands-gap = Resultatet kan vara { $least }, men den lägsta gränsen är { $from }.
form-band-beyond = Resultatet når inte hit: det är högst { $most }.
form-band-below = Resultatet går inte ned hit: det är minst { $least }.
route-same-id = Rutten { $id } finns redan i filen { $file }.
route-unfit-form = Formuläret { $id } kan inte fyllas i på ett möte enligt den här rutten: det är stående (standing) eller gäller något annat (subject).
