// The reference upstream over real HTTP, asked by the kiosk's own client: every operation, who may ask, idempotency,
// chains of envelopes, reviews. The same sentences hold on SQLite and on PostgreSQL (server.postgres.test.ts).
import { describeUpstream } from './server-suite.ts';

describeUpstream('on SQLite', () => Promise.resolve(undefined));
