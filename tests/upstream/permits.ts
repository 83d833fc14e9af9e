// Issues permits of the reference upstream and tells how they stand. Every one is a specimen.
// Validity: one year from issue (Guangzhou, 2024-01-16); past the full-year day without endorsement the function is
// suspended, computed from dates (Decree 663 art. 10).
import { CompactSign } from 'jose';
import type { Knex } from 'knex';
import { Permit } from '../../electron/domain.ts';
import type { Clock, IdCard, Registration, VerifiedFacts } from '../../electron/domain.ts';
import { mintPermitNumber } from '../../electron/core/case-number.ts';
import { addMonths, dateInShanghai } from './clock.ts';
import type { PermitRow, PrintRow } from './database.ts';
import type { UpstreamKeyPair } from './keys.ts';

/** Issuer named in every credential. */
export const ISSUER = 'urn:residence-permit:reference-upstream';

export interface IssueRequest {
  readonly applicant: Pick<
    IdCard,
    'name' | 'sex' | 'ethnicity' | 'birthDate' | 'idNumber' | 'hukouAddress'
  >;
  readonly cityAdcode: string;
  readonly registration: Registration | null;
  readonly photoJpeg: string;
  /** Day of issue; today unless a test wants an older permit. */
  readonly issuedOn?: string;
}
export type OnRecord = NonNullable<VerifiedFacts['permit']>;

export interface Permits {
  issue(trx: Knex, request: IssueRequest): Promise<Permit>;
  /** The person's newest permit of the city, with its status of today. */
  find(idNumber: string, cityAdcode: string): Promise<Permit | null>;
  /** The permit the rules look at. `source` is the transaction the answer must be true in. */
  onRecord(idNumber: string, source?: Knex): Promise<OnRecord | null>;
  /** Endorses on the given day: on time the anchor stays, late the years run on from that day (Decree 663 art. 10). */
  endorse(trx: Knex, idNumber: string, on: string): Promise<Permit | null>;
  /** Writes changed fields; number and validity stay. */
  amend(trx: Knex, idNumber: string, change: Partial<Permit>): Promise<Permit | null>;
  /** The number of the person's permit while it is active, else null. */
  activeNumber(trx: Knex, idNumber: string): Promise<string | null>;
  /** The number of the permit that ended, null when there was none to end. */
  cancelHolders(trx: Knex, idNumber: string): Promise<string | null>;
  cancel(number: string): Promise<void>;
  /** False when there is no such permit. */
  reportPrint(deviceId: string, number: string, report: PrintReport): Promise<boolean>;
  prints(number: string): Promise<readonly PrintRow[]>;
}
export interface PrintReport {
  readonly serial: string;
  readonly outcome: 'printed' | 'failed' | 'unknown';
}

