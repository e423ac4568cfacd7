import { defineErrors, translateErrors } from "../../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const commandErrors = defineErrors({
  LEDGER_AMBIGUOUS: {
    status: 409,
    sentence: '"{text}" names {count} ledgers.',
    remedy: "Name one of them by its id or organisation number.",
  },
  FILE_NOT_READABLE: {
    status: 404,
    sentence: "{path} cannot be read ({reason}).",
    remedy: "Check the path, and that you may read the file.",
  },
  FILE_NOT_WRITABLE: {
    status: 409,
    sentence: "{path} cannot be written ({reason}).",
    remedy: "Choose another place with --out, where you may write and there is room.",
  },
  DEMO_OTHER_DATA: {
    status: 409,
    sentence: "{path} holds other data than a demo.",
    remedy: "Choose an empty place with --data or KVITT_DATA: a demo never touches what it did not make.",
  },
  DEMO_IN_USE: {
    status: 409,
    sentence: "Another Kvitt process uses {path}.",
    remedy: "Stop it, then ask for a fresh demo again.",
  },
  DEMO_OWN_DATABASE: {
    status: 409,
    sentence: "A fresh demo is made in a data directory only, not in the database of DATABASE_URL.",
    remedy: "Take DATABASE_URL away, or empty that database yourself and leave --fresh out.",
  },
  PORT_TAKEN: {
    status: 409,
    sentence: "Something listens at port {port} already.",
    remedy: "Choose another one with --port, or stop what runs there.",
  },
  MAINTENANCE_UNREADABLE: {
    status: 422,
    sentence: '"{text}" is no maintenance window.',
    remedy: "Write KVITT_MAINTENANCE as two moments, for example 2026-11-29T03:00/2026-11-29T06:00.",
  },
  ADDRESS_UNUSABLE: {
    status: 409,
    sentence: "Kvitt cannot listen at {host}, port {port} ({reason}).",
    remedy:
      "Choose an address of this machine with --host, and a port above 1023 unless you run with rights to the lower ones.",
  },
  DATABASE_UNREACHABLE: {
    status: 503,
    sentence: "The database does not answer ({reason}).",
    remedy: "Check DATABASE_URL and DATABASE_OWNER_URL, and that the server runs; without them Kvitt brings its own.",
  },
  DATABASE_RIGHTS: {
    status: 503,
    sentence: "The database lacks a role or a right that Kvitt needs ({reason}).",
    remedy:
      "Make the two roles and the database as docs/own-database.md says; `kvitt db migrate` needs DATABASE_OWNER_URL, the owner's address.",
  },
  DATA_DIRECTORY_UNUSABLE: {
    status: 503,
    sentence: "The data directory {path} cannot be used ({reason}).",
    remedy: "Choose another one with --data or KVITT_DATA, on a disk with room where you may write.",
  },
});

translateErrors(commandErrors, { nb, sv, da, it });
