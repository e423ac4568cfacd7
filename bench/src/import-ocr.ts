import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { threadedReaders } from "../../server/src/app/readers/index.ts";
import { importFile } from "../../server/src/banking/index.ts";
import { copyBefore, linkTwins, loadRows, makeTwins, takeRows, timed } from "./bare.ts";
import { ocrPieces } from "./files.ts";
import { fillItems } from "./fill.ts";
import { measurement, watchingMemory, type Measurement } from "./measure.ts";
import { inWorld, type Host, type World } from "./world.ts";

/** Read, match and post an OCR giro file of n payments against n open items, compared with writing the same rows bare. */
export function importOcr(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { platform, clinic, superuser, folder } = world;
    await fillItems(world, n);
    await makeTwins(superuser);
    await copyBefore(superuser, ["clinic", "number_series", "ledger", "open_item", "entry", "posting", "bank_account"]);
    const path = join(folder, "bank.ocr");
    await writeFile(path, ocrPieces(n));
    const chunks = createReadStream(path, { highWaterMark: 1 << 20 });
    const reader = threadedReaders();
    const { result: seconds, rssMb } = await watchingMemory(() =>
      timed(superuser, async () => {
        const { file } = await importFile(platform, clinic.context, reader, { channel: "command", chunks });
        if (file.totals.byState["matched"]?.lines !== n) throw new Error(`The import ended ${file.state}`);
      }),
    );
    return measurement("import-ocr", n, { seconds, limitSeconds: await bareLimit(world), rssMb });
  });
}

const PAID = "select e.id from entry e where e.kind = 'payment'";
const ROWS = {
  bank_line: "select * from bank_line",
  entry: "select * from entry where kind = 'payment'",
  posting: `select p.* from posting p where p.entry_id in (${PAID})`,
};

async function bareLimit({ superuser, folder }: World): Promise<number> {
  await copyBefore(superuser, ["bank_file", "bank_batch"]);
  await linkTwins(superuser);
  await takeRows(superuser, folder, ROWS);
  return timed(superuser, async () => {
    await superuser.query("begin");
    await loadRows(superuser, folder, ROWS);
    await superuser.query(
      `update bare.open_item i set open_minor = i.open_minor - p.minor
       from (select p.tenant_id, p.credit_item_id as id, sum(p.amount_minor)::bigint as minor
             from bare.posting p join bare.entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
             where e.kind = 'payment' group by 1, 2) p where i.tenant_id = p.tenant_id and i.id = p.id`,
    );
    await superuser.query("commit");
  });
}
