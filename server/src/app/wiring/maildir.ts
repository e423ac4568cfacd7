import { mkdir, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { BounceBox } from "../../partners/smtp/index.ts";

/** At most so many at once; the rest is there the next time. */
const MOST_AT_ONCE = 500;

/** A Maildir as the box of bounces: what a mail server puts into `new` is moved to `cur` when it was read, to `strange` when it was none of ours. */
export function maildir(directory: string): BounceBox {
  const places = { read: join(directory, "cur"), strange: join(directory, "strange") };
  const fresh = join(directory, "new");
  return {
    async names() {
      for (const place of [fresh, ...Object.values(places)]) await mkdir(place, { recursive: true });
      return (await readdir(fresh)).sort().slice(0, MOST_AT_ONCE);
    },
    read: (name) => readFile(join(fresh, name)),
    settle: (name, as) => rename(join(fresh, name), join(places[as], name)),
  };
}
