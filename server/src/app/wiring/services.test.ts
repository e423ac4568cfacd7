import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readServices, type ServicesFile } from "./services.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kvitt-services-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (text: unknown) =>
  writeFile(join(folder, "services.json"), typeof text === "string" ? text : JSON.stringify(text));
const least: ServicesFile = { payPage: "http://localhost:3001", webhooks: "http://localhost:3002" };

test("an installation without the file has no services", async () => {
  expect(await readServices(folder)).toBeUndefined();
});

test("a file that was named and is not there is refused", async () => {
  await expect(readServices(folder, join(folder, "other.json"))).rejects.toMatchObject({ code: "SERVICES_UNREADABLE" });
});

test("S1-15 a file with the two addresses is enough; a slash at their end does no harm", async () => {
  await write({ ...least, payPage: "https://betal.kvitt.no/" });
  expect(await readServices(folder)).toEqual({ ...least, payPage: "https://betal.kvitt.no" });
});

test("T-02 the pay page's address leaves room for a link in an SMS", async () => {
  await write({ ...least, payPage: "https://betalinger.eksempel.no" });
  await expect(readServices(folder)).rejects.toMatchObject({ problems: [{ field: "payPage" }] });
});

test("SEC-50 a file that cannot be used is refused by field and rule, and repeats no value", async () => {
  await write({
    ...least,
    sms: { speaks: "json", url: "http://localhost:1", key: "s3cret", webhookSecrets: [] },
    other: 1,
  });
  const refusal = await readServices(folder).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "SERVICES_UNREADABLE" });
  const fields = (refusal as { problems: { field: string }[] }).problems.map(({ field }) => field);
  expect(fields).toEqual(expect.arrayContaining(["sms.key", "sms.webhookSecrets"]));
  expect(JSON.stringify(refusal)).not.toContain("s3cret");
  await write("{ no json");
  await expect(readServices(folder)).rejects.toMatchObject({
    code: "SERVICES_UNREADABLE",
    problems: [{ code: "SERVICES_NOT_JSON" }],
  });
});
