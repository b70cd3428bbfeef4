# Kommandoraden och mötet i rader.
ask-again = Samma en gång till:
ask-new-passphrase = Valvets nya lösenfras (minst 12 tecken):
ask-passphrase = Lösenfras:
backup-counts = Säkerhetskopian är tagen och kontrollerad: { $entries } anteckningar, { $clients } klienter, { $sessions } möten, { $answers } svar.
client-lines-ask = Ett nummer öppnar mötet eller börjar ett nytt, :move NUMMER KOD flyttar mötet till en annan klient, :journey visar vägen, :find ORD söker, :back går tillbaka, :quit avslutar. Efter numret till ett nytt möte kan sätt, språk, tolk och minuter skrivas, till exempel: 3 phone sv interpreter 30
client-sessions =
    { $count ->
         [one] 1 möte
        *[other] { $count } möten
    }
client-unknown = Det finns ingen klient { $code }. Listan visas med: kohtaa client list
demo-misfit = Exempelpersonernas uppgifter passar inte formulären: { $place }
demo-user = Exempelhandledare
doctor-network = { $file } ligger på en nätverksdisk. Valvet kan ta skada där: håll det på den här datorns egen disk.
doctor-no-backup = Det finns ingen säkerhetskopia. Den tas med: kohtaa vault backup
doctor-open-file = Också andra användare på datorn kan öppna filen { $file }. Stäng den: chmod 600
doctor-open-folder = Också andra användare på datorn kan öppna mappen { $file }. Stäng den: chmod 700
export-ask-again = Filens lösenfras en gång till:
export-ask-passphrase = Lösenfras som filen krypteras med:
export-plain = { $file } är skriven UTAN kryptering. För den i säkerhet och radera den när den inte längre behövs.
export-seal-fault = Filen gick inte att kryptera och skrevs inte: { $fault }
export-sealed = { $file } är skriven och krypterad. Den öppnas med programmet age och samma lösenfras.
file-fault = Filen { $file } kan inte användas: { $fault }
fill-practice = Övning: inget sparas. Med en klient: --client KOD.
fill-resumed = Mötet som blev på hälft fortsätter.
form-checked = Filer { $files }, fel { $errors }, varningar { $warnings }.
form-is-faulty = Formuläret { $file } är inte i ordning. Orsakerna visas med: kohtaa form check
form-items =
    { $count ->
         [one] 1 punkt
        *[other] { $count } punkter
    }
