import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { SettingsPage } from "./Frame.tsx";
import { inForce, policyOf, withChanges, type Policy } from "./policy-draft.ts";
import { useTemplates, useVersions, type Version } from "./policy-questions.ts";
import { PolicyEditor, type Begun } from "./PolicyEditor.tsx";
import { Steps } from "./PolicySteps.tsx";
import { PolicyVersions } from "./PolicyVersions.tsx";
import { useCan, useClinics, useTenant } from "./questions.ts";

const NOTHING = { check: undefined, lockedBy: new Map<string, string>() };

/** What one clinic or the chain follows on a day, and what a new version of it begins with. */
function runningOf(versions: readonly Version[], clinicId: string, today: string): Begun | undefined {
  const chain = inForce(
    versions.filter(({ scope }) => scope === "chain"),
    today,
  );
  if (!chain) return undefined;
  const above = policyOf(chain.content);
  if (clinicId === "") return { policy: above, locks: chain.locks, clinic: null };
  const own = inForce(
    versions.filter(({ scopeId }) => scopeId === clinicId),
    today,
  );
  const lockedBy = new Map(chain.locks.map((field) => [field, chain.name]));
  const policy = own ? withChanges(above, own.content) : above;
  return { policy, locks: [], clinic: { id: clinicId, above, lockedBy } };
}

/** A tenant without a policy begins with its market's own. */
function useFirst(): Begun | undefined {
  const [template] = useTemplates(useLedger().id).data?.items ?? [];
  return template && { policy: policyOf(template.policy), locks: template.locks, clinic: null };
}

function Running({
  of,
  currency,
  write,
}: {
  readonly of: Policy | undefined;
  readonly currency: string;
  readonly write: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const may = useCan()("followUp.setPolicy");
  const label = may ? t("policyPage.write") : t("policyPage.try");
  return (
    <section className="kv-card kv-block" aria-labelledby="policy-running">
      <div className="kv-block-head">
        <h2 id="policy-running">{t("policyPage.inForce")}</h2>
        {write && (
          <Button variant="default" onClick={write}>
            {label}
          </Button>
        )}
      </div>
      {of ? <Steps of={of} known={NOTHING} currency={currency} /> : <p>{t("policyPage.noneYet")}</p>}
      {!may && <p className="kv-why">{t("policyPage.whoChanges")}</p>}
    </section>
  );
}

function Whose({ clinicId, choose }: { readonly clinicId: string; readonly choose: (clinicId: string) => void }) {
  const { t } = useTranslation();
  const clinics = useClinics().data?.items ?? [];
  return (
    <div className="kv-above kv-block-narrow">
      <NativeSelect
        label={t("policyPage.whose")}
        value={clinicId}
        data={[
          { value: "", label: t("policyPage.chain") },
          ...clinics.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
    </div>
  );
}

function Body({ versions, currency }: { readonly versions: readonly Version[]; readonly currency: string }) {
  const { t } = useTranslation();
  const tell = useDone();
  const { today } = useLedger();
  const can = useCan();
  const [clinicId, choose] = useState("");
  // Who decides about money tries a change of the chain's policy without writing one.
  const may = can("followUp.setPolicy") || (clinicId === "" && can("followUp.simulate"));
  const [isWriting, setWriting] = useState(false);
  const first = useFirst();
  const running = runningOf(versions, clinicId, today);
  const begun = running ?? (clinicId === "" ? first : undefined);
  const leave = () => setWriting(false);
  return (
    <>
      {!isWriting && <Whose clinicId={clinicId} choose={choose} />}
      {isWriting && begun ? (
        <PolicyEditor
          begun={begun}
          currency={currency}
          leave={leave}
          done={() => {
            leave();
            tell(t("policyPage.saved"));
          }}
        />
      ) : (
        <Running of={running?.policy} currency={currency} write={may && begun ? () => setWriting(true) : undefined} />
      )}
      <section className="kv-card kv-block" aria-labelledby="policy-versions">
        <div className="kv-block-head">
          <h2 id="policy-versions">{t("policyPage.versions")}</h2>
        </div>
        <PolicyVersions
          of={versions.filter(({ scope, scopeId }) => (clinicId === "" ? scope === "chain" : scopeId === clinicId))}
        />
      </section>
    </>
  );
}

function useLead(versions: readonly Version[] | undefined): string | undefined {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { today } = useLedger();
  if (!versions) return undefined;
  const running = inForce(
    versions.filter(({ scope }) => scope === "chain"),
    today,
  );
  return running
    ? t("policyPage.lead", { name: running.name, day: day(running.validFromOn, language) })
    : t("policyPage.leadNone");
}

/** The reminders' policy: what holds, its versions, and a new one written as sentences with the law beside them (H-06). */
export function PolicyPage() {
  const { t } = useTranslation();
  const versions = useVersions();
  const tenant = useTenant();
  const lead = useLead(versions.data?.items);
  return (
    <SettingsPage section="followUp" lead={lead} help={t("policyPage.help")}>
      <Asked of={versions} height={480}>
        {({ items }) => <Asked of={tenant}>{({ currency }) => <Body versions={items} currency={currency} />}</Asked>}
      </Asked>
    </SettingsPage>
  );
}
