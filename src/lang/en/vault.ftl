# The vault: what happened, what is safe, what you can do.

vault-exists = There is already a vault in { $place }. It was not touched. Open it or choose another folder.
vault-missing = There is no vault in { $place }. Make a new one, or check that this is the right folder.
vault-wrong-secret = The passphrase or key does not open the vault. Nothing was changed. Check what you typed and try again.
vault-organisation-key = The organisation's key is not usable. It must be an age public key that begins with “age1”. Nothing was saved.
vault-in-use = The vault is already open in another window (process { $pid } on { $host }, since { $since }). The data are safe. Go on in that window, or close it first.
vault-in-use-elsewhere = The vault is already open in another program. The data are safe. Close that first and try again.
vault-newer = The vault was made by a newer program (format { $found }, this one knows format { $known }). Nothing was changed. Update the program.
vault-older = The vault was made by an unfinished version of the program (format { $found }), which this one does not read. Nothing was changed. Export the data with the program that made it, and make a new vault.
vault-damaged-key = The key file { $file } is missing or damaged. The vault itself was not touched. Open the vault with the recovery key, or restore the folder keys from a backup.
vault-damaged = The vault's file is damaged: { $reason }. Nothing was written over it. Take a copy of the folder, run “kohtaa vault verify”, and restore the latest backup if needed.
vault-read-only = The disk cannot be written to. Earlier data are safe and can be read, but nothing new can be saved. Check the disk and the permissions.
vault-read-only-unfinished = The disk cannot be written to, and the vault's last changes are still in a separate file. They are safe. Open the vault from a disk that can be written to.
vault-full = The disk is full. What was saved before is safe, the latest is not saved yet. Free some space: saving is tried again.
vault-moved = The vault's file { $file } was moved or replaced while the program was open. Nothing is written to the wrong file. Put the file back: saving is tried again.
vault-practice-only = This vault can hold practice clients only, because the organisation's key is missing. Nothing was saved. Make a vault with the organisation's key for real clients.
vault-unfit = The change does not fit what is in the vault: { $reason }. Earlier data are as they were. This is a fault of the program: please report it.
vault-unknown = There is nothing under { $name }. Check it; a session's id needs at least eight characters.
vault-ambiguous = More than one begins with { $name }. Type more of it.
vault-closed = The vault is locked. What was saved is safe. Open it with the passphrase.
vault-disk = The disk did not take what was to be saved: { $reason }. What was saved before is safe. Saving is tried again; if this goes on, change the disk.
vault-file = The file { $file } cannot be used: { $reason }. What was saved is safe. Check the folder and the permissions.
