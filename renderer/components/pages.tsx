// A list longer than its place, moved with ▲ ▼ in the control zone: nobody has to drag. Rows are drawn by the screen.
import type { ReactNode } from 'react';
import { useState } from 'react';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useKiosk } from '../use-kiosk.ts';
import { Tap } from './tap.tsx';

export interface Pages<T> {
  readonly rows: readonly T[];
  /** null when everything is in sight. */
  readonly movers: ReactNode;
}

/** The page of `all` in sight, `perPage` rows each. */
export function usePages<T>(all: readonly T[], perPage: number): Pages<T> {
  const { t } = useKiosk();
  const [page, setPage] = useState(0);
  const count = Math.max(1, Math.ceil(all.length / perPage));
  const shown = Math.min(page, count - 1);
  const movers =
    count === 1 ? null : (
      <div className="movers">
        <Tap
          name="list-up"
          icon={<ChevronUp />}
          disabled={shown === 0}
          onTap={() => setPage(shown - 1)}
        >
          {t('list.up')}
        </Tap>
        <span className="movers-count">{t('list.page', { page: shown + 1, count })}</span>
        <Tap
          name="list-down"
          icon={<ChevronDown />}
          disabled={shown === count - 1}
          onTap={() => setPage(shown + 1)}
        >
          {t('list.down')}
        </Tap>
      </div>
    );
  return { rows: all.slice(shown * perPage, (shown + 1) * perPage), movers };
}

/** How many rows of the usual height fit, by text size. */
export function useRowsInSight(rows: {
  readonly standard: number;
  readonly large: number;
  readonly largest: number;
}): number {
  return rows[useKiosk().state.comfort.textSize];
}
