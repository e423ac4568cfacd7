import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { day } from "../../format.ts";
import { useDone } from "../../parts/Done.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { Confirm, type Asked } from "./Confirm.tsx";
import { standingOf, type Standing } from "./policy-draft.ts";
import type { Version } from "./policy-questions.ts";
import { useCan } from "./questions.ts";

const TONES: Readonly<Record<Standing, Tone>> = {
  inForce: "settled",
  coming: "due",
  replaced: "held",
  waits: "held",
};

function useApproval() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const tell = useDone();
  const queries = useQueryClient();
  return ({ id, name, validFromOn }: Version): Asked => ({
    title: t("policyPage.approveTitle", { name }),
    follows: [t("policyPage.approve1", { day: day(validFromOn, language) }), t("policyPage.approve2")],
    fresh: true,
    act: () =>
      answered(kvitt.POST("/api/v1/follow-up-policies/{policyId}/approval", { params: { path: { policyId: id } } })),
    done: () => {
      void queries.invalidateQueries({ queryKey: ["policies"] });
      tell(t("policyPage.approved", { name }));
    },
  });
}

/** Every version of a scope, the newest first, with who wrote and approved it; what waits is approved by another than its writer. */
export function PolicyVersions({ of }: { readonly of: readonly Version[] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { today } = useLedger();
  const may = useCan()("followUp.setPolicy");
  const approval = useApproval();
  const [asked, ask] = useState<Asked>();
  const name = (who: string | null) => who ?? t("policyPage.system");
  return (
    <>
      <div className="kv-scroll" role="region" aria-label={t("policyPage.versions")} tabIndex={0}>
        <table className="kv-table kv-rows" aria-label={t("policyPage.versions")}>
          <thead>
            <tr>
              <th scope="col">{t("policyPage.name")}</th>
              <th scope="col">{t("policyPage.from")}</th>
              <th scope="col">{t("policyPage.versions")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {of.toReversed().map((version) => {
              const standing = standingOf(version, of, today);
              return (
                <tr key={version.id}>
                  <th scope="row">{version.name}</th>
                  <td>{day(version.validFromOn, language)}</td>
                  <td className="kv-wrap">
                    <State tone={TONES[standing]}>{t(`policyPage.state.${standing}`)}</State>
                    <div className="kv-why">
                      {t("policyPage.by", { name: name(version.madeByName) })}
                      {version.approvedAt !== null &&
                        `, ${t("policyPage.approvedBy", { name: name(version.approvedByName) })}`}
                    </div>
                  </td>
                  <td className="kv-wrap">
                    {standing === "waits" && may && version.isOwn && (
                      <span className="kv-why">{t("policyPage.own")}</span>
                    )}
                    {standing === "waits" && may && !version.isOwn && (
                      <div className="kv-cell-acts">
                        <Button
                          variant="default"
                          size="compact-sm"
                          aria-label={t("policyPage.approveTitle", { name: version.name })}
                          onClick={() => ask(approval(version))}
                        >
                          {t("policyPage.approve")}
                        </Button>
                      </div>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Confirm asked={asked} leave={() => ask(undefined)} />
    </>
  );
}
