// Starts the page: sizes from the panel, the transport of whichever shell shows it, one React root.
import './no-eval.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createClient } from './client.ts';
import { measurePanel, quietTheGlass } from './panel.ts';
import { openTransport } from './transport.ts';
import './styles/tokens.css';
import './styles/frame.css';
import './styles/controls.css';
import './styles/over.css';
import './styles/cards.css';
import './styles/pictograms.css';
import './styles/screens.css';
import './styles/permit.css';
import './styles/press.css';

measurePanel();
const client = createClient(openTransport());
quietTheGlass(() => client.touched());
const root = document.getElementById('page');
if (root === null) throw new Error('no #page in the page');
createRoot(root).render(<App client={client} />);
