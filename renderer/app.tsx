// The page: one screen per state, the bars around it, and what lies over it. Takes no decision of the journey.
import type { ComponentType, ReactNode } from 'react';
import { Suspense, lazy, useEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { KioskState, Screen, ScreenName } from '../electron/contract.ts';
import type { Client } from './client.ts';
import { CardChime } from './components/card-chime.tsx';
import { CountdownDialog } from './components/countdown-dialog.tsx';
import { StaffComing } from './components/staff-coming.tsx';
import { noteScreen } from './components/tap.tsx';
import { CheckAnswers } from './screens/check-answers.tsx';
import { ChooseCancellation } from './screens/choose-cancellation.tsx';
import { ChooseCard } from './screens/choose-card.tsx';
import { ChooseChange } from './screens/choose-change.tsx';
import { ChooseDelivery } from './screens/choose-delivery.tsx';
import { ChooseDeclarer } from './screens/choose-declarer.tsx';
import { ChooseFamilyService } from './screens/choose-family-service.tsx';
import { ChooseGround } from './screens/choose-ground.tsx';
import { ChoosePrincipal } from './screens/choose-principal.tsx';
import { ChooseRelation } from './screens/choose-relation.tsx';
import { CollectPrint } from './screens/collect-print.tsx';
import { ConfirmCancellation } from './screens/confirm-cancellation.tsx';
import { ConfirmEndorsement } from './screens/confirm-endorsement.tsx';
import { ConfirmIdentity } from './screens/confirm-identity.tsx';
import { ConfirmPrint } from './screens/confirm-print.tsx';
import { EnterMobile } from './screens/enter-mobile.tsx';
import { EnterPerson } from './screens/enter-person.tsx';
import { GiveConsent } from './screens/give-consent.tsx';
import { GiveFaceConsent } from './screens/give-face-consent.tsx';
import { Home } from './screens/home.tsx';
import { ListPapers } from './screens/list-papers.tsx';
import { OutOfUse } from './screens/out-of-use.tsx';
import { PlaceCard } from './screens/place-card.tsx';
import { PleaseWait } from './screens/please-wait.tsx';
import { ScanCode } from './screens/scan-code.tsx';
import { SeeEligibility } from './screens/see-eligibility.tsx';
import { SeeForgotten } from './screens/see-forgotten.tsx';
import { SeeMissing } from './screens/see-missing.tsx';
import { SeeMore } from './screens/see-more.tsx';
import { SeeProblem } from './screens/see-problem.tsx';
import { SeeReceipt } from './screens/see-receipt.tsx';
import { SeeStatus } from './screens/see-status.tsx';
import { SeeVerification } from './screens/see-verification.tsx';
import { ShowPermit } from './screens/show-permit.tsx';
import { TakePaper } from './screens/take-paper.tsx';
import { TakePhoto } from './screens/take-photo.tsx';
import { TellLoss } from './screens/tell-loss.tsx';
import { WaitForPrint } from './screens/wait-for-print.tsx';
import { KioskContext, useKioskState } from './use-kiosk.ts';
import { useWedge } from './use-wedge.ts';
import { wordsIn } from './words.ts';

const screens = {
  home: Home,
  'see-more': SeeMore,
  'confirm-endorsement': ConfirmEndorsement,
  'choose-card': ChooseCard,
  'tell-loss': TellLoss,
  'choose-delivery': ChooseDelivery,
  'choose-change': ChooseChange,
  'choose-cancellation': ChooseCancellation,
  'confirm-cancellation': ConfirmCancellation,
  'place-card': PlaceCard,
  'choose-principal': ChoosePrincipal,
  'choose-family-service': ChooseFamilyService,
  'choose-relation': ChooseRelation,
  'choose-declarer': ChooseDeclarer,
  'enter-person': EnterPerson,
  'please-wait': PleaseWait,
  'confirm-identity': ConfirmIdentity,
  'see-eligibility': SeeEligibility,
  'choose-ground': ChooseGround,
  'list-papers': ListPapers,
  'take-paper': TakePaper,
  'see-missing': SeeMissing,
  'take-photo': TakePhoto,
  'check-answers': CheckAnswers,
  'enter-mobile': EnterMobile,
  'give-consent': GiveConsent,
  'give-face-consent': GiveFaceConsent,
  'see-forgotten': SeeForgotten,
  'see-receipt': SeeReceipt,
  'scan-code': ScanCode,
  'see-status': SeeStatus,
  'confirm-print': ConfirmPrint,
  'wait-for-print': WaitForPrint,
  'collect-print': CollectPrint,
  'show-permit': ShowPermit,
  'see-verification': SeeVerification,
  'see-problem': SeeProblem,
  'out-of-use': OutOfUse,
} satisfies {
  readonly [N in ScreenName]: ComponentType<{ readonly screen: Extract<Screen, { name: N }> }>;
};

export function App(props: { readonly client: Client }): ReactNode {
  const state = useKioskState(props.client);
  return state === null ? null : <Page state={state} client={props.client} />;
}

/** What makes a screen another one: its name, and which paper or whose card it asks for. */
function visitOf(screen: Screen): string {
  if (screen.name === 'place-card') return `${screen.name} ${screen.whose}`;
  return screen.name === 'take-paper' ? `${screen.name} ${screen.slot}` : screen.name;
}

/** The staff's panel over the blanked screen; loaded when it is first opened. */
const StaffPanel = lazy(async () => ({
  default: (await import('./staff/staff-panel.tsx')).StaffPanel,
}));
function StaffOver(props: { readonly client: Client }): ReactNode {
  return (
    <Suspense fallback={null}>
      <StaffPanel client={props.client} over />
    </Suspense>
  );
}

function Page(props: { readonly state: KioskState; readonly client: Client }): ReactNode {
  const { state, client } = props;
  const { language, textSize, theme } = state.comfort;
  const t = useMemo(() => wordsIn(language), [language]);
  const { name } = state.screen;
  noteScreen(name);

  useEffect(() => {
    const page = document.documentElement;
    page.lang = language === 'zh-CN' ? 'zh-Hans-CN' : 'en';
    page.dataset.size = textSize;
    page.dataset.theme = theme;
  }, [language, textSize, theme]);

  useWedge(state.wedge, (text) => void client.call('code.scanned', { text, format: 'scanner' }));

  const Shown = screens[name] as ComponentType<{ readonly screen: Screen }>;
  const kiosk = useMemo(() => ({ state, client, t }), [state, client, t]);
  if (state.staff.panel) return <StaffOver client={client} />;
  return (
    <I18nProvider locale={language === 'zh-CN' ? 'zh-CN' : 'en-GB'}>
      <KioskContext value={kiosk}>
        <Shown key={visitOf(state.screen)} screen={state.screen} />
        <CardChime />
        {state.staffCall !== null && <StaffComing />}
        {state.countdown !== null && <CountdownDialog secondsLeft={state.countdown.secondsLeft} />}
      </KioskContext>
    </I18nProvider>
  );
}
