import { proposalById, proposalLines, wrongKind } from "../controls/index.ts";
import type { Channel } from "../delivery/index.ts";
import { PRICED_CHANNELS, sendingPrice, type LedgerSettings } from "../ledger/index.ts";
import type { Language, TenantTransaction } from "../platform/index.ts";
import { groundOf, type Ground } from "./ground.ts";
import { lettersFor, lookAgain, wayOf, type Standing } from "./look-again.ts";
import type { RestingItems } from "./ports.ts";
import { FOLLOW_UP } from "./propose.ts";

/** What sending a proposal now would do, and what of it changed since it was made (F-05). Amounts in the ledger's minor units. */
export type DryRun = {
  /** Lines that would be carried out, and what is owed of their claims. */
  readonly steps: number;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  /** Letters by the channel that is tried first. */
  readonly letters: Readonly<Partial<Record<Channel, number>>>;
  readonly languages: readonly Language[];
  /** What sending them costs by the ledger's price list; null where it says no price for one of the channels. */
  readonly costMinor: bigint | null;
  /** Steps that are told to nobody outside: to head office or an agency. */
  readonly handOvers: number;
  /** Lines that would be left out because something changed since the preview; at most `MOST_NAMED` are named. */
  readonly changed: number;
  readonly changedLines: readonly number[];
  /** Lines whose payer no channel of the policy reaches. */
  readonly unreachable: number;
};

/** As many lines in one look as applying takes in one transaction, so that letters are gathered alike. */
const CHUNK = 2_000;
const MOST_NAMED = 200;

type Sum = { -readonly [Name in keyof DryRun]: DryRun[Name] };

function add(sum: Sum, standing: readonly Standing[]): void {
  const byItem = new Map(standing.map((one) => [one.line.subjectId, one]));
  const told = new Set<string>();
  const languages = new Set(sum.languages);
  const letters = { ...sum.letters };
  for (const { parts } of lettersFor(standing)) {
    for (const { itemId } of parts) told.add(itemId);
    const way = wayOf(byItem.get(parts[0]!.itemId)!.decided, parts[0]!.decision);
    if (way === null) {
      sum.unreachable += parts.length;
      continue;
    }
    languages.add(way.language);
    letters[way.ladder[0]!] = (letters[way.ladder[0]!] ?? 0) + 1;
    for (const { itemId, decision } of parts) {
      sum.steps += 1;
      sum.amountMinor += byItem.get(itemId)!.decision.amountMinor;
      sum.feeMinor += decision.fee.feeMinor;
    }
  }
  const silent = standing.filter(({ line }) => !told.has(line.subjectId));
  sum.handOvers += silent.length;
  sum.steps += silent.length;
  for (const { decision } of silent) sum.amountMinor += decision.amountMinor;
  Object.assign(sum, { letters, languages: [...languages].toSorted() });
}

function costOf(letters: DryRun["letters"], settings: LedgerSettings): bigint | null {
  let sum = 0n;
  for (const channel of PRICED_CHANNELS) {
    const count = letters[channel] ?? 0;
    const price = sendingPrice(settings, channel);
    if (count > 0 && price === null) return null;
    sum += BigInt(count) * (price ?? 0n);
  }
  return sum;
}

async function looked(
  tx: TenantTransaction,
  ground: Ground,
  proposalId: string,
  resting: RestingItems,
): Promise<DryRun> {
  const sum: Sum = {
    ...{ steps: 0, amountMinor: 0n, feeMinor: 0n, letters: {}, languages: [], costMinor: 0n },
    ...{ handOvers: 0, changed: 0, changedLines: [], unreachable: 0 },
  };
  const named: number[] = [];
  for (let after = 0; ;) {
    const lines = await proposalLines(tx, proposalId, after, CHUNK, { state: "proposed" });
    const { standing, changed } = await lookAgain(tx, ground, { lines, resting, lock: false });
    add(sum, standing);
    sum.changed += changed.length;
    named.push(...changed.slice(0, MOST_NAMED - named.length).map(({ lineNo }) => lineNo));
    if (lines.length < CHUNK)
      return { ...sum, changedLines: named, costMinor: costOf(sum.letters, ground.ledger.settings) };
    after = lines.at(-1)!.lineNo;
  }
}

/** Looks at what of a proposal would be carried out now. Nothing is written. Throws PROPOSAL_NOT_FOUND, PROPOSAL_KIND_WRONG. */
export async function dryRun(tx: TenantTransaction, proposalId: string, resting: RestingItems): Promise<DryRun> {
  const proposal = await proposalById(tx, proposalId);
  if (proposal.kind !== FOLLOW_UP) throw wrongKind(proposal, FOLLOW_UP);
  return looked(tx, await groundOf(tx, proposal.ledgerId!), proposalId, resting);
}
