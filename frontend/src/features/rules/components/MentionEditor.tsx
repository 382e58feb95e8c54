import { Popover } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ChipsInput } from "@/components/ui/ChipsInput";
import { IconListDetails } from "@/components/ui/Icons";
import { Select } from "@/components/ui/Input";
import { Picker } from "@/components/ui/Picker";
import { Switch } from "@/components/ui/Switch";
import { Tag } from "@/components/ui/Tag";
import { asMention, type Mention } from "@/lib/criterion";
import { useEditing } from "../criteria/editing";
import type { KeywordList } from "../types";
import classes from "./Criteria.module.css";

interface MentionEditorProps {
  value: unknown;
  invalid: boolean;
  describedBy: string | undefined;
  onChange: (value: Mention) => void;
}

/** The words a comment should mention: words, named lists, what does not count, forms and language. */
export function MentionEditor({ value, invalid, describedBy, onChange }: MentionEditorProps) {
  const { t } = useTranslation();
  const { lists, readOnly } = useEditing();
  const mention = asMention(value);
  const put = (part: Partial<Mention>) => onChange({ ...mention, ...part });
  const listed = mention.lists.map((id) => lists.find((list) => list.id === id) ?? id);
  return (
    <div className={classes.mention}>
      <ChipsInput
        label={t("rules.mention.words")}
        values={mention.words}
        placeholder={t("rules.mention.add")}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        disabled={readOnly}
        onChange={(words) => put({ words })}
        before={listed.map((list) => (
          <ListTag
            key={typeof list === "string" ? list : list.id}
            list={list}
            onRemove={
              readOnly
                ? undefined
                : () =>
                    put({
                      lists: mention.lists.filter((id) => id !== (typeof list === "string" ? list : list.id)),
                    })
            }
          />
        ))}
      />
      <div className={classes.details}>
        <span className={classes.except}>
          <span>{t("rules.mention.except")}</span>
          <ChipsInput
            bare
            label={t("rules.mention.exceptLabel")}
            values={mention.except}
            placeholder={t("rules.mention.addExcept")}
            disabled={readOnly}
            onChange={(except) => put({ except })}
          />
        </span>
        <span className={classes.forms}>
          {lists.length > 0 && !readOnly && (
            <Picker
              look="link"
              icon={IconListDetails}
              label={t("rules.mention.lists")}
              options={lists.map(({ id, name, words }) => ({
                value: id,
                label: name,
                hint: t("rules.mention.count", { count: words.length }),
              }))}
              values={mention.lists}
              onChange={(next) => put({ lists: next })}
            >
              {t("rules.mention.list")}
            </Picker>
          )}
          <Switch
            checked={mention.inflected}
            disabled={readOnly}
            onChange={(inflected) => put({ inflected })}
          >
            {t("rules.mention.inflected")}
          </Switch>
          <Select
            className={classes.language}
            aria-label={t("rules.mention.language")}
            disabled={readOnly}
            value={mention.language ?? ""}
            choices={[
              { value: "", label: t("rules.mention.anyLanguage") },
              { value: "fr", label: t("rules.mention.french") },
              { value: "en", label: t("rules.mention.english") },
            ]}
            onChange={(language) => put({ language: (language || null) as Mention["language"] })}
          />
        </span>
      </div>
    </div>
  );
}

/** A named list; its words show on demand. */
function ListTag({ list, onRemove }: { list: KeywordList | string; onRemove: (() => void) | undefined }) {
  const { t } = useTranslation();
  if (typeof list === "string") {
    return (
      <Tag icon={IconListDetails} tone="soon" onRemove={onRemove} removeLabel={t("rules.mention.removeList")}>
        {t("rules.mention.unknownList")}
      </Tag>
    );
  }
  const count = t("rules.mention.count", { count: list.words.length });
  return (
    <Popover position="bottom-start" width={280} shadow="sm" radius="lg" withinPortal={false}>
      <span className={classes.listTag}>
        <Tag
          icon={IconListDetails}
          tone="accent"
          onRemove={onRemove}
          removeLabel={t("manage.removeWord", { word: list.name })}
        >
          {list.name}, {count}
        </Tag>
        <Popover.Target>
          <button type="button" className={classes.see}>
            {t("rules.mention.see")}
            <span className="visually-hidden"> {list.name}</span>
          </button>
        </Popover.Target>
      </span>
      <Popover.Dropdown className={classes.listWords}>
        <strong>{list.name}</strong>
        <p>{list.words.join(", ")}</p>
        {list.exceptions.length > 0 && (
          <p>{t("rules.mention.listExcept", { words: list.exceptions.join(", ") })}</p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
