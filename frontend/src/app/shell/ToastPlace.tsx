import { useEffect, useRef, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { IconCircleCheck } from "@/components/ui/Icons";
import { Key } from "@/components/ui/Key";
import { hideToast, TOAST_MS, type Toast, undoToast, useToast } from "@/lib/toast";
import classes from "./ToastPlace.module.css";

/** Bottom left, one toast at a time. */
export function ToastPlace() {
  const toast = useToast();
  return (
    <div className={classes.place} role="status">
      {toast && <ToastBox key={toast.id} toast={toast} />}
    </div>
  );
}

/** The toast leaves after 8 seconds; the pointer or the focus on it stops the time. */
function ToastBox({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const [paused, setPaused] = useState(false);
  const left = useRef(TOAST_MS);

  useEffect(() => {
    if (paused) return;
    const from = performance.now();
    const timer = setTimeout(() => hideToast(toast.id), left.current);
    return () => {
      clearTimeout(timer);
      left.current -= performance.now() - from;
    };
  }, [paused, toast.id]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: resting here only stops the time, it acts on nothing
    <div
      className={classes.toast}
      data-paused={paused || undefined}
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
    >
      <IconCircleCheck size={18} stroke={1.75} aria-hidden />
      <span className={classes.text}>
        <Trans
          i18nKey={toast.text}
          values={{ name: toast.name, to: toast.to }}
          components={{ b: <strong /> }}
        />
      </span>
      {toast.undo && (
        <>
          <svg className={classes.ring} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <circle cx="7" cy="7" r="5" />
            <circle cx="7" cy="7" r="5" pathLength="100" transform="rotate(-90 7 7)" />
          </svg>
          <button type="button" onClick={() => undoToast()} aria-keyshortcuts="z">
            {t("toast.undo")}
          </button>
          <Key>Z</Key>
        </>
      )}
    </div>
  );
}
