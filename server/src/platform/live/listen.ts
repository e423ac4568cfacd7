import { createPool } from "../database/pool.ts";
import type { Log } from "../log.ts";
import { CHANNEL, readEvent, type LiveEvent } from "./event.ts";

const RETRY_MS = 1_000;

export type Listener = {
  /** Something of any tenant was committed: the listener takes what is its own. */
  hear(event: LiveEvent): void;
  /** The connection broke and is back: what happened between was not heard. */
  missed(): void;
};

/** What is committed anywhere, heard by this process over one connection. */
export type Live = {
  /** Listens until the returned function is called. Whatever is committed after this has resolved is heard. */
  listen(listener: Listener): Promise<() => void>;
  close(): Promise<void>;
};

type Pool = ReturnType<typeof createPool>;
type Connection = { readonly pool: Pool; end(): Promise<void> };

async function connect(url: string, onEvent: (event: LiveEvent) => void, onLoss: () => void): Promise<Connection> {
  const pool = createPool({ connectionString: url, max: 1 });
  try {
    const client = await pool.connect();
    client.on("notification", ({ payload }) => onEvent(readEvent(payload ?? "")));
    client.on("error", onLoss);
    await client.query(`listen ${CHANNEL}`);
    const end = async () => {
      client.removeAllListeners("notification");
      client.removeListener("error", onLoss);
      // What a dying connection still reports has nobody left to hear it.
      client.on("error", () => undefined);
      client.release(true);
      await pool.end();
    };
    return { pool, end };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Made with the platform; the connection is opened for the first listener, and again whenever it breaks while somebody listens. */
export function openLive(url: string, log: Log): Live {
  const listeners = new Set<Listener>();
  let connection: Promise<Connection> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const open = () =>
    connect(
      url,
      (event) => listeners.forEach((listener) => listener.hear(event)),
      () => void lost(),
    );
  const lost = async () => {
    const broken = connection;
    connection = undefined;
    await broken?.then((old) => old.end()).catch(() => undefined);
    again();
  };
  const again = () => {
    if (closed || listeners.size === 0) return;
    retry = setTimeout(() => {
      connection ??= open();
      connection.then(
        () => listeners.forEach((listener) => listener.missed()),
        () => {
          log.warn({ event: "live.unreachable" });
          connection = undefined;
          again();
        },
      );
    }, RETRY_MS);
  };

  return {
    async listen(listener) {
      connection ??= open();
      try {
        await connection;
      } catch (error) {
        connection = undefined;
        throw error;
      }
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      listeners.clear();
      await connection?.then((open) => open.end()).catch(() => undefined);
      connection = undefined;
    },
  };
}
