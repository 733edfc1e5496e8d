// Entry of the window: puts the empty state on screen.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

const container = document.getElementById('root');
if (container === null) {
  throw new Error('The page has no element with the id root.');
}

createRoot(container).render(
  <StrictMode>
    <main>
      <h1>No accounts yet</h1>
      <button type="button">Add account</button>
    </main>
  </StrictMode>,
);
