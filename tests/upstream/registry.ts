// What government data knows about the demonstration's people, by the card they hold. Dates follow the given day, so
// that 满半年 stays true whenever the demonstration runs. Everyone here is invented.
import { z } from 'zod';
import { Adcode, IdNumber, IsoDate, SexCode } from '../../electron/domain.ts';
import type { Ground, Registration, Relation } from '../../electron/domain.ts';
import { addMonths } from './clock.ts';

/** What the registry needs of a demonstration card. */
export const RegisteredPerson = z.object({
  name: z.string(),
  sex: SexCode,
  ethnicity: z.string(),
  birthDate: IsoDate,
  hukouAddress: z.string(),
  hukouAdcode: Adcode.nullable(),
  idNumber: IdNumber,
});
export type RegisteredPerson = z.infer<typeof RegisteredPerson>;

/** Form of tests/fixtures/demo-people.json: one entry for each demonstration card. */
const DemoPeople = z.array(RegisteredPerson.extend({ card: z.string() }));

/** The demonstration's people by card; throws when the file is not of that form. */
export function readPeople(json: string): Record<string, RegisteredPerson> {
  const entries = DemoPeople.parse(JSON.parse(json));
  return Object.fromEntries(entries.map(({ card, ...person }) => [card, person]));
}

interface Facts {
  /** Whole months since residence registration was declared, null when there is none. */
  readonly registeredMonthsAgo: number | null;
  readonly district: string;
  readonly town: string;
  readonly address: string;
  readonly grounds: readonly Ground[];
  readonly photoOnFile: boolean;
  readonly mobile: string | null;
  /** A physical card was issued before. */
  readonly cardIssued?: boolean;
  /** Holds an active electronic permit, issued this many months ago. */
  readonly permitMonthsAgo?: number;
}

const tianhe = {
  district: '440106',
  town: '石牌街道',
  address: '广州市天河区石牌街道样例路12号样例大厦3栋502房',
};
const haizhu = {
  district: '440105',
  town: '昌岗街道',
  address: '广州市海珠区昌岗街道样例中路8号201房',
};

/** Who is whose: the first is the second's … Others of these people are related only on paper. */
const relations: readonly (readonly [proxy: string, principal: string, relation: Relation])[] = [
  ['newcomer', 'child', 'parent'],
  ['newcomer', 'pupil', 'parent'],
];

/** Cards that are missing here (foreigner, hkmt) belong to people this registry does not know. */
const factsByCard: Readonly<Record<string, Facts>> = {
  newcomer: {
    ...tianhe,
    registeredMonthsAgo: 8,
    grounds: ['housing'],
    photoOnFile: false,
    mobile: '13800000001',
  },
  'too-soon': {
    ...tianhe,
    registeredMonthsAgo: 2,
    grounds: ['housing'],
    photoOnFile: true,
    mobile: null,
  },
  'needs-papers': {
    ...haizhu,
    registeredMonthsAgo: 20,
    grounds: [],
    photoOnFile: true,
    mobile: null,
  },
  local: {
    ...haizhu,
    registeredMonthsAgo: null,
    grounds: ['housing'],
    photoOnFile: true,
    mobile: null,
  },
  expired: {
    ...haizhu,
    registeredMonthsAgo: 14,
    grounds: ['employment'],
    photoOnFile: true,
    mobile: null,
  },
  'rare-name': {
    ...tianhe,
    registeredMonthsAgo: 30,
    grounds: ['housing', 'employment'],
    photoOnFile: true,
    mobile: '13800000002',
    permitMonthsAgo: 3,
  },
  due: {
    ...haizhu,
    registeredMonthsAgo: 40,
    grounds: ['housing'],
    photoOnFile: true,
    mobile: '13800000003',
    cardIssued: true,
    permitMonthsAgo: 12,
  },
  lapsed: {
    ...tianhe,
    registeredMonthsAgo: 26,
    grounds: ['employment'],
    photoOnFile: true,
    mobile: null,
    permitMonthsAgo: 14,
  },
  child: {
    ...tianhe,
    registeredMonthsAgo: 8,
    grounds: [],
    photoOnFile: false,
    mobile: null,
  },
  pupil: {
    ...tianhe,
    registeredMonthsAgo: 20,
    grounds: ['schooling'],
    photoOnFile: true,
    mobile: null,
    permitMonthsAgo: 4,
  },
};

