import { ledgerById, type DateText } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { recordAudit, refuse, tenantWithSettings, type TenantTransaction } from "../../platform/index.ts";
import "../errors.ts";
import { raiseAlarm } from "../alarms.ts";
import { defaultMatrix, overDefault, wrongInMatrix } from "./default-matrix.ts";
import type { ApprovalMatrix } from "./model.ts";
import { insertMatrix, matrixRows, type MatrixRow } from "./store.ts";

/** Which matrix holds on a day, and setting a new one. */

/** Days that credits are summed over: 90 in the Swedish chain's policy (DP-053), elsewhere as few as SEC-13 allows. */
const WINDOW_DAYS: Readonly<Record<string, number>> = { SE: 90 };
const USUAL_WINDOW_DAYS = 30;

/** Today in the zone of the tenant's market, or of a ledger. */
export async function approvalDay(tx: TenantTransaction, ledgerId: string | null = null): Promise<DateText> {
  const { market } = ledgerId === null ? await tenantWithSettings(tx) : await ledgerById(tx, ledgerId);
  return tx.platform.clock.today(marketPack(market).zones[0]!).toString();
}

/** The matrix as it comes: the tenant's own limit where it has set one, also one of zero, else the market's. */
async function baseMatrix(tx: TenantTransaction): Promise<ApprovalMatrix> {
  const { market, creditLimitMinor } = await tenantWithSettings(tx);
  const limitMinor = creditLimitMinor ?? marketPack(market).managerCreditLimitMinor;
  return defaultMatrix(limitMinor, WINDOW_DAYS[market] ?? USUAL_WINDOW_DAYS);
}

/** The matrix that holds on a day: the tenant's own that began last, over what comes by default. */
export async function matrixOn(tx: TenantTransaction, day: DateText): Promise<ApprovalMatrix> {
  const base = await baseMatrix(tx);
  const [own] = await matrixRows(tx, day, 1);
  return own ? overDefault(own.matrix, base) : base;
}

/** The tenant's own matrices, past and to come, the one that begins last first. */
export const listMatrices = (tx: TenantTransaction): Promise<MatrixRow[]> => matrixRows(tx);

/**
 * Settles who may approve what from a day on, tomorrow at the earliest: nobody widens their own right for a request that lies before them. Everybody
 * who sees alarms is told. Throws APPROVAL_MATRIX_WRONG with what is wrong, APPROVAL_MATRIX_DAY.
 */
export async function setMatrix(tx: TenantTransaction, fromOn: DateText, matrix: ApprovalMatrix): Promise<string> {
  const wrong = wrongInMatrix(matrix);
  if (wrong.length > 0)
    throw refuse(
      "APPROVAL_MATRIX_WRONG",
      { count: wrong.length },
      wrong.map(({ field, code }) => ({ code, sentence: WRONG[code]!, field })),
    );
  for (const { ledgerId } of matrix.rules) if (ledgerId !== null) await ledgerById(tx, ledgerId);
  const today = await approvalDay(tx);
  const id = tx.platform.ids.next();
  if (fromOn <= today || !(await insertMatrix(tx, { id, fromOn, matrix })))
    throw refuse("APPROVAL_MATRIX_DAY", { day: fromOn, today });
  await recordAudit(tx, {
    action: "approval.matrixSet",
    subjectKind: "approvalMatrix",
    subjectId: id,
    detail: { firstOn: fromOn },
  });
  await raiseAlarm(tx, {
    kind: "approval.matrixSet",
    subjectKind: "tenant",
    subjectId: tx.tenantId,
    dayOn: today,
    detail: { firstOn: fromOn },
  });
  return id;
}

const WRONG: Readonly<Record<string, string>> = {
  windowOutOfRange: "Credits are summed over 30 days at least.",
  hoursOutOfRange: "An approval lives from 1 to 72 hours.",
  ruleTwice: "There are two rules for the same kind and ledger.",
  lastBandHasLimit: "The last band has no limit, so that every amount has somebody who may approve it.",
  bandWithoutLimit: "Every band but the last has a limit, zero or more.",
  bandsNotRising: "The limits rise from band to band.",
  bandWithoutRole: "Each band names at least one role.",
  roleNotForKind: "A role is named that may not approve this kind.",
};
