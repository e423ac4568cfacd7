import { useTranslation } from "react-i18next";
import { day, money } from "../../format.ts";
import { daysLater } from "../../parts/typed-day.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import type { Draft } from "./branding.ts";

const SOME_MINOR = 245_000;
const DAYS_TO_PAY = 14;

/** A drawing as the address of a picture: nothing in it is carried out there. */
function pictureOf(svg: string): string {
  const bytes = new TextEncoder().encode(svg);
  return `data:image/svg+xml;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

/** The head and foot of a document as they follow what is typed; the whole of it is the PDF beside. */
export function Letterhead({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const ledger = useLedger();
  const brand = draft.brand.trim() || ledger.name;
  const accent = /^#[0-9a-fA-F]{6}$/.test(draft.accent) ? draft.accent : undefined;
  const place = [draft.postCode, draft.city].filter(Boolean).join(" ");
  const reach = [draft.phone, draft.email, draft.web].filter((each) => each.trim() !== "");
  return (
    <figure
      className="kv-letter"
      style={accent ? { borderTopColor: accent } : undefined}
      aria-label={t("brandingPage.preview")}
    >
      <header>
        {draft.logoSvg ? <img src={pictureOf(draft.logoSvg)} alt={brand} /> : <strong>{brand}</strong>}
        <address>
          {[draft.logoSvg ? brand : "", draft.line1, draft.line2, place]
            .filter((each) => each.trim() !== "")
            .map((each) => (
              <span key={each}>{each}</span>
            ))}
        </address>
      </header>
      <p className="kv-letter-sum">
        <span>{t("brandingPage.sum")}</span>
        <strong>{money(SOME_MINOR, ledger.currency, language)}</strong>
        <span>{t("brandingPage.due", { day: day(daysLater(ledger.today, DAYS_TO_PAY), language) })}</span>
      </p>
      <footer>
        <span>{ledger.name}</span>
        <span className="kv-mono">{ledger.orgNo}</span>
        {reach.map((each) => (
          <span key={each}>{each}</span>
        ))}
      </footer>
    </figure>
  );
}
