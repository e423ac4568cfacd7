import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day, money } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useLanguage } from "../../shell/language.ts";
import { ledgers } from "../../shell/session.ts";
import { Deputies } from "./Deputies.tsx";
import { FormDialog } from "./FormDialog.tsx";
import { SettingsPage } from "./Frame.tsx";
import { lastOf, useMatrices, type Matrices, type Matrix, type Role, type Rule } from "./approval-questions.ts";
import { useCan, useTenant, type Tenant } from "./questions.ts";
import { RuleForm } from "./RuleForm.tsx";

function useWhose(): (rule: Pick<Rule, "ledgerId">) => string {
  const { t } = useTranslation();
  const known = useQuery(ledgers).data?.items ?? [];
  return ({ ledgerId }) =>
    ledgerId === null ? t("approvalPage.everyLedger") : (known.find(({ id }) => id === ledgerId)?.name ?? ledgerId);
}

function useBandWords(tenant: Tenant) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const anyOf = new Intl.ListFormat(language, { type: "disjunction" });
  const rolesOf = (roles: readonly Role[]) => anyOf.format(roles.map((role) => t(`role.${role}`)));
  return ({ bands }: Rule) =>
    bands.map(({ upToMinor, roles }) => {
      const said = rolesOf(roles);
      if (upToMinor !== null)
        return t("approvalPage.upTo", { amount: money(upToMinor, tenant.currency, language), who: said });
      return bands.length > 1 ? t("approvalPage.above", { who: said }) : t("approvalPage.always", { who: said });
    });
}

function Rules({
  matrix,
  tenant,
  change,
}: {
  readonly matrix: Matrix;
  readonly tenant: Tenant;
  readonly change: ((rule: Rule) => void) | undefined;
}) {
  const { t } = useTranslation();
  const whose = useWhose();
  const bandsOf = useBandWords(tenant);
  return (
    <div className="kv-scroll" role="region" aria-label={t("approvalPage.rules")} tabIndex={0}>
      <table className="kv-table kv-rows" aria-label={t("approvalPage.rules")}>
        <thead>
          <tr>
            <th scope="col">{t("field.kind")}</th>
            <th scope="col">{t("top.ledger")}</th>
            <th scope="col">{t("approvalPage.who")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {matrix.rules.map((rule) => (
            <tr key={`${rule.kind} ${rule.ledgerId ?? ""}`}>
              <th scope="row">{t(`approvals.kind.${rule.kind}`)}</th>
              <td>{whose(rule)}</td>
              <td className="kv-wrap">
                {bandsOf(rule).map((said) => (
                  <div key={said}>{said}</div>
                ))}
                <div className="kv-why">{t(`approvalPage.own.${rule.own}`)}</div>
              </td>
              <td>
                {change && (
                  <div className="kv-cell-acts">
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={`${t("settings.change")}: ${t(`approvals.kind.${rule.kind}`)}, ${whose(rule)}`}
                      onClick={() => change(rule)}
                    >
                      {t("settings.change")}
                    </Button>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Matrices that begin later, each with its day. */
function Coming({ of }: { readonly of: Matrices }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const coming = of.own.filter(({ fromOn }) => fromOn > of.asOf);
  return coming.map(({ id, fromOn }) => (
    <p key={id} className="kv-note">
      {t("approvalPage.coming", { day: day(fromOn, language) })}
    </p>
  ));
}

function Body({ of, tenant }: { readonly of: Matrices; readonly tenant: Tenant }) {
  const { t } = useTranslation();
  const tell = useDone();
  const may = useCan()("approvals.configure");
  const [changing, change] = useState<Rule | undefined>();
  const { windowDays, approvalHours } = lastOf(of);
  const isComing = of.own.some(({ fromOn }) => fromOn > of.asOf);
  return (
    <>
      <Coming of={of} />
      <section className="kv-card kv-block" aria-labelledby="matrix-title">
        <div className="kv-block-head">
          <h2 id="matrix-title">{isComing ? t("approvalPage.lastMatrix") : t("approvalPage.matrix")}</h2>
        </div>
        <Rules matrix={lastOf(of)} tenant={tenant} change={may ? change : undefined} />
        <p className="kv-why">{t("approvalPage.window", { count: windowDays })}</p>
        <p className="kv-why">{t("approvalPage.hours", { count: approvalHours })}</p>
        {!may && <p className="kv-why">{t("approvalPage.whoChanges")}</p>}
      </section>
      <Deputies />
      <FormDialog
        opened={changing !== undefined}
        leave={() => change(undefined)}
        title={t("approvalPage.changeTitle")}
        made={() => tell(t("settings.saved"))}
      >
        {(done: (made: undefined) => void) => (
          <RuleForm
            rule={changing!}
            of={of}
            currency={tenant.currency}
            done={() => done(undefined)}
            leave={() => change(undefined)}
          />
        )}
      </FormDialog>
    </>
  );
}

/** Who may approve what, up to which amount, in which ledger; how long earlier ones count; and who stands in for whom (SEC-13, DP-055). */
export function ApprovalsPage() {
  const { t } = useTranslation();
  const matrices = useMatrices();
  const tenant = useTenant();
  return (
    <SettingsPage section="approvals" lead={t("approvalPage.lead")} help={t("approvalPage.help")}>
      <Asked of={matrices} height={480}>
        {(of) => <Asked of={tenant}>{(known) => <Body of={of} tenant={known} />}</Asked>}
      </Asked>
    </SettingsPage>
  );
}
