// 核验: what the code of a permit tells whoever checks it. The signature by the pinned issuer keys first, offline; then how
// the permit stands now, from upstream. Must not tell a name or a number whole, nor take a signature for a status.
import type { CheckedPermit } from '../contract.ts';
import { maskName } from './identity.ts';
import type { Kiosk } from './kiosk.ts';
import type { ScannedCode } from './verify.ts';

type PermitCode = Exclude<ScannedCode, { kind: 'case' | 'resident' | 'not-ours' }>;

/** Checks the permit behind a code that was scanned and shows what is known of it. */
export async function checkPermit(kiosk: Kiosk, code: PermitCode): Promise<void> {
  const { session } = kiosk;
  await session.advance({ kind: 'service-chosen', purpose: 'verification' });
  const visit = session.visit();
  await session.advanceVisit(visit, { kind: 'look-up-started' });
  const checked = await judge(kiosk, code);
  kiosk.log('info', 'permit.checked', { code: checked.code, result: checked.result });
  await session.advanceVisit(visit, { kind: 'permit-checked', checked });
}

function judge(kiosk: Kiosk, code: PermitCode): Promise<CheckedPermit> {
  switch (code.kind) {
    case 'permit-signature-wrong':
      return Promise.resolve({ code: 'paper', result: 'changed', holder: null });
    case 'shown':
      return judgeShown(kiosk, code);
    case 'permit-number':
      return ask(kiosk, 'number', { number: code.permitNumber }, unchecked('number'));
    case 'permit': {
      const { jti, nam, idm, cty, vt } = code.claims;
      const holder = {
        validTo: vt,
        cityAdcode: cty,
        nameMasked: maskName(nam),
        idNumberMasked: idm,
      };
      return ask(kiosk, 'paper', { number: jti }, { code: 'paper', result: 'unchecked', holder });
    }
  }
}

/** Upstream alone knows whose a screen code is; without it only the code's own time can be told. */
function judgeShown(
  kiosk: Kiosk,
  { token, claims }: Extract<PermitCode, { kind: 'shown' }>,
): Promise<CheckedPermit> {
  const over = kiosk.clock.now().getTime() >= claims.exp * 1000;
  return ask(
    kiosk,
    'screen',
    { token },
    over ? { ...unchecked('screen'), result: 'expired' } : unchecked('screen'),
  );
}

function unchecked(code: CheckedPermit['code']): CheckedPermit {
  return { code, result: 'unchecked', holder: null };
}

async function ask(
  kiosk: Kiosk,
  code: CheckedPermit['code'],
  asked: Parameters<Kiosk['upstream']['verifyPermit']>[0],
  away: CheckedPermit,
): Promise<CheckedPermit> {
  const answer = await kiosk.upstream.verifyPermit(asked);
  if (answer.kind === 'refused' && answer.code === 'token-expired')
    return { code, result: 'expired', holder: null };
  if (answer.kind !== 'ok') return away;
  if (answer.value === null) return { code, result: 'unknown', holder: null };
  const { status, ...holder } = answer.value;
  return { code, result: status, holder };
}
