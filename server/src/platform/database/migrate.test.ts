import { expect, test } from "vitest";
import { testPlatform } from "../../../testkit/index.ts";
import { migrate } from "./migrate.ts";
import { createPool } from "./pool.ts";

test("X-05 an installation gets the migrations it lacks, also one whose number lies below those it has", async () => {
  const { superuserUrl } = await testPlatform();
  const owner = createPool({ connectionString: superuserUrl, max: 2 });
  try {
    await owner.query("drop table deposit; delete from schema_migration where name like '%-deposits-%'");
    expect(await migrate(owner)).toEqual(["0062-deposits-tables", "0063-deposits-keys"]);
    const { rows } = await owner.query("select to_regclass('deposit') is not null as there");
    expect(rows).toEqual([{ there: true }]);
    expect(await migrate(owner)).toEqual([]);
  } finally {
    await owner.end();
  }
});
