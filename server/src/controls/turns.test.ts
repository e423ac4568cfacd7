import { describe, expect, test } from "vitest";
import { Overtaken, Place } from "./turns.ts";

describe("chunks side by side end in their order", () => {
  test("a chunk hears what the one before told, and waits for its end", async () => {
    const first = new Place<number>();
    const second = new Place(first);
    const [one, two] = [first.begin(false), second.begin(false)];
    one.tell(7);
    one.tell(8);
    expect(await two.heard).toBe(7);
    const order: string[] = [];
    const waiting = second.ofBefore().then(() => order.push("second goes on"));
    order.push("first ends");
    first.end("ended");
    await waiting;
    expect(order).toEqual(["first ends", "second goes on"]);
  });

  test("the first hears nothing and waits for nobody", async () => {
    const only = new Place<number>();
    expect(await only.begin(false).heard).toBeUndefined();
    await expect(only.ofBefore()).resolves.toBeUndefined();
  });

  test("one that told nothing leaves the next to ask for itself", async () => {
    const first = new Place<number>();
    const second = new Place(first);
    first.begin(false);
    const two = second.begin(false);
    first.end("ended");
    expect(await two.heard).toBeUndefined();
  });

  test("a chunk is done again with the one before, and hears it anew", async () => {
    const first = new Place<number>();
    const second = new Place(first);
    first.begin(false).tell(1);
    second.begin(false);
    first.end("again");
    await expect(second.ofBefore()).rejects.toThrow(Overtaken);
    second.end("again");
    first.begin(true).tell(5);
    expect(await second.begin(false).heard).toBe(5);
  });

  test("alone it counts on nothing that it could hear", async () => {
    const first = new Place<number>();
    const second = new Place(first);
    first.begin(false).tell(1);
    expect(await second.begin(true).heard).toBeUndefined();
  });
});
