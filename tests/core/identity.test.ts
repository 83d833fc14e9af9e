// What a card says, judged: kinds, number, dates, place of household registration; and what others may see of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hukouAdcodeOf } from '../../electron/core/hukou.ts';
import {
  isValidIdNumber,
  maskIdNumber,
  maskName,
  readIdCard,
} from '../../electron/core/identity.ts';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import { encodeCardText } from '../../electron/devices/id-card-text.ts';
import type { RawCard } from '../../electron/domain.ts';
import { IdCard } from '../../electron/domain.ts';
import { samFrame } from '../support/sam-frames.ts';

const today = '2026-11-23';

function fromFrame(name: string): RawCard {
  const frame = samFrame(name);
  const at = name.includes('fp') ? 16 : 14;
  return {
    text: frame.subarray(at, at + 256).toString('base64'),
    photo: frame.subarray(at + 256, at + 1280).toString('base64'),
  };
}
const good = {
  name: '陈安禾',
  sex: '2',
  ethnicity: '01',
  birth: '19900501',
  address: '湖南省长沙市岳麓区测试路1号',
  idNumber: '430000199005010007',
  authority: '长沙市公安局岳麓分局',
  validFrom: '20200101',
  validTo: '20400101',
};
function cardWith(changes: Partial<typeof good>): RawCard {
  return {
    text: encodeCardText('mainland', { ...good, ...changes }).toString('base64'),
    photo: '',
  };
}
/** Body of 17 digits with its check character. */
function numbered(body: string): string {
  return (
    '0123456789X'
      .split('')
      .map((check) => body + check)
      .find(isValidIdNumber) ?? 'none'
  );
}

describe('cards read from frames', () => {
  it('reads a mainland card, full-width digits kept', () => {
    const read = readIdCard(fromFrame('read_ok_mainland_1295'), '2024-01-01');
    expect(read).toMatchObject({
      ok: true,
      card: {
        kind: 'ID_CARD',
        name: '测试甲',
        sex: '2',
        ethnicity: '01',
        birthDate: '1990-03-07',
        idNumber: '440106199003072226',
        hukouAdcode: '440100',
      },
    });
    if (read.ok) {
      expect(read.card.hukouAddress).toBe('广东省广州市天河区测试路１号测试楼１０１房');
      expect(IdCard.safeParse(read.card).success).toBe(true);
      expect(Buffer.from(read.card.chipPhoto ?? '', 'base64')).toHaveLength(1024);
    }
  });

  it('reads the same card from a reply with fingerprints', () => {
    expect(readIdCard(fromFrame('read_ok_fp1024_2321'), '2024-01-01')).toEqual(
      readIdCard(fromFrame('read_ok_mainland_1295'), '2024-01-01'),
    );
  });

  it('takes 长期 for no end', () => {
    expect(readIdCard(fromFrame('read_ok_longterm_1295'), today)).toMatchObject({
      ok: true,
      card: { validTo: null, hukouAdcode: '440300' },
    });
  });

  it.each([
    ['read_ok_hkmt_J_1295', 'card-not-covered-hkmt'],
    ['read_ok_foreign_I_1295', 'card-not-covered-foreigner'],
    ['read_ok_foreign_Y_1295', 'card-not-covered-foreigner'],
  ])('refuses %s as %s', (name, code) => {
    expect(readIdCard(fromFrame(name), today)).toEqual({ ok: false, code });
  });
});

