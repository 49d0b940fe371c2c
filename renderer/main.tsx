/** Entry of a window: connects to the engine and puts the application on the page. */
import { createRoot } from 'react-dom/client';
import { connectEngine } from './engine/connect.ts';

const root = createRoot(document.getElementById('root') as HTMLElement);
root.render(<p>Connecting</p>);
await connectEngine();
root.render(<p>Connected</p>);
