// The table of cases, all services: outcome, reasons and missing slots as sets, dates, fee and the row used.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Decision } from '../../../electron/domain.ts';
import { PermitOnRecord, Registration } from '../../../electron/domain.ts';
import { loadPolicy } from '../../../electron/core/policy/load.ts';
import { PolicyRequest } from '../../../electron/core/policy/request.ts';

const Person = z.strictObject({
  id_doc_type: z.string(),
  id_number: z.string(),
  birth: z.string(),
  hukou_adcode: z.string(),
  id_valid_to: z.string(),
  mobility_difficulty: z.boolean(),
  disabled: z.boolean(),
});
const Given = z.strictObject({
  on: z.string(),
  city: z.string(),
  channel: z.string(),
  service: z.string(),
  applicant: Person,
  registration: z.strictObject({ status: z.string(), declared_on: z.string(), adcode: z.string() }),
  ground: z.string(),
  exemption: z
    .strictObject({ kind: z.string(), since: z.string(), owner: z.string().optional() })
    .nullable(),
  verified: z.strictObject({
    identity: z.boolean(),
    photo_on_file: z.boolean(),
    registration: z.boolean(),
    ground: z.boolean(),
    relationship: z.boolean(),
    proxy_identity: z.boolean(),
    owner_relationship: z.boolean().optional(),
  }),
  materials: z.array(z.string()),
  proxy: z
    .strictObject({ relation: z.string(), birth: z.string(), id_doc_type: z.string() })
    .nullable(),
  permit: z
    .strictObject({
      form: z.string(),
      status: z.string(),
      city: z.string(),
      anchor_on: z.string(),
      valid_to: z.string(),
    })
    .nullable(),
  member_link: z.boolean().optional(),
  declarer: z.string().optional(),
  target: z.string().optional(),
  items: z.array(z.string()).optional(),
  new_adcode: z.string().optional(),
});
type Given = z.infer<typeof Given>;
const Case = z.object({
  id: z.string(),
  title: z.string(),
  given: Given,
  expect: z.strictObject({
    outcome: z.string(),
    reasons: z.array(z.string()).optional(),
    missing: z.array(z.string()).optional(),
    policy_ids: z.array(z.string()).optional(),
    eligible_on: z.string().optional(),
    promised_due_on: z.string().optional(),
    statutory_due_on: z.string().optional(),
    fee_yuan: z.number().optional(),
    window: z.strictObject({ opens_on: z.string(), closes_on: z.string() }).optional(),
    late: z.boolean().optional(),
    new_anchor_on: z.string().optional(),
    new_valid_to: z.string().optional(),
    permit_after: z.string().optional(),
    registration_after: z.string().optional(),
  }),
});

const file = readFileSync(new URL('../../fixtures/policy-cases.json', import.meta.url), 'utf8');
const { cases } = z.object({ cases: z.array(Case) }).parse(JSON.parse(file));
const policy = loadPolicy();

function applicantOf(person: z.infer<typeof Person>) {
  return {
    idDocKind: person.id_doc_type,
    idNumber: person.id_number,
    birthDate: person.birth,
    hukouAdcode: person.hukou_adcode,
    idValidTo: person.id_valid_to,
    mobilityDifficulty: person.mobility_difficulty,
    disabled: person.disabled,
  };
}

function requestOf(given: Given): PolicyRequest {
  const { registration, permit, proxy, verified } = given;
  return PolicyRequest.parse({
    on: given.on,
    city: given.city,
    channel: given.channel,
    service: given.service,
    applicant: applicantOf(given.applicant),
    registration:
      registration.status === 'none'
        ? null
        : Registration.parse({
            status: registration.status,
            declaredOn: registration.declared_on,
            adcode: registration.adcode,
          }),
    ground: given.ground,
    exemption: given.exemption,
    verified: {
      identity: verified.identity,
      photoOnFile: verified.photo_on_file,
      registration: verified.registration,
      ground: verified.ground,
      relationship: verified.relationship,
      proxyIdentity: verified.proxy_identity,
      ownerRelationship: verified.owner_relationship,
    },
    materials: given.materials,
    proxy: proxy && {
      relation: proxy.relation,
      birthDate: proxy.birth,
      idDocKind: proxy.id_doc_type,
    },
    permit:
      permit &&
      PermitOnRecord.parse({
        kind: permit.form,
        status: permit.status,
        cityAdcode: permit.city,
        anchorOn: permit.anchor_on,
        validTo: permit.valid_to,
      }),
    memberLink: given.member_link,
    declarer: given.declarer,
    target: given.target,
    items: given.items,
    newAdcode: given.new_adcode,
  });
}

/** The decision in the case table's words; keys the case does not expect are left out, accepted dates and fee never are. */
function answerOf(decision: Decision, wanted: z.infer<typeof Case>['expect']) {
  const { endorsement, after } = decision;
  const all: Record<string, unknown> = {
    outcome: decision.outcome,
    reasons: [...decision.reasons].sort(),
    missing: decision.missing.map((item) => item.slot).sort(),
    policy_ids: decision.policyIds,
    eligible_on: decision.eligibleOn,
    promised_due_on: decision.promisedDueOn,
    statutory_due_on: decision.statutoryDueOn,
    fee_yuan: decision.feeYuan,
    window: endorsement && { opens_on: endorsement.opensOn, closes_on: endorsement.closesOn },
    late: endorsement?.late,
    new_anchor_on: endorsement?.newAnchorOn,
    new_valid_to: endorsement?.newValidTo,
    permit_after: after?.permit,
    registration_after: after?.registration,
  };
  const always = ['outcome', 'reasons', 'missing', 'promised_due_on', 'statutory_due_on'];
  const keys = Object.keys(all).filter((key) => always.includes(key) || key in wanted);
  return Object.fromEntries(keys.map((key) => [key, all[key]]));
}

function wantedOf(wanted: z.infer<typeof Case>['expect']) {
  return {
    promised_due_on: null,
    statutory_due_on: null,
    ...wanted,
    reasons: (wanted.reasons ?? []).toSorted(),
    missing: (wanted.missing ?? []).toSorted(),
  };
}

describe('the case table', () => {
  it('holds all hundred cases', () => {
    expect(new Set(cases.map((one) => one.id)).size).toBe(100);
  });

  it.each(cases.map((one) => [one.id, one.title, one] as const))('%s: %s', (_id, _title, one) => {
    expect(answerOf(policy.decide(requestOf(one.given)), one.expect)).toEqual(wantedOf(one.expect));
  });
});
