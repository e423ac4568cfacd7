/**
 * Chunks that are worked side by side and end in their order. A chunk hears from the one before what it must know to begin, such as the number
 * that will be free then, so that it need not wait for its end to be known.
 */

/**
 * What a chunk counted on did not come true. What was done is rolled back, and the chunk done again; `alone` when it should then count on
 * nothing that it heard.
 */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
  readonly alone: boolean;

  constructor(message: string, options: { alone: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.alone = options.alone;
  }
}

/** One try of a chunk. */
export type Turn<Word = unknown> = {
  /** What the chunk before told; undefined when there is none, when it told nothing, or when nothing is to be counted on. */
  readonly heard: Promise<Word | undefined>;
  /** Tells the chunk after. The first word counts. */
  tell(word: Word): void;
};

type Ending = "ended" | "again";

type Try<Word> = {
  readonly told: PromiseWithResolvers<Word | undefined>;
  readonly ended: PromiseWithResolvers<Ending>;
};

const newTry = <Word>(): Try<Word> => ({ told: Promise.withResolvers(), ended: Promise.withResolvers() });

/** A chunk's place in the order of its run. */
export class Place<Word> {
  #before: Place<Word> | undefined;
  #try: Try<Word> = newTry();
  #heardFrom: Try<Word> | undefined;

  constructor(before?: Place<Word>) {
    this.#before = before;
  }

  /** Begins a try: the first, or one after another that ended in `again`. */
  begin(alone: boolean): Turn<Word> {
    this.#heardFrom = this.#before ? this.#before.#try : undefined;
    const own = this.#try;
    const heard = alone ? undefined : this.#heardFrom?.told.promise;
    return { heard: heard ?? Promise.resolve(undefined), tell: (word) => own.told.resolve(word) };
  }

  /** Waits until the chunk before has ended. Throws `Overtaken` when it is done again, since what it told may no longer be true. */
  async ofBefore(): Promise<void> {
    if ((await this.#heardFrom?.ended.promise) === "again")
      throw new Overtaken("The chunk before is done again", { alone: false });
  }

  /** This try is over: rolled back to be done again, or ended for good. */
  end(ending: Ending): void {
    const { told, ended } = this.#try;
    if (ending === "again") this.#try = newTry();
    else this.#before = undefined;
    told.resolve(undefined);
    ended.resolve(ending);
  }
}