form-new-exists = Filen { $file } finns redan. Den rördes inte.
form-new-no-id = { $id } duger inte som id: små bokstäver a–z, siffror och _, först en bokstav.
form-new-written = Prova: kohtaa form preview { $file }
form-no-version = Versionen { $form } finns inte: ange en fil, ett formulärs id eller början av en version, minst 6 tecken. Valvets versioner: --vault.
form-none = Det finns inget formulär { $form }. Listan visas med: kohtaa form list
form-versions = { $form } är början av flera versioner: ange fler tecken.
given-up = Avbrutet. Inget ändrades.
help-arguments = Vad
help-bench = Mäter programmets hastighet på den här datorn
help-bench-answers = Antalet svar sammanlagt; om inget sägs 30 per möte
help-bench-form = Mäter hur länge det tar att ladda ett formulär och att svara, och hur länge det minst skulle ta
help-bench-form-which = Formulärets id eller fil
help-bench-items = Antalet frågor i det genererade formuläret
help-bench-sessions = Antalet möten
help-bench-shape = Mäter ett genererat formulär: chain (frågan visas enligt föregående svar) eller fan-in (alla summeras)
help-bench-vault = Bygger ett valv med påhittade möten och mäter det bredvid vanliga tabeller med samma kryptering
help-client = Klienter
help-client-add = Lägger till en klient och ger en kod
help-client-language = Klientens språk
help-client-list = Listar klienterna
help-client-name = Namnet som används på skärmen; ingen personbeteckning eller adress
help-client-practice = En påhittad klient för övning
help-client-show = Visar en klient: vad som är överenskommet och mötena
help-code = Klientens kod, till exempel A-7K3Q
help-commands = Kommandon
help-completions = Skriver ut skalets kompletteringar
help-config = Inställningar
help-config-default = Skriver ut en mall för inställningsfilen
help-demo = Öppnar ett valv med påhittade klienter för att prova på
help-demo-keep = Behåller valvet i den här mappen; lösenfrasen är demo
help-doctor = Berättar om programmets omgivning för felsökning, ingenting om klienter
help-export = För ut möten till en fil eller skärmen
help-export-all = Alla möten
help-export-format = Format
help-export-out = En ny fil som krypteras med en lösenfras
help-export-passphrase = Läser filens lösenfras ur den här filen
help-export-plain-file = Filen krypteras inte
help-fill = Fyller i ett formulär rad för rad; utan klient en övning
help-fill-client = Klientens kod; utan den sparas inget
help-fill-form = Formulärets eller ruttens id
help-fill-interpreter = En tolk är med
help-fill-language = Frågornas språk; annars klientens språk
help-fill-mode = Mötets form
help-form = Formulär
help-form-check = Granskar formulärfiler och visar alla fel
help-form-check-against = Tidigare version att jämföra med: fil, id eller början av en version
help-form-check-path = Filer eller mappar; utan dem alla formulär i bruk
help-form-check-vault = Jämför också med versioner som är ifyllda i valvet
help-form-diff = Visar vad som ändrats i ett formulär och hur svaren berörs
help-form-diff-new = Den nyare: på samma sätt
help-form-diff-old = Den äldre: fil, id eller början av en version
help-form-diff-vault = Berättar också vilka ifyllda formulär i valvet som berörs
help-form-schema = Skriver formulärfilernas JSON-schema för textredigerare
help-form-schema-out = Filen som schemat skrivs till; utan den till utdata
help-form-list = Listar formulären
help-form-new = Skriver början till ett nytt formulär, med förklaringar
help-form-new-file = Den nya filen; utan den ID.toml
help-form-new-id = Formulärets id; utan det filens namn
help-form-new-kind = Samtal eller frågeformulär
help-form-or-file = Formulärets id eller en fil
help-form-preview = Provar ett formulär utan att spara något; läser filen på nytt när den sparas
help-form-show = Visar ett formulärs delar och punkter
help-help = Visar den här hjälpen
help-init-controller = self: organisationen har skriftligen gett lov att hålla valvet ensam
help-init-organisation = Organisationens publika nyckel, age1…
help-init-recovery = Skriver återställningsnyckeln i den här nya filen i stället för på skärmen
help-init-role = Din uppgift
help-init-user = Ditt namn, som följer med anteckningarna
help-json = Resultatet som JSON för program
help-keys = Listar tangenterna
help-lang = Programmets språk
help-man = Skriver ut man-sidan
help-markdown = Som tabell i Markdown
help-options = Val
help-passphrase-file = Läser lösenfrasen från filens första rad
help-plain = Rad för rad utan att rita på skärmen, till exempel för skärmläsare
help-program = Möten och bedömning av arbetsförmåga: samtal och formulär i ett krypterat valv
help-session = Möten
help-session-id = Mötets id eller dess början, minst 8 tecken
help-session-list = Listar mötena
help-session-show = Visar ett möte så som det frågades
help-shell = Skal
help-theme = Färger: default, light, dark, contrast, mono
help-usage = Användning
help-vault = Det krypterade valvet
help-vault-backup = Tar och kontrollerar en säkerhetskopia
help-vault-init = Skapar ett nytt valv
help-vault-verify = Kontrollerar att allt är i behåll och att inget har ändrats
help-version = Visar versionen
home-lines-ask = Ett nummer eller en kod öppnar, :names visar namnen och efter det söker :find ORD i allt, :quit avslutar.
init-done = Valvet är klart: { $place }
init-how = Ett nytt valv skapas med: kohtaa vault init
init-recovery = Återställningsnyckeln. Den visas bara nu: skriv den på papper och lås in det.
init-recovery-in = Återställningsnyckeln finns i filen { $file }. För den i säkerhet från den här datorn och radera filen.
keys-does = Vad den gör
keys-keys = Tangenter
keys-place = Var
no-terminal = Lösenfrasen kan inte frågas eftersom det inte finns någon terminal. Ge den i en fil: --passphrase-file FIL
not-text = Lösenfrasen är inte UTF-8-text.
output-fault = Resultatet kan inte skrivas: { $fault }
paths-unknown = Hemmappen hittas inte. Ge programmet en plats: KOHTAA_HOME=/sökväg
plain-aside =
    { $count ->
         [one] 1 svar är nu dolt
        *[other] { $count } svar är nu dolda
    }. :undo tar tillbaka.