describe('checks', () => {
  it('accepts the pattern they all vary', () => {
    expect(readIdCard(cardWith({}), today)).toMatchObject({
      ok: true,
      card: { chipPhoto: null, hukouAdcode: '430000' },
    });
  });

  it.each<[string, Partial<typeof good>, string]>([
    ['a wrong check digit', { idNumber: '430000199005010008' }, 'card-number-wrong'],
    ['an old number of 15 digits', { idNumber: '430000900501000' }, 'card-number-wrong'],
    ['a number of other characters', { idNumber: '43000019900501000A' }, 'card-number-wrong'],
    ['another birth date than the number', { birth: '19900502' }, 'card-number-wrong'],
    ['another sex than the number', { sex: '1' }, 'card-number-wrong'],
    ['a birth date that does not exist', { birth: '19900230' }, 'card-dates-wrong'],
    ['a birth date that is no date', { birth: '1990年5月' }, 'card-dates-wrong'],
    ['no begin of validity', { validFrom: '' }, 'card-dates-wrong'],
    ['an end that does not exist', { validTo: '20400230' }, 'card-dates-wrong'],
    ['an end that is a word', { validTo: '永久' }, 'card-dates-wrong'],
    ['an end before the begin', { validFrom: '20200101', validTo: '20190101' }, 'card-dates-wrong'],
    ['validity not begun', { validFrom: '20261124' }, 'card-dates-wrong'],
    ['validity before birth', { validFrom: '19800101' }, 'card-dates-wrong'],
    ['no name', { name: '' }, 'card-unreadable'],
    ['no number', { idNumber: '' }, 'card-unreadable'],
    ['no sex', { sex: '' }, 'card-unreadable'],
    ['a control character in the name', { name: '陈\n安' }, 'card-unreadable'],
    ['half a character in the name', { name: '陈\ud842' }, 'card-unreadable'],
    [
      'a Hong Kong number on a mainland layout',
      { idNumber: numbered('81000019900501000') },
      'card-not-covered-hkmt',
    ],
    ['a Macau number', { idNumber: numbered('82000019900501000') }, 'card-not-covered-hkmt'],
    ['a Taiwan number', { idNumber: numbered('83000019900501000') }, 'card-not-covered-hkmt'],
    [
      "a foreigner's number",
      { idNumber: numbered('94484019900501000') },
      'card-not-covered-foreigner',
    ],
  ])('refuses %s', (_, changes, code) => {
    expect(readIdCard(cardWith(changes), today)).toEqual({ ok: false, code });
  });

  it('is valid on its last day and expired on the next', () => {
    expect(readIdCard(cardWith({ validTo: '20261123' }), '2026-11-23').ok).toBe(true);
    expect(readIdCard(cardWith({ validTo: '20261123' }), '2026-11-24')).toEqual({
      ok: false,
      code: 'card-expired',
    });
  });

  it('takes a small x for the check character', () => {
    expect(
      readIdCard(cardWith({ birth: '19491231', idNumber: '11010519491231002x' }), today),
    ).toMatchObject({ ok: true, card: { idNumber: '11010519491231002X' } });
  });

  it('does not refuse unknown ethnicity, sex not stated, or an old division', () => {
    expect(readIdCard(cardWith({ ethnicity: '77', sex: '9' }), today)).toMatchObject({
      ok: true,
      card: { ethnicity: '77', sex: '9' },
    });
    expect(readIdCard(cardWith({ idNumber: numbered('44018319900501000') }), today).ok).toBe(true);
  });

  it.each([0, 255, 257, 1024])('refuses a text block of %i bytes', (bytes) => {
    expect(readIdCard({ text: Buffer.alloc(bytes).toString('base64'), photo: '' }, today)).toEqual({
      ok: false,
      code: 'card-unreadable',
    });
  });

  it('refuses any 256 bytes of noise without throwing (fuzz)', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), (bytes) => {
        expect(
          readIdCard({ text: Buffer.from(bytes).toString('base64'), photo: '' }, today).ok,
        ).toBe(false);
      }),
      { seed: 11643, numRuns: 300 },
    );
  });
});

describe('numbers', () => {
  it.each([
    '11010519491231002X',
    '440524188001010014',
    '34052419800101001X',
    '810000199001010019',
    '911124198108030024',
  ])('%s is valid', (number) => {
    expect(isValidIdNumber(number)).toBe(true);
  });

  it('notices every single digit changed and every two neighbours exchanged', () => {
    const number = '440106199003072226';
    for (let at = 0; at < 18; at += 1) {
      for (const digit of '0123456789X') {
        if (digit === number[at]) continue;
        expect(isValidIdNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBe(false);
      }
      const swapped =
        number.slice(0, at) + (number[at + 1] ?? '') + (number[at] ?? '') + number.slice(at + 2);
      if (swapped !== number && swapped.length === 18) expect(isValidIdNumber(swapped)).toBe(false);
    }
  });
});

it.each([
  ['广东省广州市天河区测试路1号', '440100'],
  ['广州市海珠区测试路1号', '440100'],
  ['广东省增城市测试镇', '440100'],
  ['广东省博罗县测试镇', '441300'],
  ['广东省 深圳市福田区', '440300'],
  ['广东省梅县测试镇', '441400'],
  ['广东省无此地', null],
  ['湖南省广州市', '430000'],
  ['广西壮族自治区南宁市', '450000'],
  ['黑龙江省哈尔滨市', '230000'],
  ['内蒙古自治区包头市', '150000'],
  ['北京市海淀区', '110000'],
  ['', null],
  ['测试路1号', null],
])('the household of "%s" is registered at %s', (address, adcode) => {
  expect(hukouAdcodeOf(address)).toBe(adcode);
});

describe('what others see', () => {
  it('shows the first three and last four of the number', () => {
    expect(maskIdNumber('430000199005010007')).toBe('430***********0007');
    expect(maskIdNumber('430000199005010007')).toHaveLength(18);
  });

  it.each([
    ['陈安禾', '陈**'],
    ['欧阳安禾', '欧阳**'],
    ['欧阳', '欧*'],
    ['𠮷喆', '𠮷*'],
    ['吴䶮喆𠮷', '吴***'],
    ['买买提·吐尔逊', '买******'],
  ])('shows %s as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});

it.each([
  ['newcomer', { ok: true }],
  ['too-soon', { ok: true, card: { hukouAdcode: '450000' } }],
  ['needs-papers', { ok: true, card: { validTo: null } }],
  ['local', { ok: true, card: { hukouAdcode: '440100' } }],
  ['rare-name', { ok: true, card: { name: '吴䶮喆𠮷' } }],
  ['expired', { ok: false, code: 'card-expired' }],
  ['hkmt', { ok: false, code: 'card-not-covered-hkmt' }],
  ['foreigner', { ok: false, code: 'card-not-covered-foreigner' }],
])("the demonstration's card %s reads as told", (name, expected) => {
  expect(readIdCard(demoCard(name)!, today)).toMatchObject(expected);
});
