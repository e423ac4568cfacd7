/** What the cross-tenant sweep needs to know of the routes about approvals. */
import { approveProposal, nameDeputy } from "../../controls/index.ts";
import { agencyMinimums } from "../../collections/index.ts";
import { applyLosses, lossRows, proposeLosses } from "../../invoicing/index.ts";
import { systemContext, withTenant } from "../../platform/index.ts";
import { createUser } from "../../platform/sign-in/index.ts";
import type { World } from "./sweep-books.fixture.ts";
import { openItemIn, repaymentIn } from "./sweep-money-back.fixture.ts";

type Params = Record<string, string>;

const inLedger = (make: (world: World, ledgerId: string) => Promise<Params>) => ({
  params: (world: World) => make(world, world.ledgerId),
  otherClinicParams: (world: World) => make(world, world.otherLedgerId),
});

async function userIn({ platform, context, planted }: World, role: "cfo" | "hqFinance"): Promise<string> {
  const email = `${platform.ids.next()}@${planted.toLowerCase()}.example`;
  const made = await withTenant(platform, context, (tx) =>
    createUser(tx, { email, name: planted, roles: [{ role, clinicIds: null }] }),
  );
  return made.userId;
}

/** A deputy of a CFO who is none of those who ask. */
async function deputyIn(world: World): Promise<Params> {
  const { platform, context } = world;
  const actor = { kind: "user", id: await userIn(world, "cfo") } as const;
  const userId = await userIn(world, "hqFinance");
  const day = platform.clock.today("Europe/Oslo").toString();
  const wish = { role: "cfo", userId, fromOn: day, toOn: day } as const;
  return { deputyId: (await withTenant(platform, { ...context, actor }, (tx) => nameDeputy(tx, wish))).id };
}

const matrix = (fromOn: string) => ({ fromOn, rules: [], windowDays: 30, approvalHours: 72 });
let daysAhead = 0;

const ownLedger = {
  params: (world: World) => ({ ledgerId: world.ledgerId }),
  otherClinicParams: (world: World) => ({ ledgerId: world.otherLedgerId }),
};
const october = () => ({ fromOn: "2026-10-01", toOn: "2026-10-31" });

/** A loss in the books, by head office's decision. */
async function lossIn(world: World, ledgerId: string): Promise<Params> {
  const { platform, context } = world;
  const { id: itemId } = await openItemIn(world, ledgerId);
  const wish = { ledgerId, itemIds: [itemId], exception: "debtRelief", words: "Gjeldsordning" } as const;
  const { id } = await withTenant(platform, context, (tx) => proposeLosses(tx, wish, agencyMinimums));
  const other = systemContext(context.tenantId, "second");
  await withTenant(platform, other, (tx) => approveProposal(tx, id, ["cfo"]));
  await applyLosses(platform, other, id);
  const [loss] = await withTenant(platform, context, (tx) => lossRows(tx, ledgerId));
  return { lossId: loss!.lossId! };
}

const requestIn = async (world: World, ledgerId: string): Promise<Params> => ({
  proposalId: await repaymentIn(world, ledgerId),
});

export const approvalSweep = {
  "POST /api/v1/ledgers/:ledgerId/loss-reports": {
    ...ownLedger,
    body: ({ platform }: World) => ({
      externalId: platform.ids.next(),
      agency: "Eksempel Inkasso",
      receivedOn: "2026-10-01",
      lines: [{ reference: "4711", amountMinor: 1_000 }],
    }),
  },
  "GET /api/v1/ledgers/:ledgerId/loss-reports": ownLedger,
  // Of a report that is nobody's: proposing is tested where it is written.
  "POST /api/v1/ledgers/:ledgerId/loss-proposals": {
    ...ownLedger,
    body: ({ platform }: World) => ({ reportId: platform.ids.next() }),
    status: 404,
  },
  "GET /api/v1/ledgers/:ledgerId/losses": ownLedger,
  "POST /api/v1/losses/:lossId/recoveries": {
    ...inLedger(lossIn),
    body: ({ platform }: World) => ({ creditItemId: platform.ids.next() }),
    status: 409,
  },
  "GET /api/v1/ledgers/:ledgerId/practice-credits": ownLedger,
  "POST /api/v1/ledgers/:ledgerId/practice-credits/confirmation": {
    ...ownLedger,
    body: ({ platform }: World) => ({ items: [{ id: platform.ids.next() }] }),
    status: 404,
  },
  "GET /api/v1/credits-and-losses": { query: october },
  "GET /api/v1/credits-and-losses/sums": { query: october },
  "GET /api/v1/head-office": {},
  "PUT /api/v1/head-office": { body: () => ({ recipients: [], listUrl: "https://kvitt.example/list" }) },
  "GET /api/v1/owner-digest": {},
  "PUT /api/v1/owner-digest": { body: () => ({ readers: [], appUrl: "https://kvitt.example" }) },
  "GET /api/v1/approval-matrix": {},
  // Each caller sets one of a day of its own.
  "POST /api/v1/approval-matrices": {
    body: ({ platform }: World) => matrix(platform.clock.today("Europe/Oslo").add({ days: ++daysAhead }).toString()),
  },
  "GET /api/v1/approval-deputies": {},
  // Nobody who asks holds a role by a membership: naming is tested where it is written.
  "POST /api/v1/approval-deputies": {
    body: ({ platform }: World) => ({
      role: "cfo",
      userId: platform.ids.next(),
      fromOn: "2026-10-05",
      toOn: "2026-10-05",
    }),
    status: 409,
  },
  "DELETE /api/v1/approval-deputies/:deputyId": { params: deputyIn, status: 409 },
  "GET /api/v1/approval-requests": {},
  "GET /api/v1/approval-requests/:proposalId": inLedger(requestIn),
  "POST /api/v1/approval-requests/:proposalId/remarks": {
    ...inLedger(requestIn),
    body: () => ({ kind: "question", words: "Hvorfor?" }),
  },
  // Nobody who asks made it: reminding is tested where it is written.
  "POST /api/v1/approval-requests/:proposalId/nudge": { ...inLedger(requestIn), status: 409 },
  "POST /api/v1/proposals/:proposalId/refusal": { ...inLedger(requestIn), body: () => ({ words: "Ikke grunnlag" }) },
  "GET /api/v1/credits-and-losses/file": { query: october },
  "GET /api/v1/proposals/:proposalId/approval": inLedger(requestIn),
};
