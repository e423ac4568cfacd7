import { changeIssuer } from "../src/invoicing/index.ts";
import { addChangeoverPart, bookWalkthrough, createLedger, createSeries } from "../src/ledger/index.ts";
import { marketPack } from "../src/markets/index.ts";
import { createClinic, systemContext, withTenant } from "../src/platform/index.ts";
import { organisationNumber } from "./numbers.ts";
import { senderOf } from "./senders.ts";
import { ZONE, type LifePlatform } from "./world.ts";

/** Beyond every clinic of a life: its numbers are nobody else's. */
const NUMBER = 90;
const PLACE = "Ytterbukta";
const OLD = [
  { kind: "device", name: "Terminalen i resepsjonen" },
  { kind: "device", name: "Terminalen på behandlingsrom 2" },
  { kind: "integration", name: "Betalingslenker fra den gamle leverandøren" },
] as const;

/**
 * A clinic that the chain has bought and that goes over in two days: its ledger waits, the call is booked for one o'clock, and what it used
 * before is listed. Nothing is posted in it.
 */
export async function foundJoining(platform: LifePlatform, tenantId: string): Promise<void> {
  const name = `Smilbris Tannklinikk ${PLACE}`;
  const pack = marketPack("NO");
  await withTenant(platform, systemContext(tenantId, "simulation"), async (tx) => {
    const { id: clinicId } = await createClinic(tx, { name, kind: "dental", timeZone: ZONE });
    const ledgerId = await createLedger(tx, {
      clinicId,
      name: `${name} AS`,
      orgNo: organisationNumber(NUMBER),
      market: "NO",
      currency: "NOK",
      seriesId: await createSeries(tx, { prefix: "", nextNo: 1n }),
      settings: { vatRegistered: false, paymentTermDays: 14 },
      accounts: pack.accounts.map((account) => ({
        code: account.code,
        role: account.role,
        name: account.name.nb ?? account.role,
      })),
    });
    await changeIssuer(tx, ledgerId, senderOf({ number: NUMBER, name, place: PLACE, kind: "dental" }));
    const on = pack.days.addWorkingDays(platform.clock.today(ZONE), 2);
    const at = on.toZonedDateTime({ timeZone: ZONE, plainTime: "13:00" }).toInstant();
    await bookWalkthrough(tx, ledgerId, { at, minutes: 60, heldWith: "journalsystemets tekniske team" });
    for (const part of OLD) await addChangeoverPart(tx, ledgerId, part);
  });
}
