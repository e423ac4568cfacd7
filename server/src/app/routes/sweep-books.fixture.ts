/** Things of the books and the bank for the cross-tenant sweep, made by the use cases and from files as a bank writes them. */
import { writeCamt } from "@kvitt/format-iso20022";
import { writeOcr } from "@kvitt/format-nets";
import { makeKid } from "@kvitt/values";
import {
  addBankAccount,
  importFile,
  listBankAccounts,
  solveBankLine,
  statementWork,
  workList,
} from "../../banking/index.ts";
import { approveProposal, listAlarms, raiseAlarm } from "../../controls/index.ts";
import {
  changeIssuer,
  claimByExternalId,
  claimSchema,
  exportRemittance,
  listInvoices,
  proposeInvoices,
  receiveClaims,
} from "../../invoicing/index.ts";
import { createLedger, ledgerById } from "../../ledger/index.ts";
import { withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { makeMonthPacks, monthPacks } from "../../month-end/index.ts";
import { fileMonthlyAging, listFiledReports } from "../../reports/index.ts";
import { createBankReaders } from "../readers/index.ts";

/** A tenant with two clinics, each with a ledger, and a word that stands in everything readable of it. */
export type World = {
  readonly platform: Platform;
  readonly context: Context;
  readonly clinicId: string;
  readonly ledgerId: string;
  readonly otherClinicId: string;
  readonly otherLedgerId: string;
  /** Occurs in the names of this tenant's things and nowhere else. */
  readonly planted: string;
};

type Clinic = { readonly context: Context; readonly clinicId: string; readonly ledgerId: string };

/** A world over two clinics of one tenant. */
export function worldOf(platform: Platform, planted: string, own: Clinic, other: Clinic): World {
  const { context, clinicId, ledgerId } = own;
  const { clinicId: otherClinicId, ledgerId: otherLedgerId } = other;
  return { platform, context, clinicId, ledgerId, otherClinicId, otherLedgerId, planted };
}

const DAY = "2026-10-05";
const AGREEMENT = "009000001";
const ACCOUNTS = ["86011117947", "15032080119"] as const;
const AMOUNT = 120_000;

let running = 0;
const next = () => ++running;
const kid = () => makeKid(`1${String(next()).padStart(11, "0")}`, "mod10");
const inTenant = <T>(world: World, work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
  withTenant(world.platform, world.context, work);

/** A claim as it comes over the wire, for a patient whose name and treatment hold the planted word. */
export function claimOf(world: World, changes: object = {}): { externalId: string } & Record<string, unknown> {
  const ref = `P${next()}`;
  return {
    externalId: `claim-${next()}`,
    kind: "INVOICE",
    currency: "NOK",
    amountMinor: AMOUNT,
    lines: [{ text: `Behandling ${world.planted}`, amountMinor: AMOUNT, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref, name: `Pasient ${world.planted}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref, name: `Pasient ${world.planted}`, phone: "+4791234567" },
    ...changes,
  };
}

/** One more ledger of a clinic, for what would leave the world's own without use. */
export async function spareLedgerIn(world: World, ledgerId: string): Promise<string> {
  return inTenant(world, async (tx) => {
    const like = await ledgerById(tx, ledgerId);
    const { clinicId, orgNo, market, currency, seriesId, settings, accounts } = like;
    return createLedger(tx, {
      name: world.planted,
      clinicId,
      orgNo,
      market,
      currency,
      seriesId,
      settings,
      accounts,
    });
  });
}

type Made = { readonly externalId: string; readonly claimId: string; readonly partyId: string };

/** Takes a claim into a ledger; its payer is a party of that clinic. */
export async function claimIn(world: World, ledgerId: string, changes: object = {}): Promise<Made> {
  return inTenant(world, async (tx) => {
    const [answer] = await receiveClaims(tx, ledgerId, [claimSchema.parse(claimOf(world, changes))]);
    const { externalId, claimId } = answer!;
    return { externalId, claimId, partyId: (await claimByExternalId(tx, ledgerId, externalId)).payerId };
  });
}

type Invoiced = { readonly invoiceId: string; readonly kid: string; readonly partyId: string };

/** An invoice of the practice system, booked and open. */
export async function invoiceIn(world: World, ledgerId: string): Promise<Invoiced> {
  const reference = kid();
  const numbered = { number: `N${next()}`, kid: reference, issueDate: DAY, dueDate: "2026-10-19" };
  const { partyId } = await claimIn(world, ledgerId, numbered);
  const [invoice] = await inTenant(world, (tx) => listInvoices(tx, { ledgerId, partyId }));
  return { invoiceId: invoice!.id, kid: reference, partyId };
}

/** The account of each ledger, made once. */
const accounts = new Map<string, Promise<string>>();

function accountOf(world: World, ledgerId: string): Promise<string> {
  const number = ledgerId === world.ledgerId ? ACCOUNTS[0] : ACCOUNTS[1];
  const add = () =>
    inTenant(world, async (tx) => {
      const agreement = { agreementId: AGREEMENT, kidLengths: [13], kidModulus: "mod10" } as const;
      const sources = { detailSource: "ocrgiro", proofSource: "camt053" } as const;
      await addBankAccount(tx, { ledgerId, market: "NO", number, ...agreement, ...sources });
      return number;
    });
  const known = accounts.get(ledgerId) ?? add();
  accounts.set(ledgerId, known);
  return known;
}

/** Who sends a ledger's documents. */
export function senderOf(world: World) {
  return {
    brand: world.planted,
    address: { line1: "Storgata 12", line2: null, postCode: "0184", city: "Oslo" },
    phone: "22 00 00 00",
    email: "faktura@example.com",
    web: null,
    logoSvg: null,
    accent: "#0F6B73",
    registration: { country: "NO", vatRegistered: true, inCompanyRegister: true } as const,
  };
}

/** An invoice that can be printed: the ledger has a sender and an account, the payer an address. */
export async function printableInvoiceIn(world: World, ledgerId: string): Promise<string> {
  await accountOf(world, ledgerId);
  await inTenant(world, (tx) => changeIssuer(tx, ledgerId, senderOf(world)));
  const { patient, payer } = claimOf(world) as Record<string, unknown> as { patient: object; payer: object };
  const address = { line1: "Fjordveien 3", postCode: "5003", city: "Bergen" };
  const numbered = { number: `N${next()}`, kid: kid(), issueDate: DAY, dueDate: "2026-10-19" };
  const { partyId } = await claimIn(world, ledgerId, { ...numbered, patient, payer: { ...payer, address } });
  const [invoice] = await inTenant(world, (tx) => listInvoices(tx, { ledgerId, partyId }));
  return invoice!.id;
}

/** The bank account of a ledger. */
export async function bankAccountIn(world: World, ledgerId: string): Promise<string> {
  const number = await accountOf(world, ledgerId);
  const known = await inTenant(world, listBankAccounts);
  return known.find((account) => account.number === number)!.id;
}

/** What a payment carries: a reference, or the payer's own words. */
type Carried = { readonly kid: string } | { readonly type: "20"; readonly kid: ""; readonly freeText: string };

function ocrBytes(account: string, carried: Carried): Uint8Array {
  const no = next();
  const amountMinor = BigInt(AMOUNT);
  const archiveReference = String(no).padStart(9, "0");
  const payment = { settledOn: DAY, batchNumber: no, amountMinor, archiveReference, ...carried };
  const assignments = [{ agreementId: AGREEMENT, account, payments: [payment] }];
  const written = writeOcr({ transmissionNumber: no, generatedOn: DAY, totalMinor: amountMinor, assignments });
  if (!written.ok) throw new Error("the sweep's bank file is right");
  return written.bytes;
}

async function imported(world: World, bytes: Uint8Array, channel: "command" | "upload"): Promise<string> {
  const chunks = (async function* () {
    yield bytes;
  })();
  return (await importFile(world.platform, world.context, createBankReaders(), { channel, chunks })).file.id;
}

/** A bank file that waits for a second person. */
export async function bankFileIn(world: World): Promise<string> {
  return imported(world, ocrBytes(await accountOf(world, world.ledgerId), { kid: kid() }), "upload");
}

/** A payment that nobody can place, and a party who may have the money. */
export async function bankLineIn(world: World, ledgerId: string): Promise<{ lineId: string; partyId: string }> {
  const { partyId } = await claimIn(world, ledgerId);
  await imported(world, ocrBytes(await accountOf(world, ledgerId), { kid: kid() }), "command");
  const waiting = await inTenant(world, (tx) => workList(tx, { ledgerId, limit: 200 }));
  return { lineId: waiting.at(-1)!.id, partyId };
}

/** A payment that a person has placed: the entry that can be taken back. */
export async function solutionIn(world: World, ledgerId: string): Promise<string> {
  const { lineId, partyId } = await bankLineIn(world, ledgerId);
  const explanation = { rule: "sweep", version: 1, inputs: {} };
  return inTenant(world, (tx) => solveBankLine(tx, lineId, { placings: [], restToPartyId: partyId, explanation }));
}

/** Entries of one statement, handed out one by one: statements of an account follow each other, entries of one do not. */
const statements = new Map<string, Promise<string[]>>();

async function importStatement(world: World, ledgerId: string, text: string): Promise<void> {
  const account = { iban: undefined, other: await accountOf(world, ledgerId), scheme: "BBAN" };
  const entries = Array.from({ length: 8 }, (_, at) => ({
    signedMinor: BigInt(AMOUNT + at),
    bookedOn: Temporal.PlainDate.from(DAY),
    acctSvcrRef: `S-${next()}`,
    additionalInfo: text,
  }));
  const on = Temporal.PlainDate.from(DAY);
  const opening = { on, signedMinor: 0n };
  const statement = {
    id: `S${next()}`,
    createdAt: `${DAY}T06:00:00+02:00`,
    account,
    currency: "NOK",
    opening,
    closingOn: on,
    entries,
  };
  const file = writeCamt({
    kind: "camt.053",
    version: "08",
    msgId: `M${next()}`,
    createdAt: statement.createdAt,
    statements: [statement],
  });
  await imported(world, Buffer.from(file), "command");
}

/** A payment and statement lines that carry a text, as a payer may have written it. */
export async function textsIn(world: World, ledgerId: string, text: string): Promise<void> {
  await imported(world, ocrBytes(await accountOf(world, ledgerId), { type: "20", kid: "", freeText: text }), "command");
  await importStatement(world, ledgerId, text);
}

/** The bytes of a file that waits for a second person, with a payment that carries a text. */
export async function fileWithText(world: World, text: string): Promise<Uint8Array> {
  return ocrBytes(await accountOf(world, world.ledgerId), { type: "20", kid: "", freeText: text });
}

async function statementLines(world: World, ledgerId: string): Promise<string[]> {
  await importStatement(world, ledgerId, world.planted);
  return (await inTenant(world, (tx) => statementWork(tx, { ledgerId, limit: 200 }))).map((line) => line.id);
}

/** A line of an account statement that nothing explains. */
export async function statementLineIn(world: World, ledgerId: string): Promise<string> {
  const lines = statements.get(ledgerId) ?? statementLines(world, ledgerId);
  statements.set(ledgerId, lines);
  return (await lines).pop()!;
}

/** A file that tells the practice system of a payment. */
export async function remittanceIn(world: World, ledgerId: string): Promise<string> {
  const account = await accountOf(world, ledgerId);
  const invoice = await invoiceIn(world, ledgerId);
  await imported(world, ocrBytes(account, { kid: invoice.kid }), "command");
  const file = await inTenant(world, (tx) => exportRemittance(tx, ledgerId, { fromOn: DAY, toOn: DAY }));
  return file!.id;
}

/** A proposal of the invoices of the day; approved, if wanted. */
export async function proposalIn(world: World, ledgerId: string, approved = false): Promise<string> {
  await claimIn(world, ledgerId);
  return inTenant(world, async (tx) => {
    const { id } = await proposeInvoices(tx, ledgerId, DAY);
    if (approved) await approveProposal(tx, id);
    return id;
  });
}

/** The aging of a month that is over, put away. */
export async function filedReportIn(world: World, ledgerId: string): Promise<string> {
  return inTenant(world, async (tx) => {
    const [kept] = await listFiledReports(tx, { ledgerId, limit: 1 });
    return (kept ?? (await fileMonthlyAging(tx, { ledgerId, day: "2026-10-01" })))!.id;
  });
}

/** The month-end pack of a month that is over. */
export async function monthPackIn(world: World, ledgerId: string): Promise<string> {
  return inTenant(world, async (tx) => {
    await makeMonthPacks(tx, ledgerId);
    return (await monthPacks(tx, { ledgerId }))[0]!.id;
  });
}

/** An alarm of an account whose file did not come. */
export async function alarmIn(world: World): Promise<string> {
  return inTenant(world, async (tx) => {
    const subjectId = world.platform.ids.next();
    await raiseAlarm(tx, { kind: "bank.fileMissing", subjectKind: "bankAccount", subjectId, dayOn: DAY });
    return (await listAlarms(tx)).find((alarm) => alarm.subjectId === subjectId)!.id;
  });
}
