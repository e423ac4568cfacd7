import type { Bank, PaymentOrder } from "@kvitt/simulator-bank";
import { receiveSupplierInvoice, supplierInvoiceSchema, type SupplierInvoiceInput } from "../src/invoicing/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { drawsFor } from "./draws.ts";
import { accountNumber, journalKid, organisationNumber } from "./numbers.ts";
import type { SimulatedClinic } from "./world.ts";

/** What a clinic buys each month, and how it pays: an order to the bank on the due day, again when the bank refused it. */

type Supplier = {
  readonly name: string;
  readonly role: "SERVICE_COST" | "PAYMENT_COST";
  readonly lowKroner: number;
  readonly highKroner: number;
};

const SUPPLIERS: readonly Supplier[] = [
  { name: "Klinikkdrift Formidling AS", role: "SERVICE_COST", lowKroner: 1_900, highKroner: 4_800 },
  { name: "Journalhotellet Eksempel AS", role: "SERVICE_COST", lowKroner: 890, highKroner: 1_990 },
  { name: "Betalingsterminal Eksempel AS", role: "PAYMENT_COST", lowKroner: 240, highKroner: 1_250 },
];
const TERM_DAYS = 14;
/** Suppliers' numbers among the made-up organisations and accounts: past the clinics', below the payers'. */
const FIRST_ORGANISATION = 700;
const FIRST_ACCOUNT = 900;
const FIRST_CUSTOMER_NO = 700_000;

export type Suppliers = {
  /** The month's invoices come: they are taken, and an order to pay is planned for each. Returns how many. */
  bill(clinic: SimulatedClinic, on: Temporal.PlainDate): Promise<number>;
  /** Gives the bank the orders of a day, and once more those it refused. Returns how many. */
  payDay(on: Temporal.PlainDate): number;
};

type Order = PaymentOrder & { readonly kid: string };
type Planned = { readonly order: Order; orderId?: string };

export function createSuppliers(bank: Bank): Suppliers {
  let planned: Planned[] = [];
  return {
    async bill(clinic, on) {
      const bills = SUPPLIERS.map((supplier, at) => billOf(clinic, supplier, at, on));
      await withTenant(clinic.platform, clinic.context, async (tx) => {
        for (const { invoice } of bills) await receiveSupplierInvoice(tx, clinic.ledgerId, invoice);
      });
      planned.push(...bills.map(({ order }) => ({ order })));
      return bills.length;
    },
    payDay(on) {
      planned = planned.filter(({ orderId }) => orderId === undefined || bank.order(orderId)?.state !== "executed");
      const due = planned.filter(({ order }) => Temporal.PlainDate.compare(order.on, on) <= 0);
      const toGive = due
        .filter(({ orderId }) => orderId === undefined || bank.order(orderId)?.state === "refused")
        .sort(byReference);
      for (const each of toGive) {
        const given = bank.pay({ ...each.order, on });
        if (!given.ok) throw new Error(`The bank takes no order: ${given.code}`);
        each.orderId = given.orderId;
      }
      return toGive.length;
    },
  };
}

/** Clinics are billed side by side: which came first is no part of the history, and the bank numbers orders as they come. */
const byReference = (a: Planned, b: Planned) => (a.order.kid < b.order.kid ? -1 : 1);

function billOf(
  clinic: SimulatedClinic,
  supplier: Supplier,
  at: number,
  on: Temporal.PlainDate,
): { invoice: SupplierInvoiceInput; order: Order } {
  const draws = drawsFor(clinic.seed, "supplier", clinic.number, supplier.name, on.toString());
  const netMinor = draws.between(supplier.lowKroner, supplier.highKroner) * 100;
  // Payment services bear no VAT; the others the general rate.
  const vatMinor = supplier.role === "PAYMENT_COST" ? 0 : netMinor / 4;
  const totalMinor = netMinor + vatMinor;
  const month = (on.year % 100) * 100 + on.month;
  const kid = journalKid(FIRST_CUSTOMER_NO + clinic.number * 10 + at, month);
  const due = on.add({ days: TERM_DAYS });
  const invoice = supplierInvoiceSchema.parse({
    supplier: { orgNo: organisationNumber(FIRST_ORGANISATION + at), name: supplier.name },
    number: `${month}-${clinic.number + 1}`,
    kid,
    issueDate: on.toString(),
    dueDate: due.toString(),
    currency: "NOK",
    totalMinor,
    lines: [{ text: `Tjenester ${on.toString().slice(0, 7)}`, role: supplier.role, netMinor, vatMinor }],
  });
  const order = {
    account: clinic.account,
    amountMinor: BigInt(totalMinor),
    on: due,
    creditorName: supplier.name,
    creditorAccount: accountNumber(FIRST_ACCOUNT + at),
    kid,
  };
  return { invoice, order };
}
