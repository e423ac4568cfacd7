import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kvitt, kvittJson } from "../../testkit/kvitt.ts";

type Refused = { code: string; sentence: string; remedy: string; problems: unknown[] };

describe("the frame of every command, on a data directory with its own server", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kvitt-cli-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("a first command makes the data directory, answers and leaves with 0; the next finds it", async () => {
    const first = await kvitt(["ledgers", "--data", folder]);
    expect(first).toMatchObject({ code: 0, stdout: "No tenant yet. `kvitt demo` makes a chain to look at.\n" });
    const second = await kvittJson<{ tenants: unknown[] }>(["ledgers"], { KVITT_DATA: folder });
    expect(second).toMatchObject({ code: 0, value: { tenants: [] }, stderr: "" });
  });

  test("SEC-02 SEC-50 the doctor finds a fresh installation sound", async () => {
    const { code, value } = await kvittJson<{ ok: boolean; findings: { name: string; state: string }[] }>([
      "doctor",
      "--data",
      folder,
    ]);
    expect(code).toBe(0);
    expect(value.findings.filter((finding) => finding.state === "failed")).toEqual([]);
    expect(value.findings.map((finding) => finding.name)).toEqual(
      expect.arrayContaining(["node", "postgresql", "durability", "databaseRole", "clock", "disk", "secrets"]),
    );
  });

  test("an unusable data directory is refused with a remedy, as one JSON value", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "", { mode: 0o755 });
    const { code, value } = await kvittJson<Refused>(["ledgers", "--data", join(file, "below")]);
    expect(code).toBe(1);
    expect(value).toMatchObject({ code: "DATA_DIRECTORY_UNUSABLE", problems: [] });
    expect(value.remedy).toMatch(/--data/);
  });

  test("a database that does not answer is refused with a remedy", async () => {
    const nowhere = {
      DATABASE_URL: "postgres://kvitt_app@127.0.0.1:1/kvitt",
      DATABASE_OWNER_URL: "postgres://kvitt_owner@127.0.0.1:1/kvitt",
    };
    const { code, value } = await kvittJson<Refused>(["ledgers", "--data", folder], nowhere);
    expect(code).toBe(1);
    expect(value).toMatchObject({ code: "DATABASE_UNREACHABLE" });
    expect(value.remedy).toMatch(/DATABASE_URL/);
  });
});

describe("a wrong use of the command line", () => {
  test.each([
    ["a command that there is not", ["pay"], /unknown command 'pay'/],
    ["an option that there is not", ["ledgers", "--loud"], /unknown option '--loud'/],
    ["a missing argument", ["describe"], /missing required argument 'file'/],
    ["no command at all", [], /Usage: kvitt/],
  ])("%s leaves with 2 and says so on standard error", async (_title, args, said) => {
    const ran = await kvitt(args);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(said);
  });

  test("with --json standard output still holds one value", async () => {
    const { code, value } = await kvittJson<Refused>(["ledgers", "--loud"]);
    expect(code).toBe(2);
    expect(value).toMatchObject({ code: "USAGE", sentence: "unknown option '--loud'" });
  });

  test("--version is an answer: a number, on standard output", async () => {
    const ran = await kvitt(["--version"]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("--help is an answer: standard output, 0", async () => {
    const ran = await kvitt(["verify", "--help"]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toMatch(/--json/);
  });
});
