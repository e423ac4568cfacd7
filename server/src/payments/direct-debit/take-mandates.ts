import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import type { MandateList } from "../ports.ts";
import { changesBy, matchKid } from "./mandate-list.ts";
import { allSetups, changeMandates, currentMandates, insertList, setupOf, wasTaken, type TakenList } from "./store.ts";
import type { DebitSetup, MandateNote } from "./types.ts";

export type MandatesTaken = {
  readonly account: string;
  /** False when this list of this file was taken before: nothing was done. */
  readonly isNew: boolean;
  readonly started: number;
  readonly changed: number;
  readonly ended: number;
  readonly notes: readonly MandateNote[];
};

/**
 * Takes the lists of authorities that stand in a file of the bank, each once by the file's hash. A list for an account that is not set up
 * is noted and not taken: it may come again when the account is.
 */
export async function takeMandates(
  tx: TenantTransaction,
  file: { readonly sha256: Buffer; readonly lists: readonly MandateList[] },
): Promise<readonly MandatesTaken[]> {
  const setups = new Map((await allSetups(tx)).map((setup) => [setup.account, setup]));
  const taken: MandatesTaken[] = [];
  for (const list of file.lists) taken.push(await takeOne(tx, file.sha256, list, setups.get(list.account)));
  return taken;
}

const nothing = { started: 0, changed: 0, ended: 0 };

async function takeOne(
  tx: TenantTransaction,
  fileSha256: Buffer,
  list: MandateList,
  setup: DebitSetup | undefined,
): Promise<MandatesTaken> {
  const { account, assignmentNo, complete } = list;
  if (!setup) return { account, isNew: true, ...nothing, notes: [{ code: "accountNotSetUp", kid: null }] };
  // Two files at a time would both start what neither knows.
  await setupOf(tx, setup.ledgerId, "held");
  const place = { fileSha256, account, assignmentNo };
  if (await wasTaken(tx, place)) return { account, isNew: false, ...nothing, notes: [] };
  const changes = changesBy(list, await currentMandates(tx, account));
  const start = changes.start.map((one) => ({ ...one, matchKid: matchKid(one.kid, setup.fixedPart) }));
  await changeMandates(tx, setup, start, changes);
  const counts = { started: start.length, changed: changes.change.length, ended: changes.end.length };
  const { notes } = changes;
  const row: TakenList = { ...place, ledgerId: setup.ledgerId, complete, ...counts, notes };
  await insertList(tx, row);
  const detail = { ...counts, complete, notes: notes.length };
  await recordAudit(tx, { action: "debit.mandatesTaken", subjectKind: "ledger", subjectId: setup.ledgerId, detail });
  return { account, isNew: true, ...counts, notes };
}
