import { Drawer } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { createContext, useCallback, useContext, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Search } from "../address.ts";
import { useKeys } from "./keys.ts";

/** Why a thing is as it is, in three layers: a sentence, the rule with what went into it, the law or policy with its version (`ux.md` E-01). */
export type Explanation = {
  readonly title: string;
  readonly sentence: ReactNode;
  /** What would make it another (E-02). */
  readonly change?: string | undefined;
  readonly rule?: readonly { readonly label: string; readonly value: ReactNode }[] | undefined;
  readonly law?: string | undefined;
  /** Where its rows stand. */
  readonly link?: { readonly to: string; readonly search?: Search; readonly text?: string } | undefined;
};

const Opening = createContext<(of: Explanation) => void>(() => undefined);
/** Whether what stands here is reached by Tab: in a list only what stands in the chosen row is. */
export const Reached = createContext(true);

/** What `e` explains: what has the focus, else what stands in the focused row, in the chosen one, on the screen. */
function atHand(): HTMLElement | null {
  const { activeElement } = document;
  const own = activeElement?.closest<HTMLElement>(".kv-explain");
  if (own) return own;
  const row = activeElement?.closest("tr, li, [role=option]") ?? activeElement?.closest("[data-row]");
  const chosen = document.querySelector(
    "main :is(tr, li, [role=option], [data-row]):is([aria-selected=true], [aria-current=true])",
  );
  for (const place of [row, chosen, document.querySelector("main")]) {
    const found = place?.querySelector<HTMLElement>(".kv-explain");
    if (found) return found;
  }
  return null;
}

function Layers({ of, leave }: { readonly of: Explanation; readonly leave: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="kv-layers">
      <p>{of.sentence}</p>
      {of.change && <p>{of.change}</p>}
      {of.rule && of.rule.length > 0 && (
        <section>
          <h3>{t("explain.rule")}</h3>
          <dl>
            {of.rule.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {of.law && (
        <section>
          <h3>{t("explain.law")}</h3>
          <p>{of.law}</p>
        </section>
      )}
      {of.link && (
        <Link to={of.link.to as "/"} search={(old) => ({ ledger: old.ledger, ...of.link!.search })} onClick={leave}>
          {of.link.text ?? t("explain.open")}
        </Link>
      )}
    </div>
  );
}

/** The one drawer of the frame; it stands on the right, opens by click or `e`, and gives the focus back. */
export function Explaining({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [of, setOf] = useState<Explanation | undefined>();
  const [open, setOpen] = useState(false);
  const show = useCallback((wanted: Explanation) => {
    setOf(wanted);
    setOpen(true);
  }, []);
  const leave = () => setOpen(false);
  const explain = () => {
    if (open) {
      leave();
      return;
    }
    const element = atHand();
    // The drawer gives the focus back to it.
    element?.focus();
    element?.click();
  };
  useKeys([{ key: "e", label: t("keys.explain"), inDialog: open, act: explain }], "everywhere");
  return (
    <Opening value={show}>
      {children}
      <Drawer
        opened={open}
        onClose={leave}
        position="right"
        size="24rem"
        zIndex={300}
        title={of?.title}
        lockScroll={false}
        overlayProps={{ backgroundOpacity: 0.08 }}
        closeButtonProps={{ "aria-label": t("common.close") }}
        classNames={{ content: "kv-drawer", title: "kv-drawer-title" }}
      >
        {of && <Layers of={of} leave={leave} />}
      </Drawer>
    </Opening>
  );
}

/**
 * Gives anything an explanation: a thin dotted line under it; click or `e` opens the drawer. In a list the explanation is a function, so that
 * its words are put together for the one that is asked for.
 */
export function Explain({
  of,
  children,
}: {
  readonly of: Explanation | (() => Explanation);
  readonly children: ReactNode;
}) {
  const show = useContext(Opening);
  const reached = useContext(Reached);
  return (
    <button
      type="button"
      className="kv-explain"
      aria-haspopup="dialog"
      tabIndex={reached ? undefined : -1}
      onClick={(event) => {
        event.stopPropagation();
        show(typeof of === "function" ? of() : of);
      }}
    >
      {children}
    </button>
  );
}
