import { Checkbox, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Registration } from "./branding.ts";

type Props = {
  readonly of: Registration;
  readonly may: boolean;
  readonly change: (of: Registration) => void;
};

type Tick = "vatRegistered" | "inCompanyRegister" | "approvedForFTax";

function Ticks({ of, names, may, change }: Props & { readonly names: readonly Tick[] }) {
  const { t } = useTranslation();
  const ticked = of as Registration & Readonly<Partial<Record<Tick, boolean>>>;
  return names.map((name) => (
    <Checkbox
      key={name}
      label={t(`brandingPage.registration.${name}`)}
      disabled={!may}
      checked={ticked[name] === true}
      onChange={(event) => change({ ...of, [name]: event.currentTarget.checked })}
    />
  ));
}

function Text({
  name,
  value,
  may,
  typed,
}: {
  readonly name: "seat" | "codiceFiscale" | "professionalRegister";
  readonly value: string | null;
  readonly may: boolean;
  readonly typed: (text: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t(`brandingPage.registration.${name}`)}
      readOnly={!may}
      value={value ?? ""}
      onChange={(event) => typed(event.currentTarget.value)}
    />
  );
}

function Fields({ of, may, change }: Props) {
  switch (of.country) {
    case "NO":
      return <Ticks of={of} names={["inCompanyRegister", "vatRegistered"]} may={may} change={change} />;
    case "SE":
      return (
        <>
          <Ticks of={of} names={["approvedForFTax", "vatRegistered"]} may={may} change={change} />
          <Text name="seat" value={of.seat} may={may} typed={(seat) => change({ ...of, seat: seat || null })} />
        </>
      );
    case "IT":
      return (
        <>
          <Text
            name="codiceFiscale"
            value={of.codiceFiscale}
            may={may}
            typed={(code) => change({ ...of, codiceFiscale: code || null })}
          />
          <Text
            name="professionalRegister"
            value={of.professionalRegister}
            may={may}
            typed={(professionalRegister) => change({ ...of, professionalRegister })}
          />
        </>
      );
    default:
      return null;
  }
}

/** What the law of the market has a sender say of itself; nothing where it has it say nothing more. */
export function RegistrationFields(props: Props) {
  const { t } = useTranslation();
  if (props.of.country === "DK" || props.of.country === "US") return null;
  return (
    <fieldset className="kv-group">
      <legend>{t("brandingPage.registration.title")}</legend>
      <Fields {...props} />
    </fieldset>
  );
}
