import { makePacks } from "../../server/src/app/commands/month-end.ts";
import { monthPacks } from "../../server/src/month-end/index.ts";
import { withTenant } from "../../server/src/platform/index.ts";
import { clinicsOf, fillChain } from "./chain.ts";
import { measurement, secondsOf, watchingMemory, type Measurement } from "./measure.ts";
import { twinsOf } from "./questions.ts";
import { inWorld, type Host } from "./world.ts";

const ROWS =
  "select ledger_id, sha256(json_agg(i order by due_on)::text::bytea) from bare.open_item i where open_minor > 0 group by 1";

/** The month-end packs of the clinics that have n invoices, against their bare open items written as JSON and hashed. */
export function monthEndPacks(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { platform, clinic, superuser } = world;
    await fillChain(world, n);
    await twinsOf(world, ["open_item"]);
    const { result: seconds, rssMb } = await watchingMemory(() =>
      secondsOf(() => makePacks(platform, clinic.context, undefined)),
    );
    const packs = await withTenant(platform, clinic.context, (tx) => monthPacks(tx, {}));
    if (packs.length !== clinicsOf(n)) throw new Error(`${String(packs.length)} packs were made`);
    const limitSeconds = await secondsOf(() => superuser.query(ROWS));
    return measurement("month-end", n, { seconds, limitSeconds, rssMb });
  });
}
