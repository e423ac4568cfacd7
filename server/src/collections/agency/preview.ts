import { refuse, type TenantTransaction } from "../../platform/index.ts";
import "../errors.ts";
import { itemRows } from "../facts-store.ts";
import { groundOf } from "../ground.ts";
import type { AgencyPacket } from "../ports.ts";
import { decideItems } from "../decide-items.ts";
import { lacksOf, type PacketLack } from "./field-check.ts";
import { decideAnew, whyNot, type HandOverWays } from "./hand-over.ts";
import { openPacket, packetOf } from "./packet.ts";
import { agreementRows, caseRows } from "./store.ts";

/** What an agency would be handed of a claim now, or was handed, and everything that keeps it from leaving. */
export type HandOverPreview = {
  readonly partyId: string;
  readonly packet: AgencyPacket;
  /** When it was made for good; null while it is a preview of this moment. */
  readonly madeAt: Temporal.Instant | null;
  readonly lacks: readonly PacketLack[];
  /** A word for what stops the step itself; null when nothing does. */
  readonly why: string | null;
  /** Null where the ledger has no agreement. */
  readonly agency: string | null;
};

/** Null for a claim that no policy follows, or whose payer was erased. Throws FOLLOW_UP_ITEM_NOT_FOUND. Writes nothing. */
export async function previewHandOver(
  tx: TenantTransaction,
  itemId: string,
  { resting, numbers }: Pick<HandOverWays, "resting" | "numbers">,
): Promise<HandOverPreview | null> {
  const [row] = await itemRows(tx, { itemIds: [itemId] });
  if (!row) throw refuse("FOLLOW_UP_ITEM_NOT_FOUND");
  const ground = await groundOf(tx, row.ledgerId);
  const agency = (await agreementRows(tx, { ledgerId: row.ledgerId }))[0]?.agency ?? null;
  const [newest] = await caseRows(tx, { itemIds: [itemId], limit: 1 });
  if (newest && newest.packetAt !== null && newest.state !== "ended") {
    const packet = await openPacket(tx, newest, row.partyId);
    return packet ? { partyId: row.partyId, packet, madeAt: newest.packetAt, lacks: [], why: null, agency } : null;
  }
  const [decided] = await decideItems(tx, ground, [row], { asOf: ground.today, resting });
  if (!decided) return null;
  const number = (await numbers(tx, [itemId])).get(itemId) ?? row.reference ?? "";
  const { packet, groundText } = await packetOf(tx, ground, newest?.id ?? itemId, decided, number);
  const why = whyNot(decideAnew(decided, ground));
  return { partyId: row.partyId, packet, madeAt: null, lacks: lacksOf(packet, groundText), why, agency };
}
