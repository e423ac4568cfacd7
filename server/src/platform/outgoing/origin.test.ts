import { describe, expect, test } from "vitest";
import { isThisMachine, originOf } from "./origin.ts";

describe("SEC-44 where calls go", () => {
  test.each([
    ["https://api.example.test", "https://api.example.test"],
    ["https://api.example.test/", "https://api.example.test"],
    ["https://api.example.test:8443", "https://api.example.test:8443"],
    ["http://127.0.0.1:4010", "http://127.0.0.1:4010"],
    ["http://[::1]:4010", "http://[::1]:4010"],
    ["http://localhost:4010", "http://localhost:4010"],
  ])("%s", (baseUrl, origin) => {
    expect(originOf(baseUrl, "a partner")).toBe(origin);
  });

  test.each([
    ["http://api.example.test", "a partner's address is https"],
    ["http://127.0.0.1.example.test", "a partner's address is https"],
    ["ftp://127.0.0.1", "a partner's address is https"],
    ["https://api.example.test/v1", "a partner's address is a bare origin"],
    ["https://api.example.test/?key=1", "a partner's address is a bare origin"],
    ["https://user@api.example.test", "a partner's address is a bare origin"],
  ])("%s is refused", (baseUrl, why) => {
    expect(() => originOf(baseUrl, "a partner")).toThrow(why);
  });

  test("this machine is named in three ways only", () => {
    expect(["127.0.0.1", "[::1]", "localhost", "127.0.0.2", "example.test"].map(isThisMachine)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
