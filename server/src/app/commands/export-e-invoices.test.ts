import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@kvitt/format-einvoice";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { approveProposal } from "../../controls/index.ts";
import { applyInvoices, changeIssuer, claimSchema, proposeInvoices, receiveClaims } from "../../invoicing/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import { exportEInvoices } from "./export-e-invoices.ts";

let platform: TestPlatform;
let clinic: TestClinic;

const claimOf = (n: number, thirdPartyReference: string) =>
  claimSchema.parse({
    externalId: `opus-${n}`,
    kind: "INVOICE",
    currency: "NOK",
    amountMinor: 100_000,
    lines: [{ text: "Rotfylling", amountMinor: 100_000, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: `P${n}`, name: "Kari Fjellheim", birthDate: "1984-03-09" },
    payer: { type: "EMPLOYER", name: "Havn Rederi AS", orgNo: "974760673" },
    thirdPartyReference,
  });

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await testClinic(platform, { name: "Nordlys Tannklinikk AS" });
  const { context, ledgerId } = clinic;
  await testBankAccount(platform, clinic);
  const proposal = await withTenant(platform, context, async (tx) => {
    await changeIssuer(tx, ledgerId, {
      ...{ brand: null, phone: null, email: null, web: null, logoSvg: null, accent: null },
      address: { line1: "Storgata 12", line2: null, postCode: "0184", city: "Oslo" },
      registration: { country: "NO", vatRegistered: true, inCompanyRegister: true },
    });
    await receiveClaims(tx, ledgerId, [claimOf(1, "REQ 1"), claimOf(2, "Rotfylling 2")]);
    const made = await proposeInvoices(tx, ledgerId, "2026-10-06");
    await approveProposal(tx, made.id);
    return made;
  });
  await applyInvoices(platform, context, proposal.id);
});
afterAll(() => platform.close());

async function archive(question: Parameters<typeof exportEInvoices>[1]) {
  const pieces: Uint8Array[] = [];
  const outcome = await exportEInvoices(platform, question, async (piece) => void pieces.push(piece));
  return { outcome, bytes: Buffer.concat(pieces) };
}

test("S0-02 the archive is read by tar; what cannot leave is left out with its code; the same again is the same bytes", async () => {
  const { outcome, bytes } = await archive({});
  expect(outcome).toEqual({ written: 1, refused: [{ number: "2", code: "THIRD_PARTY_REFERENCE_LEAKS" }] });
  const folder = mkdtempSync(join(tmpdir(), "kvitt-ehf-"));
  try {
    writeFileSync(join(folder, "all.tar"), bytes);
    execFileSync("tar", ["-xf", "all.tar"], { cwd: folder });
    expect(readdirSync(folder).toSorted()).toEqual(["1.xml", "all.tar"]);
    expect(parse(readFileSync(join(folder, "1.xml")))).toMatchObject({ ok: true, document: { number: "1" } });
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect((await archive({})).bytes.equals(bytes)).toBe(true);
});

test("a trial keeps and notes nothing; days that had no invoice are an empty archive", async () => {
  const noted = () =>
    withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { action: "books.exported" }, 10));
  const before = (await noted()).length;
  expect((await archive({ trial: true })).outcome.written).toBe(1);
  expect((await noted()).length).toBe(before);
  expect(await archive({ from: "2026-10-07" })).toEqual({
    outcome: { written: 0, refused: [] },
    bytes: Buffer.alloc(1_024),
  });
});
