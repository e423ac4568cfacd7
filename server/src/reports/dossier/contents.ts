import { hash } from "node:crypto";
import { ledgerById } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { canonicalJson, type TenantTransaction } from "../../platform/index.ts";
import { invoiceStanding } from "../invoice-standing.ts";
import { supportOfInvoice } from "../state-support/index.ts";
import { papersOf } from "./papers.ts";
import { forProfile, tellsSupport } from "./profiles.ts";
import { billPieces, itemsOfBill } from "./read-bill.ts";
import { eventsOfBill, followUpPieces, lettersOf } from "./read-follow-up.ts";
import { approvalPieces, lossPieces, moneyPieces } from "./read-money.ts";
import type { Dossier, DossierProfile, Found, Piece } from "./types.ts";

const hashOf = (of: unknown): string => hash("sha256", canonicalJson(of));

/** The hash of a piece is that of all it says, as canonical JSON without its number and hash. */
export const pieceHash = ({ kind, id, on, facts, parts, file }: Omit<Piece, "no" | "sha256">): string =>
  hashOf({ kind, id, on, facts, parts, file });

function numbered(found: readonly Found[]): readonly Piece[] {
  return found.map(({ parts = [], file = null, ...rest }, at) => {
    const piece = { ...rest, parts, file };
    return { no: at + 1, ...piece, sha256: pieceHash(piece) };
  });
}

const inTime = (one: Found, other: Found): number =>
  one.on === other.on ? (one.id < other.id ? -1 : one.id > other.id ? 1 : 0) : one.on < other.on ? -1 : 1;

/**
 * All that is known of a bill, for one reader: pieces in order of time under their hashes, which papers are in or missing and why, and what is left
 * out for this reader. The same knowledge gives the same content: no clock is read but for where the proof stands. Throws INVOICE_NOT_FOUND.
 */
export async function dossierOf(tx: TenantTransaction, invoiceId: string, profile: DossierProfile): Promise<Dossier> {
  const standing = await invoiceStanding(tx, invoiceId);
  const { invoice, ledgerName, orgNo, currency, paidMinor, creditedMinor, lostMinor, openMinor } = standing;
  const { id: ledgerId, market } = await ledgerById(tx, invoice.ledgerId);
  const zone = marketPack(market).zones[0]!;
  const items = await itemsOfBill(tx, invoiceId);
  const itemIds = items.map(({ id }) => id);
  const events = await eventsOfBill(tx, items);
  const subjectIds = [...itemIds, ...lettersOf(events).map(({ letterId }) => letterId!)];
  const found = [
    ...(await billPieces(tx, invoiceId, items, { subjectIds, zone })),
    ...(await followUpPieces(tx, items, events, zone)),
    ...(await moneyPieces(tx, standing.events)),
    ...(await lossPieces(tx, itemIds)),
    ...(await approvalPieces(tx, [invoiceId, ...itemIds], zone)),
  ].toSorted(inTime);
  const { given, leftOut } = forProfile(profile, found);
  const pieces = numbered(given);
  const support = tellsSupport(profile) ? await supportOfInvoice(tx, ledgerId, invoiceId) : null;
  const { number, issuedOn, totalMinor } = invoice;
  const sums = { totalMinor, paidMinor, creditedMinor, lostMinor, openMinor };
  const head = { ledgerName, orgNo, number, issuedOn, currency, ...sums, supportState: support?.state ?? null };
  const papers = papersOf(found, pieces, { openMinor, lostMinor });
  const content = { profile, invoiceId, ledgerId, head, papers, leftOut, pieces };
  return { ...content, contentSha256: hashOf(content) };
}
