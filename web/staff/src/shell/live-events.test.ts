import { expect, test } from "vitest";
import { eventsIn } from "./live-events.ts";

test("events are read as they come, in pieces; a comment and an unknown topic are none", () => {
  const stream =
    'retry: 2000\n: listening\n\ndata: {"topic":"bankLine","id":"1","own":true}\n\n: alive\n\ndata: {"topic":"moon","id":"2","own":false}\n\nevent: missed\ndata: {}\n\ndata: {"to';
  expect(eventsIn(stream)).toEqual({
    heard: [
      { topic: "bankLine", own: true },
      { topic: "missed", own: false },
    ],
    rest: 'data: {"to',
  });
  expect(eventsIn('data: {"topic":"party","id":"3","own":false}\n\n')).toEqual({
    heard: [{ topic: "party", own: false }],
    rest: "",
  });
});