plain-date = dag, t.ex. 15.3 eller +2v
plain-deck = numren på dem som du sade
plain-draft = Utkast; :draft tar det som text
plain-end = Allt är genomgånget
plain-help = En rad svarar, en tom rad går förbi. :na gäller inte, :declined vill inte svara, :unknown vet inte, :notasked inte frågat, :later hit återkommer vi, :clear töm, :note TEXT anteckning, :back tillbaka, :goto ID gå till, :add ny rad, :end listan slutar, :end LÄGE mötet slutar på annat sätt, :mark märke, :unmark ta bort märket, :quote ORD citat, :off-record skriv inte nu, :remove ta bort raden, :up raden uppåt, :down raden nedåt, :sort sortera raderna enligt den här punkten (:sort ID enligt en annan punkt, med down sist: från slutet), :undo ångra, :redo gör om, :form ta med ett formulär, :version formulärets nya version, :more delens övriga punkter, :draft ta utkastet, :why varför det frågas, :forget glöm helt, :finish klart, :quit lämna på hälft.
plain-identity = Här finns en personbeteckning, och den sparas inte: { $text } Skriv svaret utan den. Om det inte är en personbeteckning: :notid, och svaret på nytt.
plain-left-open =
    { $count ->
         [one] 1 punkt lämnas öppen.
        *[other] { $count } punkter lämnas öppna.
    }
plain-mend-first = Rätta först det här. Inget är borta.
plain-more =    Delen har fler punkter: :more
plain-new-row = { $list } ({ $count ->
         [one] 1 rad
        *[other] { $count } rader
    })
plain-no-such-item = Punkten { $name } visas inte nu.
plain-not-here = Här gör det ingenting. :help visar kommandona.
plain-not-identity = Förstått. Skriv svaret på nytt.
plain-note = text, till slut en rad med bara en punkt
plain-nothing-to-undo = Det finns inget att ångra.
plain-number = tal
plain-several = flera med kommatecken, 0 inget
plain-sorted = Raderna är sorterade. :undo tar tillbaka.
plain-text = text
plain-time = klockslag, t.ex. 9.30
plain-typed = Text som blev på hälft; :draft tar den som svar
plain-undone = Ångrat.
plain-unknown = Kommandot { $command } finns inte. :help visar kommandona. Ett svar som börjar med kolon skrivs med två.
plain-version-how = :version move flyttar, :undo tar tillbaka.
plain-version-newer = Det finns en ny version av { $form }. :version berättar vad en flytt skulle ändra.
plain-version-none = Det finns ingen nyare version.
show-band-from = { $from } eller mer
show-codes = Koder
show-error = Fel om inte
show-exclusive = ensam
show-free = fri ordning
show-instead = Eller sägs
show-kept = samma lista som ovan
show-list = Alternativ
show-lookups = Uppslagstabeller
show-more = mer
show-offered-when = Erbjuds när
show-rows = Rader
show-scores = Poäng
show-shown-when = Visas när
show-suggested-when = När
show-suggestions = Förslag till handledaren
show-used-by = Används av
show-warning = Varning om inte
show-worked-out = Beräknas
terminal-fault = Terminalen kan inte användas: { $fault }
usage-conflict = { $argument } och { $other } går inte ihop.
usage-missing = Saknas: { $argument }
usage-nearest = Menade du: { $known }
usage-see-help = Hjälp: kohtaa --help
usage-unknown = Okänt: { $argument }
usage-unknown-command = Kommandot { $command } finns inte.
usage-value = Det här duger inte: { $argument } { $value }
verify-behind = Valvets fil är äldre än den som senast fanns på den här datorn. Kanske har någon lagt tillbaka en gammal kopia. Det som saknas finns inte i den här filen: sök en nyare.
verify-chain = Anteckning { $row } är inte som den skrevs: { $reason }. De före den är i ordning. Ta vara på en kopia och återställ säkerhetskopian.
verify-differs = Tabellen { $table } stämmer inte med anteckningarna. Anteckningarna är i ordning.
verify-pages = Sidor i filen har ändrats utanför programmet: { $pages }
verify-sound = Allt är i ordning: { $entries } anteckningar.
verify-structure = Det är fel i filens struktur: { $found }
config-bad-key = Tangenten ”{ $key }” finns inte. Skriv till exempel "ctrl-n", "f4" eller "+".
config-bad-value = Inställningen { $key } kan vara: { $allowed }.
config-clash = Tangenten { $key } skulle betyda två saker på en gång: { $first } och { $second }. Ge den ena en annan tangent.
config-fault = { $place }: { $fault }
config-how = Rätta inställningsfilen eller ta bort den. Mallen skrivs ut med: kohtaa config --default
config-needs-key = Kommandot { $command } behöver en tangent: någon annan väg till det finns inte.
config-syntax = Det här är ingen rad i en TOML-fil: { $fault }
config-unknown-command = Kommandot ”{ $command }” finns inte. Kommandona listas med: kohtaa keys --json
config-unknown-key = Inställningen ”{ $key }” finns inte.
plain-duration = tid, t.ex. 45 min eller 1 h 30 min
plain-ranked = i ordning med komman, viktigast först
plain-ranked-most = i ordning med komman, viktigast först, högst { $most }
plain-tally = antal; + en till, - en mindre
plain-ref-none = registret har ännu inget att välja
plain-ref-more = resten med namn
plain-nothing-to-redo = Det finns inget att göra om.
plain-redone = Gjort på nytt.
plain-forms = Kan tas med (:form ID):
plain-forms-none = Det finns inga andra formulär.
plain-form-unknown = Formuläret { $form } kan inte tas med. De här kan:
ask-recovery = Återställningsnyckel:
backups-open-as-before = Tidigare säkerhetskopior ({ $count }) öppnas fortfarande med den lösenfras och återställningsnyckel som de gjordes med. De tas bort när de blir gamla. Om hemligheten kan ha läckt: ta bort dem när en ny kopia har gjorts.
help-new-passphrase-file = Läser den nya lösenfrasen från filens första rad
help-organisation-remove = Tar bort organisationens nyckel
help-recover-check = Prövar bara om återställningsnyckeln öppnar valvet
help-vault-backup-to = Mapp där kopian görs; annars valvets egen mapp backups
help-vault-organisation = Byter organisationens nyckel eller tar bort den
help-vault-passphrase = Byter lösenfrasen
help-vault-recover = Öppnar valvet med återställningsnyckeln och ställer in en ny lösenfras
help-vault-rekey = Krypterar hela valvet med en ny nyckel, om den gamla kan ha läckt
organisation-added = Organisationens nyckel har bytts. Organisationen kan nu öppna valvet, och riktiga klienter kan läggas till.
organisation-removed = Organisationens nyckel har tagits bort. Nya riktiga klienter kan inte läggas till utan den. Om organisationen redan har öppnat valvet kan den känna till valvets nyckel: kör då kohtaa vault rekey.
passphrase-changed = Lösenfrasen har bytts. Återställningsnyckeln är densamma som förut.
recovery-opens = Återställningsnyckeln öppnar valvet. Inget ändrades.
rekey-done = Hela valvet har krypterats med en ny nyckel och kontrollerats. Den gamla lösenfrasen och återställningsnyckeln öppnar det inte längre.
plain-move-how = Flytta: samma kommando med yes efter.
plain-move-same = Mötet är redan den här klientens.
plain-move-usage = Ange mötets nummer och klientens kod, till exempel :move 2 A-7K3Q
certificate-anonymised = Uppgifterna om klienten { $code } har gjorts anonyma { $date }. Gjort av: { $user }. Namn, kod, datum, { $meetings ->
     [one] 1 möte
    *[other] { $meetings } möten
 }, svar, anteckningar, utkast och sökord togs bort.
