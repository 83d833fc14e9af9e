// Composition root of both shells: Config in, App out. The only place where the parts of a kiosk meet.
// Must not decide anything a person could notice.
import { statfs } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../db/open.ts';
import { dropAllDrafts, dropDraft, dropExpiredDrafts, getDraft, putDraft } from '../db/drafts.ts';
import {
  closeInterruptedPrints,
  insertPrintIntent,
  markCollected,
  markPrint,
} from '../db/prints.ts';
import type { Db } from '../db/tables.ts';
import { getSetting, putSetting } from '../db/settings.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { App } from './contract.ts';
import { createApp } from './core/app.ts';
import { openCases } from './core/cases.ts';
import type { DraftStore } from './core/drafts.ts';
import { openDrafts } from './core/drafts.ts';
import { judgePaper } from './core/materials.ts';
import { judgePhoto } from './core/photo.ts';
import { loadPolicy } from './core/policy/load.ts';
import type { PrintStore } from './core/print/ledger.ts';
import { openPrintLedger } from './core/print/ledger.ts';
import { openSealing } from './core/sealing.ts';
import { createSync } from './core/sync.ts';
import { createUpstream } from './core/upstream.ts';
import { createCodeReader } from './core/verify.ts';
import { createDevices } from './devices/index.ts';
import type { Clock, Log } from './domain.ts';
