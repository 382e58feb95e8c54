import { useTranslation } from "react-i18next";
import { Late } from "@/components/ui/Bone";
import { ListSkeleton } from "@/features/inbox/components/ListSkeleton";
import classes from "./Shell.module.css";

/** The columns of the page, empty, while the person is looked up. */
export function ShellSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.shell} aria-busy="true">
      <div className={classes.nav} />
      <main className={classes.main} data-layout="list">
        <Late>
          <span className="visually-hidden" role="status">
            {t("app.loading")}
          </span>
        </Late>
        <div className={classes.skeletonHead} />
        <ListSkeleton />
      </main>
    </div>
  );
}
