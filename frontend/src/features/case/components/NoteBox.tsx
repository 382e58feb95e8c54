import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert, TimelineItem } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { firstName } from "@/lib/initials";
import { useMe } from "@/lib/me";
import { useDeleteNote, useEditNote } from "../api/useAddNote";
import { NOTE_MS, type NoteState } from "../events";
import { noteParts } from "../mention";
import { MentionText } from "./MentionText";
import { Refusal } from "./Refusal";
import classes from "./Timeline.module.css";

interface NoteBoxProps {
  item: TimelineItem;
  note: NoteState;
  alert: Alert;
  name: string;
  own: boolean;
  time: ReactNode;
}

/** An internal note. Its author may write it anew or take it away for a quarter of an hour. */
export function NoteBox({ item, note, alert, name, own, time }: NoteBoxProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const now = useNow();
  const [draft, setDraft] = useState<string | null>(null);
  const edit = useEditNote(() => setDraft(null));
  const remove = useDeleteNote();
  const text = note.text ?? "";
  const fresh = now - Date.parse(item.at) < NOTE_MS;
  const may = fresh && alert.may.includes("note");
  const target = { id: alert.id, name, version: alert.version };
  const title = own
    ? t("timeline.yourNote")
    : t("timeline.noteBy", { name: firstName(item.by?.name ?? t("timeline.system")) });
  const save = () => {
    const next = draft?.trim();
    if (next) edit.run(target, { note: item.version, text: next });
  };

  return (
    <div className={classes.note}>
      <div className={classes.noteHead}>
        <strong>{title}</strong>
        <span>
          {note.editedAt && (
            <span className={classes.time} title={format.absolute(note.editedAt)}>
              {t("note.edited")}
            </span>
          )}
          {time}
        </span>
      </div>
      {draft === null ? (
        <p dir="auto">
          {noteParts(text, note.mentions).map((part, index) =>
            part.mention ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other identity
              <b key={index} className={classes.mention}>
                {part.text}
              </b>
            ) : (
              part.text
            ),
          )}
        </p>
      ) : (
        <>
          <MentionText
            alertId={alert.id}
            label={t("composer.noteLabel")}
            className={classes.editing}
            autoFocus
            value={draft}
            onChange={setDraft}
            onSend={save}
          />
          <Refusal problem={edit.problem} />
          <div className={classes.noteActions}>
            <Button onClick={() => setDraft(null)}>{t("app.cancel")}</Button>
            <Button look="filled" keyName={t("key.ctrlEnter")} busy={edit.busy} onClick={save}>
              {t("note.save")}
            </Button>
          </div>
        </>
      )}
      {draft === null && may && (own || me.role === "admin") && (
        <p className={classes.noteLinks}>
          {own && (
            <button type="button" onClick={() => setDraft(text)}>
              {t("note.edit")}
            </button>
          )}
          <button
            type="button"
            disabled={remove.busy}
            onClick={() => remove.run(target, { note: item.version })}
          >
            {t("note.delete")}
          </button>
          <span>{t("note.until", { time: format.time(Date.parse(item.at) + NOTE_MS) })}</span>
        </p>
      )}
    </div>
  );
}
