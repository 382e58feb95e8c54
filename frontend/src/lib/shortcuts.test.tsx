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

  it("hears keys on a tick, which takes no letters", () => {
    const { onKey } = setup();
    const { container } = render(<input type="checkbox" aria-label="tick" />);
    fireEvent.keyDown(container.querySelector("input") as Element, { key: "e" });
    expect(onKey.mock.calls.flat()).toEqual(["e"]);
  });

  it("can be turned off, but not Escape", () => {
    const { onKey } = setup();
    shortcutsEnabled.set(false);
    fireEvent.keyDown(document.body, { key: "e" });
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(onKey.mock.calls.flat()).toEqual(["Escape"]);
  });
});

function Part({
  keys,
  onKey,
  first = false,
}: {
  keys: string[];
  onKey: (key: string) => void;
  first?: boolean;
}) {
  useShortcuts(Object.fromEntries(keys.map((key) => [key, () => onKey(`${key} of ${keys.join()}`)])), {
    first,
  });
  return null;
}

describe("several parts of a page", () => {
  const press = (...keys: string[]) => {
    for (const key of keys) fireEvent.keyDown(document.body, { key });
  };

  it("a sequence of one part wins over the single key of another", () => {
    const onKey = vi.fn();
    render(
      <>
        <Part keys={["t"]} onKey={onKey} />
        <Part keys={["g t"]} onKey={onKey} />
      </>,
    );
    press("g", "t", "t");
    expect(onKey.mock.calls.flat()).toEqual(["g t of g t", "t of t"]);
  });

  it("a part that comes first wins while it is there", () => {
    const onKey = vi.fn();
    const parts = (first: boolean) => (
      <>
        <Part keys={["e"]} onKey={onKey} />
        {first && <Part keys={["e", "x"]} onKey={onKey} first />}
      </>
    );
    const { rerender } = render(parts(true));
    press("e");
    rerender(parts(false));
    press("e");
    expect(onKey.mock.calls.flat()).toEqual(["e of e,x", "e of e"]);
  });
});
