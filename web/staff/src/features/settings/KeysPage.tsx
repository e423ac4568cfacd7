import { Button, Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Asked } from "../../parts/Asked.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { ledgers, useMe } from "../../shell/session.ts";
import { Confirm } from "./Confirm.tsx";
import { SettingsPage } from "./Frame.tsx";
import { useKeyActs } from "./key-acts.ts";
import { NewKeyForm } from "./NewKey.tsx";
import { useCan, useKeysOfPrograms, type Key } from "./questions.ts";
import { Secret, type Shown } from "./Secret.tsx";
import { useMoments, useWords } from "./words.ts";

const TONES: Record<Key["state"], Tone> = { live: "settled", ending: "due", ended: "held", revoked: "held" };

const isLive = ({ state }: Key) => state === "live" || state === "ending";
const bare = (id: string) => id.replaceAll("-", "");

function Row({ of, act }: { of: Key; act: ((name: "rotate" | "revoke") => void) | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment, list } = useMoments();
  const names = new Map(useQuery(ledgers).data?.items.map(({ id, name }) => [id, name]));
  const tenantId = useMe().tenantId ?? "";
  const begins = `kvitt_${bare(tenantId).slice(0, 4)}…_${bare(of.id).slice(-6)}`;
  return (
    <tr>
      <th scope="row">
        {of.name}
        <div className="kv-mono kv-why">{begins}</div>
      </th>
      <td className="kv-wrap">
        <Explain
          of={{
            title: of.name,
            sentence: t("keyPage.help"),
            rule: of.scopes.map((each) => ({ label: words.scope(each), value: each })),
          }}
        >
          {list(of.scopes.map(words.scope))}
        </Explain>
      </td>
      <td className="kv-wrap">
        {of.ledgerIds ? list(of.ledgerIds.map((id) => names.get(id) ?? "–")) : t("keyPage.ledgersAll")}
      </td>
      <td>{of.lastUsedAt ? moment(of.lastUsedAt) : t("settings.never")}</td>
      <td>{of.expiresAt ? moment(of.expiresAt) : t("settings.never")}</td>
      <td>
        <State tone={TONES[of.state]}>{t(`keyPage.state.${of.state}`)}</State>
      </td>
      <td>
        {act && isLive(of) && (
          <div className="kv-cell-acts">
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t("keyPage.rotateOf", { name: of.name })}
              onClick={() => act("rotate")}
            >
              {t("keyPage.rotate")}
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t("keyPage.revokeOf", { name: of.name })}
              onClick={() => act("revoke")}
            >
              {t("keyPage.revoke")}
            </Button>
          </div>
        )}
      </td>
    </tr>
  );
}

function Table({
  keys,
  act,
}: {
  keys: readonly Key[];
  act: ((key: Key, name: "rotate" | "revoke") => void) | undefined;
}) {
  const { t } = useTranslation();
  const heads = ["name", "scopes", "ledgers", "used", "expires"] as const;
  return (
    <div className="kv-card kv-scroll" role="region" aria-label={t("keyPage.list")} tabIndex={0}>
      <table className="kv-table kv-rows" aria-label={t("keyPage.list")}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`keyPage.${head}`)}
              </th>
            ))}
            <th scope="col">{t("field.state")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <Row key={key.id} of={key} act={act && ((name) => act(key, name))} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function List({ items, tell }: { items: readonly Key[]; tell: (shown: Shown) => void }) {
  const { t } = useTranslation();
  const may = useCan()("apiKeys.manage");
  const [ended, setEnded] = useState(false);
  const [asking, setAsking] = useState<{ readonly key: Key; readonly name: "rotate" | "revoke" } | undefined>();
  const acts = useKeyActs(tell);
  const shown = items.filter((key) => ended || isLive(key));
  return (
    <>
      {items.length === 0 && <p className="kv-card kv-empty">{t("keyPage.none")}</p>}
      {shown.length > 0 && <Table keys={shown} act={may ? (key, name) => setAsking({ key, name }) : undefined} />}
      {items.some((key) => !isLive(key)) && (
        <Checkbox
          className="kv-below"
          label={t("keyPage.showEnded")}
          checked={ended}
          onChange={(event) => setEnded(event.currentTarget.checked)}
        />
      )}
      <Confirm asked={asking && acts[asking.name](asking.key)} leave={() => setAsking(undefined)} />
    </>
  );
}

/** The keys by which programs ask: what each may, when it was used, and its end. */
export function KeysPage() {
  const { t } = useTranslation();
  const keys = useKeysOfPrograms();
  const may = useCan()("apiKeys.manage");
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<Shown | undefined>();
  const live = keys.data?.items.filter((key) => isLive(key)).length;
  const lead = live === undefined ? undefined : live > 0 ? t("keyPage.lead", { count: live }) : t("keyPage.leadNone");
  return (
    <SettingsPage section="keys" lead={lead} help={t("keyPage.help")}>
      {may && (
        <div className="kv-acts kv-above">
          <Button onClick={() => setAdding(true)}>{t("keyPage.make")}</Button>
        </div>
      )}
      <Asked of={keys}>{({ items }) => <List items={items} tell={setShown} />}</Asked>
      <NewKeyForm opened={adding} leave={() => setAdding(false)} made={setShown} />
      <Secret shown={shown} leave={() => setShown(undefined)} />
    </SettingsPage>
  );
}
