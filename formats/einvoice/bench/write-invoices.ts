/**
 * How fast invoices are made: `node formats/einvoice/bench/write-invoices.ts [documents]`. Prints one JSON line. Build,
 * validate and write are measured together and apart, reading and the leak check beside them, in processor time too, which
 * other work on the machine does not change.
 */
import { dentalInvoice, exampleInvoice } from "../testkit/examples.ts";
import { expandAnonymised, leakCheck, parse, serialise, validate, writeInvoice } from "../src/index.ts";

const count = Number(process.argv[2] ?? 3000);

/** Documents a second, by the clock and by the processor: the best of five, as the first runs still compile. */
function perSecond(run: (n: number) => unknown): { readonly clock: number; readonly cpu: number } {
  const times = Array.from({ length: 5 }, () => {
    const [clock, cpu] = [performance.now(), process.cpuUsage()];
    for (let n = 0; n < count; n++) run(n);
    const { user, system } = process.cpuUsage(cpu);
    return { clock: (performance.now() - clock) / 1000, cpu: (user + system) / 1e6 };
  });
  const rate = (seconds: readonly number[]): number => Math.round(count / Math.min(...seconds));
  return { clock: rate(times.map(({ clock }) => clock)), cpu: rate(times.map(({ cpu }) => cpu)) };
}

const documents = Array.from({ length: count }, (_, n) => exampleInvoice(n));
const bytes = documents.map(serialise);
const anonymised = serialise(expandAnonymised(dentalInvoice()));
const forbidden = ["Kari Nordmann", "Nordmann", "Kari", "01.02.1980", "rotfylling", "tann 36", "J-471100", "98765432"];

console.log(
  JSON.stringify({
    name: "write-invoices",
    n: count,
    bytesEach: bytes[0]?.length,
    buildValidateWrite: perSecond((n) => writeInvoice(exampleInvoice(n))),
    serialise: perSecond((n) => serialise(documents[n]!)),
    validate: perSecond((n) => validate(documents[n]!)),
    parse: perSecond((n) => parse(bytes[n]!)),
    leakCheck: perSecond(() => leakCheck(anonymised, forbidden)),
    rssMb: Math.round(process.memoryUsage().rss / 1e6),
  }),
);
