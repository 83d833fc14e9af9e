// Reads the policy files that ship with the kiosk. Must not decide anything. Imported statically, so that they bundle.
import calendar2024 from '../../../assets/calendar/2024.json' with { type: 'json' };
import calendar2025 from '../../../assets/calendar/2025.json' with { type: 'json' };
import calendar2026 from '../../../assets/calendar/2026.json' with { type: 'json' };
import citations from '../../../assets/policies/citations.json' with { type: 'json' };
import foshan from '../../../assets/policies/440600-foshan.json' with { type: 'json' };
import guangdong from '../../../assets/policies/44-guangdong.json' with { type: 'json' };
import guangzhou from '../../../assets/policies/440100-guangzhou.json' with { type: 'json' };
import materials from '../../../assets/policies/materials.json' with { type: 'json' };
import nation from '../../../assets/policies/CN-nation.json' with { type: 'json' };
import shenzhen from '../../../assets/policies/440300-shenzhen.json' with { type: 'json' };
import version from '../../../assets/policies/version.json' with { type: 'json' };
import { z } from 'zod';
import { ReasonCode } from '../../domain.ts';
import type { Policy, PolicyData } from './engine.ts';
import { createPolicy } from './engine.ts';
import { readMaterials } from './materials.ts';
import { readRows } from './rows.ts';
import { readCalendar } from './working-days.ts';

const Citations = z.partialRecord(ReasonCode, z.string().min(1));

/** The data as shipped. Throws with every problem found: a kiosk must not start on a table it cannot trust. */
export function loadPolicyData(): PolicyData {
  const read = readRows([...nation, ...guangdong, ...guangzhou, ...shenzhen, ...foshan]);
  if (!read.ok) throw new Error(`policy rows: ${read.problems.join('; ')}`);
  return {
    version: z.int().min(1).parse(version.version),
    rows: read.rows,
    calendar: readCalendar([calendar2024, calendar2025, calendar2026]),
    materials: readMaterials(materials),
    citations: Citations.parse(citations),
  };
}

/** The engine over the data as shipped. */
export function loadPolicy(): Policy {
  return createPolicy(loadPolicyData());
}
