import { prepareAll } from "../../server/src/app/commands/work.ts";
import { restingItems } from "../../server/src/app/wiring/follow-up.ts";
import {
  applyFollowUp,
  confirmComplete,
  declareComplete,
  freshnessOf,
  proposeFollowUp,
  runSimulation,
  simulationOf,
  startSimulation,
} from "../../server/src/collections/index.ts";
import { approveProposal, type Proposal } from "../../server/src/controls/index.ts";
import { withTenant } from "../../server/src/platform/index.ts";
import { bareLimit, copyBefore, makeTwins, PROPOSED, timed, type Rows } from "./bare.ts";
import { fillChain, fillOverdue, fillReminded, openClinics, setDefaultPolicy } from "./chain.ts";
import { measurement, secondsOf, watchingMemory, type Measurement } from "./measure.ts";
import { twinsOf } from "./questions.ts";
import { inWorld, TODAY, type Host, type World } from "./world.ts";

const BEFORE = ["clinic", "number_series", "ledger", "party", "open_item"];

async function worldOfOverdue(world: World, n: number, ledger?: string): Promise<void> {
  await setDefaultPolicy(world);
  await fillOverdue(world, n, ledger);
  await makeTwins(world.superuser);
  await copyBefore(world.superuser, BEFORE);
}

function propose({ platform, clinic }: World): Promise<Proposal> {
  const asked = { ledgerId: clinic.ledgerId, asOf: TODAY, approval: "standing", resting: restingItems } as const;
  return withTenant(platform, clinic.context, (tx) => proposeFollowUp(tx, asked));
}

/** The morning of a chain with n overdue claims, clinic by clinic, each claim with its explanation. */
function morning(name: string, n: number, host: Host | undefined, before: (world: World) => Promise<void>) {
  return inWorld(host, async (world) => {
    const { platform, clinic, superuser } = world;
    await worldOfOverdue(world, n, await openClinics(world, n));
    await before(world);
    const { result: seconds, rssMb } = await watchingMemory(() =>
      timed(superuser, () => prepareAll(platform, clinic.context)),
    );
    const { rows } = await superuser.query<{ seen: string }>(
      "select sum((totals ->> 'items')::bigint) as seen from proposal where totals ->> 'standing' = '1'",
    );
    if (Number(rows[0]!.seen) !== n) throw new Error("Claims were not looked at");
    await copyBefore(superuser, ["proposal"]);
    return measurement(name, n, { seconds, limitSeconds: await bareLimit(world, PROPOSED), rssMb });
  });
}

/** What follow-up would do about claims of which nobody was reminded yet: every one of them is a line. */
export function followUpPropose(n: number, host?: Host): Promise<Measurement> {
  return morning("follow-up-propose", n, host, () => Promise.resolve());
}

/** The same where every second claim has been reminded once: of some of these the day has not come. */
export function followUpAgain(n: number, host?: Host): Promise<Measurement> {
  return morning("follow-up-again", n, host, (world) => fillReminded(world, n));
}

/** The bank's data are complete: one person says so, another agrees. */
async function declareBank({ platform, clinic }: World): Promise<void> {
  const { tenantId, ledgerId } = clinic;
  const as = (id: string) => ({ tenantId, actor: { kind: "user", id } }) as const;
  const { missing } = await withTenant(platform, clinic.context, (tx) => freshnessOf(tx, ledgerId));
  const throughOn = Temporal.PlainDate.from(TODAY).subtract({ days: 1 }).toString();
  for (const { bankAccountId } of missing) {
    const said = { ledgerId, bankAccountId: bankAccountId!, throughOn, reason: "bench" };
    const id = await withTenant(platform, as("finance"), (tx) => declareComplete(tx, said));
    await withTenant(platform, as("cfo"), (tx) => confirmComplete(tx, id));
  }
}

const FEES = "select id from entry where kind = 'fee'";
const TAKEN: Rows = {
  open_item: "select * from open_item where kind = 'fee'",
  entry: "select * from entry where kind = 'fee'",
  posting: `select * from posting where entry_id in (${FEES})`,
  follow_up_letter: "select * from follow_up_letter",
  follow_up_step: "select * from follow_up_step",
  dispatch: "select * from dispatch",
  message: "select * from message",
};

/** What a run does about n claims: each read again under lock and decided anew, its step written, its letter queued. */
export function followUpApply(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { platform, clinic, superuser } = world;
    await worldOfOverdue(world, n);
    await declareBank(world);
    const { id } = await propose(world);
    await withTenant(platform, clinic.context, (tx) => approveProposal(tx, id));
    const { result: seconds, rssMb } = await watchingMemory(() =>
      timed(superuser, async () => {
        const totals = await applyFollowUp(platform, clinic.context, id, { resting: restingItems });
        if (totals.applied !== n) throw new Error(`${String(totals.applied)} steps were taken`);
      }),
    );
    await copyBefore(superuser, ["follow_up_policy"]);
    const limitSeconds = await bareLimit(world, TAKEN);
    return measurement("follow-up-apply", n, { seconds, limitSeconds, rssMb });
  });
}

const PAST = `select opened_on, due_on, paid_on, count(*), sum(amount_minor) from bare.open_item i
  left join (select credit_item_id, max(booked_on) as paid_on from bare.posting group by 1) p on p.credit_item_id = i.id group by 1, 2, 3`;

/** What another policy would have made of a year with n invoices, clinic by clinic, against one bare look at invoices and payments. */
export function policySimulation(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { platform, clinic, superuser } = world;
    const content = await setDefaultPolicy(world);
    await fillChain(world, n);
    await twinsOf(world, ["open_item", "posting"]);
    const id = await withTenant(platform, clinic.context, (tx) => startSimulation(tx, { content, years: 1 }));
    const { result: seconds, rssMb } = await watchingMemory(() =>
      secondsOf(() => runSimulation(platform, clinic.context, id)),
    );
    const { result } = await withTenant(platform, clinic.context, (tx) => simulationOf(tx, id));
    if (result?.draft.invoices !== n) throw new Error(`${String(result?.draft.invoices)} invoices were followed`);
    const limitSeconds = await secondsOf(() => superuser.query(PAST));
    return measurement("policy-simulation", n, { seconds, limitSeconds, rssMb });
  });
}
