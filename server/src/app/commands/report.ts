import type { DateText } from "../../ledger/index.ts";
import { partyByCustomerNo } from "../../parties/index.ts";
import { isUuid, refuse, withTenant, type Platform, type TenantTransaction } from "../../platform/index.ts";
import {
  agingReport,
  agingTables,
  dayProof,
  dayProofTables,
  reskontro,
  reskontroTables,
  type Table,
  type Times,
} from "../../reports/index.ts";
import { chooseLedgers, type ChosenLedger } from "./choose-ledger.ts";

export {
  PRINTED_FORMATS,
  printedPieces,
  render,
  REPORT_FORMATS,
  REPORT_LANGUAGES,
  reportFormat,
  type PrintedFormat,
  type ReportFormat,
  type ReportLanguage,
} from "../../reports/index.ts";

export const reportNames = ["aging", "reskontro", "proof"] as const;
export type ReportName = (typeof reportNames)[number];

export type ReportQuestion = {
  readonly name: ReportName;
  /** Id, organisation number or name; left out is every ledger. */
  readonly ledger?: string;
  /** Left out is today in each ledger's zone. */
  readonly asOf?: DateText;
  readonly knownAt?: Temporal.Instant;
  /** Customer number or party id; reskontro only. */
  readonly party?: string;
};

export type Report = {
  readonly tables: readonly Table[];
  /** Every øre is explained: of a proof, that its equations hold; of other reports, always. */
  readonly holds: boolean;
};

async function partyId(tx: TenantTransaction, party: string): Promise<string> {
  if (isUuid(party)) return party;
  if (!/^\d{1,9}$/.test(party)) throw refuse("PARTY_NOT_FOUND");
  return (await partyByCustomerNo(tx, BigInt(party))).id;
}

async function reportOf(
  tx: TenantTransaction,
  ledgerId: string,
  times: Times,
  question: ReportQuestion,
): Promise<Report> {
  switch (question.name) {
    case "aging":
      return { tables: agingTables(await agingReport(tx, { ...times, ledgerId })), holds: true };
    case "reskontro": {
      const party = question.party === undefined ? {} : { partyId: await partyId(tx, question.party) };
      return { tables: reskontroTables(await reskontro(tx, { ...times, ledgerId, ...party })), holds: true };
    }
    case "proof": {
      const proof = await dayProof(tx, {
        ledgerId,
        day: times.asOf,
        ...(times.knownAt ? { knownAt: times.knownAt } : {}),
      });
      return { tables: dayProofTables(proof), holds: proof.holds };
    }
  }
}

function timesFor(chosen: ChosenLedger, question: ReportQuestion): Times {
  const { asOf = chosen.today, knownAt } = question;
  return { asOf, ...(knownAt ? { knownAt } : {}) };
}

/** A report over one ledger, or over each in turn. Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS, PARTY_NOT_FOUND, REPORT_KNOWN_AHEAD. */
export async function makeReport(platform: Platform, question: ReportQuestion): Promise<Report> {
  const made: Report[] = [];
  for (const chosen of await chooseLedgers(platform, question.ledger)) {
    const times = timesFor(chosen, question);
    made.push(await withTenant(platform, chosen.context, (tx) => reportOf(tx, chosen.ledger.id, times, question)));
  }
  return { tables: made.flatMap((report) => report.tables), holds: made.every((report) => report.holds) };
}
