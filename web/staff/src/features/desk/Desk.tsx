import { Button, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useMay } from "../../shell/session.ts";
import { hitsOf, recentParties, useFound, type Hit } from "./finding.ts";
import { PartyCard } from "./PartyCard.tsx";
import { Results } from "./Results.tsx";
import "./desk.css";

/** Where a hit leads: to the card in place where people may be seen, else to the document. */
function useOpening(landed: () => void) {
  const navigate = useNavigate();
  const people = useMay("parties.read");
  const stay = (party: string, invoice?: string) => {
    void navigate({ to: "/desk", search: (old) => ({ ledger: old.ledger, q: old.q, party, invoice }), replace: true });
    landed();
  };
  return (hit: Hit) => {
    if (hit.is === "party") {
      stay(hit.party.id);
      return;
    }
    if (hit.is === "invoice" && people) {
      stay(hit.invoice.partyId, hit.invoice.id);
      return;
    }
    if (hit.is === "invoice")
      return void navigate({
        to: "/invoices/$invoiceId",
        params: { invoiceId: hit.invoice.id },
        search: (old) => ({ ledger: old.ledger }),
      });
    const q = hit.payment.reference ?? undefined;
    return void navigate({ to: q ? "/invoices" : "/bank", search: (old) => ({ ledger: old.ledger, q }) });
  };
}

/** Before anything is typed: what can be typed, and whose cards were open lately. */
function Beginning({ open }: { readonly open: (partyId: string) => void }) {
  const { t } = useTranslation();
  const people = useMay("parties.read");
  const lately = recentParties();
  return (
    <div className="kv-desk-begin">
      <section className="kv-card kv-desk-teach">
        <h2>{t("desk.teach")}</h2>
        <dl>
          {people && (
            <>
              <Way what={t("desk.wayName")} example="ostergard" />
              <Way what={t("desk.wayPhone")} example="45678" />
            </>
          )}
          <Way what={t("desk.wayNumber")} example="260101" />
          <Way what={t("field.reference")} example="1047112601018" />
          <Way what={t("field.amount")} example="1240,50" />
        </dl>
      </section>
      {lately.length > 0 && (
        <section className="kv-card kv-desk-teach">
          <h2>{t("desk.recent")}</h2>
          {lately.map(({ id, name }) => (
            <button key={id} type="button" className="kv-hit" onClick={() => open(id)}>
              {name}
            </button>
          ))}
        </section>
      )}
    </div>
  );
}

const Way = ({ what, example }: { readonly what: string; readonly example: string }) => (
  <div>
    <dt>{what}</dt>
    <dd className="kv-mono">{example}</dd>
  </div>
);

/** The text in the address follows a moment behind, so that going back brings the search back. */
function useTyped(): [string, (text: string) => void] {
  const { q = "" } = useSearch({ strict: false });
  const [typed, setTyped] = useState(q);
  const navigate = useNavigate();
  useEffect(() => {
    const timer = setTimeout(() => {
      const wanted = typed.trim() || undefined;
      if (wanted !== (q || undefined))
        void navigate({ to: "/desk", search: (old) => ({ ...old, q: wanted }), replace: true });
    }, 400);
    return () => clearTimeout(timer);
  }, [typed, q, navigate]);
  return [typed, setTyped];
}

function useBox(hits: readonly Hit[], open: (hit: Hit) => void, back: () => void) {
  const [wanted, setAt] = useState(0);
  const at = Math.min(wanted, hits.length - 1);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && hits.length > 0) {
      event.preventDefault();
      setAt((at + step + hits.length) % hits.length);
    }
    if (event.key === "Enter" && hits[at]) open(hits[at]);
    if (event.key === "Escape") back();
  };
  useEffect(() => {
    document.querySelector("#kv-hits [aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return { at, press, first: () => setAt(0) };
}

/** The first screen of reception: one box, and the card of whoever stands at the desk (ux D-01, D-02). */
export function Desk() {
  const { t } = useTranslation();
  const { party, invoice } = useSearch({ strict: false });
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useTyped();
  const { asked, wanted, waits } = useFound(typed);
  const hits = wanted && asked.data ? hitsOf(asked.data) : [];
  const open = useOpening(() => requestAnimationFrame(() => card.current?.focus()));
  const close = () => {
    void navigate({ to: "/desk", search: (old) => ({ ledger: old.ledger, q: old.q }), replace: true });
    box.current?.focus();
  };
  // Also from the box Esc closes the card first: right after a hit is opened the focus may still be there.
  const list = useBox(hits, open, () => (party ? close() : setTyped("")));
  useKeys([
    { key: "/", label: t("desk.keySearch"), act: () => box.current?.select() },
    { key: "Escape", label: t("desk.keyBack"), off: !party, act: close },
  ]);
  useEffect(() => {
    document.title = `${t("desk.title")} · Kvitt`;
    if (!party) box.current?.focus();
  }, [t, party]);
  const none = wanted && !waits && asked.isSuccess && hits.length === 0;
  const told = !wanted || waits ? "" : none ? t("desk.none") : t("desk.found", { count: hits.length });
  const showCard = (id: string) => open({ id, is: "party", party: { id } } as Hit);
  return (
    <>
      <h1 className="kv-unseen">{t("desk.title")}</h1>
      <div className="kv-desk-box">
        <TextInput
          ref={box}
          size="lg"
          aria-label={t("desk.search")}
          placeholder={t("desk.placeholder")}
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={hits.length > 0 ? "kv-hits" : undefined}
          aria-activedescendant={hits[list.at]?.id}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            list.first();
          }}
          onKeyDown={list.press}
        />
        <span role="status" className="kv-why">
          {told}
        </span>
      </div>
      {asked.isError && wanted && <Problem of={asked.error} retry={() => void asked.refetch()} />}
      <div className={party ? "kv-desk kv-desk-open" : "kv-desk"}>
        {(hits.length > 0 || none) && (
          <div>
            {hits.length > 0 && <Results hits={hits} at={list.at} open={open} />}
            {none && <p className="kv-card kv-desk-none">{t("desk.noneHelp")}</p>}
          </div>
        )}
        {party ? (
          <div ref={card} tabIndex={-1} className="kv-desk-card">
            <Button variant="subtle" size="compact-sm" className="kv-desk-back" onClick={close}>
              {t("desk.back")}
            </Button>
            <PartyCard partyId={party} invoiceId={invoice} level={2} />
          </div>
        ) : (
          !wanted && <Beginning open={showCard} />
        )}
      </div>
    </>
  );
}
