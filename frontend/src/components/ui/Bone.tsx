import { type ReactNode, useEffect, useState } from "react";
import classes from "./Bone.module.css";

/** A grey block of the final size of what is loading. */
export function Bone({ width, height, round }: { width: number | string; height: number; round?: boolean }) {
  return <span className={classes.bone} data-round={round || undefined} style={{ width, height }} />;
}

/** Shows its children after 150 ms: a quick answer shows no skeleton at all. */
export function Late({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return shown ? children : null;
}
