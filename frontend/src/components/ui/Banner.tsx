import type { ReactNode } from "react";
import classes from "./Banner.module.css";
import type { IconType } from "./Icons";

interface BannerProps {
  /** `changed`: somebody else acted. `failed`: a request failed. `quiet`: information. */
  kind: "changed" | "failed" | "quiet";
  icon: IconType;
  children: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
}

export function Banner({ kind, icon: Icon, children, actions }: BannerProps) {
  return (
    <div className={classes.banner} data-kind={kind} role={kind === "quiet" ? "status" : "alert"}>
      <Icon size={17} stroke={1.75} aria-hidden />
      <div className={classes.text}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
