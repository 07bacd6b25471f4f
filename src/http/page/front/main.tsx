import { render } from 'preact';
import { IncidentPage } from './incident-page.tsx';
import { LivePage } from './live-page.tsx';

const [, place, id] = location.pathname.split('/');
const isIncident = place === 'incidents' && id !== undefined;

render(isIncident ? <IncidentPage id={decodeURIComponent(id)} /> : <LivePage />, document.body);
