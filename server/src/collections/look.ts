/** What a run sees of a ledger: all that is open and past its due day, each claim with what is to be done about it. */
import { listed } from "../controls/index.ts";
import type { DateText } from "../ledger/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { decideAlike, type Found } from "./alike.ts";
import { alikeRows, type AlikeRow } from "./alike-store.ts";
import { decideItems, type Decided } from "./decide-items.ts";
import type { Decision } from "./decide-model.ts";
import { itemRows } from "./facts-store.ts";
import { groundOf, type Ground } from "./ground.ts";
import type { RestingItems } from "./ports.ts";
import { reversalsSince } from "./read-facts.ts";

/** Items read and decided at a time: their facts are let go before the next are read. */
const CHUNK = 50_000;

export type Tally = {
  /** Open and past their due day. */
  readonly items: number;
  readonly notYet: number;
  readonly closed: number;
  readonly elsewhere: number;
  /** Invoiced before the chain's first policy. */
  readonly withoutPolicy: number;
};

/** What there is to tell, and the number of all others. */
export type Looked = { readonly found: readonly Found[]; readonly tally: Tally };

export type LookQuestion = {
  readonly ledgerId: string;
  readonly asOf: DateText;
  readonly resting: RestingItems;
};

/** Not for a run to tell every day: not due yet, over, or in somebody else's hands. */
export function isQuiet(decision: Decision): boolean {
  if (decision.kind === "heldBack") return decision.reason === "partnerCustody" || decision.reason === "atAgency";
  if (decision.kind === "needsPerson")
    return decision.reason === "headOfficeDecides" || decision.reason === "collectionFailed";
  return decision.kind === "notYet" || decision.kind === "closed";
}

/** Looks at all of a ledger that is open and past its due day. Throws FOLLOW_UP_NO_POLICY, FOLLOW_UP_CALENDAR_UNKNOWN, LEDGER_NOT_FOUND. */
export async function lookAt(
  tx: TenantTransaction,
  question: LookQuestion,
): Promise<Looked & { readonly ground: Ground }> {
  const { ledgerId, asOf: day } = question;
  const ground = await groundOf(tx, ledgerId);
  const { book, pack, zone } = ground;
  if (book.isEmpty) throw refuse("FOLLOW_UP_NO_POLICY", { day });
  const asOf = Temporal.PlainDate.from(day);
  const resting = await question.resting(tx, { ledgerId, asOf: day });
  const rows = await alikeRows(tx, {
    ...{ ledgerId, asOf: day, zone, adultAge: pack.adultAge, atMostMinor: book.mostMinorBalanceMinor },
    ...{ reversedSince: reversalsSince(asOf), apart: [...resting.keys(), ...book.single] },
  });
  const alike = decideAlike(ground, rows, asOf);
  const single = await decideApart(tx, ground, alike.apart, { asOf, resting: () => Promise.resolve(resting) });
  const found = [...alike.found, ...single.found];
  return {
    ground,
    found: found.filter(({ decision }) => !isQuiet(decision)),
    tally: tallyOf(rows, found, alike.withoutPolicy + single.withoutPolicy),
  };
}

const claimsIn = (all: readonly Pick<AlikeRow, "claims">[]): number => all.reduce((sum, { claims }) => sum + claims, 0);

function tallyOf(rows: readonly AlikeRow[], found: readonly Found[], withoutPolicy: number): Tally {
  const quiet = found.filter(({ decision }) => isQuiet(decision));
  const of = (kinds: readonly Decision["kind"][]): number =>
    claimsIn(quiet.filter(({ decision }) => kinds.includes(decision.kind)));
  const elsewhere = of(["heldBack", "needsPerson"]);
  return { items: claimsIn(rows), notYet: of(["notYet"]), closed: of(["closed"]), elsewhere, withoutPolicy };
}

/** Decides one by one, in the order of the payers. */
async function decideApart(
  tx: TenantTransaction,
  ground: Ground,
  rows: readonly AlikeRow[],
  asked: { readonly asOf: Temporal.PlainDate; readonly resting: RestingItems },
): Promise<{ readonly found: readonly Found[]; readonly withoutPolicy: number }> {
  const places = new Map(
    rows.flatMap(({ itemIds, places: each }) => {
      const at = listed(each);
      return listed(itemIds).map((id, no) => [id, at[no]!] as const);
    }),
  );
  const ids = [...places.keys()].toSorted((a, b) => Number(places.get(a)) - Number(places.get(b)));
  const found: Found[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    const items = await itemRows(tx, { itemIds: ids.slice(from, from + CHUNK) });
    for (const one of await decideItems(tx, ground, items, asked))
      found.push(foundOf(one, places.get(one.item.row.id)!));
  }
  return { found, withoutPolicy: ids.length - found.length };
}

function foundOf({ item: { row }, followed, decision }: Decided, places: string): Found {
  const { id: itemIds, openMinor } = row;
  return { decision, followed, claims: 1, openMinor, itemIds, opensMinor: String(openMinor), places };
}
