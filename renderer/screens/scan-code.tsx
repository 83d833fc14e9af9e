import type { ReactNode } from 'react';
import { IdCard } from 'lucide-react';
import { CodeScanner } from '../camera/code-scanner.tsx';
import { DemoCards } from '../components/demo-cards.tsx';
import { Frame } from '../components/frame.tsx';
import { useKiosk } from '../use-kiosk.ts';

export function ScanCode(): ReactNode {
  const { client, t } = useKiosk();
  return (
    <Frame
      title={t('status.title')}
      lead={t('status.lead')}
      picture={
        <CodeScanner
          onCode={(text, format) => void client.call('code.scanned', { text, format })}
          text={t}
        />
      }
    >
      <p className="hint">
        <IdCard aria-hidden="true" />
        {t('status.card')}
      </p>
      <DemoCards />
    </Frame>
  );
}
