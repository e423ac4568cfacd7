/**
 * How fast camt.054 is read: `node formats/iso20022/bench/parse-camt.ts [entries]`. Prints one JSON line. Beside the
 * time on the clock it gives processor time, which other work on the machine does not change, and the same for the
 * bare XML parser on the same bytes.
 */
import { SaxesParser } from "saxes";
import { createCamtReader, writeCamt, type EntryDraft } from "../src/index.ts";

const count = Number(process.argv[2] ?? 30_000);
const day = new Temporal.PlainDate(2026, 4, 13);

/** A payment with KID and payer, as a Norwegian bank's notification gives it. */
const entry = (number: number): EntryDraft => ({
  bookedOn: day,
  acctSvcrRef: `NO-ENTRY-${number}`,
  transactions: [
    {
      signedMinor: BigInt(100 + number),
      acctSvcrRef: `NO-TX-${number}`,
      debtorName: "Kari Nordmann Ås",
      references: [{ reference: "20260000177" }],
    },
  ],
});

const bytes = writeCamt({
  kind: "camt.054",
  version: "08",
  msgId: "BENCH-1",
  createdAt: "2026-04-13T12:10:00+02:00",
  statements: [
    {
      id: "N-1",
      createdAt: "2026-04-13T12:10:00+02:00",
      account: { iban: "NO9386011117947", other: undefined, scheme: undefined },
      currency: "NOK",
      entries: Array.from({ length: count }, (_, at) => entry(at)),
    },
  ],
});

const megabytes = bytes.length / 1e6;

/** Best of five, as the first runs still compile. */
function best(run: () => void): { readonly seconds: number; readonly cpuSeconds: number } {
  const times = Array.from({ length: 5 }, () => {
    const [clock, cpu] = [performance.now(), process.cpuUsage()];
    run();
    const { user, system } = process.cpuUsage(cpu);
    return { seconds: (performance.now() - clock) / 1000, cpuSeconds: (user + system) / 1e6 };
  });
  return times.reduce((a, b) => (a.cpuSeconds <= b.cpuSeconds ? a : b));
}

const read = best(() => {
  const reader = createCamtReader({}, { maxBytes: bytes.length });
  reader.write(bytes);
  if (reader.end().entryCount !== count) throw new Error("entries are missing");
});

const bare = best(() => {
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on("opentag", () => undefined);
  parser.on("closetag", () => undefined);
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += 65_536) {
    parser.write(decoder.decode(bytes.subarray(at, at + 65_536), { stream: true }));
  }
  parser.close();
});

const perSecond = (seconds: number): number => Math.round((megabytes / seconds) * 10) / 10;
console.log(
  JSON.stringify({
    name: "parse-camt",
    n: count,
    megabytes: Math.round(megabytes * 10) / 10,
    megabytesPerSecond: perSecond(read.seconds),
    megabytesPerCpuSecond: perSecond(read.cpuSeconds),
    bareMegabytesPerCpuSecond: perSecond(bare.cpuSeconds),
    rssMb: Math.round(process.memoryUsage().rss / 1e6),
  }),
);
