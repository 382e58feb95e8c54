import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { sections } from "@/api/types";
import { Key } from "@/components/ui/Key";
import { shortcutsEnabled } from "@/lib/shortcuts";
import classes from "./KeysDialog.module.css";
import { sectionKeys } from "./sections";

/** All keys of the product, and the switch that turns single keys off. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const enabled = shortcutsEnabled.use();
  const lines: [keys: string[], label: string][] = [
    [["J", "K"], t("keys.move")],
    [["/"], t("keys.search")],
    [["X"], t("keys.pick")],
    [["⇧", "X"], t("keys.pickRange")],
    [[t("key.enter")], t("keys.open")],
    [[t("key.esc")], t("keys.back")],
    [["E"], t("keys.close")],
    [["T"], t("keys.take")],
    [["S"], t("keys.next")],
    [["W", "H"], t("keys.hold")],
    [["A"], t("keys.assign")],
    [["M"], t("keys.menu")],
    [["P"], t("keys.plan")],
    [["N"], t("keys.note")],
    [["C"], t("keys.call")],
    [["I"], t("keys.customer")],
    [["Z"], t("keys.undo")],
    [["?"], t("keys.help")],
  ];
  const going = sections.map((section): [string[], string] => [
    ["G", sectionKeys[section].toUpperCase()],
    t("keys.go", { section: t(`section.${section}`) }),
  ]);
  return (
    <Modal
      opened
      onClose={onClose}
      size={600}
      yOffset={88}
      radius="xl"
      title={t("keys.title")}
      closeButtonProps={{ "aria-label": t("app.close") }}
      classNames={{ title: classes.title, header: classes.header, body: classes.body }}
      overlayProps={{ className: classes.overlay }}
      transitionProps={{ transition: "pop", duration: 180 }}
    >
      <div className={classes.columns}>
        {[lines, going].map((part) => (
          <dl key={part[0]?.[1]}>
            {part.map(([names, label]) => (
              <div key={label} className={classes.line}>
                <dt>{label}</dt>
                <dd>
                  {names.map((name) => (
                    <Key key={name} hidden={false}>
                      {name}
                    </Key>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
      <label className={classes.switch}>
        <input
          type="checkbox"
          checked={enabled}
          onChange={(event) => shortcutsEnabled.set(event.currentTarget.checked)}
        />
        {t("keys.enabled")}
      </label>
    </Modal>
  );
}
