import { Navigate, Outlet, useRouter, useRouterState, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Done } from "../parts/Done.tsx";
import { Explaining } from "../parts/Explain.tsx";
import { useKeys } from "../parts/keys.ts";
import { StepUp } from "../parts/StepUp.tsx";
import { Acts, type FrameActs } from "./acts.ts";
import { useCodeAhead } from "./ahead.ts";
import { NoLedger, NotForRole } from "./Elsewhere.tsx";
import { actionOf, homeOf } from "./entries.ts";
import { useGoingKeys } from "./going.ts";
import { Help } from "./Help.tsx";
import { keptLedger } from "./kept.ts";
import { useLive } from "./live.ts";
import { useIdleLock } from "./lock.ts";
import { Notices } from "./Notices.tsx";
import { Palette } from "./Palette.tsx";
import { useOwnPreferences } from "./preferences.ts";
import { Rail } from "./Rail.tsx";
import { ChosenLedger, may, useMe, type Ledger } from "./session.ts";
import { Top } from "./Top.tsx";

const Passkeys = lazy(() => import("./Passkeys.tsx").then(({ Passkeys }) => ({ default: Passkeys })));

/** The screen of the address, where the person may see it; who begins elsewhere is led there. */
function Screen() {
  const who = useMe();
  const { routesByPath } = useRouter();
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const ledger = useRouterState({ select: ({ location }) => location.search.ledger });
  const begins = homeOf(who, routesByPath);
  const action = actionOf(pathname);
  if (pathname === "/" && begins !== undefined && begins !== "/")
    return <Navigate to={begins as "/"} search={{ ledger }} replace />;
  if (action && !may(who, action)) return <NotForRole action={action} />;
  return <Outlet />;
}

function Live() {
  return (
    <div role="status" aria-live="polite" className="kv-live">
      {useLive()}
    </div>
  );
}

/** The frame's dialogs, and the acts that open them. */
function useDialogs(leaving: Pick<FrameActs, "lock" | "signOut">) {
  const [shown, setShown] = useState<"palette" | "help" | "passkeys" | undefined>();
  const [blurred, setBlurred] = useState(false);
  // Its code is fetched when somebody asks for it; from then on it stands, so that it gives the focus back when it closes.
  const [withPasskeys, setWithPasskeys] = useState(false);
  const toggle = (name: NonNullable<typeof shown>) => (open: boolean) => setShown(open ? name : undefined);
  const { lock, signOut } = leaving;
  const acts = useMemo<FrameActs>(
    () => ({
      search: () => setShown("palette"),
      help: () => setShown("help"),
      passkeys: () => {
        setWithPasskeys(true);
        setShown("passkeys");
      },
      blurNames: () => setBlurred((before) => !before),
      lock,
      signOut,
    }),
    [lock, signOut],
  );
  return { shown, toggle, blurred, withPasskeys, acts };
}

function FrameKeys({ acts }: { readonly acts: FrameActs }) {
  const { t } = useTranslation();
  useGoingKeys();
  useKeys([{ key: "b", label: t("keys.blur"), act: acts.blurNames }], "everywhere");
  return null;
}

function Page({ children }: { readonly children: ReactNode }) {
  const place = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <main className="kv-main" id="content" tabIndex={-1}>
      <Done place={place}>{children}</Done>
    </main>
  );
}

/** The frame of the staff app around somebody who is signed in. */
export function Frame({
  ledgers,
  lock,
  signOut,
}: { readonly ledgers: readonly Ledger[] } & Pick<FrameActs, "lock" | "signOut">) {
  const { t } = useTranslation();
  const who = useMe();
  useOwnPreferences(who);
  useCodeAhead();
  const { ledger: wanted } = useSearch({ strict: false });
  const settings = useRouterState({ select: ({ location }) => location.pathname.startsWith("/settings") });
  const last = keptLedger(who.userId);
  const ledger = ledgers.find(({ id }) => id === wanted) ?? ledgers.find(({ id }) => id === last) ?? ledgers[0];
  const { shown, toggle, blurred, withPasskeys, acts } = useDialogs({ lock, signOut });
  const soonLocked = useIdleLock(who.idleMinutes, lock);
  return (
    <ChosenLedger value={ledger}>
      <Acts value={acts}>
        <StepUp>
          <a className="kv-skip" href="#content">
            {t("nav.skip")}
          </a>
          <div className="kv-frame" data-training={who.training} data-names={blurred ? "blurred" : "shown"}>
            <div className="kv-side">
              <div className="kv-brand">kvitt</div>
              <Rail />
            </div>
            <div className="kv-column">
              <Notices blurred={blurred} soonLocked={soonLocked} />
              <Top all={ledgers} />
              <FrameKeys acts={acts} />
              <Explaining>
                <Page>{(ledger ?? settings) ? <Screen /> : <NoLedger />}</Page>
              </Explaining>
              <Live />
            </div>
          </div>
          <Palette open={shown === "palette"} setOpen={toggle("palette")} />
          <Help open={shown === "help"} setOpen={toggle("help")} />
          <Suspense>
            {withPasskeys && <Passkeys open={shown === "passkeys"} leave={() => toggle("passkeys")(false)} />}
          </Suspense>
        </StepUp>
      </Acts>
    </ChosenLedger>
  );
}
