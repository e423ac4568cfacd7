/** What the doors answer with, besides the service's own answers. */

export type Reply = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export const jsonReply = (status: number, value: unknown): Reply => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});

export const pageReply = (body: string, status = 200): Reply => ({ status, type: "text/html; charset=utf-8", body });

/** On to another address, by GET. */
export const seeOther = (location: string): Reply => ({
  status: 303,
  type: "text/plain",
  body: "",
  headers: { location },
});
