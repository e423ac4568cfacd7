import { useParam } from "../../parts/param.ts";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useCard } from "./card.ts";
import { PartyCard } from "./PartyCard.tsx";

/** The party card at an address of its own. */
export function Party() {
  const { t } = useTranslation();
  const partyId = useParam("partyId");
  useEffect(() => {
    document.title = `${t("desk.card")} · Kvitt`;
  }, [t]);
  const known = useCard(partyId).data !== undefined;
  return (
    <>
      {!known && <h1 className="kv-lead">{t("desk.card")}</h1>}
      <PartyCard partyId={partyId} level={1} />
    </>
  );
}
