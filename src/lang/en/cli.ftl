# The command line and the meeting in lines.
ask-again = The same again:
ask-new-passphrase = New passphrase for the vault (at least 12 characters):
ask-passphrase = Passphrase:
backup-counts = The backup is made and checked: { $entries } entries, { $clients } clients, { $sessions } meetings, { $answers } answers.
client-lines-ask = A number opens the meeting or starts a new one, :move NUMBER CODE moves the meeting to another client, :journey shows the journey, :find WORDS searches, :back returns, :quit ends. Behind the number of a new one may stand its mode, language, interpreter and minutes, for example: 3 phone sv interpreter 30
client-sessions =
    { $count ->
         [one] 1 meeting
        *[other] { $count } meetings
    }
client-unknown = There is no client { $code }. See the list with: kohtaa client list
demo-misfit = The invented people do not fit the forms: { $place }
demo-user = Example counsellor
doctor-network = { $file } is on a network disk. A vault can be damaged there: keep it on this machine's own disk.
doctor-no-backup = There is no backup. Make one with: kohtaa vault backup
doctor-open-file = Other users of this machine can open the file { $file }. Close it: chmod 600
doctor-open-folder = Other users of this machine can open the folder { $file }. Close it: chmod 700
export-ask-again = The file's passphrase again:
export-ask-passphrase = Passphrase to encrypt the file with:
export-plain = { $file } is written WITHOUT encryption. Take it to safety, and delete it when it is no longer needed.
export-seal-fault = The file could not be encrypted and was not written: { $fault }
export-sealed = { $file } is written and encrypted. The program age opens it with the same passphrase.
file-fault = The file { $file } cannot be used: { $fault }
fill-practice = Practice: nothing is stored. With a client: --client CODE.
fill-resumed = Going on with the meeting that was left open.
form-checked = Files { $files }, errors { $errors }, warnings { $warnings }.
form-is-faulty = The form { $file } is faulty. See why with: kohtaa form check
form-items =
    { $count ->
         [one] 1 item
        *[other] { $count } items
    }
