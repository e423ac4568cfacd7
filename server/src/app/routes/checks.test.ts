import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  asSuperuser,
  instantIn,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { nightlyChecks } from "../../controls/index.ts";
import { withTenant } from "../../platform/index.ts";
import { allChecks } from "../commands/verify.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { invoiceIn, worldOf } from "./sweep-books.fixture.ts";

type Broken = { readonly name: string; readonly rows: number };
type Run = {
  readonly id: string;
  readonly ranAt: string;
  readonly asked: readonly string[];
  readonly broken: readonly Broken[];
};
type Runs = { readonly items: readonly Run[]; readonly nextCursor: string | null };
type States = {
  readonly askedAt: string;
  readonly run: Run | null;
  readonly items: readonly {
    readonly name: string;
    readonly sentence: string;
    readonly state: string;
    readonly rows: number;
    readonly brokenSince: string | null;
  }[];
};
type Asked = {
  readonly holds: boolean;
  readonly more: boolean;
  readonly amounts: string;
  readonly rows: readonly {
    readonly values: Readonly<Record<string, unknown>>;
    readonly subject: { readonly kind: string; readonly id: string } | null;
  }[];
};

const ITEMS = "ledger.itemsEqualPostings";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let other: TestClinic;
let accountant: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T02:10");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
  accountant = await api.person(clinic.context, "accountant");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

async function night(day: string, checks = allChecks): Promise<void> {
  platform.moveTo(`${day}T02:10`);
  await withTenant(platform, clinic.context, (tx) => nightlyChecks(tx, checks, day));
  // Nobody stays signed in from one night to the next.
  accountant = await api.person(clinic.context, "accountant");
}
const states = async () => read<States>(await accountant("GET", "/checks"));
const stateOf = async (name: string) => (await states()).items.find((check) => check.name === name)!;
const asked = async (name: string, ask = accountant) => read<Asked>(await ask("GET", `/checks/${name}`));
const off = (by: number) =>
  asSuperuser(platform, "update open_item set open_minor = open_minor + $2 where tenant_id = $1", [
    clinic.tenantId,
    by,
  ]);

