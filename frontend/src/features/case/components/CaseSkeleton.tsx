import { useTranslation } from "react-i18next";
import { Bone, Late } from "@/components/ui/Bone";
import classes from "./CaseView.module.css";

/** The words and the panel, in their final size, while the case loads. */
export function CaseSkeleton() {
  const { t } = useTranslation();
  return (
    <Late>
      <div className={classes.bones} role="status" aria-label={t("app.loading")}>
        {["100%", "94%", "97%", "58%"].map((width) => (
          <Bone key={width} width={width} height={20} />
        ))}
        <Bone width={280} height={12} />
        <Bone width="100%" height={108} />
      </div>
    </Late>
  );
}