form-new-exists = The file { $file } is there already. It was left alone.
form-new-no-id = { $id } cannot be an id: small letters a–z, digits and _, a letter first.
form-new-written = Try it: kohtaa form preview { $file }
form-no-version = There is no version { $form }: give a file, a form's id or the beginning of a version, at least 6 signs. Versions of the vault: --vault.
form-none = There is no form { $form }. See the list with: kohtaa form list
form-versions = { $form } begins several versions: give more signs.
given-up = Given up. Nothing was changed.
help-arguments = What
help-bench = Measures the program's speed on this machine
help-bench-answers = How many answers in all; 30 to a meeting where nothing is said
help-bench-form = Measures how long loading a form and answering take, and how long they would take at least
help-bench-form-which = The form's id or file
help-bench-items = How many questions the generated form has
help-bench-sessions = How many meetings
help-bench-shape = Measures a generated form: chain (a question is shown by the answer before) or fan-in (all are summed)
help-bench-vault = Builds a vault of invented meetings and measures it beside plain tables of the same cipher
help-client = Clients
help-client-add = Adds a client and gives a code
help-client-language = The client's language
help-client-list = Lists the clients
help-client-name = The name used on the screen; no identity code or address
help-client-practice = An invented client for practice
help-client-show = Shows a client: what was agreed and the meetings
help-code = The client's code, such as A-7K3Q
help-commands = Commands
help-completions = Prints completions for a shell
help-config = Settings
help-config-default = Prints a template of the settings file
help-demo = Opens a vault of invented clients to try things out
help-demo-keep = Keeps the vault in this folder; its passphrase is demo
help-doctor = Tells about the program's surroundings to find out problems, nothing about clients
help-export = Exports meetings to a file or the screen
help-export-all = All meetings
help-export-format = Format
help-export-out = A new file, encrypted with a passphrase
help-export-passphrase = Reads the file's passphrase from this file
help-export-plain-file = The file is not encrypted
help-fill = Fills one form line by line; practice without a client
help-fill-client = The client's code; without it nothing is stored
help-fill-form = The id of a form or route
help-fill-interpreter = An interpreter is there
help-fill-language = Language of the questions; otherwise the client's
help-fill-mode = How you meet
help-form = Forms
help-form-check = Checks form files and shows every fault
help-form-check-against = An earlier version to compare with: a file, an id or the beginning of a version
help-form-check-path = Files or folders; without them all forms in use
help-form-check-vault = Compares also with the versions filled in the vault
help-form-diff = Shows what changed in a form and what that does to answers
help-form-diff-new = The newer: likewise
help-form-diff-old = The older: a file, an id or the beginning of a version
help-form-diff-vault = Tells also which stored responses are concerned
help-form-schema = Writes the JSON Schema of form files for editors
help-form-schema-out = The file to write the schema to; without it to standard output
help-form-list = Lists the forms
help-form-new = Writes the start of a new form, with comments
help-form-new-file = The new file; without it ID.toml
help-form-new-id = The form’s id; without it the file’s name
help-form-new-kind = A conversation or a questionnaire
help-form-or-file = The form’s id, or a file
help-form-preview = Tries a form out with nothing kept; reads the file again as it is saved
help-form-show = Shows a form's sections and items
help-help = Shows this help
help-init-controller = self: the organisation has allowed in writing that you keep the vault alone
help-init-organisation = The organisation's public key, age1…
help-init-recovery = Writes the recovery key to this new file instead of the screen
help-init-role = Your role
help-init-user = Your name, which goes with the entries
help-json = The result as JSON, for programs
help-keys = Lists the keys
help-lang = The program's language
help-man = Prints the man page
help-markdown = As a table in Markdown
help-options = Options
help-passphrase-file = Reads the passphrase from the first line of a file
help-plain = Line by line without drawing a screen, e.g. for a screen reader
help-program = Meetings and work-ability assessment: interviews and forms into an encrypted vault
help-session = Meetings
help-session-id = The meeting's id or its beginning, at least 8 characters
help-session-list = Lists the meetings
help-session-show = Shows a meeting as it was asked
help-shell = Shell
help-theme = Colours: default, light, dark, contrast, mono
help-usage = Usage
help-vault = The encrypted vault
help-vault-backup = Makes and checks a backup
help-vault-init = Makes a new vault
help-vault-verify = Checks that all is there and nothing was changed
help-version = Shows the version
home-lines-ask = A number or code opens, :names shows names and after that :find WORDS searches everything, :quit ends.
init-done = The vault is ready: { $place }
init-how = Make a new vault with: kohtaa vault init
init-recovery = The recovery key. It is shown only now: write it on paper and lock it away.
init-recovery-in = The recovery key is in the file { $file }. Take it away from this machine to safety and delete the file.
keys-does = What it does
keys-keys = Keys
keys-place = Where
no-terminal = The passphrase cannot be asked for, because there is no terminal. Give it in a file: --passphrase-file FILE
not-text = The passphrase is not UTF-8 text.
output-fault = The result cannot be written: { $fault }
paths-unknown = There is no home folder. Name a place: KOHTAA_HOME=/path
plain-aside =
    { $count ->
         [one] 1 answer is hidden now
        *[other] { $count } answers are hidden now
    }. :undo brings it back.
plain-date = day, e.g. 15.3. or +2w
plain-deck = numbers of those you said
plain-draft = Draft; :draft takes it as the text
plain-end = Everything has been gone through
plain-help = A line answers, an empty line passes by. :na does not apply, :declined does not want to answer, :unknown does not know, :notasked not asked, :later to come back to, :clear empty it, :note TEXT note, :back back, :goto ID go to, :add new row, :end the list ends, :end STATE the meeting ends otherwise, :mark mark, :unmark take the mark off, :quote WORDS quote, :off-record not recording now, :remove remove the row, :up move the row up, :down move it down, :sort sort the rows by this item (:sort ID by another, with down at the end: from the end), :undo undo, :redo redo, :form take in a form, :version the new version of the form, :more the rest of the section, :draft take the draft, :why why this is asked, :forget forget altogether, :finish done, :quit leave it open.
plain-identity = There is an identity code here, and it is not stored: { $text } Write the answer without it. If it is not one: :notid, and the answer again.
plain-left-open =
    { $count ->
         [one] 1 item stays open.
        *[other] { $count } items stay open.
    }
plain-mend-first = Mend these first. Nothing is lost.
plain-more =    There is more in this section: :more
plain-new-row = { $list } ({ $count ->
         [one] 1 row
        *[other] { $count } rows
    })
