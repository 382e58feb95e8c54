import { Menu, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
} from "@/components/ui/Icons";
import { useSession } from "@/features/session/context";
import { dropDrafts } from "@/lib/drafts";
import { languages, setLanguage } from "@/lib/i18n";
import classes from "./UserMenu.module.css";

const names = { fr: "Français", en: "English" } as const;
const schemes = [
  { value: "light", label: "nav.light", icon: IconSun },
  { value: "dark", label: "nav.dark", icon: IconMoon },
  { value: "auto", label: "nav.system", icon: IconDeviceDesktop },
] as const;

/** The entries of the person's menu, the same at the desk and on the phone. */
export function UserMenuItems({ onHelp }: { onHelp?: () => void }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label className={classes.label}>{t("nav.language")}</Menu.Label>
      {languages.map((language) => (
        <Menu.Item
          key={language}
          className={classes.item}
          role="menuitemradio"
          aria-checked={i18n.language === language}
          lang={language}
          rightSection={i18n.language === language && <IconCheck size={15} aria-hidden />}
          onClick={() => setLanguage(language)}
        >
          {names[language]}
        </Menu.Item>
      ))}
      <Menu.Label className={classes.label}>{t("nav.theme")}</Menu.Label>
      {schemes.map(({ value, label, icon: Icon }) => (
        <Menu.Item
          key={value}
          className={classes.item}
          role="menuitemradio"
          aria-checked={colorScheme === value}
          leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
          rightSection={colorScheme === value && <IconCheck size={15} aria-hidden />}
          onClick={() => setColorScheme(value)}
        >
          {t(label)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      {onHelp && (
        <Menu.Item
          className={classes.item}
          leftSection={<IconKeyboard size={16} stroke={1.75} aria-hidden />}
          onClick={onHelp}
        >
          {t("nav.keys")}
        </Menu.Item>
      )}
      <Menu.Item
        className={classes.item}
        leftSection={<IconLogout size={16} stroke={1.75} aria-hidden />}
        onClick={() => {
          dropDrafts();
          void session.signOut();
        }}
      >
        {t("nav.signOut")}
      </Menu.Item>
    </>
  );
}
