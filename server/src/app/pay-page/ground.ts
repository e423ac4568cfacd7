import type { RailsOf } from "../../payments/index.ts";
import {
  readTenant,
  systemContext,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import { selectBill, type BillRow } from "./look-store.ts";
import type { Visit } from "./world.ts";

/** What the product's side of the pay page shares. */

/** Sends a code at once: it is waited for. By our own words, never through the queue. */
export type CodeCourier = (message: {
  readonly tenantId: string;
  readonly ledgerId: string;
  readonly channel: "sms" | "email";
  readonly to: string;
  readonly text: string;
}) => Promise<void>;

export type ProductWorldOptions = {
  readonly railsOf: RailsOf;
  /** Left out, nobody can be confirmed by a code. */
  readonly sendCode?: CodeCourier;
};

/** What the use cases of the page share. */
export type Ground = ProductWorldOptions & { readonly platform: Platform };

export const contextOf = ({ tenantId }: Pick<Visit, "tenantId">): Context => systemContext(tenantId, "payPage");

export const within = <T>(
  { platform }: Ground,
  visit: Visit,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> => withTenant(platform, contextOf(visit), work);

export const billOf = (ground: Ground, visit: Visit): Promise<BillRow> =>
  readTenant(ground.platform, contextOf(visit), (tx) => selectBill(tx, visit));
