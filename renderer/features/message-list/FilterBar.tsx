/** Toggles under the list's header that show only some of the messages; each answers at once. */
import { X } from 'lucide-react';
import { ToggleButton, Toolbar } from 'react-aria-components';
import { t } from '../../../shared/locales/t.ts';
import { isFiltered, NO_FILTER, type Filter } from '../../../shared/model/view.ts';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { Tooltip } from '../../design/primitives/Tooltip.tsx';
import styles from './FilterBar.module.css';

export interface FilterBarProps {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

const TOGGLES = ['unread', 'flagged', 'attachments', 'contacts'] as const satisfies readonly (keyof Filter)[];

export function FilterBar({ filter, onFilter }: FilterBarProps) {
  return (
    <Toolbar aria-label={t('list.filters')} className={styles.bar ?? ''}>
      {TOGGLES.map((name) => (
        <Tooltip key={name} text={t(`list.filterTip-${name}`)}>
          <ToggleButton className={styles.toggle ?? ''} isSelected={filter[name]} onChange={(isOn) => onFilter({ ...filter, [name]: isOn })}>
            {t(`list.filter-${name}`)}
          </ToggleButton>
        </Tooltip>
      ))}
      {isFiltered(filter) ? <IconButton size="small" className={styles.clear ?? ''} label={t('list.clearFilters')} icon={<X size={16} aria-hidden />} onPress={() => onFilter(NO_FILTER)} /> : null}
    </Toolbar>
  );
}

/** Those that are on. */
export const filterNames = (filter: Filter): readonly string[] => TOGGLES.flatMap((name) => (filter[name] ? [t(`list.filter-${name}`)] : []));
