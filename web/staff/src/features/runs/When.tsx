import { shortMoment } from "../../parts/moment.ts";
import { useLanguage } from "../../shell/language.ts";
import { useZone } from "../../shell/session.ts";

/** A moment as the reader writes it and the ledger's clock says it, day and clock. */
export function When({ at }: { readonly at: string }) {
  const { language } = useLanguage();
  return <time dateTime={at}>{shortMoment(at, language, useZone())}</time>;
}
