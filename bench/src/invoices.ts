import { approveProposal, type Proposal } from "../../server/src/controls/index.ts";
import { applyInvoices, proposeInvoices } from "../../server/src/invoicing/index.ts";
import { withTenant } from "../../server/src/platform/index.ts";
import { bareLimit, copyBefore, makeTwins, PROPOSED, timed, type Rows } from "./bare.ts";
import { fillClaims } from "./fill.ts";
import { measurement, watchingMemory, type Measurement } from "./measure.ts";
import { inWorld, TODAY, type Host, type World } from "./world.ts";

const BEFORE = ["clinic", "number_series", "ledger", "party"];

async function worldOfClaims(world: World, n: number, before: readonly string[]): Promise<void> {
  await fillClaims(world, n);
  await makeTwins(world.superuser);
  await copyBefore(world.superuser, before);
}

function propose({ platform, clinic }: World): Promise<Proposal> {
  return withTenant(platform, clinic.context, (tx) => proposeInvoices(tx, clinic.ledgerId, TODAY));
}

/** The proposal of n invoices, written line by line for a person to look at. */
export function invoicePropose(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    await worldOfClaims(world, n, BEFORE);
    const { result: seconds, rssMb } = await watchingMemory(() =>
      timed(world.superuser, async () => {
        const { totals } = await propose(world);
        if (totals["invoices"] !== n) throw new Error("Claims are missing in the proposal");
      }),
    );
    await copyBefore(world.superuser, ["proposal"]);
    const limitSeconds = await bareLimit(world, PROPOSED);
    return measurement("invoice-propose", n, { seconds, limitSeconds, rssMb });
  });
}

const INVOICES: Rows = {
  invoice: "select * from invoice",
  invoice_line: "select * from invoice_line",
  open_item: "select * from open_item",
  entry: "select * from entry",
  posting: "select * from posting",
};

/** What a user waits for after approving: n invoices priced, numbered, given their KID, written and posted. */
export function invoiceRun(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { platform, clinic, superuser } = world;
    await worldOfClaims(world, n, [...BEFORE, "claim", "waiting_claim"]);
    const { id } = await propose(world);
    await withTenant(platform, clinic.context, (tx) => approveProposal(tx, id));
    const { result: seconds, rssMb } = await watchingMemory(() =>
      timed(superuser, async () => {
        const totals = await applyInvoices(platform, clinic.context, id);
        if (totals.applied !== n) throw new Error("Invoices are missing");
      }),
    );
    const limitSeconds = await bareLimit(world, INVOICES, "delete from bare.waiting_claim");
    return measurement("invoice-run", n, { seconds, limitSeconds, rssMb });
  });
}
