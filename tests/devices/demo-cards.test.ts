// The demonstration's people: one card for each of the contract's names, the same people as the registry's file.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DemoCard } from '../../electron/contract.ts';
import { hukouAdcodeOf } from '../../electron/core/hukou.ts';
import { isValidIdNumber } from '../../electron/core/identity.ts';
import { demoCard, demoPeople } from '../../electron/devices/demo-cards.ts';
import { readCardText } from '../../electron/devices/id-card-text.ts';
import { createSimulatedReader } from '../../electron/devices/id-reader.simulated.ts';

it.each(DemoCard.options)('has a card %s with a right number of sequence 000', (name) => {
  expect(demoCard(name)?.text).toHaveLength(344);
  const { idNumber } = demoPeople[name];
  expect(isValidIdNumber(idNumber)).toBe(true);
  expect(idNumber.slice(14, 17)).toBe('000');
});

it('has no other card', () => {
  expect(Object.keys(demoPeople).sort()).toEqual([...DemoCard.options].sort());
  expect(demoCard('toString')).toBeNull();
});

it('tells the same people as tests/fixtures/demo-people.json, which a registry reads', () => {
  const file = JSON.parse(
    readFileSync(new URL('../fixtures/demo-people.json', import.meta.url), 'utf8'),
  );
  expect(file).toEqual(peopleOfCards());
});

function peopleOfCards(): unknown[] {
  return DemoCard.options.map((card) => {
    const { name, idNumber, story } = demoPeople[card];
    const fields = readCardText(Buffer.from(demoCard(card)!.text, 'base64'))!.fields;
    const hukouAddress = fields['address'] ?? '';
    const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
    const hukouAdcode = hukouAdcodeOf(hukouAddress);
    const ethnicity = fields['ethnicity'] ?? '';
    return {
      card,
      name,
      sex: fields['sex'],
      ethnicity,
      birthDate,
      hukouAddress,
      hukouAdcode,
      idNumber,
      story,
    };
  });
}

it('tells a card as often as it is placed on the simulated reader', () => {
  const reader = createSimulatedReader();
  const texts: string[] = [];
  reader.onCard((card) => void texts.push(card.text));
  reader.start();
  expect(reader.status()).toMatchObject({ state: 'ready', reason: 'ok' });
  const card = demoCard('newcomer')!;
  reader.place(card);
  reader.place(card);
  expect(texts).toEqual([card.text, card.text]);
});
