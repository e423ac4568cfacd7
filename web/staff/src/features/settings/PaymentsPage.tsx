import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { money } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { AgreementForm, SecretForm, WAYS } from "./AgreementForms.tsx";
import { Confirm, type Asked as Question } from "./Confirm.tsx";
import { DirectDebit } from "./DirectDebit.tsx";
import { SettingsPage } from "./Frame.tsx";
import { Facts } from "./LedgerParts.tsx";
import { useAgreements, type Agreement, type Way } from "./message-questions.ts";
import { useCan, useSetUp } from "./questions.ts";
import { useQueryClient } from "@tanstack/react-query";
import { SelfService } from "./SelfService.tsx";
import { useMoments } from "./words.ts";
import "./paying.css";

/** A way that moves one currency is not offered to a ledger of another. */
const MOVES_ONLY: Partial<Record<Way, string>> = { swish: "SEK" };
const TONES: Record<Agreement["state"], Tone> = { draft: "due", active: "settled", paused: "held" };

function useLimits({ minMinor, maxMinor }: Pick<Agreement, "minMinor" | "maxMinor">): string {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const said = (minor: number) => money(minor, currency, language);
  if (minMinor !== null && maxMinor !== null)
    return t("payments.between", { least: said(minMinor), most: said(maxMinor) });
  if (minMinor !== null) return t("payments.from", { least: said(minMinor) });
  return maxMinor === null ? t("payments.noLimits") : t("payments.upTo", { most: said(maxMinor) });
}

