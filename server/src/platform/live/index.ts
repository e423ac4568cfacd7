export type { LiveEvent, Topic } from "./event.ts";
export { endStreams, eventStream, MOST_LISTENERS, type Subscription } from "./event-stream.ts";
