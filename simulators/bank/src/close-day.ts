import { writeStatement } from "./camt053.ts";
import { writeNotification } from "./camt054.ts";
import type { MadeFile } from "./delivery.ts";
import { detailedLumpEntry } from "./entries.ts";
import { compact, group, push, take } from "./lists.ts";
import { writeOcrFile, type OcrAssignment } from "./ocr-file.ts";
import { ocrLumpOf } from "./ocr-rows.ts";
import type { Lump } from "./settlement.ts";
import { settleDay, type Work } from "./settle-day.ts";
import type { State } from "./state.ts";
import type { BankFile } from "./types.ts";

/**
 * Settles one bank day and makes its files: what older days put off, then settlement by settlement the OCR giro
 * transmissions and camt.054 messages, then a camt.053 per account.
 */
export function closeBankDay(state: State, day: Temporal.PlainDate): BankFile[] {
  const works = settleDay(state, day);
  const files = state.desk.release(day);
  const assignmentNumbers = new Map<string, number>();
  for (let round = 1; round <= state.settings.deliveryTimes.length; round += 1) {
    files.push(...ocrFiles(state, day, round, works, assignmentNumbers));
    files.push(...notifications(state, day, round, works));
  }
  for (const work of works) files.push(...state.desk.hand(statementOf(state, day, work), day).delivered);
  return files;
}

/** One transmission per recipient with one assignment per agreement that has lumps in this settlement. */
function ocrFiles(
  state: State,
  day: Temporal.PlainDate,
  round: number,
  works: readonly Work[],
  assignmentNumbers: Map<string, number>,
): BankFile[] {
  const ready = works.filter((work) => detailOf(work) === "ocr" && lumpsInRound(work, round).length > 0);
  const recipients = group(ready, (work) => work.account.account.ocrAgreement?.recipient ?? "");
  return [...recipients].flatMap(([recipient, some]) => {
    const start = state.settings.assignmentNumbers === "perDay" ? (assignmentNumbers.get(recipient) ?? 0) : 0;
    assignmentNumbers.set(recipient, start + some.length);
    const told = some.map((work) => withRepeats(state, work, lumpsInRound(work, round)));
    const assignments = some.map((work, index): OcrAssignment => {
      const { account } = work.account;
      const lumps = (told[index] ?? []).map(ocrLumpOf);
      return { agreementId: account.ocrAgreement?.id ?? "", account: account.number, number: start + index + 1, lumps };
    });
    return hand(state, day, transmissionOf(state, day, recipient, assignments), told.flat());
  });
}

function transmissionOf(
  state: State,
  day: Temporal.PlainDate,
  recipient: string,
  assignments: readonly OcrAssignment[],
): MadeFile {
  const iso = day.toString();
  const number = ((state.transmissions.get(recipient) ?? 0) % 9_999_999) + 1;
  state.transmissions.set(recipient, number);
  return {
    name: `ocr-${recipient}-${compact(iso)}-${String(number).padStart(7, "0")}.txt`,
    kind: "ocr",
    bytes: writeOcrFile({ transmitter: state.settings.transmitter, number, recipient, generatedOn: iso, assignments }),
    recipient,
    settledOn: day,
  };
}

function notifications(state: State, day: Temporal.PlainDate, round: number, works: readonly Work[]): BankFile[] {
  const iso = day.toString();
  const ready = works.filter((work) => detailOf(work) === "camt054" && lumpsInRound(work, round).length > 0);
  return ready.flatMap((work) => {
    const { number, ownerName } = work.account.account;
    const lumps = withRepeats(state, work, lumpsInRound(work, round));
    const bytes = writeNotification(
      {
        account: number,
        ownerName,
        accountAs: state.settings.accountAs,
        settledOn: iso,
        round,
        time: state.settings.deliveryTimes[round - 1] ?? "17:30",
        offset: offsetOf(day),
        entries: lumps.map(detailedLumpEntry),
      },
      state.settings.camtVersion,
    );
    const name = `camt054-${number}-${compact(iso)}-${round}.xml`;
    return hand(state, day, { name, kind: "camt054", bytes, account: number, settledOn: day }, lumps);
  });
}

/** Hands a detail file out; when the rule says so, its last payment will be told again in the account's next one. */
function hand(state: State, day: Temporal.PlainDate, made: MadeFile, lumps: readonly Lump[]): BankFile[] {
  const { delivered, fault } = state.desk.hand(made, day);
  const last = lumps.at(-1);
  if (fault?.do === "repeatPayment" && last !== undefined) {
    push(state.repeats, last.account, { ...last, payments: last.payments.slice(-1) });
  }
  return delivered;
}

function withRepeats(state: State, work: Work, lumps: readonly Lump[]): Lump[] {
  return [...lumps, ...take(state.repeats, work.account.account.number)];
}

function statementOf(state: State, day: Temporal.PlainDate, work: Work): MadeFile {
  const { account } = work;
  const { number, ownerName } = account.account;
  const iso = day.toString();
  const openingMinor = account.balanceMinor;
  account.statements += 1;
  for (const entry of work.entries) {
    account.balanceMinor += entry.signedMinor;
    if (entry.signedMinor > 0n) account.creditedMinor += entry.signedMinor;
    else account.debitedMinor -= entry.signedMinor;
  }
  const { accountAs, camtVersion } = state.settings;
  const bytes = writeStatement(
    {
      account: number,
      ownerName,
      accountAs,
      sequence: account.statements,
      bookedOn: iso,
      offset: offsetOf(day),
      openingMinor,
      entries: work.entries,
    },
    camtVersion,
  );
  return { name: `camt053-${number}-${compact(iso)}.xml`, kind: "camt053", bytes, account: number, settledOn: day };
}

function detailOf(work: Work): "ocr" | "camt054" | undefined {
  const agreement = work.account.account.ocrAgreement;
  return agreement === undefined ? undefined : (agreement.detail ?? "ocr");
}

/** Serial numbers carry their settlement in the first digit. */
function lumpsInRound(work: Work, round: number): Lump[] {
  return work.lumps.filter((lump) => Math.floor(lump.serial / 10_000) === round);
}

function offsetOf(day: Temporal.PlainDate): string {
  return day.toZonedDateTime({ timeZone: "Europe/Oslo", plainTime: "23:45" }).offset;
}
