// Starts the staff's own page, on a screen of its own.
import '../no-eval.ts';
import { createRoot } from 'react-dom/client';
import { createClient } from '../client.ts';
import { openTransport } from '../transport.ts';
import '../styles/tokens.css';
import '../styles/press.css';
import { StaffPanel } from './staff-panel.tsx';

const root = document.getElementById('page');
if (root === null) throw new Error('no #page in the page');
createRoot(root).render(<StaffPanel client={createClient(openTransport())} over={false} />);
