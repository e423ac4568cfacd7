import { defineErrors } from "../errors.ts";
import { translateErrors } from "../translations.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const backupErrors = defineErrors({
  BACKUP_FILE_EXISTS: {
    status: 409,
    sentence: "There is a file of that name already.",
    remedy: "Choose another name; a backup never overwrites.",
  },
  BACKUP_DAMAGED: {
    status: 422,
    sentence: "The backup is damaged or not a backup ({where}). Nothing was changed.",
    remedy: "Take another copy of it, or an older backup.",
  },
  BACKUP_OTHER_VERSION: {
    status: 422,
    sentence: "The backup was made with another schema ({difference}). Nothing was changed.",
    remedy: "Restore it with the version of Kvitt that made it, then upgrade that installation.",
  },
  BACKUP_NEWER_VERSION: {
    status: 422,
    sentence:
      "The backup was made by a newer Kvitt: its schema had {count} migrations that this one does not know, the first {migration}. Nothing was changed.",
    remedy: "Restore it with the version of Kvitt that made it, or a later one.",
  },
  BACKUP_NEEDS_OWNER: {
    status: 409,
    sentence:
      "The backup is of an older schema, which only the owner role can make and bring up to date. Nothing was changed.",
    remedy: "Set DATABASE_OWNER_URL to the owner's address and restore again.",
  },
  BACKUP_OTHER_KEY: {
    status: 422,
    sentence:
      "The backup's sealed data was sealed with the key {keyId}, which this installation does not have. Nothing was changed.",
    remedy:
      "Put that key-encryption key into the data directory's secrets first, or use a backup made with --with-keys.",
  },
  BACKUP_TARGET_NOT_EMPTY: {
    status: 409,
    sentence: "This installation holds data already (table {table}). Nothing was changed.",
    remedy: "Restore into a fresh data directory.",
  },
});

translateErrors(backupErrors, { nb, sv, da, it });
