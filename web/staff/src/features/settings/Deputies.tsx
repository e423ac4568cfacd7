import { Button, NativeSelect } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, oneAct } from "../../api.ts";
import { day } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { State } from "../../parts/State.tsx";
import { daysLater } from "../../parts/typed-day.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMe } from "../../shell/session.ts";
import { useDeputies, type Deputies as Known, type DeputyWish } from "./approval-questions.ts";
import { Confirm, type Asked as Asking } from "./Confirm.tsx";
import { useTried } from "./Form.tsx";
import { DialogForm, FormDialog } from "./FormDialog.tsx";
import { useSending } from "./sending.ts";

type Deputy = Known["items"][number];
type Deputised = DeputyWish["role"];

/** Roles that may be stood in for. */
const DEPUTISED: readonly Deputised[] = ["hqFinance", "cfo", "ceo", "accountant"];
const USUAL_DAYS = 14;

function NameForm({
  people,
  mine,
  done,
  leave,
}: {
  readonly people: Known["people"];
  readonly mine: readonly Deputised[];
  readonly done: () => void;
  readonly leave: () => void;
}) {
  const { t } = useTranslation();
  const { today } = useLedger();
  const [act] = useState(oneAct);
  const [role, setRole] = useState(mine[0]!);
  const [userId, setUser] = useState("");
  const [fromOn, setFrom] = useState<string | undefined>(today);
  const [toOn, setTo] = useState<string | undefined>(daysLater(today, USUAL_DAYS));
  const check = useTried({
    "deputy-who": userId === "" ? t("approvalPage.choosePerson") : undefined,
    "deputy-to": fromOn === undefined || toOn === undefined ? t("approvalPage.dayMissing") : undefined,
  });
  const sending = useSending({
    act: (body: DeputyWish) => answered(kvitt.POST("/api/v1/approval-deputies", { params: { header: act }, body })),
    anew: [["approval-deputies"]],
    done,
    places: { DEPUTY_PERIOD: "deputy-to", DEPUTY_CANNOT: "deputy-who" },
  });
  const wrong = { ...check.shown, ...sending.refused };
  const send = () => {
    if (check.tried() && fromOn && toOn) sending.send({ role, userId, fromOn, toOn });
  };
  return (
    <DialogForm act={t("approvalPage.name")} check={check} sending={sending} send={send} leave={leave}>
      <p>{t("approvalPage.nameMeans")}</p>
      <NativeSelect
        label={t("approvalPage.forRole")}
        value={role}
        data={mine.map((value) => ({ value, label: t(`role.${value}`) }))}
        onChange={(event) => setRole(event.currentTarget.value as Deputised)}
      />
      <NativeSelect
        id="deputy-who"
        label={t("approvalPage.deputy")}
        value={userId}
        error={wrong["deputy-who"]}
        data={[
          { value: "", label: t("approvalPage.choosePerson") },
          ...people.map((each) => ({ value: each.userId, label: each.name })),
        ]}
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      <DateInput label={t("approvalPage.from")} value={fromOn} onChange={setFrom} />
      <DateInput id="deputy-to" label={t("approvalPage.to")} value={toOn} error={wrong["deputy-to"]} onChange={setTo} />
    </DialogForm>
  );
}

function Row({ of, end }: { readonly of: Deputy; readonly end: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { today } = useLedger();
  const stands = of.endedAt !== null || of.toOn < today ? "ended" : of.fromOn > today ? "coming" : "now";
  const tones = { ended: "held", coming: "due", now: "settled" } as const;
  return (
    <tr>
      <th scope="row">{of.deputyName ?? "–"}</th>
      <td>
        {of.principalName ?? "–"} ({t(`role.${of.role}`)})
      </td>
      <td>{`${day(of.fromOn, language)} – ${day(of.toOn, language)}`}</td>
      <td>
        <State tone={tones[stands]}>{t(`approvalPage.stands.${stands}`)}</State>
      </td>
      <td>
        {end && stands !== "ended" && (
          <div className="kv-cell-acts">
            <Button variant="default" size="compact-sm" onClick={end}>
              {t("approvalPage.end")}
            </Button>
          </div>
        )}
      </td>
    </tr>
  );
}

function useEnding(of: Deputy | undefined): Asking | undefined {
  const { t } = useTranslation();
  const tell = useDone();
  const queries = useQueryClient();
  if (!of) return undefined;
  return {
    title: t("approvalPage.end"),
    follows: [t("approvalPage.endMeans", { name: of.deputyName ?? "–" })],
    fresh: true,
    act: async () => {
      await answered(kvitt.DELETE("/api/v1/approval-deputies/{deputyId}", { params: { path: { deputyId: of.id } } }));
      await queries.invalidateQueries({ queryKey: ["approval-deputies"] });
    },
    done: () => tell(t("settings.saved")),
  };
}

function Table({ items }: Pick<Known, "items">) {
  const { t } = useTranslation();
  const { userId } = useMe();
  const [ending, setEnding] = useState<Deputy | undefined>();
  const asked = useEnding(ending);
  const heads = ["deputy", "standsInFor", "days", "state"] as const;
  if (items.length === 0) return <p className="kv-why">{t("approvalPage.noDeputies")}</p>;
  return (
    <>
      <div className="kv-scroll" role="region" aria-label={t("approvalPage.deputies")} tabIndex={0}>
        <table className="kv-table kv-rows" aria-label={t("approvalPage.deputies")}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(`approvalPage.${head}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {items.map((each) => (
              <Row
                key={each.id}
                of={each}
                end={each.principal === `user:${userId}` ? () => setEnding(each) : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Confirm asked={asked} leave={() => setEnding(undefined)} />
    </>
  );
}

/** Who stands in for whom, and when; who holds a role names their own (DP-055). */
export function Deputies() {
  const { t } = useTranslation();
  const tell = useDone();
  const { roles } = useMe();
  const known = useDeputies();
  const [naming, setNaming] = useState(false);
  const mine = DEPUTISED.filter((role) => roles.some((held) => held.role === role));
  return (
    <section className="kv-card kv-block kv-below" aria-labelledby="deputies-title">
      <div className="kv-block-head">
        <h2 id="deputies-title">{t("approvalPage.deputies")}</h2>
        {mine.length > 0 && (
          <Button variant="default" size="compact-sm" onClick={() => setNaming(true)}>
            {t("approvalPage.name")}
          </Button>
        )}
      </div>
      <Asked of={known} height={120}>
        {({ items, people }) => (
          <>
            <Table items={items} />
            <FormDialog
              opened={naming}
              leave={() => setNaming(false)}
              title={t("approvalPage.name")}
              made={() => tell(t("settings.saved"))}
            >
              {(done: (made: undefined) => void) => (
                <NameForm people={people} mine={mine} done={() => done(undefined)} leave={() => setNaming(false)} />
              )}
            </FormDialog>
          </>
        )}
      </Asked>
    </section>
  );
}
