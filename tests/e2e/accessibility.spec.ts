// axe-core over every screen: nothing serious or critical, in the usual look and in high contrast.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { sampleStates } from '../support/states.ts';
import { openGallery } from './support/gallery.ts';
import { looks, samplePictures } from './support/looks.ts';

for (const look of ['zh-standard', 'zh-high-contrast'] as const) {
  test(`${look}: axe finds nothing serious on any screen`, async () => {
    test.setTimeout(240_000);
    const states = sampleStates(await samplePictures());
    const first = states['home'];
    const comfort = looks[look];
    if (first === undefined || comfort === undefined) throw new Error('no sample of home');
    const gallery = await openGallery(first, {
      cameraArguments: ['--use-fake-device-for-media-stream'],
    });
    const faults: string[] = [];
    // One sample of each screen: the others differ in words, which the layout test reads.
    const seen = new Set<string>();
    for (const [name, state] of Object.entries(states)) {
      if (seen.has(state.screen.name) && state.countdown === null && state.staffCall === null)
        continue;
      seen.add(state.screen.name);
      await gallery.show({ ...state, comfort });
      const { violations } = await new AxeBuilder({ page: gallery.page }).analyze();
      for (const { id, impact, nodes } of violations)
        if (impact === 'serious' || impact === 'critical')
          faults.push(
            `${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
          );
    }
    await gallery.close();
    expect(faults).toEqual([]);
  });
}
