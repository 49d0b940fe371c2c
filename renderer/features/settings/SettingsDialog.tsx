/** The settings: sections at the left, the chosen one beside them. What a section holds that is another feature's is given to it. */
import { Bell, CircleUser, HardDrive, Info, Keyboard, Palette, BookOpen, Tags, X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { t } from '../../../shared/locales/t.ts';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { SECTIONS, type Section } from './sections.ts';
import { cx } from '../../design/class-names.ts';
import float from '../../design/primitives/Float.module.css';
import styles from './SettingsDialog.module.css';

export interface SettingsDialogProps {
  /** Null: not open. */
  readonly section: Section | null;
  readonly onSection: (section: Section) => void;
  readonly onClose: () => void;
  readonly contents: Readonly<Record<Section, ReactNode>>;
}

const ICONS = { accounts: CircleUser, reading: BookOpen, appearance: Palette, notifications: Bell, tags: Tags, storage: HardDrive, keyboard: Keyboard, about: Info } as const;

export function SettingsDialog({ section, onSection, onClose, contents }: SettingsDialogProps) {
  const frame = useRef<HTMLDivElement>(null);
  // What is being filled in, such as the settings of an account, is not thrown away by a click that missed.
  const closesBeside = (): boolean => !frame.current?.querySelector('form');
  return (
    <ModalOverlay isOpen={section !== null} onOpenChange={(open) => { if (!open) onClose(); }} isDismissable shouldCloseOnInteractOutside={closesBeside} className={cx(float.veil, styles.veil)}>
      <Modal ref={frame} className={cx(float.frame, styles.modal)}>
        <AriaDialog className={styles.dialog ?? ''}>
          {section === null ? null : (
            <Tabs className={styles.tabs ?? ''} orientation="vertical" selectedKey={section} onSelectionChange={(key) => onSection(key as Section)}>
              <div className={styles.side}>
                <Heading slot="title" className={styles.title ?? ''}>{t('settings.title')}</Heading>
                <TabList className={styles.list ?? ''} aria-label={t('settings.sections')}>
                  {SECTIONS.map((one) => {
                    const Icon = ICONS[one];
                    return <Tab key={one} id={one} className={styles.tab ?? ''}><Icon size={16} aria-hidden />{t(`settings.section-${one}`)}</Tab>;
                  })}
                </TabList>
              </div>
              {SECTIONS.map((one) => (
                <TabPanel key={one} id={one} className={styles.panel ?? ''}>
                  <h2 className={styles.heading}>{t(`settings.section-${one}`)}</h2>
                  {contents[one]}
                </TabPanel>
              ))}
              <IconButton label={t('settings.close')} keys="Esc" icon={<X size={18} aria-hidden />} onPress={onClose} className={styles.close ?? ''} placement="start" />
            </Tabs>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
