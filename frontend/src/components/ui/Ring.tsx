import classes from "./Ring.module.css";

const RADIUS = 5;
const LENGTH = 2 * Math.PI * RADIUS;

/** A 13 px ring that shows a share between 0 and 1. Decorative: the text beside it says the same. */
export function Ring({ share, size = 13 }: { share: number; size?: number }) {
  return (
    <svg className={classes.ring} width={size} height={size} viewBox="0 0 13 13" aria-hidden="true">
      <circle className={classes.track} cx="6.5" cy="6.5" r={RADIUS} />
      <circle
        className={classes.share}
        cx="6.5"
        cy="6.5"
        r={RADIUS}
        strokeDasharray={`${LENGTH * share} ${LENGTH}`}
        transform="rotate(-90 6.5 6.5)"
      />
    </svg>
  );
}
