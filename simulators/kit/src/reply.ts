/** What the doors of a simulator answer with. */

export type Reply = {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

export const jsonReply = (status: number, value: unknown): Reply => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});

export const pageReply = (body: string, status = 200): Reply => ({ status, type: "text/html; charset=utf-8", body });

/** The JSON of a text, undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** On to another address, by GET. */
export const seeOther = (location: string): Reply => ({
  status: 303,
  type: "text/plain",
  body: "",
  headers: { location },
});
