# Valvet: vad som hände, vad som är tryggt, vad du kan göra.

vault-exists = Det finns redan ett valv i mappen { $place }. Det rördes inte. Öppna det eller välj en annan mapp.
vault-missing = Det finns inget valv i mappen { $place }. Skapa ett nytt eller kontrollera att mappen är den rätta.
vault-wrong-secret = Lösenfrasen eller nyckeln öppnar inte valvet. Inget ändrades. Kontrollera vad du skrev och försök igen.
vault-organisation-key = Organisationens nyckel duger inte. Den ska vara en publik age-nyckel som börjar med ”age1”. Inget sparades.
vault-in-use = Valvet är redan öppet i ett annat fönster (process { $pid }, dator { $host }, sedan { $since }). Uppgifterna är trygga. Fortsätt i det fönstret eller stäng det först.
vault-in-use-elsewhere = Valvet är redan öppet i ett annat program. Uppgifterna är trygga. Stäng det först och försök igen.
vault-newer = Valvet är gjort med ett nyare program (format { $found }, det här programmet kan format { $known }). Inget ändrades. Uppdatera programmet.
vault-older = Valvet är gjort med en ofärdig version av programmet (format { $found }) som det här programmet inte läser. Inget ändrades. Exportera uppgifterna med det program som valvet gjordes med och skapa ett nytt valv.
vault-damaged-key = Nyckelfilen { $file } saknas eller är skadad. Själva valvet rördes inte. Öppna valvet med återställningsnyckeln eller återställ mappen keys från en säkerhetskopia.
vault-damaged = Valvets fil är skadad: { $reason }. Inget skrevs över den. Ta en kopia av mappen, kör ”kohtaa vault verify” och återställ vid behov den senaste säkerhetskopian.
vault-read-only = Det går inte att skriva på disken. Tidigare uppgifter är trygga och kan läsas, men inget nytt kan sparas. Kontrollera disken och rättigheterna.
vault-read-only-unfinished = Det går inte att skriva på disken, och valvets senaste ändringar finns ännu i en separat fil. De är trygga. Öppna valvet från en disk som det går att skriva på.
vault-full = Disken är full. Det som sparats tidigare är tryggt, det senaste är ännu inte sparat. Frigör utrymme: programmet försöker spara igen.
vault-moved = Valvets fil { $file } flyttades eller byttes ut medan programmet var öppet. Inget skrivs i fel fil. Lägg tillbaka filen: programmet försöker spara igen.
vault-practice-only = I det här valvet kan det bara finnas övningsklienter, eftersom organisationens nyckel saknas. Inget sparades. Skapa ett valv med organisationens nyckel för verkliga klienter.
vault-unfit = Ändringen passar inte ihop med det som finns i valvet: { $reason }. Tidigare uppgifter är oförändrade. Det här är ett fel i programmet: anmäl det.
vault-unknown = Det finns inget med beteckningen { $name }. Kontrollera den; av ett mötes beteckning behövs minst åtta tecken.
vault-ambiguous = Beteckningen { $name } passar in på fler än en. Skriv fler tecken.
vault-closed = Valvet är låst. Det sparade är tryggt. Öppna det med lösenfrasen.
vault-disk = Disken tog inte emot det som skulle sparas: { $reason }. Det som sparats tidigare är tryggt. Programmet försöker igen; byt disk om det här upprepas.
vault-file = Filen { $file } kan inte användas: { $reason }. Det sparade är tryggt. Kontrollera mappen och rättigheterna.
