import type { ReactNode } from 'react';
import { IdCard, ScanBarcode } from 'lucide-react';
import { CodeScanner } from '../camera/code-scanner.tsx';
import { DemoCards } from '../components/demo-cards.tsx';
import { Frame } from '../components/frame.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function ScanCode({ screen }: ScreenProps<'scan-code'>): ReactNode {
  const { client, state, t } = useKiosk();
  const scanner = state.wedge !== null || state.devices.codeScanner?.state === 'ready';
  return (
    <Frame
      title={t(screen.purpose === 'status' ? 'status.title' : 'verify.title')}
      lead={t(screen.purpose === 'status' ? 'status.lead' : 'verify.lead')}
      picture={
        <CodeScanner
          onCode={(text, format) => void client.call('code.scanned', { text, format })}
          text={t}
        />
      }
    >
      {screen.purpose === 'status' && (
        <p className="hint">
          <IdCard aria-hidden="true" />
          {t('status.card')}
        </p>
      )}
      {scanner && (
        <p className="hint">
          <ScanBarcode aria-hidden="true" />
          {t('scan.scanner')}
        </p>
      )}
      <DemoCards />
    </Frame>
  );
}