export interface Registry {
  /** Undefined when the number is not in the registry, or belongs to another name. */
  find(idNumber: string, name: string): Registered | undefined;
  /** The registration by number alone, for the permit's address; null when unknown. */
  registrationOf(idNumber: string): Registration | null;
  /** The photo on file, base64 JPEG. */
  photoOf(idNumber: string): string | null;
  isOtherName(idNumber: string, name: string): boolean;
  /** The first is the second's …, null when the register does not tell. */
  relationOf(proxyNumber: string, principalNumber: string): Relation | null;
  /** Adds a person, or replaces what is known of the number. */
  add(entry: Registered): void;
  all(): readonly Registered[];
  /** Ends the residence registration (cancellation of the registration). */
  cancelRegistration(idNumber: string): void;
}
export interface Registered {
  readonly person: RegisteredPerson;
  readonly registration: Registration | null;
  readonly grounds: readonly Ground[];
  /** base64 JPEG, null when none is on file. */
  readonly photo: string | null;
  readonly mobile: string | null;
  /** Day an electronic permit of the registration's city was issued, null when the person holds none. */
  readonly permitIssuedOn: string | null;
  /** A physical card was issued before this register knew of any. */
  readonly cardIssued?: boolean;
}

/** `people` by demonstration card; `today` in Asia/Shanghai; `photo` serves everyone who has one on file. */
export function createRegistry(
  people: Readonly<Record<string, RegisteredPerson>>,
  today: string,
  photo: string,
): Registry {
  const byNumber = new Map<string, Registered>();
  for (const [card, person] of Object.entries(people)) {
    const facts = factsByCard[card];
    if (facts) byNumber.set(person.idNumber, register(person, facts, today, photo));
  }
  const related = new Map(
    relations.map(([proxy, principal, relation]) => [
      `${people[proxy]?.idNumber ?? ''}>${people[principal]?.idNumber ?? ''}`,
      relation,
    ]),
  );
  return {
    relationOf: (proxy, principal) => related.get(`${proxy}>${principal}`) ?? null,
    find(idNumber, name) {
      const entry = byNumber.get(idNumber);
      return entry?.person.name === name ? entry : undefined;
    },
    registrationOf: (idNumber) => byNumber.get(idNumber)?.registration ?? null,
    photoOf: (idNumber) => byNumber.get(idNumber)?.photo ?? null,
    isOtherName(idNumber, name) {
      const entry = byNumber.get(idNumber);
      return entry !== undefined && entry.person.name !== name;
    },
    cancelRegistration(idNumber) {
      const entry = byNumber.get(idNumber);
      if (entry?.registration)
        byNumber.set(idNumber, {
          ...entry,
          registration: { ...entry.registration, status: 'cancelled' },
        });
    },
    add: (entry) => void byNumber.set(entry.person.idNumber, entry),
    all: () => [...byNumber.values()],
  };
}

function register(
  person: RegisteredPerson,
  facts: Facts,
  today: string,
  photo: string,
): Registered {
  const { registeredMonthsAgo, permitMonthsAgo } = facts;
  return {
    person,
    registration:
      registeredMonthsAgo === null
        ? null
        : {
            status: 'active',
            declaredOn: addMonths(today, -registeredMonthsAgo),
            adcode: facts.district,
            town: facts.town,
            address: facts.address,
          },
    grounds: facts.grounds,
    photo: facts.photoOnFile ? photo : null,
    mobile: facts.mobile,
    cardIssued: facts.cardIssued ?? false,
    permitIssuedOn: permitMonthsAgo === undefined ? null : addMonths(today, -permitMonthsAgo),
  };
}
