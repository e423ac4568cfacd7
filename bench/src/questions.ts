import { workList } from "../../server/src/banking/index.ts";
import { withTenant, type TenantTransaction } from "../../server/src/platform/index.ts";
import { agingTotals } from "../../server/src/reports/index.ts";
import { copyBefore, makeTwins } from "./bare.ts";
import { fillItems, fillPayments, fillWaitingLines } from "./fill.ts";
import { measurement, medianOf, watchingMemory, type Measurement } from "./measure.ts";
import { inWorld, TODAY, type Host, type World } from "./world.ts";

/** Questions that are asked all day: the median of five, on both sides. */

export type Question = {
  readonly name: string;
  readonly n: number;
  readonly statement: string;
  readonly ask: (tx: TenantTransaction) => Promise<unknown>;
};

/** Makes the twins that the bare statement reads. */
export async function twinsOf({ superuser }: World, tables: readonly string[]): Promise<void> {
  await makeTwins(superuser);
  await copyBefore(superuser, tables);
  for (const table of tables) await superuser.query(`vacuum (analyze) bare.${table}`);
  await superuser.query("checkpoint");
}

/** A question asked of us and of the twins. */
export async function answer(world: World, { name, n, statement, ask }: Question): Promise<Measurement> {
  const { platform, clinic, superuser } = world;
  const { result: seconds, rssMb } = await watchingMemory(() =>
    medianOf(() => withTenant(platform, clinic.context, ask)),
  );
  const limitSeconds = await medianOf(() => superuser.query(statement));
  return measurement(name, n, { seconds, limitSeconds, rssMb });
}

const BY_DUE_DAY = "select due_on, sum(open_minor), count(*) from bare.open_item where side = 'receivable' group by 1";

/** The aging of n open items today, against one bare aggregate of the same table. */
export function agingNow(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { ledgerId } = world.clinic;
    await fillItems(world, n);
    await twinsOf(world, ["open_item"]);
    return answer(world, {
      name: "aging-now",
      n,
      statement: BY_DUE_DAY,
      ask: (tx) => agingTotals(tx, { ledgerId, asOf: TODAY }),
    });
  });
}

/** Days back: lately, where most of what was booked lies on either side, and soon after the first of the 180 days. */
const DAYS_BACK = [30, 75, 90, 120, 170];

/** As of days in the past, the slowest of them, against one bare aggregate of items and of the postings that came after. */
export function agingPast(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { ledgerId } = world.clinic;
    await fillItems(world, n);
    await fillPayments(world, n);
    await twinsOf(world, ["open_item", "posting"]);
    const answers: Measurement[] = [];
    for (const days of DAYS_BACK) {
      const asOf = Temporal.PlainDate.from(TODAY).subtract({ days }).toString();
      const statement = `${BY_DUE_DAY} union all select booked_on, sum(amount_minor), count(*) from bare.posting where booked_on > '${asOf}' group by 1`;
      const ask = (tx: TenantTransaction) => agingTotals(tx, { ledgerId, asOf });
      answers.push(await answer(world, { name: "aging-past", n, statement, ask }));
    }
    return slowestOf(answers);
  });
}

/** The slowest of several answers to one kind of question. */
export function slowestOf(answers: readonly Measurement[]): Measurement {
  return answers.reduce((slowest, one) => (one.seconds > slowest.seconds ? one : slowest));
}

const SHOWN = 50;

/** The first page of n payments that wait for a person, texts opened, against the bare rows. */
export function worklist(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    await fillWaitingLines(world, n, SHOWN);
    await twinsOf(world, ["bank_line"]);
    return answer(world, {
      name: "worklist",
      n,
      statement: `select * from bare.bank_line where tenant_id = '${world.clinic.tenantId}' and state = 'unknown' order by settled_on, id limit ${SHOWN}`,
      ask: async (tx) => {
        const page = await workList(tx, { limit: SHOWN });
        if (page.length !== Math.min(SHOWN, n)) throw new Error("Waiting lines are missing");
      },
    });
  });
}
