import { Button, Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { languages, money, type Language } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useStepUp } from "../../parts/StepUp.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { LANGUAGE_NAMES, useLanguage } from "../../shell/language.ts";
import { Changes, type Change } from "./Changes.tsx";
import { Form, TextField, useTried } from "./Form.tsx";
import { SettingsPage } from "./Frame.tsx";
import { OnePerson } from "./OnePerson.tsx";
import { useCan, useTenant, type Tenant } from "./questions.ts";
import { useWords } from "./words.ts";

type Settled = Pick<Tenant, "name" | "creditLimitMinor" | "language">;

/** A settled thing as it is read. */
function useShown(tenant: Tenant) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = (minor: number) => money(minor, tenant.currency, language);
  return {
    limit: (minor: number | null) =>
      minor === null ? t("tenantPage.limitOwn", { limit: said(tenant.marketCreditLimitMinor) }) : said(minor),
    language: (name: Language | null) => (name ? LANGUAGE_NAMES[name] : t("tenantPage.languageBrowser")),
    limitHelp: t("tenantPage.limitHelp", { limit: said(tenant.marketCreditLimitMinor) }),
  };
}

function useChanges(before: Settled, after: Settled, tenant: Tenant): readonly Change[] {
  const { t } = useTranslation();
  const shown = useShown(tenant);
  return [
    { label: t("tenantPage.name"), was: before.name, is: after.name.trim() },
    {
      label: t("tenantPage.limitWord"),
      was: shown.limit(before.creditLimitMinor),
      is: shown.limit(after.creditLimitMinor),
    },
    { label: t("tenantPage.language"), was: shown.language(before.language), is: shown.language(after.language) },
  ];
}

function useSaving(onSaved: () => void) {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  return useMutation({
    mutationFn: (body: Settled) => withFactor(() => answered(kvitt.PATCH("/api/v1/tenant", { body }))),
    onSuccess: (tenant) => {
      queries.setQueryData(["tenant"], tenant);
      onSaved();
    },
  });
}

function Market({ tenant }: { readonly tenant: Tenant }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <dl className="kv-facts-beside">
      <div>
        <dt>{t("tenantPage.market")}</dt>
        <dd>
          {words.country(tenant.market)}
          <p className="kv-why">{t("tenantPage.marketHelp")}</p>
        </dd>
      </div>
    </dl>
  );
}

function Editing({ tenant }: { readonly tenant: Tenant }) {
  const { t } = useTranslation();
  const tell = useDone();
  const shown = useShown(tenant);
  const before: Settled = {
    name: tenant.name,
    creditLimitMinor: tenant.creditLimitMinor,
    language: tenant.language,
  };
  const [after, setAfter] = useState(before);
  const wrong = { "tenant-name": after.name.trim().length < 2 ? t("tenantPage.nameWrong") : undefined };
  const { shown: errors, tries, tried } = useTried(wrong);
  const changes = useChanges(before, after, tenant);
  const saving = useSaving(() => tell(t("settings.saved")));
  const change = (part: Partial<Settled>) => setAfter((old) => ({ ...old, ...part }));
  const send = () => {
    if (tried() && !saving.isPending) saving.mutate({ ...after, name: after.name.trim() });
  };
  useKeys([{ key: "mod+Enter", label: t("settings.save"), act: send }]);
  return (
    <Form wrong={errors} tries={tries} send={send}>
      <TextField
        id="tenant-name"
        label={t("tenantPage.name")}
        description={t("tenantPage.nameHelp")}
        maxLength={120}
        value={after.name}
        wrong={errors}
        typed={(text) => change({ name: text })}
      />
      <AmountInput
        label={t("tenantPage.limit")}
        description={shown.limitHelp}
        currency={tenant.currency}
        valueMinor={after.creditLimitMinor}
        onChange={(creditLimitMinor) => change({ creditLimitMinor })}
      />
      <Select
        label={t("tenantPage.language")}
        description={t("tenantPage.languageHelp")}
        allowDeselect={false}
        data={[
          { value: "", label: t("tenantPage.languageBrowser") },
          ...languages.map((each) => ({ value: each, label: LANGUAGE_NAMES[each] })),
        ]}
        value={after.language ?? ""}
        onChange={(each) => change({ language: each || null })}
      />
      <Market tenant={tenant} />
      <Changes of={changes} />
      <Problem of={saving.error} />
      <div className="kv-acts">
        <Button type="submit" loading={saving.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("settings.save")}
        </Button>
      </div>
    </Form>
  );
}

function Reading({ tenant }: { readonly tenant: Tenant }) {
  const { t } = useTranslation();
  const shown = useShown(tenant);
  return (
    <>
      <dl className="kv-facts-beside">
        <div>
          <dt>{t("tenantPage.name")}</dt>
          <dd>{tenant.name}</dd>
        </div>
        <div>
          <dt>{t("tenantPage.limit")}</dt>
          <dd>
            {shown.limit(tenant.creditLimitMinor)}
            <p className="kv-why">{shown.limitHelp}</p>
          </dd>
        </div>
        <div>
          <dt>{t("tenantPage.language")}</dt>
          <dd>{shown.language(tenant.language)}</dd>
        </div>
      </dl>
      <Market tenant={tenant} />
    </>
  );
}

/** What the firm has settled for itself: name, limits, language, one-person mode (SEC-13, SEC-14). */
export function TenantPage() {
  const { t } = useTranslation();
  const tenant = useTenant();
  const may = useCan()("tenant.configure");
  const { name, onePerson } = tenant.data ?? {};
  const lead = name && (onePerson ? t("tenantPage.leadOne", { name }) : t("tenantPage.leadTwo", { name }));
  return (
    <SettingsPage section="tenant" lead={lead} help={t("tenantPage.help")}>
      <Asked of={tenant} height={420}>
        {(answer) => (
          <>
            <OnePerson tenant={answer} />
            <section className="kv-card kv-block kv-block-narrow" aria-labelledby="tenant-title">
              <h2 id="tenant-title">{t("tenantPage.toBe")}</h2>
              {may ? <Editing tenant={answer} /> : <Reading tenant={answer} />}
            </section>
          </>
        )}
      </Asked>
    </SettingsPage>
  );
}
