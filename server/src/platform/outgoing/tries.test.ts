import { describe, expect, test } from "vitest";
import { inTries } from "./tries.ts";

type Reply =
  | { readonly kind: "done" | "silent" | "unsent"; readonly note?: string }
  | { readonly kind: "refused"; readonly problem: { readonly status: number; readonly retryAfterMs: number | null } };

const done: Reply = { kind: "done" };
const silent: Reply = { kind: "silent", note: "the first" };
const unsent: Reply = { kind: "unsent" };
const refused = (status: number, retryAfterMs: number | null = null): Reply => ({
  kind: "refused",
  problem: { status, retryAfterMs },
});

async function tried(...replies: Reply[]): Promise<{ reply: Reply; waits: number[]; left: number }> {
  const waits: number[] = [];
  const clock = {
    pause: async (ms: number) => {
      waits.push(ms);
    },
  };
  const once = async (): Promise<Reply> => replies.shift()!;
  const reply = await inTries<Reply>(clock, once, ({ status }) => status === 429);
  return { reply, waits, left: replies.length };
}

describe("a call that may be repeated", () => {
  test.each([
    ["what is done is done", [done], done, []],
    ["a refusal stands", [refused(400)], refused(400), []],
    ["silence is asked again", [silent, done], done, [500]],
    ["three times in all", [silent, silent, silent, done], silent, [500, 2_000]],
    ["what was not sent is asked again", [unsent, unsent, done], done, [500, 2_000]],
    ["busy waits as long as it is asked to", [refused(429, 3_000), done], done, [3_000]],
    ["busy in the end is told", [refused(429), refused(429), refused(429)], refused(429), [500, 2_000]],
    ["a wait of five seconds is taken", [refused(429, 5_000), done], done, [5_000]],
    ["a longer one is the caller's", [refused(429, 5_001)], refused(429, 5_001), []],
    ["silence, then turned away: nobody knows", [silent, refused(401)], silent, [500]],
    ["silence, then not allowed: nobody knows", [silent, refused(403)], silent, [500]],
    ["turned away alone is a refusal", [refused(401)], refused(401), []],
    ["silence, then refused for what it is: that is the answer", [silent, refused(409)], refused(409), [500]],
    ["silence, then busy for long: nobody knows", [silent, refused(429, 60_000)], silent, [500]],
    ["silence, then nothing sent: nobody knows", [silent, unsent, unsent], silent, [500, 2_000]],
  ])("%s", async (_what, replies, expected, waits) => {
    const result = await tried(...replies);
    expect(result).toMatchObject({ reply: expected, waits });
  });
});