describe("the checks that must always hold", () => {
  test("have not run before the first night, and one can be asked all the same", async () => {
    const { run, items } = await states();
    expect(run).toBe(null);
    expect(items.map(({ name }) => name)).toEqual(allChecks.map(({ name }) => name));
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(["notRun"]));
    expect(await asked(ITEMS)).toMatchObject({ holds: true, more: false, rows: [] });
  });

  test("are shown night by night, with how many rows break one and since when", async () => {
    const { invoiceId } = await invoiceIn(worldOf(platform, "Eksempel", clinic, other), clinic.ledgerId);
    await night("2026-10-07");
    expect(await stateOf(ITEMS)).toMatchObject({ state: "holds", rows: 0, brokenSince: null });
    await off(-1);
    await night("2026-10-08");
    await night("2026-10-09");
    const { run } = await states();
    const broken = await stateOf(ITEMS);
    expect(broken).toMatchObject({ state: "broken", rows: 1 });
    expect(broken.brokenSince).toBe(instantIn("2026-10-08T02:10").toString());
    const names = allChecks.map(({ name }) => name);
    expect(run).toMatchObject({ ranAt: instantIn("2026-10-09T02:10").toString(), asked: names });

    const first = read<Runs>(await accountant("GET", "/check-runs?limit=2"));
    const second = read<Runs>(await accountant("GET", `/check-runs?limit=2&cursor=${first.nextCursor!}`));
    const runs = [...first.items, ...second.items];
    expect(runs.map(({ broken: found }) => found.some(({ name }) => name === ITEMS))).toEqual([true, true, false]);
    expect(runs[0]).toEqual(run);
    expect(second.nextCursor).toBe(null);

    const { rows, holds, amounts } = await asked(ITEMS);
    expect({ holds, amounts }).toEqual({ holds: false, amounts: "shown" });
    expect(rows).toHaveLength(1);
    expect(rows[0]!.subject).toEqual({ kind: "invoice", id: invoiceId });
    const { values } = rows[0]!;
    expect(Number(values["postedMinor"]) - Number(values["openMinor"])).toBe(1);

    // Mended and broken again: what was before does not count.
    await off(1);
    await night("2026-10-10");
    expect(await stateOf(ITEMS)).toMatchObject({ state: "holds", brokenSince: null });
    await off(-1);
    await night("2026-10-11");
    expect((await stateOf(ITEMS)).brokenSince).toBe(instantIn("2026-10-11T02:10").toString());
  });

  test("H-10 a night tells which it asked: one that it did not ask neither holds nor breaks in it, and an old break goes on over it", async () => {
    const runs = async () => read<Runs>(await accountant("GET", "/check-runs?limit=1")).items;
    const without = allChecks.filter(({ name }) => name !== ITEMS);
    await night("2026-10-12", without);
    expect(await stateOf(ITEMS)).toMatchObject({ state: "notRun", rows: 0, brokenSince: null });
    expect((await states()).items.filter(({ state }) => state === "notRun")).toHaveLength(1);
    expect((await runs())[0]!.asked).toEqual(without.map(({ name }) => name));
    // A version that still has a check which is gone now asked it, and said so.
    const gone = { name: "ledger.gone", sentence: "", breaches: () => Promise.resolve([{}]) };
    await night("2026-10-13", [...allChecks, gone]);
    const found = (await runs())[0]!.broken.map(({ name }) => name);
    expect(found).toEqual(expect.arrayContaining([ITEMS, gone.name]));
    expect((await runs())[0]!.asked).toContain(gone.name);
    expect((await states()).items.map(({ name }) => name)).not.toContain(gone.name);
    // Broken before and after the night that did not ask it: since the night before.
    expect((await stateOf(ITEMS)).brokenSince).toBe(instantIn("2026-10-11T02:10").toString());
  });

  test("SEC-16 the administrator, who sees no money, sees which rows break a check without their amounts", async () => {
    const { rows, amounts } = await asked(ITEMS, await api.person(clinic.context, "admin"));
    expect(amounts).toBe("withheld");
    expect(rows[0]!.values).toMatchObject({ openMinor: null, postedMinor: null });
  });

  test("SEC-09 SEC-10 are for the whole tenant: who is bound to a clinic asks none, a program reads how they stood", async () => {
    const manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
    for (const url of ["/checks", "/check-runs", `/checks/${ITEMS}`])
      expect(codeOf(await manager("GET", url))).toEqual([403, "NOT_ALLOWED"]);
    const program = await api.program(clinic.context, ["alarms:read"]);
    expect((await program("GET", "/checks")).status).toBe(200);
    expect(codeOf(await program("GET", `/checks/${ITEMS}`))).toEqual([403, "NOT_ALLOWED"]);
  });

  test("a name that no check has is not found", async () => {
    expect(codeOf(await accountant("GET", "/checks/ledger.nothing"))).toEqual([404, "NOT_FOUND"]);
  });

  test("are asked without a right to write: what would change something is stopped", async () => {
    const { runOneCheck } = await import("../../controls/index.ts");
    const { sql } = await import("kysely");
    const writes = {
      name: "test.writes",
      sentence: "",
      breaches: async (tx: Parameters<(typeof allChecks)[number]["breaches"]>[0]) =>
        (
          await sql<
            Record<string, unknown>
          >`update alarm set cleared_at = null where tenant_id = ${tx.tenantId}`.execute(tx.db)
        ).rows,
    };
    const asking = withTenant(platform, clinic.context, (tx) => runOneCheck(tx, [writes], "test.writes"));
    await expect(asking).rejects.toMatchObject({ code: "25006" });
  });
});

type Texts = { readonly [key: string]: string | Texts };

/** The staff app's words of the checks in a language, by path. */
function wordsOf(language: string): (path: string) => unknown {
  const file = new URL(`../../../../web/staff/src/texts/${language}/checks.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(file, "utf8")) as Texts;
  return (path) =>
    path.split(".").reduce<string | Texts | undefined>((at, part) => (typeof at === "object" ? at[part] : at), texts);
}

describe("L-04 X-01 the words of the checks", () => {
  test.each(["nb", "sv", "da", "it", "en"])("stand in %s for every check and its area", (language) => {
    const said = wordsOf(language);
    const without = allChecks.filter(({ name }) => typeof said(`checkSaid.${name}`) !== "string");
    expect(without.map(({ name }) => name)).toEqual([]);
    const areas = new Set(allChecks.map(({ name }) => name.split(".")[0]!));
    expect([...areas].filter((area) => typeof said(`checkArea.${area}`) !== "string")).toEqual([]);
  });
});
