import { createReadStream } from "node:fs";
import { join } from "node:path";
import { importFile } from "../../server/src/banking/index.ts";
import { netsReader } from "../../server/src/partners/nets/index.ts";
import { copyBefore, fileToTwin, linkTwins, makeTwins, rowsToFile, timed } from "./bare.ts";
import { measurement, watchingMemory, type Measurement } from "./measure.ts";
import { fillItems, openWorld, writeOcrFile, type World } from "./world.ts";

/** Read, match and post an OCR file of n payments against n open items, durable, compared with writing the same rows bare. */
export async function importOcr(n: number, reader = netsReader()): Promise<Measurement> {
  const world = await openWorld();
  try {
    await fillItems(world, n);
    await makeTwins(world.superuser);
    await copyBefore(world.superuser, ["clinic", "number_series", "ledger", "open_item", "entry", "posting", "bank_account"]);
    const path = join(world.folder, "bank.ocr");
    await writeOcrFile(path, world, n);
    const { result: seconds, rssMb } = await watchingMemory(() =>
      timed(world.superuser, async () => {
        const { file } = await importFile(world.platform, world.clinic.context, reader, { channel: "command", chunks: createReadStream(path, { highWaterMark: 1 << 20 }) });
        if (file.state !== "posted" || file.totals.byState["matched"]?.lines !== n) throw new Error(`The import ended ${file.state}: ${JSON.stringify(file.totals)}`);
      }),
    );
    return measurement("import-ocr", n, seconds, await bareLimit(world), rssMb);
  } finally {
    await world.close();
  }
}

async function bareLimit(world: World): Promise<number> {
  const { superuser, folder } = world;
  await copyBefore(superuser, ["bank_file", "bank_batch"]);
  await linkTwins(superuser);
  const paid = "select e.id from entry e where e.kind = 'payment'";
  const sources = [
    ["bank_line", "select * from bank_line"],
    ["entry", "select * from entry where kind = 'payment'"],
    ["posting", `select p.* from posting p where p.entry_id in (${paid})`],
  ] as const;
  for (const [table, query] of sources) await rowsToFile(superuser, query, join(folder, `${table}.copy`));
  return timed(superuser, async () => {
    await superuser.query("begin");
    for (const [table] of sources) await fileToTwin(superuser, table, join(folder, `${table}.copy`));
    await superuser.query(
      `update bare.open_item i set open_minor = i.open_minor - p.minor
       from (select p.credit_item_id as id, sum(p.amount_minor)::bigint as minor from bare.posting p join bare.entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
             where e.kind = 'payment' group by p.credit_item_id) p where i.id = p.id and i.tenant_id = '${world.clinic.tenantId}'`,
    );
    await superuser.query("commit");
  });
}
