import { initials } from "@/lib/initials";
import classes from "./Avatar.module.css";

interface AvatarProps {
  name: string;
  size?: 20 | 30 | 44;
  /** The user's own, or the customer's: tinted. */
  own?: boolean;
}

/** Initials in a circle. Decorative: the name always stands beside it. */
export function Avatar({ name, size = 20, own = false }: AvatarProps) {
  return (
    <span className={classes.avatar} data-size={size} data-own={own || undefined} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
