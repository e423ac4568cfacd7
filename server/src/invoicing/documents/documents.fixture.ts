import { testBankAccount, testClinic, type TestClinic, type TestClinicOptions } from "../../../testkit/index.ts";
import { approveProposal } from "../../controls/index.ts";
import type { IssuerSettings } from "../../ledger/index.ts";
import { setContacts } from "../../parties/index.ts";
import { withTenant, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { claim, type ClaimJson } from "../claims.fixture.ts";
import { applyInvoices, changeIssuer, listInvoices, proposeInvoices, receiveClaims } from "../index.ts";

/** A clinic that can send documents, and the claims that its invoices are made of. */

export const sender: IssuerSettings = {
  brand: "Nordlys Tannklinikk",
  address: { line1: "Storgata 12", line2: null, postCode: "0184", city: "Oslo" },
  phone: "22 00 00 00",
  email: "faktura@nordlys.example",
  web: "https://nordlys.example",
  logoSvg: null,
  accent: "#0F6B73",
  registration: { country: "NO", vatRegistered: true, inCompanyRegister: true },
};

export const employer = {
  type: "EMPLOYER",
  name: "Havn Rederi AS",
  orgNo: "974760673",
  address: { line1: "Kaigata 1", postCode: "4006", city: "Stavanger" },
};

const NAMES = ["Kari Fjellheim", "Åse Brønnum", "Mahmoud Al-Hakim", "Zofia Kowalska", "Øystein Torsvik"];

/** The patient `n` as a practice system names it. */
export const patientOf = (n: number) => ({
  ref: `P10${n}711`,
  name: NAMES[n % NAMES.length]!,
  birthDate: `19${70 + (n % 20)}-03-09`,
});

/** A treatment that an employer pays, with nothing left out that must not reach it. */
export const employed = (n: number, changes: ClaimJson = {}) =>
  claim({
    externalId: `opus-7788${n}`,
    issueDate: "2026-09-12",
    dueDate: "2026-09-12",
    amountMinor: 100_000 + n,
    lines: [
      { text: `Rotfylling tann 3${n % 8}`, amountMinor: 60_000 + n, vatCode: "EXEMPT", vatMinor: 0 },
      { text: "Bedøvelse med articain", amountMinor: 40_000, vatCode: "EXEMPT", vatMinor: 0 },
    ],
    patient: patientOf(n),
    payer: employer,
    ...changes,
  });

/** A treatment that the patient pays. */
export const ownClaim = (n: number, changes: ClaimJson = {}) =>
  claim({
    externalId: `opus-1188${n}`,
    amountMinor: 245_000,
    lines: [
      { text: "Fylling, to flater", amountMinor: 220_000, vatCode: "EXEMPT", vatMinor: 0 },
      { text: "Elektrisk tannbørste", amountMinor: 25_000, vatCode: "STANDARD", vatMinor: 5_000 },
    ],
    patient: patientOf(n),
    payer: {
      type: "PATIENT",
      ref: patientOf(n).ref,
      name: patientOf(n).name,
      phone: "+4791234567",
      address: { line1: "Fjordveien 3", postCode: "5003", city: "Bergen" },
    },
    ...changes,
  });

export type Office = TestClinic & {
  readonly work: <T>(use: (tx: TenantTransaction) => Promise<T>) => Promise<T>;
  /** Takes claims, invoices all that waits, and gives the invoices in their order. */
  readonly invoiced: (...claims: readonly ReturnType<typeof claim>[]) => Promise<readonly string[]>;
  readonly moved: (partyId: string, address: object) => Promise<void>;
};

export async function openOffice(
  platform: Platform,
  options: TestClinicOptions & { readonly issuer?: Partial<IssuerSettings> | null; readonly account?: boolean } = {},
): Promise<Office> {
  const { issuer = {}, account = true, ...clinicOptions } = options;
  const clinic = await testClinic(platform, { name: "Nordlys Tannklinikk AS", ...clinicOptions });
  const { context, ledgerId } = clinic;
  if (account) await testBankAccount(platform, clinic);
  const work: Office["work"] = (use) => withTenant(platform, context, use);
  if (issuer) await work((tx) => changeIssuer(tx, ledgerId, { ...sender, ...issuer }));
  return {
    ...clinic,
    work,
    async invoiced(...claims) {
      const before = new Set((await work((tx) => listInvoices(tx, { ledgerId, limit: 1_000 }))).map(({ id }) => id));
      await work((tx) => receiveClaims(tx, ledgerId, claims));
      const waits = claims.some((each) => each.number === undefined && each.kind !== "CREDIT");
      if (waits) {
        const proposal = await work((tx) => proposeInvoices(tx, ledgerId, "2026-10-06"));
        await work((tx) => approveProposal(tx, proposal.id));
        await applyInvoices(platform, context, proposal.id);
      }
      const after = await work((tx) => listInvoices(tx, { ledgerId, limit: 1_000 }));
      return after.map(({ id }) => id).filter((id) => !before.has(id));
    },
    moved: (partyId, address) =>
      work((tx) => {
        const contact = { kind: "address", purpose: "payment", value: address as never } as const;
        return setContacts(tx, [{ partyId, contact }], "NO");
      }),
  };
}
