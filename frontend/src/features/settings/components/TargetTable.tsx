import { useTranslation } from "react-i18next";
import { priorities, type Target } from "@/api/admin";
import { DurationField } from "@/components/form/DurationField";
import form from "@/components/form/form.module.css";
import { PriorityBars } from "@/components/ui/PriorityBars";
import { Scroll } from "@/components/ui/Scroll";
import { Switch } from "@/components/ui/Switch";
import table from "@/components/ui/Table.module.css";
import classes from "./settings.module.css";

const known = ["email", "social", "review", "messaging", "sms", "phone", "chat"] as const;
type Known = (typeof known)[number];

interface TargetTableProps {
  targets: Record<string, Target>;
  other: Target;
  faultOf: (name: string) => string | undefined;
  onTargets: (targets: Record<string, Target>) => void;
  onOther: (other: Target) => void;
}

/** How soon a customer should hear from us, per channel and priority. */
export function TargetTable({ targets, other, faultOf, onTargets, onOther }: TargetTableProps) {
  const { t } = useTranslation();
  // The usual channels first, then what the account added.
  const names = [
    ...known.filter((name) => targets[name]),
    ...Object.keys(targets).filter((name) => !known.includes(name as Known)),
  ];
  const title = (name: string) =>
    known.includes(name as Known) ? t(`settings.channel.${name as Known}`) : name;
  const rows: {
    key: string;
    name: string;
    example: string;
    target: Target;
    put: (target: Target) => void;
  }[] = [
    ...names.map((name) => ({
      key: `targets.${name}`,
      name: title(name),
      example: known.includes(name as Known) ? t(`settings.channelHint.${name as Known}`) : "",
      target: targets[name] as Target,
      put: (target: Target) => onTargets({ ...targets, [name]: target }),
    })),
    {
      key: "other_channels",
      name: t("settings.channel.others"),
      example: t("settings.channelHint.others"),
      target: other,
      put: onOther,
    },
  ];
  return (
    <Scroll label={t("settings.targets.title")} className={form.scroll}>
      <table className={`${table.table} ${classes.targets}`}>
        <thead>
          <tr>
            <th scope="col">{t("settings.targets.channel")}</th>
            {priorities.map((priority) => (
              <th key={priority} scope="col">
                <PriorityBars priority={priority} />
              </th>
            ))}
            <th scope="col">{t("settings.targets.office")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, example, target, put }) => (
            <tr key={key}>
              <td>
                <span className={classes.channel}>{name}</span>
                {example && <span className={form.sub}>{example}</span>}
                {faultOf(key) && <span className={form.fault}>{faultOf(key)}</span>}
              </td>
              {priorities.map((priority) => (
                <td key={priority}>
                  <DurationField
                    label={t("settings.targets.of", { channel: name, priority })}
                    least={1}
                    seconds={target[priority]}
                    onChange={(seconds) => put({ ...target, [priority]: seconds })}
                  />
                </td>
              ))}
              <td>
                <Switch
                  checked={target.office_hours}
                  onChange={(office_hours) => put({ ...target, office_hours })}
                >
                  <span className="visually-hidden">{t("settings.targets.officeOf", { channel: name })}</span>
                </Switch>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
