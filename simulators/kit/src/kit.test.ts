import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import {
  answersText,
  arrived,
  backTo,
  callUnder,
  createClock,
  createNames,
  createRuleList,
  framed,
  handOverDue,
  html,
  jsonReply,
  listenerFor,
  listIn,
  nextQueued,
  queued,
  readCommon,
  seededDraw,
  spoiltJson,
  timeKeeper,
  writeCommon,
  type Doors,
  type Queued,
} from "./index.ts";

const START = Date.UTC(2026, 9, 1, 8);

describe("time", () => {
  test("stands still until it is moved, and what falls due on the way happens at its own moment", async () => {
    const clock = createClock();
    const due = [START + 2_000, START + 1_000, START + 9_000];
    const happened: number[] = [];
    const nextDue = (): number => Math.min(Infinity, ...due.filter((at) => !happened.includes(at)));
    const settle = async (): Promise<void> => {
      for (let next = nextDue(); next <= clock.now(); next = nextDue()) happened.push(next);
    };
    const time = timeKeeper({ clock, settle, nextDue });
    expect(clock.now()).toBe(START);
    await Promise.all([time.advance(1_500), time.advance(1_500)]);
    expect([clock.now(), happened]).toEqual([START + 3_000, [START + 1_000, START + 2_000]]);
  });
});

