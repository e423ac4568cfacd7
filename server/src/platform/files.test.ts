import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { directoryFiles, type FileStore } from "./files.ts";

const TENANT = "01980000-0000-7000-8000-000000000001";
const key = { sealing: Buffer.alloc(32, 7), blinding: Buffer.alloc(32, 8) };

let parent: string;
let root: string;
let files: FileStore;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "kvitt-files-"));
});
beforeEach(async () => {
  root = await mkdtemp(join(parent, "store-"));
  files = directoryFiles(root);
});
afterAll(() => rm(parent, { recursive: true }));

const written = (store: FileStore, text: string) => store.write(TENANT, key, [Buffer.from(text)]);
const read = async (store: FileStore, sha256: Buffer) =>
  Buffer.concat(await Array.fromAsync(store.read(TENANT, key, sha256))).toString();
const stored = async () =>
  (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

describe("a trial's files", () => {
  test("X-04 are read like any, and leave nothing behind", async () => {
    const trial = files.trial();
    const { sha256 } = await written(trial, "a dry run");
    expect([await read(trial, sha256), await trial.has(TENANT, sha256)]).toEqual(["a dry run", true]);
    expect(await files.has(TENANT, sha256)).toBe(false);
    await trial.forget();
    await trial.forget();
    expect(await readdir(root)).toEqual([]);
  });

  test("lie before what is stored for good, which the trial can read", async () => {
    const { sha256 } = await written(files, "kept");
    const trial = files.trial();
    expect([await read(trial, sha256), await trial.has(TENANT, sha256)]).toEqual(["kept", true]);
  });

  test("are forgotten without taking away the same bytes that were stored for good before or meanwhile", async () => {
    const before = await written(files, "before");
    const trial = files.trial();
    await written(trial, "before");
    await written(trial, "meanwhile");
    const meanwhile = await written(files, "meanwhile");
    await trial.forget();
    expect([await read(files, before.sha256), await read(files, meanwhile.sha256)]).toEqual(["before", "meanwhile"]);
    expect(await stored()).toBe(2);
  });

  test("of two trials are two: one does not take the other's away", async () => {
    const [one, other] = [files.trial(), files.trial()];
    const { sha256 } = await written(one, "the same");
    await written(other, "the same");
    await one.forget();
    expect(await read(other, sha256)).toBe("the same");
  });
});
