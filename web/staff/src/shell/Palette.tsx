import { Modal } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../parts/keys.ts";

const finder = () => import("./Finder.tsx").then(({ Finder }) => ({ default: Finder }));
const Finder = lazy(finder);

/** Fetches what the palette shows, before somebody opens it. */
export const fetchFinder = (): Promise<unknown> => finder();

/** Everything one may do or go to, by its name (`mod+k`). */
export function Palette({ open, setOpen }: { readonly open: boolean; readonly setOpen: (open: boolean) => void }) {
  const { t } = useTranslation();
  useKeys([{ key: "mod+k", label: t("palette.title"), act: () => setOpen(!open) }], "everywhere");
  return (
    <Modal.Root
      opened={open}
      onClose={() => setOpen(false)}
      size="36rem"
      padding={0}
      yOffset="10dvh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label={t("palette.title")} className="kv-palette">
        <Suspense>
          <Finder leave={() => setOpen(false)} />
        </Suspense>
      </Modal.Content>
    </Modal.Root>
  );
}
