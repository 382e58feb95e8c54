import { lazy, Suspense } from "react";

const KeysDialog = lazy(async () => ({ default: (await import("./KeysDialog")).KeysDialog }));

/** All keys of the product: they load when they are asked for. */
export function LazyKeys({ onClose }: { onClose: () => void }) {
  return (
    <Suspense>
      <KeysDialog onClose={onClose} />
    </Suspense>
  );
}
