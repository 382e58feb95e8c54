type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "preventDefault"> & {
  isComposing?: boolean;
  nativeEvent?: { isComposing: boolean };
};

/** Ctrl+Enter, or Cmd+Enter: sends what is typed. Not while an input method is composing. */
export function isSubmitKey(event: Key): boolean {
  const composing = event.isComposing ?? event.nativeEvent?.isComposing ?? false;
  const pressed = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !composing;
  if (pressed) event.preventDefault();
  return pressed;
}