/** That there are secrets, which are missing, and until when an older one is believed: never what they say (SEC-50). */
function Secrets({ of }: { readonly of: Agreement }) {
  const { t } = useTranslation();
  const { moment } = useMoments();
  return (
    <ul className="kv-secrets">
      {of.secretNames.map((name) => {
        const held = of.secrets.filter((each) => each.name === name);
        const newest = held.find(({ endsAt }) => endsAt === null);
        const older = held.find(({ endsAt }) => endsAt !== null);
        return (
          <li key={name}>
            {t(`payments.secret.${name as "clientSecret"}`)}{" "}
            {newest ? (
              <span className="kv-why">{t("payments.secretSince", { when: moment(newest.madeAt) })}</span>
            ) : (
              <State tone={of.missing.includes(name) ? "due" : "held"}>
                {t(of.missing.includes(name) ? "payments.secretMissing" : "payments.secretNone")}
              </State>
            )}
            {older?.endsAt && (
              <span className="kv-why"> {t("payments.secretOlder", { when: moment(older.endsAt) })}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Where the partner tells of events: copied, not typed. */
function Webhook({ path }: { readonly path: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(path).then(() => setCopied(true));
  return (
    <span className="kv-webhook">
      <code className="kv-mono">{`${path.slice(0, 26)}…`}</code>
      <Button variant="default" size="compact-sm" onClick={copy}>
        {t("settings.copy")}
      </Button>
      <span role="status" className="kv-why">
        {copied && t("settings.copied")}
      </span>
    </span>
  );
}

type CardProps = { readonly way: Way; readonly of: Agreement | undefined; readonly may: boolean };

function useSwitching(of: Agreement | undefined, way: Way): Question | undefined {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useDone();
  if (!of) return undefined;
  const starts = of.state !== "active";
  const params = { path: { agreementId: of.id } };
  const act = () =>
    answered(
      starts
        ? kvitt.POST("/api/v1/agreements/{agreementId}/activation", { params })
        : kvitt.POST("/api/v1/agreements/{agreementId}/pause", { params }),
    );
  return {
    title: t(starts ? "payments.start" : "payments.pause", { way: t(`payWay.${way}`) }),
    follows: starts
      ? [t("payments.startMeans"), t("payments.startWhen")]
      : [t("payments.pauseMeans"), t("payments.pauseRest")],
    fresh: true,
    act,
    done: () => {
      void queries.invalidateQueries({ queryKey: ["agreements"] });
      tell(t("settings.saved"));
    },
  };
}

function Known({ of }: { readonly of: Agreement }) {
  const { t } = useTranslation();
  return (
    <Facts
      of={[
        ...Object.entries(of.settings).map(
          ([name, value]) =>
            [
              t(`payments.setting.${name as "clientId"}`),
              <span key={name} className="kv-mono">
                {value}
              </span>,
            ] as const,
        ),
        [t("payments.limits"), useLimits(of)],
        [t("payments.position"), String(of.position)],
        [t("payments.secrets"), <Secrets key="secrets" of={of} />],
        [t("payments.webhook"), <Webhook key="webhook" path={of.webhookPath} />],
      ]}
    />
  );
}

function Card({ way, of, may }: CardProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"settings" | "secret" | "switch" | undefined>();
  const leave = () => setOpen(undefined);
  const question = useSwitching(of, way);
  const name = t(`payWay.${way}`);
  const state = of?.state ?? "none";
  return (
    <section className="kv-card kv-block" aria-labelledby={`way-${way}`}>
      <div className="kv-block-head">
        <h2 id={`way-${way}`}>{name}</h2>
        <State tone={of ? TONES[of.state] : "held"}>
          <Explain of={{ title: t(`payments.state.${state}`), sentence: t(`payments.stateWhy.${state}`) }}>
            {t(`payments.state.${state}`)}
          </Explain>
        </State>
      </div>
      {of ? <Known of={of} /> : <p className="kv-why">{t("payments.none")}</p>}
      {may && (
        <div className="kv-acts kv-below">
          <Button variant="default" size="compact-md" onClick={() => setOpen("settings")}>
            {t(of ? "settings.change" : "payments.setUp")}
          </Button>
          {of && (
            <Button variant="default" size="compact-md" onClick={() => setOpen("secret")}>
              {t("payments.give")}
            </Button>
          )}
          {of && question && (
            <Button
              variant="default"
              size="compact-md"
              disabled={of.state !== "active" && of.missing.length > 0}
              onClick={() => setOpen("switch")}
            >
              {question.title}
            </Button>
          )}
        </div>
      )}
      <AgreementForm way={way} of={of} opened={open === "settings"} leave={leave} />
      {of && <SecretForm of={of} opened={open === "secret"} leave={leave} />}
      <Confirm asked={open === "switch" ? question : undefined} leave={leave} />
    </section>
  );
}

function Cards({ items }: { readonly items: readonly Agreement[] }) {
  const ledger = useLedger();
  const may = useCan()("agreements.manage", ledger.id);
  const own = items.filter(({ ledgerId }) => ledgerId === ledger.id);
  const placed = WAYS.map((way) => ({ way, of: own.find((each) => each.way === way) })).filter(
    ({ way, of }) => of !== undefined || MOVES_ONLY[way] === undefined || MOVES_ONLY[way] === ledger.currency,
  );
  const last = 100;
  return (
    <div className="kv-ways">
      {placed
        .toSorted((one, other) => (one.of?.position ?? last) - (other.of?.position ?? last))
        .map(({ way, of }) => (
          <Card key={way} way={way} of={of} may={may} />
        ))}
    </div>
  );
}

/** By which ways payers pay this ledger, how far they may go alone, and what the partners are told. */
export function PaymentsPage() {
  const { t } = useTranslation();
  const ledger = useLedger();
  const agreements = useAgreements();
  const setUp = useSetUp(ledger.id);
  const active = agreements.data?.items.filter(({ ledgerId, state }) => ledgerId === ledger.id && state === "active");
  const said = { count: active?.length ?? 0, name: ledger.name };
  const lead = active && (active.length > 0 ? t("payments.lead", said) : t("payments.leadNone", said));
  return (
    <SettingsPage section="payments" lead={lead} help={t("payments.help")}>
      <Asked of={agreements} height={480}>
        {({ items }) => <Cards items={items} />}
      </Asked>
      <Asked of={setUp} height={200}>
        {(known) => (
          <>
            <DirectDebit ledgerId={ledger.id} ledger={known} />
            <SelfService ledgerId={ledger.id} of={known.selfService} />
          </>
        )}
      </Asked>
    </SettingsPage>
  );
}