export function createPermits(db: Knex, clock: Clock, key: UpstreamKeyPair): Permits {
  const today = () => dateInShanghai(clock.now());

  const statusOf = (row: PermitRow): Permit['status'] => statusOn(row, today());

  /** Active before suspended before cancelled, then the newest. */
  async function best(source: Knex, where: Partial<PermitRow>): Promise<PermitRow | undefined> {
    const rows = await source<PermitRow>('permits').where(where).orderBy('valid_to', 'desc');
    const order = { active: 0, suspended: 1, cancelled: 2 };
    return rows.sort((a, b) => order[statusOf(a)] - order[statusOf(b)])[0];
  }

  function credentialOf(permit: Omit<Permit, 'credential'>): Promise<string> {
    return signCredential(key, {
      iss: ISSUER,
      jti: permit.number,
      nam: permit.name,
      idm: maskIdNumber(permit.idNumber),
      cty: permit.cityAdcode,
      vf: permit.validFrom,
      vt: permit.validTo,
      iat: Math.floor(clock.now().getTime() / 1000),
      spc: true,
    });
  }

  async function rewrite(
    trx: Knex,
    row: PermitRow,
    change: Partial<Permit>,
    dates: Partial<Pick<PermitRow, 'anchor_on' | 'valid_to'>> = {},
  ): Promise<Permit> {
    const before = Permit.parse(JSON.parse(row.fields));
    const fields = { ...before, ...change, status: 'active' as const };
    const permit = { ...fields, credential: await credentialOf(fields) };
    await trx<PermitRow>('permits')
      .where({ number: row.number })
      .update({ ...dates, id_number: permit.idNumber, fields: JSON.stringify(permit) });
    return permit;
  }

  async function held(trx: Knex, idNumber: string): Promise<PermitRow | null> {
    const row = await best(trx, { id_number: idNumber });
    return row === undefined || row.cancelled ? null : row;
  }

  return {
    async endorse(trx, idNumber, on) {
      const row = await held(trx, idNumber);
      if (row === null) return null;
      const late = on > row.valid_to;
      const anchor = late ? on : row.anchor_on;
      let validTo = addMonths(anchor, 12);
      for (let years = 2; !late && validTo <= row.valid_to; years += 1)
        validTo = addMonths(anchor, 12 * years);
      return rewrite(
        trx,
        row,
        { validTo, endorsedOn: on },
        { anchor_on: anchor, valid_to: validTo },
      );
    },

    async amend(trx, idNumber, change) {
      const row = await held(trx, idNumber);
      return row === null ? null : rewrite(trx, row, change);
    },

    async activeNumber(trx, idNumber) {
      const row = await held(trx, idNumber);
      return row !== null && statusOf(row) === 'active' ? row.number : null;
    },

    async cancelHolders(trx, idNumber) {
      const row = await held(trx, idNumber);
      if (row === null) return null;
      await trx<PermitRow>('permits').where({ number: row.number }).update({ cancelled: true });
      return row.number;
    },

    async issue(trx, request) {
      const { applicant, cityAdcode, registration } = request;
      const number = mintPermitNumber(cityAdcode);
      const issuedOn = request.issuedOn ?? today();
      const validTo = addMonths(issuedOn, 12);
      const fields = {
        number,
        status: 'active' as const,
        name: applicant.name,
        sex: applicant.sex,
        ethnicity: applicant.ethnicity,
        birthDate: applicant.birthDate,
        idNumber: applicant.idNumber,
        hukouAddress: applicant.hukouAddress,
        residenceAddress: registration?.address ?? registration?.town ?? '',
        cityAdcode,
        validFrom: issuedOn,
        validTo,
        issuingAuthority: issuingAuthority(cityAdcode, registration),
        issuedOn,
        endorsedOn: null,
        photoJpeg: request.photoJpeg,
        specimen: true,
      };
      const permit: Permit = { ...fields, credential: await credentialOf(fields) };
      await trx<PermitRow>('permits').insert({
        number,
        id_number: applicant.idNumber,
        city_adcode: cityAdcode,
        anchor_on: issuedOn,
        valid_to: validTo,
        cancelled: false,
        fields: JSON.stringify(permit),
      });
      return permit;
    },

    async find(idNumber, cityAdcode) {
      const row = await best(db, { id_number: idNumber, city_adcode: cityAdcode });
      if (!row) return null;
      return { ...Permit.parse(JSON.parse(row.fields)), status: statusOf(row) };
    },

    async onRecord(idNumber, source = db) {
      const row = await best(source, { id_number: idNumber });
      if (!row) return null;
      return {
        kind: 'electronic',
        status: statusOf(row),
        cityAdcode: row.city_adcode,
        anchorOn: row.anchor_on,
        validTo: row.valid_to,
      };
    },

    async cancel(number) {
      await db<PermitRow>('permits').where({ number }).update({ cancelled: true });
    },

    async reportPrint(deviceId, number, { serial, outcome }) {
      if (!(await db<PermitRow>('permits').where({ number }).first('number'))) return false;
      await db<PrintRow>('prints')
        .insert({
          permit_number: number,
          serial,
          device_id: deviceId,
          outcome,
          reported_at: clock.now().toISOString(),
        })
        .onConflict(['permit_number', 'serial'])
        .merge(['outcome', 'reported_at']);
      return true;
    },

    async prints(number) {
      return db<PrintRow>('prints').where({ permit_number: number }).orderBy('serial');
    },
  };
}

/** Compact JWS ES256, typ permit+jws: what the QR on the paper copy holds. */
function signCredential(key: UpstreamKeyPair, claims: object): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'permit+jws' })
    .sign(key.privateKey);
}

/** Status on a day, computed from dates. */
export function statusOn(row: PermitRow, today: string): Permit['status'] {
  if (row.cancelled) return 'cancelled';
  return today <= row.valid_to ? 'active' : 'suspended';
}

/** First 3 and last 4 stay. */
export function maskIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 3)}${'*'.repeat(idNumber.length - 7)}${idNumber.slice(-4)}`;
}

/** County-level police sign (Decree 663 art. 8): Guangzhou's districts by GB/T 2260. */
const districts: Readonly<Record<string, string>> = {
  '440103': '荔湾',
  '440104': '越秀',
  '440105': '海珠',
  '440106': '天河',
  '440111': '白云',
  '440112': '黄埔',
  '440113': '番禺',
  '440114': '花都',
  '440115': '南沙',
  '440117': '从化',
  '440118': '增城',
};

function issuingAuthority(cityAdcode: string, registration: Registration | null): string {
  const district = districts[registration?.adcode ?? ''];
  if (cityAdcode !== '440100') return '公安局';
  return district ? `广州市公安局${district}区分局` : '广州市公安局';
}
