/** What the cross-tenant sweep needs to know of the routes of the case desk and the collection agency. */
import { sql } from "kysely";
import {
  agencyAgreements,
  askAbout,
  listPolicies,
  policyTemplates,
  saveAgencyAgreement,
  setPolicy,
} from "../../collections/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import type { World } from "./sweep-books.fixture.ts";
import { openItemIn } from "./sweep-money-back.fixture.ts";

const DAY = "2026-10-05";
const inTenant = <T>(world: World, work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
  withTenant(world.platform, world.context, work);
const inLedger = (
  make: (world: World, ledgerId: string) => Promise<Record<string, string>> | Record<string, string>,
) => ({
  params: (world: World) => make(world, world.ledgerId),
  otherClinicParams: (world: World) => make(world, world.otherLedgerId),
});

async function aPolicy(tx: TenantTransaction, world: World): Promise<string> {
  const [known] = await listPolicies(tx);
  if (known) return known.id;
  const [template] = await policyTemplates(tx, world.ledgerId);
  const wish = { scope: "chain", scopeId: null, name: world.planted, validFromOn: "2026-01-01", locks: [] } as const;
  return setPolicy(tx, { ...wish, content: template!.policy });
}

/** A claim that came to head office, and its step. */
async function deskItemIn(world: World, ledgerId: string): Promise<{ itemId: string; stepId: string }> {
  const { id: itemId } = await openItemIn(world, ledgerId);
  const stepId = world.platform.ids.next();
  await inTenant(world, async (tx) => {
    const policyId = await aPolicy(tx, world);
    const now = tx.now.toString();
    await sql`
      insert into follow_up_step (tenant_id, id, ledger_id, item_id, level, round, policy_id, target_on, taken_on, lag, amount_minor, fee_minor, proposal_id,
        line_no, taken_by, taken_at, explanation)
      values (${tx.tenantId}, ${stepId}, ${ledgerId}, ${itemId}, 'headOffice', 1, ${policyId}, ${DAY}, ${DAY}, 0, 100, 0, ${stepId}, 1, 'run', ${now}, '{}')`.execute(
      tx.db,
    );
  });
  return { itemId, stepId };
}

async function agreementIn(world: World, ledgerId: string): Promise<string> {
  const secret = `agency-${world.platform.ids.next()}`;
  const wish = { ledgerId, agency: `Inkasso ${world.planted}`, clientId: "c1", secret, state: "active" } as const;
  return inTenant(world, async (tx) => {
    const known = (await agencyAgreements(tx, { ledgerId }))[0];
    return (known ?? (await saveAgencyAgreement(tx, { ...wish, leavesWeek: 1, leavesWeekday: 2 }))).id;
  });
}

/** A case on the stop-list. */
export async function listedIn(world: World, ledgerId: string, leavesOn = "2026-11-03"): Promise<string> {
  const { itemId, stepId } = await deskItemIn(world, ledgerId);
  const agreementId = await agreementIn(world, ledgerId);
  const caseId = world.platform.ids.next();
  await inTenant(world, (tx) =>
    sql`
      insert into agency_case (tenant_id, id, ledger_id, item_id, agreement_id, step_id, state, listed_on, leaves_on, capital_minor, made_at)
      values (${tx.tenantId}, ${caseId}, ${ledgerId}, ${itemId}, ${agreementId}, ${stepId}, 'listed', ${DAY}, ${leavesOn}, 100, ${tx.now.toString()})`.execute(
      tx.db,
    ),
  );
  return caseId;
}

const aDeskItem = inLedger(async (world, ledgerId) => ({ itemId: (await deskItemIn(world, ledgerId)).itemId }));
const aListedCase = inLedger(async (world, ledgerId) => ({ caseId: await listedIn(world, ledgerId) }));
const aQuestion = inLedger(async (world, ledgerId) => {
  const { itemId } = await deskItemIn(world, ledgerId);
  const wish = { itemId, askedOf: "clinic", words: "Har hun ringt?" } as const;
  return { questionId: await inTenant(world, (tx) => askAbout(tx, wish)) };
});
const said = () => ({ words: "Hun betaler på fredag." });

export const caseDeskSweep = {
  "GET /api/v1/agency-agreements": {},
  "PUT /api/v1/ledgers/:ledgerId/agency-agreement": {
    ...inLedger((_world, ledgerId) => ({ ledgerId })),
    body: () => ({ agency: "Eksempel Inkasso", clientId: "c1", secret: "agency-secret-1" }),
  },
  "GET /api/v1/ledgers/:ledgerId/agency-cases": inLedger(async (world, ledgerId) => {
    await listedIn(world, ledgerId);
    return { ledgerId };
  }),
  "GET /api/v1/stop-list": {},
  "POST /api/v1/agency-cases/:caseId/objection": { ...aListedCase, body: said },
  "POST /api/v1/agency-cases/:caseId/withdrawal": aListedCase,
  "GET /api/v1/desk-cases": {},
  "GET /api/v1/ledgers/:ledgerId/desk-cases": inLedger(async (world, ledgerId) => {
    await deskItemIn(world, ledgerId);
    return { ledgerId };
  }),
  "GET /api/v1/ledgers/:ledgerId/call-list": inLedger(async (world, ledgerId) => {
    await deskItemIn(world, ledgerId);
    return { ledgerId };
  }),
  "GET /api/v1/open-items/:itemId/hand-over-preview": aDeskItem,
  "GET /api/v1/open-items/:itemId/call-number": aDeskItem,
  "GET /api/v1/open-items/:itemId/desk-case": aDeskItem,
  "PUT /api/v1/open-items/:itemId/desk-case": {
    ...aDeskItem,
    body: () => ({ ownerId: null, next: { action: "telephone", on: "2026-10-12" } }),
  },
  "PUT /api/v1/open-items/:itemId/desk-decision": { ...aDeskItem, body: () => ({ decision: "telephone" }) },
  "POST /api/v1/open-items/:itemId/desk-questions": { ...aDeskItem, body: said },
  "POST /api/v1/desk-questions/:questionId/answer": { ...aQuestion, body: said },
};
