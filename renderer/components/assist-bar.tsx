// The bar at the same place on every public screen: staff, text size, contrast, language, stop.
import type { ReactNode } from 'react';
import { ALargeSmall, ConciergeBell, Contrast, Languages, LogOut } from 'lucide-react';
import { useKiosk } from '../use-kiosk.ts';
import { Tap } from './tap.tsx';

const nextSize = { standard: 'large', large: 'largest', largest: 'standard' } as const;

export function AssistBar(): ReactNode {
  const { state, client, t } = useKiosk();
  const { language, textSize, theme } = state.comfort;
  const atHome = state.screen.name === 'home' || state.screen.name === 'out-of-use';
  return (
    <nav className="assist" aria-label={t('bar.label')}>
      <Tap
        kind="call"
        name="call-staff"
        icon={<ConciergeBell />}
        onTap={() => void client.call('staff.call', {})}
      >
        {t('bar.help')}
      </Tap>
      <Tap
        kind="bar"
        name="size"
        icon={<ALargeSmall />}
        onTap={() => void client.call('comfort.set', { textSize: nextSize[textSize] })}
      >
        {t(`bar.size.${textSize}`)}
      </Tap>
      <Tap
        kind="bar"
        name="contrast"
        icon={<Contrast />}
        pressed={theme === 'high-contrast'}
        onTap={() =>
          void client.call('comfort.set', {
            theme: theme === 'standard' ? 'high-contrast' : 'standard',
          })
        }
      >
        {t('bar.contrast')}
      </Tap>
      <Tap
        kind="bar"
        name="language"
        icon={<Languages />}
        onTap={() =>
          void client.call('comfort.set', { language: language === 'zh-CN' ? 'en' : 'zh-CN' })
        }
      >
        {t('bar.language')}
      </Tap>
      {!atHome && (
        <Tap
          kind="bar"
          name="quit"
          icon={<LogOut />}
          onTap={() => void client.call('session.quit', {})}
        >
          {t('bar.exit')}
        </Tap>
      )}
    </nav>
  );
}
