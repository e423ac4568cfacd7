import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGzip } from "node:zlib";
import { chromium, type Browser } from "playwright-core";

/**
 * How fast the pay page's first view comes on a slow telephone, against an installation that runs: `kvitt demo --port 4871`, then
 * `node scripts/measure-pay-page.ts <the link of a message>`. Medians, milliseconds; the limits are S-01's.
 *
 * In front of the pay page stands what an operator's proxy is: HTTP/2 with TLS 1.3 and a certificate of its own (by openssl), gzip. Between it and
 * Chromium every connection is delayed as a slow network does it, in both directions: name look-up and TCP's handshake a round trip each before the
 * first byte, half a round trip for every byte after, the rate, and TCP's slow start from ten segments (RFC 6928). The kernel's own delays
 * (`tc netem`) would be the same without this program's model of TCP; not every machine's kernel has them.
 */

type Network = {
  readonly name: string;
  readonly roundTripMs: number;
  readonly bitsPerSecond: number;
  readonly limitMs: number;
};
const NETWORKS: readonly Network[] = [
  { name: "1.6 Mbit/s, 300 ms, cold", roundTripMs: 300, bitsPerSecond: 1_600_000, limitMs: 1_400 },
  { name: "1.6 Mbit/s, 150 ms, cold", roundTripMs: 150, bitsPerSecond: 1_600_000, limitMs: 1_000 },
];
const WARM_LIMIT_MS = 600;
const FIRST_VIEW_BYTES = 30_000;
const TIMES = 7;
const BROWSERS = [process.env["KVITT_CHROMIUM"], "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const HOST = "pay.example.test";

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function listening(server: Server): Promise<number> {
  await new Promise<void>((heard) => server.listen(0, "127.0.0.1", heard));
  return (server.address() as AddressInfo).port;
}

/** A key and a certificate that nobody vouches for, of the size that is usual. */
function certificate(): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-pay-"));
  try {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const wish = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${HOST}`];
    execFileSync("openssl", [...wish, "-keyout", key, "-out", cert], { stdio: "ignore" });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The key that the browser is to believe, as it is told: a certificate it only puts up with would cost a second connection. */
function pinOf(cert: Buffer): string {
  const key = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("base64");
}

/** What passes on a request to the pay page, as an operator's proxy does. */
function passOn(origin: URL) {
  return (asked: Http2ServerRequest, answer: Http2ServerResponse): void => {
    const headers = Object.fromEntries(Object.entries(asked.headers).filter(([name]) => !name.startsWith(":")));
    const behind = request(
      new URL(asked.url, origin),
      { method: asked.method, headers: { ...headers, host: origin.host } },
      (from) => {
        const kept = Object.entries(from.headers).filter(
          ([name]) => !["connection", "keep-alive", "transfer-encoding", "content-length"].includes(name),
        );
        answer.writeHead(from.statusCode ?? 502, { ...Object.fromEntries(kept), "content-encoding": "gzip" });
        from.pipe(createGzip()).pipe(answer);
      },
    );
    behind.on("error", () => answer.stream.destroy());
    asked.pipe(behind);
  };
}

const INITIAL_SEGMENTS = 10;
const SEGMENT_BYTES = 1_460;

/** One direction of a connection: bytes leave in segments when the rate and the other end's word allow, and arrive half a round trip later. */
function lane(to: Socket, { roundTripMs, bitsPerSecond }: Network, opensAt: number) {
  const waiting: Buffer[] = [];
  // In their order, whichever timer is first.
  const flying: Buffer[] = [];
  let windowBytes = INITIAL_SEGMENTS * SEGMENT_BYTES;
  let flyingBytes = 0;
  let freeAt = opensAt;
  let isOver = false;
  const arrive = (): void => {
    const segment = flying.shift()!;
    if (!to.destroyed) to.write(segment);
    setTimeout(() => {
      flyingBytes -= segment.length;
      windowBytes += segment.length;
      send();
    }, roundTripMs / 2);
  };
  function send(): void {
    while (waiting.length > 0 && flyingBytes < windowBytes) {
      const head = waiting.shift()!;
      const segment = head.subarray(0, SEGMENT_BYTES);
      if (head.length > SEGMENT_BYTES) waiting.unshift(head.subarray(SEGMENT_BYTES));
      flying.push(segment);
      flyingBytes += segment.length;
      const now = performance.now();
      freeAt = Math.max(freeAt, now) + (segment.length * 8 * 1_000) / bitsPerSecond;
      setTimeout(arrive, freeAt + roundTripMs / 2 - now);
    }
    if (isOver && waiting.length === 0 && flyingBytes === 0) to.end();
  }
  return {
    take(bytes: Buffer): void {
      waiting.push(bytes);
      send();
    },
    end(): void {
      isOver = true;
      send();
    },
  };
}

/** The slow network: a connection to it is one to `port`, late. Counts what came down. */
function slowNetwork(network: Network, port: number) {
  const counted = { downBytes: 0, connections: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    counted.connections += 1;
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    }
    // This machine's kernel shakes hands at once, and the browser knows the name: both cost a round trip out there.
    const opensAt = performance.now() + 2 * network.roundTripMs;
    const [up, down] = [lane(far, network, opensAt), lane(near, network, opensAt)];
    near.on("data", (bytes: Buffer) => up.take(bytes)).on("end", () => up.end());
    far.on("data", (bytes: Buffer) => {
      counted.downBytes += bytes.length;
      down.take(bytes);
    });
    far.on("end", () => down.end());
  });
  return {
    server,
    counted,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const PAINTED = `new Promise((painted) => {
  const look = () => {
    const at = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    if (at === undefined) return setTimeout(look, 20);
    const { responseStart } = performance.getEntriesByType("navigation")[0];
    painted({ paintMs: at, firstByteMs: responseStart, shift: globalThis.shift ?? 0 });
  };
  look();
})`;
const WATCH_SHIFT = `new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) globalThis.shift = (globalThis.shift ?? 0) + value;
}).observe({ type: "layout-shift", buffered: true });`;

type Look = { readonly paintMs: number; readonly firstByteMs: number; readonly shift: number };
type Visit = { readonly cold: Look; readonly warm: Look; readonly downBytes: number; readonly connections: number };

/** Opens the link in a browser that has never been there, then once more on the connection that stands. */
async function visit(
  browser: Browser,
  link: string,
  counted: { downBytes: number; connections: number },
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.addInitScript(WATCH_SHIFT);
  const before = { ...counted };
  await page.goto(link, { waitUntil: "load" });
  const cold = await page.evaluate<Look>(PAINTED);
  const downBytes = counted.downBytes - before.downBytes;
  const connections = counted.connections - before.connections;
  await page.goto(`${link}?lang=en`, { waitUntil: "load" });
  const warm = await page.evaluate<Look>(PAINTED);
  await context.close();
  return { cold, warm, downBytes, connections };
}

/** The browser of a measurement, and what it is pointed at. */
type Setting = {
  readonly path: string;
  readonly tlsPort: number;
  readonly pin: string;
  readonly executablePath: string;
};

async function measure(network: Network, { path, tlsPort, pin, executablePath }: Setting): Promise<readonly Visit[]> {
  const slow = slowNetwork(network, tlsPort);
  const port = await listening(slow.server);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", `--host-resolver-rules=MAP ${HOST} 127.0.0.1`];
  const visits: Visit[] = [];
  for (let time = 0; time < TIMES; time++) {
    // A browser of its own each time: nothing is kept, not even a TLS session.
    const browser = await chromium.launch({
      executablePath,
      args: [...args, `--ignore-certificate-errors-spki-list=${pin}`],
    });
    visits.push(await visit(browser, `https://${HOST}:${port}${path}`, slow.counted));
    await browser.close();
  }
  slow.close();
  return visits;
}