plain-no-such-item = The item { $name } is not shown now.
plain-not-here = That does nothing here. :help shows the commands.
plain-not-identity = All right. Write the answer again.
plain-note = text, then a line with only a full stop
plain-nothing-to-undo = There is nothing to undo.
plain-number = number
plain-several = several with commas, 0 none
plain-sorted = The rows are sorted. :undo takes it back.
plain-text = text
plain-time = time, e.g. 9.30
plain-typed = Text left half way; :draft takes it as the answer
plain-undone = Undone.
plain-unknown = There is no command { $command }. :help shows the commands. An answer that begins with a colon is written with two.
plain-version-how = :version move moves, :undo takes it back.
plain-version-newer = There is a new version of { $form }. :version tells what moving would change.
plain-version-none = There is no newer version.
show-band-from = { $from } or more
show-codes = Codes
show-error = Error unless
show-exclusive = alone
show-free = any order
show-instead = Or it says
show-kept = the same list as above
show-list = Options
show-lookups = Lookup tables
show-more = more
show-offered-when = Offered when
show-rows = Rows
show-scores = Scores
show-shown-when = Shown when
show-suggested-when = When
show-suggestions = Suggestions to the counsellor
show-used-by = Used by
show-warning = Warning unless
show-worked-out = Worked out
terminal-fault = The terminal cannot be used: { $fault }
usage-conflict = { $argument } and { $other } do not go together.
usage-missing = Missing: { $argument }
usage-nearest = Did you mean: { $known }
usage-see-help = Help: kohtaa --help
usage-unknown = Unknown: { $argument }
usage-unknown-command = There is no command { $command }.
usage-value = This will not do: { $argument } { $value }
verify-behind = The vault's file is older than the one last seen on this machine. Somebody may have put an old copy back. What is missing is not in this file: look for a newer one.
verify-chain = Entry { $row } is not as it was written: { $reason }. Those before it are sound. Keep a copy and restore a backup.
verify-differs = The table { $table } does not follow from the entries. The entries are sound.
verify-pages = Pages of the file were changed outside the program: { $pages }
verify-sound = All is sound: { $entries } entries.
verify-structure = The file's structure is faulty: { $found }
config-bad-key = There is no key ”{ $key }”. Write for example "ctrl-n", "f4" or "+".
config-bad-value = The setting { $key } can be: { $allowed }.
config-clash = The key { $key } would mean two things at once: { $first } and { $second }. Give one of them another key.
config-fault = { $place }: { $fault }
config-how = Mend the file of settings or remove it. A file to begin from is printed by: kohtaa config --default
config-needs-key = The command { $command } needs a key: there is no other way to it.
config-syntax = This is no line of a TOML file: { $fault }
config-unknown-command = There is no command ”{ $command }”. The commands are listed by: kohtaa keys --json
config-unknown-key = There is no setting ”{ $key }”.
plain-duration = duration, e.g. 45 min or 1 h 30 min
plain-ranked = in order with commas, the most important first
plain-ranked-most = in order with commas, the most important first, at most { $most }
plain-tally = count; + one more, - one less
plain-ref-none = the register has nothing to choose from yet
plain-ref-more = the rest by name
plain-nothing-to-redo = There is nothing to redo.
plain-redone = Done again.
plain-forms = Can be taken in (:form ID):
plain-forms-none = There are no other forms.
plain-form-unknown = The form { $form } cannot be taken in. These can:
ask-recovery = Recovery key:
backups-open-as-before = Earlier backups ({ $count }) still open with the passphrase and recovery key they were made with. They go as they age. If the secret may have leaked, remove them once a new one is made.
help-new-passphrase-file = Reads the new passphrase from the first line of a file
help-organisation-remove = Takes the organisation's key away
help-recover-check = Only tries whether the recovery key opens the vault
help-vault-backup-to = Folder to make the copy in; otherwise the vault's own folder backups
help-vault-organisation = Changes the organisation's key or takes it away
help-vault-passphrase = Changes the passphrase
help-vault-recover = Opens the vault with the recovery key and sets a new passphrase
help-vault-rekey = Encrypts the whole vault with a new key, if the old one may have leaked
organisation-added = The organisation's key is changed. The organisation can now open the vault, and real clients can be added.
organisation-removed = The organisation's key is taken away. New real clients cannot be added without one. If the organisation has opened the vault already, it may know the vault's key: then run kohtaa vault rekey.
passphrase-changed = The passphrase is changed. The recovery key is the same as before.
recovery-opens = The recovery key opens the vault. Nothing was changed.
rekey-done = The whole vault is encrypted with a new key and checked. The old passphrase and recovery key no longer open it.
plain-move-how = To move: the same command followed by yes.
plain-move-same = The meeting is this client's already.
plain-move-usage = Give the meeting's number and the client's code, for example :move 2 A-7K3Q
certificate-anonymised = The data of client { $code } was made anonymous on { $date }. Done by: { $user }. Name, code, dates, { $meetings ->
     [one] 1 meeting
    *[other] { $meetings } meetings
 }, answers, notes, drafts and search words were removed.
certificate-erased = The data of client { $code } was erased on { $date }. Done by: { $user }. Name, code, { $meetings ->
     [one] 1 meeting
    *[other] { $meetings } meetings
 }, answers, notes, drafts, history and search words were removed.
