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
import { type Density, density } from "@/lib/density";
import { dropDrafts } from "@/lib/drafts";
import { isLanguage, languages, setLanguage } from "@/lib/i18n";
import classes from "./UserMenu.module.css";

const names = { fr: "Français", en: "English" } as const;
const schemes = [
  { value: "light", label: "nav.light", icon: IconSun },
  { value: "dark", label: "nav.dark", icon: IconMoon },
  { value: "auto", label: "nav.system", icon: IconDeviceDesktop },
] as const;
const tick = <IconCheck size={15} stroke={2} aria-hidden />;

/** The entries of the person's menu: at the desk, with the keys and the density of the list, and on the phone. */
export function UserMenuItems({ onHelp }: { onHelp?: () => void }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const shownDensity = density.use();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label className={classes.label}>{t("nav.language")}</Menu.Label>
      <Menu.RadioGroup
        value={i18n.language}
        onChange={(language) => isLanguage(language) && setLanguage(language)}
      >
        {languages.map((language) => (
          <Menu.RadioItem key={language} value={language} className={classes.item} checkIcon={tick}>
            <span lang={language}>{names[language]}</span>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Label className={classes.label}>{t("nav.theme")}</Menu.Label>
      <Menu.RadioGroup
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
      >
        {schemes.map(({ value, label, icon: Icon }) => (
          <Menu.RadioItem
            key={value}
            value={value}
            className={classes.item}
            checkIcon={tick}
            rightSection={<Icon size={16} stroke={1.75} aria-hidden />}
          >
            {t(label)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      {onHelp && (
        <>
          <Menu.Label className={classes.label}>{t("density.label")}</Menu.Label>
          <Menu.RadioGroup value={shownDensity} onChange={(next) => density.set(next as Density)}>
            {(["comfortable", "compact"] as const).map((value) => (
              <Menu.RadioItem key={value} value={value} className={classes.item} checkIcon={tick}>
                {t(`density.${value}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </>
      )}
      <Menu.Divider />
      {onHelp && (
        <Menu.Item
          className={classes.item}
          rightSection={<IconKeyboard size={16} stroke={1.75} aria-hidden />}
          onClick={onHelp}
        >
          {t("nav.keys")}
        </Menu.Item>
      )}
      <Menu.Item
        className={classes.item}
        rightSection={<IconLogout size={16} stroke={1.75} aria-hidden />}
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
