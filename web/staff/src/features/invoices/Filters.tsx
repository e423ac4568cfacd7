import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DateInput } from "../../parts/DateInput.tsx";
import { useKeys } from "../../parts/keys.ts";
import type { Search } from "../../address.ts";
import { KINDS, STATES, type Filter } from "./list.ts";

/** Narrows the list; the address holds it, so that going back, or sending the link, shows the same. */
function useNarrowing() {
  const navigate = useNavigate();
  return (change: Search, replace = false) =>
    void navigate({ to: "/invoices", search: (old) => ({ ...old, ...change }), replace });
}

/** What is looked for follows a moment behind the typing. */
function Text({ q }: { readonly q: string }) {
  const { t } = useTranslation();
  const narrow = useNarrowing();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(q);
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() !== q) narrow({ q: typed.trim() || undefined }, true);
    }, 200);
    return () => clearTimeout(timer);
  }, [typed]);
  useKeys([{ key: "/", label: t("invoices.keySearch"), act: () => box.current?.select() }]);
  return (
    <TextInput
      ref={box}
      className="kv-filter-text"
      label={t("invoices.search")}
      placeholder={t("invoices.searchHint")}
      autoComplete="off"
      spellCheck={false}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

export function Filters({ filter }: { readonly filter: Filter }) {
  const { t } = useTranslation();
  const narrow = useNarrowing();
  const any = Object.keys(filter).length > 0;
  const all = { value: "", label: t("invoices.all") };
  return (
    <form className="kv-filter kv-invoice-filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <Text q={filter.q ?? ""} />
      <NativeSelect
        label={t("field.state")}
        value={filter.state ?? ""}
        data={[all, ...STATES.map((value) => ({ value, label: t(`invoiceFilter.${value}`) }))]}
        onChange={(event) => narrow({ state: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        label={t("field.kind")}
        value={filter.kind ?? ""}
        data={[all, ...KINDS.map((value) => ({ value, label: t(`invoiceKind.${value}`) }))]}
        onChange={(event) => narrow({ kind: event.currentTarget.value || undefined })}
      />
      <DateInput label={t("invoices.from")} value={filter.from} onChange={(from) => narrow({ from }, true)} />
      <DateInput label={t("invoices.to")} value={filter.to} onChange={(to) => narrow({ to }, true)} />
      {any && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => narrow({ state: undefined, kind: undefined, from: undefined, to: undefined, q: undefined })}
        >
          {t("invoices.clear")}
        </Button>
      )}
    </form>
  );
}
