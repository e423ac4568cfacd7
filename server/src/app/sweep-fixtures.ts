/**
 * What the cross-tenant sweep needs to know of each route: real things of a tenant to name, and an input that fits. A route without a line here
 * fails the sweep's test. To add a capability's routes: add a function that makes what the route's parameters name, in the world it is given.
 */
import { withTenant } from "../platform/index.ts";
import { createApiKey, createUser } from "../platform/sign-in/index.ts";
import { exportDossier } from "../reports/index.ts";
import {
  alarmIn,
  bankAccountIn,
  bankFileIn,
  bankLineIn,
  claimIn,
  claimOf,
  filedReportIn,
  invoiceIn,
  printableInvoiceIn,
  proposalIn,
  remittanceIn,
  senderOf,
  solutionIn,
  spareLedgerIn,
  statementLineIn,
  type World,
} from "./routes/sweep-books.fixture.ts";

import { agreementSweep } from "./routes/sweep-agreements.fixture.ts";
import { approvalSweep } from "./routes/sweep-approvals.fixture.ts";
import { deliveryTaskIn } from "./routes/sweep-deliveries.fixture.ts";
import { caseDeskSweep } from "./routes/sweep-case-desk.fixture.ts";
import { deskSweep } from "./routes/sweep-desk.fixture.ts";
import { reviewSweep } from "./routes/sweep-review.fixture.ts";
import { figureSweep } from "./routes/sweep-figures.fixture.ts";
import { followUpSweep } from "./routes/sweep-follow-up.fixture.ts";
import { monthEndSweep } from "./routes/sweep-month-end.fixture.ts";
import { moneyBackSweep } from "./routes/sweep-money-back-routes.fixture.ts";

export type { World } from "./routes/sweep-books.fixture.ts";

export type SweepFixture = {
  /** Values for the route's parameters: things that exist in the world, made for this route alone. */
  readonly params?: (world: World) => Promise<Record<string, string>> | Record<string, string>;
  /** The same kind of thing in the world's other clinic, where the route works on rows of a ledger. */
  readonly otherClinicParams?: (world: World) => Promise<Record<string, string>> | Record<string, string>;
  readonly query?: (world: World) => Record<string, string>;
  readonly body?: (world: World) => unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly upload?: () => Buffer;
  /** The status of the right call by somebody who may; 200, 201 or 204 unless named. For sign-in routes, whose success is tested elsewhere. */
  readonly status?: number;
};

async function newUser(world: World): Promise<Record<string, string>> {
  const email = `${world.platform.ids.next()}@${world.planted.toLowerCase()}.example`;
  const made = await withTenant(world.platform, world.context, (tx) =>
    createUser(tx, { email, name: world.planted, roles: [{ role: "auditor", clinicIds: null }] }),
  );
  return { userId: made.userId };
}

async function newApiKey(world: World): Promise<Record<string, string>> {
  const made = await withTenant(world.platform, world.context, (tx) =>
    createApiKey(tx, { name: world.planted, scopes: ["ledgers:read"], ledgerIds: null, expiresAt: null }),
  );
  return { keyId: made.id };
}

const ownLedger = {
  params: (world: World) => ({ ledgerId: world.ledgerId }),
  otherClinicParams: (world: World) => ({ ledgerId: world.otherLedgerId }),
};
type Params = Record<string, string>;

/** What a route of one ledger's row names: made in the world's own ledger, and in the other clinic's. */
function inLedger(make: (world: World, ledgerId: string) => Promise<Params>): SweepFixture {
  return {
    params: (world) => make(world, world.ledgerId),
    otherClinicParams: (world) => make(world, world.otherLedgerId),
  };
}

/** A payer of the world, for bodies that name one: the last who was made beside a line. */
const payers = new Map<string, string>();

