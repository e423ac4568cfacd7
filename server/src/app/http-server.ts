import { listLedgers } from "../ledger/index.ts";
import {
  createServer,
  type HttpServer,
  type LedgersOfClinics,
  type Route,
  type ServerOptions,
} from "../platform/http/index.ts";
import { withTenant, type Platform } from "../platform/index.ts";
import { openSignIn, type LimitSizes, type SignIn } from "../platform/sign-in/index.ts";
import { authenticator, tenantCounter } from "./authenticate.ts";
import { alarmRoutes } from "./routes/alarms.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { auditRoutes } from "./routes/audit.ts";
import { ledgerRoutes } from "./routes/ledgers.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { userRoutes } from "./routes/users.ts";

/** Every route of the product, in the order of the reference. A capability that lands adds its list here. */
export function allRoutes(signIn: SignIn): readonly Route[] {
  return [...ledgerRoutes, ...alarmRoutes, ...auditRoutes, ...signInRoutes(signIn), ...userRoutes, ...apiKeyRoutes];
}

/** What permissions need to know of ledgers: which ones belong to some clinics. */
export function ledgersOfClinics(platform: Platform): LedgersOfClinics {
  return async (context, clinicIds) => {
    const ledgers = await withTenant(platform, context, listLedgers);
    return ledgers.filter((ledger) => clinicIds.includes(ledger.clinicId)).map((ledger) => ledger.id);
  };
}

export type HttpServerOptions = Partial<
  Pick<ServerOptions, "gauges" | "trustProxy" | "mostEventLoopDelayMs" | "canWork">
> & {
  /** Origins of our own pages besides the address asked: `https://staff.example.com`. */
  readonly origins?: readonly string[];
  readonly limits?: LimitSizes;
};

/** Kvitt's HTTP API over a platform, ready to listen or to be asked in-process. */
export async function createHttpServer(platform: Platform, options: HttpServerOptions = {}): Promise<HttpServer> {
  const { origins, limits, ...rest } = options;
  const signIn = await openSignIn(platform, limits);
  return createServer(platform, {
    ...rest,
    routes: allRoutes(signIn),
    authenticate: authenticator(platform, signIn, origins ?? []),
    countRequest: tenantCounter(signIn),
    ledgersOfClinics: ledgersOfClinics(platform),
  });
}
