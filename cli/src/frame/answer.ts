import { toJson } from "@kvitt/server";
import { styled, type Surroundings } from "./surroundings.ts";

/** What a command found or did, once as a value for `--json` and once in words. */
export type Answer = {
  readonly value: unknown;
  /** Lines for a person; `style` colours only where colours are shown. */
  text(style: Style): string;
  /** The answer is a no: exit code 1. */
  readonly refused?: boolean;
};

export type Style = {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly care: (text: string) => string;
  readonly bad: (text: string) => string;
};

/** The few styles that commands speak in, for one stream. */
export function styleFor(stream: Surroundings["stdout"]): Style {
  return {
    strong: (text) => styled("bold", text, stream),
    faint: (text) => styled("dim", text, stream),
    good: (text) => styled("green", text, stream),
    care: (text) => styled("yellow", text, stream),
    bad: (text) => styled("red", text, stream),
  };
}

/** Writes an answer: with `json` exactly one JSON value, else its words. Without a value nothing is left to say as JSON. */
export function writeAnswer(answer: Answer, json: boolean, { stdout }: Surroundings): void {
  const text = json ? (answer.value === undefined ? "" : toJson(answer.value)) : answer.text(styleFor(stdout));
  stdout.write(text.endsWith("\n") || text === "" ? text : `${text}\n`);
}
