import { Drawer, Modal } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

type DialogProps = {
  readonly opened: boolean;
  readonly leave: () => void;
  readonly title: string | undefined;
  readonly children: ReactNode;
};

/** Esc closes the dialog it is pressed in and none beneath it: a question on top of a form leaves the form as it was. */
function escaping(leave: () => void) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const list =
      event.target instanceof Element && event.target.getAttribute("data-mantine-stop-propagation") === "true";
    if (event.key !== "Escape" || list) return;
    event.stopPropagation();
    leave();
  };
}

/** Nothing moves for who does not want it to (Y-11). */
const useMotion = () => ({ duration: useReducedMotion() ? 0 : 120 });

/** A question or a form in the middle of the screen; the focus returns to where it was. */
export function Dialog({ opened, leave, title, children, wide = false }: DialogProps & { readonly wide?: boolean }) {
  const { t } = useTranslation();
  const motion = useMotion();
  return (
    <Modal
      opened={opened}
      onClose={leave}
      closeOnEscape={false}
      transitionProps={motion}
      onKeyDown={escaping(leave)}
      title={title}
      size={wide ? "lg" : "md"}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {opened && children}
    </Modal>
  );
}

/** What belongs to a row of the list, on the right. */
export function Panel({ opened, leave, title, children }: DialogProps) {
  const { t } = useTranslation();
  const motion = useMotion();
  return (
    <Drawer
      opened={opened}
      onClose={leave}
      closeOnEscape={false}
      transitionProps={motion}
      onKeyDown={escaping(leave)}
      position="right"
      size="30rem"
      title={title}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
      classNames={{ content: "kv-drawer", title: "kv-drawer-title" }}
    >
      {opened && children}
    </Drawer>
  );
}
