/** Entry of the window: connects to main through the bridge and puts the app on screen. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { resolveLanguage } from '../shared/settings.ts';
import { App } from './app.tsx';
import { createServices } from './create-services.ts';
import './design/fonts.css';
import './design/tokens.css';
import './design/base.css';
import { createI18n } from './i18n/create-i18n.ts';

const container = document.getElementById('root');
if (container === null) {
  throw new Error('The page has no element with the id root.');
}

const services = createServices(window.tokenward, document);
services.store.start();
// What was found before a reload is forgotten with the page that showed it.
void services.client.request('found.dismiss', {});

createRoot(container).render(
  <StrictMode>
    <App services={services} i18n={createI18n(resolveLanguage('system', navigator.languages))} />
  </StrictMode>,
);
