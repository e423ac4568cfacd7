import type { MandateList } from "../ports.ts";
import { KID } from "./policy.ts";
import type { MandateNote } from "./types.ts";

/** What a list of authorities changes. Pure. */

export type Mandate = { readonly id: string; readonly kid: string; readonly writtenNotice: boolean };

export type MandateChanges = {
  readonly start: readonly { readonly kid: string; readonly writtenNotice: boolean }[];
  readonly change: readonly { readonly id: string; readonly writtenNotice: boolean }[];
  readonly end: readonly string[];
  readonly notes: readonly MandateNote[];
};

/**
 * The changes that a list makes to an account's authorities, its entries taken in order. New or changed is applied though it was known: the
 * wish for written notice may be another. Deleted and unknown is passed over with a note. A complete list ends what does not stand in it.
 */
export function changesBy(
  list: Pick<MandateList, "complete" | "entries">,
  current: readonly Mandate[],
): MandateChanges {
  const known = new Map(current.map((mandate) => [mandate.kid, mandate]));
  const wanted = new Map(list.complete ? [] : current.map(({ kid, writtenNotice }) => [kid, writtenNotice] as const));
  const notes: MandateNote[] = [];
  for (const { registration, kid, writtenNotice } of list.entries) {
    if (!KID.test(kid)) notes.push({ code: "kidUnfit", kid });
    else if (registration !== "ended") wanted.set(kid, writtenNotice);
    else if (!wanted.delete(kid)) notes.push({ code: "unknownEnded", kid });
  }
  const start = [...wanted].filter(([kid]) => !known.has(kid)).map(([kid, writtenNotice]) => ({ kid, writtenNotice }));
  const change = current.flatMap(({ id, kid, writtenNotice }) => {
    const now = wanted.get(kid);
    return now === undefined || now === writtenNotice ? [] : [{ id, writtenNotice: now }];
  });
  return { start, change, end: current.filter(({ kid }) => !wanted.has(kid)).map(({ id }) => id), notes };
}

/** The customer's part of an authority's KID; all of one that is too short to have it. */
export function matchKid(kid: string, { from, length }: { readonly from: number; readonly length: number }): string {
  return kid.length >= from + length - 1 ? kid.slice(from - 1, from - 1 + length) : kid;
}