const aSpareLedger = inLedger(async (world, ledgerId) => ({ ledgerId: await spareLedgerIn(world, ledgerId) }));
const aClaim = inLedger(async (world, ledgerId) => ({
  ledgerId,
  externalId: (await claimIn(world, ledgerId)).externalId,
}));
const aParty = inLedger(async (world, ledgerId) => ({ partyId: (await claimIn(world, ledgerId)).partyId }));
const anInvoice = inLedger(async (world, ledgerId) => ({ invoiceId: (await invoiceIn(world, ledgerId)).invoiceId }));
const aRemittance = inLedger(async (world, ledgerId) => ({ ledgerId, fileId: await remittanceIn(world, ledgerId) }));
const aProposal = inLedger(async (world, ledgerId) => ({ proposalId: await proposalIn(world, ledgerId) }));
const anApproved = inLedger(async (world, ledgerId) => ({ proposalId: await proposalIn(world, ledgerId, true) }));
const aSolution = inLedger(async (world, ledgerId) => ({ entryId: await solutionIn(world, ledgerId) }));
const aBankLine = inLedger(async (world, ledgerId) => {
  const { lineId, partyId } = await bankLineIn(world, ledgerId);
  payers.set(world.context.tenantId, partyId);
  return { lineId };
});
const aStatementLine = inLedger(async (world, ledgerId) => ({ lineId: await statementLineIn(world, ledgerId) }));
const aFiledReport = inLedger(async (world, ledgerId) => ({
  ledgerId,
  reportId: await filedReportIn(world, ledgerId),
}));
const aDossier = inLedger(async (world, ledgerId) => {
  const { invoiceId } = await invoiceIn(world, ledgerId);
  const { taken } = await exportDossier(world.platform, world.context, { invoiceId, profile: "agency" });
  return { invoiceId, dossierId: taken.id };
});
const aBankFile: SweepFixture = { params: async (world) => ({ fileId: await bankFileIn(world) }) };
const allToThePayer = (world: World) => ({
  placings: [],
  restToPartyId: payers.get(world.context.tenantId) ?? world.platform.ids.next(),
});

const aDeliveryTask = inLedger(async (world, ledgerId) => ({ taskId: await deliveryTaskIn(world, ledgerId) }));
const messageSender = () => ({ brand: "Sol", telephone: "22 33 44 55", smsSender: "Solsiden", replyTo: null });

const supplierInvoice = (world: World) => ({
  supplier: { orgNo: "923456783", name: `Leverandør ${world.planted}` },
  number: world.platform.ids.next().slice(0, 36),
  issueDate: "2026-10-05",
  dueDate: "2026-10-19",
  currency: "NOK",
  totalMinor: 1_000,
  lines: [{ role: "SERVICE_COST", netMinor: 800, vatMinor: 200 }],
});
const claimsCsv =
  "externalId;text;amount;patientRef;patientName;payerType;payerRef;payerName;phone\ncsv-1;Behandling;1200;P1;Ola;PATIENT;P1;Ola;+4791234567\n";
const supplierCsv =
  "supplierOrgNo;supplierName;number;issueDate;dueDate;text;role;net;vat\n923456783;Leverandør;csv-1;2026-10-05;2026-10-19;Avgift;SERVICE_COST;8;2\n";
const anotherDay = () => ({ untilOn: "2026-10-20", reason: "Filen kommer torsdag" });
const fromTo = () => ({ from: "2026-10-05", to: "2026-10-06" });

const auditorRole = [{ role: "auditor", clinicIds: null }];
const wrongCode = { body: () => ({ code: "000000" }), status: 401 };

const signedCredential = {
  id: "AAAA",
  rawId: "AAAA",
  type: "public-key",
  response: { clientDataJSON: "e30", authenticatorData: "AAAA", signature: "AAAA", userHandle: "AAAA" },
};
const aPasskey: SweepFixture = {
  params: (world) => ({ passkeyId: world.platform.ids.next() }),
  status: 404,
};