describe("chance", () => {
  test("is the same for the same seed", () => {
    const both = [createNames(7), createNames(7)].map(({ uuid, hex, word }) => [uuid(), hex(4), word(6)]);
    expect(both[0]).toEqual(both[1]);
    expect(both[0]![0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(seededDraw(1)()).not.toBe(seededDraw(2)());
  });
});

type Rule = {
  readonly on: "call" | "event";
  readonly match?: { readonly id?: string | undefined } | undefined;
  readonly times?: number | undefined;
  readonly skip?: number | undefined;
  readonly share?: number | undefined;
  readonly fault: string;
};

describe("rules", () => {
  test("the first that fits and has turns left decides; skipped matches count, others do not", () => {
    const rules = createRuleList<Rule>();
    rules.replace([
      { on: "call", match: { id: "a" }, skip: 1, fault: "first" },
      { on: "call", times: 2, fault: "second" },
    ]);
    const found = ["b", "a", "a", "a", "a"].map((id) => rules.find("call", { id }));
    expect(found).toEqual(["second", "second", "first", undefined, undefined]);
    // No rule of this list is about events, and the type says so: nothing is found.
    rules.find("event", { id: "a" });
    expect(rules.list().map(({ fired }) => fired)).toEqual([1, 2]);
  });

  test("a share of the matches, drawn, without end", () => {
    const draws = [0.4, 0.5, 0.49, 0.9];
    const rules = createRuleList<Rule>({
      draw: () => draws.shift()!,
      first: [{ on: "call", share: 0.5, fault: "some" }],
    });
    expect([1, 2, 3, 4].map(() => rules.find("call", {}))).toEqual(["some", undefined, "some", undefined]);
  });
});

describe("a call under a fault", () => {
  type Fault = { readonly do: string; readonly when?: "before" | "after"; readonly ms?: number };
  test.each<[string, Fault | undefined, unknown, readonly string[]]>([
    ["none", undefined, "done", ["work"]],
    ["delay", { do: "delay", ms: 5 }, "done", ["wait 5", "work"]],
    ["dropped before", { do: "drop", when: "before" }, undefined, []],
    ["dropped after", { do: "drop", when: "after" }, undefined, ["work"]],
    ["failed before", { do: "fail", when: "before" }, "failed", []],
    ["failed after", { do: "fail", when: "after" }, "failed", ["work"]],
    ["refused", { do: "refuse" }, "refused", []],
    ["spoilt", { do: "text" }, "done, spoilt", ["work"]],
  ])("%s", async (_what, fault, expected, steps) => {
    const done: string[] = [];
    const outcome = await callUnder<Fault, string>(fault, {
      wait: async (ms) => {
        done.push(`wait ${ms}`);
      },
      work: () => {
        done.push("work");
        return "done";
      },
      instead: (one) => ({ fail: "failed", refuse: "refused" })[one.do],
      spoilt: (answer, one) => (one.do === "text" ? `${answer}, spoilt` : answer),
    });
    expect(outcome.kind === "answer" ? outcome.answer : undefined).toBe(expected);
    expect(done).toEqual(steps);
  });

  test("members of an answer replaced, or a text in its place", () => {
    const answer = { status: 200, json: { a: 1, b: 2 } };
    expect(spoiltJson(answer, { do: "patch", members: { b: 3 } })).toEqual({ status: 200, json: { a: 1, b: 3 } });
    expect(spoiltJson(answer, { do: "text", body: "<html>", status: 502 })).toMatchObject({
      status: 502,
      text: "<html>",
    });
    expect(spoiltJson(answer, { do: "delay" })).toBe(answer);
  });
});

describe("the queue", () => {
  test("late, withheld, doubled and out of turn", async () => {
    const clock = createClock(() => 0);
    const faults = [
      { do: "afterNext" },
      { do: "withhold" },
      { do: "late", seconds: 1 },
      { do: "duplicate", copies: 1 },
    ] as const;
    const queue = faults.map((fault) => ({ name: fault.do, ...queued(fault, 0) }));
    const told: string[] = [];
    const attempt = async (one: Queued & { readonly name: string }): Promise<void> => {
      told.push(one.name);
      arrived(queue, one, clock.now());
    };
    await handOverDue(queue, clock, attempt);
    expect(told).toEqual(["duplicate", "afterNext", "duplicate"]);
    expect(nextQueued(queue)).toBe(1_000);
    clock.hold(1_000);
    await handOverDue(queue, clock, attempt);
    expect(told.at(-1)).toBe("late");
    expect(nextQueued(queue)).toBe(Infinity);
  });
});

function controlled() {
  const clock = createClock();
  const rules = createRuleList<Rule>();
  return { now: () => clock.now(), advance: async (ms: number) => clock.skip(ms), rules };
}
const schema = z.array(z.strictObject({ on: z.enum(["call", "event"]), fault: z.string() }));

describe("control", () => {
  test("the clock moves forward only, by a step or to a moment", async () => {
    const simulator = controlled();
    const move = async (input: unknown) => (await writeCommon(simulator, schema, "/_control/clock", input))?.status;
    expect(await move({ advanceSeconds: "60" })).toBe(200);
    expect(await move({ to: "2026-10-01T08:02:00Z" })).toBe(200);
    expect(simulator.now()).toBe(START + 120_000);
    expect(await move({ to: "2026-10-01T08:01:59Z" })).toBe(422);
    expect(await move({ advanceSeconds: -1 })).toBe(400);
  });

  test("rules as JSON, as a form's text, and not at all", async () => {
    const simulator = controlled();
    const list = [{ on: "call", fault: "x" }];
    const write = async (input: unknown) => (await writeCommon(simulator, schema, "/_control/rules", input))?.status;
    expect([await write({ rules: list }), await write(list), await write({ rules: JSON.stringify(list) })]).toEqual([
      200, 200, 200,
    ]);
    expect(simulator.rules.list()).toEqual([{ rule: list[0], fired: 0 }]);
    expect([await write({ rules: "{" }), await write(undefined)]).toEqual([400, 400]);
    expect(listIn({ rules: "{" }, "rules")).toBe("{");
  });

  test("a form is led back, a program is answered; other addresses are the simulator's own", async () => {
    const simulator = controlled();
    const reply = readCommon(simulator, "/_control/clock", () => "");
    expect(backTo("/_control", reply, true)).toMatchObject({ status: 303, headers: { location: "/_control" } });
    expect(backTo("/_control", reply, false)).toBe(reply);
    expect(readCommon(simulator, "/_control/else", () => "")).toBeUndefined();
    expect(await writeCommon(simulator, schema, "/_control/else", {})).toBeUndefined();
  });

  test("the page escapes what it shows", () => {
    const rules = createRuleList<Rule>({ first: [{ on: "call", fault: "</textarea><script>" }] });
    const shown = framed(
      { ...controlled(), rules },
      { title: "A & B", steps: [["1 day", 86_400]], sections: [html`<p>!</p>`] },
    );
    expect(shown).toContain("<h1>A &amp; B</h1>");
    expect(shown).not.toContain("<script>");
    expect(answersText([0, 200])).toBe("none, 200");
  });
});

describe("the doors", () => {
  async function opened(doors: Partial<Doors>): Promise<string> {
    const server = createServer(
      listenerFor({ longestBodyMegabytes: 1, read: () => undefined, write: () => undefined, ...doors }),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test("JSON and forms, told apart; settled after everything that is not a look", async () => {
    let settled = 0;
    const base = await opened({
      write: (_visit, { input, byForm }) => jsonReply(200, { input, byForm }),
      settle: async () => void (settled += 1),
    });
    const post = async (body: string | URLSearchParams) => await (await fetch(base, { method: "POST", body })).json();
    expect(await post('{"a":1}')).toEqual({ input: { a: 1 }, byForm: false });
    expect(await post(new URLSearchParams("a=1"))).toEqual({ input: { a: "1" }, byForm: true });
    await fetch(base);
    expect(settled).toBe(2);
  });

  test("nothing there, too much, a mistake of our own, and a line that is dropped", async () => {
    const base = await opened({
      call: async ({ path }) => (path === "/drop" ? { kind: "dropped" } : undefined),
      read: ({ path }) => {
        if (path === "/mistake") throw new Error("Oh.");
        return undefined;
      },
    });
    const big = "x".repeat(1024 * 1024 + 1);
    expect((await fetch(base)).status).toBe(404);
    expect((await fetch(base, { method: "POST", body: big })).status).toBe(413);
    expect((await fetch(base, { method: "POST", body: big.slice(1) })).status).toBe(404);
    expect(await (await fetch(`${base}/mistake`)).json()).toMatchObject({ sentence: "Oh." });
    await expect(fetch(`${base}/drop`)).rejects.toThrow();
    expect((await fetch(base)).headers.get("content-security-policy")).toContain("default-src 'none'");
  });
});
