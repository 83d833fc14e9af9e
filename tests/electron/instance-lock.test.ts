// One holder of a data folder: real files, real processes.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeLock } from '../../electron/instance-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const file = (): string => join(folder, 'kiosk.lock');

describe('the lock of a data folder', () => {
  test('is had by one at a time, and by the next once it is let go', () => {
    const first = takeLock(folder);
    expect(takeLock(folder)).toEqual({ taken: false, holder: process.pid });
    if (first.taken) first.release();
    expect(takeLock(folder).taken).toBe(true);
    expect(readdirSync(folder)).toEqual(['kiosk.lock']);
  });

  test('names another process that holds it and lives', async () => {
    const module = join(import.meta.dirname, '../../electron/instance-lock.ts');
    const code = `import { takeLock } from ${JSON.stringify(module)};
      takeLock(${JSON.stringify(folder)}); process.stdout.write('held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', code]);
    await new Promise((held) => holder.stdout.once('data', held));
    expect(takeLock(folder)).toEqual({ taken: false, holder: holder.pid });
    const over = new Promise((done) => holder.once('exit', done));
    holder.kill('SIGKILL');
    await over;
    expect(takeLock(folder).taken).toBe(true);
  });

  test('left behind by a process that is gone does not count', () => {
    const { pid } = spawnSync('true');
    writeFileSync(file(), `${pid} 1`);
    expect(takeLock(folder).taken).toBe(true);
    expect(readFileSync(file(), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  });

  test('left behind with an id that another process has by now does not count', () => {
    writeFileSync(file(), `${process.pid} 12345`);
    expect(takeLock(folder).taken).toBe(true);
  });

  test.each(['', 'nonsense', '-1 0', '0 0'])('holding “%s” does not count', (content) => {
    writeFileSync(file(), content);
    expect(takeLock(folder).taken).toBe(true);
  });

  test('is not taken away from who has it by now', () => {
    const first = takeLock(folder);
    writeFileSync(file(), '1 0');
    if (first.taken) first.release();
    expect(existsSync(file())).toBe(true);
  });
});
