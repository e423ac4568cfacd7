import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { kvitt, queries, Refused } from "../api.ts";
import { askFor } from "../parts/ask.ts";
import { Asked } from "../parts/Asked.tsx";
import { ChooseTenant } from "./ChooseTenant.tsx";
import { Unanswered } from "./Elsewhere.tsx";
import { Frame } from "./Frame.tsx";
import { keepingAll } from "./kept.ts";
import { ledgers, me, SignedIn, type Me } from "./session.ts";
import { SignIn, type Locked } from "./SignIn.tsx";
import { chooseTenant, lastTenant } from "./tenant.ts";

const isNobody = (error: unknown) => error instanceof Refused && [401, 403].includes(error.problem.status);

/** What the sign-in page asks by itself: it stands already when the rest is forgotten. */
const BEFORE_SIGN_IN: readonly unknown[] = ["me", "demo-sign-ins"];

/** Ends the session, and forgets what it showed; a server that does not answer ends it by itself. */
async function leave(): Promise<void> {
  await keepingAll(() => kvitt.POST("/api/v1/sign-out")).catch(() => undefined);
  askFor(undefined);
  queries.removeQueries({ predicate: ({ queryKey }) => !BEFORE_SIGN_IN.includes(queryKey[0]) });
}

function SignedInFrame({ who, setLocked }: { readonly who: Me; readonly setLocked: (locked: Locked) => void }) {
  const known = useQuery({ ...ledgers, enabled: who.tenantId !== null });
  const { email, name } = who;
  const lock = useCallback(() => {
    setLocked({ email, name });
    void leave();
  }, [email, name, setLocked]);
  const signOut = useCallback(() => void leave().then(() => location.assign("/")), []);
  const last = who.tenantId === null ? lastTenant(who) : undefined;
  useEffect(() => {
    if (last) chooseTenant(who.userId, last);
  }, [last, who.userId]);
  if (who.tenantId === null) return last ? null : <ChooseTenant who={who} />;
  return (
    <SignedIn value={who}>
      <Asked of={known} height={400}>
        {({ items }) => <Frame ledgers={items} lock={lock} signOut={signOut} />}
      </Asked>
    </SignedIn>
  );
}

/** The frame for somebody who is signed in; the sign-in page for everybody else, at the address they came to. */
export function Shell() {
  const who = useQuery(me);
  const [locked, setLocked] = useState<Locked | undefined>();
  const entered = () => void queries.resetQueries().then(() => setLocked(undefined));
  if (locked) return <SignIn locked={locked} entered={entered} />;
  if (who.isError && isNobody(who.error)) return <SignIn entered={entered} />;
  if (who.data) return <SignedInFrame who={who.data} setLocked={setLocked} />;
  if (who.isError) return <Unanswered error={who.error} retry={() => void who.refetch()} />;
  return null;
}
