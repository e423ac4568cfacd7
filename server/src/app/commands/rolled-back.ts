import { withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";

/** Carries the result out of a transaction that is to leave no trace. */
class TrialEnds<T> extends Error {
  readonly result: T;
  constructor(result: T) {
    super("The trial ends");
    this.result = result;
  }
}

/** Does the work in one transaction and undoes it, with the files it kept: exactly what would happen, and nothing happens. */
export async function rolledBack<T>(
  platform: Platform,
  context: Context,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  const files = platform.files.trial();
  try {
    return await withTenant({ ...platform, files }, context, async (tx): Promise<T> => {
      throw new TrialEnds(await work(tx));
    });
  } catch (end) {
    if (end instanceof TrialEnds) return end.result as T;
    throw end;
  } finally {
    await files.forget();
  }
}
