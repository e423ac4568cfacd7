import { expect, test } from "vitest";
import { eventsIn } from "./live-events.ts";

test("events are read as they come, in pieces; a comment and an unknown topic are none", () => {
  const stream =
    'retry: 2000\n: listening\n\ndata: {"topic":"bankLine","id":"1"}\n\n: alive\n\ndata: {"topic":"moon","id":"2"}\n\nevent: missed\ndata: {}\n\ndata: {"to';
  expect(eventsIn(stream)).toEqual({ topics: ["bankLine", "missed"], rest: 'data: {"to' });
  expect(eventsIn('data: {"topic":"party","id":"3"}\n\n')).toEqual({ topics: ["party"], rest: "" });
});
