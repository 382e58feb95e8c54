import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/page/Page";
import { Tabs } from "@/components/page/Tabs";
import { Button } from "@/components/ui/Button";
import { IconPlus } from "@/components/ui/Icons";
import { Departments } from "../components/Departments";
import { Motives } from "../components/Motives";
import { Reasons } from "../components/Reasons";
import type { OpenProps } from "../types";

const kinds = ["closing", "motives", "departments"] as const;
type Kind = (typeof kinds)[number];

/** Why cases are closed, why customers write, and who deals with it. */
export function ReasonsPage() {
  const { t } = useTranslation();
  const { kind: asked } = useParams({ strict: false });
  const kind: Kind = kinds.find((one) => one === asked) ?? "closing";
  const [open, setOpen] = useState<OpenProps["open"]>(null);
  const shown = { open, onOpen: (id: string) => setOpen({ id }), onClose: () => setOpen(null) };
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }]}
      title={t("manage.reasons")}
      actions={
        <Button look="filled" icon={IconPlus} onClick={() => setOpen({ id: null })}>
          {t(`reasons.add.${kind}`)}
        </Button>
      }
    >
      <Tabs label={t("reasons.kinds")}>
        {kinds.map((one) => (
          <Link
            key={one}
            to="/manage/reasons/$kind"
            params={{ kind: one }}
            aria-current={one === kind ? "page" : undefined}
            onClick={() => setOpen(null)}
          >
            {t(`reasons.kind.${one}`)}
          </Link>
        ))}
      </Tabs>
      {kind === "closing" && <Reasons {...shown} />}
      {kind === "motives" && <Motives {...shown} />}
      {kind === "departments" && <Departments {...shown} />}
    </Page>
  );
}
