import { workList } from "../../server/src/banking/index.ts";
import { withTenant, type TenantTransaction } from "../../server/src/platform/index.ts";
import { agingTotals } from "../../server/src/reports/index.ts";
import { copyBefore, makeTwins } from "./bare.ts";
import { fillItems, fillPayments, fillWaitingLines } from "./fill.ts";
import { measurement, medianOf, watchingMemory, type Measurement } from "./measure.ts";
import { inWorld, TODAY, type Host, type World } from "./world.ts";

/** Questions that are asked all day: the median of five, on both sides. */

type Question = {
  readonly name: string;
  readonly n: number;
  /** The twins that the bare statement reads. */
  readonly twins: readonly string[];
  readonly statement: string;
  readonly ask: (tx: TenantTransaction) => Promise<unknown>;
};

async function answer(world: World, { name, n, twins, statement, ask }: Question): Promise<Measurement> {
  const { platform, clinic, superuser } = world;
  await makeTwins(superuser);
  await copyBefore(superuser, twins);
  for (const twin of twins) await superuser.query(`vacuum (analyze) bare.${twin}`);
  await superuser.query("checkpoint");
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
    return answer(world, {
      name: "aging-now",
      n,
      twins: ["open_item"],
      statement: BY_DUE_DAY,
      ask: (tx) => agingTotals(tx, { ledgerId, asOf: TODAY }),
    });
  });
}

/** As of 30 days back, against one bare aggregate of items and of the postings that came after. */
export function agingPast(n: number, host?: Host): Promise<Measurement> {
  const asOf = Temporal.PlainDate.from(TODAY).subtract({ days: 30 }).toString();
  return inWorld(host, async (world) => {
    const { ledgerId } = world.clinic;
    await fillItems(world, n);
    await fillPayments(world, n);
    return answer(world, {
      name: "aging-past",
      n,
      twins: ["open_item", "posting"],
      statement: `${BY_DUE_DAY} union all select booked_on, sum(amount_minor), count(*) from bare.posting where booked_on > '${asOf}' group by 1`,
      ask: (tx) => agingTotals(tx, { ledgerId, asOf }),
    });
  });
}

const SHOWN = 50;

/** The first page of n payments that wait for a person, texts opened, against the bare rows. */
export function worklist(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    await fillWaitingLines(world, n, SHOWN);
    return answer(world, {
      name: "worklist",
      n,
      twins: ["bank_line"],
      statement: `select * from bare.bank_line where tenant_id = '${world.clinic.tenantId}' and state = 'unknown' order by settled_on, id limit ${SHOWN}`,
      ask: async (tx) => {
        const page = await workList(tx, { limit: SHOWN });
        if (page.length !== Math.min(SHOWN, n)) throw new Error("Waiting lines are missing");
      },
    });
  });
}