export const sweepFixtures: Readonly<Record<string, SweepFixture>> = {
  "GET /api/v1/ledgers": {},
  "GET /api/v1/ledgers/:ledgerId": ownLedger,
  "POST /api/v1/ledgers/:ledgerId/activation": { ...aSpareLedger, body: () => ({ from: "2026-10-05" }) },
  "POST /api/v1/ledgers/:ledgerId/deactivation": aSpareLedger,
  "PUT /api/v1/ledgers/:ledgerId/walkthrough": {
    ...aSpareLedger,
    body: () => ({ on: "2027-03-02", time: "13:00", heldWith: "Leverandøren" }),
  },
  "DELETE /api/v1/ledgers/:ledgerId/walkthrough": aSpareLedger,
  "POST /api/v1/ledgers/:ledgerId/walkthrough/start": { ...aSpareLedger, status: 409 },
  "POST /api/v1/ledgers/:ledgerId/changeover-parts": {
    ...aSpareLedger,
    body: () => ({ kind: "device", name: "Terminal 1" }),
  },
  "PUT /api/v1/ledgers/:ledgerId/changeover-parts/:partId/state": {
    ...inLedger(async (world, ledgerId) => ({
      ledgerId: await spareLedgerIn(world, ledgerId),
      partId: world.platform.ids.next(),
    })),
    body: () => ({ state: "notApplicable" }),
    status: 404,
  },
  "GET /api/v1/clinics": {},
  "GET /api/v1/ledgers/:ledgerId/set-up": ownLedger,
  "PATCH /api/v1/ledgers/:ledgerId/settings": { ...aSpareLedger, body: () => ({ paymentTermDays: 21 }) },
  "PATCH /api/v1/ledgers/:ledgerId/accounts/:code": {
    ...inLedger(async (world, ledgerId) => ({ ledgerId: await spareLedgerIn(world, ledgerId), code: "1500" })),
    body: () => ({ name: "Fordringer" }),
  },
  "POST /api/v1/ledgers/:ledgerId/closed-months": {
    ...aSpareLedger,
    body: () => ({ firstOn: "2026-10-01" }),
    status: 409,
  },
  "POST /api/v1/ledgers/:ledgerId/claims": { ...ownLedger, body: (world) => claimOf(world) },
  "POST /api/v1/ledgers/:ledgerId/claims/batch": { ...ownLedger, body: (world) => [claimOf(world)] },
  "POST /api/v1/ledgers/:ledgerId/claims/csv": { ...ownLedger, upload: () => Buffer.from(claimsCsv) },
  "GET /api/v1/ledgers/:ledgerId/claims": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/claims/:externalId": aClaim,
  "DELETE /api/v1/ledgers/:ledgerId/claims/:externalId": aClaim,
  "GET /api/v1/ledgers/:ledgerId/invoices": ownLedger,
  "GET /api/v1/invoices/:invoiceId": anInvoice,
  "GET /api/v1/ledgers/:ledgerId/invoice-list": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/invoice-list/sums": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/reports/invoices": ownLedger,
  "GET /api/v1/invoices/:invoiceId/standing": anInvoice,
  "GET /api/v1/invoices/:invoiceId/document": inLedger(async (world, ledgerId) => ({
    invoiceId: await printableInvoiceIn(world, ledgerId),
  })),
  // A person's: what goes over the network is for companies.
  "GET /api/v1/invoices/:invoiceId/einvoice": { ...anInvoice, status: 409 },
  "GET /api/v1/invoices/:invoiceId/credit-terms": anInvoice,
  "GET /api/v1/state-support": {},
  "GET /api/v1/ledgers/:ledgerId/state-support": ownLedger,
  // The sweep's market knows no such support, and its invoices have none.
  "POST /api/v1/invoices/:invoiceId/state-support-explanations": {
    ...anInvoice,
    body: () => ({ words: "Brevet kom i retur" }),
    status: 409,
  },
  "POST /api/v1/ledgers/:ledgerId/state-payouts": {
    ...ownLedger,
    body: () => ({ externalId: "FK-1", paidOn: "2026-10-05", lines: [{ visitId: "besok-1", amountMinor: 100 }] }),
    status: 422,
  },
  "POST /api/v1/ledgers/:ledgerId/state-reclaims": {
    ...ownLedger,
    body: () => ({ externalId: "FK-1", visitId: "besok-1", reclaimedOn: "2026-10-05", amountMinor: 100 }),
    status: 422,
  },
  "POST /api/v1/invoices/:invoiceId/credits": { ...anInvoice, body: () => ({ reason: "duplicate" }) },
  ...agreementSweep,
  ...approvalSweep,
  ...moneyBackSweep,
  ...caseDeskSweep,
  ...deskSweep,
  ...reviewSweep,
  ...figureSweep,
  ...followUpSweep,
  ...monthEndSweep,
  "GET /api/v1/ledgers/:ledgerId/deliveries": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/unchosen-requests": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/contact-needs": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/delivery-tasks": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/channel-counts": { ...ownLedger, query: fromTo },
  "POST /api/v1/delivery-tasks/:taskId/retry": { ...aDeliveryTask, body: () => ({ channel: "email" }) },
  "POST /api/v1/delivery-tasks/:taskId/solution": { ...aDeliveryTask, body: () => ({ reason: "Ringt" }) },
  "GET /api/v1/ledgers/:ledgerId/message-settings": ownLedger,
  "PUT /api/v1/ledgers/:ledgerId/message-sender": { ...aSpareLedger, body: messageSender },
  "POST /api/v1/ledgers/:ledgerId/message-texts": {
    ...ownLedger,
    body: () => ({ sender: messageSender(), language: "nb" }),
  },
  "GET /api/v1/ledgers/:ledgerId/number-report": ownLedger,
  "POST /api/v1/ledgers/:ledgerId/invoice-proposals": { ...ownLedger, body: () => ({ asOf: "2026-10-05" }) },
  // No payment has exactly one good answer here.
  "POST /api/v1/ledgers/:ledgerId/match-proposals": { ...ownLedger, status: 409 },
  "GET /api/v1/proposals": {},
  "GET /api/v1/proposals/:proposalId": aProposal,
  "GET /api/v1/proposals/:proposalId/lines": aProposal,
  "POST /api/v1/proposals/:proposalId/held-lines": {
    ...aProposal,
    body: () => ({ lineNos: [1], reason: "Feil mottaker" }),
  },
  // The hash of another content: what an approval must not sign.
  "POST /api/v1/proposals/:proposalId/approval": {
    ...aProposal,
    body: () => ({ contentHash: "0".repeat(64) }),
    status: 409,
  },
  "POST /api/v1/proposals/:proposalId/withdrawal": aProposal,
  "GET /api/v1/ledgers/:ledgerId/waiting-claims": ownLedger,
  "GET /api/v1/proposals/:proposalId/progress": aProposal,
  "GET /api/v1/proposals/:proposalId/lines/file": aProposal,
  "POST /api/v1/proposals/:proposalId/released-lines": { ...aProposal, body: () => ({ lineNos: [1] }) },
  "POST /api/v1/proposals/:proposalId/ended-holds": { ...aProposal, body: () => ({ lineNos: [1] }) },
  "GET /api/v1/ledgers/:ledgerId/held-claims": ownLedger,
  // Nothing of these proposals is under way or has failed.
  "POST /api/v1/proposals/:proposalId/pause": { ...aProposal, status: 409 },
  "POST /api/v1/proposals/:proposalId/cancellation": { ...aProposal, status: 409 },
  "POST /api/v1/proposals/:proposalId/retry": { ...aProposal, body: () => ({ reason: "Refused" }), status: 409 },
  "POST /api/v1/proposals/:proposalId/application": anApproved,
  "POST /api/v1/ledgers/:ledgerId/supplier-invoices": { ...ownLedger, body: supplierInvoice },
  "POST /api/v1/ledgers/:ledgerId/supplier-invoices/csv": { ...ownLedger, upload: () => Buffer.from(supplierCsv) },
  "GET /api/v1/ledgers/:ledgerId/ocr-files": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/ocr-files/:fileId": aRemittance,
  "POST /api/v1/ledgers/:ledgerId/ocr-files/:fileId/ack": aRemittance,
  "GET /api/v1/parties": { query: (world) => ({ q: world.planted }) },
  "GET /api/v1/parties/:partyId": aParty,
  "POST /api/v1/parties/:partyId/contact-points": {
    ...aParty,
    body: () => ({ kind: "phone", purpose: "payment", value: "+4791234568" }),
  },
  "PATCH /api/v1/parties/:partyId/payment-preferences": {
    ...aParty,
    body: () => ({ invoiceMode: "collective" }),
    headers: { "if-match": '"another"' },
    status: 412,
  },
  "GET /api/v1/parties/:partyId/card": aParty,
  "GET /api/v1/parties/:partyId/timeline": aParty,
  "GET /api/v1/parties/:partyId/standing": aParty,
  "PUT /api/v1/parties/:partyId/standing": {
    ...aParty,
    body: () => ({ deceasedOn: null, protectedIdentity: true }),
  },
  "POST /api/v1/parties/:partyId/notes": { ...aParty, body: () => ({ text: "Ringer tilbake" }) },
  "GET /api/v1/search": { query: (world) => ({ q: world.planted }) },
  // Ends at once: a request in-process waits for the end of its answer.
  "GET /api/v1/events": { query: () => ({ seconds: "0" }) },
  "GET /api/v1/bank-accounts": {},
  "POST /api/v1/ledgers/:ledgerId/bank-accounts": {
    ...ownLedger,
    body: () => ({ number: "12345678903", detailSource: "ocrgiro", proofSource: "none" }),
  },
  "PATCH /api/v1/bank-accounts/:bankAccountId": {
    ...inLedger(async (world, ledgerId) => ({ bankAccountId: await bankAccountIn(world, ledgerId) })),
    body: () => ({ fileExpectedBy: "06:30" }),
  },
  "GET /api/v1/bank-files": {},
  "POST /api/v1/bank-files": { upload: () => Buffer.from("no file of a bank") },
  "GET /api/v1/bank-files/:fileId": aBankFile,
  "POST /api/v1/bank-files/:fileId/release": aBankFile,
  "GET /api/v1/bank-files/:fileId/lines": aBankFile,
  "POST /api/v1/bank-files/:fileId/refusal": { ...aBankFile, body: () => ({ reason: "Feil fil" }) },
  "GET /api/v1/ledgers/:ledgerId/bank-queue": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/open-items": { ...ownLedger, query: (world) => ({ q: world.planted }) },
  // No payment here looks told before.
  "POST /api/v1/bank-lines/:lineId/release": { ...aBankLine, status: 409 },
  "POST /api/v1/bank-lines/:lineId/dismissal": { ...aBankLine, status: 409 },
  "GET /api/v1/bank-lines": {},
  "GET /api/v1/bank-lines/:lineId": aBankLine,
  "POST /api/v1/bank-lines/:lineId/solution": { ...aBankLine, body: allToThePayer },
  "POST /api/v1/bank-lines/:lineId/acceptance": { ...aBankLine, body: () => ({ reason: "Forskudd" }) },
  "POST /api/v1/solutions/:entryId/reversal": aSolution,
  "PUT /api/v1/bank-lines/:lineId/snooze": { ...aBankLine, body: anotherDay },
  "DELETE /api/v1/bank-lines/:lineId/snooze": aBankLine,
  "PUT /api/v1/statement-lines/:lineId/snooze": { ...aStatementLine, body: anotherDay },
  "DELETE /api/v1/statement-lines/:lineId/snooze": aStatementLine,
  "GET /api/v1/statement-lines": {},
  "GET /api/v1/statement-lines/:lineId": aStatementLine,
  "POST /api/v1/statement-lines/:lineId/solution": { ...aStatementLine, body: allToThePayer },
  "GET /api/v1/invoices/:invoiceId/dossier": { ...anInvoice, query: () => ({ profile: "agency" }) },
  "POST /api/v1/invoices/:invoiceId/dossiers": { ...anInvoice, body: () => ({ profile: "agency" }) },
  "GET /api/v1/invoices/:invoiceId/dossiers": anInvoice,
  "GET /api/v1/invoices/:invoiceId/dossiers/:dossierId/file": aDossier,
  "GET /api/v1/ledgers/:ledgerId/filed-reports": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/filed-reports/:reportId": aFiledReport,
  "GET /api/v1/ledgers/:ledgerId/reports/aging": ownLedger,
  "GET /api/v1/reports/aging": {},
  "GET /api/v1/ledgers/:ledgerId/reports/reskontro": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/reskontro": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/reskontro/lines": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/reports/trial-balance": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/reports/account-statement": {
    ...ownLedger,
    query: (world) => ({ partyId: world.platform.ids.next(), ...fromTo() }),
  },
  "GET /api/v1/ledgers/:ledgerId/reports/day-proof": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/reports/day-proof/rows": {
    ...ownLedger,
    query: () => ({ day: "2026-10-05", part: "receivableAccount" }),
  },
  "GET /api/v1/ledgers/:ledgerId/reports/day-proofs": { ...ownLedger, query: fromTo },
  "GET /api/v1/ledgers/:ledgerId/reports/currentness": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/reports/journal": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/number-certificate": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/document-samples": { ...ownLedger, query: () => ({ kind: "receipt" }) },
  "GET /api/v1/ledgers/:ledgerId/branding": ownLedger,
  "PUT /api/v1/ledgers/:ledgerId/branding": { ...aSpareLedger, body: senderOf },
  "POST /api/v1/ledgers/:ledgerId/branding/preview": {
    ...ownLedger,
    body: (world) => ({ settings: senderOf(world), kind: "receipt" }),
  },
  "GET /api/v1/ledgers/:ledgerId/entries": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/exports/hledger": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/exports/beancount": ownLedger,
  "GET /api/v1/alarms": {},
  "POST /api/v1/alarms/:alarmId/acknowledgement": { params: async (world) => ({ alarmId: await alarmIn(world) }) },
  "GET /api/v1/checks": {},
  "GET /api/v1/check-runs": {},
  // Its names are everybody's: what a tenant could name of another's is not there.
  "GET /api/v1/checks/:name": { params: () => ({ name: "ledger.nothing" }), status: 404 },
  "GET /api/v1/audit-events": {},
  "GET /api/v1/audit-words": {},
  "GET /api/v1/seal": {},
  "GET /api/v1/users": {},
  "POST /api/v1/users": {
    body: (world) => ({ email: `${world.platform.ids.next()}@example.com`, name: "Ny", roles: auditorRole }),
  },
  "GET /api/v1/roles": {},
  "POST /api/v1/users/:userId/lock": { params: newUser },
  "DELETE /api/v1/users/:userId/lock": { params: newUser },
  "GET /api/v1/users/:userId": { params: newUser },
  "PUT /api/v1/users/:userId/roles": {
    params: newUser,
    body: () => ({ roles: auditorRole }),
    headers: { "if-match": '"another"' },
    status: 412,
  },
  "DELETE /api/v1/users/:userId": { params: newUser },
  "POST /api/v1/users/:userId/second-factor-reset": { params: newUser },
  "GET /api/v1/ledgers/:ledgerId/direct-debit": ownLedger,
  "PUT /api/v1/ledgers/:ledgerId/direct-debit": {
    ...inLedger(async (world, ledgerId) => {
      await bankAccountIn(world, ledgerId);
      return { ledgerId };
    }),
    body: () => ({
      ...{ account: "86011117947", sender: "00104711", fixedPart: { from: 1, length: 6 } },
      ...{ notify: "bank", leadDays: null, state: "active" },
    }),
  },
  "GET /api/v1/api-keys": {},
  "POST /api/v1/api-keys": { body: () => ({ name: "Ny", scopes: ["ledgers:read"] }) },
  "POST /api/v1/api-keys/:keyId/rotation": { params: newApiKey, body: () => ({}) },
  "GET /api/v1/jobs": {},
  "POST /api/v1/job-runs": { body: () => ({ name: "banking.morningLook" }) },
  "POST /api/v1/failed-jobs/:jobId/retry": { params: (world) => ({ jobId: world.platform.ids.next() }), status: 404 },
  "DELETE /api/v1/api-keys/:keyId": { params: newApiKey },
  "POST /api/v1/sign-in": { body: () => ({ email: "nobody@example.com", password: "not this one" }), status: 401 },
  "POST /api/v1/sign-in/second-factor": wrongCode,
  "POST /api/v1/sign-in/enrolment": { body: () => ({ password: "not this one" }), status: 401 },
  "POST /api/v1/sign-in/enrolment/confirm": wrongCode,
  "POST /api/v1/sign-out": {},
  "POST /api/v1/step-up": wrongCode,
  "POST /api/v1/me/password": {
    body: () => ({ currentPassword: "not this one", newPassword: "nor this one, never" }),
    status: 401,
  },
  "POST /api/v1/sign-in/passkey/options": {},
  "POST /api/v1/sign-in/passkey": { body: () => ({ credential: signedCredential }), status: 401 },
  "POST /api/v1/step-up/passkey/options": { status: 401 },
  "POST /api/v1/step-up/passkey": { body: () => ({ credential: signedCredential }), status: 401 },
  "POST /api/v1/me/passkeys/options": { status: 401 },
  "POST /api/v1/me/passkeys": {
    body: () => ({
      name: "Telefonen",
      credential: { ...signedCredential, response: { clientDataJSON: "e30", attestationObject: "oA" } },
    }),
    status: 401,
  },
  "GET /api/v1/me/passkeys": { status: 401 },
  "PATCH /api/v1/me/passkeys/:passkeyId": { ...aPasskey, body: () => ({ name: "Telefonen" }) },
  "DELETE /api/v1/me/passkeys/:passkeyId": aPasskey,
  "GET /api/v1/demo-sign-ins": { status: 404 },
  "GET /api/v1/tenant": {},
  "PATCH /api/v1/tenant": { body: () => ({ onePerson: false }) },
  "GET /api/v1/me": { status: 401 },
  "PATCH /api/v1/me": { body: () => ({ density: "compact" }), status: 401 },
  "GET /api/v1/me/sessions": { status: 401 },
  "DELETE /api/v1/me/sessions/:sessionId": {
    params: (world) => ({ sessionId: world.platform.ids.next() }),
    status: 404,
  },
};
