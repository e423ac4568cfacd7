import { issuerSettings, type DateText } from "../../ledger/index.ts";
import { partiesById } from "../../parties/index.ts";
import {
  invariant,
  recordAudit,
  refuse,
  tenantKey,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import type { DebitLine, DebitOrder, DebitRefusal, DirectDebit } from "../ports.ts";
import { settlePaid } from "./outcomes.ts";
import { factsOf, openRound, planIn, type Round } from "./plan.ts";
import { judgeSent } from "./policy.ts";
import {
  endUnsent,
  insertRequests,
  setCancelSent,
  setSent,
  standingIn,
  withEfaktura,
  type NewRequest,
  type Standing,
} from "./request-store.ts";
import { insertFile, takeDebitNumbers, type NewDebitFile } from "./store.ts";
import type { DebitReason, Notify } from "./types.ts";

/** A file for the operator, recorded before it leaves. */
export type DebitFileMade = {
  readonly fileId: string;
  /** Says nothing of any payer. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: Buffer;
  readonly claims: number;
  readonly cancellations: number;
  readonly totalMinor: bigint;
};

/** A claim that is to go out: one that was planned, or one in the place of a claim taken back in the same file. */
type Outgoing = Pick<NewRequest, "id" | "itemId" | "mandateId" | "termOn" | "amountMinor" | "kid" | "replaces"> & {
  readonly partyId: string | null;
  readonly notify: Notify;
};
type TakenBack = Standing & { readonly reason: DebitReason };

type Work = { readonly claims: readonly Outgoing[]; readonly takenBack: readonly TakenBack[] };

/**
 * Writes the file with all that a ledger may draw now, and with what it takes back. Null when there is nothing. It is kept by its content and
 * recorded, with every claim in it, in one transaction: nothing leaves that is not known. What the format cannot carry is refused alone.
 * Throws LEDGER_NOT_FOUND, DEBIT_NOT_SET_UP, DEBIT_FILE_REFUSED.
 */
export function writeDebitFile(
  platform: Platform,
  context: Context,
  port: DirectDebit,
  wish: { readonly ledgerId: string; readonly asOf: DateText },
): Promise<DebitFileMade | null> {
  return withTenant(platform, context, async (tx) => {
    const round = await openRound(tx, wish.ledgerId, wish.asOf);
    await settlePaid(tx);
    await planIn(tx, round);
    return writeIn(tx, port, round, await workOf(tx, round));
  });
}

async function workOf(tx: TenantTransaction, { setup, window }: Round): Promise<Work> {
  const planned = await standingIn(tx, setup, "planned");
  const sent = await factsOf(tx, await standingIn(tx, setup, "sent"));
  const judged = sent.map((request) => ({
    request,
    verdict: judgeSent({ ...request, isReplacement: request.replaces !== null }, request, window),
  }));
  const takenBack = judged.flatMap(({ request, verdict }): TakenBack[] =>
    verdict.do === "keep" ? [] : [{ ...request, reason: verdict.do === "cancel" ? verdict.why : "changed" }],
  );
  const replacing = judged
    .filter(({ verdict }) => verdict.do === "replace")
    .map(({ request }) => ({
      ...request,
      id: tx.platform.ids.next(),
      termOn: request.dueOn,
      amountMinor: request.openMinor,
      replaces: request.id,
    }));
  const told = await withEfaktura(
    tx,
    [...planned, ...replacing].map(({ itemId }) => itemId),
  );
  const notifyOf = (itemId: string): Notify => (told.has(itemId) ? "payee" : setup.notify);
  const claims = [...planned, ...replacing].map((claim) => ({ ...claim, notify: notifyOf(claim.itemId) }));
  return { claims, takenBack };
}

type Words = { readonly shownAs: string; readonly notice: readonly string[]; readonly names: Names };
type Names = ReadonlyMap<string, { readonly name: string; readonly kind: "person" | "company" }>;

/** Who draws, and whom to ask. Nothing of what it is for. */
async function wordsFor(tx: TenantTransaction, { ledger }: Round, work: Work): Promise<Words> {
  const issuer = await issuerSettings(tx, ledger.id);
  const shownAs = issuer?.brand ?? ledger.name;
  const ids = [...work.claims, ...work.takenBack].flatMap(({ partyId }) => partyId ?? []);
  const notice = issuer?.phone ? [shownAs, `Tlf. ${issuer.phone}`] : [shownAs];
  return { shownAs, notice, names: await partiesById(tx, ids) };
}

function lineOf(
  { shownAs, notice, names }: Words,
  line: Pick<Standing, "termOn" | "amountMinor" | "kid" | "partyId"> & { readonly notify: Notify | null },
): DebitLine {
  const party = line.partyId === null ? undefined : names.get(line.partyId);
  const notify = line.notify ?? "bank";
  return {
    dueOn: line.termOn,
    amountMinor: line.amountMinor,
    kid: line.kid,
    payer: { name: party?.name ?? "", isPerson: party?.kind !== "company" },
    shownAs,
    notify,
    notice: notify === "bank" ? notice : [],
  };
}

type Order = { readonly order: DebitOrder; readonly fileId: string };

async function orderOf(tx: TenantTransaction, { setup, asOf }: Round, words: Words, work: Work): Promise<Order> {
  const claims = work.claims.map((claim) => lineOf(words, claim));
  const cancellations = work.takenBack.map((request) => lineOf(words, request));
  const first = await takeDebitNumbers(tx, 3);
  const order: DebitOrder = {
    sender: setup.sender,
    transmissionNo: first,
    account: setup.account,
    sentOn: asOf,
    totalMinor: [...claims, ...cancellations].reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    claims: claims.length > 0 ? { assignmentNo: first + 1, lines: claims } : null,
    cancellations: cancellations.length > 0 ? { assignmentNo: first + 2, lines: cancellations } : null,
  };
  return { order, fileId: tx.platform.ids.next() };
}

async function writeIn(
  tx: TenantTransaction,
  port: DirectDebit,
  round: Round,
  work: Work,
): Promise<DebitFileMade | null> {
  if (work.claims.length + work.takenBack.length === 0) return null;
  const { order, fileId } = await orderOf(tx, round, await wordsFor(tx, round, work), work);
  const written = port.write(order);
  if (written.ok) return keep(tx, round, work, { order, fileId }, written.bytes);
  const rest = await withoutRefused(tx, round, work, written.refusals);
  return writeIn(tx, port, round, rest);
}

/** What a claim is refused for is written down, and the others go without it. */
async function withoutRefused(
  tx: TenantTransaction,
  { setup }: Round,
  work: Work,
  refusals: readonly DebitRefusal[],
): Promise<Work> {
  const bad = new Map(
    refusals.flatMap(({ part, line, code }) => (part === "claims" && line !== null ? [[line, code]] : [])),
  );
  if (bad.size === 0) throw refuse("DEBIT_FILE_REFUSED", { problem: refusals.map(({ code }) => code).join(", ") });
  const refused = work.claims.flatMap((claim, at) => (bad.has(at) ? [{ ...claim, why: bad.get(at)! }] : []));
  await endUnsent(
    tx,
    "refused",
    refused.filter(({ replaces }) => replaces === null),
  );
  const never = refused.filter(({ replaces }) => replaces !== null);
  await insertRequests(
    tx,
    never.map((claim) => ({ ...claim, ledgerId: setup.ledgerId, state: "refused" as const })),
  );
  return { ...work, claims: work.claims.filter((_claim, at) => !bad.has(at)) };
}

async function keep(
  tx: TenantTransaction,
  { setup, asOf }: Round,
  { claims, takenBack }: Work,
  { order, fileId }: Order,
  bytes: Uint8Array,
): Promise<DebitFileMade> {
  const { sha256, byteLength } = await tx.platform.files.write(tx.tenantId, await tenantKey(tx), [bytes]);
  const file: NewDebitFile = {
    id: fileId,
    ledgerId: setup.ledgerId,
    name: `avtalegiro-${order.sender}-${String(order.transmissionNo).padStart(7, "0")}.txt`,
    sha256,
    byteLength,
    transmissionNo: order.transmissionNo,
    claimsNo: order.claims?.assignmentNo ?? null,
    cancellationsNo: order.cancellations?.assignmentNo ?? null,
    claims: claims.length,
    cancellations: takenBack.length,
    totalMinor: order.totalMinor,
    sentOn: asOf,
  };
  await insertFile(tx, file);
  await setCancelSent(
    tx,
    fileId,
    takenBack.map(({ id, reason }) => ({ id, why: reason })),
  );
  await setSent(
    tx,
    fileId,
    claims.filter(({ replaces }) => replaces === null),
  );
  const replacing = claims.filter(({ replaces }) => replaces !== null);
  await insertRequests(
    tx,
    replacing.map((claim) => ({ ...claim, ledgerId: setup.ledgerId, state: "sent" as const, fileId })),
  );
  const { name, totalMinor } = file;
  const counts = { claims: claims.length, cancellations: takenBack.length };
  invariant(counts.claims + counts.cancellations > 0, "a file holds something");
  const detail = { fileId, transmissionNo: file.transmissionNo, ...counts };
  await recordAudit(tx, { action: "debitFile.written", subjectKind: "ledger", subjectId: setup.ledgerId, detail });
  return { fileId, name, bytes, sha256, ...counts, totalMinor };
}
