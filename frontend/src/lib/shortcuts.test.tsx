import { fireEvent, render } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { shortcutsEnabled, useShortcuts } from "./shortcuts";

function Page({ onKey }: { onKey: (name: string) => void }) {
  useShortcuts({
    e: () => onKey("e"),
    "g i": () => onKey("g i"),
    i: () => onKey("i"),
    Escape: () => onKey("Escape"),
  });
  return <textarea aria-label="text" />;
}

function setup() {
  const onKey = vi.fn();
  const { getByLabelText } = render(<Page onKey={onKey} />);
  return { onKey, text: getByLabelText("text") };
}

afterEach(() => shortcutsEnabled.set(true));

describe("useShortcuts", () => {
  it("runs keys and sequences", () => {
    const { onKey } = setup();
    fireEvent.keyDown(document.body, { key: "e" });
    fireEvent.keyDown(document.body, { key: "g" });
    fireEvent.keyDown(document.body, { key: "i" });
    fireEvent.keyDown(document.body, { key: "i" });
    expect(onKey.mock.calls.flat()).toEqual(["e", "g i", "i"]);
  });

  it("stays quiet while typing, composing, or under a modifier", () => {
    const { onKey, text } = setup();
    fireEvent.keyDown(text, { key: "e" });
    fireEvent.keyDown(document.body, { key: "e", ctrlKey: true });
    fireEvent.keyDown(document.body, { key: "e", altKey: true });
    fireEvent.keyDown(document.body, { key: "e", metaKey: true });
    fireEvent.keyDown(document.body, { key: "e", isComposing: true });
    fireEvent.keyDown(document.body, { key: "Dead" });
    expect(onKey).not.toHaveBeenCalled();
  });

  it("can be turned off, but not Escape", () => {
    const { onKey } = setup();
    shortcutsEnabled.set(false);
    fireEvent.keyDown(document.body, { key: "e" });
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(onKey.mock.calls.flat()).toEqual(["Escape"]);
  });
});
