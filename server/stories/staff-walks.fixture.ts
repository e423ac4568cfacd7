import { afterAll, afterEach, beforeAll } from "vitest";
import { freeTotpCode, seedOfTotpUri } from "../src/platform/sign-in/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import type { Role } from "../src/platform/roles/index.ts";
import { testBankAccount, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import {
  staffApp,
  type Locale,
  type Look,
  type ServeOptions,
  type StaffApp,
  type Walker,
} from "./staff-app.fixture.ts";
import { clinicWithInvoices, lastNight } from "./staff-bank.fixture.ts";

/** What the walks of a file stand on: one browser for all of them, and a world that begins and ends as the file says. */
export type Walks = {
  readonly app: StaffApp;
  readonly platform: TestPlatform;
  readonly clinic: TestClinic;
  readonly address: string;
  /** A database of its own with a clinic in it, and the app served: for `beforeAll` or `beforeEach`. */
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
  readonly signedIn: (role: Role, locale: Locale, look?: Look) => Promise<Walker>;
  readonly inTenant: <T>(work: (tx: TenantTransaction) => Promise<T>) => Promise<T>;
};

type World = Pick<Walks, "platform" | "clinic" | "address">;

/**
 * Walks in the world of `making`, on a morning of its own. The browser opens before the first of them, and each closes its pages.
 * @param startsAt wall clock of the clinic, `2026-10-07T05:00`
 */
export function staffWalks(
  startsAt: string,
  making: (platform: TestPlatform) => Promise<TestClinic>,
  options: ServeOptions = { people: [] },
): Walks {
  let app: StaffApp;
  let world: World;
  beforeAll(async () => {
    app = await staffApp();
  });
  afterAll(() => app.close());
  afterEach(() => app.closePages());
  return {
    get app() {
      return app;
    },
    get platform() {
      return world.platform;
    },
    get clinic() {
      return world.clinic;
    },
    get address() {
      return world.address;
    },
    async begin() {
      const platform = await testPlatform(startsAt, { goesOn: true });
      const clinic = await making(platform);
      world = { platform, clinic, address: await app.serve(platform, clinic.tenantId, options) };
    },
    async end() {
      await app.tidy();
      await world.platform.close();
    },
    signedIn: (role, locale, look) => app.signedIn(world.address, role, locale, look),
    inTenant: (work) => withTenant(world.platform, world.clinic.context, work),
  };
}

/** A clinic on the morning after its bank has written: what stands there at five. */
export async function bankMorning(platform: TestPlatform): Promise<TestClinic> {
  const clinic = await clinicWithInvoices(platform);
  await lastNight(platform, clinic);
  return clinic;
}

/** A chain of two clinics that share a number series: one runs, with an account at a bank; the other is not active yet. */
export async function twoClinics(platform: TestPlatform): Promise<Readonly<Record<"nord" | "sor", TestClinic>>> {
  const nord = await testClinic(platform, { name: "Nordlys Tannklinikk AS" });
  const { tenantId, seriesId } = nord;
  const other = { name: "Sørlys Tannklinikk AS", orgNo: "974760673", active: false };
  const sor = await testClinic(platform, { tenantId, seriesId, ...other });
  await testBankAccount(platform, nord, { fileExpectedBy: "05:00" });
  return { nord, sor };
}

/** A code of somebody's own second factor that is good now and was not used. */
export const codeFor = (platform: TestPlatform, email: string, seed: string): Promise<string> =>
  freeTotpCode(platform, email, seedOfTotpUri(`otpauth://totp/x?secret=${seed}`));

/** The code that a person of the demo would type now. */
export async function demoCode(address: string, role: Role): Promise<string> {
  const { items } = (await (await fetch(`${address}/api/v1/demo-sign-ins`)).json()) as {
    items: { role: string; code: string }[];
  };
  return items.find((each) => each.role === role)!.code;
}
