import { ledgerText, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { itemsById, post, type NewItem, type OpenItem } from "../../ledger/index.ts";
import { upsertParties } from "../../parties/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { bookCapture } from "../book-capture.ts";
import type { PartnerAnswer, PartnerPayment } from "../ports.ts";
import { attemptById, insertAttempt, insertMovement, setLearned } from "../store.ts";
import type { RefundRail } from "./types.ts";

/** Books with a payer, bills and money taken by a wallet, and a partner who gives money back, or misbehaves. */
export function openBooks(platform: TestPlatform, clinic: TestClinic) {
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
    withTenant(platform, clinic.context, work);
  const { ledgerId } = clinic;
  const day = () => platform.clock.today("Europe/Oslo").toString();
  let running = 0;

  const payer = (name = "Kari Eksempel"): Promise<string> =>
    inTenant(async (tx) => {
      const external = { system: "test", ref: `P${String(++running)}` };
      const draft = { external, kind: "person", name, roles: ["payer"], contacts: [] } as const;
      return (await upsertParties(tx, [draft], { market: "NO" }))[0]!.id;
    });

  const itemOf = (partyId: string | null, amountMinor: bigint, dueOn = "2026-10-19"): NewItem => ({
    id: platform.ids.next(),
    ledgerId,
    side: "receivable",
    kind: "invoice",
    account: "1500",
    partyId,
    parentId: null,
    documentId: null,
    reference: `9${String(++running).padStart(12, "0")}`,
    openedOn: day(),
    dueOn,
    amountMinor,
  });

  const base = (kind: "invoice" | "creditNote" | "payment", sourceKind: string) =>
    ({ id: platform.ids.next(), ledgerId, kind, bookedOn: day(), sourceKind, sourceId: platform.ids.next() }) as const;

  /** A bill that a party owes. */
  const bill = (partyId: string, amountMinor: bigint, dueOn?: string): Promise<NewItem> =>
    inTenant(async (tx) => {
      const item = itemOf(partyId, amountMinor, dueOn);
      const postings = [{ debit: "1500", credit: "3200", amountMinor, debitItemId: item.id }];
      await post(tx, [{ ...base("invoice", "invoice"), postings }], [item]);
      return item;
    });

  const insertBegun = async (tx: TenantTransaction, item: NewItem, amountMinor: bigint): Promise<string> => {
    const id = tx.platform.ids.next();
    const reference = `kvitt-${id}`;
    await insertAttempt(tx, { id, ledgerId, itemId: item.id, way: "vipps", reference, amountMinor, currency: "NOK" });
    return id;
  };

  /** The payer has begun to pay a bill by the wallet, and the partner has said nothing yet. Gives the attempt. */
  const begun = (item: NewItem): Promise<string> => inTenant((tx) => insertBegun(tx, item, item.amountMinor));

  /** Money taken for a bill by the wallet, as the partner said it. Gives the attempt. */
  const paid = (item: NewItem, amountMinor = item.amountMinor): Promise<string> =>
    inTenant(async (tx) => {
      const id = await insertBegun(tx, item, amountMinor);
      const movement = {
        id: tx.platform.ids.next(),
        attemptId: id,
        kind: "capture",
        amountMinor,
        state: "done",
      } as const;
      await insertMovement(tx, movement);
      await bookCapture(tx, await attemptById(tx, id), movement.id, amountMinor);
      const figures = {
        authorizedMinor: amountMinor,
        capturedMinor: amountMinor,
        cancelledMinor: 0n,
        chargedBackMinor: 0n,
        problem: null,
      };
      await setLearned(tx, id, { ...figures, state: "captured" }, tx.now);
      return id;
    });

  /** Money of a bill that came to the bank; no more than is open when it is the bank's turn. */
  const paidByBank = (of: NewItem, mostMinor: bigint): Promise<void> =>
    inTenant(async (tx) => {
      const [now] = await itemsById(tx, [of.id], true);
      const amountMinor = now!.openMinor < mostMinor ? now!.openMinor : mostMinor;
      if (amountMinor <= 0n) return;
      const postings = [{ debit: "1909", credit: "1500", amountMinor, creditItemId: of.id }];
      await post(tx, [{ ...base("payment", "bankLine"), postings }]);
    });

  /** A credit note of a bill: off what is open, the rest is the payer's credit. */
  const credited = (item: NewItem, amountMinor: bigint): Promise<string | null> =>
    inTenant(async (tx) => {
      const [now] = await itemsById(tx, [item.id], true);
      const off = now!.openMinor < amountMinor ? now!.openMinor : amountMinor;
      const documentId = tx.platform.ids.next();
      const rest = amountMinor - off;
      const credit: NewItem = {
        ...itemOf(item.partyId, rest),
        side: "credit",
        kind: "customerCredit",
        account: "2900",
        parentId: item.id,
        documentId,
        reference: null,
      };
      const postings = [
        ...(off > 0n ? [{ debit: "3200", credit: "1500", amountMinor: off, creditItemId: item.id }] : []),
        ...(rest > 0n ? [{ debit: "3200", credit: "2900", amountMinor: rest, creditItemId: credit.id }] : []),
      ];
      await post(tx, [{ ...base("creditNote", "invoice"), sourceId: documentId, postings }], rest > 0n ? [credit] : []);
      return rest > 0n ? credit.id : null;
    });

  const item = (id: string): Promise<OpenItem> => inTenant(async (tx) => (await itemsById(tx, [id]))[0]!);
  /** Entries of these kinds as text. */
  const entries = async (...kinds: readonly string[]): Promise<string[]> =>
    (await ledgerText(platform, clinic.context, ledgerId)).filter((line) =>
      kinds.some((kind) => line.includes(` ${kind}: `)),
    );

  return { inTenant, payer, bill, begun, paid, paidByBank, credited, item, entries };
}

/** A partner who pays back once for each operation id. `say` decides what is answered; what was done stays done. */
export function partner(capturedMinor: bigint, reference: string) {
  const done = new Map<string, bigint>();
  let say: "truth" | "nothing" | "tooLate" = "truth";
  const refunded = () => [...done.values()].reduce((sum, minor) => sum + minor, 0n);
  const payment = (): PartnerPayment => ({
    state: "authorized",
    authorizedMinor: capturedMinor,
    capturedMinor,
    refundedMinor: refunded(),
    cancelledMinor: 0n,
    chargedBackMinor: 0n,
    currency: "NOK",
    reference,
    partnerReference: "partner-1",
  });
  const refused = (reason: "refundTooHigh" | "tooLate"): PartnerAnswer<PartnerPayment> => ({
    outcome: "refused",
    reason,
    partnerCode: null,
    traceId: null,
    field: null,
    retryAfterMs: null,
    payment: payment(),
  });
  const rail: RefundRail = {
    async refund({ operationId, amountMinor }) {
      if (say === "tooLate") return refused("tooLate");
      if (!done.has(operationId)) {
        if (refunded() + amountMinor > capturedMinor) return refused("refundTooHigh");
        done.set(operationId, amountMinor);
      }
      return say === "nothing" ? { outcome: "unknown", cause: "noAnswer" } : { outcome: "ok", value: payment() };
    },
  };
  return {
    rail,
    refunded,
    says: (word: typeof say) => (say = word),
    payBackItself: (minor: bigint) => done.set(`itself-${done.size}`, minor),
  };
}
