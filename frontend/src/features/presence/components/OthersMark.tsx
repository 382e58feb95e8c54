import { useTranslation } from "react-i18next";
import { Avatar } from "@/components/ui/Avatar";
import { IconEye, IconPencil } from "@/components/ui/Icons";
import { useFormat } from "@/lib/format";
import { firstName } from "@/lib/initials";
import type { Other } from "../others";
import classes from "./OthersMark.module.css";

interface OthersMarkProps {
  others: readonly Other[] | undefined;
  /** `icon` in a row of the list, `avatars` above a case, `names` where there is room for words. */
  look: "icon" | "avatars" | "names";
}

const MOST = 3;

/** Who else reads or writes in a case: an eye or a pencil, and the people. */
export function OthersMark({ others = [], look }: OthersMarkProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (others.length === 0) return null;
  const typing = others.filter((one) => one.typing);
  const reading = others.filter((one) => !one.typing);
  const names = (some: readonly Other[]) => format.list(some.map(({ person }) => person.name));
  const said = [
    typing.length > 0 && t("presence.typing", { count: typing.length, names: names(typing) }),
    reading.length > 0 && t("presence.reading", { count: reading.length, names: names(reading) }),
  ]
    .filter(Boolean)
    .join(", ");
  const Icon = typing.length > 0 ? IconPencil : IconEye;
  return (
    <span className={classes.mark} data-typing={typing.length > 0 || undefined} title={said}>
      <Icon size={15} stroke={1.75} aria-hidden />
      {look === "avatars" &&
        others.slice(0, MOST).map(({ person }) => <Avatar key={person.id} name={person.name} />)}
      {look === "avatars" && others.length > MOST && (
        <span aria-hidden="true">{t("presence.more", { count: others.length - MOST })}</span>
      )}
      {look === "names" && (
        <span className={classes.names} aria-hidden="true">
          {format.list(others.slice(0, 2).map(({ person }) => firstName(person.name)))}
        </span>
      )}
      <span className="visually-hidden">{said}</span>
    </span>
  );
}
