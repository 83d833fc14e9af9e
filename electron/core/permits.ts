// The paper copy: only after a live status check upstream, only with a signature that verifies, and never told as
// printed without the printer's own word (rules §9 V3; regulation of 2024-01-16 for Guangzhou).
import { decidePaperCopy, localDate } from './eligibility.ts';
import type { Journey } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { permitSheet } from './print/permit-sheet.ts';

type Refusal = NonNullable<Journey['refusal']>;

/** 打印 1 张. Asks upstream again at this moment, checks the credential offline, prints, and reports the outcome. */
export async function printPermit(kiosk: Kiosk): Promise<void> {
  const { session } = kiosk;
  const visit = session.visit();
  const { card } = session.journey();
  if (card === null) return;
  const refuse = (refusal: Refusal): Promise<void> =>
    session.advanceVisit(visit, { kind: 'refused', refusal });
  await session.advanceVisit(visit, { kind: 'look-up-started' });
  const live = await kiosk.upstream.lookupPermit({
    idNumber: card.idNumber,
    cityAdcode: kiosk.place.cityAdcode,
  });
  if (visit !== session.visit()) return;
  if (live.kind !== 'ok') return refuse({ failure: { code: 'permit-offline' }, next: 'later' });
  const permit = live.value;
  if (permit === null) return refuse({ failure: { code: 'permit-none' }, next: 'apply' });
  if (permit.idNumber !== card.idNumber) {
    kiosk.log('error', 'permit.other-person');
    return refuse({ failure: { code: 'upstream-nonsense' }, next: 'staff' });
  }
  const code = await kiosk.readCode(permit.credential);
  if (code.kind !== 'permit' || code.claims.jti !== permit.number) {
    kiosk.log('error', 'permit.signature-wrong');
    return refuse({ failure: { code: 'permit-signature-wrong' }, next: 'staff' });
  }
  await session.advanceVisit(visit, { kind: 'permit-found', permit });
  const decision = decidePaperCopy(kiosk.policy, session.journey(), {
    on: localDate(kiosk.clock.now()),
    city: kiosk.place.cityAdcode,
  });
  if (decision.outcome !== 'accepted') {
    await session.advanceVisit(visit, { kind: 'decided', decision });
    return;
  }
  const { serial, outcome } = await kiosk.ledger.run(
    'paper_copy',
    permit.number,
    async (jobSerial) => {
      await session.advanceVisit(visit, { kind: 'print-started', serial: jobSerial });
      const sheet = permitSheet(permit, {
        printedAt: kiosk.clock.now().toISOString(),
        centreName: kiosk.place.centreName,
        deviceId: kiosk.deviceId,
        serial: jobSerial,
        demonstration: kiosk.demonstration,
      });
      return kiosk.permitPrinter.print(sheet, (status) => {
        if (visit === session.visit()) session.showPrinting(status);
      });
    },
  );
  session.showPrinting(null);
  await session.advanceVisit(visit, { kind: 'print-ended', outcome });
  const reported = await kiosk.upstream.reportPrint(permit.number, {
    serial,
    outcome: outcome.result,
  });
  if (reported.kind !== 'ok')
    kiosk.log('warn', 'permit.print-not-reported', { kind: reported.kind });
}

/** 拿好了 / 没打好: the person's word beside the printer's; a sheet that is not whole goes to staff, never printed again by itself. */
export async function collectPrint(kiosk: Kiosk, whole: boolean): Promise<void> {
  const { session } = kiosk;
  const { print } = session.journey();
  if (print !== null) await kiosk.ledger.collected(print.serial, whole);
  if (!whole) session.callStaff();
  else await session.advance({ kind: 'left' });
}
