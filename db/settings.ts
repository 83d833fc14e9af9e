// Small values the kiosk keeps between starts: cursors, marks. Never a person's data, never a key.
import type { Db, SettingRow } from './tables.ts';

export async function getSetting(db: Db, key: string): Promise<string | null> {
  const row = await db<SettingRow>('settings').where('key', key).first('value');
  return row?.value ?? null;
}

/** Call inside a transaction when it must stand or fall with other rows. */
export async function putSetting(db: Db, key: string, value: string): Promise<void> {
  await db<SettingRow>('settings').insert({ key, value }).onConflict('key').merge();
}