certificate-erased = Uppgifterna om klienten { $code } har raderats { $date }. Gjort av: { $user }. Namn, kod, { $meetings ->
     [one] 1 möte
    *[other] { $meetings } möten
 }, svar, anteckningar, utkast, historik och sökord togs bort.
certificate-backups = I programmets säkerhetskopior finns uppgifterna inte kvar senast { $date }.
certificate-outside = Detta gäller inte det officiella klientdatasystemet och inte filer eller papper som har tagits ut ur programmet.
certificate-stays = Kvar blir uppgiften om att något har tagits bort och när. Den visar inte om vem eller vad.
certificate-title = Intyg över radering av uppgifter
due-how = Kontrollera först att uppgifterna har förts över till det officiella systemet. Radera: kohtaa vault erase KOD. Gör anonym: --anonymise.
due-none = Ingens förvaringstid har gått ut.
erase-ask = Alla uppgifter om klienten { $code } raderas för gott ({ $meetings ->
     [one] 1 möte
    *[other] { $meetings } möten
 }). Det går inte att ångra. Skriv klientens kod om du vill fortsätta:
erase-ask-anonymise = Uppgifterna om klienten { $code } görs anonyma ({ $meetings ->
     [one] 1 möte
    *[other] { $meetings } möten
 }). Endast poäng, år och åldersgrupp blir kvar. Det går inte att ångra. Skriv klientens kod om du vill fortsätta:
