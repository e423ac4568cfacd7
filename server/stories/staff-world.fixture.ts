import { makeKid } from "@kvitt/values";
import { ensureDaily } from "../src/app/commands/work.ts";
import { listBankFiles } from "../src/banking/index.ts";
import { approvePolicy, openReview, policyTemplates, proposeFollowUp, setPolicy } from "../src/collections/index.ts";
import { approveProposal, raiseAlarm } from "../src/controls/index.ts";
import { itemsByReference } from "../src/ledger/index.ts";
import { applyInvoices, claimSchema, listInvoices, proposeInvoices, receiveClaims } from "../src/invoicing/index.ts";
import { addNote, partiesByCustomerNo } from "../src/parties/index.ts";
import { sealTenant, withTenant, type Context, type TenantTransaction } from "../src/platform/index.ts";
import { createApiKey, listUsers, setRoles } from "../src/platform/sign-in/index.ts";
import { fileMonthlyAging } from "../src/reports/index.ts";
import { testClinic, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { clinicWithInvoices, lastNight } from "./staff-bank.fixture.ts";

/** A chain in which something stands on every screen of the staff app. */
export type World = {
  readonly context: Context;
  readonly tenantId: string;
  readonly ledgerId: string;
  /** Every address of the app with an id that exists, and what is there when its rows are. */
  readonly addresses: readonly (readonly [path: string, rows: string])[];
};

const DAY = "2026-10-07";

const KID = makeKid("104710260001", "mod10");
const OVERDUE = { number: "260001", kid: KID, issueDate: "2026-08-20", dueDate: "2026-09-03" };

/** A treatment of which the invoice is not made yet, or was made long ago. */
const treatment = (no: number, invoiced: object = {}) =>
  claimSchema.parse({
    externalId: `behandling-${String(no)}`,
    kind: "INVOICE",
    ...invoiced,
    currency: "NOK",
    amountMinor: 118_000 + no * 100,
    lines: [{ text: "Undersøkelse", amountMinor: 118_000 + no * 100, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: `B${String(no)}`, name: "Ingrid Marie Tollefsen-Bjørnstad", birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: `B${String(no)}`, name: "Ingrid Marie Tollefsen-Bjørnstad", phone: "+4791234567" },
  });

/** One run that was carried out, and one that waits for its approval; gives the latter. */
async function runs(platform: TestPlatform, { context, ledgerId }: TestClinic): Promise<string> {
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, context, work);
  await inTenant((tx) => receiveClaims(tx, ledgerId, [treatment(0, OVERDUE), treatment(1), treatment(2)]));
  const { id } = await inTenant((tx) => proposeInvoices(tx, ledgerId, DAY));
  await inTenant((tx) => approveProposal(tx, id));
  await applyInvoices(platform, context, id);
  await inTenant((tx) => receiveClaims(tx, ledgerId, [treatment(3), treatment(4), treatment(5)]));
  return (await inTenant((tx) => proposeInvoices(tx, ledgerId, DAY))).id;
}

/** A policy that follows up, and what it would send today. */
async function followUp(tx: TenantTransaction, { ledgerId }: TestClinic): Promise<void> {
  const [template] = await policyTemplates(tx, ledgerId);
  const wish = { scope: "chain", scopeId: null, name: "Kjeden 2026", validFromOn: "2026-01-01", locks: [] } as const;
  await approvePolicy(tx, await setPolicy(tx, { ...wish, content: template!.policy }));
  const resting = () => Promise.resolve(new Map());
  await proposeFollowUp(tx, { ledgerId, asOf: DAY, approval: "standing", resting });
}

/** What the machine and the people left besides: a filed report, alarms, a note, a key. */
async function besides(tx: TenantTransaction, { ledgerId, tenantId }: TestClinic, partyId: string): Promise<void> {
  await fileMonthlyAging(tx, { ledgerId, day: "2026-10-01" });
  await raiseAlarm(tx, { kind: "bank.fileMissing", subjectKind: "bankAccount", subjectId: ledgerId, dayOn: DAY });
  await raiseAlarm(tx, { kind: "tenant.onePerson", subjectKind: "tenant", subjectId: tenantId, dayOn: DAY });
  await addNote(tx, partyId, "Ringer tilbake på torsdag om delbetaling.");
  await createApiKey(tx, { name: "Journalsystemet", scopes: ["claims:write"], ledgerIds: null, expiresAt: null });
}

/** The clock stands on the morning of 7 October 2026. */
export async function workedChain(platform: TestPlatform): Promise<World> {
  const clinic = await clinicWithInvoices(platform, { name: "Nordlys Tannklinikk og Kjeveortopedi AS" });
  const { context, tenantId, ledgerId } = clinic;
  await lastNight(platform, clinic);
  await testClinic(platform, { tenantId, name: "Sørlys Tannklinikk AS", orgNo: "974760673", active: false });
  const runId = await runs(platform, clinic);
  await ensureDaily(platform);
  const found = await withTenant(platform, context, async (tx) => {
    const partyId = [...(await partiesByCustomerNo(tx, [1n])).values()][0]!;
    await besides(tx, clinic, partyId);
    await followUp(tx, clinic);
    const [invoice] = await listInvoices(tx, { ledgerId, limit: 1 });
    const files = await listBankFiles(tx, { limit: 10 });
    const [item] = await itemsByReference(tx, [KID]);
    const reviewId = await openReview(tx, { ledgerId, present: "Ingrid og Ola" });
    return { partyId, invoiceId: invoice!.id, itemId: item!.id, fileId: files.at(-1)!.id, reviewId };
  });
  await sealTenant(platform, context);
  return { context, tenantId, ledgerId, addresses: addressesOf({ ...found, runId, ledgerId }) };
}

type Ids = Readonly<Record<"partyId" | "invoiceId" | "itemId" | "fileId" | "runId" | "ledgerId" | "reviewId", string>>;

const LIST = "tr[data-at]";
const TABLE = "main tbody tr";

const addressesOf = ({ partyId, invoiceId, itemId, fileId, runId, ledgerId, reviewId }: Ids): World["addresses"] => [
  ["/", ".kv-home-tile"],
  ["/home/overdue?part=all", LIST],
  ["/head-office", LIST],
  ["/figures", "main tbody tr"],
  ["/figures/dso?part=receivables", "h1"],
  ["/desk", ".kv-desk-box"],
  [`/parties/${partyId}`, LIST],
  ["/invoices", LIST],
  [`/invoices/${invoiceId}`, ".kv-paper"],
  ["/runs", TABLE],
  [`/runs/${runId}`, TABLE],
  ["/bank", ".kv-bank-line"],
  ["/files", LIST],
  // What waits there is walked with its own stories; here the frame and what is said of nothing.
  ["/follow-up?kind=cases", "h1"],
  ["/follow-up?kind=proof", "h1"],
  ["/follow-up", LIST],
  ["/follow-up?kind=reviews", LIST],
  [`/reviews/${reviewId}`, LIST],
  ["/cases", "h1"],
  ["/cases?group=leaving", "h1"],
  ["/cases?group=calls", "h1"],
  [`/cases/${itemId}`, "dl"],
  ["/deliveries", "h1"],
  ["/approvals?group=waiting", "h1"],
  ["/losses", "h1"],
  ["/subsidy", "h1"],
  ["/credits", "h1"],
  [`/files/${fileId}`, LIST],
  ["/proof?day=2026-10-06", ".kv-station"],
  ["/reskontro", TABLE],
  ["/aging", TABLE],
  ["/month-end", "h1"],
  ["/number-series", TABLE],
  ["/reports", TABLE],
  ["/audit", LIST],
  ["/settings", "main input"],
  ["/settings/clinics", TABLE],
  ["/settings/ledgers", TABLE],
  [`/settings/ledgers/${ledgerId}`, "main"],
  ["/settings/approvals", TABLE],
  ["/settings/mails", "main section"],
  ["/settings/follow-up", TABLE],
  ["/settings/partners", "main"],
  ["/settings/agency", "main dl"],
  ["/settings/users", TABLE],
  ["/settings/keys", TABLE],
  ["/settings/jobs", TABLE],
  ["/settings/checks", "main"],
  ["/settings/tenant", "main input"],
];

/** Makes somebody of one role an administrator as well: who sees every screen. */
export async function seesEverything(platform: TestPlatform, context: Context, email: string): Promise<void> {
  await withTenant(platform, context, async (tx) => {
    const user = (await listUsers(tx)).find((each) => each.email === email)!;
    await setRoles(tx, user.id, [...user.roles, { role: "admin", clinicIds: null }]);
  });
}
