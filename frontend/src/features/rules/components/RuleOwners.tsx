import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlaceChoices } from "@/api/usePlaceChoices";
import { PersonPicker } from "@/components/people/PersonPicker";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { IconX } from "@/components/ui/Icons";
import { Select } from "@/components/ui/Input";
import { Segmented } from "@/components/ui/Segmented";
import type { Routing } from "../types";
import classes from "./RuleForm.module.css";

interface RuleOwnersProps {
  /** By place, whose its cases are from there down. */
  owners: Record<string, string>;
  assign: "owner" | "spread";
  fault: string | undefined;
  readOnly: boolean;
  onChange: (part: Routing) => void;
}

/** Whose the cases of a rule are when they open. */
export function RuleOwners({ owners, assign, fault, readOnly, onChange }: RuleOwnersProps) {
  const { t } = useTranslation();
  const places = usePlaceChoices();
  const [place, setPlace] = useState("");
  // A place just added waits for its person: without one it is not written.
  const [waiting, setWaiting] = useState<string[]>([]);
  const names = new Map(places.map(({ value, label }) => [value, label.trim()]));
  const listed = [...Object.keys(owners), ...waiting.filter((id) => !(id in owners))];
  const give = (id: string, person: string | null) => {
    const { [id]: _, ...rest } = owners;
    setWaiting(person ? waiting.filter((one) => one !== id) : [...waiting, id]);
    onChange({ owners: person ? { ...rest, [id]: person } : rest });
  };
  const take = (id: string) => {
    const { [id]: _, ...rest } = owners;
    setWaiting(waiting.filter((one) => one !== id));
    onChange({ owners: rest });
  };
  return (
    <div className={classes.part}>
      <span className={classes.label}>{t("rules.assign.label")}</span>
      <Segmented
        label={t("rules.assign.label")}
        disabled={readOnly}
        value={assign}
        choices={(["owner", "spread"] as const).map((value) => ({
          value,
          label: t(`rules.assign.${value}`),
        }))}
        onChange={(next) => onChange({ assign: next })}
      />
      <span className={classes.hint}>{t(`rules.assign.${assign}Hint`)}</span>
      {assign === "owner" && (
        <div className={classes.owners}>
          {listed.map((id) => {
            const name = names.get(id) ?? id;
            return (
              <div key={id} className={classes.owner}>
                <span className={classes.ownerName}>{name}</span>
                <PersonPicker
                  label={t("rules.assign.person", { name })}
                  none={t("rules.assign.nobody")}
                  value={owners[id] ?? null}
                  disabled={readOnly}
                  onChange={(person) => give(id, person)}
                />
                {!readOnly && (
                  <IconButton
                    icon={IconX}
                    iconSize={16}
                    label={t("rules.assign.remove", { name })}
                    onClick={() => take(id)}
                  />
                )}
              </div>
            );
          })}
          {!readOnly && (
            <div className={classes.owner}>
              <Select
                aria-label={t("rules.assign.placeLabel")}
                value={place}
                choices={[
                  { value: "", label: t("rules.assign.place") },
                  ...places.filter(({ value }) => !listed.includes(value)),
                ]}
                onChange={setPlace}
              />
              <Button
                look={place ? "outline" : "off"}
                aria-disabled={!place}
                title={place ? undefined : t("rules.assign.addFirst")}
                onClick={() => {
                  if (!place) return;
                  setWaiting([...waiting, place]);
                  setPlace("");
                }}
              >
                {t("rules.assign.add")}
              </Button>
            </div>
          )}
        </div>
      )}
      {fault && <p className={classes.fault}>{fault}</p>}
    </div>
  );
}
