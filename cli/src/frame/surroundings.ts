import type { Writable } from "node:stream";
import { styleText, type InspectColor } from "node:util";

/** What a command is given of the world: where it writes, and its environment. */
export type Surroundings = {
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
};

type Stream = Surroundings["stdout"];

/** Colours a text for a stream that shows colours: a terminal, unless NO_COLOR asks for none. */
export function styled(format: InspectColor | readonly InspectColor[], text: string, stream: Stream): string {
  return stream.isTTY ? styleText(format, text, { stream }) : text;
}
