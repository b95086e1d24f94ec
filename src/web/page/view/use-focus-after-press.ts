import { useLayoutEffect, useRef } from "preact/hooks";

/** A button may vanish by what it began: the keyboard then stays in the region where it was. */
export function useFocusAfterPress() {
  const pressed = useRef<{ button: HTMLElement; region: HTMLElement | null }>(undefined);

  useLayoutEffect(() => {
    if (!pressed.current || pressed.current.button.isConnected) return;
    const { region } = pressed.current;
    pressed.current = undefined;
    if (document.activeElement === document.body) region?.focus({ preventScroll: true });
  });

  return {
    remember(button: HTMLElement) {
      pressed.current = { button, region: button.closest<HTMLElement>("[role=region]") };
    },
  };
}
