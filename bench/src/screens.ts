import { INVOICE_STATES, invoicePage } from "../../server/src/invoicing/index.ts";
import { dayProof, reskontroPage, search as searchFor } from "../../server/src/reports/index.ts";
import type { TenantTransaction } from "../../server/src/platform/index.ts";
import { fillInvoices, typedFor } from "./fill-invoices.ts";
import { fillPayments } from "./fill.ts";
import type { Measurement } from "./measure.ts";
import { answer, slowestOf, twinsOf } from "./questions.ts";
import { inWorld, TODAY, type Host, type World } from "./world.ts";

/** What the screens of the staff app ask the server at each step. */

const SHOWN = 50;
const ownRows = ({ clinic }: World) => `tenant_id = '${clinic.tenantId}' and ledger_id = '${clinic.ledgerId}'`;

/** The first page of n invoices in each state, newest first, with what is left on each: the slowest, against the bare rows. A page may go on. */
export function list(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { ledgerId } = world.clinic;
    await fillInvoices(world, n);
    await twinsOf(world, ["invoice"]);
    const statement = `select * from bare.invoice where ${ownRows(world)} order by issued_on desc, id desc limit ${SHOWN}`;
    const answers: Measurement[] = [];
    for (const state of [undefined, ...INVOICE_STATES]) {
      const filter = { ledgerId, today: TODAY, ...(state ? { state } : {}) };
      const ask = async (tx: TenantTransaction) => {
        const { rows, next } = await invoicePage(tx, filter, { limit: SHOWN });
        if (rows.length !== SHOWN && next === null && ["open", "overdue"].includes(state ?? "open"))
          throw new Error("Invoices are missing");
      };
      answers.push(await answer(world, { name: "list", n, statement, ask }));
    }
    return slowestOf(answers);
  });
}

/** The first page of the sub-ledger of n open items: all, overdue, part paid, of companies and as of sixty days ago; the slowest, against the bare rows. */
export function reskontroLines(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { ledgerId } = world.clinic;
    await fillInvoices(world, n);
    await twinsOf(world, ["open_item"]);
    const statement = `select * from bare.open_item where ${ownRows(world)} order by party_id, due_on, id limit ${SHOWN}`;
    const then = Temporal.PlainDate.from(TODAY).subtract({ days: 60 }).toString();
    const narrowings = [{}, { state: "overdue" }, { state: "partPaid" }, { payer: "company" }, { asOf: then }] as const;
    const answers: Measurement[] = [];
    for (const narrowing of narrowings) {
      const ask = async (tx: TenantTransaction) => {
        const { lines, next } = await reskontroPage(tx, { ledgerId, asOf: TODAY, limit: SHOWN, ...narrowing });
        if (lines.length !== SHOWN && next === null && Object.keys(narrowing).length === 0)
          throw new Error("Items are missing");
      };
      answers.push(await answer(world, { name: "reskontro", n, statement, ask }));
    }
    return slowestOf(answers);
  });
}

/** A number, a KID and two common names, looked for among n invoices and their customers: the slowest, against one bare row. */
export function search(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    await fillInvoices(world, n);
    await twinsOf(world, ["invoice"]);
    const answers: Measurement[] = [];
    for (const typed of typedFor(n)) {
      const statement = `select * from bare.invoice where tenant_id = '${world.clinic.tenantId}' and series_id = '${world.clinic.seriesId}' and number = '${typed}'`;
      const ask = async (tx: TenantTransaction) => {
        const { invoices, parties } = await searchFor(tx, typed, { parties: true, payments: true });
        if (invoices.length + parties.length === 0) throw new Error(`Nothing is found for ${typed}`);
      };
      answers.push(await answer(world, { name: "search", n, statement, ask }));
    }
    return slowestOf(answers);
  });
}

/** The proof of a day in books of n invoices and their payments, against the bare sums of what is open and of the postings. */
export function dayProofOf(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { ledgerId } = world.clinic;
    await fillInvoices(world, n);
    await fillPayments(world, n);
    await twinsOf(world, ["open_item", "posting"]);
    return answer(world, {
      name: "proof",
      n,
      statement: `select sum(open_minor) from bare.open_item where ${ownRows(world)} and side = 'receivable'
        union all (select sum(amount_minor) from bare.posting where ${ownRows(world)} group by debit)`,
      ask: (tx) => dayProof(tx, { ledgerId, day: TODAY }),
    });
  });
}