const line = (what: string, value: number, limit: number, unit: string) =>
  console.log(
    `  ${what.padEnd(44)} ${value.toFixed(0).padStart(6)} ${unit}  ${value <= limit ? "within" : "OVER"} ${limit} ${unit}`,
  );

const link = URL.parse(process.argv[2] ?? "");
if (!link) throw new Error("Give the link of a message: http://localhost:4872/p/...");
const executablePath = BROWSERS.find((path) => path !== undefined && existsSync(path));
if (!executablePath) throw new Error("Chromium is needed: KVITT_CHROMIUM says where it lies");

const identity = certificate();
const proxy = createSecureServer({ ...identity, minVersion: "TLSv1.3" }, passOn(new URL(link.origin)));
const tlsPort = await listening(proxy);
const setting = { path: link.pathname, tlsPort, pin: pinOf(identity.cert), executablePath };
console.log(
  `The first view of the pay page over HTTP/2 and TLS 1.3, ${TIMES} visits each; delays by a model of TCP, not by the kernel`,
);
for (const network of NETWORKS) {
  const visits = await measure(network, setting);
  console.log(network.name);
  line(
    "first paint, name look-up and handshakes in",
    median(visits.map(({ cold }) => cold.paintMs)),
    network.limitMs,
    "ms",
  );
  line("first byte", median(visits.map(({ cold }) => cold.firstByteMs)), 4 * network.roundTripMs + 50, "ms");
  line("on a connection that stands", median(visits.map(({ warm }) => warm.paintMs)), WARM_LIMIT_MS, "ms");
  line("bytes that came down, TLS and all", median(visits.map(({ downBytes }) => downBytes)), FIRST_VIEW_BYTES, "B ");
  line("connections", median(visits.map(({ connections }) => connections)), 1, "  ");
  line("shift of the layout, thousandths", 1_000 * median(visits.map(({ cold }) => cold.shift)), 0, "  ");
}
proxy.close();