certificate-backups = The program's backups no longer hold the data by { $date } at the latest.
certificate-outside = This does not concern the official client information system, nor files and papers taken out of the program.
certificate-stays = What stays is that something was removed, and when. It does not show of whom or what.
certificate-title = Certificate of erasure
due-how = Check first that the data has gone to the official system. To erase: kohtaa vault erase CODE. To make anonymous: --anonymise.
due-none = Nobody's time to be kept has ended.
erase-ask = All data of client { $code } will be erased for good ({ $meetings ->
     [one] 1 meeting
    *[other] { $meetings } meetings
 }). This cannot be undone. Type the client's code to go on:
erase-ask-anonymise = The data of client { $code } will be made anonymous ({ $meetings ->
     [one] 1 meeting
    *[other] { $meetings } meetings
 }). Only scores, year and age group stay. This cannot be undone. Type the client's code to go on:
help-client-flag = Marks that a client's data may not be processed, or that no place may show
help-client-flag-off = Takes the mark off
help-client-flag-which = restricted: nothing new is recorded; no-place: no place
help-vault-due = Lists clients whose time to be kept has ended
help-vault-due-all = All clients with their times
help-vault-erase = Erases a client's data for good and gives a certificate
help-vault-erase-anonymise = Scores, year and age group stay, tied to nobody
help-vault-log = Tells who opened, showed, gave out or removed data, and when
help-vault-log-client = Only what concerns this client
help-vault-log-user = Only what this user did
help-vault-restore = Puts a backup in the vault's place
help-vault-restore-which = The backup's folder
log-backed-up = made a backup
log-created = made the vault
log-erased = erased a client
log-exported = gave out data
log-flagged = changed a mark
log-locked = locked
log-opened = opened a client
log-organisation = changed the organisation's key
log-passphrase = changed the passphrase
log-rekeyed = encrypted the vault with a new key
log-restored = restored a backup
log-unlocked = opened the vault
no-place-off = Places may show again, and the name shows.
no-place-on = No place: home, school, workplace and service place show nowhere, and the code stands for the name.
restore-done = The backup is checked and restored: { $entries } entries.
restore-kept = The earlier vault is kept for 7 days in a folder whose name begins with replaced.
restore-lost = After it { $count } more entries had been made. They are not in the restored vault.
restore-removed = What was erased or forgotten since is removed from the restored vault too ({ $count }).
restricted-off = Processing is no longer restricted.
restricted-on = Processing is restricted: the data can be shown and given to the client, but nothing new is recorded.
retention-fault = The file of times to keep cannot be used: { $fault }
did-added = added the client
did-amended = corrected
did-answered = recorded
did-changed = changed name or language
did-ended = ended the meeting
did-filling = began a form
did-finished = finished a form
did-forgot = forgot on request
did-other = changed
did-resumed = went on with the meeting
did-started = began a meeting
did-version = moved a form to a new version
export-ask-first = The client has asked to be asked first. Nothing was given out. Once you have asked: --ground asked.
export-for-one = To somebody else only one client's data can be given at a time: --client CODE or one meeting.
export-for-unknown = There is no such party in the client's will. They are: { $known }
export-ground = Ground: { $ground }.
export-left-out = Left out: places { $places }, notes that nothing was answered { $refusals }, meetings not held { $meetings }.
export-second-look = No place: read the text first (kohtaa session show) and see that neither notes nor answers tell where the client is. Then: --second-look.
export-will-no = The client has said that this party may not be told. Nothing was given out. If the law demands it, tell the client so: --ground law.
export-will-unknown = The client has not been asked about this party. Nothing was given out. Once you have asked: --ground asked.
ground-asked = the client was asked
ground-duty = official duty
ground-law = law
ground-own-copy = the client's own copy
ground-will = the client's permission
help-export-for = To whom: a code of the client's will (who may I tell); without it the client's own copy or official duty
help-export-ground = asked: the client was asked now; law: the law demands it
help-export-second-look = The text was read and tells no place
package-accesses = Who looked, and to whom it was given
package-history = What was recorded, and when
package-kept-until = The data is erased by { $date } at the latest, unless something new is recorded.
package-standing = What stands now
package-title = Everything that is recorded about you
plain-start-unknown = { $word } is no mode (in_person, phone, remote, elsewhere), no language (fi, fi-simple, sv, en), neither interpreter nor alone, and no number of minutes.
plain-ends = The meeting can end like this (:end STATE): { $states }
help-doctor-report = Opens the vault and tells integrity, keys and times to keep too, as for a data-protection officer
journey-lines-ask = A number opens the meeting, :back goes back, :quit ends.
