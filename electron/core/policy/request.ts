// What the engine is asked: facts about a person, a day and a service, as plain data. Must not judge anything.
import { z } from 'zod';
import {
  Adcode,
  DocumentKind,
  Ground,
  IdDocumentKind,
  IsoDate,
  PermitOnRecord,
  Registration,
  Service,
  SexCode,
} from '../../domain.ts';

/** Ways in, as the policy rows name them; `window_own` is a city's own service outside the provincial platform. */
export const Channel = z.enum(['kiosk', 'window', 'online_yss', 'online_yjm', 'window_own']);
export type Channel = z.infer<typeof Channel>;

/** A word of the code tables. Open, so that a word no rule knows is answered by a reason and not by a bug. */
const Word = z.string().regex(/^[a-z][a-z_]{1,39}$/);

/** 'unknown' = upstream could not be asked. */
const Unknown = z.literal('unknown');

export const PolicyRequest = z.strictObject({
  /** The day of acceptance, Asia/Shanghai. */
  on: IsoDate,
  /** Prefecture-level city of the window. */
  city: Adcode,
  channel: Channel,
  service: Service,
  /** The person the permit is for; with a proxy, the principal (委托人). */
  applicant: z.strictObject({
    idDocKind: IdDocumentKind,
    idNumber: z.string().max(30),
    birthDate: IsoDate,
    /** Compared with the number's 17th digit when given. */
    sex: SexCode.optional(),
    /** From the register or the card's address text, never from the number (a hukou can move). Null = not known. */
    hukouAdcode: Adcode.nullable(),
    /** Null = 长期 (no end). */
    idValidTo: IsoDate.nullable(),
    mobilityDifficulty: z.boolean(),
    disabled: z.boolean(),
  }),
  registration: z.union([Registration, z.null(), Unknown]),
  ground: Ground.nullable(),
  /** A reason to be free of the half-year; `owner` = who owns the home, as the applicant's relative (or `self`). */
  exemption: z
    .strictObject({ kind: Word, since: IsoDate.nullable(), owner: Word.optional() })
    .nullable(),
  /** Facts that government data confirmed; each other fact is answered by a paper. */
  verified: z.strictObject({
    identity: z.boolean(),
    photoOnFile: z.boolean(),
    registration: z.boolean(),
    ground: z.boolean(),
    relationship: z.boolean(),
    proxyIdentity: z.boolean(),
    ownerRelationship: z.boolean().optional(),
    /** Item change: the new address, and the other changed items, are confirmed by data. */
    newAddress: z.boolean().optional(),
    change: z.boolean().optional(),
  }),
  /** Documents handed in, one entry for each. */
  materials: z.array(DocumentKind).max(100).readonly(),
  /** Who acts for the applicant; `relation` = the proxy is the applicant's … */
  proxy: z
    .strictObject({ relation: Word, birthDate: IsoDate, idDocKind: IdDocumentKind })
    .nullable(),
  permit: z.union([PermitOnRecord, z.null(), Unknown]),
  /** Presentation for another: the member linked after a face check of their own. */
  memberLink: z.boolean().optional(),
  /** Cancellation: who declares, and what ends. */
  declarer: Word.optional(),
  target: z.enum(['permit', 'registration']).optional(),
  /** Item change: what changes, and where the new address lies. */
  items: z.array(Word).max(20).readonly().optional(),
  newAdcode: Adcode.optional(),
  /** Physical card: one was issued before. */
  cardIssued: z.boolean().optional(),
});
export type PolicyRequest = z.infer<typeof PolicyRequest>;
