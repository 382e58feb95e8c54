import { useTranslation } from "react-i18next";
import { Bone, Late } from "@/components/ui/Bone";
import classes from "./ListSkeleton.module.css";

const widths = [
  [118, 260],
  [96, 232],
  [132, 270],
  [104, 214],
  [120, 252],
  [88, 240],
] as const;

/** Rows of the final size while the first page loads. */
export function ListSkeleton() {
  const { t } = useTranslation();
  return (
    <Late>
      <div className={classes.list} role="status" aria-label={t("app.loading")}>
        {widths.map(([name, words]) => (
          <div key={name} className={classes.row}>
            <Bone width={32} height={32} />
            <div className={classes.lines}>
              <Bone width={name} height={12} />
              <Bone width={words} height={10} />
              <Bone width={150} height={10} />
            </div>
            <Bone width={48} height={16} round />
          </div>
        ))}
      </div>
    </Late>
  );
}
