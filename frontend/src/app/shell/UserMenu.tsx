import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Avatar } from "@/components/ui/Avatar";
import { IconDotsVertical } from "@/components/ui/Icons";
import { useMe } from "@/lib/me";
import classes from "./UserMenu.module.css";
import { UserMenuItems } from "./UserMenuItems";

/** The person at the foot of the navigation: language, appearance, shortcuts, sign out. */
export function UserMenu({ rail, onHelp }: { rail: boolean; onHelp: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const where = me.perimeter.everything ? "" : me.perimeter.places.map(({ name }) => name).join(", ");
  return (
    <div className={classes.foot} data-rail={rail || undefined}>
      <Menu
        position="top-start"
        width={220}
        shadow="sm"
        radius="lg"
        offset={6}
        classNames={{ dropdown: classes.dropdown }}
      >
        <Menu.Target>
          <button type="button" className={classes.user}>
            <span className="visually-hidden">{rail ? `${t("nav.menu")} ${me.name}` : t("nav.menu")}</span>
            <Avatar name={me.name} size={30} own />
            {!rail && (
              <>
                <span className={classes.names}>
                  <strong>{me.name}</strong>
                  <span>{where ? `${t(`role.${me.role}`)} · ${where}` : t(`role.${me.role}`)}</span>
                </span>
                <IconDotsVertical size={18} stroke={1.75} aria-hidden />
              </>
            )}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <UserMenuItems onHelp={onHelp} />
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
