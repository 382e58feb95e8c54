import { Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { IconCopyPlus, IconDots, IconPlayerPause, IconPlayerPlay, IconTrash } from "@/components/ui/Icons";
import type { Rule } from "../types";
import type { RuleCommands } from "../useRuleCommands";
import classes from "./RuleList.module.css";

interface RuleMenuProps {
  rule: Rule;
  commands: RuleCommands;
  onPause: () => void;
}

/** The commands of one rule of the list. */
export function RuleMenu({ rule, commands, onPause }: RuleMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const icon = { size: 16, stroke: 1.75, "aria-hidden": true } as const;
  return (
    <Menu position="bottom-end" width={220} radius="lg">
      <Menu.Target>
        <button type="button" className={classes.dots} aria-label={t("rules.menu", { label: rule.label })}>
          <IconDots size={18} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopyPlus {...icon} />}
          onClick={() =>
            void navigate({
              to: "/manage/rules/$ruleId",
              params: { ruleId: "new" },
              search: { from: rule.id },
            })
          }
        >
          {t("rules.duplicate")}
        </Menu.Item>
        {rule.status === "active" ? (
          <Menu.Item leftSection={<IconPlayerPause {...icon} />} onClick={onPause}>
            {t("rules.pause")}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconPlayerPlay {...icon} />} onClick={() => void commands.activate(rule)}>
            {t("rules.activate")}
          </Menu.Item>
        )}
        <Menu.Item
          className={classes.delete}
          leftSection={<IconTrash {...icon} />}
          onClick={() => void commands.remove(rule)}
        >
          {t("rules.delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
