import type { Body } from "../../api.ts";
import type { Minor } from "../../format.ts";
import type { SetUp } from "./questions.ts";
import { typedNumbers, typedTime, withoutGaps } from "./typed-settings.ts";

/** A bank account as a form holds it, and what the server is asked for. */

export type Account = SetUp["bankAccounts"][number];
export type Added = Body<"/api/v1/ledgers/{ledgerId}/bank-accounts", "post">;
export type Changed = Body<"/api/v1/bank-accounts/{bankAccountId}", "patch">;

export type Wanted = {
  readonly number: string;
  readonly detailSource: Account["detailSource"];
  readonly proofSource: Account["proofSource"];
  readonly agreementId: string;
  readonly recipient: string;
  readonly kidLengths: string;
  readonly kidModulus: Account["kidModulus"];
  readonly fileExpectedBy: string;
  readonly cutoverOn: string | undefined;
  /** Null is untouched: who may not see it may still set it. */
  readonly openingMinor: Minor | null;
  readonly closedFromOn: string | undefined;
};

/** A form for a new account begins with what most have: payments by OCR giro, the balance by account statements. */
export function wantedOf(account?: Account): Wanted {
  return {
    number: account?.number ?? "",
    detailSource: account?.detailSource ?? "ocrgiro",
    proofSource: account?.proofSource ?? "camt053",
    agreementId: account?.agreementId ?? "",
    recipient: account?.recipient ?? "",
    kidLengths: account?.kidLengths.join(", ") ?? "",
    kidModulus: account?.kidModulus ?? null,
    fileExpectedBy: account?.fileExpectedBy ?? "",
    cutoverOn: account?.cutoverOn ?? undefined,
    openingMinor: account?.openingMinor ?? null,
    closedFromOn: account?.closedFromOn ?? undefined,
  };
}

/** Every field as the server takes it; what is empty is null. */
const valuesOf = (wanted: Wanted) => ({
  agreementId: withoutGaps(wanted.agreementId) || null,
  recipient: withoutGaps(wanted.recipient) || null,
  kidLengths: typedNumbers(wanted.kidLengths, 2, 25) ?? [],
  kidModulus: wanted.kidModulus,
  fileExpectedBy: typedTime(wanted.fileExpectedBy),
  cutoverOn: wanted.cutoverOn ?? null,
  openingMinor: wanted.openingMinor,
  detailSource: wanted.detailSource,
  proofSource: wanted.proofSource,
  closedFromOn: wanted.closedFromOn ?? null,
});

/** A new account: what is empty is left out. */
export function addedOf(wanted: Wanted): Added {
  const { closedFromOn: _, ...values } = valuesOf(wanted);
  const given = Object.entries(values).filter(([, value]) => value !== null);
  return { number: withoutGaps(wanted.number), ...Object.fromEntries(given) } as Added;
}

/** What differs from the account as it is. */
export function changedOf(account: Account, wanted: Wanted): Changed {
  const [was, is] = [valuesOf(wantedOf(account)), valuesOf(wanted)];
  const names = (Object.keys(is) as (keyof typeof is)[]).filter((name) => String(is[name]) !== String(was[name]));
  return Object.fromEntries(names.map((name) => [name, is[name]]));
}