help-client-flag = Markerar att behandlingen av klientens uppgifter är begränsad eller att platsen inte får synas
help-client-flag-off = Tar bort markeringen
help-client-flag-which = restricted: inget nytt antecknas; no-place: ingen plats
help-vault-due = Räknar upp klienter vars förvaringstid har gått ut
help-vault-due-all = Alla klienter med sina förvaringstider
help-vault-erase = Raderar en klients uppgifter för gott och ger ett intyg
help-vault-erase-anonymise = Poäng, år och åldersgrupp blir kvar utan person
help-vault-log = Berättar vem som har öppnat, visat, tagit ut eller raderat uppgifter och när
help-vault-log-client = Bara det som gäller den här klienten
help-vault-log-user = Bara det som den här användaren har gjort
help-vault-restore = Återställer en säkerhetskopia på valvets plats
help-vault-restore-which = Säkerhetskopians mapp
log-backed-up = gjorde en säkerhetskopia
log-created = gjorde valvet
log-erased = raderade en klient
log-exported = tog ut uppgifter
log-flagged = ändrade en markering
log-locked = låste
log-opened = öppnade en klient
log-organisation = bytte organisationens nyckel
log-passphrase = bytte lösenfrasen
log-rekeyed = krypterade valvet med en ny nyckel
log-restored = återställde en säkerhetskopia
log-unlocked = öppnade valvet
no-place-off = Platsuppgifter får synas igen, och namnet syns.
no-place-on = Ingen plats: bostadsort, skola, arbetsplats och serviceställe syns ingenstans, och i stället för namnet står koden.
restore-done = Säkerhetskopian har kontrollerats och återställts: { $entries } anteckningar.
restore-kept = Det tidigare valvet finns kvar i 7 dagar i en mapp vars namn börjar med replaced.
restore-lost = Efter den hade ännu { $count } anteckningar gjorts. De finns inte i det återställda valvet.
restore-removed = Det som har raderats eller glömts efter den är raderat också i det återställda ({ $count }).
restricted-off = Behandlingen av uppgifterna är inte längre begränsad.
restricted-on = Behandlingen av uppgifterna är begränsad: de kan visas och ges till klienten, men inget nytt antecknas.
retention-fault = Filen med förvaringstider kan inte användas: { $fault }
did-added = lade till klienten
did-amended = rättade
did-answered = antecknade
did-changed = ändrade namn eller språk
did-ended = avslutade mötet
did-filling = började på ett formulär
did-finished = slutförde ett formulär
did-forgot = glömde på begäran
did-other = ändrade
did-resumed = fortsatte mötet
did-started = började ett möte
did-version = flyttade ett formulär till en ny version
export-ask-first = Klienten har bett att bli tillfrågad först. Inget lämnades ut. När du har frågat: --ground asked.
export-for-one = Till någon annan kan bara en klients uppgifter lämnas ut åt gången: --client KOD eller ett möte.
export-for-unknown = En sådan mottagare finns inte i klientens vilja. De är: { $known }
export-ground = Grund: { $ground }.
export-left-out = Utelämnat: platsuppgifter { $places }, uppgifter om uteblivna svar { $refusals }, möten som inte blev av { $meetings }.
export-second-look = Ingen plats: läs texten först (kohtaa session show) och kontrollera att anteckningar och svar inte berättar var klienten finns. Sedan: --second-look.
export-will-no = Klienten har sagt att du inte får berätta för den här mottagaren. Inget lämnades ut. Om lagen kräver att uppgifterna lämnas ut, berätta det för klienten: --ground law.
export-will-unknown = Klienten har inte tillfrågats om den här mottagaren. Inget lämnades ut. När du har frågat: --ground asked.
ground-asked = klienten har tillfrågats
ground-duty = tjänsteuppdrag
ground-law = lag
ground-own-copy = klientens egen kopia
ground-will = klientens tillåtelse
help-export-for = Till vem: kod ur klientens vilja (vem får jag berätta för); utan detta klientens egen kopia eller tjänsteuppdrag
help-export-ground = asked: klienten har tillfrågats nu; law: lagen kräver det
help-export-second-look = Texten är läst och berättar inte om platsen
package-accesses = Vem har tittat och till vem har uppgifter lämnats
package-history = Vad som har antecknats och när
package-kept-until = Uppgifterna raderas senast { $date }, om inget nytt antecknas.
package-standing = Gällande uppgifter
package-title = Allt som har antecknats om dig
plain-start-unknown = { $word } är varken ett sätt (in_person, phone, remote, elsewhere), ett språk (fi, fi-simple, sv, en), interpreter, alone eller ett antal minuter.
plain-ends = Mötet kan sluta så här (:end LÄGE): { $states }
help-doctor-report = Öppnar valvet och berättar också om integritet, nycklar och förvaringstider, till exempel för dataskyddsombudet
journey-lines-ask = Ett nummer öppnar mötet, :back går tillbaka, :quit slutar.
