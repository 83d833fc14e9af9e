// A good and several bad inputs for every verb of the contract; forgetting a verb does not compile.
import type { Input, MethodName } from '../../electron/contract.ts';
import { methods } from '../../electron/contract.ts';

const image = Buffer.from('not a picture, but base64').toString('base64');

export const goodInputs: { readonly [M in MethodName]: Input<M> } = {
  'kiosk.state': {},
  'session.touch': {},
  'session.back': {},
  'session.quit': {},
  'session.extend': {},
  'comfort.set': { language: 'en', textSize: 'largest', theme: 'high-contrast' },
  'panel.open': {},
  'panel.close': {},
  'panel.state': {},
  'call.answer': {},
  'badge.show': { code: 'DEMO-BADGE-1001' },
  'pin.enter': { pin: '493817' },
  'setup.begin': { code: 'a code of whoever installs' },
  'desk.leave': {},
  'device.report': {},
  'staff.call': {},
  'staff.dismiss': {},
  'home.choose': { service: 'status' },
  'home.more': {},
  'home.family': {},
  'home.departure': {},
  'principal.choose': { need: 'under_16' },
  'relation.choose': { relation: 'parent' },
  'principal.no-card': {},
  'person.enter': { idNumber: '43000020190901000X', name: '陈小禾' },
  'declarer.choose': { declarer: 'landlord' },
  'endorsement.confirm': { stillResident: true },
  'change.choose': { item: 'photo' },
  'cancellation.choose': { target: 'permit' },
  'card.choose': { need: 'lost' },
  'card.lost': { lostOn: '2026-11-01' },
  'delivery.choose': { by: 'courier' },
  'identity.confirm': { isMe: true },
  'eligibility.continue': {},
  'link.ask': {},
  'ground.choose': { ground: 'housing' },
  'papers.start': { slot: 'HOUSING_PROOF' },
  'papers.add': { slot: 'HOUSING_PROOF', kind: 'LEASE_CONTRACT', image },
  'papers.remove': { slot: 'HOUSING_PROOF' },
  'papers.done': {},
  'papers.not-all': {},
  'refusal.print': {},
  'missing.print': {},
  'missing.leave': {},
  'face.agree': {},
  'face.decline': {},
  'photo.take': {
    image,
    measures: { faces: [], eyesY: null, brightness: 128, sharpness: 100 },
  },
  'photo.retake': {},
  'photo.accept': {},
  'photo.use-on-file': {},
  'answers.change': { row: 'mobile' },
  'answers.confirm': {},
  'mobile.enter': { mobile: '13800138000' },
  'consent.refuse': {},
  'case.submit': { noticeVersion: '2026-01' },
  'code.scanned': { text: '居住证', format: 'QR_CODE' },
  'permit.print': {},
  'print.collected': { whole: true },
  'problem.acknowledge': {},
  'demo.place-card': { card: 'newcomer' },
};

/** Values no verb takes: another kind, one field too many, and each field of the good input missing or of another kind. */
export function badInputs(name: MethodName): unknown[] {
  const good: Record<string, unknown> = goodInputs[name];
  const optional = methods[name].input.safeParse({}).success;
  const spoiled = Object.keys(good).flatMap((field) => {
    const without = Object.fromEntries(Object.entries(good).filter(([key]) => key !== field));
    return [...(optional ? [] : [without]), { ...good, [field]: { $ne: null } }];
  });
  return [null, 'text', [good], { ...good, __proto: 1 }, ...spoiled];
}

export const verbs = Object.keys(goodInputs) as MethodName[];
