import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { createPrintServer, createPrintSimulator, demoAccount, type LetterIn, type Rule } from "./index.ts";
import { pauseAfter } from "./pushes.ts";
import { readZip } from "./zip.ts";

/** A zip file written by hand, field by field (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
function zip(entries: readonly (readonly [name: string, data: Buffer])[], method: 0 | 8 = 0): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, data] of entries) {
    const packed = method === 8 ? deflateRawSync(data) : data;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), common, tail, Buffer.from(name));
    parts.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, central, Buffer.from("PK\x05\x06"), end]);
}

const pdf = Buffer.from("%PDF-1.7\n<< /Type /Page >>\n%%EOF\n");
const receiver = { name: "Ola Nordmann", line1: "Storgata 1", postCode: "0155", city: "Oslo", country: "NO" };
const line = (id: string, change: Partial<LetterIn> = {}): LetterIn => ({
  id,
  file: `${id}.pdf`,
  sha256: createHash("sha256").update(pdf).digest("hex"),
  pages: 1,
  postage: "economy",
  receiver,
  ...change,
});

function openDesk() {
  const caught: string[] = [];
  const desk = {
    answerWith: 200,
    caught,
    simulator: createPrintSimulator({
      webhookUrl: "https://pay.example.test/hooks/print",
      post: async (_url, _headers, body): Promise<number> => {
        caught.push(body);
        return desk.answerWith;
      },
    }),
    post: async (body: Buffer, authorization = `Bearer ${demoAccount.key}`) => {
      const outcome = await desk.simulator.call({
        method: "POST",
        path: "/v1/batches",
        headers: { authorization },
        body,
      });
      return outcome?.kind === "answer"
        ? { ...outcome.answer, json: JSON.parse(outcome.answer.body) as unknown }
        : outcome;
    },
    upload: (letters: readonly LetterIn[], file: Buffer = pdf) =>
      desk.post(
        zip([
          ["manifest.json", Buffer.from(JSON.stringify({ letters }))],
          ...letters.map((one) => [one.file, file] as const),
        ]),
      ),
    states: () => caught.flatMap((body) => (JSON.parse(body) as { events: { id: string; state: string }[] }).events),
  };
  return desk;
}

describe("zip files", () => {
  test.each([0, 8] as const)("method %i is read", (method) => {
    const read = readZip(
      zip(
        [
          ["æ.txt", Buffer.from("hei")],
          ["b", Buffer.alloc(1000)],
        ],
        method,
      ),
    );
    expect([...read.keys()]).toEqual(["æ.txt", "b"]);
    expect(read.get("æ.txt")?.toString()).toBe("hei");
  });

  test("no zip, a changed byte, a name twice and half a file are refused", () => {
    const good = zip([["a", Buffer.from("hello")]]);
    const changed = Buffer.from(good);
    changed[changed.indexOf("hello")]! ^= 1;
    expect(() => readZip(Buffer.from("PK"))).toThrow("no zip");
    expect(() => readZip(changed)).toThrow("damaged");
    expect(() =>
      readZip(
        zip([
          ["a", Buffer.from("1")],
          ["a", Buffer.from("2")],
        ]),
      ),
    ).toThrow("twice");
    expect(() => readZip(good.subarray(20))).toThrow();
  });
});

describe("letters", () => {
  test("taken, printed within the hour, posted in the afternoon", async () => {
    const desk = openDesk();
    expect(await desk.upload([line("m1")])).toMatchObject({
      json: { results: [{ id: "m1", status: "accepted", reference: "P00000001" }] },
    });
    await desk.simulator.advance(6 * 3_600_000);
    expect(desk.states().map(({ state }) => state)).toEqual(["PRINTED", "POSTED"]);
    expect(desk.simulator.letters()[0]!.events.map(({ state }) => state)).toEqual(["ACCEPTED", "PRINTED", "POSTED"]);
  });

  test("the same id is one letter; with another receiver it is turned away", async () => {
    const desk = openDesk();
    const first = await desk.upload([line("m1")]);
    expect(await desk.upload([line("m1")])).toEqual(first);
    const moved = line("m1", { receiver: { ...receiver, line1: "Storgata 2" } });
    expect(await desk.upload([moved])).toMatchObject({ json: { results: [{ code: "ID_CONFLICT" }] } });
  });

  test.each([
    [{ receiver: { ...receiver, postCode: "" } }, "ADDRESS_INCOMPLETE"],
    [{ receiver: { ...receiver, postCode: "155" } }, "POST_CODE_INVALID"],
    [{ receiver: { ...receiver, country: "AQ" } }, "COUNTRY_NOT_SERVED"],
    [{ sha256: "0".repeat(64) }, "FILE_DAMAGED"],
    [{ pages: 3 }, "PAGES_DIFFER"],
  ])("%j is turned away alone: %s", async (change, code) => {
    const answer = await openDesk().upload([line("m1"), line("m2", change)]);
    expect(answer).toMatchObject({ json: { results: [{ status: "accepted" }, { status: "rejected", code }] } });
  });

  test("a wrong key, a strange manifest and no zip get nothing in", async () => {
    const desk = openDesk();
    expect(await desk.post(Buffer.from("hei"), "Bearer wrong")).toMatchObject({ status: 401 });
    expect(await desk.post(Buffer.from("hei"))).toMatchObject({ status: 400 });
    expect(await desk.post(zip([["manifest.json", Buffer.from('{"letters":[{}]}')]]))).toMatchObject({ status: 400 });
    expect(desk.simulator.letters()).toEqual([]);
  });
});

describe("misbehaviour", () => {
  const told = async (fault: Extract<Rule, { on: "event" }>["fault"]) => {
    const desk = openDesk();
    desk.simulator.rules.replace([{ on: "event", match: { state: "PRINTED" }, fault }]);
    await desk.upload([line("m1")]);
    await desk.simulator.advance(12 * 3_600_000);
    return desk.states().map(({ state }) => state);
  };

  test("withheld, duplicated, late and overtaken", async () => {
    expect(await told({ do: "withhold" })).toEqual(["POSTED"]);
    expect(await told({ do: "duplicate", copies: 1 })).toEqual(["PRINTED", "PRINTED", "POSTED"]);
    expect(await told({ do: "late", seconds: 36_000 })).toEqual(["POSTED", "PRINTED"]);
    expect(await told({ do: "afterNext" })).toEqual(["POSTED", "PRINTED"]);
  });

  test("tried again for three days", async () => {
    const desk = openDesk();
    desk.answerWith = 503;
    await desk.upload([line("m1")]);
    await desk.simulator.advance(4 * 86_400_000);
    expect(desk.simulator.pushes().map(({ state }) => state)).toEqual(["givenUp", "givenUp"]);
    expect([1, 2, 3, 9].map(pauseAfter)).toEqual([60_000, 600_000, 3_600_000, 3_600_000]);
  });
});

test("for a person: the letters with their PDFs, and a letter brought back by hand", async () => {
  const desk = openDesk();
  const server = createPrintServer(desk.simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await desk.upload([line("m1", { receiver: { ...receiver, name: "<b>Ola</b>" } })]);
  const page = await (await fetch(`${url}/`)).text();
  expect(page).toContain('href="/letters/m1.pdf"');
  expect(page).toContain("&lt;b&gt;Ola&lt;/b&gt;");
  const file = await fetch(`${url}/letters/m1.pdf`);
  expect(file.headers.get("content-type")).toBe("application/pdf");
  expect(Buffer.from(await file.arrayBuffer()).equals(pdf)).toBe(true);
  const back = () => fetch(`${url}/_control/letters/m1/return`, { method: "POST" });
  expect((await back()).status).toBe(200);
  expect(desk.states()).toMatchObject([{ id: "m1", state: "RETURNED", code: "RECEIVER_UNKNOWN" }]);
  expect((await back()).status).toBe(409);
  expect(await (await fetch(`${url}/_control`)).text()).toContain("Print simulator");
});
