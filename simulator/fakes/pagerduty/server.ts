import type { Express } from 'express';
import { bareApp } from '../exchange.ts';
import { receiveEvent, type EventsDoor } from './events.ts';
import { createNote, listNotes } from './notes.ts';
import {
  changeIncident,
  getIncident,
  getService,
  getUser,
  listAlerts,
  listIncidents,
  listOnCalls,
  restHandler,
} from './rest.ts';

/** The fake PagerDuty: Events API v2 and as much of the REST API as a relay asks for. */
export function pagerDutyApp(door: EventsDoor): Express {
  const app = bareApp();
  app.post('/v2/enqueue', (request, response) => receiveEvent(door, request, response));
  app.post('/v2/change/enqueue', (request, response) => receiveEvent(door, request, response));
  app.get('/incidents', restHandler(door, listIncidents));
  app.get('/incidents/:id', restHandler(door, getIncident));
  app.put('/incidents/:id', restHandler(door, changeIncident));
  app.get('/incidents/:id/alerts', restHandler(door, listAlerts));
  app.get('/incidents/:id/notes', restHandler(door, listNotes));
  app.post('/incidents/:id/notes', restHandler(door, createNote));
  app.get('/oncalls', restHandler(door, listOnCalls));
  app.get('/users/:id', restHandler(door, getUser));
  app.get('/services/:id', restHandler(door, getService));
  return app;
}
