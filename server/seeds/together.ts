/** Does independent work side by side. Throws the first failure, when all of it has come to an end. */
export async function together<T>(things: Iterable<T>, work: (thing: T) => Promise<void>): Promise<void> {
  const ended = await Promise.allSettled([...things].map(work));
  const failed = ended.find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
}

/** Lanes of things that must follow one another, beside other lanes. */
export async function inLanes<T>(
  things: readonly T[],
  lane: (thing: T) => string,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  await together(Map.groupBy(things, lane).values(), async (some) => {
    for (const thing of some) await work(thing);
  });
}
