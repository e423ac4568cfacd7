import { writeCamt } from "@kvitt/format-iso20022";
import { importFile } from "../src/banking/index.ts";
import { createBankReaders } from "../src/app/readers/index.ts";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { withTenant } from "../src/platform/index.ts";
import {
  ACCOUNT,
  bytes,
  ocrFile,
  testBankAccount,
  testClinic,
  type TestClinic,
  type TestClinicOptions,
  type TestPayment,
  type TestPlatform,
} from "../testkit/index.ts";

/** A clinic whose bank has written: for the walks through queue, files and proof. */

const INVOICES = [
  ["260101", "1047112601018", 245_000, "Kari Nordmann"],
  ["260102", "1047122601024", 118_000, "Ola Hansen"],
  ["260103", "1047132601030", 960_000, "Per Østergård"],
  ["260104", "1047142601046", 60_000, "Ida Lund"],
  ["260105", "1047152601050", 75_000, "Nils Aas"],
  ["260106", "1047162601066", 75_000, "Mona Berg"],
  ["260107", "1047172601072", 430_000, "Siv Dahl"],
] as const;

const claim = ([number, kid, amountMinor, name]: (typeof INVOICES)[number]) =>
  claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid,
    issueDate: "2026-10-06",
    dueDate: "2026-10-20",
    currency: "NOK",
    amountMinor,
    lines: [{ text: "Behandling", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: kid, name, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: kid, name, phone: "+4791234567" },
  });

/** A file as the watched directory brings it. */
export async function arrives(platform: TestPlatform, clinic: TestClinic, file: Uint8Array): Promise<string> {
  const input = { channel: "directory", chunks: bytes(file) } as const;
  return (await importFile(platform, clinic.context, createBankReaders(), input)).file.id;
}

/** The account's statement of the day: the lumps of the payment files, and what came besides. */
export function statement(amounts: readonly (readonly [minor: bigint, text: string])[], day = "2026-10-06"): Buffer {
  const on = Temporal.PlainDate.from(day);
  const createdAt = `${day}T23:00:00+02:00`;
  const account = { iban: undefined, other: ACCOUNT, scheme: "BBAN" } as const;
  const entries = amounts.map(([signedMinor, additionalInfo], at) => ({
    signedMinor,
    bookedOn: on,
    acctSvcrRef: `X-${String(at)}`,
    additionalInfo,
  }));
  const opening = { signedMinor: 0n, on };
  const statements = [{ id: "S1", createdAt, account, currency: "NOK", opening, closingOn: on, entries }];
  return Buffer.from(writeCamt({ kind: "camt.053", version: "08", msgId: "M1", createdAt, statements }));
}

const PAYMENTS: readonly TestPayment[] = [
  { kid: "1047132601030", amountMinor: 960_000n },
  { kid: "1047142601046", amountMinor: 60_000n },
  // Two digits in the wrong order: what a tired payer types.
  { kid: "1047112601081", amountMinor: 245_000n },
  // Of this amount two invoices are open.
  { kid: "9999999999999", amountMinor: 75_000n },
];

/** A clinic with its account and seven invoices. */
export async function clinicWithInvoices(platform: TestPlatform, options: TestClinicOptions = {}): Promise<TestClinic> {
  const clinic = await testClinic(platform, options);
  await testBankAccount(platform, clinic, { fileExpectedBy: "07:30" });
  await withTenant(platform, clinic.context, (tx) => receiveClaims(tx, clinic.ledgerId, INVOICES.map(claim)));
  return clinic;
}

/** Last night's files: two payments that place themselves, two that need a person, and one on the statement only. */
export async function lastNight(platform: TestPlatform, clinic: TestClinic): Promise<void> {
  const transmission = { transmission: 1, settledOn: "2026-10-06", payments: PAYMENTS };
  await arrives(platform, clinic, ocrFile(transmission));
  const lump = PAYMENTS.reduce((sum, payment) => sum + payment.amountMinor, 0n);
  await arrives(
    platform,
    clinic,
    statement([
      [lump, "OCR 06.10"],
      [548_000n, "Innbetaling S Dahl"],
    ]),
  );
}
