// The page's policy forbids making code from text (require-trusted-types-for): zod must not even try.
// Imported first: schemas decide when they are made.
import { config } from 'zod';

config({ jitless: true });
