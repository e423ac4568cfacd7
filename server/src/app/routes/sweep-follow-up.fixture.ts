/** What the cross-tenant sweep needs to know of follow-up's routes. */
import { addBankAccount, listBankAccounts } from "../../banking/index.ts";
import {
  approvePolicy,
  declareComplete,
  FOLLOW_UP,
  holdLine,
  listPolicies,
  policyJson,
  policyTemplates,
  registerDispute,
  setHold,
  setPolicy,
  startSimulation,
  swedishChain,
} from "../../collections/index.ts";
import { createProposal } from "../../controls/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import type { World } from "./sweep-books.fixture.ts";
import { openItemIn } from "./sweep-money-back.fixture.ts";

type Params = Record<string, string>;
const DAY = "2026-10-05";
const said = { channel: "telephone", words: "Det har jeg aldri fått." } as const;

const inTenant = <T>(world: World, work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
  withTenant(world.platform, world.context, work);
const inLedger = (make: (world: World, ledgerId: string) => Promise<Params> | Params) => ({
  params: (world: World) => make(world, world.ledgerId),
  otherClinicParams: (world: World) => make(world, world.otherLedgerId),
});
const ownLedger = inLedger((_world, ledgerId) => ({ ledgerId }));
const itemIn = async (world: World, ledgerId: string) => (await openItemIn(world, ledgerId)).id;
const anItem = inLedger(async (world, ledgerId) => ({ itemId: await itemIn(world, ledgerId) }));

/** A version of the chain's policy, by its market's timetable; approved only where a hold asks for one. */
async function policyIn(world: World, ledgerId: string): Promise<string> {
  const wish = { scope: "chain", scopeId: null, name: world.planted, validFromOn: "2027-01-01", locks: [] } as const;
  return inTenant(world, async (tx) => {
    const [template] = await policyTemplates(tx, ledgerId);
    return setPolicy(tx, { ...wish, content: template!.policy });
  });
}

const contentIn = (world: World) =>
  inTenant(world, async (tx) => (await policyTemplates(tx, world.ledgerId))[0]!.policy);

async function withPolicy(world: World): Promise<void> {
  await inTenant(world, async (tx) => {
    if ((await listPolicies(tx)).some(({ approvedAt }) => approvedAt !== null)) return;
    const [template] = await policyTemplates(tx, world.ledgerId);
    const wish = { scope: "chain", scopeId: null, name: world.planted, validFromOn: "2026-01-01", locks: [] } as const;
    await approvePolicy(tx, await setPolicy(tx, { ...wish, content: template!.policy }));
  });
}

async function holdIn(world: World, ledgerId: string): Promise<string> {
  await withPolicy(world);
  const itemId = await itemIn(world, ledgerId);
  return inTenant(world, (tx) => setHold(tx, { itemId, reason: "wrongDebtor", endsOn: "2026-10-12" }));
}

/** A proposal with one line about a claim that is there; what would be done with it is told by other tests. */
async function proposalIn(world: World, ledgerId: string): Promise<string> {
  await withPolicy(world);
  const subjectId = await itemIn(world, ledgerId);
  return inTenant(world, async (tx) => {
    const line = { action: "remind1", subjectKind: "item", subjectId, seenHash: Buffer.alloc(32), amountMinor: 1n };
    const explanation = { rule: "DP-010", version: 1, inputs: {} };
    const lines = [{ ...line, explanation }];
    return (await createProposal(tx, { kind: FOLLOW_UP, ledgerId, asOfOn: DAY, lines, totals: { standing: 1 } })).id;
  });
}

const aProposal = inLedger(async (world, ledgerId) => ({ proposalId: await proposalIn(world, ledgerId) }));
const aHeldLine = inLedger(async (world, ledgerId) => {
  const proposalId = await proposalIn(world, ledgerId);
  const wish = { proposalId, lineNo: 1, reason: "wrongDebtor", endsOn: "2026-10-12" } as const;
  await inTenant(world, (tx) => holdLine(tx, wish));
  return { proposalId };
});

const accounts = new Map<string, string>();

async function accountIn(world: World, ledgerId: string): Promise<string> {
  return inTenant(world, async (tx) => {
    const known = (await listBankAccounts(tx)).find((account) => account.ledgerId === ledgerId);
    if (known) return known.id;
    const number = ledgerId === world.ledgerId ? "86011117947" : "15032080119";
    return addBankAccount(tx, { ledgerId, market: "NO", number, detailSource: "camt053", proofSource: "camt053" });
  });
}

async function declarationIn(world: World, ledgerId: string): Promise<string> {
  const bankAccountId = await accountIn(world, ledgerId);
  return inTenant(world, (tx) =>
    declareComplete(tx, { ledgerId, bankAccountId, throughOn: "2026-10-02", reason: world.planted }),
  );
}

export const followUpSweep = {
  "GET /api/v1/ledgers/:ledgerId/follow-up-cases": ownLedger,
  "GET /api/v1/open-items/:itemId/follow-up": anItem,
  "POST /api/v1/open-items/:itemId/follow-up-disputes": { ...anItem, body: () => ({ ...said, openedOn: DAY }) },
  "POST /api/v1/follow-up-disputes/:disputeId/answer": {
    ...inLedger(async (world, ledgerId) => {
      const itemId = await itemIn(world, ledgerId);
      return { disputeId: await inTenant(world, (tx) => registerDispute(tx, { ...said, itemId, openedOn: DAY })) };
    }),
    body: () => ({ answeredOn: DAY, outcome: "rejected", words: "Ifølge journalen utført." }),
  },
  "POST /api/v1/open-items/:itemId/promises": { ...anItem, body: () => ({ ...said, promisedOn: "2026-10-12" }) },
  "POST /api/v1/open-items/:itemId/contact-notes": {
    ...anItem,
    body: () => ({ saidOn: DAY, channel: "telephone", direction: "toPayer", text: "Ringte" }),
  },
  "POST /api/v1/open-items/:itemId/holds": {
    ...inLedger(async (world, ledgerId) => {
      await withPolicy(world);
      return { itemId: await itemIn(world, ledgerId) };
    }),
    body: () => ({ reason: "wrongDebtor", endsOn: "2026-10-12" }),
  },
  "DELETE /api/v1/follow-up-holds/:holdId": inLedger(async (world, ledgerId) => ({
    holdId: await holdIn(world, ledgerId),
  })),
  "GET /api/v1/ledgers/:ledgerId/follow-up-readiness": ownLedger,
  "POST /api/v1/ledgers/:ledgerId/follow-up-declarations": {
    ...inLedger(async (world, ledgerId) => {
      accounts.set(world.context.tenantId, await accountIn(world, ledgerId));
      return { ledgerId };
    }),
    body: (world: World) => ({
      bankAccountId: accounts.get(world.context.tenantId) ?? world.platform.ids.next(),
      throughOn: "2026-10-02",
      reason: "Ingen fil kommer",
    }),
  },
  "POST /api/v1/follow-up-declarations/:declarationId/confirmation": inLedger(async (world, ledgerId) => ({
    declarationId: await declarationIn(world, ledgerId),
  })),
  "GET /api/v1/ledgers/:ledgerId/follow-up-day": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/follow-up-letters": { ...ownLedger, query: () => ({ day: DAY }) },
  "GET /api/v1/ledgers/:ledgerId/follow-up-letter-counts": { ...ownLedger, query: () => ({ day: DAY }) },
  "GET /api/v1/follow-up-proposals/:proposalId/lines": aProposal,
  "GET /api/v1/follow-up-proposals/:proposalId/dry-run": aProposal,
  "GET /api/v1/open-items/:itemId/follow-up-letter": anItem,
  "POST /api/v1/follow-up-proposals/:proposalId/held-lines": {
    ...aProposal,
    body: () => ({ lineNo: 1, reason: "wrongDebtor", endsOn: "2026-10-12" }),
  },
  "POST /api/v1/follow-up-proposals/:proposalId/released-lines": { ...aHeldLine, body: () => ({ lineNo: 1 }) },
  // Nothing is old enough to be reminded of: there is nothing to propose.
  "POST /api/v1/ledgers/:ledgerId/follow-up-proposals": { ...ownLedger, body: () => ({}), status: 409 },
  "GET /api/v1/follow-up-policies": {},
  "GET /api/v1/ledgers/:ledgerId/follow-up-policy-templates": ownLedger,
  "POST /api/v1/follow-up-simulations": {
    // The chain's policy must be in force before another can be tried beside it.
    body: async (world: World) => {
      await withPolicy(world);
      return { content: policyJson(swedishChain), years: 1 };
    },
  },
  "GET /api/v1/follow-up-simulations/:simulationId": {
    params: async (world: World) => {
      await withPolicy(world);
      const content = await contentIn(world);
      return { simulationId: await inTenant(world, (tx) => startSimulation(tx, { content, years: 2 })) };
    },
  },
  "POST /api/v1/follow-up-policies/check": {
    body: () => ({ scope: "chain", validFromOn: "2026-10-05", content: {} }),
  },
  "POST /api/v1/follow-up-policies": {
    body: (world: World) => ({
      ...{ scope: "clinic", scopeId: world.clinicId, name: "Klinikken", validFromOn: "2026-10-05", locks: [] },
      content: { terms: { followUp: { mode: "weekly", weekday: 3 } } },
    }),
  },
  "POST /api/v1/follow-up-policies/:policyId/approval": {
    params: async (world: World) => ({ policyId: await policyIn(world, world.ledgerId) }),
  },
  "PUT /api/v1/ledgers/:ledgerId/follow-up-weekday": { ...ownLedger, body: () => ({ weekday: 3 }) },
};
