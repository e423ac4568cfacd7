import { Logger, runMigrations } from "graphile-worker";
import type { createPool } from "../database/pool.ts";

type Pool = ReturnType<typeof createPool>;

/**
 * What the app role may do on the queue. The queue's tables have row-level security switched on and no policy, so that nobody but
 * their owner sees a row; the app gets a policy of its own. They hold ids of tenants and outbox rows and no tenant's data, and none
 * of their functions runs with its owner's rights: the app role gains no way past a tenant's policy (SEC-02).
 */
const GRANTS = `
do $$
declare
  one regclass;
begin
  -- Two servers may start at the same moment: one grants, the other waits.
  lock table schema_migration_lock in share row exclusive mode;
  grant usage on schema graphile_worker to kvitt_app;
  grant select, insert, update, delete on all tables in schema graphile_worker to kvitt_app;
  grant usage on all sequences in schema graphile_worker to kvitt_app;
  for one in
    select c.oid from pg_class c
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'kvitt_app')
  loop
    execute format('create policy kvitt_app on %s for all to kvitt_app using (true) with check (true)', one);
  end loop;
end
$$`;

/** A logger for the queue that says nothing: what happens to jobs is logged by those who run them. */
export const silent = new Logger(() => () => undefined);

/** Makes or updates the queue's own schema, as the owner role. Part of every migration; harmless when nothing is new. */
export async function installJobs(ownerPool: Pool): Promise<void> {
  const heard = (client: { on(event: "error", listener: () => void): unknown }) =>
    void client.on("error", () => undefined);
  ownerPool.on("connect", heard);
  await runMigrations({ pgPool: ownerPool, logger: silent });
  await ownerPool.query(GRANTS);
  ownerPool.off("connect", heard);
}
