import { Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, type Answer, type Body } from "../../api.ts";
import { weekday } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { shortMoment } from "../../parts/moment.ts";
import { useStepUp } from "../../parts/StepUp.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useZone } from "../../shell/session.ts";
import { SettingsPage } from "./Frame.tsx";
import { Facts } from "./LedgerParts.tsx";
import { useCan } from "./questions.ts";

type Agreement = Answer<"/api/v1/agency-agreements", "get">["items"][number];
type Wish = Body<"/api/v1/ledgers/{ledgerId}/agency-agreement", "put">;

const SHORTEST_NAME = 2;
const SHORTEST_KEY = 8;
const WEEKS = [1, 2, 3, 4];
const WEEKDAYS = [1, 2, 3, 4, 5];
/** A day of each weekday, Monday first. */
const DAYS = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"];

const useAgreements = () =>
  useQuery({ queryKey: ["agency-agreements"], queryFn: () => answered(kvitt.GET("/api/v1/agency-agreements")) });

function useSaving(ledgerId: string) {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  return useMutation({
    mutationFn: (body: Wish) =>
      withFactor(() =>
        answered(kvitt.PUT("/api/v1/ledgers/{ledgerId}/agency-agreement", { params: { path: { ledgerId } }, body })),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["agency-agreements"] }),
  });
}

function useWeekdays() {
  const { language } = useLanguage();
  return (of: number) => weekday(DAYS[of - 1]!, language);
}

type Draft = {
  agency: string;
  clientId: string;
  secret: string;
  state: "active" | "paused";
  week: number;
  day: number;
};

function Change({ of, close }: { readonly of: Agreement | undefined; readonly close: () => void }) {
  const { t } = useTranslation();
  const tell = useDone();
  const dayOf = useWeekdays();
  const saving = useSaving(useLedger().id);
  const [draft, set] = useState<Draft>({
    agency: of?.agency ?? "",
    clientId: of?.clientId ?? "",
    secret: "",
    state: of?.state ?? "active",
    week: of?.leavesWeek ?? 1,
    day: of?.leavesWeekday ?? 2,
  });
  const change = (part: Partial<Draft>) => set((old) => ({ ...old, ...part }));
  const [agency, clientId, secret] = [draft.agency.trim(), draft.clientId.trim(), draft.secret.trim()];
  const isShort = secret.length > 0 && secret.length < SHORTEST_KEY;
  const save = () =>
    saving.mutate(
      {
        ...{ agency, clientId, state: draft.state, leavesWeek: draft.week, leavesWeekday: draft.day },
        ...(secret ? { secret } : {}),
      },
      {
        onSuccess: () => {
          close();
          tell(t("cases.agreement.done"));
        },
      },
    );
  return (
    <ActDialog
      opened
      close={close}
      title={t("cases.agreement.change")}
      label={t("cases.agreement.change")}
      act={save}
      off={agency.length < SHORTEST_NAME || clientId === "" || isShort}
      busy={saving.isPending}
      error={saving.error}
    >
      <TextInput
        data-autofocus
        label={t("cases.agreement.agency")}
        maxLength={70}
        value={draft.agency}
        onChange={(event) => change({ agency: event.currentTarget.value })}
      />
      <TextInput
        label={t("cases.agreement.client")}
        maxLength={60}
        value={draft.clientId}
        onChange={(event) => change({ clientId: event.currentTarget.value })}
      />
      <PasswordInput
        label={t("cases.agreement.key")}
        description={of?.hasSecret ? t("cases.agreement.keyHelp") : undefined}
        autoComplete="off"
        value={draft.secret}
        onChange={(event) => change({ secret: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("cases.agreement.state")}
        value={draft.state}
        data={(["active", "paused"] as const).map((value) => ({ value, label: t(`cases.agreement.${value}`) }))}
        onChange={(event) => change({ state: event.currentTarget.value as Draft["state"] })}
      />
      <NativeSelect
        label={t("cases.agreement.week")}
        value={String(draft.week)}
        data={WEEKS.map(String)}
        onChange={(event) => change({ week: Number(event.currentTarget.value) })}
      />
      <NativeSelect
        label={t("cases.agreement.weekday")}
        value={String(draft.day)}
        data={WEEKDAYS.map((value) => ({ value: String(value), label: dayOf(value) }))}
        onChange={(event) => change({ day: Number(event.currentTarget.value) })}
      />
    </ActDialog>
  );
}

function Shown({ of }: { readonly of: Agreement | undefined }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const zone = useZone();
  const dayOf = useWeekdays();
  const may = useCan()("agreements.manage", useLedger().id);
  const [changing, setChanging] = useState(false);
  return (
    <section className="kv-card kv-block" aria-labelledby="agency-title">
      <div className="kv-block-head">
        <h2 id="agency-title">{t("settings.section.agency")}</h2>
        {may && (
          <Button variant="default" size="compact-sm" onClick={() => setChanging(true)}>
            {t("cases.agreement.change")}
          </Button>
        )}
      </div>
      <Facts
        of={[
          [t("cases.agreement.agency"), of?.agency ?? "–"],
          [t("cases.agreement.client"), of?.clientId ?? "–"],
          [t("cases.agreement.state"), of ? t(`cases.agreement.${of.state}`) : "–"],
          [t("cases.agreement.key"), t(of?.hasSecret ? "cases.agreement.hasKey" : "cases.agreement.noKey")],
          [
            t("cases.agreement.leaves"),
            of ? t("cases.agreement.leavesOn", { week: String(of.leavesWeek), weekday: dayOf(of.leavesWeekday) }) : "–",
          ],
          [t("cases.agreement.since"), of ? shortMoment(of.madeAt, language, zone) : "–"],
          [
            t("cases.agreement.polled"),
            of?.polledAt ? shortMoment(of.polledAt, language, zone) : t("cases.agreement.never"),
          ],
        ]}
      />
      {changing && <Change of={of} close={() => setChanging(false)} />}
    </section>
  );
}

/** Which agency collects for the ledger, and how cases go there; its key is never shown. */
export function AgencyPage() {
  const { t } = useTranslation();
  const { id, name } = useLedger();
  const found = useAgreements();
  const own = found.data?.items.find(({ ledgerId }) => ledgerId === id);
  const said = own
    ? t("cases.agreement.lead", { agency: own.agency, ledger: name })
    : t("cases.agreement.none", { ledger: name });
  return (
    <SettingsPage section="agency" lead={found.data && said} help={t("cases.agreement.help")}>
      <Asked of={found}>{() => <Shown of={own} />}</Asked>
    </SettingsPage>
  );
}
